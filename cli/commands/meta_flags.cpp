#include "cli/commands/meta_flags.h"

#include <evigraft/error.h>

#include <algorithm>

namespace evigraft::cli {
namespace {

/// "a,b - 1" as R's formula would have it: columns, and without an intercept after "- 1".
std::vector<std::string> moderator_names(std::vector<std::string> given, bool& intercept) {
  for (std::string& name : given) {
    const std::size_t minus = name.rfind('-');
    if (minus == std::string::npos || (minus > 0 && name[minus - 1] != ' ')) continue;
    std::string rest = name.substr(minus + 1);
    std::erase(rest, ' ');
    if (rest != "1") continue;
    const std::size_t end = minus == 0 ? std::string::npos : name.find_last_not_of(' ', minus - 1);
    name = end == std::string::npos ? "" : name.substr(0, end + 1);
    intercept = false;
  }
  std::erase(given, "");
  return given;
}

/// The names after --diagnostics, "all" spelled out.
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

}  // namespace

MetaOptions options_of(const MetaFlags& flags) {
  MetaOptions options;
  options.measure = flags.measure.value_or("MD");
  options.fit.method = parse_method(flags.method);
  options.fit.test = parse_test(flags.test);
  options.fit.level = flags.level;
  options.moderators = moderator_names(flags.mods, options.intercept);
  options.factors = flags.factors;
  if (!options.intercept && options.moderators.empty() && options.factors.empty())
    throw Error(Error::Kind::usage, "Without a moderator the intercept is the summary: name a column before \"- 1\".");
  options.subgroup = flags.subgroup;
  options.order = flags.order;
  options.diagnostics = diagnostics_of(flags.diagnostics);
  return options;
}

Audits audits_of(const MetaFlags& flags) {
  Audits audits = audits_of(flags.audits);
  if (flags.plot.kind == "spread-audit") audits.spread = true;
  return audits;
}

}  // namespace evigraft::cli
