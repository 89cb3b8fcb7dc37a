// Precision runs across, z up; a ray from the origin meets the arc where its slope, the effect, is written. On the page
// a slope b is an angle atan(b * units per z / units per precision). The arc lies around all points.
#include "publish/plots/radial.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "publish/number.h"
#include "publish/plots/frame.h"
#include "publish/plots/plot_style.h"
#include "publish/text_width.h"

namespace evigraft::publish {
namespace {

constexpr double kWidth = 620, kLeft = 64, kTop = 16, kBottom = 376;
constexpr double kRadius = 452, kInside = 16;  // of the arc; how far the points stay inside it

class Drawing {
 public:
  explicit Drawing(const Radial& radial)
      : radial_(radial), svg_("plot", "plot radial", kWidth, radial.title, radial.description) {
    const double q = radial.quantile;
    std::vector<Place> places;
    for (const RadialPoint& point : radial.studies) places.push_back({1 / point.se, point.estimate / point.se});
    for (const Place& place : places) most_precise_ = std::max(most_precise_, place.precision);
    const double z = radial.pooled * most_precise_;
    places.insert(places.end(), {{0, -q}, {0, q}, {most_precise_, z - q}, {most_precise_, z + q}});
    std::vector<double> up;
    up.reserve(places.size());
    for (const Place& place : places) up.push_back(place.z);
    frame_.y = round_axis(range_of(up), kBottom, kTop, 8);
    // As wide as the arc allows.
    double width = kRadius - kInside;
    for (const Place& place : places) {
      const double height = frame_.y.at(place.z) - frame_.y.at(0), room = kRadius - kInside;
      if (place.precision > 0)
        width = std::min(width, std::sqrt(room * room - height * height) * most_precise_ / place.precision);
    }
    frame_.x = round_axis({0, most_precise_}, kLeft, kLeft + width);
    frame_.x.domain = {0, most_precise_};
    while (frame_.x.ticks.back() > most_precise_) frame_.x.ticks.pop_back(), frame_.x.labels.pop_back();
  }

  std::string draw() {
    band();
    for (const RadialPoint& point : radial_.studies) {
      svg_.begin_group(point.label + ": " + radial_.scale.abbreviation + " " + written(radial_.scale, point.estimate) +
                       ", z " + fixed(point.estimate / point.se, 2));
      svg_.circle(frame_.at(1 / point.se, point.estimate / point.se), 4.2, "point");
      svg_.end_group();
    }
    arc();
    svg_.line({kLeft, kTop}, {kLeft, kBottom}, "axis");
    svg_.line({kLeft, kBottom}, {frame_.x.right, kBottom}, "axis");
    draw_axes(svg_, frame_, radial_.random ? "Precision, 1/√(v + τ²)" : "Precision, 1/√v",
              radial_.random ? "z = effect/√(v + τ²)" : "z = effect/√v");
    double y = draw_key(svg_,
                        {{"study", [](Svg& svg, Point p) { svg.circle(p, 4.2, "point"); }},
                         {"pooled estimate",
                          [](Svg& svg, Point p) {
                            svg.line({p.x - 10, p.y}, {p.x + 10, p.y}, "estimate");
                          }},
                         {"where " + percent(radial_.level) + " of the studies should lie",
                          [](Svg& svg, Point p) {
                            svg.rect({p.x - 10, p.y - 6}, 20, 12, "band swatch");
                          }},
                         {percent(radial_.level) + " CI, on the arc",
                          [](Svg& svg, Point p) {
                            svg.thick_line({p.x, p.y - 7}, {p.x, p.y + 7}, 4, "axis");
                          }}},
                        16, kWidth - 16, kBottom + 62);
    y = draw_remarks(svg_, radial_.remarks, 16, kWidth - 16, y + 2);
    return svg_.finish_file(y, kPlotStyle);
  }

 private:
  struct Place {
    double precision = 0, z = 0;
  };

  void band() {
    const double end = most_precise_, z = radial_.pooled * end, q = radial_.quantile;
    svg_.polygon({frame_.at(0, q), frame_.at(end, z + q), frame_.at(end, z - q), frame_.at(0, -q)}, "band");
    svg_.line(frame_.at(0, q), frame_.at(end, z + q), "dashed");
    svg_.line(frame_.at(0, -q), frame_.at(end, z - q), "dashed");
    svg_.line(frame_.at(0, 0), frame_.at(frame_.x.domain.hi, 0), "grid");
    svg_.line(frame_.at(0, 0), frame_.at(end, z), "estimate");
  }

  // Where the ray of an effect meets the arc of this radius.
  Point on_arc(double effect, double radius) const {
    const Point origin = frame_.at(0, 0);
    const double per_precision = frame_.x.at(1) - frame_.x.at(0), per_z = frame_.y.at(0) - frame_.y.at(1);
    const double angle = std::atan(effect * per_z / per_precision);
    return {origin.x + radius * std::cos(angle), origin.y - radius * std::sin(angle)};
  }

  bool beside_the_box(const Point& point) const { return point.y >= kTop - 4 && point.y <= kBottom + 4; }

  // The arc spans the studies' effects, as far as they lie beside the box.
  void arc() {
    std::vector<double> effects = {radial_.pooled, radial_.ci.lo, radial_.ci.hi};
    for (const RadialPoint& point : radial_.studies) effects.push_back(point.estimate);
    const Interval range = range_of(effects);
    stroke(range, kRadius, "axis");
    const Axis ticks = effect_axis(radial_.scale, range, 0, 360);
    std::optional<Point> last;
    for (std::size_t i = 0; i < ticks.ticks.size(); ++i) {
      const Point at = on_arc(ticks.ticks[i], kRadius);
      if (ticks.ticks[i] < range.lo || ticks.ticks[i] > range.hi || !beside_the_box(at)) continue;
      if (last && std::abs(last->y - at.y) < 15) continue;
      svg_.line(at, on_arc(ticks.ticks[i], kRadius + 6), "axis");
      const Point label = on_arc(ticks.ticks[i], kRadius + 10);
      svg_.text({label.x, label.y + 4}, Anchor::start, "tick", ticks.labels[i]);
      last = at;
    }
    svg_.begin_group("Pooled: " + radial_.scale.abbreviation + " " +
                     written(radial_.scale, radial_.pooled, radial_.ci));
    stroke(radial_.ci, kRadius - 7, "interval");
    const Point inner = on_arc(radial_.pooled, kRadius - 11), outer = on_arc(radial_.pooled, kRadius);
    if (beside_the_box(outer)) svg_.line(inner, outer, "estimate");
    svg_.end_group();
    svg_.upright_text({kWidth - 12, (kTop + kBottom) / 2}, "",
                      fitted(axis_name(radial_.scale), kBottom - kTop, kTextSize));
  }

  void stroke(const Interval& effects, double radius, std::string_view css_class) {
    std::vector<Point> points;
    for (int i = 0; i <= 60; ++i) {
      const Point point = on_arc(effects.lo + (effects.hi - effects.lo) * i / 60, radius);
      if (beside_the_box(point)) points.push_back(point);
    }
    if (points.size() > 1) svg_.polyline(points, css_class);
  }

  const Radial& radial_;
  Svg svg_;
  Frame frame_;
  double most_precise_ = 0;
};

}  // namespace

std::string radial_svg(const Radial& radial) { return Drawing(radial).draw(); }

}  // namespace evigraft::publish
