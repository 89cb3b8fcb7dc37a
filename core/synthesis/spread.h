// core/synthesis/spread.h: a standard deviation derived from what the paper prints for an arm's own mean.
// A derivation either succeeds and says how, or is refused with the reason that goes into the list of exclusions.
// Which of SD and SE an undeclared spread is, `judge_spread` finds (spread_judge.h).
#pragma once
#include <optional>
#include <string>

#include "synthesis/spread_judge.h"

namespace evigraft {

struct DerivedSd {
  std::optional<double> sd;  ///< absent: `reason` says why
  std::string formula;       ///< "SD = SE * sqrt(n)" with the figures put in; shown beside the number it gave
  std::string reason;        ///< one sentence; empty when `sd` is there
};

/// SD = SE * sqrt(n). Cochrane Handbook 6.5.2.2. `se` is that of the arm's own mean, never of a difference.
DerivedSd sd_from_se(double se, std::optional<double> n);

/// A confidence interval of an arm's own mean, as printed.
struct PrintedInterval {
  double mean = 0, lower = 0, upper = 0;
  double level = 95;      ///< percent
  int mean_decimals = 0;  ///< digits printed after the point, for what rounding may hide
  int interval_decimals = 0;
};

/// SD = sqrt(n) (upper - lower) / (2 t), t the quantile with n - 1 degrees of freedom. Cochrane Handbook 6.5.2.2.
/// Refused unless the mean lies in the middle of the interval within what the printed digits can hide: an interval that
/// is not symmetric was made on another scale or belongs to another number.
DerivedSd sd_from_interval(const PrintedInterval& interval, std::optional<double> n);

/// Digits after the decimal point of a number as printed: "61.40" -> 2, "61" -> 0.
int decimals_of(const std::string& as_printed);

}  // namespace evigraft
