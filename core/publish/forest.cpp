// One table-like drawing from top to bottom: heads, a line a study, diamond, prediction bar, axis, the test lines.
#include "publish/forest.h"

#include <algorithm>
#include <cmath>

#include "publish/marks.h"
#include "publish/number.h"
#include "publish/text.h"

namespace evigraft::publish {
namespace {

// Places in drawing units; one unit is one CSS pixel when the plot has its natural width.
struct Columns {
  double width = 0, graph_left = 0, graph_right = 0;
  double mean = 0, sd = 0, n = 0;  // right edges of the treatment columns; control lies `shift` further
  double shift = 0;
  double estimate = 0, weight = 0;  // right edges
  double row = 0;                   // height of a line
  double graph_below = 0;           // how far the marks lie under the words
  std::size_t label = 0;            // room for the study's name, in characters
};

Columns columns_of(const ForestPlot& plot) {
  if (plot.layout == ForestLayout::narrow) return {400, 22, 378, 0, 0, 0, 0, 398, 0, 46, 20, 30};
  if (plot.control.empty()) return {1080, 390, 800, 262, 308, 342, 0, 985, 1072, 27, 0, 27};
  return {1080, 550, 820, 262, 308, 342, 168, 990, 1072, 27, 0, 27};
}

class Drawing {
 public:
  Drawing(const ForestPlot& plot, const Analysis& analysis)
      : plot_(plot),
        analysis_(analysis),
        columns_(columns_of(plot)),
        axis_(axis_over(values(), plot_bounds(plot.measure), columns_.graph_left, columns_.graph_right)),
        svg_(plot.id, narrow() ? "forest narrow" : "forest wide", columns_.width, plot.title,
             answer(analysis, plot.measure)) {}

  std::string draw() {
    heads();
    reference_lines();
    if (k_of(analysis_) == 0)
      for (const UnpooledStudy& study : analysis_.not_pooled) open_study(study);
    for (const ForestStudy& study : analysis_.studies) pooled_study(study);
    if (k_of(analysis_) >= 2 && analysis_.summary) summary(*analysis_.summary);
    scale();
    if (!narrow())
      for (const std::string& line : {heterogeneity(analysis_), overall_test(analysis_, plot_.measure)})
        if (!line.empty()) svg_.text({0, y_ += 20}, Anchor::start, "fine", line);
    return svg_.finish(y_ + 10);
  }

 private:
  bool narrow() const { return plot_.layout == ForestLayout::narrow; }

  std::vector<double> values() const {
    std::vector<double> all;
    if (plot_.measure == Measure::difference) all.insert(all.end(), {-1, 1});  // both sides of no effect
    const auto add = [&all](const Interval& i) { all.insert(all.end(), {i.lo, i.hi}); };
    for (const ForestStudy& study : analysis_.studies) all.push_back(study.estimate), add(study.ci);
    if (analysis_.studies.empty())
      for (const UnpooledStudy& study : analysis_.not_pooled)
        if (study.difference) all.push_back(*study.difference);
    if (k_of(analysis_) >= 2 && analysis_.summary) add(analysis_.summary->ci);
    if (const auto prediction = shown_prediction(analysis_)) add(*prediction);
    return all;
  }

  void heads() {
    const bool difference = plot_.measure == Measure::difference;
    const bool open = k_of(analysis_) == 0;
    const std::string estimate = open ? "Difference" : difference ? "MD [95% CI]" : "Mean [95% CI]";
    if (!narrow()) {
      arm_head(plot_.treatment, 0);
      if (!plot_.control.empty()) arm_head(plot_.control, columns_.shift);
      svg_.text({(axis_.left + axis_.right) / 2, 16}, Anchor::middle, "head",
                difference ? "Mean difference" : "Mean retention");
      arm_line(36, "head", "Mean, %", "SD", "n", 0);
      if (!plot_.control.empty()) arm_line(36, "head", "Mean, %", "SD", "n", columns_.shift);
      svg_.text({(axis_.left + axis_.right) / 2, 36}, Anchor::middle, "unit", difference ? "percentage points" : "%");
      if (!open) svg_.text({columns_.weight, 36}, Anchor::end, "head", "Weight");
    }
    svg_.text({0, 36}, Anchor::start, "head", "Study");
    svg_.text({columns_.estimate, 36}, Anchor::end, "head", estimate);
    svg_.line({0, 46}, {columns_.width, 46}, "rule");
    y_ = 46 + columns_.row / 2 + 4;
    if (narrow()) y_ = 46 + 20;
  }

