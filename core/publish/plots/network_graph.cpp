#include "publish/plots/network_graph.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "publish/plots/frame.h"
#include "publish/plots/plot_style.h"
#include "publish/svg.h"
#include "publish/text_width.h"

namespace evigraft::publish {
namespace {

constexpr double kTop = 20, kMargin = 16;
constexpr double kLargestNode = 24;  // radius
constexpr double kWidestLine = 12;   // a line of one study is a twelfth of it at the most
constexpr double kWidestName = 170;
constexpr double kLine = 14;  // from one name to the next above it

struct Circle {
  Point centre;
  double radius = 0;
};

/// A name beside its circle, as seen from the middle of the graph.
struct Name {
  Point at;
  Anchor anchor = Anchor::start;
  std::string text;
  double width = 0;

  double left() const { return anchor == Anchor::start ? at.x : at.x - (anchor == Anchor::end ? width : width / 2); }
  bool lies_on(const Name& other) const {
    return std::abs(at.y - other.at.y) < kLine - 0.01 && left() < other.left() + other.width &&
           other.left() < left() + width;
  }
};

double angle_of(std::size_t i, std::size_t nodes) {
  const double start = nodes == 2 ? std::numbers::pi : -std::numbers::pi / 2;
  return start + 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(nodes);
}

/// Radius of the largest circle: neighbours stay apart.
double largest_node(std::size_t nodes, double radius) {
  return nodes > 2 ? std::min(kLargestNode, 2 * std::numbers::pi * radius / static_cast<double>(nodes) / 2.6)
                   : kLargestNode;
}

/// All at one distance from the middle, whatever the size of their circles; from the sides to the top and to the
/// bottom, a name that would lie on another moves outwards.
std::vector<Name> names_around(const NetworkGraph& graph, double radius) {
  const std::size_t n = graph.nodes.size();
  std::vector<Name> names;
  std::vector<long> from_side;
  for (std::size_t i = 0; i < n; ++i) {
    const double across = std::cos(angle_of(i, n)), down = std::sin(angle_of(i, n));
    const Anchor anchor = across > 0.2 ? Anchor::start : across < -0.2 ? Anchor::end : Anchor::middle;
    // Above a circle the text ends at its foot, below it begins at its head.
    const double y = radius * down + (std::abs(across) > 0.2 ? 4 + 6 * down : down < 0 ? -2 : 12);
    const std::string text = fitted(graph.nodes[i].name, kWidestName, kTextSize, Weight::bold);
    names.push_back({{radius * across, y}, anchor, text, text_width(text, kTextSize, Weight::bold)});
    from_side.push_back(std::lround(std::abs(down) * 1e6));  // left and right are equally far, whatever rounding says
  }
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return from_side[a] < from_side[b]; });
  for (auto next = order.begin(); next != order.end(); ++next) {
    Name& name = names[*next];
    const bool above = name.at.y < 0;
    const auto hit = [&](std::size_t placed) { return name.lies_on(names[placed]); };
    for (auto under = std::find_if(order.begin(), next, hit); under != next;
         under = std::find_if(order.begin(), next, hit))
      name.at.y = names[*under].at.y + (above ? -kLine : kLine);
  }
  return names;
}

