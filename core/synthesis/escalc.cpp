#include "synthesis/escalc.h"

#include <evigraft/error.h>

#include <algorithm>
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

Computed compute_md(std::span<const double> c, const ZeroCells& /*zeros*/) {
  return computed(c[0] - c[3], squared_sd(c[1]) / participants(c[2]) + squared_sd(c[4]) / participants(c[5]),
                  c[2] + c[5]);
}

Computed compute_mn(std::span<const double> c, const ZeroCells& /*zeros*/) {
  return computed(c[0], squared_sd(c[1]) / participants(c[2]), c[2]);
}

Computed compute_smd(std::span<const double> c, const ZeroCells& /*zeros*/) {
  const double n1 = participants(c[2]), n2 = participants(c[5]), df = n1 + n2 - 2;
  const double pooled = ((n1 - 1) * squared_sd(c[1]) + (n2 - 1) * squared_sd(c[4])) / df;
  const double yi = hedges_correction(df) * (c[0] - c[3]) / std::sqrt(pooled);
  return computed(yi, 1 / n1 + 1 / n2 + yi * yi / (2 * (n1 + n2)), c[2] + c[5]);
}

/// Bonett (2009), Psychol Methods 14:225-238: standardised by the mean of the two variances, which may differ.
Computed compute_smdh(std::span<const double> c, const ZeroCells& /*zeros*/) {
  const double n1 = participants(c[2]), n2 = participants(c[5]), v1 = squared_sd(c[1]), v2 = squared_sd(c[4]);
  const double correction = hedges_correction(n1 + n2 - 2), both = v1 + v2;
  const double yi = correction * (c[0] - c[3]) / std::sqrt(both / 2);
  const double vi = yi * yi * (v1 * v1 / (n1 - 1) + v2 * v2 / (n2 - 1)) / (2 * both * both) +
                    (v1 / (n1 - 1) + v2 / (n2 - 1)) / (both / 2);
  return computed(yi, correction * correction * vi, c[2] + c[5]);
}

/// A logarithm of what is not positive is as good as missing.
double logarithm(double x) { return x > 0 ? std::log(x) : kMissing; }

/// Hedges, Gurevitch & Curtis (1999), Ecology 80:1150-1156.
Computed compute_rom(std::span<const double> c, const ZeroCells& /*zeros*/) {
  return computed(
      logarithm(c[0]) - logarithm(c[3]),
      squared_sd(c[1]) / (participants(c[2]) * c[0] * c[0]) + squared_sd(c[4]) / (participants(c[5]) * c[3] * c[3]),
      c[2] + c[5]);
}

Computed compute_mnln(std::span<const double> c, const ZeroCells& /*zeros*/) {
  return computed(logarithm(c[0]), squared_sd(c[1]) / (participants(c[2]) * c[0] * c[0]), c[2]);
}

// Two measurements of the same participants (before and after, two sides of a face): m1, m2, sd1, sd2, n, r.

/// Of the differences within participants.
double squared_sd_of_change(double sd1, double sd2, double r) {
  if (std::abs(r) > 1) throw Error(Error::Kind::data, "a correlation is not between -1 and 1");
  return std::max(squared_sd(sd1) + squared_sd(sd2) - 2 * r * sd1 * sd2, 0.0);  // in this order NaN stays NaN
}

Computed compute_mc(std::span<const double> c, const ZeroCells& /*zeros*/) {
  return computed(c[0] - c[1], squared_sd_of_change(c[2], c[3], c[5]) / participants(c[4]), c[4]);
}

/// Standardised by the SD of the differences: Gibbons, Hedeker & Davis (1993), J Educ Stat 18:271-279.
Computed compute_smcc(std::span<const double> c, const ZeroCells& /*zeros*/) {
  const double n = participants(c[4]);
  const double yi = hedges_correction(n - 1) * (c[0] - c[1]) / std::sqrt(squared_sd_of_change(c[2], c[3], c[5]));
  return computed(yi, 1 / n + yi * yi / (2 * n), n);
}

/// Standardised by the first SD, taken as that of both: Becker (1988), Br J Math Stat Psychol 41:257-278. Cells m1, m2,
/// sd1, n, r.
Computed compute_smcr(std::span<const double> c, const ZeroCells& /*zeros*/) {
  const double n = participants(c[3]), r = c[4];
  if (std::abs(r) > 1) throw Error(Error::Kind::data, "a correlation is not between -1 and 1");
  const double yi = hedges_correction(n - 1) * (c[0] - c[1]) / std::sqrt(squared_sd(c[2]));
  return computed(yi, 2 * (1 - r) / n + yi * yi / (2 * n), n);
}

