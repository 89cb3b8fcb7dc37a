// core/synthesis/effect.h: an estimate and its variance on a measure's own scale.
#pragma once
#include <string>

namespace evigraft {

struct Effect {
  double yi = 0;  ///< on the measure's scale: percentage points for MD of percentages, log for ratios
  double vi = 0;  ///< sampling variance, scale squared
};

/// One arm as a study reports it.
struct ArmSummary {
  double mean = 0;
  double sd = 0;  ///< standard deviation, never a standard error
  double n = 0;
};

}  // namespace evigraft
