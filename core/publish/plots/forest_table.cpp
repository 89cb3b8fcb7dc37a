// Columns are as wide as what stands in them; then one pass from top to bottom, a line a study.
#include "publish/plots/forest_table.h"

#include <algorithm>
#include <cmath>

#include "publish/marks.h"
#include "publish/plots/frame.h"
#include "publish/plots/plot_style.h"
#include "publish/svg.h"
#include "publish/text_width.h"

namespace evigraft::publish {
namespace {

constexpr double kRow = 20;            // height of a line
constexpr double kMargin = 12;         // around the picture
constexpr double kGap = 16;            // between columns
constexpr double kGraph = 230;         // width of the graph
constexpr double kLargestSquare = 15;  // side
constexpr double kWidestName = 230;    // names beyond are cut; whole in their titles
constexpr double kIndent = 12;         // of lines under a heading

struct Column {
  double right = 0;  // texts end here
  double width = 0;
};

bool has_graph(const ForestTable& table) {
  for (const ForestPart& part : table.parts)
    for (const ForestLine& line : part.lines)
      if (line.estimate) return true;
  return table.overall.has_value();
}

std::string prediction_label(const ForestTable& table) { return percent(table.level) + " prediction interval"; }

class Drawing {
 public:
  explicit Drawing(const ForestTable& table)
      : table_(table), graph_(has_graph(table)), indent_(has_headings() ? kIndent : 0) {
    measure();
    axis_ = effect_axis(table.scale, forest_range(table), graph_left_, graph_left_ + kGraph);
    for (const ForestPart& part : table.parts)
      for (const ForestLine& line : part.lines)
        largest_weight_ = std::max(largest_weight_, line.weight_percent.value_or(0));
  }

  std::string draw() {
    Svg svg("plot", "plot forest", width_, table_.title, table_.description);
    svg_ = &svg;
    heads();
    const double top = y_ - kRow / 2 - 6;
    if (graph_) reference_lines(top, height_of_lines() + top);
    for (const ForestPart& part : table_.parts) draw_part(part);
    if (table_.overall) diamond(*table_.overall, 0, "diamond");
    if (graph_) scale();
    const double below = draw_remarks(svg, all_remarks(), kMargin, width_ - kMargin, y_ + 6);
    return svg.finish_file(below - 17 + kMargin, kPlotStyle);
  }

 private:
  bool has_headings() const {
    return std::any_of(table_.parts.begin(), table_.parts.end(),
                       [](const ForestPart& part) { return !part.heading.empty(); });
  }

  std::string estimate_head() const {
    bool intervals = table_.overall.has_value();
    for (const ForestPart& part : table_.parts)
      for (const ForestLine& line : part.lines) intervals = intervals || line.ci;
    return intervals ? table_.scale.abbreviation + " [" + percent(table_.level) + " CI]" : table_.scale.abbreviation;
  }

  // Every line of the table, with what stands in its columns.
  template <class Visit>
  void each_row(Visit visit) const {
    const auto diamond = [&](const ForestDiamond& d) {
      visit(d.label, d.left, d.right, written(table_.scale, d.estimate, d.ci), Weight::bold);
      if (d.prediction) visit(prediction_label(table_), {}, {}, written(table_.scale, *d.prediction), Weight::normal);
    };
    for (const ForestPart& part : table_.parts) {
      if (!part.heading.empty()) visit(part.heading, {}, {}, "", Weight::bold);
      for (const ForestLine& line : part.lines)
        visit(line.label, line.left, line.right, estimate_text(line), Weight::normal);
      if (part.diamond) diamond(*part.diamond);
    }
    if (table_.overall) diamond(*table_.overall);
  }

  std::string estimate_text(const ForestLine& line) const {
    if (!line.estimate) return {};
    return line.ci ? written(table_.scale, *line.estimate, *line.ci) : written(table_.scale, *line.estimate);
  }

