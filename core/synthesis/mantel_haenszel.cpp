#include "synthesis/mantel_haenszel.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "synthesis/distributions.h"
#include "synthesis/fit_parts.h"

namespace evigraft {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
using To = ZeroCells::To;

Inference missing() { return {kMissing, kMissing, kMissing, {kMissing, kMissing}}; }

struct Pooled {
  double estimate = kMissing, se = kMissing;
};

Pooled pooled_or(std::span<const TwoByTwo> tables) {
  double r = 0, s = 0, pr = 0, mixed = 0, qs = 0;
  for (const TwoByTwo& t : tables) {
    const double n = t.n(), p = (t.a + t.d) / n, q = (t.b + t.c) / n, ri = t.a / n * t.d, si = t.b / n * t.c;
    r += ri;
    s += si;
    pr += p * ri;
    mixed += p * si + q * ri;
    qs += q * si;
  }
  if (r == 0 || s == 0) return {};
  return {std::log(r / s), std::sqrt((pr / (r * r) + mixed / (r * s) + qs / (s * s)) / 2)};
}

Pooled pooled_rr(std::span<const TwoByTwo> tables) {
  double r = 0, s = 0, variance = 0;
  for (const TwoByTwo& t : tables) {
    const double n = t.n();
    r += t.a * (t.n2() / n);
    s += t.c * (t.n1() / n);
    variance += t.n1() / n * (t.n2() / n) * (t.a + t.c) - t.a / n * t.c;
  }
  if (r == 0 || s == 0) return {};
  return {std::log(r / s), std::sqrt(variance / (r * s))};
}

Pooled pooled_rd(std::span<const TwoByTwo> tables) {
  double difference = 0, weight = 0, p = 0, q = 0;
  for (const TwoByTwo& t : tables) {
    const double n = t.n(), n1 = t.n1(), n2 = t.n2();
    difference += t.a * (n2 / n) - t.c * (n1 / n);
    weight += n1 * (n2 / n);
    p += t.c * (n1 / n) * (n1 / n) - t.a * (n2 / n) * (n2 / n) + n1 / n * (n2 / n) * (n2 - n1) / 2;
    q += (t.a * t.d + t.c * t.b) / n / 2;
  }
  const double estimate = difference / weight;
  return {estimate, std::sqrt((estimate * p + q) / (weight * weight))};
}

/// The studies' own estimates around the pooled one; silent tables have none.
void heterogeneity(MantelHaenszel& result, std::span<const TwoByTwo> tables, CountMeasure measure) {
  int df = -1;
  for (const TwoByTwo& table : tables) {
    if (table.silent()) continue;
    const TwoByTwo t = with_added(table, 0.5, To::only0);
    const double p1 = t.a / t.n1(), p2 = t.c / t.n2();
    Effect own;
    if (measure == CountMeasure::OR)
      own = {std::log(t.a / t.b) - std::log(t.c / t.d), 1 / t.a + 1 / t.b + 1 / t.c + 1 / t.d};
    else if (measure == CountMeasure::RR)
      own = {std::log(p1) - std::log(p2), 1 / t.a - 1 / t.n1() + 1 / t.c - 1 / t.n2()};
    else
      own = {p1 - p2, p1 * (1 - p1) / t.n1() + p2 * (1 - p2) / t.n2()};
    result.Q += (own.yi - result.estimate) * (own.yi - result.estimate) / own.vi;
    ++df;
  }
  if (df < 1) {
    result.Q = 0;
    result.Q_p = 1;
    result.H2 = 1;
    return;
  }
  result.Q_p = chi_squared_p(result.Q, df);
  result.I2 = result.Q > 0 ? std::max(0.0, 100 * (result.Q - df) / result.Q) : 0;
  result.H2 = result.Q / df;
}

ChiSquared chi_squared(double value, int df) { return {value, df > 0 ? chi_squared_p(value, df) : kMissing}; }

/// Breslow & Day (1980), Statistical Methods in Cancer Research 1, 142; Tarone (1985), Biometrika 72:91-95.
void equal_odds_ratios(MantelHaenszel& result, std::span<const TwoByTwo> tables) {
  const double ratio = std::exp(result.estimate);
  double sum = 0, difference = 0, information = 0;
  int used = 0;
  for (const TwoByTwo& t : tables) {
    const double n1 = t.n1(), events = t.a + t.c;
    double expected = n1 / t.n() * events;
    if (ratio != 1) {
      const double a = ratio * (n1 + events) + (t.n2() - events);
      const double b = std::sqrt(a * a - 4 * n1 * events * ratio * (ratio - 1));
      expected = (a - b) / (2 * (ratio - 1));
    }
    if (!(expected > 0 && events > 0 && t.b + t.d > 0)) continue;
    ++used;
    const double inverse =
        1 / expected + 1 / (n1 - expected) + 1 / (events - expected) + 1 / (expected - n1 - events + t.n());
    sum += (t.a - expected) * (t.a - expected) * inverse;
    difference += t.a - expected;
    information += 1 / inverse;
  }
  result.breslow_day = chi_squared(std::max(0.0, sum), used - 1);
  result.tarone = chi_squared(std::max(0.0, sum - difference * difference / information), used - 1);
}

void association(MantelHaenszel& result, std::span<const TwoByTwo> tables) {
  double difference = 0, variance = 0;
  for (const TwoByTwo& t : tables) {
    const double n = t.n(), events = t.a + t.c;
    difference += t.a - t.n1() / n * events;
    variance += t.n1() / n * (t.n2() / n) * (events * ((t.b + t.d) / (n - 1)));
  }
  if (variance == 0) return;
  const double corrected = std::abs(difference) - 0.5;
  result.cmh = chi_squared(corrected * corrected / variance, 1);
  result.cmh_uncorrected = chi_squared(difference * difference / variance, 1);
}

}  // namespace

