// core/synthesis/trim_fill.h: studies that seem to be missing on one side of a funnel. Duval & Tweedie (2000), JASA
// 95:89-98 and Biometrics 56:455-463; steps and ties as metafor 3.8.
#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "synthesis/fit.h"

namespace evigraft {

enum class TrimEstimator { L0, R0, Q0 };
enum class Side { automatic, left, right };
std::string_view name(TrimEstimator value);
std::string_view name(Side value);  ///< "auto", "left", "right"

struct TrimFill {
  Side side = Side::left;   ///< where studies are missing
  int missing = 0;          ///< k0
  double se = 0;            ///< of k0; NaN where its variance comes out negative
  std::optional<double> p;  ///< of no study missing; R0 only
  std::vector<Effect> filled;
  Fit fit;  ///< with the filled ones, test z
};

/// Throws Error::data where the estimator has no value and Error::failed when it goes in circles.
TrimFill trim_and_fill(std::span<const Effect> effects, FitMethod method, TrimEstimator estimator, Side side,
                       double level = 95);

}  // namespace evigraft
