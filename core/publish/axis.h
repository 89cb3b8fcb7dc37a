// core/publish/axis.h: numbers to places on a plot, from left to right or from bottom to top.
#pragma once
#include <string>
#include <vector>

#include "publish/page.h"

namespace evigraft::publish {

struct Axis {
  Interval domain;             ///< what is shown, in data units
  double left = 0, right = 0;  ///< where it lies, in drawing units
  std::vector<double> ticks;
  std::vector<std::string> labels = {};  ///< one a tick; empty where the plot words them itself

  [[nodiscard]] double at(double value) const;
  [[nodiscard]] bool holds(double value) const { return value >= domain.lo && value <= domain.hi; }
};

/// An axis over `values` (what is not finite is left out), widened to round ticks, never past `bounds`.
Axis axis_over(const std::vector<double>& values, const Interval& bounds, double left, double right);

/// An axis over a finite range, widened to steps of 1, 2 or 5 times a power of ten, at most `most` of them. A range
/// without width gets some.
Axis round_axis(const Interval& range, double left, double right, int most = 6);

/// An axis of logarithms that shows ratios: ticks at round ratios as far as their labels have room. The range is kept.
Axis ratio_axis(const Interval& logs, double left, double right);

}  // namespace evigraft::publish
