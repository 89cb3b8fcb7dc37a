#include "synthesis/network_ranks.h"

#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>

#include "synthesis/distributions.h"

namespace evigraft {

double bivariate_normal(double h, double k, double correlation) {
  const double r = std::clamp(correlation, -1.0, 1.0), independent = normal_p(-h) * normal_p(-k);
  if (r >= 1) return std::min(normal_p(-h), normal_p(-k));
  if (r <= -1) return std::max(0.0, normal_p(-h) - normal_p(k));
  const auto density = [h, k](double angle) {
    const double c = std::cos(angle);
    return std::exp(-(h * h + k * k - 2 * h * k * std::sin(angle)) / (2 * c * c));
  };
  // In pieces, because the integrand is steep near a correlation of 1.
  double sum = 0, from = 0;
  const double end = std::asin(r);
  constexpr int kPieces = 16;
  for (int piece = 1; piece <= kPieces; ++piece) {
    const double to = end * piece / kPieces;
    sum += boost::math::quadrature::gauss<double, 15>::integrate(density, std::min(from, to), std::max(from, to));
    from = to;
  }
  return std::clamp(independent + std::copysign(sum, r) / (2 * M_PI), 0.0, 1.0);
}

Square rank_probabilities(const Square& difference, const Square& se) {
  Square ranks(3, std::vector<double>(3, 0.0));
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t j = (i + 1) % 3, k = (i + 2) % 3;
    // Var(j - k) = Var(i - j) + Var(i - k) - 2 Cov(i - j, i - k)
    const double correlation =
        (se[i][j] * se[i][j] + se[i][k] * se[i][k] - se[j][k] * se[j][k]) / (2 * se[i][j] * se[i][k]);
    const double a = difference[i][j] / se[i][j], b = difference[i][k] / se[i][k];
    ranks[i][0] = bivariate_normal(a, b, correlation);
    ranks[i][2] = bivariate_normal(-a, -b, correlation);
    ranks[i][1] = std::max(0.0, 1 - ranks[i][0] - ranks[i][2]);
  }
  return ranks;
}

}  // namespace evigraft
