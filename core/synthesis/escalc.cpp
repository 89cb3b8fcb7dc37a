#include "synthesis/escalc.h"

#include <array>
#include <cmath>
#include <limits>

#include "evigraft/error.h"

namespace evigraft {
namespace {

// A missing cell is NaN and makes what depends on it NaN; these stop on a figure that no study can have.
void check_n(double n) {
  if (n < 1) throw Error(Error::Kind::data, "a sample size is below 1");
}
void check_sd(double sd) {
  if (sd < 0) throw Error(Error::Kind::data, "a standard deviation is negative");
}

Computed compute_md(std::span<const double> c) {
  for (const double n : {c[2], c[5]}) check_n(n);
  for (const double sd : {c[1], c[4]}) check_sd(sd);
  return {c[0] - c[3], c[1] * c[1] / c[2] + c[4] * c[4] / c[5], c[2] + c[5]};
}

Computed compute_mn(std::span<const double> c) {
  check_n(c[2]);
  check_sd(c[1]);
  return {c[0], c[1] * c[1] / c[2], c[2]};
}

/// The variance, or the standard error where that is missing.
Computed compute_gen(std::span<const double> c) {
  if (c[1] < 0) throw Error(Error::Kind::data, "a sampling variance is negative");
  if (c[2] < 0) throw Error(Error::Kind::data, "a standard error is negative");
  return {c[0], std::isnan(c[1]) ? c[2] * c[2] : c[1], std::numeric_limits<double>::quiet_NaN()};
}

const std::vector<Measure>& offered() {
  static const std::vector<Measure> table = {
      {"MD", "mean difference", Scale::identity, {"m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"}, compute_md},
      {"MN", "mean", Scale::identity, {"mi", "sdi", "ni"}, compute_mn},
      {"GEN", "effect", Scale::identity, {"yi", "vi", "sei"}, compute_gen},
  };
  return table;
}

Effect complete(const Computed& computed) {
  if (!std::isfinite(computed.yi) || !std::isfinite(computed.vi))
    throw Error(Error::Kind::data, "an arm has a mean, standard deviation or sample size that is not a finite number");
  return {computed.yi, computed.vi};
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
