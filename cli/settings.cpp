#include "cli/settings.h"

#include <evigraft/error.h>
#include <sys/stat.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string_view>

namespace evigraft::cli {
namespace {
namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& sentence) { throw Error(Error::Kind::configuration, sentence); }

std::string place(const fs::path& file, const toml::node& node) {
  return file.string() + " line " + std::to_string(node.source().begin.line);
}

template <class T>
T value_of(const fs::path& file, const std::string& key, const toml::node& node, const char* wanted) {
  if constexpr (std::is_same_v<T, double>) {
    if (node.is_number()) return *node.value<double>();
  } else {
    if (const auto value = node.value_exact<T>()) return *value;
  }
  refuse(place(file, node) + ": '" + key + "' must be " + wanted + ".");
}

double number_from(const std::string& text, const std::string& what) {
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || end != text.data() + text.size()) refuse(what + " must be a number, not '" + text + "'.");
  return value;
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

bool is_output(std::string_view name) { return name == "text" || name == "json" || name == "jsonl" || name == "csv"; }

class ConfigFile {
 public:
  ConfigFile(Settings& settings, const fs::path& file, bool project)
      : settings_(settings), file_(file), project_(project) {}

  void read() {
    toml::table table;
    try {
      table = toml::parse_file(file_.string());
    } catch (const toml::parse_error& e) {
      refuse(file_.string() + " line " + std::to_string(e.source().begin.line) + ": " + std::string(e.description()) +
             ".");
    }
    for (const auto& [key, node] : table) top(std::string(key.str()), node);
  }

 private:
  void allowed_in_project(const std::string& key, const toml::node& node) const {
    if (project_ && key != "topic" && key != "output" && key != "selection")
      refuse(place(file_, node) + ": a project file may set topic, output and selection only, not '" + key +
             "'; put it into the user's configuration.");
  }

  void set(const std::string& key) { settings_.origin[key] = file_.string(); }

  void top(const std::string& key, const toml::node& node) {
    allowed_in_project(key, node);
    if (key == "database") {
      settings_.database = value_of<std::string>(file_, key, node, "a path in quotes");
    } else if (key == "topic") {
      settings_.topic = value_of<std::string>(file_, key, node, "a name or path in quotes");
      settings_.topic_given = true;
    } else if (key == "output") {
      settings_.output = value_of<std::string>(file_, key, node, "text, json, jsonl or csv");
      if (!is_output(settings_.output)) refuse(place(file_, node) + ": 'output' must be text, json, jsonl or csv.");
    } else if (key == "email") {
      settings_.email = value_of<std::string>(file_, key, node, "an address in quotes");
    } else if (key == "reviewer") {
      settings_.reviewer = value_of<std::string>(file_, key, node, "a name in quotes");
    } else if (key == "retry_seconds") {
      settings_.retry_seconds = value_of<double>(file_, key, node, "a number of seconds");
    } else if (key == "credential_file") {
      settings_.credential_file = value_of<std::string>(file_, key, node, "a path in quotes");
    } else if (key == "plugin_folders") {
      folders(key, node);
    } else if (key == "selection") {
      selection(key, node);
    } else if (key == "source") {
      sources(key, node);
    } else {
      refuse(place(file_, node) + ": '" + key + "' is not a setting; docs/configuration.md lists them.");
    }
    set(key);
  }

  void folders(const std::string& key, const toml::node& node) {
    const toml::array* list = node.as_array();
    if (!list) refuse(place(file_, node) + ": '" + key + "' must be a list of absolute paths.");
    settings_.plugin_folders.clear();
    for (const toml::node& item : *list) {
      const fs::path folder = value_of<std::string>(file_, key, item, "a list of absolute paths");
      if (!folder.is_absolute()) refuse(place(file_, item) + ": '" + key + "' must be a list of absolute paths.");
      settings_.plugin_folders.push_back(folder);
    }
  }

