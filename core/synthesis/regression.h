// core/synthesis/regression.h: effects and moderators in, coefficients out. Definitions are those of metafor's rma()
// with moderators (Viechtbauer 2010); with no moderator it is fit().
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "synthesis/design_matrix.h"
#include "synthesis/fit.h"

namespace evigraft {

struct Coefficient {
  std::string name;
  double estimate = 0;
  Inference inference;
};

/// Wald test that all coefficients but the intercept are 0 (all, where there is none).
struct ModeratorTest {
  double statistic = 0;  ///< chi-squared; F for the tests t, knha and adhoc
  int df1 = 0;
  std::optional<int> df2;  ///< with F
  double p = 0;
};

struct Regression : ModelFigures {
  std::vector<Coefficient> coefficients;
  std::vector<Inference> adhoc;  ///< one a coefficient where knha is narrower than Wald: see Fit::adhoc; else empty
  std::vector<std::vector<double>> covariance;  ///< of the coefficients, by `test`
  ModeratorTest moderators;
  std::optional<double> R2;  ///< percent of tau2 without moderators that they explain; for EE the adjusted R2
  std::vector<double> vif;   ///< variance inflation, one a coefficient but the intercept; empty without an intercept

  struct Fitted {
    double estimate = 0, se = 0;
    Interval prediction;  ///< for EE the confidence interval
    double residual = 0;
    double hat = 0;  ///< leverage
  };
  std::vector<Fitted> fitted;  ///< one an effect
};

/// Throws as fit(); Error::data when there are not more effects than coefficients (EE: not fewer).
Regression fit_regression(std::span<const Effect> effects, const DesignMatrix& design, const FitOptions& options = {});

}  // namespace evigraft
