#include "source/loader.h"

#define BOOST_DLL_USE_STD_FS
#include <evigraft/error.h>
#include <unistd.h>

#include <algorithm>
#include <boost/dll/shared_library.hpp>
#include <mutex>
#include <set>
#include <system_error>

#include "source/in_process_runner.h"
#include "source/path_trust.h"

namespace evigraft {
namespace fs = std::filesystem;
namespace {

Error refused(const fs::path& file, const std::string& reason) {
  return {Error::Kind::plugin, "the plugin " + file.string() + " is not used: " + reason};
}

/// Keeps a library until the process ends: its code may sit in an exception, a thread's destructor or a Runner. Never
/// destroyed, so no dlclose runs at exit either.
void keep(boost::dll::shared_library library) {
  static std::mutex guard;
  static auto& kept = *new std::vector<boost::dll::shared_library>;
  const std::lock_guard lock(guard);
  kept.push_back(std::move(library));
}

bool is_plugin_name(const fs::path& file) { return file.extension() == ".so" && !file.stem().empty(); }

}  // namespace

std::unique_ptr<Runner> load_plugin(const fs::path& file) {
  std::error_code error;
  const fs::path canonical = fs::canonical(file, error);
  if (error) throw refused(file, error.message());
  const std::string reason = distrust(path_parts(canonical), ::geteuid(), &is_own_group);
  if (!reason.empty()) throw refused(file, reason);

  boost::dll::shared_library library;
  try {
    library.load(canonical, boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
  } catch (const std::system_error& e) {
    throw refused(file, e.what());
  }
  if (!library.has(EVIGRAFT_ENTRY_SYMBOL))
    throw refused(file, std::string("it has no symbol ") + EVIGRAFT_ENTRY_SYMBOL);
  const auto& entry = library.get<const evigraft_plugin_entry>(EVIGRAFT_ENTRY_SYMBOL);
  keep(library);
  return run_in_process(entry, canonical.string());
}

FoundPlugins find_plugins(const std::vector<fs::path>& folders) {
  FoundPlugins found;
  std::set<std::string> ids;
  for (const fs::path& folder : folders) {
    std::error_code error;
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
      if (is_plugin_name(entry->path())) files.push_back(entry->path());
    if (error) found.refused.push_back({folder.string(), "the folder cannot be read: " + error.message()});
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
      try {
        auto source = load_plugin(file);
        if (ids.insert(source->info().id).second)
          found.sources.push_back(std::move(source));
        else
          found.refused.push_back(
              {file.string(), "a plugin with the id " + source->info().id + " was found before it"});
      } catch (const Error& e) {
        found.refused.push_back({file.string(), e.what()});
      }
    }
  }
  return found;
}

}  // namespace evigraft