  void selection(const std::string& key, const toml::node& node) {
    const toml::table* table = node.as_table();
    if (!table) refuse(place(file_, node) + ": '" + key + "' must be a table with at, from and to in months.");
    for (const auto& [name, item] : *table) {
      const std::string which(name.str());
      std::optional<double>* slot = which == "at"     ? &settings_.selection.at
                                    : which == "from" ? &settings_.selection.from
                                    : which == "to"   ? &settings_.selection.to
                                                      : nullptr;
      if (!slot) refuse(place(file_, item) + ": 'selection." + which + "' is not a setting; at, from and to are.");
      *slot = value_of<double>(file_, "selection." + which, item, "a number of months");
    }
  }

  void sources(const std::string& key, const toml::node& node) {
    const toml::table* table = node.as_table();
    if (!table) refuse(place(file_, node) + ": '" + key + "' must hold tables such as [source.pubmed].");
    for (const auto& [name, item] : *table) {
      const std::string id(name.str());
      const toml::table* source = item.as_table();
      if (!source) refuse(place(file_, item) + ": 'source." + id + "' must be a table.");
      SourceSettings& settings = settings_.sources[id];
      for (const auto& [member, value] : *source) {
        const std::string which = "source." + id + "." + std::string(member.str());
        if (member == "base_url")
          settings.base_url = value_of<std::string>(file_, which, value, "an address in quotes");
        else if (member == "rate")
          settings.rate = value_of<double>(file_, which, value, "a number of request starts a second");
        else if (member == "enabled")
          settings.enabled = value_of<bool>(file_, which, value, "true or false");
        else
          refuse(place(file_, value) + ": '" + which + "' is not a setting; base_url, rate and enabled are.");
        set(which);
      }
    }
  }

  Settings& settings_;
  const fs::path& file_;
  bool project_;
};

fs::path home(const Environment& environment) {
  if (const auto folder = environment("HOME")) return *folder;
  refuse("HOME is not set, so there is no place for data; set HOME, or name files with --db and --config.");
}

fs::path xdg(const Environment& environment, const char* variable, const char* below_home) {
  if (const auto folder = environment(variable); folder && fs::path(*folder).is_absolute())
    return fs::path(*folder) / "evigraft";
  return home(environment) / below_home / "evigraft";
}

void read_if_there(Settings& settings, const fs::path& file, bool project) {
  std::error_code ignored;
  if (fs::exists(file, ignored)) ConfigFile(settings, file, project).read();
}

void environment_over(Settings& settings, const Environment& environment) {
  const auto take = [&](const char* name, const char* key, auto&& assign) {
    if (const auto value = environment(name)) {
      assign(*value);
      settings.origin[key] = name;
    }
  };
  take("EVIGRAFT_DB", "database", [&](const std::string& v) { settings.database = v; });
  take("EVIGRAFT_TOPIC", "topic", [&](const std::string& v) {
    settings.topic = v;
    settings.topic_given = true;
  });
  take("EVIGRAFT_OUTPUT", "output", [&](const std::string& v) {
    if (!is_output(v)) refuse("EVIGRAFT_OUTPUT must be text, json, jsonl or csv, not '" + v + "'.");
    settings.output = v;
  });
  take("EVIGRAFT_EMAIL", "email", [&](const std::string& v) { settings.email = v; });
  take("EVIGRAFT_REVIEWER", "reviewer", [&](const std::string& v) { settings.reviewer = v; });
  take("EVIGRAFT_RETRY_SECONDS", "retry_seconds",
       [&](const std::string& v) { settings.retry_seconds = number_from(v, "EVIGRAFT_RETRY_SECONDS"); });
  take("EVIGRAFT_PLUGIN_FOLDERS", "plugin_folders", [&](const std::string& v) {
    settings.plugin_folders.clear();
    std::stringstream parts(v);
    for (std::string part; std::getline(parts, part, ':');)
      if (!part.empty()) {
        if (!fs::path(part).is_absolute())
          refuse("EVIGRAFT_PLUGIN_FOLDERS must hold absolute paths, not '" + part + "'.");
        settings.plugin_folders.emplace_back(part);
      }
  });
}

std::string trimmed(std::string text) {
  const auto blank = [](unsigned char c) { return std::isspace(c) != 0; };
  while (!text.empty() && blank(static_cast<unsigned char>(text.back()))) text.pop_back();
  text.erase(text.begin(),
             std::find_if_not(text.begin(), text.end(), [&](char c) { return blank(static_cast<unsigned char>(c)); }));
  return text;
}

std::optional<std::string> read_small_file(const fs::path& file) {
  std::ifstream in(file);
  if (!in) return std::nullopt;
  std::stringstream text;
  text << in.rdbuf();
  return trimmed(text.str());
}
}  // namespace

