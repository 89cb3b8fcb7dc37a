#include "publish/plots/network_graph.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "publish/plots/frame.h"
#include "publish/plots/plot_style.h"
#include "publish/svg.h"
#include "publish/text_width.h"

namespace evigraft::publish {
namespace {

constexpr double kWidth = 620, kMiddle = 310, kTop = 20;
constexpr double kLargestNode = 24;  // radius
constexpr double kWidestLine = 12;   // a line of one study is a twelfth of it at the most
constexpr double kWidestName = 128;

struct Circle {
  Point centre;
  double radius = 0;
};

class Drawing {
 public:
  explicit Drawing(const NetworkGraph& graph)
      : graph_(graph), svg_("plot", "plot network", kWidth, graph.title, graph.description) {
    const double n = static_cast<double>(graph.nodes.size());
    // Neighbours on the circle stay a node's width and a half apart.
    radius_ = std::max(120.0, std::min(160.0, n * 3 * kLargestNode / (2 * std::numbers::pi)));
    middle_y_ = kTop + kLargestNode + 24 + radius_;
    double largest = 0;
    for (const NetworkNode& node : graph.nodes) largest = std::max(largest, node.size);
    const double room = n > 2 ? std::min(kLargestNode, 2 * std::numbers::pi * radius_ / n / 2.6) : kLargestNode;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
      const double share = largest > 0 ? std::max(0.0, graph.nodes[i].size) / largest : 1;
      places_.push_back({at(i, radius_), room * std::sqrt(share)});
    }
  }

  std::string draw() {
    for (const auto& design : graph_.multi_arm) {
      std::vector<Point> corners;
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
    remarks.insert(remarks.end(), graph_.remarks.begin(), graph_.remarks.end());
    const double y = draw_remarks(svg_, remarks, 16, kWidth - 16, middle_y_ + radius_ + kLargestNode + 44);
    return svg_.finish_file(y, kPlotStyle);
  }

 private:
  double angle(std::size_t i) const {
    const double start = graph_.nodes.size() == 2 ? std::numbers::pi : -std::numbers::pi / 2;
    return start + 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(graph_.nodes.size());
  }
  Point at(std::size_t i, double radius) const {
    return {kMiddle + radius * std::cos(angle(i)), middle_y_ + radius * std::sin(angle(i))};
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

  // The number stands on its line, as near the middle as no other number and no circle lies.
  void draw_count(const NetworkEdge& edge) {
    const std::string words = std::to_string(edge.studies);
    const double half = text_width(words, kSmallSize) / 2 + 3;
    const Circle &from = places_.at(edge.from), &to = places_.at(edge.to);
    const auto on_line = [&](double share) {
      return Point{from.centre.x + (to.centre.x - from.centre.x) * share,
                   from.centre.y + (to.centre.y - from.centre.y) * share};
    };
    Point place = on_line(0.5);
    for (const double share : {0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75}) {
      const Point candidate = on_line(share);
      const auto close = [&](const Circle& other) {
        return std::hypot(other.centre.x - candidate.x, other.centre.y - candidate.y) < other.radius + half + 5;
      };
      if (std::any_of(counts_.begin(), counts_.end(), close) || std::any_of(places_.begin(), places_.end(), close))
        continue;
      place = candidate;
      break;
    }
    counts_.push_back({place, half});
    svg_.rect({place.x - half, place.y - 8}, 2 * half, 16, "plate");
    svg_.text({place.x, place.y + 4}, Anchor::middle, "small", words);
  }

  void draw_node(std::size_t i) {
    const NetworkNode& node = graph_.nodes[i];
    svg_.begin_group(node.name + ": " + node.in_words);
    svg_.circle(places_[i].centre, places_[i].radius, "node");
    const Point beside = at(i, radius_ + places_[i].radius + 8);
    const double across = std::cos(angle(i)), up = std::sin(angle(i));
    const Anchor anchor = across > 0.2 ? Anchor::start : across < -0.2 ? Anchor::end : Anchor::middle;
    // Above a circle the text ends at its foot, below it begins at its head.
    const double y = beside.y + (std::abs(across) > 0.2 ? 4 + 6 * up : up < 0 ? -2 : 12);
    svg_.text({beside.x, y}, anchor, "strong", fitted(node.name, kWidestName, kTextSize, Weight::bold));
    svg_.end_group();
  }

  const NetworkGraph& graph_;
  Svg svg_;
  double radius_ = 0, middle_y_ = 0;
  std::vector<Circle> places_, counts_;
};

}  // namespace

std::string network_graph_svg(const NetworkGraph& graph) { return Drawing(graph).draw(); }

}  // namespace evigraft::publish
