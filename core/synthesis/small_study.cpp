#include "synthesis/small_study.h"

#include <evigraft/error.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "synthesis/design_matrix.h"
#include "synthesis/distributions.h"
#include "synthesis/fit_parts.h"
#include "synthesis/regression.h"

namespace evigraft {
namespace {

constexpr std::array<std::pair<std::string_view, SizePredictor>, 6> kPredictors = {
    {{"sei", SizePredictor::sei},
     {"vi", SizePredictor::vi},
     {"ni", SizePredictor::ni},
     {"ninv", SizePredictor::ninv},
     {"sqrtni", SizePredictor::sqrtni},
     {"sqrtninv", SizePredictor::sqrtninv}}};

bool of_participants(SizePredictor predictor) {
  return predictor != SizePredictor::sei && predictor != SizePredictor::vi;
}

/// A predictor that goes to 0 as a study grows makes the intercept the effect of an endless study.
bool vanishes(SizePredictor predictor) { return predictor != SizePredictor::ni && predictor != SizePredictor::sqrtni; }

DesignMatrix size_design(std::span<const Effect> effects, std::span<const double> sizes, SizePredictor predictor) {
  if (of_participants(predictor) && sizes.size() != effects.size())
    throw Error(Error::Kind::data, "the number of participants is not known for every study");
  Moderator moderator{std::string(name(predictor)), {}, {}, {}};
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const double v = effects[i].vi, n = of_participants(predictor) ? sizes[i] : 0;
    if (v <= 0) throw Error(Error::Kind::data, "a sampling variance is 0, which the test divides by");
    switch (predictor) {
      case SizePredictor::sei:
        moderator.numbers.push_back(std::sqrt(v));
        break;
      case SizePredictor::vi:
        moderator.numbers.push_back(v);
        break;
      case SizePredictor::ni:
        moderator.numbers.push_back(n);
        break;
      case SizePredictor::ninv:
        moderator.numbers.push_back(1 / n);
        break;
      case SizePredictor::sqrtni:
        moderator.numbers.push_back(std::sqrt(n));
        break;
      case SizePredictor::sqrtninv:
        moderator.numbers.push_back(1 / std::sqrt(n));
        break;
    }
  }
  DesignMatrix design = make_design(std::array{moderator}, effects.size());
  if (!design.dropped.empty())
    throw Error(Error::Kind::data, "all studies have the same " + moderator.name + ", so there is nothing to test");
  return design;
}

/// Weighted least squares with an estimated residual variance, as R's lm(weights = 1 / v).
struct LeastSquares {
  Line line;
  double scale = 0;
  int df = 0;
};

LeastSquares least_squares(std::span<const Effect> effects, const DesignMatrix& design) {
  // test z on a common effect gives coefficients with residual variance 1; Q is the weighted residual sum of squares
  const Regression fit = fit_regression(effects, design, {FitMethod::ee, Test::z, 95, false});
  LeastSquares result;
  result.df = fit.Q_df;
  result.scale = result.df > 0 ? std::sqrt(*fit.Q / result.df) : std::nan("");
  const Coefficient &a = fit.coefficients[0], &b = fit.coefficients[1];
  result.line = {a.estimate, a.inference.se * result.scale, b.estimate, b.inference.se * result.scale};
  return result;
}

CountTest slope_test(const LeastSquares& fit) {
  const double t = fit.line.b1 / fit.line.se1;
  return {fit.line.b1, fit.line.se1, t, two_sided_p(t, fit.df), fit.df};
}

double sign(double x) { return x > 0 ? 1 : x < 0 ? -1 : 0; }

/// Sizes of the groups of equal values.
std::vector<double> ties(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  std::vector<double> groups;
  for (std::size_t i = 0; i < values.size();) {
    std::size_t end = i + 1;
    while (end < values.size() && values[end] == values[i]) ++end;
    if (end - i > 1) groups.push_back(static_cast<double>(end - i));
    i = end;
  }
  return groups;
}

template <class Term>
double sum_over(const std::vector<double>& groups, Term term) {
  double sum = 0;
  for (const double t : groups) sum += term(t);
  return sum;
}

/// P(at most q of the n (n - 1) / 2 pairs are concordant) under independence, by the recursion over n of the number of
/// inversions of a random permutation. `from` to `to`, both counted.
double kendall_probability(int n, int from, int to) {
  std::vector<double> share = {1};
  for (int i = 2; i <= n; ++i) {  // the i-th value may be placed before 0 .. i - 1 others, each equally likely
    std::vector<double> next(share.size() + static_cast<std::size_t>(i) - 1, 0.0);
    double window = 0;
    for (std::size_t q = 0; q < next.size(); ++q) {
      if (q < share.size()) window += share[q];
      if (q >= static_cast<std::size_t>(i)) window -= share[q - static_cast<std::size_t>(i)];
      next[q] = std::max(0.0, window) / i;
    }
    share = std::move(next);
  }
  double sum = 0;
  for (int q = std::max(0, from); q <= std::min(to, static_cast<int>(share.size()) - 1); ++q)
    sum += share[static_cast<std::size_t>(q)];
  return sum;
}

double whole(double number) {
  if (std::isinf(number)) return number;
  // A number within rounding of a whole one is that one, as in metafor.
  const double nearest = std::round(number);
  return std::abs(number - nearest) < 1.5e-8 ? nearest : std::ceil(number);
}

}  // namespace

