// core/source/transport.h: the seam to the outside world. One exchange in flight per send; several at a time.
#pragma once
#include <chrono>
#include <cstdint>
#include <evigraft/source.hpp>
#include <optional>
#include <string>
#include <vector>

namespace evigraft {

/// A request ready for the wire, with and without its secrets.
struct WireRequest {
  std::uint64_t ticket = 0;  ///< chosen by the caller, returned with the exchange
  Method method = Method::get;
  std::string url;        ///< secrets filled in; never printed or stored
  std::string url_shown;  ///< the same with placeholders
  Pairs headers;
  std::string body, body_shown;
  std::string body_type;                                     ///< content type of the body, empty for none
  Pairs headers_shown;                                       ///< the headers with placeholders
  std::vector<std::pair<std::string, std::string>> secrets;  ///< name and value of what must not be recorded: whoever
                                                             ///< keeps a reply calls mask_secrets (secrets.h) first
  std::string pace_key;  ///< host and credential that share a pace, e.g. "eutils.ncbi.nlm.nih.gov#3f2a"
  double starts_per_second = 1;
};

/// How one attempt ended. Exactly one of `status` > 0 or `failure` non-empty.
struct Exchange {
  std::uint64_t ticket = 0;
  int status = 0;
  Pairs headers;           ///< names in lower case
  std::string body;        ///< decompressed
  std::string failure;     ///< one clause: "connection reset", "no answer within 30 s", "larger than 256 MiB"
  bool transient = false;  ///< failure that another try may cure
  std::uint64_t wire_bytes = 0;
  std::string started_at;  ///< ISO 8601 UTC with milliseconds
  double seconds = 0;
  std::optional<std::int64_t> retry_after_seconds;  ///< Retry-After in either form, clamped at 0
};

/// Sends requests, each start within its pace. Not thread-safe.
class Transport {
 public:
  virtual ~Transport() = default;
  /// Queues a request; it starts when its pace and `not_before` allow.
  virtual void send(WireRequest request, std::chrono::milliseconds delay) = 0;
  /// Waits for the next finished exchanges; empty only when nothing is queued or `limit` has passed.
  virtual std::vector<Exchange> wait(std::chrono::milliseconds limit) = 0;
  /// Forgets all that is queued or in flight.
  virtual void abandon() = 0;
};

}  // namespace evigraft
