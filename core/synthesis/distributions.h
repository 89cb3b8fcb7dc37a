// core/synthesis/distributions.h: quantiles and tail probabilities. Upper tails are computed as such, so that a p-value
// of 1e-40 keeps its digits; one below the smallest double is 0.
#pragma once
#include <optional>

namespace evigraft {

/// x with P(Z > x) = `upper_tail`; 0 < upper_tail < 1.
double normal_quantile(double upper_tail);
double t_quantile(double upper_tail, double df);
double chi_squared_quantile(double upper_tail, int df);

/// P(|T| > |statistic|): T is t with `df` degrees of freedom, or normal without one. NaN for NaN and for df <= 0.
double two_sided_p(double statistic, std::optional<double> df);

/// P(X > x), X chi-squared with `df` degrees of freedom; 1 for df 0. NaN for NaN.
double chi_squared_p(double x, int df);

/// P(X > x), X F-distributed. NaN for NaN and for degrees of freedom below 1.
double f_p(double x, int df1, int df2);

double normal_p(double x);  ///< P(Z > x)

}  // namespace evigraft
