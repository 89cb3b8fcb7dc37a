#include "synthesis/escalc.h"

#include <evigraft/error.h>

#include <array>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

namespace evigraft {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

// A missing cell is NaN and makes what depends on it NaN; a figure that no study can have stops.

/// Participants; an arm without any gives no variance.
double participants(double n) {
  if (n < 0) throw Error(Error::Kind::data, "a sample size is negative");
  return n < 1 ? kMissing : n;
}

double squared_sd(double sd) {
  if (sd < 0) throw Error(Error::Kind::data, "a standard deviation is negative");
  return sd * sd;
}

/// A result that overflowed is as good as missing.
Computed computed(double yi, double vi, double ni) {
  return {std::isfinite(yi) ? yi : kMissing, std::isfinite(vi) ? vi : kMissing, ni};
}

Computed compute_md(std::span<const double> c) {
  return computed(c[0] - c[3], squared_sd(c[1]) / participants(c[2]) + squared_sd(c[4]) / participants(c[5]),
                  c[2] + c[5]);
}

Computed compute_mn(std::span<const double> c) { return computed(c[0], squared_sd(c[1]) / participants(c[2]), c[2]); }

/// The factor that makes a standardised mean difference unbiased, exactly: Hedges (1981), J Educ Stat 6:107-128.
double hedges_correction(double df) {
  if (!(df > 1)) return kMissing;  // from one degree of freedom down the expectation does not exist
  return boost::math::tgamma_delta_ratio(df / 2, -0.5) / std::sqrt(df / 2);
}

Computed compute_smd(std::span<const double> c) {
  const double n1 = participants(c[2]), n2 = participants(c[5]), df = n1 + n2 - 2;
  const double pooled = ((n1 - 1) * squared_sd(c[1]) + (n2 - 1) * squared_sd(c[4])) / df;
  const double yi = hedges_correction(df) * (c[0] - c[3]) / std::sqrt(pooled);
  return computed(yi, 1 / n1 + 1 / n2 + yi * yi / (2 * (n1 + n2)), c[2] + c[5]);
}

/// A logarithm of what is not positive is as good as missing.
double logarithm(double x) { return x > 0 ? std::log(x) : kMissing; }

/// Hedges, Gurevitch & Curtis (1999), Ecology 80:1150-1156.
Computed compute_rom(std::span<const double> c) {
  return computed(
      logarithm(c[0]) - logarithm(c[3]),
      squared_sd(c[1]) / (participants(c[2]) * c[0] * c[0]) + squared_sd(c[4]) / (participants(c[5]) * c[3] * c[3]),
      c[2] + c[5]);
}

Computed compute_mnln(std::span<const double> c) {
  return computed(logarithm(c[0]), squared_sd(c[1]) / (participants(c[2]) * c[0] * c[0]), c[2]);
}

/// The variance, or the standard error where that is missing.
Computed compute_gen(std::span<const double> c) {
  if (c[1] < 0) throw Error(Error::Kind::data, "a sampling variance is negative");
  if (c[2] < 0) throw Error(Error::Kind::data, "a standard error is negative");
  return computed(c[0], std::isnan(c[1]) ? c[2] * c[2] : c[1], kMissing);
}

const std::vector<Measure>& offered() {
  static const std::vector<Measure> table = {
      {"MD", "mean difference", Scale::identity, {"m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"}, compute_md},
      {"SMD",
       "standardised mean difference",
       Scale::identity,
       {"m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"},
       compute_smd},
      {"ROM", "log ratio of means", Scale::log, {"m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"}, compute_rom},
      {"MN", "mean", Scale::identity, {"mi", "sdi", "ni"}, compute_mn},
      {"MNLN", "log mean", Scale::log, {"mi", "sdi", "ni"}, compute_mnln},
      {"GEN", "effect", Scale::identity, {"yi", "vi|sei"}, compute_gen},
  };
  return table;
}

Effect complete(const Computed& figures) {
  if (std::isnan(figures.yi) || std::isnan(figures.vi))
    throw Error(Error::Kind::data, "an arm lacks a mean, a standard deviation or participants");
  return {figures.yi, figures.vi};
}

}  // namespace

std::span<const Measure> measures() { return offered(); }

const Measure& measure(std::string_view name) {
  std::string names;
  for (const Measure& known : offered()) {
    if (known.name == name) return known;
    names += (names.empty() ? "" : ", ") + std::string(known.name);
  }
  throw Error(Error::Kind::usage, "measure \"" + std::string(name) + "\" is not offered; use one of " + names);
}

Effect mean_difference(const ArmSummary& a, const ArmSummary& b) {
  return complete(compute_md(std::array{a.mean, a.sd, a.n, b.mean, b.sd, b.n}));
}

Effect arm_mean(const ArmSummary& arm) { return complete(compute_mn(std::array{arm.mean, arm.sd, arm.n})); }

}  // namespace evigraft
