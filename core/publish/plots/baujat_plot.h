// core/publish/plots/baujat_plot.h: which studies make the heterogeneity, and which move the result: Baujat et al.
// (2002), Stat Med 21:2641-2652.
#pragma once
#include <string>
#include <vector>

namespace evigraft::publish {

struct BaujatMark {
  std::string label;
  double heterogeneity = 0, influence = 0;
};

struct BaujatPlot {
  std::string title, description;
  std::vector<BaujatMark> studies;
  std::vector<std::string> remarks;
};

/// Names stand beside the points that lie farthest out, as far as there is room.
std::string baujat_svg(const BaujatPlot& plot);

}  // namespace evigraft::publish
