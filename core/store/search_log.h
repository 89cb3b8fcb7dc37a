// core/store/search_log.h: what was asked of whom, for a log of the searches: one line a slice, one a file.
#pragma once
#include <cstdint>
#include <evigraft/source.hpp>
#include <optional>
#include <string>
#include <vector>

#include "store/store.h"

namespace evigraft {

/// A slice of a query with the request that opened it.
struct SearchedSlice {
  std::int64_t slice_id = 0, run_id = 0;
  std::string source, kind;  ///< search, or keys: records asked for again by key
  std::string slice, parent;
  std::string text;          ///< of the topic, in the source's language
  std::string since, until;  ///< YYYY-MM-DD; empty: from the beginning
  std::string run_at;        ///< ISO 8601 UTC
  std::string method, path;
  std::string address;  ///< as shown in the archive: no parameters, no secrets; empty: nothing answered
  Pairs parameters;     ///< as stored: what is no part of the search (contact, key) is a ${PLACEHOLDER}
  std::optional<std::int64_t> expected;
  bool exact = true;
  std::int64_t received = 0, stored = 0, deleted = 0, owed = 0;
  std::string state, reason;
};
/// In the order they were asked.
std::vector<SearchedSlice> searched_slices(const Store& store);

/// A file that was imported, with the counts its run printed.
struct ImportedFile {
  std::int64_t run_id = 0;
  std::string source, name, read_at;
  std::string sha256;  ///< empty: the import was cut short
  std::optional<std::int64_t> read, fresh, changed, unchanged, not_relevant, rejected;
};
std::vector<ImportedFile> imported_files(const Store& store);

}  // namespace evigraft