std::string_view name(SizePredictor value) {
  for (const auto& [known, predictor] : kPredictors)
    if (predictor == value) return known;
  return {};
}

RegressionTest egger_linear(std::span<const Effect> effects, std::span<const double> sizes, SizePredictor predictor,
                            double level) {
  const LeastSquares fit = least_squares(effects, size_design(effects, sizes, predictor));
  RegressionTest test;
  test.intercept = fit.line.b0;
  test.intercept_se = fit.line.se0;
  test.slope = fit.line.b1;
  test.slope_se = fit.line.se1;
  test.statistic = fit.line.b1 / fit.line.se1;
  test.p = two_sided_p(test.statistic, fit.df);
  test.df = fit.df;
  test.residual_scale = fit.scale;
  if (vanishes(predictor)) {
    const double half = critical(level, fit.df) * fit.line.se0;
    test.limit = fit.line.b0;
    test.limit_ci = Interval{fit.line.b0 - half, fit.line.b0 + half};
  }
  return test;
}

RegressionTest egger_mixed(std::span<const Effect> effects, std::span<const double> sizes, SizePredictor predictor,
                           const FitOptions& options) {
  FitOptions quick = options;
  quick.intervals = false;
  const Regression fit = fit_regression(effects, size_design(effects, sizes, predictor), quick);
  const Coefficient &a = fit.coefficients[0], &b = fit.coefficients[1];
  RegressionTest test;
  test.intercept = a.estimate;
  test.intercept_se = a.inference.se;
  test.slope = b.estimate;
  test.slope_se = b.inference.se;
  test.statistic = b.inference.statistic;
  test.p = b.inference.p;
  test.df = fit.df;
  test.tau2 = fit.tau2;
  test.Q = fit.Q.value_or(std::nan(""));
  test.Q_p = fit.Q_p.value_or(std::nan(""));
  if (vanishes(predictor)) {
    test.limit = a.estimate;
    test.limit_ci = a.inference.ci;
  }
  return test;
}

RankTest begg(std::span<const Effect> effects) {
  const auto n = static_cast<int>(effects.size());
  if (n < 2) throw Error(Error::Kind::data, "the rank test needs at least two studies");
  double sum_w = 0, sum_wy = 0;
  for (const auto& [yi, vi] : effects) {
    if (vi <= 0) throw Error(Error::Kind::data, "a sampling variance is 0, which the test divides by");
    sum_w += 1 / vi;
    sum_wy += yi / vi;
  }
  std::vector<double> x, y;
  for (const auto& [yi, vi] : effects) {
    x.push_back((yi - sum_wy / sum_w) / std::sqrt(vi - 1 / sum_w));
    y.push_back(vi);
  }
  RankTest test;
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) test.S += sign(x[i] - x[j]) * sign(y[i] - y[j]);
  const std::vector<double> tx = ties(x), ty = ties(y);
  const auto pairs = [](double t) { return t * (t - 1); };
  const double all = pairs(n) / 2;
  test.tau = test.S / (std::sqrt(all - sum_over(tx, pairs) / 2) * std::sqrt(all - sum_over(ty, pairs) / 2));
  const auto v = [](double t) { return t * (t - 1) * (2 * t + 5); };
  const auto triples = [](double t) { return t * (t - 1) * (t - 2); };
  test.var_S =
      (v(n) - sum_over(tx, v) - sum_over(ty, v)) / 18 + sum_over(tx, pairs) * sum_over(ty, pairs) / (2 * pairs(n));
  if (n > 2) test.var_S += sum_over(tx, triples) * sum_over(ty, triples) / (9 * triples(n));
  const double sd = std::sqrt(test.var_S);
  test.z = test.S / sd;
  test.p_normal = two_sided_p(test.z, std::nullopt);
  test.z_continuity = sign(test.S) * std::max(0.0, std::abs(test.S) - 1) / sd;
  test.p_continuity = two_sided_p(test.z_continuity, std::nullopt);
  test.p = test.p_normal;
  if (tx.empty() && ty.empty()) {
    const auto concordant = static_cast<int>(std::lround((all + test.S) / 2)), last = static_cast<int>(all);
    test.p = concordant > all / 2 ? kendall_probability(n, concordant, last) : kendall_probability(n, 0, concordant);
    test.p = std::min(1.0, 2 * test.p);
  }
  return test;
}

