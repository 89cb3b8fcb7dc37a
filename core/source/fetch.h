// core/source/fetch.h: the loop that empties a source's table of requests. Each request is its own checkpoint, retry
// and failure; what a reply brought, its payload and its follow-ups are handed over in one call so that the table can
// commit them in one transaction.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "source/runner.h"
#include "source/transport.h"

namespace evigraft {

/// A request that the host still owes the server.
struct Pending {
  std::int64_t id = 0;
  Query query;      ///< the query whose first() led to it
  Request request;  ///< slice filled in; placeholders unfilled
  bool opens_slice = false;
  int tries = 0;           ///< attempts so far, over all runs
  std::string created_at;  ///< ISO 8601 UTC
};

/// What the host keeps of one source; in memory for tests, over the store in the program.
class RequestTable {
 public:
  virtual ~RequestTable() = default;
  /// Still owed, oldest first.
  virtual std::vector<Pending> pending() = 0;
  /// The reply was read: payload, records, tombstones, rejects, counts, warnings and follow-up requests, at once.
  /// Follow-ups without a slice inherit that of `request`; one that names a new slice opens it as a child of it.
  /// Those of request.request.keys that the batch does not bring (as record or gone) become owed; take them from
  /// this argument: a limited fetch asks for fewer than the row holds. Returns the follow-ups as they now stand.
  virtual std::vector<Pending> done(const Pending& request, const Exchange& exchange, const Batch& batch) = 0;
  /// An attempt that will be made again (server busy, rejected payload): archived with its reason, tries counted.
  virtual void again(const Pending& request, const Exchange& exchange, const std::string& reason) = 0;
  /// Given up for this run: its keys become owed with the reason, its slice does not balance. `not_before` (ISO 8601)
  /// where the server named a time beyond our patience.
  virtual void failed(const Pending& request, const Exchange& exchange, const std::string& reason,
                      const std::optional<std::string>& not_before) = 0;
  /// The pending requests of the slice (and of the slices it was split into) are dropped and those that opened it stand
  /// again; stored records stay. pending() is asked afterwards.
  virtual std::vector<Pending> restart(const Pending& request, const std::string& reason) = 0;
};

struct FetchOptions {
  std::string base_url;                        ///< overrides the descriptor's when not empty
  double starts_per_second = 0;                ///< overrides the descriptor's when > 0 (loopback, or slower)
  std::map<std::string, std::string> secrets;  ///< "NCBI_API_KEY" -> value; filled in on the wire only
  std::string tool = "evigraft", email;        ///< placeholders ${EVIGRAFT_TOOL}, ${EVIGRAFT_EMAIL}
  int in_flight = 4;
  int tries = 5;                          ///< attempts a request and run
  double retry_seconds = 120;             ///< waiting a source and run
  double retry_seconds_per_request = 60;  ///< waiting a request
  std::uint64_t limit = 0;                ///< at most so many records by key; 0: all. A limited slice stays open
  std::uint64_t seed = 0;                 ///< of the jitter
  std::function<std::string()> now;       ///< ISO 8601 UTC
  std::function<bool()> cancelled;        ///< asked between exchanges
  std::function<void(std::uint64_t done, std::uint64_t known)> progress;  ///< requests; may be empty
};

struct FetchReport {
  enum class End { finished, partial, failed, cancelled } end = End::finished;
  std::uint64_t requests = 0, retries = 0, bytes = 0;
  std::string error;           ///< the first reason when not finished, without secrets
  Answer answer = Answer::ok;  ///< quota, auth or bad_config when the plugin ended the source
  bool answered = false;       ///< at least one reply was read with ok
  bool limited = false;        ///< stopped by `limit`; what is left stays pending
};

FetchReport fetch(Runner& runner, Transport& transport, RequestTable& table, const FetchOptions& options);

}  // namespace evigraft
