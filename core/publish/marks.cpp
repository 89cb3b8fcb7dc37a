#include "publish/marks.h"

#include <algorithm>
#include <cmath>

namespace evigraft::publish {
namespace {

constexpr double kArrow = 8;  // length of an arrowhead, drawn outside the axis; drawing units

bool has_nan(const Interval& i) { return std::isnan(i.lo) || std::isnan(i.hi); }

// The part of the interval that the axis shows, in drawing units; an interval wholly outside shrinks to its edge.
Interval visible(const Axis& axis, const Interval& i) {
  return {axis.at(std::clamp(i.lo, axis.domain.lo, axis.domain.hi)),
          axis.at(std::clamp(i.hi, axis.domain.lo, axis.domain.hi))};
}

void draw_arrows(Svg& svg, const Axis& axis, double y, const Interval& i, std::string_view css_class) {
  if (i.lo < axis.domain.lo) svg.polygon({{axis.left - kArrow, y}, {axis.left, y - 5}, {axis.left, y + 5}}, css_class);
  if (i.hi > axis.domain.hi)
    svg.polygon({{axis.right + kArrow, y}, {axis.right, y - 5}, {axis.right, y + 5}}, css_class);
}

}  // namespace

void draw_whisker(Svg& svg, const Axis& axis, double y, const Interval& ci, std::string_view css_class) {
  if (has_nan(ci)) return;
  const Interval x = visible(axis, ci);
  svg.line({x.lo, y}, {x.hi, y}, css_class);
  draw_arrows(svg, axis, y, ci, "arrow");
}

void draw_square(Svg& svg, const Axis& axis, double y, double estimate, double side) {
  if (!axis.holds(estimate)) return;
  svg.rect({axis.at(estimate) - side / 2, y - side / 2}, side, side, "square");
}

void draw_open_circle(Svg& svg, const Axis& axis, double y, double estimate) {
  if (axis.holds(estimate)) svg.circle({axis.at(estimate), y}, 5, "open");
}

void draw_diamond(Svg& svg, const Axis& axis, double y, double half_height, double estimate, const Interval& ci,
                  bool is_answer) {
  if (has_nan(ci) || std::isnan(estimate)) return;
  if (axis.holds(estimate)) {
    // Where an end is cut off, the diamond keeps the height it has there.
    const double left = std::max(ci.lo, axis.domain.lo), right = std::min(ci.hi, axis.domain.hi);
    const auto height = [&](double cut, double tip) {
      if (cut == tip) return 0.0;
      return std::isfinite(tip) ? half_height * (cut - tip) / (estimate - tip) : half_height;
    };
    const double at_left = height(left, ci.lo), at_right = height(right, ci.hi);
    svg.polygon({{axis.at(left), y - at_left},
                 {axis.at(estimate), y - half_height},
                 {axis.at(right), y - at_right},
                 {axis.at(right), y + at_right},
                 {axis.at(estimate), y + half_height},
                 {axis.at(left), y + at_left}},
                is_answer ? "diamond" : "diamond hollow");
  }
  draw_arrows(svg, axis, y, ci, "arrow summary-arrow");
}

void draw_prediction(Svg& svg, const Axis& axis, double y, const Interval& prediction) {
  if (has_nan(prediction)) return;
  const Interval x = visible(axis, prediction);
  svg.rect({x.lo, y - 2.5}, std::max(0.0, x.hi - x.lo), 5, "prediction");
  draw_arrows(svg, axis, y, prediction, "arrow prediction-arrow");
}

}  // namespace evigraft::publish
