// One table-like drawing from top to bottom: the result as asked, a block a study, a block for all, the axis.
#include "publish/spread_audit_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "publish/marks.h"
#include "publish/number.h"
#include "publish/text.h"

namespace evigraft::publish {
namespace {

// Places in drawing units; one unit is one CSS pixel when the plot has its natural width.
constexpr double kWidth = 920, kReading = 16, kStudies = 200, kLeft = 230, kRight = 590, kEstimate = 790, kRow = 22;
constexpr double kRemark = 802;
constexpr std::size_t kLabel = 34;        // characters
constexpr double kBeyondDrawing = 1e100;  // no axis is laid over such a number

/// Steps of 1, 2 or 5 times a power of ten.
double round_step(double width) {
  const double power = std::pow(10, std::floor(std::log10(width / 4)));
  for (const double step : {1.0, 2.0, 5.0})
    if (width / (step * power) <= 6) return step * power;
  return 10 * power;
}

class Drawing {
 public:
  Drawing(const SpreadPlot& plot, const SpreadAudit& audit)
      : plot_(plot), audit_(audit), axis_(axis()), svg_(plot.id, "forest wide", kWidth, plot.title, description()) {}

  std::string draw() {
    heads();
    y_ = 46 + kRow / 2 + 5;
    axis_y_ = y_ + kRow * static_cast<double>(lines()) - 8;
    vertical(plot_.null, "null");
    if (audit_.asked.fit) vertical(audit_.asked.fit->estimate, "dashed");
    svg_.text({0, y_}, Anchor::start, "study strong", "As asked");
    result(audit_.asked);
    for (std::size_t i = 0; i < audit_.lines.size(); ++i) {
      if (i % 3 == 0) block(audit_.lines[i]);
      svg_.text({kReading, y_}, Anchor::start, "cell", words(audit_.lines[i].taken));
      result(audit_.lines[i]);
    }
    scale();
    return svg_.finish(y_ + 12);
  }

 private:
  static std::string words(SpreadTaken taken) {
    return taken == SpreadTaken::left_out ? "left out" : taken == SpreadTaken::as_sd ? "± read as SD" : "± read as SE";
  }

  std::string label(const SpreadLine& line) const {
    if (!line.study) return "All undeclared spreads";
    return *line.study < plot_.labels.size() ? plot_.labels[*line.study] : "Study " + std::to_string(*line.study + 1);
  }

  std::string description() const {
    const std::size_t studies = audit_.lines.size() / 3 - 1;
    return std::to_string(studies) + (studies == 1 ? " study prints" : " studies print") +
           " ± without saying SD or SE. " +
           (audit_.conclusions_differ ? "The conclusion depends on how it is read."
                                      : "The conclusion is the same however it is read.");
  }

  static std::optional<Interval> ci_of(const SpreadLine& line) {
    if (!line.fit) return std::nullopt;
    const auto& ci = line.fit->adhoc ? line.fit->adhoc->ci : line.fit->inference.ci;
    const auto drawable = [](double limit) {
      return std::abs(limit) > kBeyondDrawing ? std::copysign(std::numeric_limits<double>::infinity(), limit) : limit;
    };
    return Interval{drawable(ci.lower), drawable(ci.upper)};
  }

  std::size_t lines() const { return 1 + audit_.lines.size() + audit_.lines.size() / 3; }

  /// Over the intervals; one more than three times as wide as the median one is cut instead of hiding the others.
  Axis axis() const {
    std::vector<double> widths, ends;
    const auto each = [this](const auto& take) {
      take(audit_.asked);
      for (const SpreadLine& line : audit_.lines) take(line);
    };
    each([&](const SpreadLine& line) {
      if (const auto ci = ci_of(line); ci && std::isfinite(ci->hi - ci->lo)) widths.push_back(ci->hi - ci->lo);
    });
    std::sort(widths.begin(), widths.end());
    const double reach = widths.empty() ? 1 : 1.5 * widths[widths.size() / 2];
    each([&](const SpreadLine& line) {
      const auto ci = ci_of(line);
      if (!ci || !(std::abs(line.fit->estimate) < kBeyondDrawing)) return;
      const double middle = line.fit->estimate;
      ends.push_back(std::isfinite(ci->lo) ? std::max(ci->lo, middle - reach) : middle);
      ends.push_back(std::isfinite(ci->hi) ? std::min(ci->hi, middle + reach) : middle);
    });
    if (plot_.null) ends.push_back(*plot_.null);
    if (ends.empty()) ends = {0};
    auto [lo, hi] = std::minmax_element(ends.begin(), ends.end());
    Axis axis{{*lo, *hi}, kLeft, kRight, {}};
    if (!(axis.domain.hi > axis.domain.lo)) axis.domain = {axis.domain.lo - 1, axis.domain.hi + 1};
    if (plot_.ratio) {
      for (int power = -6; power <= 6; ++power)
        for (const double step : {1.0, 2.0, 5.0}) {
          const double tick = std::log(step) + power * std::log(10.0);
          if (axis.holds(tick)) axis.ticks.push_back(tick);
        }
      return axis;
    }
    const double step = round_step(axis.domain.hi - axis.domain.lo);
    axis.domain = {std::floor(axis.domain.lo / step) * step, std::ceil(axis.domain.hi / step) * step};
    const auto steps = std::lround((axis.domain.hi - axis.domain.lo) / step);
    for (long i = 0; i <= steps; ++i) axis.ticks.push_back(axis.domain.lo + static_cast<double>(i) * step);
    return axis;
  }

