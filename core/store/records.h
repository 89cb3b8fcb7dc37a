// core/store/records.h: Records in, in bulk; Records out, one by one.
#pragma once
#include <evigraft/record.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "store/store.h"

namespace evigraft {

struct RecordCounts {
  std::uint64_t added = 0, changed = 0, unchanged = 0, deleted = 0;
};

struct StoredRecord {
  std::int64_t id = 0;
  std::string source;
  std::string status;  ///< current, retracted, deleted
  std::int64_t payload_id = 0;
  Record record;  ///< source_text is left empty here: see source_text()
};

/// All records ordered by id; one at a time in memory.
void for_each_record(const Store& store, const std::function<void(const StoredRecord&)>& take);
std::optional<StoredRecord> find_record(const Store& store, std::string_view source, std::string_view key);
std::optional<StoredRecord> find_record(const Store& store, std::int64_t id);
/// A file record's own slice of its source text; empty when the source keeps none.
std::string source_text(const Store& store, std::int64_t record_id);

/// A file that is being read: its name is known at the start, size and digest at the end.
struct ReadFile {
  std::uint64_t size = 0;  ///< bytes of the file as it lies on disk
  std::string sha256;      ///< of those bytes, 64 hexadecimal digits
};

/// Records of one file, committed every few thousand so that memory and the write-ahead log stay bounded. What was
/// committed stays when the import is killed; reading the file again finds it unchanged.
class RecordImport {
 public:
  RecordImport(Store& store, std::int64_t run, std::string_view source, std::string_view file_name,
               std::string_view now);
  ~RecordImport();  ///< without finish(): what is not committed yet is rolled back
  RecordImport(const RecordImport&) = delete;
  RecordImport& operator=(const RecordImport&) = delete;

  void add(const Record& record);
  void gone(std::string_view key, std::string_view reason);
  /// One that cannot be used: an exclusion row with its place.
  void reject(std::string_view key, std::string_view where, std::string_view reason);
  /// Those read but not stored, counted per reason ("not_relevant").
  void not_stored(std::string_view reason, std::uint64_t count);
  RecordCounts finish(const ReadFile& file);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace evigraft
