#include "synthesis/back_transform.h"

#include <algorithm>
#include <cmath>

namespace evigraft {
namespace {

/// Freeman & Tukey (1950) of `events` among n.
double double_arcsine(double events, double n) {
  return 0.5 * (std::asin(std::sqrt(events / (n + 1))) + std::asin(std::sqrt((events + 1) / (n + 1))));
}

double proportion_of_double_arcsine(double x, double n) {
  if (x > double_arcsine(n, n)) return 1;
  if (x < double_arcsine(0, n)) return 0;
  const double sine = std::sin(2 * x), inner = sine + (sine - 1 / sine) / n;
  const double root = std::sqrt(std::max(0.0, 1 - inner * inner));
  return 0.5 * (1 - std::copysign(root, std::cos(2 * x)));
}

}  // namespace

double back_transformed(Scale scale, double x, double n) {
  switch (scale) {
    case Scale::identity:
      return x;
    case Scale::log:
      return std::exp(x);
    case Scale::logit:
      return 1 / (1 + std::exp(-x));
    case Scale::double_arcsine:
      return proportion_of_double_arcsine(x, n);
  }
  return x;
}

double harmonic_mean(std::span<const double> sizes) {
  double inverse = 0;
  for (const double n : sizes) inverse += 1 / n;
  return sizes.empty() ? std::nan("") : static_cast<double>(sizes.size()) / inverse;
}

}  // namespace evigraft