  void heads() {
    svg_.text({0, 36}, Anchor::start, "head", "Undeclared ± of");
    svg_.text({kStudies, 36}, Anchor::end, "head", "k");
    svg_.text({(kLeft + kRight) / 2, 36}, Anchor::middle, "head", "Pooled " + plot_.measure);
    const double level = audit_.asked.fit ? audit_.asked.fit->level : 0;
    svg_.text({kEstimate, 36}, Anchor::end, "head",
              level > 0 ? "Estimate [" + shortest(level) + "% CI]" : "Estimate [CI]");
    svg_.line({0, 46}, {kWidth, 46}, "rule");
  }

  void vertical(std::optional<double> value, std::string_view css_class) {
    if (value && axis_.holds(*value)) svg_.line({axis_.at(*value), 46}, {axis_.at(*value), axis_y_}, css_class);
  }

  void block(const SpreadLine& line) {
    svg_.text({0, y_}, Anchor::start, "study strong", shortened(label(line), kLabel));
    y_ += kRow;
  }

  std::string number(double value) const {
    const double shown = plot_.ratio ? std::exp(value) : value;
    const double width = axis_.domain.hi - axis_.domain.lo;
    return fixed(shown, plot_.ratio || width < 10 ? 2 : 1);
  }

  void result(const SpreadLine& line) {
    svg_.text({kStudies, y_}, Anchor::end, "cell", std::to_string(line.k));
    if (const auto ci = ci_of(line)) {
      // Without a value of no effect there is nothing to exclude.
      const bool filled = !line.conclusion || line.conclusion->excludes_null;
      draw_diamond(svg_, axis_, y_ - 4, 6, line.fit->estimate, *ci, filled);
      svg_.text({kEstimate, y_}, Anchor::end, "cell",
                number(line.fit->estimate) + " [" + number(ci->lo) + ", " + number(ci->hi) + "]");
    } else {
      svg_.text({kEstimate, y_}, Anchor::end, "cell", "none");
    }
    if (line.changes.value_or(false)) svg_.text({kRemark, y_}, Anchor::start, "cell strong", "changes");
    y_ += kRow;
  }

  void scale() {
    svg_.line({axis_.left, axis_y_}, {axis_.right, axis_y_}, "axis");
    const double step = axis_.ticks.size() > 1 ? axis_.ticks[1] - axis_.ticks[0] : 1;
    const int decimals = step >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(step) - 1e-9));
    for (const double tick : axis_.ticks) {
      svg_.line({axis_.at(tick), axis_y_}, {axis_.at(tick), axis_y_ + 5}, "axis");
      const double ratio = std::round(std::exp(tick) * 1e6) / 1e6;
      svg_.text({axis_.at(tick), axis_y_ + 19}, Anchor::middle, "tick",
                plot_.ratio ? shortest(ratio) : fixed(tick, decimals));
    }
    y_ = axis_y_ + 42;
    svg_.text({0, y_}, Anchor::start, "fine",
              plot_.null
                  ? "Filled: the interval excludes no effect. Hollow: it does not. Dashed: the estimate as asked."
                  : "Dashed: the estimate as asked.");
  }

  const SpreadPlot& plot_;
  const SpreadAudit& audit_;
  Axis axis_;
  Svg svg_;
  double y_ = 0;       // baseline of the line being written
  double axis_y_ = 0;  // where the axis lies
};

}  // namespace

std::string spread_audit_plot(const SpreadPlot& plot, const SpreadAudit& audit) {
  return audit.lines.empty() ? std::string() : Drawing(plot, audit).draw();
}

}  // namespace evigraft::publish
