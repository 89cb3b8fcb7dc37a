// core/publish/marks.h: the marks of a forest plot: square with whiskers, diamond, prediction bar, open circle.
#pragma once
#include "publish/axis.h"
#include "publish/svg.h"

namespace evigraft::publish {

/// A line from lo to hi at height y, an arrowhead where the axis ends first. Nothing when a limit is not a number.
void draw_whisker(Svg& svg, const Axis& axis, double y, const Interval& ci, std::string_view css_class);

/// A square of the given side centred at `estimate`; nothing when that is off the axis or not a number.
void draw_square(Svg& svg, const Axis& axis, double y, double estimate, double side);

void draw_open_circle(Svg& svg, const Axis& axis, double y, double estimate);

/// A diamond from ci.lo to ci.hi, cut off at the axis ends with an arrowhead.
void draw_diamond(Svg& svg, const Axis& axis, double y, double half_height, double estimate, const Interval& ci,
                  bool is_answer);

/// A thin bar from lo to hi, arrowheads as above.
void draw_prediction(Svg& svg, const Axis& axis, double y, const Interval& prediction);

}  // namespace evigraft::publish
