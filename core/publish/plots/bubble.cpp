#include "publish/plots/bubble.h"

#include <algorithm>
#include <cmath>

#include "publish/number.h"
#include "publish/plots/frame.h"
#include "publish/plots/plot_style.h"

namespace evigraft::publish {
namespace {

constexpr double kWidth = 560, kLeft = 70, kRight = 544, kTop = 16, kBottom = 376;
constexpr double kLargest = 17;     // radius
constexpr std::size_t kNamed = 20;  // with more studies names would hide the picture

// Room for the largest circle on both sides.
Interval with_room(const Interval& range, double units) {
  const double width = range.hi > range.lo ? range.hi - range.lo : std::max(std::abs(range.hi), 1.0) * 0.1;
  const double room = width * kLargest / (units - 2 * kLargest);
  return {range.lo - room, range.hi + room};
}

Frame frame_of(const BubblePlot& plot) {
  std::vector<double> across, up;
  for (const Bubble& study : plot.studies) {
    across.push_back(study.moderator);
    up.push_back(study.estimate);
  }
  for (const BandPoint& point : plot.line) {
    across.push_back(point.moderator);
    up.insert(up.end(), {point.ci.lo, point.ci.hi});
  }
  return {round_axis(with_room(range_of(across), kRight - kLeft), kLeft, kRight),
          effect_axis(plot.scale, with_room(range_of(up), kBottom - kTop), kBottom, kTop)};
}

struct Band {
  std::vector<Point> upper, lower, middle;
};

Band draw_band(Svg& svg, const Frame& frame, const std::vector<BandPoint>& line) {
  Band band;
  auto& [upper, lower, middle] = band;
  for (const BandPoint& point : line) {
    if (std::isnan(point.ci.lo) || std::isnan(point.ci.hi)) continue;
    upper.push_back(frame.at(point.moderator, point.ci.hi));
    lower.push_back(frame.at(point.moderator, point.ci.lo));
  }
  for (const BandPoint& point : line) middle.push_back(frame.at(point.moderator, point.estimate));
  if (!upper.empty()) {
    std::vector<Point> outline = upper;
    outline.insert(outline.end(), lower.rbegin(), lower.rend());
    svg.polygon(outline, "band");
    svg.polyline(upper, "dashed");
    svg.polyline(lower, "dashed");
  }
  svg.polyline(middle, "estimate");
  return band;
}

}  // namespace

std::string bubble_svg(const BubblePlot& plot) {
  Svg svg("plot", "plot bubble-plot", kWidth, plot.title, plot.description);
  const Frame frame = frame_of(plot);
  const Band band = draw_band(svg, frame, plot.line);
  std::vector<Point> no_effect;
  if (plot.scale.no_effect && frame.y.holds(*plot.scale.no_effect)) {
    const double y = frame.y.at(*plot.scale.no_effect);
    no_effect = {{kLeft, y}, {kRight, y}};
    svg.line(no_effect.front(), no_effect.back(), "null");
  }
  double largest = 0;
  for (const Bubble& study : plot.studies) largest = std::max(largest, study.weight_percent);
  std::vector<Bubble> order = plot.studies;  // large ones first, so that none is hidden
  std::stable_sort(order.begin(), order.end(),
                   [](const Bubble& a, const Bubble& b) { return a.weight_percent > b.weight_percent; });
  std::vector<NamedPoint> names;
  for (const Bubble& study : order) {
    const Point at = frame.at(study.moderator, study.estimate);
    const double radius = largest > 0 ? kLargest * std::sqrt(std::max(0.0, study.weight_percent) / largest) : 5;
    svg.begin_group(study.label + ": " + plot.moderator + " " + significant(study.moderator, 6) + ", " +
                    plot.scale.abbreviation + " " + written(plot.scale, study.estimate) + ", weight " +
                    fixed(study.weight_percent) + "%");
    svg.circle(at, radius, "bubble");
    svg.circle(at, 1.2, "dot");
    svg.end_group();
    names.push_back({at, std::max(radius, 2.0), study.label});
  }
  std::vector<std::string> remarks = plot.remarks;
  if (names.size() <= kNamed && !draw_names(svg, frame, names, {band.upper, band.middle, band.lower, no_effect}, 150))
    remarks.emplace_back(kNotAllNamed);
  draw_frame(svg, frame, plot.moderator, axis_name(plot.scale));
  double y = draw_key(svg,
                      {{"study, area by weight", [](Svg& s, Point p) { s.circle(p, 6, "bubble"); }},
                       {"regression line",
                        [](Svg& s, Point p) {
                          s.line({p.x - 10, p.y}, {p.x + 10, p.y}, "estimate");
                        }},
                       {percent(plot.level) + " confidence band",
                        [](Svg& s, Point p) {
                          s.rect({p.x - 10, p.y - 6}, 20, 12, "band swatch");
                        }}},
                      16, kRight, kBottom + 62);
  y = draw_remarks(svg, remarks, 16, kRight, y + 2);
  return svg.finish_file(y, kPlotStyle);
}

}  // namespace evigraft::publish
