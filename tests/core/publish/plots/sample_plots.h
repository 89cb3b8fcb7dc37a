// One plot of every kind, small and made up, for golden files and claims about all of them.
#pragma once
#include <string>
#include <vector>

#include "publish/plots/baujat_plot.h"
#include "publish/plots/bubble.h"
#include "publish/plots/forest_table.h"
#include "publish/plots/funnel.h"
#include "publish/plots/gosh_plot.h"
#include "publish/plots/league_table.h"
#include "publish/plots/network_graph.h"
#include "publish/plots/radial.h"

namespace evigraft::publish {

EffectScale ratio_scale();       ///< risk ratio
EffectScale difference_scale();  ///< mean difference

ForestTable sample_forest();  ///< ratios, two subgroups, an interval that is cut
Funnel sample_funnel();
BaujatPlot sample_baujat();
Radial sample_radial();
BubblePlot sample_bubble();
GoshPlot sample_gosh();
NetworkGraph sample_network();
NetworkGraph network_of(std::size_t treatments, const std::string& name);  ///< circles of unequal size
LeagueTable sample_league();

struct NamedPlot {
  std::string name, svg;
};
/// All of the above.
std::vector<NamedPlot> sample_plots();

/// The same with every text replaced by `text`, and the forest with `studies` lines.
std::vector<NamedPlot> plots_with_text(const std::string& text, std::size_t studies);

}  // namespace evigraft::publish