Environment process_environment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (!value || !*value) return std::nullopt;
    return std::string(value);
  };
}

fs::path data_folder(const Environment& environment) { return xdg(environment, "XDG_DATA_HOME", ".local/share"); }
fs::path state_folder(const Environment& environment) { return xdg(environment, "XDG_STATE_HOME", ".local/state"); }

Settings load_settings(const GlobalOptions& flags, const Environment& environment) {
  Settings settings;
  read_if_there(settings, "/etc/evigraft/config.toml", false);
  fs::path user_file;
  if (!flags.config.empty())
    user_file = flags.config;
  else if (const auto named = environment("EVIGRAFT_CONFIG"))
    user_file = *named;
  if (!user_file.empty()) {
    std::error_code ignored;
    if (!fs::exists(user_file, ignored))
      refuse("The configuration file " + user_file.string() + " does not exist; check --config or EVIGRAFT_CONFIG.");
    ConfigFile(settings, user_file, false).read();
  } else if (environment("HOME") || environment("XDG_CONFIG_HOME")) {
    read_if_there(settings, xdg(environment, "XDG_CONFIG_HOME", ".config") / "config.toml", false);
  }
  read_if_there(settings, "evigraft.toml", true);
  environment_over(settings, environment);
  if (!flags.database.empty()) {
    settings.database = flags.database;
    settings.origin["database"] = "--db";
  }
  if (!flags.topic.empty()) {
    settings.topic = flags.topic;
    settings.topic_given = true;
    settings.origin["topic"] = "--topic";
  }
  if (!flags.output.empty()) {
    if (!is_output(flags.output))
      throw Error(Error::Kind::usage, "--output takes text, json, jsonl or csv, not '" + flags.output + "'.");
    settings.output = flags.output;
  }
  if (flags.json) settings.output = "json";
  if (settings.database.empty()) settings.database = data_folder(environment) / "evigraft.sqlite";
  return settings;
}

SourceSettings source_settings(const Settings& settings, const Environment& environment, const std::string& id) {
  const auto found = settings.sources.find(id);
  SourceSettings source = found == settings.sources.end() ? SourceSettings{} : found->second;
  if (const auto url = environment("EVIGRAFT_SOURCE_" + upper(id) + "_BASE_URL")) source.base_url = *url;
  return source;
}

std::optional<std::string> secret(const Settings& settings, const Environment& environment, const std::string& name) {
  if (auto value = environment(name)) return value;
  if (const auto folder = environment("CREDENTIALS_DIRECTORY"))
    if (auto value = read_small_file(fs::path(*folder) / name); value && !value->empty()) return value;
  if (settings.credential_file.empty()) return std::nullopt;
  struct stat facts {};
  const std::string file = settings.credential_file.string();
  if (stat(file.c_str(), &facts) != 0)
    refuse("The credential file " + file + " cannot be read; check credential_file.");
  if ((facts.st_mode & 077) != 0) refuse("The credential file " + file + " is open to others; run: chmod 600 " + file);
  toml::table table;
  try {
    table = toml::parse_file(file);
  } catch (const toml::parse_error& e) {
    refuse(file + " line " + std::to_string(e.source().begin.line) + " is not of the form NAME = \"value\".");
  }
  if (const auto value = table[name].value_exact<std::string>()) return *value;
  return std::nullopt;
}

}  // namespace evigraft::cli