class Drawing {
 public:
  explicit Drawing(const NetworkGraph& graph)
      : graph_(graph),
        // The more treatments, the larger the circle, so that neighbours stay apart.
        radius_(std::clamp(24.0 * static_cast<double>(graph.nodes.size()), 130.0, 220.0)),
        room_(largest_node(graph.nodes.size(), radius_)),
        names_(names_around(graph, radius_ + room_ + 8)),
        middle_{std::max(300.0, radius_ + kLargestNode + 8 + widest_name() + kMargin),
                kTop + std::max(kLargestNode + 24 + radius_, kTextSize - highest_name())},
        svg_("plot", "plot network", 2 * middle_.x, graph.title, graph.description) {
    double largest = 0;
    for (const NetworkNode& node : graph.nodes) largest = std::max(largest, node.size);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
      const double share = largest > 0 ? std::max(0.0, graph.nodes[i].size) / largest : 1;
      const double angle = angle_of(i, graph.nodes.size());
      const Point centre{middle_.x + radius_ * std::cos(angle), middle_.y + radius_ * std::sin(angle)};
      places_.push_back({centre, room_ * std::sqrt(share)});
    }
  }

  std::string draw() {
    for (const auto& design : graph_.multi_arm) {
      std::vector<Point> corners;
      corners.reserve(design.size());
      for (const std::size_t treatment : design) corners.push_back(places_.at(treatment).centre);
      svg_.polygon(corners, "multi-arm");
    }
    for (const NetworkEdge& edge : graph_.edges) draw_line(edge);
    for (const NetworkEdge& edge : graph_.edges) draw_count(edge);
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) draw_node(i);
    std::vector<std::string> remarks = {"Area of a circle: " + graph_.size_of +
                                        ". Width of a line and its number: studies that compare the two directly."};
    if (!graph_.multi_arm.empty())
      remarks.push_back("Shaded: treatments compared within studies of three or more arms.");
    if (left_out_)
      remarks.emplace_back("Numbers that would lie on others are left out; in a browser the pointer shows them.");
    remarks.insert(remarks.end(), graph_.remarks.begin(), graph_.remarks.end());
    const double below = std::max(radius_ + kLargestNode + 44, lowest_name() + 24);
    const double y = draw_remarks(svg_, remarks, kMargin, 2 * middle_.x - kMargin, middle_.y + below);
    return svg_.finish_file(y, kPlotStyle);
  }

 private:
  double widest_name() const {
    double widest = 0;
    for (const Name& name : names_) widest = std::max(widest, name.width);
    return widest;
  }
  double highest_name() const {
    double highest = 0;
    for (const Name& name : names_) highest = std::min(highest, name.at.y);
    return highest;
  }
  double lowest_name() const {
    double lowest = 0;
    for (const Name& name : names_) lowest = std::max(lowest, name.at.y);
    return lowest;
  }

  std::string names(const NetworkEdge& edge) const {
    return graph_.nodes.at(edge.from).name + " and " + graph_.nodes.at(edge.to).name + ": " +
           (edge.studies == 1 ? "1 study" : std::to_string(edge.studies) + " studies");
  }

  void draw_line(const NetworkEdge& edge) {
    int most = 1;
    for (const NetworkEdge& other : graph_.edges) most = std::max(most, other.studies);
    const double unit = std::min(kWidestLine / most, kWidestLine / 6);
    svg_.begin_group(names(edge));
    svg_.thick_line(places_.at(edge.from).centre, places_.at(edge.to).centre, unit * edge.studies, "edge");
    svg_.end_group();
  }

  // The number stands on its line, as near the middle as no other number and no circle lies; or nowhere.
  void draw_count(const NetworkEdge& edge) {
    const std::string words = std::to_string(edge.studies);
    const double half = text_width(words, kSmallSize) / 2 + 3;
    const Circle &from = places_.at(edge.from), &to = places_.at(edge.to);
    const auto on_line = [&](double share) {
      return Point{from.centre.x + (to.centre.x - from.centre.x) * share,
                   from.centre.y + (to.centre.y - from.centre.y) * share};
    };
    for (const double share : {0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8}) {
      const Point place = on_line(share);
      const auto close = [&](const Circle& other) {
        return std::hypot(other.centre.x - place.x, other.centre.y - place.y) < other.radius + half + 5;
      };
      if (std::any_of(counts_.begin(), counts_.end(), close) || std::any_of(places_.begin(), places_.end(), close))
        continue;
      counts_.push_back({place, half});
      svg_.rect({place.x - half, place.y - 8}, 2 * half, 16, "plate");
      svg_.text({place.x, place.y + 4}, Anchor::middle, "small", words);
      return;
    }
    left_out_ = true;
  }

  void draw_node(std::size_t i) {
    const NetworkNode& node = graph_.nodes[i];
    svg_.begin_group(node.name + ": " + node.in_words);
    svg_.circle(places_[i].centre, places_[i].radius, "node");
    const Name& name = names_[i];
    svg_.text({middle_.x + name.at.x, middle_.y + name.at.y}, name.anchor, "strong", name.text);
    svg_.end_group();
  }

  const NetworkGraph& graph_;
  double radius_, room_;
  std::vector<Name> names_;
  Point middle_;
  Svg svg_;
  std::vector<Circle> places_, counts_;
  bool left_out_ = false;
};

}  // namespace

std::string network_graph_svg(const NetworkGraph& graph) { return Drawing(graph).draw(); }

}  // namespace evigraft::publish
