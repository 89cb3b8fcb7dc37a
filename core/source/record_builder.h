// core/source/record_builder.h: begin, put, end from a plugin become Records; a malformed one becomes a reason.
#pragma once
#include <evigraft/record.h>
#include <evigraft/source_abi.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "source/runner.h"

namespace evigraft {

/// Groups and fields of a newer minor version are ignored with all they hold. A record with crossed or open groups,
/// without a usable key, or with a field beyond `field_limit` goes to `rejected`; the next one starts afresh.
class RecordBuilder {
 public:
  static constexpr std::uint64_t field_limit = 16U << 20U;        ///< bytes; the longest abstract seen is below 64 KiB
  static constexpr std::uint64_t source_text_limit = 64U << 20U;  ///< bytes
  static constexpr std::size_t list_limit = 100000;               ///< authors, headings ... of one record

  RecordBuilder(std::function<void(Record&&)> take, std::vector<Rejected>& rejected,
                std::function<void(std::string)> warn)
      : take_(std::move(take)), rejected_(rejected), warn_(std::move(warn)) {}

  void begin(std::uint32_t group);
  void put(std::uint32_t field, evigraft_text value);
  void end(std::uint32_t group);
  /// The call is over: a record still open is rejected.
  void finish();

 private:
  void close();
  void broken(const std::string& reason);
  void put_record(std::uint32_t field, std::string_view raw);
  void put_part(std::uint32_t field, std::string_view raw);
  void put_author(std::uint32_t field, std::string_view raw);
  void put_journal(std::uint32_t field, std::string_view raw);
  void put_mesh(std::uint32_t field, std::string_view raw);
  void put_relation(std::uint32_t field, std::string_view raw);
  void set(std::string& member, std::string_view raw);
  void append(std::vector<std::string>& list, std::string_view raw);
  void set_year(std::string_view raw);
  void set_published(std::string_view raw);
  bool room(std::size_t size);

  std::function<void(Record&&)> take_;
  std::vector<Rejected>& rejected_;
  std::function<void(std::string)> warn_;
  Record record_;
  std::vector<std::uint32_t> open_;  ///< groups, outermost first
  std::size_t ignored_ = 0;          ///< depth inside a group we do not know
  std::string broken_;               ///< first reason against the record in hand
  std::vector<std::string> doubts_;  ///< warnings about it, said once its key is known
  bool repaired_ = false;
  bool stray_ = false;
};

}  // namespace evigraft
