#include "publish/axis.h"

#include <algorithm>
#include <cmath>

#include "publish/number.h"
#include "publish/text_width.h"

namespace evigraft::publish {
namespace {

constexpr double kLabelSize = 12;  // drawing units of a tick's label
constexpr double kBetween = 8;     // least room between two of them

// "0.02", "50", "1e6": decimals of the step, plain numbers within reason.
std::string tick_label(double value, int exponent) {
  if (exponent < -6 || std::abs(value) >= 1e6) return significant(value, 4);
  return fixed(value, std::max(0, -exponent));
}

double power_of_ten(int exponent) { return std::pow(10.0, exponent); }

// Beyond these no label can be written, and differences would overflow.
constexpr double kFarthest = 1e150;

Interval with_width(Interval range) {
  range = {std::clamp(range.lo, -kFarthest, kFarthest), std::clamp(range.hi, -kFarthest, kFarthest)};
  const double size = std::max(std::abs(range.lo), std::abs(range.hi));
  const double least = size > 0 ? size * 1e-6 : 1;
  if (range.hi - range.lo >= least) return range;
  const double middle = (range.lo + range.hi) / 2, half = size > 0 ? std::max(size * 0.1, least) : 1;
  return {middle - half, middle + half};
}

struct Step {
  double size = 1;
  int exponent = 0;
};

// The smallest of 1, 2 and 5 times a power of ten that divides the width into at most `most` parts.
Step round_step(double width, int most) {
  int exponent = static_cast<int>(std::floor(std::log10(width / most)));
  for (;; ++exponent)
    for (const double digit : {1.0, 2.0, 5.0})
      if (width / (digit * power_of_ten(exponent)) <= most + 1e-9) return {digit * power_of_ten(exponent), exponent};
}

const double kDecade = std::log(10.0);

struct Ratio {
  double log = 0;
  std::string label;
};

bool have_room(const std::vector<Ratio>& ticks, double units_per_log) {
  for (std::size_t i = 1; i < ticks.size(); ++i) {
    const double halves = (text_width(ticks[i - 1].label, kLabelSize) + text_width(ticks[i].label, kLabelSize)) / 2;
    if ((ticks[i].log - ticks[i - 1].log) * units_per_log < halves + kBetween) return false;
  }
  return true;
}

// Multiples of a round step, for a range within one decade: 0.8, 0.9, 1, 1.1.
std::vector<Ratio> even_ratios(const Interval& logs, int most) {
  const double lo = std::exp(logs.lo), hi = std::exp(logs.hi);
  const Step step = round_step(hi - lo, most);
  std::vector<Ratio> ticks;
  for (double n = std::ceil(lo / step.size - 1e-9); n * step.size <= hi * (1 + 1e-9); ++n)
    if (n > 0) ticks.push_back({std::log(n * step.size), tick_label(n * step.size, step.exponent)});
  return ticks;
}

std::string decade_label(double digit, double exponent) {
  const bool plain = std::abs(exponent) <= 4;
  return plain ? significant(digit * std::pow(10.0, exponent), 6) : fixed(digit, 0) + "e" + fixed(exponent, 0);
}

// The given digits in every decade: 0.1, 0.2, 0.5, 1, 2, 5, 10.
std::vector<Ratio> decades(const Interval& logs, const std::vector<double>& digits) {
  std::vector<Ratio> ticks;
  const double first = std::floor(logs.lo / kDecade);
  for (int step = 0; first + step <= logs.hi / kDecade; ++step)
    for (const double digit : digits) {
      const double exponent = first + step, log = std::log(digit) + exponent * kDecade;
      if (log >= logs.lo - 1e-9 && log <= logs.hi + 1e-9) ticks.push_back({log, decade_label(digit, exponent)});
    }
  return ticks;
}

// Powers of ten some decades apart: 1e-20, 1, 1e20.
std::vector<Ratio> powers(const Interval& logs, int most) {
  const double step = std::max(1.0, round_step((logs.hi - logs.lo) / kDecade, most).size);
  std::vector<Ratio> ticks;
  for (double n = std::ceil(logs.lo / kDecade / step); n * step * kDecade <= logs.hi; ++n)
    ticks.push_back({n * step * kDecade, decade_label(1, n * step)});
  return ticks;
}

}  // namespace

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
  Axis axis{{std::floor(lo / step) * step, std::ceil(hi / step) * step}, left, right, {}, {}};
  if (axis.domain.lo == axis.domain.hi) axis.domain.hi += step;
  axis.domain = {std::max(axis.domain.lo, bounds.lo), std::min(axis.domain.hi, bounds.hi)};
  if (axis.domain.lo >= axis.domain.hi) axis.domain.lo = axis.domain.hi - step;
  const int steps = static_cast<int>(std::floor((axis.domain.hi - axis.domain.lo) / step + 1e-9));
  for (int i = 0; i <= steps; ++i) axis.ticks.push_back(axis.domain.lo + i * step);
  return axis;
}

Axis round_axis(const Interval& range, double left, double right, int most) {
  const Interval wide = with_width(range);
  const Step step = round_step(wide.hi - wide.lo, most);
  const double first = std::floor(wide.lo / step.size + 1e-9), last = std::ceil(wide.hi / step.size - 1e-9);
  Axis axis{{first * step.size, last * step.size}, left, right, {}, {}};
  const int steps = static_cast<int>(last - first);
  for (int i = 0; i <= steps; ++i) {
    axis.ticks.push_back((first + i) * step.size);
    axis.labels.push_back(tick_label(axis.ticks.back(), step.exponent));
  }
  return axis;
}

Axis ratio_axis(const Interval& logs, double left, double right) {
  const Interval wide = with_width(logs);
  const double units_per_log = std::abs(right - left) / (wide.hi - wide.lo);
  std::vector<Ratio> ticks;
  const auto take = [&](std::vector<Ratio> candidate) {
    if (ticks.empty() && candidate.size() >= 2 && have_room(candidate, units_per_log)) ticks = std::move(candidate);
  };
  if (wide.hi - wide.lo < std::log(5.0) && std::abs(wide.lo) < 200)  // exp() of it has an inverse
    for (const int most : {6, 5, 4, 3, 2}) take(even_ratios(wide, most));
  if (wide.hi - wide.lo < 10 * kDecade) {
    take(decades(wide, {1, 2, 5}));
    take(decades(wide, {1, 3}));
  }
  for (const int most : {8, 6, 4, 3, 2}) take(powers(wide, most));
  Axis axis{wide, left, right, {}, {}};
  for (Ratio& tick : ticks) {
    axis.ticks.push_back(tick.log);
    axis.labels.push_back(std::move(tick.label));
  }
  return axis;
}

}  // namespace evigraft::publish
