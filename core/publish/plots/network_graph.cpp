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

constexpr double kTop = 20, kMargin = 16;
constexpr double kLargestNode = 24;  // radius
constexpr double kWidestLine = 12;   // a line of one study is a twelfth of it at the most
constexpr double kWidestName = 170;

struct Circle {
  Point centre;
  double radius = 0;
};

class Drawing {
 public:
  explicit Drawing(const NetworkGraph& graph)
      : graph_(graph),
        // The more treatments, the larger the circle, so that neighbours stay apart.
        radius_(std::clamp(24.0 * static_cast<double>(graph.nodes.size()), 130.0, 220.0)),
        middle_{std::max(300.0, radius_ + kLargestNode + 8 + widest_name(graph) + kMargin),
                kTop + kLargestNode + 24 + radius_},
        svg_("plot", "plot network", 2 * middle_.x, graph.title, graph.description) {
    const double n = static_cast<double>(graph.nodes.size());
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
    const double y =
        draw_remarks(svg_, remarks, kMargin, 2 * middle_.x - kMargin, middle_.y + radius_ + kLargestNode + 44);
    return svg_.finish_file(y, kPlotStyle);
  }

 private:
  static double widest_name(const NetworkGraph& graph) {
    double widest = 0;
    for (const NetworkNode& node : graph.nodes)
      widest = std::max(widest, text_width(node.name, kTextSize, Weight::bold));
    return std::min(widest, kWidestName);
  }

  double angle(std::size_t i) const {
    const double start = graph_.nodes.size() == 2 ? std::numbers::pi : -std::numbers::pi / 2;
    return start + 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(graph_.nodes.size());
  }
  Point at(std::size_t i, double radius) const {
    return {middle_.x + radius * std::cos(angle(i)), middle_.y + radius * std::sin(angle(i))};
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
    const Point beside = at(i, radius_ + places_[i].radius + 8);
    const double across = std::cos(angle(i)), up = std::sin(angle(i));
    const Anchor anchor = across > 0.2 ? Anchor::start : across < -0.2 ? Anchor::end : Anchor::middle;
    // Above a circle the text ends at its foot, below it begins at its head.
    const double y = beside.y + (std::abs(across) > 0.2 ? 4 + 6 * up : up < 0 ? -2 : 12);
    svg_.text({beside.x, y}, anchor, "strong", fitted(node.name, kWidestName, kTextSize, Weight::bold));
    svg_.end_group();
  }

  const NetworkGraph& graph_;
  double radius_;
  Point middle_;
  Svg svg_;
  std::vector<Circle> places_, counts_;
  bool left_out_ = false;
};

}  // namespace

std::string network_graph_svg(const NetworkGraph& graph) { return Drawing(graph).draw(); }

}  // namespace evigraft::publish
