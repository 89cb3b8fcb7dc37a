#include "publish/plots/league_table.h"

#include <algorithm>
#include <cmath>

#include "publish/plots/frame.h"
#include "publish/plots/plot_style.h"
#include "publish/svg.h"
#include "publish/text_width.h"

namespace evigraft::publish {
namespace {

constexpr double kMargin = 12, kHeight = 44, kWidestName = 150, kNarrowest = 96;
constexpr int kDarkest = 4;  // classes more1 to more4, less1 to less4

double effect(const LeagueTable& table, const LeagueCell& cell) {
  return cell.estimate - table.scale.no_effect.value_or(0);
}

bool sure(const LeagueTable& table, const LeagueCell& cell) {
  const double none = table.scale.no_effect.value_or(0);
  return cell.ci.lo > none || cell.ci.hi < none;
}

std::string shade(double value, double largest) {
  if (!(largest > 0) || !std::isfinite(value)) return "more0";
  const int step = std::min(kDarkest, static_cast<int>(std::ceil(kDarkest * std::abs(value) / largest)));
  return (value < 0 ? "less" : "more") + std::to_string(step);
}

// Up: the row's treatment has the larger value; down: the smaller. What is good the reader decides.
void draw_direction(Svg& svg, Point corner, double value) {
  const double x = corner.x + 9, y = corner.y + 9;
  if (value > 0) svg.polygon({{x, y - 4}, {x + 4, y + 3}, {x - 4, y + 3}}, "dot");
  if (value < 0) svg.polygon({{x, y + 4}, {x + 4, y - 3}, {x - 4, y - 3}}, "dot");
}

// On one line or two, the last at `at`.
void draw_head(Svg& svg, Point at, const std::string& name, double width) {
  std::vector<std::string> lines = wrapped(name, width, kTextSize, Weight::bold);
  if (lines.size() > 2) {
    for (std::size_t i = 2; i < lines.size(); ++i) lines[1] += " " + lines[i];
    lines = {lines[0], fitted(lines[1], width, kTextSize, Weight::bold)};
  }
  for (std::size_t i = 0; i < lines.size(); ++i)
    svg.text({at.x, at.y - 15 * static_cast<double>(lines.size() - 1 - i)}, Anchor::middle, "strong", lines[i]);
}

}  // namespace

std::string league_svg(const LeagueTable& table) {
  const std::size_t n = table.treatments.size();
  double largest = 0, width = kNarrowest, names = 60;
  for (std::size_t i = 0; i < n; ++i) {
    names = std::max(names, std::min(kWidestName, text_width(table.treatments[i], kTextSize, Weight::bold)));
    for (std::size_t j = 0; j < n; ++j) {
      const LeagueCell& cell = table.cells[i][j];
      if (i == j) continue;
      if (std::isfinite(cell.estimate)) largest = std::max(largest, std::abs(effect(table, cell)));
      width = std::max(width, text_width(written(table.scale, cell.ci), kSmallSize) + 16);
    }
  }
  const double left = kMargin + names + 10, top = kMargin + 44;
  const double whole = std::max(left + width * static_cast<double>(n) + kMargin, 460.0);
  Svg svg("plot", "plot league", whole, table.title, table.description);
  for (std::size_t i = 0; i < n; ++i) {
    const double y = top + kHeight * static_cast<double>(i);
    svg.text({left - 10, y + kHeight / 2 + 4}, Anchor::end, "strong",
             fitted(table.treatments[i], names, kTextSize, Weight::bold));
    draw_head(svg, {left + width * (static_cast<double>(i) + 0.5), top - 10}, table.treatments[i], width - 8);
    for (std::size_t j = 0; j < n; ++j) {
      const Point corner{left + width * static_cast<double>(j), y};
      if (i == j) {
        svg.rect({corner.x + 1, corner.y + 1}, width - 2, kHeight - 2, "self");
        svg.line({corner.x + width / 2 - 6, corner.y + kHeight / 2}, {corner.x + width / 2 + 6, corner.y + kHeight / 2},
                 "rule light");
        continue;
      }
      const LeagueCell& cell = table.cells[i][j];
      const double value = effect(table, cell);
      svg.begin_group(table.treatments[i] + " against " + table.treatments[j] + ": " + table.scale.abbreviation + " " +
                      written(table.scale, cell.estimate, cell.ci));
      svg.rect(corner, width, kHeight, "cell " + shade(value, largest));
      if (sure(table, cell)) svg.rect({corner.x + 2, corner.y + 2}, width - 4, kHeight - 4, "sure");
      draw_direction(svg, corner, value);
      svg.text({corner.x + width / 2, corner.y + 19}, Anchor::middle, "strong", written(table.scale, cell.estimate));
      svg.text({corner.x + width / 2, corner.y + 35}, Anchor::middle, "small", written(table.scale, cell.ci));
      svg.end_group();
    }
  }
  std::vector<std::string> remarks = {
      table.scale.name + ", in each cell the treatment of its row against that of its column, with its " +
          percent(table.level) + " CI.",
      "▲ the row's treatment has the larger value, ▼ the smaller; darker: further from no difference; outlined: the "
      "interval excludes no difference."};
  remarks.insert(remarks.end(), table.remarks.begin(), table.remarks.end());
  const double y = draw_remarks(svg, remarks, kMargin, whole - kMargin, top + kHeight * static_cast<double>(n) + 24);
  return svg.finish_file(y, kPlotStyle);
}

}  // namespace evigraft::publish
