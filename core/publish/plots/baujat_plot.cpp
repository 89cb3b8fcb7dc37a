#include "publish/plots/baujat_plot.h"

#include <algorithm>
#include <cmath>

#include "publish/number.h"
#include "publish/plots/effect_scale.h"
#include "publish/plots/frame.h"
#include "publish/plots/plot_style.h"

namespace evigraft::publish {
namespace {

constexpr double kWidth = 560, kLeft = 70, kRight = 544, kTop = 16, kBottom = 376, kRadius = 4.2;

}  // namespace

std::string baujat_svg(const BaujatPlot& plot) {
  std::vector<BaujatMark> marks;
  std::vector<std::string> remarks = plot.remarks;
  std::string without_place;
  for (const BaujatMark& mark : plot.studies) {
    if (std::isfinite(mark.heterogeneity) && std::isfinite(mark.influence))
      marks.push_back(mark);
    else
      without_place += (without_place.empty() ? "" : ", ") + mark.label;
  }
  if (!without_place.empty())
    remarks.push_back(
        "Not drawn, as the influence has no value where the model without the study cannot be fitted or "
        "its standard error is 0: " +
        without_place + ".");
  std::vector<double> across = {0}, up = {0};
  for (const BaujatMark& mark : marks) {
    across.push_back(mark.heterogeneity);
    up.push_back(mark.influence);
  }
  const Frame frame{round_axis(range_of(across), kLeft, kRight), round_axis(range_of(up), kBottom, kTop)};
  Svg svg("plot", "plot baujat", kWidth, plot.title, plot.description);
  std::vector<NamedPoint> names;
  for (const BaujatMark& mark : marks) {
    const Point at = frame.at(mark.heterogeneity, mark.influence);
    svg.begin_group(mark.label + ": contribution to heterogeneity " + significant(mark.heterogeneity) +
                    ", influence on the result " + significant(mark.influence));
    svg.circle(at, kRadius, "point");
    svg.end_group();
    names.push_back({at, kRadius, mark.label});
  }
  const Point origin = frame.at(0, 0);
  std::stable_sort(names.begin(), names.end(), [&](const NamedPoint& a, const NamedPoint& b) {
    return std::hypot(a.at.x - origin.x, a.at.y - origin.y) > std::hypot(b.at.x - origin.x, b.at.y - origin.y);
  });
  if (!draw_names(svg, frame, names, {}, 170)) remarks.emplace_back(kNotAllNamed);
  draw_frame(svg, frame, "Squared Pearson residual (contribution to heterogeneity)", "Influence on the pooled result");
  const double y = draw_remarks(svg, remarks, 16, kRight, kBottom + 62);
  return svg.finish_file(y, kPlotStyle);
}

}  // namespace evigraft::publish
