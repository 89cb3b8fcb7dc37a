#include "tests/eval/simulated_tables.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "synthesis/distributions.h"

namespace evigraft {
namespace {

double between(double low, double high, std::mt19937_64& random) {
  return std::uniform_real_distribution<double>(low, high)(random);
}
int whole_between(int low, int high, std::mt19937_64& random) {
  return std::uniform_int_distribution<int>(low, high)(random);
}
bool chance(double p, std::mt19937_64& random) { return between(0, 1, random) < p; }

/// As printed with so many decimals.
TypedNumber printed(double value, int decimals, const std::string& column) {
  const double unit = std::pow(10.0, -decimals);
  return {{std::round(value / unit) * unit, decimals}, column};
}

struct Sample {
  double mean = 0, sd = 0, least = 0, most = 0;
  int n = 0;
};

template <class Draw>
Sample sample(int n, Draw draw) {
  std::vector<double> values(static_cast<std::size_t>(n));
  std::generate(values.begin(), values.end(), draw);
  Sample out;
  out.n = n;
  for (const double value : values) out.mean += value / n;
  for (const double value : values) out.sd += (value - out.mean) * (value - out.mean) / (n - 1);
  out.sd = std::sqrt(out.sd);
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  out.least = *least;
  out.most = *most;
  return out;
}

Sample normal_sample(double mean, double sd, int n, std::mt19937_64& random) {
  std::normal_distribution<double> draw(mean, sd);
  return sample(n, [&] { return draw(random); });
}

/// Values between 0 and 100 with about this mean and SD: a beta distribution.
Sample percent_sample(double mean, double sd, int n, std::mt19937_64& random) {
  const double m = mean / 100, v = std::min(sd * sd / 1e4, 0.8 * m * (1 - m));
  const double size = m * (1 - m) / v - 1;
  std::gamma_distribution<double> a(m * size, 1), b((1 - m) * size, 1);
  return sample(n, [&] {
    const double x = a(random), y = b(random);
    return x + y > 0 ? 100 * x / (x + y) : 0;
  });
}

AuditedArm arm_of(const Sample& s, int decimals, int sd_decimals, char side) {
  const std::string end = std::string(1, side) + "i";
  AuditedArm arm;
  arm.mean = printed(s.mean, decimals, "m" + end);
  arm.spread = printed(s.sd, sd_decimals, "sd" + end);
  arm.n = printed(s.n, 0, "n" + end);
  return arm;
}

/// Digits after the point that leave `value` about three.
int decimals_for(double value, std::mt19937_64& random) {
  return std::max(0, static_cast<int>(std::ceil(-std::log10(std::max(value, 1e-9)))) + whole_between(1, 2, random));
}

struct TypicalSizes {
  int low = 5, high = 80;
  int operator()(std::mt19937_64& random) const {
    return static_cast<int>(std::exp(between(std::log(low), std::log(high), random)));
  }
};

void add_arms(AuditedRow& row, SoundTable kind, double scale, std::mt19937_64& random) {
  const TypicalSizes size;
  std::array<Sample, 2> arms;
  if (kind == SoundTable::percent) {
    const double mean = between(25, 80, random),
                 sd = std::exp(std::log(11.0) + std::normal_distribution<>(0, 0.35)(random));
    for (Sample& one : arms)
      one = percent_sample(std::clamp(mean + between(-15, 15, random), 5.0, 95.0), sd, size(random), random);
  } else if (kind == SoundTable::whole) {
    const double mean = between(3, 30, random), sd = mean * between(0.15, 0.5, random);
    for (Sample& one : arms) {
      std::normal_distribution<double> draw(mean * between(0.8, 1.2, random), sd);
      one = sample(size(random), [&] { return std::round(draw(random)); });
    }
  } else {
    const bool proportional = kind == SoundTable::proportional;
    const double mean = scale * std::exp(between(0, proportional ? 6 : 0.7, random));
    const double sd = mean * between(0.1, 0.5, random) * (kind == SoundTable::one_unit ? 0.6 : 1);
    for (Sample& one : arms) one = normal_sample(mean * between(0.8, 1.25, random), sd, size(random), random);
  }
  const int decimals = kind == SoundTable::percent ? whole_between(0, 2, random)
                       : kind == SoundTable::whole ? whole_between(1, 2, random)
                                                   : decimals_for(arms[0].sd, random);
  const int sd_decimals = kind == SoundTable::whole     ? 2
                          : kind == SoundTable::percent ? std::max(1, decimals)
                                                        : decimals;
  for (std::size_t i = 0; i < 2; ++i) {
    AuditedArm arm = arm_of(arms.at(i), decimals, sd_decimals, i == 0 ? '1' : '2');
    if (kind == SoundTable::whole || chance(0.2, random)) {
      arm.minimum = printed(arms.at(i).least, decimals, "min");
      arm.maximum = printed(arms.at(i).most, decimals, "max");
    }
    row.arms.push_back(std::move(arm));
  }
  row.percent = kind == SoundTable::percent;
  row.whole_numbers = kind == SoundTable::whole;
}

/// An equality with two to four decimals, or an inequality.
AuditedP printed_p(double p, std::mt19937_64& random) {
  for (const double bound : {0.001, 0.01, 0.05})
    if (p < bound && (bound < 0.002 || chance(0.2, random))) return {'<', {{bound, bound < 0.002 ? 3 : 2}, "p"}};
  return {'=', printed(p, whole_between(2, 4, random), "p")};
}

void add_odds_ratio(AuditedRow& row, std::mt19937_64& random) {
  double a = 0, b = 0, c = 0, d = 0;
  while (std::min({a, b, c, d}) < 1) {
    const int n1 = whole_between(15, 200, random), n2 = whole_between(15, 200, random);
    const double p = between(0.05, 0.6, random),
                 q = std::clamp(p * std::exp(std::normal_distribution<>(0, 0.5)(random)), 0.02, 0.95);
    a = std::binomial_distribution<>(n1, p)(random);
    c = std::binomial_distribution<>(n2, q)(random);
    b = n1 - a;
    d = n2 - c;
  }
  const double log_or = std::log(a * d / (b * c)), se = std::sqrt(1 / a + 1 / b + 1 / c + 1 / d);
  const double n = a + b + c + d;
  const double chi = std::abs(a * d - b * c) * std::sqrt(n / ((a + b) * (c + d) * (a + c) * (b + d)));
  row.estimate.scale = EstimateScale::ratio;
  row.estimate.measure = "OR";
  const int decimals = chance(0.8, random) ? 2 : 1;
  row.estimate.estimate = printed(std::exp(log_or), decimals, "estimate");
  row.estimate.lower = printed(std::exp(log_or - 1.959964 * se), decimals, "ci_lb");
  row.estimate.upper = printed(std::exp(log_or + 1.959964 * se), decimals, "ci_ub");
  if (chance(0.7, random))
    row.estimate.p = printed_p(two_sided_p(chance(0.5, random) ? log_or / se : chi, std::nullopt), random);
}

void add_difference(AuditedRow& row, std::mt19937_64& random) {
  const TypicalSizes size;
  const double sd = between(5, 20, random), effect = between(-1, 2, random) * sd;
  const Sample a = normal_sample(50 + effect, sd, size(random), random),
               b = normal_sample(50, sd, size(random), random);
  const int df = a.n + b.n - 2;
  const double pooled = std::sqrt(((a.n - 1) * a.sd * a.sd + (b.n - 1) * b.sd * b.sd) / df);
  const double se = pooled * std::sqrt(1.0 / a.n + 1.0 / b.n);
  const double va = a.sd * a.sd / a.n, vb = b.sd * b.sd / b.n;
  const int welch_df =
      std::max(1, static_cast<int>((va + vb) * (va + vb) / (va * va / (a.n - 1) + vb * vb / (b.n - 1))));
  const double half = t_quantile(0.025, df) * se, difference = a.mean - b.mean;
  row.estimate.scale = EstimateScale::difference;
  row.estimate.measure = "MD";
  const int decimals = whole_between(0, 2, random);
  row.estimate.estimate = printed(difference, decimals, "estimate");
  row.estimate.lower = printed(difference - half, decimals, "ci_lb");
  row.estimate.upper = printed(difference + half, decimals, "ci_ub");
  if (chance(0.7, random))
    row.estimate.p = printed_p(
        chance(0.5, random) ? two_sided_p(difference / se, df) : two_sided_p(difference / std::sqrt(va + vb), welch_df),
        random);
}

}  // namespace

const std::vector<std::pair<SoundTable, std::string>>& sound_tables() {
  static const std::vector<std::pair<SoundTable, std::string>> all = {
      {SoundTable::percent, "percentages"},
      {SoundTable::one_unit, "one unit"},
      {SoundTable::instruments, "an instrument a study"},
      {SoundTable::proportional, "spreads in proportion to means"},
      {SoundTable::whole, "whole numbers, with ranges"},
      {SoundTable::few_events, "counts of rare events"},
      {SoundTable::odds_ratios, "odds ratios with intervals and P"},
      {SoundTable::differences, "differences with intervals and P"},
      {SoundTable::one_author, "trials of one author"}};
  return all;
}

std::vector<AuditedRow> simulate_sound(SoundTable kind, std::mt19937_64& random) {
  std::vector<AuditedRow> rows(static_cast<std::size_t>(whole_between(3, 25, random)));
  const double scale = std::pow(10.0, between(-2, 3, random));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    AuditedRow& row = rows[i];
    row.name = "Study " + std::to_string(i + 1);
    row.cohort.author = "author " + std::to_string(whole_between(1, kind == SoundTable::one_author ? 2 : 1000, random));
    switch (kind) {
      case SoundTable::few_events: {
        const int n1 = whole_between(1, 8, random) * 10, n2 = n1;
        const double p = between(0, 0.1, random);
        const int a = std::binomial_distribution<>(n1, p)(random), c = std::binomial_distribution<>(n2, p)(random);
        for (const int count : {a, n1 - a, c, n2 - c}) row.counts.push_back(printed(count, 0, "ai"));
        break;
      }
      case SoundTable::odds_ratios:
        add_odds_ratio(row, random);
        break;
      case SoundTable::differences:
        add_difference(row, random);
        break;
      case SoundTable::one_author: {
        add_arms(row, SoundTable::percent, 1, random);
        row.cohort.start = 1990 + 2 * static_cast<double>(i);
        row.cohort.end = *row.cohort.start + 1.9;
        break;
      }
      default:
        add_arms(row, kind, kind == SoundTable::instruments ? std::pow(10.0, between(-1, 2.5, random)) : scale, random);
    }
  }
  return rows;
}

