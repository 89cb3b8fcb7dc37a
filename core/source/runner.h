// core/source/runner.h: the seam for isolation. Bytes in, what the sink took out; how the plugin runs stays behind it.
#pragma once
#include <evigraft/source.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace evigraft {

enum class Answer { ok, bad_payload, retry_later, restart_slice, quota, auth, bad_config };

struct Gone {
  std::string key, reason;
};
struct Rejected {
  std::string key, where, reason;
};
struct Expected {
  std::uint64_t count = 0;
  Exactness exactness = exact;
};

/// Everything one call said. Only `answer`, `message` and `wait_seconds` mean anything unless the answer is ok.
struct Batch {
  Answer answer = Answer::ok;
  std::string message;
  std::uint64_t wait_seconds = 0;
  std::vector<Record> records;
  std::vector<Gone> gone;
  std::vector<Rejected> rejected;
  std::optional<Expected> expected;
  std::vector<std::string> warnings;
  Requests requests;
};

/// What a descriptor says of a source.
struct SourceInfo {
  std::string id, title, version, base_url, key_name, file_format, path;
  double requests_per_second = 1, requests_per_second_with_key = 0;
  std::uint32_t concurrent_requests = 0;  ///< the service's limit of requests in flight; 0: none named
  std::uint64_t positions_live_seconds = 0;
  [[nodiscard]] bool searches() const { return !base_url.empty(); }
  [[nodiscard]] bool reads_files() const { return !file_format.empty(); }
};

/// Reads up to `capacity` bytes into `buffer`; 0 at the end; throws Error::data on a fault.
using ByteSource = std::function<std::size_t(char* buffer, std::size_t capacity)>;

class Runner {
 public:
  virtual ~Runner() = default;
  [[nodiscard]] virtual const SourceInfo& info() const = 0;
  virtual Batch first(const Query& query) = 0;
  virtual Batch read(const Query& query, const Reply& reply) = 0;
  virtual unsigned sniff(std::string_view head) = 0;
  /// Streams: each record goes to `take` as it is read, in order; the batch returned holds all but the records.
  virtual Batch read_file(const ByteSource& bytes, const std::function<void(Record&&)>& take) = 0;
};

}  // namespace evigraft
