// core/synthesis/fit_parts.h: the steps that a fit with moderators shares with one without. For fit.cpp and
// regression.cpp.
#pragma once
#include "synthesis/fit.h"
#include "synthesis/moments.h"

namespace evigraft {

/// Error::usage on a level outside (0, 100).
void check_level(double level);

/// Quantile for a two-sided interval at `level` percent, of t with `df` degrees of freedom or of the normal; NaN for
/// t without degrees of freedom.
double critical(double level, std::optional<double> df);

Inference infer(double estimate, double se, std::optional<double> df, double level);

/// Factor that `test` puts on the Wald variance, and sets df, s2w and the warning of a common-effect model. Knapp &
/// Hartung (2003): the weighted residual variance, returned whatever the test; NaN without degrees of freedom.
double apply_test(ModelFigures& fit, const Moments& at_tau2, int residual_df);

/// Q, I2, H2 and, if asked for, the intervals of tau2; `scaled_tau2` in units of the sample.
void describe_heterogeneity(ModelFigures& fit, const Sample& sample, double scaled_tau2, bool intervals);

/// Three rules around `estimate`; the standard one has the degrees of freedom of the test.
Prediction predict(const ModelFigures& fit, double estimate, double se);

}  // namespace evigraft
