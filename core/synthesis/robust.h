// core/synthesis/robust.h: what coefficients are worth when effects of one cluster depend on each other in a way that
// no one knows: the sandwich variance of Hedges, Tipton & Johnson (2010), Res Synth Methods 1:39-65. It holds
// whatever the dependence is; the working variance only decides how efficient the estimate is.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "synthesis/clusters.h"
#include "synthesis/regression.h"

namespace evigraft {

struct RobustCoefficient {
  std::string name;
  double estimate = 0;
  double df = 0;  ///< of t
  Inference inference;
};

/// One form of the sandwich: a coefficient each, in the order of the design.
using RobustCoefficients = std::vector<RobustCoefficient>;

struct Robust {
  int clusters = 0;        ///< n
  RobustCoefficients cr0;  ///< residuals as they are; t with n - p
  RobustCoefficients cr1;  ///< times n/(n - p); t with n - p: metafor's robust()
  /// Residuals adjusted so that the variance is unbiased under the working model, t with Satterthwaite's degrees of
  /// freedom: Tipton (2015), Psychol Methods 20:375-393; Pustejovsky & Tipton (2018), J Bus Econ Stat 36:672-683.
  RobustCoefficients cr2;
  std::string cr2_refusal;   ///< why `cr2` is empty; else empty
  ModeratorTest moderators;  ///< with cr1: F on n - p
  std::vector<std::string> warnings;
};

/// `working` is the variance by which the effects are weighted: of a fit or regression {0, tau2}, or of a multilevel
/// model. An empty design is an intercept alone. Throws as fit(); Error::data where there are not more clusters than
/// coefficients, or a variance and `working.effect` are both 0.
Robust robust(std::span<const Effect> effects, const DesignMatrix& design, const Clusters& clusters,
              const VarianceComponents& working, double level = 95);

/// The form to lead with: cr2, or cr1 where that is not there.
const RobustCoefficients& leading(const Robust& robust);

}  // namespace evigraft