  // The class over its three columns, with a rule under it.
  void arm_head(const std::string& arm, double shift) {
    const double left = columns_.mean - 50 + shift, right = columns_.n + shift;
    svg_.text({(left + right) / 2, 16}, Anchor::middle, "head", shortened(arm, 18));
    svg_.line({left, 21}, {right, 21}, "rule light");
  }

  // Drawn first, so that marks lie on top. The lines end at the axis, whose place follows from the counts.
  void reference_lines() {
    std::size_t lines = k_of(analysis_);
    if (lines == 0)
      lines = static_cast<std::size_t>(std::count_if(analysis_.not_pooled.begin(), analysis_.not_pooled.end(),
                                                     [](const UnpooledStudy& s) { return s.difference.has_value(); }));
    const bool has_summary = k_of(analysis_) >= 2 && analysis_.summary.has_value();
    if (has_summary) lines += shown_prediction(analysis_) ? 2 : 1;
    axis_y_ = 46 + columns_.row * static_cast<double>(lines) + 10;
    if (plot_.measure == Measure::difference) reference_line(0, lines, "null");
    if (has_summary) reference_line(analysis_.summary->estimate, lines, "dashed");
  }

  // On a phone the words stand above the marks, so the line is drawn beside the marks only.
  void reference_line(double value, std::size_t lines, std::string_view css_class) {
    if (!axis_.holds(value)) return;
    const double x = axis_.at(value);
    if (!narrow()) return svg_.line({x, 46}, {x, axis_y_}, css_class);
    for (std::size_t i = 0; i < lines; ++i) {
      const double top = y_ + 4 + columns_.row * static_cast<double>(i);
      svg_.line({x, top}, {x, i + 1 == lines ? axis_y_ : top + columns_.graph_below + 5}, css_class);
    }
  }

  void arm_line(double y, std::string_view css_class, const std::string& mean, const std::string& sd,
                const std::string& n, double shift) {
    svg_.text({columns_.mean + shift, y}, Anchor::end, css_class, mean);
    svg_.text({columns_.sd + shift, y}, Anchor::end, css_class, sd);
    svg_.text({columns_.n + shift, y}, Anchor::end, css_class, n);
  }

  void arm(const ArmNumbers& numbers, double shift) {
    if (narrow()) return;
    arm_line(y_, "cell", fixed(numbers.mean), numbers.sd ? fixed(*numbers.sd) : "–",
             numbers.n ? shortest(*numbers.n) : "–", shift);
  }

  void name(const std::string& label, std::int64_t outcome_id) {
    svg_.text({0, y_}, Anchor::start, "study", shortened(label, columns_.label),
              outcome_id == 0 ? std::string() : "#outcome-" + std::to_string(outcome_id));
  }

  double mark_y() const { return y_ - 4 + columns_.graph_below; }

  void pooled_study(const ForestStudy& study) {
    name(study.label, study.outcome_id);
    arm(study.treatment, 0);
    if (study.control) arm(*study.control, columns_.shift);
    double largest = 0;
    for (const ForestStudy& other : analysis_.studies) largest = std::max(largest, other.weight_percent);
    const double share = largest > 0 ? std::max(0.0, study.weight_percent / largest) : 0;
    draw_whisker(svg_, axis_, mark_y(), study.ci, "whisker");
    draw_square(svg_, axis_, mark_y(), study.estimate, std::max(3.0, 15 * std::sqrt(share)));
    svg_.text({columns_.estimate, y_}, Anchor::end, "cell", estimate_and_ci(study.estimate, study.ci));
    if (!narrow()) svg_.text({columns_.weight, y_}, Anchor::end, "cell", fixed(study.weight_percent) + "%");
    y_ += columns_.row;
  }

  void open_study(const UnpooledStudy& study) {
    if (!study.difference) return;
    name(study.label, study.outcome_id);
    arm(study.treatment, 0);
    if (study.control) arm(*study.control, columns_.shift);
    draw_open_circle(svg_, axis_, mark_y(), *study.difference);
    svg_.text({columns_.estimate, y_}, Anchor::end, "cell", fixed(*study.difference));
    y_ += columns_.row;
  }

