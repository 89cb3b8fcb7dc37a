// tests/core/source/memory_table.h: the table of requests of one source, in memory.
#pragma once
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "source/fetch.h"

namespace evigraft {

class MemoryTable final : public RequestTable {
 public:
  enum class State { pending, done, failed };
  struct Row {
    Pending pending;
    State state = State::pending;
    std::string reason;
    std::optional<std::string> not_before;
  };
  struct Slice {
    std::string parent;
    std::optional<Expected> expected;
    std::set<std::string> brought;  ///< keys stored or gone
  };

  explicit MemoryTable(std::function<std::string()> clock) : now(std::move(clock)) {}

  void open(const Query& query, const Requests& requests) {
    for (const Request& request : requests) add(query, request, true, now());
  }

  std::vector<Pending> pending() override {
    std::vector<Pending> out;
    for (const auto& [id, row] : rows)
      if (row.state == State::pending) out.push_back(row.pending);
    return out;
  }

  std::vector<Pending> done(const Pending& request, const Exchange& exchange, const Batch& batch) override {
    archived.push_back(exchange.body);
    rows.at(request.id).state = State::done;
    Slice& slice = slices[request.request.slice];
    if (batch.expected) slice.expected = batch.expected;
    for (const Record& record : batch.records) stored.insert(record.key), slice.brought.insert(record.key);
    for (const Gone& gone_key : batch.gone) gone.insert(gone_key.key), slice.brought.insert(gone_key.key);
    for (const Rejected& bad : batch.rejected) rejected.insert(bad.key);
    for (const std::string& key : request.request.keys)
      if (slice.brought.count(key) == 0) owed[key] = "missing from the reply";
    std::vector<Pending> out;
    for (Request follow : batch.requests) {
      const bool opens = !follow.slice.empty() && follow.slice != request.request.slice;
      if (opens) slices[follow.slice].parent = request.request.slice;
      if (follow.slice.empty()) follow.slice = request.request.slice;
      out.push_back(add(request.query, follow, opens, now()));
    }
    return out;
  }

  void again(const Pending& request, const Exchange& exchange, const std::string& reason) override {
    archived.push_back(exchange.body);
    reasons.push_back(reason);
    ++rows.at(request.id).pending.tries;
  }

  void failed(const Pending& request, const Exchange& exchange, const std::string& reason,
              const std::optional<std::string>& not_before) override {
    archived.push_back(exchange.body);
    reasons.push_back(reason);
    Row& row = rows.at(request.id);
    row.state = State::failed;
    row.reason = reason;
    row.not_before = not_before;
    for (const std::string& key : request.request.keys) owed[key] = reason;
  }

  std::vector<Pending> restart(const Pending& request, const std::string& reason) override {
    reasons.push_back(reason);
    ++restarts;
    std::vector<Pending> out;
    for (auto row = rows.begin(); row != rows.end();) {
      const bool inside = within(row->second.pending.request.slice, request.request.slice);
      const bool opener =
          inside && row->second.pending.opens_slice && row->second.pending.request.slice == request.request.slice;
      if (opener) {
        row->second.state = State::pending;
        out.push_back(row->second.pending);
      }
      row = inside && !opener && row->second.state == State::pending ? rows.erase(row) : std::next(row);
    }
    return out;
  }

  /// Every request answered, an exact count, and as many keys brought or owed.
  [[nodiscard]] bool balances(const std::string& name) const {
    const auto slice = slices.find(name);
    if (slice == slices.end() || !slice->second.expected || slice->second.expected->exactness != exact) return false;
    for (const auto& [id, row] : rows)
      if (within(row.pending.request.slice, name) && row.state != State::done) return false;
    std::set<std::string> accounted = slice->second.brought;
    for (const auto& [key, reason] : owed) accounted.insert(key);
    return accounted.size() == slice->second.expected->count;
  }

  std::function<std::string()> now;  ///< stamps new requests
  std::map<std::int64_t, Row> rows;
  std::map<std::string, Slice> slices;
  std::set<std::string> stored, gone, rejected;
  std::map<std::string, std::string> owed;
  std::vector<std::string> archived, reasons;
  int restarts = 0;

 private:
  Pending add(const Query& query, const Request& request, bool opens, const std::string& created_at) {
    const std::int64_t id = ++last_id_;
    rows[id].pending = {
        .id = id, .query = query, .request = request, .opens_slice = opens, .tries = 0, .created_at = created_at};
    return rows[id].pending;
  }
  [[nodiscard]] bool within(std::string slice, const std::string& outer) const {
    while (slice != outer) {
      const auto found = slices.find(slice);
      if (found == slices.end() || found->second.parent.empty()) return false;
      slice = found->second.parent;
    }
    return true;
  }
  std::int64_t last_id_ = 0;
};

}  // namespace evigraft
