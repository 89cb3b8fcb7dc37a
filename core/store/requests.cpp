// A request's life: pending, then done or failed; dropped when its slice starts again. Each function here is one
// transaction, so a process killed between two of them leaves a table that the next run goes on with.
#include "store/requests.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "store/connection.h"
#include "store/digest.h"
#include "store/record_columns.h"
#include "store/record_writer.h"
#include "store/utf8.h"

namespace evigraft {
namespace {

/// Where a request stands: its slice, and the query and source of that.
struct Place {
  std::int64_t slice = 0, query = 0;
  std::string slice_name, source;
  bool pending = false;
};

Place place_of(Connection& connection, std::int64_t request) {
  Statement row(connection,
                "SELECT l.id, l.query_id, l.name, q.source, r.state = 'pending' FROM request AS r "
                "JOIN slice AS l ON l.id = r.slice_id JOIN source_query AS q ON q.id = l.query_id WHERE r.id = ?");
  if (!row.bind(request).step())
    throw Error(Error::Kind::database, "request " + std::to_string(request) + " is not in the database");
  return {row.integer(0), row.integer(1), row.text(2), row.text(3), row.integer(4) != 0};
}

std::int64_t find_or_open_slice(Connection& connection, std::int64_t query, const std::string& name,
                                std::optional<std::int64_t> parent, std::int64_t run) {
  Statement(connection,
            "INSERT INTO slice(query_id, name, parent_id, last_run) VALUES (?, ?, ?, ?) "
            "ON CONFLICT(query_id, name) DO UPDATE SET last_run = excluded.last_run, state = 'open'")
      .bind(query, name, parent, run)
      .run();
  Statement row(connection, "SELECT id FROM slice WHERE query_id = ? AND name = ?");
  row.bind(query, name).step();
  return row.integer(0);
}

void touch_slice(Connection& connection, std::int64_t slice, std::int64_t run) {
  Statement(connection, "UPDATE slice SET last_run = ?, state = 'open' WHERE id = ?").bind(run, slice).run();
}

StoredRequest insert_request(Connection& connection, std::int64_t run, std::int64_t slice,
                             std::optional<std::int64_t> parent, bool opens, const Query& query, const Request& request,
                             std::string_view now) {
  Statement(connection,
            "INSERT INTO request(slice_id, parent_id, opens_slice, method, path, parameters, headers, body, keys, "
            "carry, created_at, last_run) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(slice, parent, opens, request.method == Method::post ? "POST" : "GET", clean_text(request.path),
            json_pairs(request.parameters), json_pairs(request.headers), Blob{request.body}, json_texts(request.keys),
            Blob{request.state}, now, run)
      .run();
  const std::int64_t id = last_row_id(connection);
  for (const std::string& key : request.keys)
    Statement(connection,
              "INSERT INTO slice_key(slice_id, key, asked, state) VALUES (?, ?, 1, 'asked') "
              "ON CONFLICT(slice_id, key) DO UPDATE SET asked = 1")
        .bind(slice, key)
        .run();
  return {
      .id = id, .query = query, .request = request, .opens_slice = opens, .tries = 0, .created_at = std::string(now)};
}

std::int64_t archive(Connection& connection, std::int64_t run, const Place& place, std::int64_t request,
                     const Attempt& attempt, const char* verdict, std::string_view reason) {
  const bool came = attempt.status > 0;
  std::optional<std::string> digest, reason_or_null;
  if (came) digest = sha256_hex(attempt.body);
  if (!reason.empty()) reason_or_null = clean_text(reason);
  const std::string body = came ? compressed(attempt.body) : std::string();
  Statement statement(
      connection,
      "INSERT INTO payload(kind, run_id, source, request_id, name, size, sha256, body, verdict, reason, "
      "status, headers, wire_bytes, received_at, seconds) "
      "VALUES ('http', ?, ?, ?, ?, ?, ?, nullif(?, x''), ?, ?, nullif(?, 0), ?, ?, ?, ?)");
  statement
      .bind(run, place.source, request, clean_text(attempt.url), came ? attempt.body.size() : 0, digest, Blob{body},
            verdict, reason_or_null, attempt.status, json_pairs(attempt.headers), attempt.wire_bytes,
            attempt.started_at, attempt.seconds)
      .run();
  return last_row_id(connection);
}

void settle_key(Connection& connection, std::int64_t slice, const std::string& key, const char* state) {
  Statement(connection,
            "INSERT INTO slice_key(slice_id, key, asked, state) VALUES (?, ?, 0, ?) "
            "ON CONFLICT(slice_id, key) DO UPDATE SET state = excluded.state")
      .bind(slice, key, state)
      .run();
}

/// The key did not come: owed, counted once a run; unless it was given up before, then it stays an exclusion.
void owe(Connection& connection, std::int64_t run, const Place& place, const std::string& key, std::string_view reason,
         std::string_view now) {
  Statement given_up(connection,
                     "SELECT 1 FROM exclusion WHERE stage = 'fetch' AND reason = 'unavailable' AND subject = ?");
  if (given_up.bind(place.source + ":" + key).step()) return settle_key(connection, place.slice, key, "unavailable");
  Statement(connection,
            "INSERT INTO owed(source, key, reason, first_at, last_at, last_run) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT(source, key) DO UPDATE SET reason = excluded.reason, last_at = excluded.last_at, "
            "tries = tries + (last_run <> excluded.last_run), last_run = excluded.last_run")
      .bind(place.source, key, clean_text(reason), now, now, run)
      .run();
  settle_key(connection, place.slice, key, "owed");
}

void refuse_unkeyed(Connection& connection, std::int64_t run, const Place& place, const RejectedRecord& rejected) {
  Statement(connection, "UPDATE slice SET unkeyed = unkeyed + 1 WHERE id = ?").bind(place.slice).run();
  Statement(connection,
            "INSERT INTO exclusion(run_id, stage, subject, reason, detail) VALUES (?, 'fetch', ?, "
            "'unreadable', ?) ON CONFLICT DO UPDATE SET run_id = excluded.run_id")
      .bind(run, place.source + " " + place.slice_name, clean_text(rejected.where + ": " + rejected.reason))
      .run();
}

void store_brought(Connection& connection, std::int64_t run, const Place& place, const Request& asked,
                   const Brought& brought, std::int64_t payload, std::string_view now, RecordWriter& writer) {
  std::unordered_set<std::string> settled;
  for (const Record& record : brought.records) {
    if (record.key.empty()) {
      writer.rejected();
      refuse_unkeyed(connection, run, place, {"", "record", "it has no key"});
      continue;
    }
    writer.put(record, payload);
    settle_key(connection, place.slice, record.key, "stored");
    settled.insert(record.key);
  }
  for (const KeyReason& gone : brought.gone) {
    writer.gone(gone.key, gone.reason);
    settle_key(connection, place.slice, gone.key, "deleted");
    settled.insert(gone.key);
  }
  for (const RejectedRecord& rejected : brought.rejected) {
    writer.rejected();
    if (rejected.key.empty())
      refuse_unkeyed(connection, run, place, rejected);
    else if (settled.insert(rejected.key).second)
      owe(connection, run, place, rejected.key, "rejected at " + rejected.where + ": " + rejected.reason, now);
  }
  for (const std::string& key : asked.keys)
    if (settled.insert(key).second) owe(connection, run, place, key, "not in the reply", now);
}

void note(Connection& connection, std::int64_t slice, std::string_view warning) {
  Statement(connection,
            "UPDATE slice SET warnings = json_insert(warnings, '$[#]', ?) "
            "WHERE id = ? AND json_array_length(warnings) < 100")
      .bind(clean_text(warning), slice)
      .run();
}

/// The slice and those it was split into, directly or further down, as a table `tree(id)`.
constexpr const char* kTree =
    "WITH RECURSIVE tree(id) AS (VALUES (?) UNION SELECT l.id FROM slice AS l JOIN tree AS t ON l.parent_id = t.id) ";

std::vector<StoredRequest> load(Statement& rows) {
  std::vector<StoredRequest> out;
  while (rows.step()) {
    StoredRequest& request = out.emplace_back();
    request.id = rows.integer(0);
    request.opens_slice = rows.integer(1) != 0;
    request.tries = static_cast<int>(rows.integer(2));
    request.created_at = rows.text(3);
    request.request = {.method = rows.text(4) == "POST" ? Method::post : Method::get,
                       .path = rows.text(5),
                       .parameters = pairs_from_json(rows.text(6)),
                       .headers = pairs_from_json(rows.text(7)),
                       .body = rows.text(8),
                       .slice = rows.text(11),
                       .keys = texts_from_json(rows.text(9)),
                       .state = rows.text(10)};
    request.query = {.kind = rows.text(12) == "keys" ? Query::Kind::keys : Query::Kind::search,
                     .text = rows.text(13),
                     .since = rows.text(14),
                     .until = rows.text(15),
                     .keys = texts_from_json(rows.text(16))};
  }
  return out;
}

constexpr const char* kSelect =
    "SELECT r.id, r.opens_slice, r.tries, r.created_at, r.method, r.path, r.parameters, r.headers, r.body, r.keys, "
    "r.carry, l.name, q.kind, q.text, q.since, q.until, q.keys FROM request AS r JOIN slice AS l ON l.id = r.slice_id "
    "JOIN source_query AS q ON q.id = l.query_id ";

std::string slice_name_of(const Query& query) {
  if (query.kind == Query::Kind::keys) return "keys";
  return (query.since.empty() ? "beginning" : query.since) + ".." + (query.until.empty() ? "now" : query.until);
}

}  // namespace

std::vector<StoredRequest> open_requests(Store& store, std::int64_t run, std::string_view source, const Query& query,
                                         const Requests& requests, std::string_view now) {
  Connection& connection = store.connection();
  Transaction transaction(connection);
  Statement(connection,
            "INSERT INTO source_query(run_id, source, kind, text, since, until, keys, created_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(run, source, query.kind == Query::Kind::keys ? "keys" : "search", query.text, query.since, query.until,
            json_texts(query.keys), now)
      .run();
  const std::int64_t query_id = last_row_id(connection);
  std::vector<StoredRequest> out;
  for (Request request : requests) {
    if (request.slice.empty()) request.slice = slice_name_of(query);
    request.slice = clean_text(request.slice);
    const std::int64_t slice = find_or_open_slice(connection, query_id, request.slice, std::nullopt, run);
    out.push_back(insert_request(connection, run, slice, std::nullopt, true, query, request, now));
  }
  transaction.commit();
  return out;
}

std::vector<StoredRequest> pending_requests(const Store& store, std::string_view source) {
  Statement rows(store.connection(), std::string(kSelect) + "WHERE q.source = ? AND r.state = 'pending' ORDER BY r.id");
  return load(rows.bind(source));
}

Committed commit_exchange(Store& store, std::int64_t run, const StoredRequest& request, const Attempt& attempt,
                          const Brought& brought, std::string_view now) {
  Connection& connection = store.connection();
  Transaction transaction(connection);
  const Place place = place_of(connection, request.id);
  Committed out;
  if (!place.pending) {  // its slice was started again while it was on its way: the same content comes again
    archive(connection, run, place, request.id, attempt, "rejected", "its slice was started again");
    transaction.commit();
    return out;
  }
  Statement(connection, "UPDATE request SET state = 'done', tries = tries + 1, error = NULL, last_run = ? WHERE id = ?")
      .bind(run, request.id)
      .run();
  touch_slice(connection, place.slice, run);
  const std::int64_t payload = archive(connection, run, place, request.id, attempt, "accepted", "");
  RecordWriter writer(connection, run, place.source);
  store_brought(connection, run, place, request.request, brought, payload, now, writer);
  writer.keep_counts();
  if (brought.expected)
    Statement(connection, "UPDATE slice SET expected = ?, exactness = ? WHERE id = ?")
        .bind(*brought.expected, brought.exactness == exact ? "exact" : "about", place.slice)
        .run();
  for (const std::string& warning : brought.warnings) note(connection, place.slice, warning);
  for (Request follow_up : brought.requests) {
    follow_up.slice = follow_up.slice.empty() ? place.slice_name : clean_text(follow_up.slice);
    const bool opens = follow_up.slice != place.slice_name;
    const std::int64_t slice =
        opens ? find_or_open_slice(connection, place.query, follow_up.slice, place.slice, run) : place.slice;
    out.follow_ups.push_back(insert_request(connection, run, slice, request.id, opens, request.query, follow_up, now));
  }
  transaction.commit();
  out.counts = writer.counts();
  return out;
}

void keep_attempt(Store& store, std::int64_t run, const StoredRequest& request, const Attempt& attempt,
                  std::string_view reason) {
  Connection& connection = store.connection();
  Transaction transaction(connection);
  const Place place = place_of(connection, request.id);
  archive(connection, run, place, request.id, attempt, attempt.status > 0 ? "rejected" : "failed",
          reason.empty() ? "asked again" : reason);
  Statement(connection, "UPDATE request SET tries = tries + 1, error = ?, last_run = ? WHERE id = ?")
      .bind(clean_text(reason), run, request.id)
      .run();
  touch_slice(connection, place.slice, run);
  transaction.commit();
}

void fail_request(Store& store, std::int64_t run, const StoredRequest& request, const Attempt& attempt,
                  std::string_view reason, const std::optional<std::string>& not_before, std::string_view now) {
  Connection& connection = store.connection();
  Transaction transaction(connection);
  const Place place = place_of(connection, request.id);
  if (attempt.status > 0 || !attempt.failure.empty())
    archive(connection, run, place, request.id, attempt, attempt.status > 0 ? "rejected" : "failed",
            reason.empty() ? "given up" : reason);
  Statement(connection,
            "UPDATE request SET state = 'failed', tries = tries + 1, error = ?, not_before = ?, "
            "last_run = ? WHERE id = ? AND state = 'pending'")
      .bind(clean_text(reason), not_before, run, request.id)
      .run();
  for (const std::string& key : request.request.keys)
    owe(connection, run, place, key, "failed: " + std::string(reason), now);
  touch_slice(connection, place.slice, run);
  transaction.commit();
}

std::vector<StoredRequest> restart_slice(Store& store, std::int64_t run, const StoredRequest& request,
                                         std::string_view reason, std::string_view now) {
  Connection& connection = store.connection();
  Transaction transaction(connection);
  const Place place = place_of(connection, request.id);
  const std::string tree = kTree;
  Statement(connection, tree +
                            "UPDATE request SET state = 'dropped' WHERE state = 'pending' AND slice_id IN "
                            "(SELECT id FROM tree)")
      .bind(place.slice)
      .run();
  Statement(connection, tree +
                            "UPDATE request SET opens_slice = 0 WHERE slice_id <> ? AND slice_id IN "
                            "(SELECT id FROM tree)")
      .bind(place.slice, place.slice)
      .run();
  Statement(connection, tree + "DELETE FROM slice_key WHERE slice_id IN (SELECT id FROM tree)").bind(place.slice).run();
  Statement(connection, tree +
                            "UPDATE slice SET expected = NULL, exactness = 'exact', unkeyed = 0, state = 'open', "
                            "last_run = ? WHERE id IN (SELECT id FROM tree)")
      .bind(place.slice, run)
      .run();
  Statement(connection,
            "UPDATE request SET state = 'pending', created_at = ?, last_run = ? "
            "WHERE slice_id = ? AND opens_slice = 1")
      .bind(now, run, place.slice)
      .run();
  Statement(connection,
            "INSERT INTO slice_key(slice_id, key, asked, state) "
            "SELECT DISTINCT r.slice_id, k.value, 1, 'asked' FROM request AS r, json_each(r.keys) AS k "
            "WHERE r.slice_id = ? AND r.state = 'pending'")
      .bind(place.slice)
      .run();
  note(connection, place.slice, "started again: " + std::string(reason));
  std::vector<StoredRequest> out;
  {
    Statement rows(connection, std::string(kSelect) + "WHERE r.slice_id = ? AND r.state = 'pending' ORDER BY r.id");
    out = load(rows.bind(place.slice));
  }
  transaction.commit();
  return out;
}

std::uint64_t drop_requests(Store& store, std::string_view source, std::string_view reason) {
  Connection& connection = store.connection();
  Transaction transaction(connection);
  const std::string pending =
      "SELECT r.id FROM request AS r JOIN slice AS l ON l.id = r.slice_id "
      "JOIN source_query AS q ON q.id = l.query_id WHERE q.source = ? AND r.state = 'pending'";
  Statement(connection,
            "UPDATE slice SET dropped = ?, state = 'unbalanced', reason = ? WHERE id IN "
            "(SELECT slice_id FROM request WHERE id IN (" +
                pending + "))")
      .bind(clean_text(reason), clean_text(reason), source)
      .run();
  const int dropped =
      Statement(connection, "UPDATE request SET state = 'dropped' WHERE id IN (" + pending + ")").bind(source).run();
  transaction.commit();
  return static_cast<std::uint64_t>(dropped);
}

std::optional<std::string> not_before(const Store& store, std::string_view source, std::string_view now) {
  Statement row(store.connection(),
                "SELECT max(r.not_before) FROM request AS r JOIN slice AS l ON l.id = r.slice_id "
                "JOIN source_query AS q ON q.id = l.query_id WHERE q.source = ? AND r.not_before > ?");
  if (!row.bind(source, now).step() || row.is_null(0)) return std::nullopt;
  return row.text(0);
}

}  // namespace evigraft
