// core/store/requests.h: the table of questions a source still owes an answer to. What a reply brought, its payload and
// its follow-ups are one transaction; each request is its own checkpoint.
#pragma once
#include <cstdint>
#include <evigraft/source.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/records.h"
#include "store/store.h"

namespace evigraft {

/// A request as it stands in the table.
struct StoredRequest {
  std::int64_t id = 0;
  Query query;      ///< the query whose first() led to it
  Request request;  ///< slice filled in; placeholders unfilled
  bool opens_slice = false;
  int tries = 0;           ///< attempts so far, over all runs
  std::string created_at;  ///< ISO 8601 UTC
};

/// How one attempt went, for the archive. Exactly one of `status` > 0 or `failure` non-empty.
struct Attempt {
  std::string url;  ///< base address and path as shown: no secrets
  int status = 0;
  Pairs headers;
  std::string_view body;  ///< decompressed, without secrets
  std::string failure;
  std::uint64_t wire_bytes = 0;
  std::string started_at;  ///< ISO 8601 UTC
  double seconds = 0;
};

struct KeyReason {
  std::string key, reason;
};
struct RejectedRecord {
  std::string key, where, reason;  ///< key may be empty
};

/// What a reply was read into.
struct Brought {
  std::vector<Record> records;
  std::vector<KeyReason> gone;
  std::vector<RejectedRecord> rejected;
  std::optional<std::uint64_t> expected;  ///< what the server said the request's slice holds
  Exactness exactness = exact;
  std::vector<std::string> warnings;
  Requests requests;  ///< follow-ups
};

struct Committed {
  std::vector<StoredRequest> follow_ups;
  RecordCounts counts;
};

/// Puts the requests of first(query) into the table, as part of a new query of `run`. A request without a slice gets
/// one named for the query.
std::vector<StoredRequest> open_requests(Store& store, std::int64_t run, std::string_view source, const Query& query,
                                         const Requests& requests, std::string_view now);
/// Still owed an answer, oldest first, whatever run asked them.
std::vector<StoredRequest> pending_requests(const Store& store, std::string_view source);
/// The reply was read. Follow-ups without a slice inherit the request's; one that names another opens it as its child.
/// Keys the request asked for and that did not come are owed from here on.
Committed commit_exchange(Store& store, std::int64_t run, const StoredRequest& request, const Attempt& attempt,
                          const Brought& brought, std::string_view now);
/// The attempt will be made again: archived as rejected, tries counted.
void keep_attempt(Store& store, std::int64_t run, const StoredRequest& request, const Attempt& attempt,
                  std::string_view reason);
/// Given up: archived, its keys owed. `not_before`: the time before which the server wants no more questions.
void fail_request(Store& store, std::int64_t run, const StoredRequest& request, const Attempt& attempt,
                  std::string_view reason, const std::optional<std::string>& not_before, std::string_view now);
/// Drops the pending requests of the request's slice and its children; those that opened the slice stand again.
/// Records that were stored stay. Returns what stands again.
std::vector<StoredRequest> restart_slice(Store& store, std::int64_t run, const StoredRequest& request,
                                         std::string_view reason, std::string_view now);
/// Drops all pending requests of a source (its query changed); their slices stay unbalanced.
std::uint64_t drop_requests(Store& store, std::string_view source, std::string_view reason);
/// The latest time a server asked us to stay away until; none when it is past or was never said.
std::optional<std::string> not_before(const Store& store, std::string_view source, std::string_view now);

}  // namespace evigraft
