// core/publish/plots/network_graph.h: which treatments were compared, and how often.
#pragma once
#include <string>
#include <vector>

namespace evigraft::publish {

struct NetworkNode {
  std::string name;
  double size = 0;       ///< area of the circle: participants, or studies
  std::string in_words;  ///< "120 participants, 4 studies"
};

struct NetworkEdge {
  std::size_t from = 0, to = 0;  ///< places in `nodes`
  int studies = 0;               ///< width of the line
};

struct NetworkGraph {
  std::string title, description;
  std::vector<NetworkNode> nodes;
  std::vector<NetworkEdge> edges;
  std::vector<std::vector<std::size_t>> multi_arm;  ///< treatments of each design of three or more arms, shaded
  std::string size_of;                              ///< "participants"
  std::vector<std::string> remarks;
};

/// Nodes on a circle in the order given.
std::string network_graph_svg(const NetworkGraph& graph);

}  // namespace evigraft::publish
