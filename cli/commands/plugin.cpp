// evigraft plugin list|info: the sources that are installed.
#include <evigraft/error.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/open.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

Json to_json(const SourceInfo& info) {
  const auto or_null = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
  return {{"id", info.id},
          {"title", info.title},
          {"version", info.version},
          {"searches", info.searches()},
          {"base_url", or_null(info.base_url)},
          {"requests_per_second", info.searches() ? Json(info.requests_per_second) : Json(nullptr)},
          {"requests_per_second_with_key",
           info.requests_per_second_with_key > 0 ? Json(info.requests_per_second_with_key) : Json(nullptr)},
          {"credential", or_null(info.key_name)},
          {"file_format", or_null(info.file_format)},
          {"path", info.path}};
}

int list(Context& context) {
  const FoundPlugins found = find_plugins(plugin_folders(context));
  Output& out = context.out();
  if (out.json()) {
    Json plugins = Json::array(), refused = Json::array();
    for (const auto& runner : found.sources) plugins.push_back(to_json(runner->info()));
    for (const RefusedPlugin& plugin : found.refused)
      refused.push_back({{"path", plugin.path}, {"reason", plugin.reason}});
    out.document({{"schema_version", 1}, {"plugins", plugins}, {"refused", refused}});
  } else {
    Table table{{"id", "version", "searches", "reads", "title"}, {}};
    for (const auto& runner : found.sources) {
      const SourceInfo& info = runner->info();
      table.rows.push_back(
          {info.id, info.version, std::string(info.searches() ? "yes" : "no"), info.file_format, info.title});
    }
    out.list("plugins", table);
    for (const RefusedPlugin& plugin : found.refused) out.warn(plugin.reason);
  }
  return found.sources.empty() && !found.refused.empty() ? 8 : 0;
}

int info(Context& context, const std::string& which) {
  std::unique_ptr<Runner> loaded;
  FoundPlugins found;
  const Runner* runner = nullptr;
  if (which.ends_with(".so")) {
    loaded = load_plugin(std::filesystem::absolute(which));
    runner = loaded.get();
  } else {
    found = find_plugins(plugin_folders(context));
    for (const auto& source : found.sources)
      if (source->info().id == which) runner = source.get();
    if (!runner)
      throw Error(Error::Kind::plugin,
                  "There is no plugin '" + which + "'; 'evigraft plugin list' shows those installed.");
  }
  const Json json = to_json(runner->info());
  if (context.out().json()) {
    context.out().document(json);
  } else {
    for (const auto& [key, value] : json.items())
      if (!value.is_null())
        context.out().line(key + ": " + (value.is_string() ? value.get<std::string>() : value.dump()));
  }
  return 0;
}
}  // namespace

void add_plugin(CLI::App& app, Run& chosen) {
  CLI::App* command = app.add_subcommand("plugin", "Sources: which are installed, and what one offers");
  command->fallthrough();
  command->require_subcommand(1);
  command->footer("Examples:\n  evigraft plugin list\n  evigraft plugin info pubmed");
  add_command(*command, chosen, "list", "List the source plugins", "", list);
  auto which = std::make_shared<std::string>();
  CLI::App* one = add_command(*command, chosen, "info", "What one plugin offers", "  evigraft plugin info pubmed",
                              [which](Context& context) { return info(context, *which); });
  one->add_option("PLUGIN", *which, "Source id, or the path of a plugin file")->required();
}

}  // namespace evigraft::cli