  void measure() {
    double names = text_width(table_.first_head, kTextSize, Weight::bold), estimates = 0;
    if (graph_) estimates = text_width(estimate_head(), kTextSize, Weight::bold);
    std::vector<double> left, right;
    for (const ForestColumns& columns : table_.left)
      for (const std::string& head : columns.heads) left.push_back(text_width(head, kTextSize, Weight::bold));
    for (const std::string& head : table_.right) right.push_back(text_width(head, kTextSize, Weight::bold));
    const auto widen = [](std::vector<double>& widths, const std::vector<std::string>& cells, Weight weight) {
      for (std::size_t i = 0; i < cells.size() && i < widths.size(); ++i)
        widths[i] = std::max(widths[i], text_width(cells[i], kTextSize, weight));
    };
    each_row([&](const std::string& label, const std::vector<std::string>& l, const std::vector<std::string>& r,
                 const std::string& estimate, Weight weight) {
      names = std::max(names, indent_ + text_width(label, kTextSize, weight));
      estimates = std::max(estimates, text_width(estimate, kTextSize, weight));
      widen(left, l, weight);
      widen(right, r, weight);
    });
    name_width_ = std::min(names, kWidestName);
    double x = kMargin + name_width_;
    // An arm's name may be wider than its columns: then they move apart.
    std::size_t at = 0;
    for (const ForestColumns& columns : table_.left) {
      double inner = 0;
      for (std::size_t i = 0; i < columns.heads.size(); ++i) inner += left[at + i] + (i == 0 ? 0 : kGap);
      const double over = std::min(text_width(columns.over, kTextSize, Weight::bold), 190.0);
      const double more =
          columns.heads.empty() ? 0 : std::max(0.0, over - inner) / static_cast<double>(columns.heads.size());
      for (std::size_t i = 0; i < columns.heads.size(); ++i) {
        const double width = left[at + i] + more;
        x += kGap + width;
        left_.push_back({x, width});
      }
      at += columns.heads.size();
      x += 6;
    }
    graph_left_ = x + kGap + 14;
    if (graph_) {
      x = graph_left_ + kGraph + 14 + kGap + estimates;
      estimate_right_ = x;
    }
    for (const double width : right) {
      x += kGap + width;
      right_.push_back({x, width});
    }
    width_ = std::max(x + kMargin, 460.0);
  }

  void heads() {
    const bool over = std::any_of(table_.left.begin(), table_.left.end(),
                                  [](const ForestColumns& columns) { return !columns.over.empty(); });
    double y = kMargin + 10;
    if (over) {
      std::size_t at = 0;
      for (const ForestColumns& columns : table_.left) {
        const std::size_t last = at + columns.heads.size() - 1;
        const double from = left_.at(at).right - left_[at].width, to = left_.at(last).right;
        svg_->text({(from + to) / 2, y}, Anchor::middle, "head",
                   fitted(columns.over, to - from + 2, kTextSize, Weight::bold));
        svg_->line({from, y + 5}, {to, y + 5}, "rule light");
        at = last + 1;
      }
      y += kRow;
    }
    svg_->text({kMargin, y}, Anchor::start, "head",
               fitted(table_.first_head, name_width_ + 1, kTextSize, Weight::bold));
    std::vector<std::string> left;
    for (const ForestColumns& columns : table_.left)
      left.insert(left.end(), columns.heads.begin(), columns.heads.end());
    cells(left, left_, y, "head");
    cells(table_.right, right_, y, "head");
    if (graph_) {
      svg_->text({graph_left_ + kGraph / 2, y}, Anchor::middle, "head",
                 fitted(table_.scale.name, kGraph + 20, kTextSize, Weight::bold));
      svg_->text({estimate_right_, y}, Anchor::end, "head", estimate_head());
    }
    y += 9;
    svg_->line({kMargin, y}, {width_ - kMargin, y}, "rule");
    y_ = y + kRow - 2;
  }

  void cells(const std::vector<std::string>& texts, const std::vector<Column>& columns, double y,
             std::string_view css_class) {
    for (std::size_t i = 0; i < texts.size() && i < columns.size(); ++i)
      if (!texts[i].empty()) svg_->text({columns[i].right, y}, Anchor::end, css_class, texts[i]);
  }

  double height_of_lines() const {
    double height = 6;
    for (const ForestPart& part : table_.parts) {
      if (!part.heading.empty()) height += kRow;
      height += kRow * static_cast<double>(part.lines.size());
      if (part.diamond) height += kRow + (part.diamond->prediction ? kRow : 0);
      height += 17 * static_cast<double>(remark_lines(part).size());
      if (!part.heading.empty()) height += 6;
    }
    if (table_.overall) height += kRow + (table_.overall->prediction ? kRow : 0);
    return height;
  }