FailSafes fail_safe(std::span<const Effect> effects) {
  if (effects.empty()) throw Error(Error::Kind::data, "there is no effect");
  const auto k = static_cast<double>(effects.size());
  double sum_z = 0, sum_y = 0, sum_w = 0, sum_wy = 0;
  for (const auto& [yi, vi] : effects) {
    if (vi <= 0) throw Error(Error::Kind::data, "a sampling variance is 0, which a fail-safe N divides by");
    sum_z += yi / std::sqrt(vi);
    sum_y += yi;
    sum_w += 1 / vi;
    sum_wy += yi / vi;
  }
  FailSafes result;
  result.stouffer_z = sum_z / std::sqrt(k);
  const double one_sided = normal_quantile(0.05), ratio = result.stouffer_z / one_sided;
  result.rosenthal_unrounded = std::max(0.0, k * ratio * ratio - k);
  result.rosenthal = {whole(result.rosenthal_unrounded), normal_p(std::abs(result.stouffer_z)), {}, {}};
  const double root = sum_wy / normal_quantile(0.025);
  result.rosenberg = {whole(std::max(0.0, k * (root * root - sum_w) / sum_w)),
                      two_sided_p(sum_wy / std::sqrt(sum_w), std::nullopt),
                      sum_wy / sum_w,
                      {}};
  const double mean = sum_y / k;  // Orwin: until half of the unweighted mean is left
  result.orwin = {mean == 0 ? HUGE_VAL : k, {}, mean, mean / 2};
  return result;
}

Line pet(std::span<const Effect> effects) {
  return least_squares(effects, size_design(effects, {}, SizePredictor::sei)).line;
}

Line peese(std::span<const Effect> effects) {
  return least_squares(effects, size_design(effects, {}, SizePredictor::vi)).line;
}

CountTest harbord(std::span<const TwoByTwo> tables) {
  std::vector<Effect> effects;
  Moderator precision{"1/sqrt(V)", {}, {}, {}};
  for (const TwoByTwo& t : tables) {
    const double events = t.a + t.c, n = t.n();
    const double v = t.n1() * t.n2() * events * (t.b + t.d) / (n * n * (n - 1));
    if (!(v > 0)) continue;
    effects.push_back({(t.a - t.n1() * events / n) / v, 1 / v});
    precision.numbers.push_back(1 / std::sqrt(v));
  }
  const DesignMatrix design = make_design(std::array{precision}, effects.size());
  if (!design.dropped.empty() || effects.size() < 3)
    throw Error(Error::Kind::data, "Harbord's test needs three tables with events that differ in their information");
  return slope_test(least_squares(effects, design));
}

CountTest peters(std::span<const TwoByTwo> tables, const ZeroCells& zeros) {
  std::vector<Effect> effects;
  Moderator inverse{"1/n", {}, {}, {}};
  for (const TwoByTwo& t : tables) {
    const double events = t.a + t.c, rest = t.b + t.d;
    if (!(events > 0 && rest > 0)) continue;
    const TwoByTwo added = with_added(t, zeros.add.value_or(0.5), zeros.to);
    const double ratio = std::log(added.a / added.b) - std::log(added.c / added.d);
    if (!std::isfinite(ratio)) continue;
    effects.push_back({ratio, 1 / events + 1 / rest});
    inverse.numbers.push_back(1 / t.n());
  }
  const DesignMatrix design = make_design(std::array{inverse}, effects.size());
  if (!design.dropped.empty() || effects.size() < 3)
    throw Error(Error::Kind::data, "Peters' test needs three tables with events that differ in size");
  return slope_test(least_squares(effects, design));
}

}  // namespace evigraft
