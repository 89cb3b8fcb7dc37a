#include "cli/open.h"

#include <evigraft/error.h>

#include <algorithm>
#include <filesystem>

#include "cli/interrupt.h"

namespace evigraft::cli {
namespace {
namespace fs = std::filesystem;

void make_folder(const fs::path& file) {
  const fs::path folder = file.parent_path();
  if (folder.empty()) return;
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed)
    throw Error(Error::Kind::database, "The folder " + folder.string() + " cannot be made: " + failed.message() +
                                           "; name another database with --db.");
}
}  // namespace

Store open_for_reading(const Context& context) {
  const fs::path& file = context.settings.database;
  if (!Store::exists(file))
    throw Error(Error::Kind::database,
                "There is no database at " + file.string() +
                    "; make one with 'evigraft init' or 'evigraft refresh', or name it with --db.");
  return Store::open(file, Access::read);
}

Topic topic_of(const Context& context, const Store& store) {
  const StoredTopic stored = stored_topic(store);
  if (context.settings.topic_given) {
    NamedTopic named = find_topic(context.settings.topic);
    if (named.topic.name != stored.name)
      throw Error(Error::Kind::usage, "The database " + store.file().string() + " was made for the topic " +
                                          stored.name + ", not " + named.topic.name +
                                          "; use another --db for another topic.");
    return named.topic;
  }
  for (const std::string& name : built_in_topics())
    if (name == stored.name) return find_topic(name).topic;
  return topic_from(stored.toml, "the topic stored in " + store.file().string());
}

Opened open_or_create(const Context& context) {
  const fs::path& file = context.settings.database;
  if (Store::exists(file)) {
    Store store = Store::open(file, Access::write);
    Topic topic = topic_of(context, store);
    return {std::move(store), std::move(topic)};
  }
  NamedTopic named = find_topic(context.settings.topic);
  make_folder(file);
  Store store = Store::create(file, named.topic.name, named.text, context.now());
  context.out().note("Created the database " + file.string() + " for the topic " + named.topic.name + ".");
  return {std::move(store), std::move(named.topic)};
}

std::vector<fs::path> plugin_folders(const Context& context) {
  const fs::path program = fs::path(context.program).parent_path();
  std::vector<fs::path> folders;
  for (const fs::path& own : {program / "../plugins", program / "../lib/evigraft/plugins"}) {
    std::error_code ignored;
    const fs::path folder = fs::weakly_canonical(own, ignored);
    if (fs::is_directory(folder, ignored)) folders.push_back(folder);
  }
  folders.insert(folders.end(), context.settings.plugin_folders.begin(), context.settings.plugin_folders.end());
  return folders;
}

FoundPlugins load_sources(const Context& context) {
  const std::vector<fs::path> folders = plugin_folders(context);
  FoundPlugins found = find_plugins(folders);
  for (const RefusedPlugin& refused : found.refused) context.out().warn(refused.reason);
  if (found.sources.empty()) {
    std::string places;
    for (const fs::path& folder : folders) places += (places.empty() ? "" : ", ") + folder.string();
    throw Error(Error::Kind::plugin, "There is no usable source plugin in " + (places.empty() ? "any folder" : places) +
                                         "; reinstall the program or name a folder with plugin_folders.");
  }
  return found;
}

FetchOptions fetch_options(const Context& context, const SourceInfo& source) {
  const SourceSettings settings = source_settings(context.settings, context.environment, source.id);
  FetchOptions options;
  options.base_url = settings.base_url;
  options.starts_per_second = settings.rate.value_or(0);
  options.email = context.settings.email;
  options.retry_seconds = context.settings.retry_seconds;
  options.retry_seconds_per_request = std::min(options.retry_seconds_per_request, options.retry_seconds);
  if (!source.key_name.empty())
    if (const auto value = secret(context.settings, context.environment, source.key_name))
      options.secrets[source.key_name] = *value;
  return options;
}

Surroundings surroundings(const Context& context) {
  Output* out = context.output;
  return {.now = context.now,
          .cancelled = interrupted,
          .progress = [out](const std::string& text) { out->progress(text); },
          .warn = [out](const std::string& text) { out->warn(text); },
          .version = std::string("evigraft ") + EVIGRAFT_PROGRAM_VERSION};
}

}  // namespace evigraft::cli
