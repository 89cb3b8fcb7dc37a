#include "publish/plots/frame.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "publish/plots/plot_style.h"
#include "publish/text_width.h"

namespace evigraft::publish {
namespace {

constexpr double kNameSize = 11;  // class "point-label"

struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;
};

bool meet(const Box& a, const Box& b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

Box around(const NamedPoint& point) {
  return {point.at.x - point.radius, point.at.y - point.radius, point.at.x + point.radius, point.at.y + point.radius};
}

// Small boxes along a line, near enough to each other that no name slips through.
void add_line(std::vector<Box>& boxes, const std::vector<Point>& line) {
  constexpr double every = 4;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const Point &from = line[i - 1], &to = line[i];
    const int steps = std::max(1, static_cast<int>(std::ceil(std::hypot(to.x - from.x, to.y - from.y) / every)));
    for (int s = 0; s <= steps; ++s) {
      const double x = from.x + (to.x - from.x) * s / steps, y = from.y + (to.y - from.y) * s / steps;
      boxes.push_back({x - 1, y - 1, x + 1, y + 1});
    }
  }
}

struct Place {
  Point at;  // of the text
  Anchor anchor;
  Box box;
};

// To the right, to the left, above, below.
std::array<Place, 4> places(const NamedPoint& point, double width) {
  const double gap = point.radius + 4, x = point.at.x, y = point.at.y;
  const auto box = [width](double left, double baseline) {
    return Box{left, baseline - kNameSize + 2, left + width, baseline + 3};
  };
  return {Place{{x + gap, y + 4}, Anchor::start, box(x + gap, y + 4)},
          Place{{x - gap, y + 4}, Anchor::end, box(x - gap - width, y + 4)},
          Place{{x, y - gap - 1}, Anchor::middle, box(x - width / 2, y - gap - 1)},
          Place{{x, y + gap + 8}, Anchor::middle, box(x - width / 2, y + gap + 8)}};
}

}  // namespace

double Frame::top() const { return std::min(y.left, y.right); }
double Frame::bottom() const { return std::max(y.left, y.right); }

void draw_frame(Svg& svg, const Frame& frame, const std::string& x_name, const std::string& y_name) {
  svg.rect({frame.x.left, frame.top()}, frame.x.right - frame.x.left, frame.bottom() - frame.top(), "frame");
  draw_axes(svg, frame, x_name, y_name);
}

void draw_axes(Svg& svg, const Frame& frame, const std::string& x_name, const std::string& y_name) {
  const Axis &x = frame.x, &y = frame.y;
  for (std::size_t i = 0; i < x.ticks.size(); ++i) {
    const double at = x.at(x.ticks[i]);
    svg.line({at, frame.bottom()}, {at, frame.bottom() + 5}, "axis");
    svg.text({at, frame.bottom() + 19}, Anchor::middle, "tick", x.labels.at(i));
  }
  double widest = 0;
  for (std::size_t i = 0; i < y.ticks.size(); ++i) {
    const double at = y.at(y.ticks[i]);
    svg.line({x.left - 5, at}, {x.left, at}, "axis");
    svg.text({x.left - 8, at + 4}, Anchor::end, "tick", y.labels.at(i));
    widest = std::max(widest, text_width(y.labels[i], kSmallSize));
  }
  svg.text({(x.left + x.right) / 2, frame.bottom() + 38}, Anchor::middle, "",
           fitted(x_name, x.right - x.left + 24, kTextSize));
  svg.upright_text({std::max(14.0, x.left - 16 - widest), (frame.top() + frame.bottom()) / 2}, "",
                   fitted(y_name, frame.bottom() - frame.top(), kTextSize));
}

const char* const kNotAllNamed = "Points without a name had no room for it; in a browser the pointer shows it.";

bool draw_names(Svg& svg, const Frame& frame, const std::vector<NamedPoint>& points,
                const std::vector<std::vector<Point>>& lines, double most_width) {
  std::vector<Box> taken;
  taken.reserve(points.size());
  for (const NamedPoint& point : points) taken.push_back(around(point));
  for (const std::vector<Point>& line : lines) add_line(taken, line);
  bool all = true;
  for (const NamedPoint& point : points) {
    const std::string name = fitted(point.name, most_width, kNameSize);
    bool written = false;
    for (const Place& place : places(point, text_width(name, kNameSize))) {
      const Box& box = place.box;
      if (box.left < frame.x.left + 2 || box.right > frame.x.right - 2 || box.top < frame.top() + 2 ||
          box.bottom > frame.bottom() - 2)
        continue;
      if (std::any_of(taken.begin(), taken.end(), [&](const Box& other) { return meet(box, other); })) continue;
      svg.text(place.at, place.anchor, "point-label", name);
      taken.push_back(box);
      written = true;
      break;
    }
    all = all && written;
  }
  return all;
}

double draw_key(Svg& svg, const std::vector<KeyEntry>& entries, double left, double right, double y) {
  constexpr double mark = 30, between = 18, line = 20;
  double x = left;
  for (const KeyEntry& entry : entries) {
    const double width = mark + text_width(entry.words, kSmallSize);
    if (x > left && x + width > right) x = left, y += line;
    entry.draw(svg, {x + mark / 2 - 4, y - 4});
    svg.text({x + mark, y}, Anchor::start, "small", fitted(entry.words, right - left - mark, kSmallSize));
    x += width + between;
  }
  return entries.empty() ? y : y + line;
}

double draw_remarks(Svg& svg, const std::vector<std::string>& remarks, double left, double right, double y) {
  for (const std::string& remark : remarks)
    for (const std::string& line : wrapped(remark, right - left, kSmallSize)) {
      svg.text({left, y}, Anchor::start, "small", line);
      y += 17;
    }
  return y;
}

}  // namespace evigraft::publish
