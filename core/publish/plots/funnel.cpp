#include "publish/plots/funnel.h"

#include <algorithm>
#include <cmath>

#include "publish/number.h"
#include "publish/plots/frame.h"
#include "publish/plots/plot_style.h"

namespace evigraft::publish {
namespace {

constexpr double kWidth = 560, kLeft = 70, kRight = 544, kTop = 16, kBottom = 356;
// Two-sided normal quantiles of P = 0.10, 0.05 and 0.01.
constexpr double kP10 = 1.6448536269514722, kP05 = 1.959963984540054, kP01 = 2.5758293035489004;

// Where |x - centre| < quantile * se, cut at the frame.
std::vector<Point> cone(const Frame& frame, double centre, double quantile) {
  const double deepest = frame.y.domain.hi;
  const auto side = [&](double sign) {
    std::vector<Point> points;
    const double edge = sign < 0 ? frame.x.domain.lo : frame.x.domain.hi;
    const double meets = std::abs(edge - centre) / quantile;  // the standard error at which it leaves the frame
    if (meets >= deepest) return std::vector<Point>{frame.at(centre + sign * quantile * deepest, deepest)};
    return std::vector<Point>{frame.at(edge, meets), frame.at(edge, deepest)};
  };
  std::vector<Point> corners = {frame.at(centre, 0)};
  for (const Point& point : side(1)) corners.push_back(point);
  std::vector<Point> left = side(-1);
  std::reverse(left.begin(), left.end());
  corners.insert(corners.end(), left.begin(), left.end());
  return corners;
}

void swatch(Svg& svg, Point middle, std::string_view css_class) {
  svg.rect({middle.x - 10, middle.y - 6}, 20, 12, css_class);
}

void contours(Svg& svg, const Frame& frame, double no_effect) {
  svg.rect({frame.x.left, frame.top()}, frame.x.right - frame.x.left, frame.bottom() - frame.top(), "beyond");
  svg.polygon(cone(frame, no_effect, kP01), "p01");
  svg.polygon(cone(frame, no_effect, kP05), "p05");
  svg.polygon(cone(frame, no_effect, kP10), "p10");
}

void limits(Svg& svg, const Frame& frame, double pooled) {
  const double deepest = frame.y.domain.hi;
  for (const double sign : {-1.0, 1.0}) {
    const double edge = sign < 0 ? frame.x.domain.lo : frame.x.domain.hi;
    const double to = std::min(deepest, std::abs(edge - pooled) / kP05);
    svg.line(frame.at(pooled, 0), frame.at(pooled + sign * kP05 * to, to), "dashed");
  }
}

void points(Svg& svg, const Frame& frame, const EffectScale& scale, const std::vector<FunnelPoint>& all,
            std::string_view css_class, const std::string& what) {
  for (const FunnelPoint& point : all) {
    svg.begin_group(what + point.label + ": " + scale.abbreviation + " " + written(scale, point.estimate) +
                    ", standard error " + significant(point.se));
    svg.circle(frame.at(point.estimate, point.se), 4.2, css_class);
    svg.end_group();
  }
}

Frame frame_of(const Funnel& funnel) {
  std::vector<double> across = {funnel.pooled}, errors;
  if (funnel.pooled_imputed) across.push_back(*funnel.pooled_imputed);
  for (const auto* list : {&funnel.studies, &funnel.imputed})
    for (const FunnelPoint& point : *list) {
      across.push_back(point.estimate);
      errors.push_back(point.se);
    }
  const double deepest = errors.empty() ? 1 : *std::max_element(errors.begin(), errors.end());
  const double centre = funnel.scale.no_effect.value_or(funnel.pooled);
  across.insert(across.end(), {centre - kP05 * deepest, centre + kP05 * deepest});
  Frame frame;
  frame.y = round_axis({0, deepest > 0 ? deepest : 1}, kTop, kBottom, 6);
  frame.x = effect_axis(funnel.scale, range_of(across), kLeft, kRight);
  return frame;
}

std::vector<KeyEntry> key(const Funnel& funnel) {
  std::vector<KeyEntry> entries = {{"study", [](Svg& svg, Point p) { svg.circle(p, 4.2, "point"); }}};
  if (!funnel.imputed.empty())
    entries.push_back({"imputed by trim and fill", [](Svg& svg, Point p) { svg.circle(p, 4.2, "open"); }});
  entries.push_back({"pooled estimate", [](Svg& svg, Point p) {
                       svg.line({p.x, p.y - 7}, {p.x, p.y + 7}, "estimate");
                     }});
  if (funnel.pooled_imputed && !funnel.imputed.empty())
    entries.push_back({"with the imputed studies", [](Svg& svg, Point p) {
                         svg.line({p.x, p.y - 7}, {p.x, p.y + 7}, "dotted");
                       }});
  if (!funnel.scale.no_effect) {
    entries.push_back({"95% limits around it", [](Svg& svg, Point p) {
                         svg.line({p.x - 10, p.y}, {p.x + 10, p.y}, "dashed");
                       }});
    return entries;
  }
  entries.push_back({"P > 0.10", [](Svg& svg, Point p) { swatch(svg, p, "p10 swatch"); }});
  entries.push_back({"0.05 to 0.10", [](Svg& svg, Point p) { swatch(svg, p, "p05 swatch"); }});
  entries.push_back({"0.01 to 0.05", [](Svg& svg, Point p) { swatch(svg, p, "p01 swatch"); }});
  entries.push_back({"P < 0.01", [](Svg& svg, Point p) { swatch(svg, p, "beyond swatch"); }});
  return entries;
}

}  // namespace

std::string funnel_svg(const Funnel& funnel) {
  Svg svg("plot", "plot funnel", kWidth, funnel.title, funnel.description);
  const Frame frame = frame_of(funnel);
  if (funnel.scale.no_effect)
    contours(svg, frame, *funnel.scale.no_effect);
  else
    limits(svg, frame, funnel.pooled);
  const auto vertical = [&](double value, std::string_view css_class) {
    svg.line(frame.at(value, frame.y.domain.lo), frame.at(value, frame.y.domain.hi), css_class);
  };
  if (funnel.scale.no_effect) vertical(*funnel.scale.no_effect, "null");
  vertical(funnel.pooled, "estimate");
  if (funnel.pooled_imputed && !funnel.imputed.empty()) vertical(*funnel.pooled_imputed, "dotted");
  points(svg, frame, funnel.scale, funnel.imputed, "open", "Imputed study ");
  points(svg, frame, funnel.scale, funnel.studies, "point", "");
  draw_frame(svg, frame, axis_name(funnel.scale), "Standard error");
  double y = draw_key(svg, key(funnel), 16, kRight, kBottom + 64);
  y = draw_remarks(svg, funnel.remarks, 16, kRight, y + 2);
  return svg.finish_file(y, kPlotStyle);
}

}  // namespace evigraft::publish
