// core/source/loader.h: plugin files to runners. Only what the folder's owner and root can write is loaded, bound at
// once, and it stays loaded until the process ends.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "source/runner.h"

namespace evigraft {

/// Loads one plugin; its Runner lives as long as the caller likes. Throws Error::plugin with the failed check and path.
std::unique_ptr<Runner> load_plugin(const std::filesystem::path& file);

struct RefusedPlugin {
  std::string path, reason;
};
struct FoundPlugins {
  std::vector<std::unique_ptr<Runner>> sources;  ///< by folder, then by file name
  std::vector<RefusedPlugin> refused;
};

/// Loads every *.so of the folders, in their order. What cannot be used, a folder that is not there, and a second
/// plugin with an id already taken are refusals, never exceptions.
FoundPlugins find_plugins(const std::vector<std::filesystem::path>& folders);

}  // namespace evigraft
