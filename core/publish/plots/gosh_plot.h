// core/publish/plots/gosh_plot.h: the pooled estimates of many subsets of the studies against their heterogeneity, with
// the distribution of each at the margins: Olkin, Dahabreh & Trikalinos (2012), Res Synth Methods 3:214-223.
#pragma once
#include <string>
#include <vector>

#include "publish/plots/effect_scale.h"

namespace evigraft::publish {

struct GoshPlot {
  std::string title, description;
  EffectScale scale;
  std::vector<double> estimates,
      I2;             ///< one a subset; I2 in percent; pairs with a value that is not finite are left out
  double pooled = 0;  ///< of all studies, a line
  std::vector<std::string> remarks;
};

/// Up to a few thousand subsets as points; more as cells, the darker the more subsets lie in them.
std::string gosh_svg(const GoshPlot& plot);

}  // namespace evigraft::publish
