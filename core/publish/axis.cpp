#include "publish/axis.h"

#include <algorithm>
#include <cmath>

namespace evigraft::publish {

double Axis::at(double value) const { return left + (value - domain.lo) / (domain.hi - domain.lo) * (right - left); }

Axis axis_over(const std::vector<double>& values, const Interval& bounds, double left, double right) {
  double lo = bounds.hi, hi = bounds.lo;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    lo = std::min(lo, std::clamp(value, bounds.lo, bounds.hi));
    hi = std::max(hi, std::clamp(value, bounds.lo, bounds.hi));
  }
  if (lo > hi) lo = bounds.lo, hi = bounds.hi;
  double step = 50;
  for (const double candidate : {5.0, 10.0, 20.0, 25.0})
    if ((hi - lo) / candidate <= 6) {
      step = candidate;
      break;
    }
  Axis axis{{std::floor(lo / step) * step, std::ceil(hi / step) * step}, left, right, {}};
  if (axis.domain.lo == axis.domain.hi) axis.domain.hi += step;
  axis.domain = {std::max(axis.domain.lo, bounds.lo), std::min(axis.domain.hi, bounds.hi)};
  if (axis.domain.lo >= axis.domain.hi) axis.domain.lo = axis.domain.hi - step;
  const int steps = static_cast<int>(std::floor((axis.domain.hi - axis.domain.lo) / step + 1e-9));
  for (int i = 0; i <= steps; ++i) axis.ticks.push_back(axis.domain.lo + i * step);
  return axis;
}

}  // namespace evigraft::publish
