// core/store/snapshot.h: the whole file as it is at one moment, as a file of its own.
#pragma once
#include <filesystem>

#include "store/store.h"

namespace evigraft {

/// Copies all that is committed now (one read transaction; others may write meanwhile) to a new file, without a
/// write-ahead log, so that it can be read where nothing can be written. The same content gives the same bytes.
void copy_database(const Store& store, const std::filesystem::path& file);

}  // namespace evigraft
