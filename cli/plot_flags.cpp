#include "cli/plot_flags.h"

#include <evigraft/error.h>

#include <algorithm>

namespace evigraft::cli {

void add_plot_options(CLI::App& command, PlotFlags& flags, const std::string& kinds) {
  command.add_option("--plot", flags.kind, "Also draw, as SVG: " + kinds)->type_name("KIND");
  command.add_option("-o,--out", flags.file, "File of the plot, ending in .svg")->type_name("FILE");
  command.add_option("--favours", flags.favours, "Words left and right under the axis of a forest plot")
      ->type_name("LEFT:RIGHT");
}

bool plot_wanted(const PlotFlags& flags, const std::vector<std::string>& kinds) {
  const auto refuse = [](const std::string& sentence) { throw Error(Error::Kind::usage, sentence); };
  if (flags.kind.empty()) {
    if (!flags.file.empty()) refuse("-o names the file of a plot: say which with --plot KIND.");
    if (!flags.favours.empty() || !flags.groups.empty())
      refuse("--favours and --groups are words of a plot: add --plot forest -o FILE.svg.");
    return false;
  }
  if (std::find(kinds.begin(), kinds.end(), flags.kind) == kinds.end()) {
    std::string list;
    for (const std::string& kind : kinds) list += (list.empty() ? "" : ", ") + kind;
    refuse("There is no plot '" + flags.kind + "'; there are " + list + ".");
  }
  if (flags.file.empty()) refuse("--plot " + flags.kind + " needs a file to write to: -o FILE.svg.");
  if (!flags.file.ends_with(".svg"))
    refuse("Plots are written as SVG: give -o a name that ends in .svg instead of '" + flags.file + "'.");
  return true;
}

std::pair<std::string, std::string> two_sides(const std::string& text, const char* option) {
  if (text.empty()) return {};
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos)
    throw Error(Error::Kind::usage,
                std::string(option) + " takes two texts with a colon between them, not '" + text + "'.");
  return {text.substr(0, colon), text.substr(colon + 1)};
}

}  // namespace evigraft::cli