  // Left of the graph, so that they cross no line of it.
  std::vector<std::string> remark_lines(const ForestPart& part) const {
    std::vector<std::string> lines;
    for (const std::string& remark : part.remarks)
      for (std::string& line : wrapped(remark, graph_left_ - 20 - kMargin - indent_, kSmallSize))
        lines.push_back(std::move(line));
    return lines;
  }

  void reference_lines(double top, double bottom) {
    axis_y_ = bottom;
    const auto vertical = [&](double value, std::string_view css_class) {
      if (axis_.holds(value)) svg_->line({axis_.at(value), top}, {axis_.at(value), bottom}, css_class);
    };
    if (table_.scale.no_effect) vertical(*table_.scale.no_effect, "null");
    if (table_.overall) vertical(table_.overall->estimate, "dashed");
  }

  double mark_y() const { return y_ - 4.5; }

  void name(const std::string& label, double indent, std::string_view css_class, Weight weight) {
    svg_->text({kMargin + indent, y_}, Anchor::start, css_class,
               fitted(label, name_width_ - indent + 1, kTextSize, weight));
  }

  void draw_part(const ForestPart& part) {
    const bool headed = !part.heading.empty();
    if (headed) {
      svg_->text({kMargin, y_}, Anchor::start, "strong",
                 fitted(part.heading, graph_left_ - kMargin - 20, kTextSize, Weight::bold));
      y_ += kRow;
    }
    for (const ForestLine& line : part.lines) draw_line(line);
    if (part.diamond) diamond(*part.diamond, indent_, "diamond hollow");
    for (const std::string& line : remark_lines(part)) {
      svg_->text({kMargin + indent_, y_ - 1}, Anchor::start, "small", line);
      y_ += 17;
    }
    if (headed) y_ += 6;
  }

  void draw_line(const ForestLine& line) {
    std::string title = line.label;
    if (line.estimate) title += ": " + table_.scale.abbreviation + " " + estimate_text(line);
    if (line.weight_percent) title += ", weight " + written({"", "", false, {}, 1}, *line.weight_percent) + "%";
    svg_->begin_group(title);
    name(line.label, indent_, "", Weight::normal);
    cells(line.left, left_, y_, "");
    cells(line.right, right_, y_, "");
    if (line.estimate) {
      svg_->text({estimate_right_, y_}, Anchor::end, "", estimate_text(line));
      if (line.ci) {
        draw_whisker(*svg_, axis_, mark_y(), *line.ci, "whisker");
        const double x = axis_.at(*line.estimate);
        if (axis_.holds(*line.estimate)) svg_->line({x, mark_y() - 3}, {x, mark_y() + 3}, "pip");
        draw_square(*svg_, axis_, mark_y(), *line.estimate, side(line));
        // An interval shorter than its square would be hidden by it.
        const double from = axis_.at(line.ci->lo), to = axis_.at(line.ci->hi);
        if (to - from < side(line)) svg_->line({from, mark_y()}, {to, mark_y()}, "inside");
      } else {
        draw_open_circle(*svg_, axis_, mark_y(), *line.estimate);
      }
    }
    svg_->end_group();
    y_ += kRow;
  }

  double side(const ForestLine& line) const {
    if (!line.weight_percent || !(largest_weight_ > 0)) return 8;
    return kLargestSquare * std::sqrt(std::max(0.0, *line.weight_percent) / largest_weight_);
  }

  void diamond(const ForestDiamond& d, double indent, std::string_view css_class) {
    const std::string words = written(table_.scale, d.estimate, d.ci);
    svg_->begin_group(d.label + ": " + table_.scale.abbreviation + " " + words +
                      (d.prediction ? ", prediction interval " + written(table_.scale, *d.prediction) : ""));
    name(d.label, indent, "strong", Weight::bold);
    cells(d.left, left_, y_, "strong");
    cells(d.right, right_, y_, "strong");
    draw_diamond(*svg_, axis_, mark_y(), 7, d.estimate, d.ci, css_class == "diamond");
    svg_->text({estimate_right_, y_}, Anchor::end, "strong", words);
    y_ += kRow;
    if (d.prediction) {
      name(prediction_label(table_), indent, "", Weight::normal);
      draw_prediction(*svg_, axis_, mark_y(), *d.prediction);
      svg_->text({estimate_right_, y_}, Anchor::end, "", written(table_.scale, *d.prediction));
      y_ += kRow;
    }
    svg_->end_group();
  }