const std::vector<PlantedFault>& planted_faults() {
  static const std::vector<PlantedFault> all = {
      {"standard errors for SDs, six rows and more", SoundTable::percent, {"sd_looks_like_se", "sd_beyond_range"}},
      {"spreads as fractions of percentages", SoundTable::percent, {"spread_as_fraction"}},
      {"means and spreads as fractions among percentages", SoundTable::percent, {"mixed_scale"}},
      {"a standard error beside a range", SoundTable::whole, {"sd_beyond_range"}},
      {"a mean that the whole numbers cannot have", SoundTable::whole, {"mean_granularity"}},
      {"a difference printed as an odds ratio", SoundTable::differences, {"ratio_is_difference", "ratio_not_positive"}},
      {"a limit of an odds ratio misprinted tenfold",
       SoundTable::odds_ratios,
       {"interval_asymmetric", "interval_order"}},
      {"P of another outcome", SoundTable::odds_ratios, {"p_contradicts"}},
      {"a row entered twice", SoundTable::percent, {"same_numbers"}},
      {"a comparator entered twice", SoundTable::percent, {"same_comparator"}},
  };
  return all;
}

void plant(const PlantedFault& fault, std::vector<AuditedRow>& rows, std::mt19937_64& random) {
  AuditedRow& row = rows[0];
  const std::string& rule = fault.found_as[0];
  if (rule == "sd_looks_like_se" || rule == "sd_beyond_range") {
    for (AuditedArm& arm : row.arms)
      arm.spread = printed(arm.spread->value / std::sqrt(arm.n->value), std::max(1, arm.spread->decimals), "sd");
  } else if (rule == "spread_as_fraction") {
    for (AuditedArm& arm : row.arms) arm.spread = printed(arm.spread->value / 100, 2 + arm.spread->decimals, "sd");
  } else if (rule == "mixed_scale") {
    for (AuditedArm& arm : row.arms)
      for (auto* number : {&arm.mean, &arm.spread, &arm.minimum, &arm.maximum})
        if (*number) *number = printed((*number)->value / 100, 2 + (*number)->decimals, (*number)->column);
  } else if (rule == "mean_granularity") {
    row.arms[0].mean = printed(row.arms[0].mean->value + whole_between(1, 60, random) / 100.0, 2, "m1i");
  } else if (rule == "ratio_is_difference") {
    row.estimate.scale = EstimateScale::ratio;
    row.estimate.measure = "OR";
    row.estimate.p.reset();
  } else if (rule == "interval_asymmetric") {
    row.estimate.lower =
        printed(row.estimate.lower->value / 10, row.estimate.lower->decimals, "ci_lb");  // 0.33 as 0.03
  } else if (rule == "p_contradicts") {
    row.estimate.p =
        printed_p(between(0, 1, random) < 0.5 ? between(0, 0.05, random) : between(0.05, 1, random), random);
  } else if (rule == "same_numbers") {
    rows[1] = row;
  } else if (rule == "same_comparator") {
    rows[1].arms[1] = row.arms[1];
  }
}

