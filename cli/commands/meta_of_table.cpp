// evigraft meta --csv FILE.
#include <evigraft/error.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/commands/meta_flags.h"
#include "cli/meta_json.h"
#include "cli/meta_plot.h"
#include "cli/meta_text.h"

namespace evigraft::cli {
namespace {

/// "a,b - 1" as R's formula would have it: columns, and without an intercept after "- 1".
std::vector<std::string> moderator_names(std::vector<std::string> given, bool& intercept) {
  for (std::string& name : given) {
    const std::size_t last = name.find_last_not_of(" 1");
    if (last == std::string::npos || name[last] != '-' || name.find('1', last) == std::string::npos) continue;
    const std::size_t end = last == 0 ? std::string::npos : name.find_last_not_of(' ', last - 1);
    name = end == std::string::npos ? "" : name.substr(0, end + 1);
    intercept = false;
  }
  std::erase(given, "");
  return given;
}

}  // namespace

std::vector<std::string> diagnostics_of(const std::vector<std::string>& asked) {
  const std::vector<std::string>& known = diagnostic_names();
  for (const std::string& name : asked) {
    if (name == "all") return known;
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string sentence = "There are no diagnostics called '";
    sentence += name;
    sentence += "'; there are all";
    for (const std::string& each : known) sentence += ", " + each;
    throw Error(Error::Kind::usage, sentence + ".");
  }
  return asked;
}

int meta_of_table(Context& context, const MetaFlags& flags, const FitOptions& options) {
  MetaOptions asked{flags.measure,
                    options,
                    {flags.add, parse_zero_cells(flags.to.empty() ? "only0" : flags.to), flags.drop00},
                    {},
                    flags.factors,
                    true,
                    flags.subgroup,
                    flags.order,
                    diagnostics_of(flags.diagnostics)};
  asked.moderators = moderator_names(flags.mods, asked.intercept);
  const bool draws = plot_wanted(flags.plot, meta_plot_kinds());
  const CsvTable table = read_csv(flags.csv);
  const MetaResult result = meta_from_table(table, asked);
  Output& out = context.out();
  if (draws) write_meta_plot(out, flags.plot, result, plot_studies(table, result, asked.moderators, flags.plot));
  if (out.json()) {
    out.document(meta_json(result));
  } else {
    for (const std::string& warning : result.warnings) out.warn(warning);
    if (result.regression)
      print_regression(out, result, flags.csv);
    else
      out.line(meta_sentence(result, flags.csv));
    if (!asked.diagnostics.empty() || !asked.subgroup.empty())
      out.note("Diagnostics and subgroups are in the JSON: add --json.");
  }
  return result.fit || result.regression || result.used.empty() ? 0 : 1;
}

}  // namespace evigraft::cli