MantelHaenszel mantel_haenszel(std::span<const TwoByTwo> given, CountMeasure measure, bool corrected, double level) {
  if (given.empty()) throw Error(Error::Kind::data, "there is no table of events");
  std::vector<TwoByTwo> tables;
  for (const TwoByTwo& table : given) tables.push_back(with_added(table, 0.5, corrected ? To::only0 : To::none));
  MantelHaenszel result;
  result.k = static_cast<int>(tables.size());
  const Pooled pooled = measure == CountMeasure::OR   ? pooled_or(tables)
                        : measure == CountMeasure::RR ? pooled_rr(tables)
                                                      : pooled_rd(tables);
  result.estimate = pooled.estimate;
  result.inference = std::isnan(pooled.estimate) ? missing() : infer(pooled.estimate, pooled.se, std::nullopt, level);
  heterogeneity(result, given, measure);
  if (measure == CountMeasure::OR) {
    association(result, tables);
    if (!std::isnan(pooled.estimate)) equal_odds_ratios(result, tables);
  }
  return result;
}

MantelHaenszel peto(std::span<const TwoByTwo> tables, double level) {
  MantelHaenszel result;
  result.k = static_cast<int>(tables.size());
  double difference = 0, information = 0, squares = 0;
  int informative = 0, not_silent = 0;
  for (const TwoByTwo& t : tables) {
    const double n = t.n(), events = t.a + t.c;
    const double excess = t.a - events * t.n1() / n;
    const double v = events * (t.b + t.d) * (t.n1() / n) * (t.n2() / n) / (n - 1);
    if (!t.silent()) ++not_silent;
    if (!(v > 0)) continue;
    ++informative;
    difference += excess;
    information += v;
    squares += excess * excess / v;
  }
  if (!(information > 0))
    throw Error(Error::Kind::data, "one of the two outcomes never occurs, so Peto's method has nothing to pool");
  result.estimate = difference / information;
  result.inference = infer(result.estimate, std::sqrt(1 / information), std::nullopt, level);
  result.Q = std::max(0.0, squares - difference * difference / information);
  result.Q_p = 1;
  result.H2 = 1;
  if (informative > 1) {
    const int df = not_silent - 1;
    result.Q_p = chi_squared_p(result.Q, df);
    result.I2 = result.Q > 0 ? std::max(0.0, 100 * (result.Q - df) / result.Q) : 0;
    result.H2 = result.Q / df;
  }
  return result;
}

}  // namespace evigraft
