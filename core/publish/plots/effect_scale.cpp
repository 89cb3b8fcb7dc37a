#include "publish/plots/effect_scale.h"

#include <algorithm>
#include <cmath>

#include "publish/number.h"

namespace evigraft::publish {
namespace {

constexpr double kMostPlain = 1e7;  // larger numbers are written with an exponent

// A ratio has two decimals where they say something, else two significant digits: 0.49, 1.20, 0.0034, 1.2e9.
std::string ratio(double value) {
  if (value >= kMostPlain || value < 1e-4) return value == 0 ? "0" : significant(value, 2);
  if (value >= 100) return fixed(value, 0);
  return value >= 0.01 ? fixed(value, 2) : significant(value, 2);
}

}  // namespace

int decimals_for(std::vector<double> half_widths) {
  std::erase_if(half_widths, [](double w) { return !std::isfinite(w) || w <= 0; });
  if (half_widths.empty()) return 2;
  const auto narrow = half_widths.begin() + static_cast<std::ptrdiff_t>(half_widths.size() / 4);
  std::nth_element(half_widths.begin(), narrow, half_widths.end());
  const double decimals = 1 - std::floor(std::log10(*narrow));
  if (decimals > 8) return -1;
  return std::max(*narrow < 100 ? 1 : 0, static_cast<int>(decimals));
}

std::string written(const EffectScale& scale, double estimate) {
  if (scale.ratio) return ratio(std::exp(estimate));
  if (scale.decimals < 0 || std::abs(estimate) >= kMostPlain) return significant(estimate);
  return fixed(estimate, scale.decimals);
}

std::string written(const EffectScale& scale, const Interval& interval) {
  return "[" + written(scale, interval.lo) + ", " + written(scale, interval.hi) + "]";
}

std::string written(const EffectScale& scale, double estimate, const Interval& ci) {
  return written(scale, estimate) + " " + written(scale, ci);
}

Axis effect_axis(const EffectScale& scale, const Interval& range, double left, double right) {
  const double room = (range.hi - range.lo) * 0.03;
  const Interval wide{range.lo - room, range.hi + room};
  if (scale.ratio) return ratio_axis(wide, left, right);
  Axis axis = round_axis(wide, left, right, 7);
  if (!(room > 0)) return axis;
  axis.domain = wide;
  for (std::size_t i = axis.ticks.size(); i-- > 0;) {
    if (axis.holds(axis.ticks[i])) continue;
    axis.ticks.erase(axis.ticks.begin() + static_cast<std::ptrdiff_t>(i));
    axis.labels.erase(axis.labels.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return axis;
}

std::string axis_name(const EffectScale& scale) { return scale.ratio ? scale.name + " (log scale)" : scale.name; }

Interval range_of(const std::vector<double>& values) {
  Interval range{0, 1};
  bool any = false;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    range = any ? Interval{std::min(range.lo, value), std::max(range.hi, value)} : Interval{value, value};
    any = true;
  }
  return range;
}

std::string percent(double level) { return shortest(level) + "%"; }

}  // namespace evigraft::publish
