// core/synthesis/fit_statistics.h: how well a model describes its effects, for comparing models with each other.
#pragma once

namespace evigraft {

struct Sample;

/// By maximum likelihood and by restricted likelihood, whatever the method that gave tau2: metafor's fitstats().
/// Where a sampling variance is 0 no model fits every effect, and the deviance by ML is as the other.
struct FitStatistics {
  struct Likelihood {
    double log_likelihood = 0;
    double deviance = 0;  ///< minus twice the log-likelihood; by ML from that of the model that fits every effect
    double aic = 0, bic = 0, aicc = 0;
  };
  Likelihood ml, reml;
};

/// Akaike (1974), IEEE Trans Autom Control 19:716-723; Schwarz (1978), Ann Stat 6:461-464; the correction for few
/// observations by Hurvich & Tsai (1989), Biometrika 76:297-307. tau2 counts as a parameter when it was `estimated`.
/// The restricted likelihood is that of Harville (1974), Biometrika 61:383-385, with its term of X'X; its criteria take
/// k - p for the number of observations. `scaled_tau2` in units of the sample.
FitStatistics fit_statistics(const Sample& sample, double scaled_tau2, bool estimated);

}  // namespace evigraft