  void total(bool treatment, double shift) {
    double sum = 0;
    for (const ForestStudy& study : analysis_.studies) {
      const ArmNumbers* numbers = treatment ? &study.treatment : study.control ? &*study.control : nullptr;
      if (numbers == nullptr || !numbers->n) return;  // a total over some of the studies would mislead
      sum += *numbers->n;
    }
    svg_.text({columns_.n + shift, y_}, Anchor::end, "cell strong", shortest(sum));
  }

  void summary(const Summary& s) {
    const double rule = narrow() ? y_ - 18 : y_ - columns_.row / 2 - 4;
    svg_.line({0, rule}, {narrow() ? columns_.width : columns_.n + columns_.shift, rule}, "rule light");
    const std::string model = "Random effects" + (s.method.empty() ? "" : " (" + s.method + ")");
    svg_.text({0, y_}, Anchor::start, "study strong", shortened(model, columns_.label));
    if (!narrow()) {
      total(true, 0);
      if (!plot_.control.empty()) total(false, columns_.shift);
      svg_.text({columns_.weight, y_}, Anchor::end, "cell strong", "100%");
    }
    draw_diamond(svg_, axis_, mark_y(), 8, s.estimate, s.ci, plot_.is_answer);
    svg_.text({columns_.estimate, y_}, Anchor::end, "cell strong", estimate_and_ci(s.estimate, s.ci));
    y_ += columns_.row;
    if (const auto prediction = shown_prediction(analysis_)) {
      svg_.text({0, y_}, Anchor::start, "study", "95% prediction interval");
      draw_prediction(svg_, axis_, mark_y(), *prediction);
      svg_.text({columns_.estimate, y_}, Anchor::end, "cell",
                "[" + fixed(prediction->lo) + ", " + fixed(prediction->hi) + "]");
      y_ += columns_.row;
    }
  }

  void scale() {
    svg_.line({axis_.left, axis_y_}, {axis_.right, axis_y_}, "axis");
    for (const double tick : axis_.ticks) {
      svg_.line({axis_.at(tick), axis_y_}, {axis_.at(tick), axis_y_ + 5}, "axis");
      svg_.text({axis_.at(tick), axis_y_ + 19}, Anchor::middle, "tick", fixed(tick, 0));
    }
    y_ = axis_y_ + 19;
    if (plot_.measure != Measure::difference) return;
    y_ += 21;
    const double outside = narrow() ? 20 : 30;  // room beyond the axis for two long names
    svg_.text({axis_.left - outside, y_}, Anchor::start, "favours", "← favours " + shortened(plot_.control, 14));
    svg_.text({axis_.right + outside, y_}, Anchor::end, "favours", "favours " + shortened(plot_.treatment, 14) + " →");
  }

  const ForestPlot& plot_;
  const Analysis& analysis_;
  Columns columns_;
  Axis axis_;
  Svg svg_;
  double y_ = 0;       // baseline of the line being written
  double axis_y_ = 0;  // where the axis lies
};

bool has_something(const Analysis& analysis) {
  return !analysis.studies.empty() ||
         std::any_of(analysis.not_pooled.begin(), analysis.not_pooled.end(),
                     [](const UnpooledStudy& study) { return study.difference.has_value(); });
}

}  // namespace

std::string forest_svg(const ForestPlot& plot, const Analysis& analysis) {
  return has_something(analysis) ? Drawing(plot, analysis).draw() : std::string();
}

std::string interval_svg(const ForestPlot& plot, const Analysis& analysis) {
  constexpr double width = 240, height = 26, middle = height / 2;
  const Axis axis{plot_bounds(plot.measure), 10, width - 10, {}};
  Svg svg(plot.id, "interval", width, plot.title, answer(analysis, plot.measure));
  svg.line({axis.left, middle}, {axis.right, middle}, "faint");
  if (plot.measure == Measure::difference) svg.line({axis.at(0), 2}, {axis.at(0), height - 2}, "null");
  if (const auto prediction = shown_prediction(analysis)) draw_prediction(svg, axis, middle, *prediction);
  if (k_of(analysis) == 0)
    for (const UnpooledStudy& study : analysis.not_pooled)
      if (study.difference) draw_open_circle(svg, axis, middle, *study.difference);
  if (const auto result = shown(analysis)) {
    draw_whisker(svg, axis, middle, result->ci, "whisker");
    if (k_of(analysis) == 1)
      draw_square(svg, axis, middle, result->estimate, 9);
    else
      draw_diamond(svg, axis, middle, 7, result->estimate, result->ci, plot.is_answer);
  }
  return svg.finish(height);
}

}  // namespace evigraft::publish
