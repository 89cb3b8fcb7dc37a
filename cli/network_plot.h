// cli/network_plot.h: a network of treatments -> the plot that was asked for.
#pragma once
#include <string>
#include <vector>

#include "cli/csv_table.h"
#include "cli/network_reading.h"
#include "cli/network_table.h"
#include "cli/plot_flags.h"

namespace evigraft::cli {

struct NetworkPlot {
  std::string measure;  ///< "MD"
  double level = 95;
  NetworkView view;
  std::string favours_left, favours_right;
};

/// forest, network, league.
const std::vector<std::string>& network_plot_kinds();

/// The file's bytes. A network in parts has a graph, and no other plot: Error::data as fit_network().
std::string network_plot(const std::string& kind, const CsvTable& csv, const NetworkTable& table,
                         const NetworkPlot& plot);

}  // namespace evigraft::cli
