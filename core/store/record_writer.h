// core/store/record_writer.h: one record into its row, inside the caller's transaction.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/connection.h"
#include "store/record_columns.h"
#include "store/records.h"

namespace evigraft {

class RecordWriter {
 public:
  RecordWriter(Connection& connection, std::int64_t run, std::string source);

  /// A lower version than the stored one changes nothing. What came is no longer owed.
  void put(const Record& record, std::int64_t payload_id);
  /// The row stays as a tombstone with its content. A key that is not stored is nothing to delete.
  void gone(std::string_view key, std::string_view reason);
  void rejected() { ++rejected_; }

  [[nodiscard]] const RecordCounts& counts() const { return total_; }
  /// Adds what happened since the last call to the run's line of this source.
  void keep_counts();

 private:
  void insert(const RecordColumns& columns, const Record& record, std::int64_t payload_id);
  void update(std::int64_t id, const RecordColumns& columns, const Record& record, std::int64_t payload_id);
  void add_words(std::int64_t id, const RecordColumns& columns);
  void remove_words(std::int64_t id);
  void settle_debt(std::string_view key);
  std::optional<std::int64_t> journal_id(const Journal& journal, const std::string& as_json);

  Connection& connection_;
  std::int64_t run_;
  std::string source_;
  bool owes_;  ///< the source owes keys, or has given some up
  RecordCounts total_, kept_;
  std::uint64_t parsed_ = 0, rejected_ = 0;
  std::unordered_map<std::string, std::int64_t> journals_;  ///< by their JSON, as records print them
};

}  // namespace evigraft
