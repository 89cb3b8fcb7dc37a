// evigraft doctor: is the file sound, are the plugins usable, where do settings come from? Says what to do.
#include <evigraft/error.h>

#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/open.h"
#include "store/check.h"

namespace evigraft::cli {
namespace {

std::vector<Finding> check_plugins(const Context& context) {
  std::vector<Finding> findings;
  const FoundPlugins found = find_plugins(plugin_folders(context));
  for (const auto& runner : found.sources)
    findings.push_back(
        {"plugin", true,
         runner->info().id + " " + runner->info().version + ", in this process, " + runner->info().path});
  for (const RefusedPlugin& refused : found.refused) findings.push_back({"plugin", false, refused.reason});
  if (found.sources.empty())
    findings.push_back(
        {"plugin", false, "no source plugin can be used; reinstall, or name a folder with plugin_folders"});
  return findings;
}

std::vector<Finding> check_settings(const Context& context) {
  std::vector<Finding> findings;
  for (const auto& [key, origin] : context.settings.origin)
    findings.push_back({"setting", true, key + " from " + origin});
  for (const auto& runner : find_plugins(plugin_folders(context)).sources)
    if (const std::string& key = runner->info().key_name; !key.empty())
      findings.push_back(
          {"credential", true, key + (secret(context.settings, context.environment, key) ? " is set" : " is not set")});
  return findings;
}

int run(Context& context) {
  std::vector<Finding> findings;
  const std::string file = context.settings.database.string();
  const bool there = Store::exists(context.settings.database);
  if (there)
    findings = check_file(context.settings.database);
  else
    findings.push_back(
        {"file", true, "there is no database at " + file + " yet; 'evigraft init' or 'refresh' makes one"});
  for (const auto& more : {check_plugins(context), check_settings(context)})
    findings.insert(findings.end(), more.begin(), more.end());

  bool file_sound = true, plugins_sound = true;
  for (const Finding& finding : findings)
    if (!finding.sound) (finding.check == "plugin" ? plugins_sound : file_sound) = false;
  Output& out = context.out();
  if (out.json()) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const Finding& finding : findings)
      rows.push_back({{"check", finding.check}, {"sound", finding.sound}, {"detail", finding.detail}});
    out.document({{"schema_version", 1}, {"database", file}, {"sound", file_sound && plugins_sound}, {"checks", rows}});
  } else {
    for (const Finding& finding : findings)
      out.line((finding.sound ? "ok       " : "PROBLEM  ") + finding.check + ": " + finding.detail);
  }
  if (!file_sound) return 7;
  return plugins_sound ? 0 : 8;
}
}  // namespace

void add_doctor(CLI::App& app, Run& chosen) {
  add_command(app, chosen, "doctor", "Check file, schema, text index, plugins and settings; say what to do",
              "  evigraft doctor\n  evigraft --db old.sqlite doctor --json", run);
}

}  // namespace evigraft::cli
