// core/synthesis/studentized_range.cpp: P(Q > q) = integral over s of f(s) R(q s), where s is the chi variable over the
// root of its degrees of freedom and R(w) the upper tail of the range of k standard normal variables,
//   R(w) = k integral of phi(z) [Phi(z)^(k-1) - (Phi(z) - Phi(z - w))^(k-1)] dz.
// As in AS 190 both integrals are sums over equal steps: for integrands that die away smoothly on both sides the
// trapezoidal rule converges faster than any power of the step. AS 190 sums R's complement; summing R itself loses no
// digits where P is small.
#include "synthesis/studentized_range.h"

#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace evigraft {
namespace {

double lower_normal(double z) { return std::erfc(-z / std::numbers::sqrt2) / 2; }

/// Steps of 0.2 from -8 to 14.8: beyond 8 only the second factor counts, and it is largest at w / 2.
constexpr double kStep = 0.2, kFirst = -8;
constexpr int kSteps = 115;

struct Node {
  double density = 0;  ///< phi(z)
  double below = 0;    ///< Phi(z)
};

const std::array<Node, kSteps>& nodes() {
  static const std::array<Node, kSteps> table = [] {
    std::array<Node, kSteps> made{};
    for (int i = 0; i < kSteps; ++i) {
      const double z = kFirst + i * kStep;
      made[static_cast<std::size_t>(i)] = {std::exp(-z * z / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2,
                                           lower_normal(z)};
    }
    return made;
  }();
  return table;
}

/// R(w): the upper tail of the range of `groups` standard normal variables. The terms die away on both sides of
/// z = w / 2, roughly as exp(-(z - w/2)^2).
double range_upper_tail(double w, int groups) {
  const auto term = [&](int i) {
    const Node& node = nodes()[static_cast<std::size_t>(i)];
    const double cut = lower_normal(kFirst + i * kStep - w);
    const double inside = node.below - cut;
    // a^m - b^m = (a - b)(a^(m-1) + a^(m-2) b + ... + b^(m-1)) with a - b = cut
    double powers = 1, a = 1;
    for (int k = 1; k < groups - 1; ++k) {
      a *= node.below;
      powers = powers * inside + a;
    }
    return node.density * cut * powers;
  };
  constexpr double kNegligible = 1e-19;  // of the sum
  const int middle = static_cast<int>(std::fmin(kSteps - 1, std::round((w / 2 - kFirst) / kStep)));
  double sum = term(middle);
  for (const int direction : {-1, 1}) {
    double before = 0;
    for (int i = middle + direction; i >= 0 && i < kSteps; i += direction) {
      const double now = term(i);
      sum += now;
      if (now <= before && now < kNegligible * sum) break;
      before = now;
    }
  }
  return std::fmin(1, groups * kStep * sum);
}

}  // namespace

double studentized_range_p(double q, int groups, double df) {
  if (std::isnan(q) || groups < 2 || !(df >= 1)) return std::numeric_limits<double>::quiet_NaN();
  if (q <= 0) return 1;
  if (std::isinf(q)) return 0;
  if (df > 25000) return range_upper_tail(q, groups);  // as AS 190: s is 1
  // s = e^u; the density of u is c e^(df (u - (e^2u - 1)/2)), largest at u = 0
  const double log_c = std::log(2.0) + df / 2 * std::log(df / 2) - std::lgamma(df / 2) - df / 2;
  const double step = std::fmin(0.5 / std::sqrt(2 * df), 0.15);
  const auto term = [&](double u) {
    return std::exp(log_c + df * (u - std::expm1(2 * u) / 2)) * range_upper_tail(q * std::exp(u), groups);
  };
  double sum = term(0);
  for (const double direction : {-step, step}) {
    double before = 0;
    for (int i = 1; i < 4000; ++i) {
      const double now = term(direction * i);
      sum += now;
      // on the way down the terms may rise first: for a large q the product is largest at a small s
      if (now < before && now < 1e-17 * sum) break;
      if (now == 0 && direction > 0) break;
      before = now;
    }
  }
  return std::fmin(1, sum * step);
}

}  // namespace evigraft
