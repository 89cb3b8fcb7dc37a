#include "publish/traffic_light.h"

#include <algorithm>
#include <map>

#include "publish/svg.h"
#include "publish/text_width.h"

namespace evigraft::publish {
namespace {

constexpr double kText = 13.5, kWidestName = 300, kColumn = 56, kRow = 30, kRadius = 11, kTop = 28;
constexpr double kGap = 40;         // the page's own font may be wider than the one the names were measured in
constexpr double kNarrowest = 660;  // drawings of one page keep about one scale

struct Mark {
  const char* sign;
  const char* css_class;
};

const Mark* mark_of(const std::string& word) {
  static const std::map<std::string, Mark> marks = {{"Low", {"+", "risk low"}},
                                                    {"Some concerns", {"−", "risk medium"}},
                                                    {"Moderate", {"−", "risk medium"}},
                                                    {"High", {"×", "risk high"}},
                                                    {"Serious", {"×", "risk high"}},
                                                    {"Critical", {"!", "risk critical"}},
                                                    {"No information", {"?", "risk none"}}};
  const auto found = marks.find(word);
  return found == marks.end() ? nullptr : &found->second;
}

void draw(Svg& svg, Point centre, const std::string& word) {
  const Mark* mark = mark_of(word);
  if (mark == nullptr) return;
  svg.circle(centre, kRadius, mark->css_class);
  svg.text({centre.x, centre.y + 5}, Anchor::middle, std::string(mark->css_class) + " sign", mark->sign);
}

std::string described(const RiskTable& table) {
  std::string out;
  for (const RiskRow& row : table.rows) {
    out += row.label + ":";
    for (std::size_t i = 0; i < row.words.size(); ++i)
      out += " " + table.columns[i].id + " " + (row.words[i].empty() ? "not judged" : row.words[i]) + ",";
    out.back() = '.';
    out += " ";
  }
  return out;
}

}  // namespace

std::string traffic_light_svg(const RiskTable& table, const std::string& id) {
  double names = 60;
  for (const RiskRow& row : table.rows) names = std::max(names, std::min(kWidestName, text_width(row.label, kText)));
  const double left = names + kGap;
  const double grid = left + kColumn * static_cast<double>(table.columns.size());
  const double width = std::max(grid + 8, kNarrowest);
  Svg svg(id, "traffic", width, "Risk of bias, " + table.name, described(table));
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    svg.text({left + kColumn * (static_cast<double>(i) + 0.5), kTop - 10}, Anchor::middle, "head", table.columns[i].id);
  double y = kTop;
  for (const RiskRow& row : table.rows) {
    svg.line({0, y}, {grid, y}, "rule light");
    svg.text({0, y + kRow / 2 + 5}, Anchor::start, "name", fitted(row.label, names, kText));
    for (std::size_t i = 0; i < row.words.size(); ++i) {
      svg.begin_group(row.label + ", " + table.columns[i].name + ": " +
                      (row.words[i].empty() ? "not judged" : row.words[i]));
      draw(svg, {left + kColumn * (static_cast<double>(i) + 0.5), y + kRow / 2}, row.words[i]);
      svg.end_group();
    }
    y += kRow;
  }
  svg.line({0, y}, {grid, y}, "rule light");
  y += 26;
  double x = kRadius + 1;
  for (const std::string& word : table.words) {
    const double needed = 2 * kRadius + 8 + text_width(word, kText) + 20;
    if (x + needed > width && x > kRadius + 1) {
      x = kRadius + 1;
      y += kRow;
    }
    draw(svg, {x, y}, word);
    svg.text({x + kRadius + 8, y + 5}, Anchor::start, "name", word);
    x += needed;
  }
  return svg.finish(y + kRadius + 6);
}

}  // namespace evigraft::publish
