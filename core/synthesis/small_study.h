// core/synthesis/small_study.h: do small studies tell something else than large ones? Definitions are those of
// metafor 3.8; formulas and citations: docs/methods.md.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "synthesis/fit.h"
#include "synthesis/two_by_two.h"

namespace evigraft {

/// What stands for a study's size in a regression test.
enum class SizePredictor { sei, vi, ni, ninv, sqrtni, sqrtninv };
std::string_view name(SizePredictor value);

struct RegressionTest {
  double intercept = 0, intercept_se = 0;
  double slope = 0, slope_se = 0;
  double statistic = 0, p = 0;  ///< of the slope
  std::optional<int> df;        ///< of t; absent for z
  /// Where the effect goes as the study grows without end: the intercept, for predictors that then are 0.
  std::optional<double> limit;
  std::optional<Interval> limit_ci;
  double residual_scale = 0;        ///< of the linear model
  double tau2 = 0, Q = 0, Q_p = 0;  ///< of the meta-regression
};

/// Egger et al. (1997), BMJ 315:629-634: weights 1/v, residual variance estimated. `sizes` are participants, used by
/// the predictors made of them. Error::data when the predictor does not vary or a variance is 0.
RegressionTest egger_linear(std::span<const Effect> effects, std::span<const double> sizes, SizePredictor predictor,
                            double level = 95);

/// The same as a meta-regression: Sterne & Egger (2005), in Publication Bias in Meta-Analysis, 99-110.
RegressionTest egger_mixed(std::span<const Effect> effects, std::span<const double> sizes, SizePredictor predictor,
                           const FitOptions& options);

/// Begg & Mazumdar (1994), Biometrics 50:1088-1101: Kendall's tau of standardised effects and variances.
struct RankTest {
  double tau = 0, p = 0;  ///< p exact without ties, else by the normal approximation
  double S = 0, var_S = 0, z = 0;
  double p_normal = 0, z_continuity = 0, p_continuity = 0;
};
RankTest begg(std::span<const Effect> effects);

/// Orwin (1983), Rosenberg (2005), Rosenthal (1979): how many null results would undo the finding.
struct FailSafe {
  double number = 0;  ///< a whole number, or infinite
  std::optional<double> p, mean, target;
};
struct FailSafes {
  FailSafe rosenthal, rosenberg, orwin;
  double rosenthal_unrounded = 0, stouffer_z = 0;
};
FailSafes fail_safe(std::span<const Effect> effects);

/// Stanley & Doucouliagos (2014), Res Synth Methods 5:60-78: effects on standard errors (PET) or variances (PEESE).
struct Line {
  double b0 = 0, se0 = 0, b1 = 0, se1 = 0;
};
Line pet(std::span<const Effect> effects);
Line peese(std::span<const Effect> effects);

/// Harbord, Egger & Sterne (2006), Stat Med 25:3443-3457: Z/V on 1/sqrt(V), weights V.
/// Peters et al. (2006), JAMA 295:676-680: log odds ratio on 1/n.
struct CountTest {
  double slope = 0, se = 0, t = 0, p = 0;
  int df = 0;
};
CountTest harbord(std::span<const TwoByTwo> tables);
CountTest peters(std::span<const TwoByTwo> tables, const ZeroCells& zeros = {});

}  // namespace evigraft