AuditTally audit_sound(SoundTable kind, int tables, std::mt19937_64& random, bool show) {
  AuditTally tally;
  for (int i = 0; i < tables; ++i) {
    const std::vector<AuditedRow> rows = simulate_sound(kind, random);
    const bool one_scale = kind != SoundTable::instruments && kind != SoundTable::proportional;
    const auto findings = audit_input(rows, {.one_scale = one_scale});
    ++tally.tables;
    tally.rows += static_cast<int>(rows.size());
    tally.findings += static_cast<int>(findings.size());
    tally.tables_with_findings += findings.empty() ? 0 : 1;
    for (const InputFinding& finding : findings) {
      if (finding.sure != Sureness::possible) ++tally.certain_or_likely;
      if (show) std::printf("  [%s] %s\n", finding.rule.c_str(), finding.sentence.c_str());
    }
  }
  return tally;
}

int found(const PlantedFault& fault, int tables, std::mt19937_64& random) {
  int hits = 0;
  for (int i = 0; i < tables; ++i) {
    std::vector<AuditedRow> rows;
    while (rows.size() < 7) rows = simulate_sound(fault.in, random);
    plant(fault, rows, random);
    const auto findings = audit_input(rows);
    hits += std::any_of(findings.begin(), findings.end(), [&](const InputFinding& finding) {
      return finding.rows[0] == 0 &&
             std::find(fault.found_as.begin(), fault.found_as.end(), finding.rule) != fault.found_as.end();
    });
  }
  return hits;
}

}  // namespace evigraft