  void scale() {
    const double y = axis_y_;
    svg_->line({axis_.left, y}, {axis_.right, y}, "axis");
    for (std::size_t i = 0; i < axis_.ticks.size(); ++i) {
      const double x = axis_.at(axis_.ticks[i]);
      svg_->line({x, y}, {x, y + 5}, "axis");
      svg_->text({x, y + 18}, Anchor::middle, "tick", axis_.labels[i]);
    }
    y_ = y + 18;
    if (table_.scale.ratio) {
      y_ += 17;
      svg_->text({(axis_.left + axis_.right) / 2, y_}, Anchor::middle, "small", "log scale");
    }
    if (table_.scale.no_effect && axis_.holds(*table_.scale.no_effect)) favours();
    y_ += 20;
  }

  // Each on its own side of no effect, as far as the picture goes.
  void favours() {
    if (table_.favours_left.empty() && table_.favours_right.empty()) return;
    y_ += 18;
    const double x = axis_.at(*table_.scale.no_effect);
    if (!table_.favours_left.empty())
      svg_->text({x - 8, y_}, Anchor::end, "small",
                 "← " + fitted(table_.favours_left, x - 8 - kMargin - 20, kSmallSize));
    if (!table_.favours_right.empty())
      svg_->text({x + 8, y_}, Anchor::start, "small",
                 fitted(table_.favours_right, width_ - kMargin - 20 - x - 8, kSmallSize) + " →");
  }

  std::vector<std::string> all_remarks() const {
    std::vector<std::string> remarks = table_.remarks;
    if (graph_ && cut())
      remarks.push_back("An arrow: the interval goes on beyond the axis; its limits are in its line.");
    return remarks;
  }

  bool cut() const {
    bool found = false;
    const auto look = [&](const Interval& i) { found = found || i.lo < axis_.domain.lo || i.hi > axis_.domain.hi; };
    const auto look_at = [&](const ForestDiamond& d) {
      look(d.ci);
      if (d.prediction) look(*d.prediction);
    };
    for (const ForestPart& part : table_.parts) {
      for (const ForestLine& line : part.lines)
        if (line.ci) look(*line.ci);
      if (part.diamond) look_at(*part.diamond);
    }
    if (table_.overall) look_at(*table_.overall);
    return found;
  }

  const ForestTable& table_;
  bool graph_;
  double indent_;
  Axis axis_;
  Svg* svg_ = nullptr;
  std::vector<Column> left_, right_;
  double width_ = 0, name_width_ = 0, graph_left_ = 0, estimate_right_ = 0;
  double largest_weight_ = 0;
  double y_ = 0;       // baseline of the line being written
  double axis_y_ = 0;  // where the axis lies
};

}  // namespace

Interval forest_range(const ForestTable& table) {
  std::vector<double> centres, limits, widths;
  const auto add = [&](const std::optional<double>& estimate, const std::optional<Interval>& ci) {
    if (!estimate || !std::isfinite(*estimate)) return;
    centres.push_back(*estimate);
    if (!ci) return;
    limits.insert(limits.end(), {ci->lo, ci->hi});
    if (std::isfinite(ci->hi - ci->lo)) widths.push_back(ci->hi - ci->lo);
  };
  const auto add_diamond = [&](const ForestDiamond& d) {
    add(d.estimate, d.ci);
    if (d.prediction) limits.insert(limits.end(), {d.prediction->lo, d.prediction->hi});
  };
  for (const ForestPart& part : table.parts) {
    for (const ForestLine& line : part.lines) add(line.estimate, line.ci);
    if (part.diamond) add_diamond(*part.diamond);
  }
  if (table.overall) add_diamond(*table.overall);
  if (table.scale.no_effect && !centres.empty()) centres.push_back(*table.scale.no_effect);
  Interval range = range_of(centres);
  // An interval may go past the estimates by as much as they spread, or by the middle interval's width.
  double reach = range.hi - range.lo;
  if (!widths.empty()) {
    const auto middle = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
    std::nth_element(widths.begin(), middle, widths.end());
    reach = std::max(reach, *middle);
  }
  const Interval bounds{range.lo - reach, range.hi + reach};
  for (const double limit : limits)
    if (!std::isnan(limit)) {
      range.lo = std::min(range.lo, std::clamp(limit, bounds.lo, bounds.hi));
      range.hi = std::max(range.hi, std::clamp(limit, bounds.lo, bounds.hi));
    }
  return range;
}

std::string forest_table_svg(const ForestTable& table) { return Drawing(table).draw(); }

}  // namespace evigraft::publish