/// The same without taking the SDs as equal: Bonett (2008), Psychol Methods 13:99-109.
Computed compute_smcrh(std::span<const double> c, const ZeroCells& /*zeros*/) {
  const double n = participants(c[4]), correction = hedges_correction(n - 1);
  const double yi = correction * (c[0] - c[1]) / std::sqrt(squared_sd(c[2]));
  const double vi = squared_sd_of_change(c[2], c[3], c[5]) / (squared_sd(c[2]) * (n - 1)) + yi * yi / (2 * (n - 1));
  return computed(yi, correction * correction * vi, n);
}

/// Lajeunesse (2011), Ecology 92:2049-2055.
Computed compute_romc(std::span<const double> c, const ZeroCells& /*zeros*/) {
  const double cv1 = c[2] / c[0], cv2 = c[3] / c[1];
  squared_sd_of_change(c[2], c[3], c[5]);  // refuses what no study can have
  return computed(logarithm(c[0]) - logarithm(c[1]),
                  std::max(cv1 * cv1 + cv2 * cv2 - 2 * c[5] * cv1 * cv2, 0.0) / participants(c[4]), c[4]);
}

/// The variance, or the standard error where that is missing.
Computed compute_gen(std::span<const double> c, const ZeroCells& /*zeros*/) {
  if (c[1] < 0) throw Error(Error::Kind::data, "a sampling variance is negative");
  if (c[2] < 0) throw Error(Error::Kind::data, "a standard error is negative");
  return computed(c[0], std::isnan(c[1]) ? c[2] * c[2] : c[1], kMissing);
}

/// Cells xi, ni, mi: events, participants, non-events, of which one of the last two may be missing.
struct Proportion {
  double x, rest;
};

Proportion proportion(std::span<const double> c) {
  const TwoByTwo one_group = two_by_two(std::array{c[0], c[2], c[1], 1.0, 1.0, 2.0});
  return {one_group.a, one_group.b};
}

/// Log ratios and differences of risks with their large-sample variances: Fleiss & Berlin (2009), in The Handbook of
/// Research Synthesis and Meta-Analysis, 237-253.
template <class Formula>
Computed from_two_by_two(std::span<const double> c, const ZeroCells& zeros, Formula formula) {
  const TwoByTwo given = two_by_two(c);
  if (zeros.drop00 && given.silent()) return {kMissing, kMissing, given.n()};
  const TwoByTwo t = with_added(given, zeros.add.value_or(0.5), zeros.to);
  const Effect effect = formula(t);
  return computed(effect.yi, effect.vi, given.n());
}

Computed compute_rr(std::span<const double> c, const ZeroCells& zeros) {
  return from_two_by_two(c, zeros, [](const TwoByTwo& t) {
    return Effect{std::log(t.a / t.n1()) - std::log(t.c / t.n2()), 1 / t.a - 1 / t.n1() + 1 / t.c - 1 / t.n2()};
  });
}

Computed compute_or(std::span<const double> c, const ZeroCells& zeros) {
  return from_two_by_two(c, zeros, [](const TwoByTwo& t) {
    return Effect{std::log(t.a / t.b) - std::log(t.c / t.d), 1 / t.a + 1 / t.b + 1 / t.c + 1 / t.d};
  });
}

Computed compute_rd(std::span<const double> c, const ZeroCells& zeros) {
  return from_two_by_two(c, zeros, [](const TwoByTwo& t) {
    const double p1 = t.a / t.n1(), p2 = t.c / t.n2();
    return Effect{p1 - p2, p1 * (1 - p1) / t.n1() + p2 * (1 - p2) / t.n2()};
  });
}

/// Yusuf et al. (1985), Prog Cardiovasc Dis 27:335-371.
Computed compute_peto(std::span<const double> c, const ZeroCells& zeros) {
  return from_two_by_two(c, zeros, [](const TwoByTwo& t) {
    const double events = t.a + t.c, rest = t.b + t.d, expected = events * t.n1() / t.n();
    const double v = events * rest * (t.n1() / t.n()) * (t.n2() / t.n()) / (t.n() - 1);
    return Effect{(t.a - expected) / v, 1 / v};
  });
}

template <class Formula>
Computed from_proportion(std::span<const double> c, const ZeroCells& zeros, double add, Formula formula) {
  const auto [x, rest] = proportion(c);
  const bool empty = x == 0 || rest == 0;
  if (zeros.to == ZeroCells::To::none || (zeros.to == ZeroCells::To::only0 && !empty)) add = 0;
  const Effect effect = formula(x + add, x + rest + 2 * add);
  return computed(effect.yi, effect.vi, x + rest);
}

Computed compute_pr(std::span<const double> c, const ZeroCells& zeros) {
  return from_proportion(c, zeros, zeros.add.value_or(0.5), [](double x, double n) {
    const double p = x / n;
    return Effect{p, p * (1 - p) / n};
  });
}

