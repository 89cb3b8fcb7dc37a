// cli/open.h: the database, topic and sources a command works with.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "cli/context.h"
#include "pipeline.h"
#include "source/loader.h"
#include "store/store.h"

namespace evigraft::cli {

/// Error::database with what to do when there is none.
Store open_for_reading(const Context& context);

struct Opened {
  Store store;
  Topic topic;
};
/// Opens for writing; creates a missing database for the topic and says so. An existing one keeps its topic: naming
/// another is an Error::usage.
Opened open_or_create(const Context& context);
/// The topic of an open database: a built-in one as this program has it, another as it was stored.
Topic topic_of(const Context& context, const Store& store);

/// Folders with plugins: the program's own first, then those the user named.
std::vector<std::filesystem::path> plugin_folders(const Context& context);
/// Loads them; refusals are warnings. Error::plugin when none can be used.
FoundPlugins load_sources(const Context& context);
/// How a source is asked: addresses, pace, credentials, patience.
FetchOptions fetch_options(const Context& context, const SourceInfo& source);

/// Time, interruption, progress and warnings of this process.
Surroundings surroundings(const Context& context);

}  // namespace evigraft::cli
