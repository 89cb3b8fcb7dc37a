// cli/plot_flags.h: the options by which `meta` and `nma` draw.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/command.h"

namespace evigraft::cli {

struct PlotFlags {
  std::string kind;     ///< empty: no plot
  std::string file;     ///< ends in .svg
  std::string favours;  ///< "LEFT:RIGHT", under the axis of a forest plot
  std::string groups;   ///< "FIRST:SECOND", over the columns of a forest plot; `meta` only
};

/// --plot, --out and --favours, with the kinds a command offers in their help.
void add_plot_options(CLI::App& command, PlotFlags& flags, const std::string& kinds);

/// Whether a plot is asked for. Error::usage on a kind that is not among `kinds`, a kind without a file or a file
/// without a kind, a file that is not .svg, an option of the plot without one.
bool plot_wanted(const PlotFlags& flags, const std::vector<std::string>& kinds);

/// The two sides of "LEFT:RIGHT"; both empty for "". Error::usage names `option`.
std::pair<std::string, std::string> two_sides(const std::string& text, const char* option);

}  // namespace evigraft::cli
