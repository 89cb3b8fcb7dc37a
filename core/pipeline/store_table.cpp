#include "pipeline/store_table.h"

#include <utility>

namespace evigraft {
namespace {

Pending to_pending(StoredRequest stored) {
  return {.id = stored.id,
          .query = std::move(stored.query),
          .request = std::move(stored.request),
          .opens_slice = stored.opens_slice,
          .tries = stored.tries,
          .created_at = std::move(stored.created_at)};
}

std::vector<Pending> to_pending(std::vector<StoredRequest> stored) {
  std::vector<Pending> out;
  out.reserve(stored.size());
  for (StoredRequest& request : stored) out.push_back(to_pending(std::move(request)));
  return out;
}

StoredRequest to_stored(const Pending& pending) {
  return {.id = pending.id,
          .query = pending.query,
          .request = pending.request,
          .opens_slice = pending.opens_slice,
          .tries = pending.tries,
          .created_at = pending.created_at};
}

Brought to_brought(const Batch& batch) {
  Brought brought;
  brought.records = batch.records;
  for (const Gone& gone : batch.gone) brought.gone.push_back({gone.key, gone.reason});
  for (const Rejected& rejected : batch.rejected)
    brought.rejected.push_back({rejected.key, rejected.where, rejected.reason});
  if (batch.expected) {
    brought.expected = batch.expected->count;
    brought.exactness = batch.expected->exactness;
  }
  brought.warnings = batch.warnings;
  brought.requests = batch.requests;
  return brought;
}
}  // namespace

StoreTable::StoreTable(Store& store, std::int64_t run, std::string source, std::string base_url,
                       std::function<std::string()> now)
    : store_(store), run_(run), source_(std::move(source)), base_url_(std::move(base_url)), now_(std::move(now)) {}

Attempt StoreTable::attempt(const Pending& request, const Exchange& exchange) const {
  return {.url = base_url_ + request.request.path,
          .status = exchange.status,
          .headers = exchange.headers,
          .body = exchange.body,
          .failure = exchange.failure,
          .wire_bytes = exchange.wire_bytes,
          .started_at = exchange.started_at.empty() ? now_() : exchange.started_at,
          .seconds = exchange.seconds};
}

std::vector<Pending> StoreTable::pending() { return to_pending(pending_requests(store_, source_)); }

std::vector<Pending> StoreTable::done(const Pending& request, const Exchange& exchange, const Batch& batch) {
  warnings_.insert(warnings_.end(), batch.warnings.begin(), batch.warnings.end());
  return to_pending(
      commit_exchange(store_, run_, to_stored(request), attempt(request, exchange), to_brought(batch), now_())
          .follow_ups);
}

void StoreTable::again(const Pending& request, const Exchange& exchange, const std::string& reason) {
  keep_attempt(store_, run_, to_stored(request), attempt(request, exchange), reason);
}

void StoreTable::failed(const Pending& request, const Exchange& exchange, const std::string& reason,
                        const std::optional<std::string>& not_before) {
  fail_request(store_, run_, to_stored(request), attempt(request, exchange), reason, not_before, now_());
}

std::vector<Pending> StoreTable::restart(const Pending& request, const std::string& reason) {
  return to_pending(restart_slice(store_, run_, to_stored(request), reason, now_()));
}

std::vector<std::string> StoreTable::take_warnings() { return std::exchange(warnings_, {}); }

}  // namespace evigraft
