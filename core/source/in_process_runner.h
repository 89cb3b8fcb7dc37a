// core/source/in_process_runner.h: a Runner that calls a plugin's functions in this process. The neck is crossed here
// and nowhere else: what comes in is copied, checked and repaired, no exception passes a C frame.
#pragma once
#include <evigraft/source_abi.h>

#include <memory>
#include <string>

#include "source/runner.h"

namespace evigraft {

/// For built-in sources and tests. Throws Error::plugin when the descriptor breaks the contract; `path` is only shown.
std::unique_ptr<Runner> run_in_process(const evigraft_source& source, const std::string& version,
                                       const std::string& path);

/// The same for a loaded plugin, after magic, major version and size of its entry.
std::unique_ptr<Runner> run_in_process(const evigraft_plugin_entry& entry, const std::string& path);

}  // namespace evigraft
