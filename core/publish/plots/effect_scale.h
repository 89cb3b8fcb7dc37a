// core/publish/plots/effect_scale.h: what the estimates of a plot are, and how they are written and laid out.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "publish/axis.h"

namespace evigraft::publish {

struct EffectScale {
  std::string name;                 ///< "Risk ratio"; names the axis
  std::string abbreviation;         ///< "RR"; heads the column
  bool ratio = false;               ///< estimates are logarithms, read as exp() of them on a logarithmic axis
  std::optional<double> no_effect;  ///< 0 for comparisons; none for means and proportions
  int decimals = 2;                 ///< of a value that is no ratio; below 0: three significant digits
};

/// Decimals that give the narrower of these intervals two digits: 5.3, 0.53, 0.053; one for those up to a hundred.
int decimals_for(std::vector<double> half_widths);

std::string written(const EffectScale& scale, double estimate);
/// "0.49 [0.34, 0.70]"
std::string written(const EffectScale& scale, double estimate, const Interval& ci);
/// "[0.34, 0.70]"
std::string written(const EffectScale& scale, const Interval& interval);

/// The axis of the scale over a finite range with a little room; round ticks.
Axis effect_axis(const EffectScale& scale, const Interval& range, double left, double right);

/// "Risk ratio (log scale)"
std::string axis_name(const EffectScale& scale);

/// Smallest range that holds the finite ones of `values`; 0 to 1 when there is none.
Interval range_of(const std::vector<double>& values);

/// "95%", "97.5%"
std::string percent(double level);

}  // namespace evigraft::publish
