// cli/settings.h: what configures a run, each value from the first place that sets it:
// flag > environment > project file (./evigraft.toml) > user file > system file > default.
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace evigraft::cli {

/// Looks a variable up; empty optional when unset or empty.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;
Environment process_environment();

/// What the command line's global options say; empty means not given.
struct GlobalOptions {
  std::string database, config, topic, output, now;
  bool json = false, verbose = false, quiet = false;
  std::string color = "auto";
};

struct SourceSettings {
  std::string base_url;        ///< empty: the source's own
  std::optional<double> rate;  ///< request starts a second
  bool enabled = true;
};

struct Selection {
  std::optional<double> at, from, to;  ///< months
};

struct Settings {
  std::filesystem::path database;
  std::string topic = "lipotransfer";
  std::string output = "text";                        ///< text, json, jsonl, csv
  std::string email;                                  ///< sent to servers that ask for a contact
  std::string reviewer;                               ///< who decides; stands beside each decision
  std::vector<std::filesystem::path> plugin_folders;  ///< named by the user; the install folder is not among them
  std::map<std::string, SourceSettings> sources;
  std::filesystem::path credential_file;
  double retry_seconds = 120;
  Selection selection;
  bool topic_given = false;                   ///< by flag, environment or file
  std::map<std::string, std::string> origin;  ///< setting -> where its value came from, for `doctor`
};

/// Throws Error::configuration naming file, line and key; Error::usage for a bad flag.
Settings load_settings(const GlobalOptions& flags, const Environment& environment);

/// What is set for one source: EVIGRAFT_SOURCE_<ID>_BASE_URL over the files.
SourceSettings source_settings(const Settings& settings, const Environment& environment, const std::string& id);

/// A credential by its environment name: the environment, then systemd's credential folder, then the credential file
/// (`NAME = "value"`, readable by its owner only). Never printed.
std::optional<std::string> secret(const Settings& settings, const Environment& environment, const std::string& name);

/// Folders of the XDG base directory specification, for this program; falls back to $HOME.
std::filesystem::path data_folder(const Environment& environment);
std::filesystem::path state_folder(const Environment& environment);

}  // namespace evigraft::cli
