// core/publish/axis.h: percent or percentage points to places on a plot.
#pragma once
#include <vector>

#include "publish/page.h"

namespace evigraft::publish {

struct Axis {
  Interval domain;             ///< what is shown, in data units
  double left = 0, right = 0;  ///< where it lies, in drawing units
  std::vector<double> ticks;

  [[nodiscard]] double at(double value) const;
  [[nodiscard]] bool holds(double value) const { return value >= domain.lo && value <= domain.hi; }
};

/// An axis over `values` (what is not finite is left out), widened to round ticks, never past `bounds`.
Axis axis_over(const std::vector<double>& values, const Interval& bounds, double left, double right);

}  // namespace evigraft::publish
