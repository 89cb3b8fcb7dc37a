#include "synthesis/fit_statistics.h"

#include <algorithm>
#include <cmath>

#include "synthesis/moments.h"

namespace evigraft {
namespace {

const double kLogTwoPi = std::log(2 * std::acos(-1.0));

/// AIC, BIC and AICc of a log-likelihood from `n` observations.
FitStatistics::Likelihood criteria(double log_likelihood, double deviance, int parameters, int n) {
  const double minus_two = -2 * log_likelihood, q = parameters;
  const double least = std::max(n, parameters + 2);  // below it the correction has no positive divisor
  return {log_likelihood, deviance, minus_two + 2 * q, minus_two + q * std::log(n),
          minus_two + 2 * q * least / (least - q - 1)};
}

}  // namespace

FitStatistics fit_statistics(const Sample& sample, double scaled_tau2, bool estimated) {
  const int k = sample.k(), p = sample.p(), parameters = p + (estimated ? 1 : 0);
  // Effects divided by `unit` have a density `unit` times as high, one factor an observation.
  const double log_unit = std::log(sample.unit);
  const double ml = log_likelihood(sample, scaled_tau2, false) - k * (kLogTwoPi / 2 + log_unit);
  const double reml =
      log_likelihood(sample, scaled_tau2, true) + log_cross_product(sample) / 2 - (k - p) * (kLogTwoPi / 2 + log_unit);
  double exact = 0;  // the log-likelihood of fitting every effect by itself, with its sampling variance alone
  if (!sample.zero_variance)
    for (const double v : sample.v) exact -= (kLogTwoPi + std::log(v)) / 2 + log_unit;
  return {criteria(ml, k > p ? -2 * (ml - exact) : 0, parameters, k), criteria(reml, -2 * reml, parameters, k - p)};
}

}  // namespace evigraft
