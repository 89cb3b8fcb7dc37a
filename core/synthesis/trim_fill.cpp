#include "synthesis/trim_fill.h"

#include <evigraft/error.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "synthesis/design_matrix.h"
#include "synthesis/regression.h"

namespace evigraft {
namespace {

/// Small studies that lie low suggest that small studies with high effects are missing: on the right.
Side suggested(std::span<const Effect> effects, FitMethod method) {
  Moderator se{"sei", {}, {}, {}};
  for (const Effect& effect : effects) se.numbers.push_back(std::sqrt(effect.vi));
  const DesignMatrix design = make_design(std::array{se}, effects.size());
  if (!design.dropped.empty())
    throw Error(Error::Kind::data, "all studies are equally precise, so no side of the funnel suggests itself");
  const Regression fit = fit_regression(effects, design, {method, Test::z, 95, false});
  return fit.coefficients[1].estimate < 0 ? Side::right : Side::left;
}

struct Estimate {
  double missing = 0, se = 0;
};

/// `signed_ranks`: of the distances from the trimmed mean.
Estimate estimate(TrimEstimator estimator, const std::vector<double>& signed_ranks) {
  const auto k = static_cast<double>(signed_ranks.size());
  double sum_right = 0, lowest = std::numeric_limits<double>::infinity();
  for (const double rank : signed_ranks) {
    if (rank > 0) sum_right += rank;
    lowest = std::min(lowest, rank);
  }
  if (estimator == TrimEstimator::R0) {
    if (!(lowest < 0)) throw Error(Error::Kind::data, "no study lies below the mean, so R0 has no value");
    const double missing = k + lowest - 1;
    return {missing, std::sqrt(2 * std::max(0.0, missing) + 2)};
  }
  const auto variance = [k](double n) {
    return (k * (k + 1) * (2 * k + 1) + 10 * n * n * n + 27 * n * n + 17 * n - 18 * k * n * n - 18 * k * n +
            6 * k * k * n) /
           24;
  };
  if (estimator == TrimEstimator::L0) {
    const double missing = (4 * sum_right - k * (k + 1)) / (2 * k - 1);
    return {missing, 4 * std::sqrt(variance(missing)) / (2 * k - 1)};
  }
  const double missing = k - 0.5 - std::sqrt(2 * k * k - 4 * sum_right + 0.25);
  if (std::isnan(missing)) throw Error(Error::Kind::data, "nearly all studies lie on one side, so Q0 has no value");
  return {missing,
          2 * std::sqrt(variance(missing)) / std::sqrt((k - 0.5) * (k - 0.5) - missing * (2 * k - missing - 1))};
}

/// Ranks of the absolute values, ties in order of appearance, with the sign of the value.
std::vector<double> signed_ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return std::abs(values[a]) < std::abs(values[b]); });
  std::vector<double> ranks(values.size());
  for (std::size_t r = 0; r < order.size(); ++r) {
    const double value = values[order[r]];
    ranks[order[r]] = value > 0 ? static_cast<double>(r + 1) : value < 0 ? -static_cast<double>(r + 1) : 0;
  }
  return ranks;
}

}  // namespace

std::string_view name(TrimEstimator value) {
  return value == TrimEstimator::L0 ? "L0" : value == TrimEstimator::R0 ? "R0" : "Q0";
}
std::string_view name(Side value) { return value == Side::automatic ? "auto" : value == Side::left ? "left" : "right"; }

TrimFill trim_and_fill(std::span<const Effect> effects, FitMethod method, TrimEstimator estimator, Side side,
                       double level) {
  if (effects.size() < 2) throw Error(Error::Kind::data, "trim-and-fill needs at least two studies");
  const FitOptions options{method, Test::z, level, false};
  TrimFill result;
  result.side = side == Side::automatic ? suggested(effects, method) : side;
  const double direction = result.side == Side::right ? -1 : 1;  // so that studies are missing on the left
  std::vector<Effect> sorted(effects.begin(), effects.end());
  for (Effect& effect : sorted) effect.yi *= direction;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Effect& a, const Effect& b) { return a.yi < b.yi; });

  const auto k = static_cast<int>(sorted.size());
  double mean = 0, se = 0;
  int missing = 0, before = -1;
  for (int round = 1; missing != before; ++round) {
    if (round > 100) throw Error(Error::Kind::failed, "trim-and-fill goes in circles and does not converge");
    before = missing;
    if (k - missing < 1) throw Error(Error::Kind::data, "trim-and-fill would trim every study");
    mean = fit(std::span(sorted).first(static_cast<std::size_t>(k - missing)), options).estimate;
    std::vector<double> distances;
    distances.reserve(sorted.size());
    for (const Effect& effect : sorted) distances.push_back(effect.yi - mean);
    const Estimate now = estimate(estimator, signed_ranks(distances));
    missing = std::max(0, static_cast<int>(std::nearbyint(now.missing)));
    se = now.se;
  }
  if (missing >= k) throw Error(Error::Kind::data, "trim-and-fill would mirror every study");
  result.missing = missing;
  result.se = se;
  if (estimator == TrimEstimator::R0) result.p = std::ldexp(1.0, -missing - 1);
  std::vector<Effect> all(effects.begin(), effects.end());
  for (int i = k - missing; i < k; ++i) {
    const Effect& mirrored = sorted[static_cast<std::size_t>(i)];
    result.filled.push_back({direction * (2 * mean - mirrored.yi), mirrored.vi});
    all.push_back(result.filled.back());
  }
  result.fit = fit(all, options);
  return result;
}

}  // namespace evigraft