Computed compute_plo(std::span<const double> c, const ZeroCells& zeros) {
  return from_proportion(c, zeros, zeros.add.value_or(0.5), [](double x, double n) {
    return Effect{std::log(x / (n - x)), 1 / x + 1 / (n - x)};
  });
}

/// Freeman & Tukey (1950), Ann Math Stat 21:607-611, in metafor's halved form.
Computed compute_pft(std::span<const double> c, const ZeroCells& zeros) {
  return from_proportion(c, zeros, zeros.add.value_or(0), [](double x, double n) {
    return Effect{(std::asin(std::sqrt(x / (n + 1))) + std::asin(std::sqrt((x + 1) / (n + 1)))) / 2, 1 / (4 * n + 2)};
  });
}

const std::vector<Measure>& offered() {
  static const std::vector<std::string_view> two_arms = {"m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"},
                                             one_arm = {"mi", "sdi", "ni"},
                                             paired = {"m1i", "m2i", "sd1i", "sd2i", "ni", "ri"},
                                             tables = {"ai", "bi|n1i", "ci", "di|n2i"}, counts = {"xi", "ni|mi"};
  static const std::vector<Measure> table = {
      {"MD", "mean difference", Scale::identity, Cells::means, two_arms, compute_md},
      {"SMD", "standardised mean difference", Scale::identity, Cells::means, two_arms, compute_smd},
      {"SMDH", "standardised mean difference, unequal variances", Scale::identity, Cells::means, two_arms,
       compute_smdh},
      {"ROM", "log ratio of means", Scale::log, Cells::means, two_arms, compute_rom},
      {"MN", "mean", Scale::identity, Cells::means, one_arm, compute_mn},
      {"MNLN", "log mean", Scale::log, Cells::means, one_arm, compute_mnln},
      {"MC", "mean change", Scale::identity, Cells::paired, paired, compute_mc},
      {"SMCC", "standardised mean change, by the SD of changes", Scale::identity, Cells::paired, paired, compute_smcc},
      {"SMCR",
       "standardised mean change, by the first SD",
       Scale::identity,
       Cells::paired,
       {"m1i", "m2i", "sd1i", "ni", "ri"},
       compute_smcr},
      {"SMCRH", "standardised mean change, by the first SD, unequal variances", Scale::identity, Cells::paired, paired,
       compute_smcrh},
      {"ROMC", "log ratio of means of the same people", Scale::log, Cells::paired, paired, compute_romc},
      {"RR", "log risk ratio", Scale::log, Cells::two_by_two, tables, compute_rr},
      {"OR", "log odds ratio", Scale::log, Cells::two_by_two, tables, compute_or},
      {"RD", "risk difference", Scale::identity, Cells::two_by_two, tables, compute_rd},
      {"PETO", "log odds ratio by Peto", Scale::log, Cells::two_by_two, tables, compute_peto},
      {"PR", "proportion", Scale::identity, Cells::proportion, counts, compute_pr},
      {"PLO", "log odds", Scale::logit, Cells::proportion, counts, compute_plo},
      {"PFT", "Freeman-Tukey double arcsine of a proportion", Scale::double_arcsine, Cells::proportion, counts,
       compute_pft},
      {"GEN", "effect", Scale::identity, Cells::ready, {"yi", "vi|sei"}, compute_gen},
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

double hedges_correction(double df) {
  if (!(df > 1)) return kMissing;  // from one degree of freedom down the expectation does not exist
  return boost::math::tgamma_delta_ratio(df / 2, -0.5) / std::sqrt(df / 2);
}

bool has_zero_cell(const Measure& measure, std::span<const double> cells, const ZeroCells& zeros) {
  if (measure.cells == Cells::proportion) {
    const auto [x, rest] = proportion(cells);
    return x == 0 || rest == 0;
  }
  if (measure.cells != Cells::two_by_two) return false;
  const TwoByTwo table = two_by_two(cells);
  return table.has_zero() && !(zeros.drop00 && table.silent());
}

Effect mean_difference(const ArmSummary& a, const ArmSummary& b) {
  return complete(compute_md(std::array{a.mean, a.sd, a.n, b.mean, b.sd, b.n}, {}));
}

Effect paired_difference(const ArmSummary& a, const ArmSummary& b, double correlation) {
  return complete(compute_mc(std::array{a.mean, b.mean, a.sd, b.sd, std::min(a.n, b.n), correlation}, {}));
}

Effect arm_mean(const ArmSummary& arm) { return complete(compute_mn(std::array{arm.mean, arm.sd, arm.n}, {})); }

}  // namespace evigraft
