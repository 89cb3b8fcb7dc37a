#include "publish/plots/gosh_plot.h"

#include <algorithm>
#include <cmath>

#include "publish/number.h"
#include "publish/plots/frame.h"
#include "publish/plots/plot_style.h"

namespace evigraft::publish {
namespace {

constexpr double kWidth = 580, kLeft = 70, kRight = 470, kTop = 86, kBottom = 396, kMargin = 64;
constexpr std::size_t kMostPoints = 3000;  // beyond, a file of points grows large and says less
constexpr int kBars = 50, kAcross = 80, kUp = 62;
constexpr int kDarkest = 6;  // classes density1 to density6

struct Pairs {
  std::vector<double> estimates, I2;
};

Pairs finite_pairs(const GoshPlot& plot) {
  Pairs pairs;
  for (std::size_t i = 0; i < std::min(plot.estimates.size(), plot.I2.size()); ++i) {
    if (!std::isfinite(plot.estimates[i]) || !std::isfinite(plot.I2[i])) continue;
    pairs.estimates.push_back(plot.estimates[i]);
    pairs.I2.push_back(plot.I2[i]);
  }
  return pairs;
}

int bin_of(const Axis& axis, double value, int bins) {
  const double share = (value - axis.domain.lo) / (axis.domain.hi - axis.domain.lo);
  return std::clamp(static_cast<int>(share * bins), 0, bins - 1);
}

std::vector<int> counts(const Axis& axis, const std::vector<double>& values) {
  std::vector<int> bins(kBars, 0);
  for (const double value : values) ++bins[static_cast<std::size_t>(bin_of(axis, value, kBars))];
  return bins;
}

void draw_margins(Svg& svg, const Frame& frame, const Pairs& pairs) {
  const std::vector<int> across = counts(frame.x, pairs.estimates), up = counts(frame.y, pairs.I2);
  const double wide = (kRight - kLeft) / kBars, tall = (kBottom - kTop) / kBars;
  const double most_across = *std::max_element(across.begin(), across.end());
  const double most_up = *std::max_element(up.begin(), up.end());
  for (int i = 0; i < kBars; ++i) {
    const int above = across[static_cast<std::size_t>(i)], beside = up[static_cast<std::size_t>(i)];
    const double height = kMargin * above / most_across, width = kMargin * beside / most_up;
    if (above > 0) svg.rect({kLeft + i * wide, kTop - 6 - height}, wide, height, "bar");
    if (beside > 0) svg.rect({kRight + 6, kBottom - (i + 1) * tall}, width, tall, "bar");
  }
}

void draw_cells(Svg& svg, const Frame& frame, const Pairs& pairs) {
  std::vector<int> cells(static_cast<std::size_t>(kAcross) * kUp, 0);
  for (std::size_t i = 0; i < pairs.estimates.size(); ++i) {
    const int x = bin_of(frame.x, pairs.estimates[i], kAcross), y = bin_of(frame.y, pairs.I2[i], kUp);
    ++cells[static_cast<std::size_t>(y) * kAcross + static_cast<std::size_t>(x)];
  }
  // Counts run over orders of magnitude, so darkness follows their logarithm.
  const double most = std::log1p(*std::max_element(cells.begin(), cells.end()));
  const double wide = (kRight - kLeft) / kAcross, tall = (kBottom - kTop) / kUp;
  for (int y = 0; y < kUp; ++y)
    for (int x = 0; x < kAcross; ++x) {
      const int n = cells[static_cast<std::size_t>(y) * kAcross + static_cast<std::size_t>(x)];
      if (n == 0) continue;
      const int shade = std::clamp(static_cast<int>(std::ceil(kDarkest * std::log1p(n) / most)), 1, kDarkest);
      svg.rect({kLeft + x * wide, kBottom - (y + 1) * tall}, wide, tall, "density" + std::to_string(shade));
    }
}

}  // namespace

std::string gosh_svg(const GoshPlot& plot) {
  const Pairs pairs = finite_pairs(plot);
  Svg svg("plot", "plot gosh", kWidth, plot.title, plot.description);
  std::vector<double> across = pairs.estimates;
  across.push_back(plot.pooled);
  const double highest = pairs.I2.empty() ? 100 : *std::max_element(pairs.I2.begin(), pairs.I2.end());
  const Frame frame{effect_axis(plot.scale, range_of(across), kLeft, kRight),
                    round_axis({0, std::max(highest, 10.0)}, kBottom, kTop)};
  const bool as_points = pairs.estimates.size() <= kMostPoints;
  if (!pairs.estimates.empty()) {
    draw_margins(svg, frame, pairs);
    if (!as_points) draw_cells(svg, frame, pairs);
    for (std::size_t i = 0; as_points && i < pairs.estimates.size(); ++i)
      svg.circle(frame.at(pairs.estimates[i], pairs.I2[i]), 1.6, "dot");
  }
  svg.line({frame.x.at(plot.pooled), kTop}, {frame.x.at(plot.pooled), kBottom}, "dashed");
  draw_frame(svg, frame, axis_name(plot.scale), "I², %");
  std::vector<std::string> remarks = {
      std::to_string(pairs.estimates.size()) + " subsets" +
      (as_points ? ", a point each" : "; a cell is the darker the more of them lie in it (by the logarithm)") +
      ". Dashed: the estimate of all studies. Bars: how many subsets have that estimate, and that I²."};
  remarks.insert(remarks.end(), plot.remarks.begin(), plot.remarks.end());
  const double y = draw_remarks(svg, remarks, 16, kWidth - 16, kBottom + 62);
  return svg.finish_file(y, kPlotStyle);
}

}  // namespace evigraft::publish
