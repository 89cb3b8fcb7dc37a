#include "store/runs.h"

#include <nlohmann/json.hpp>

#include "store/connection.h"
#include "store/utf8.h"

namespace evigraft {
namespace {

const char* name(RunStatus status) {
  switch (status) {
    case RunStatus::running:
      return "running";
    case RunStatus::ok:
      return "ok";
    case RunStatus::partial:
      return "partial";
    case RunStatus::failed:
      return "failed";
    case RunStatus::interrupted:
      return "interrupted";
  }
  throw Error(Error::Kind::failed, "a run in a state that does not exist");
}

/// One of `sources` of `refresh --json`.
std::string json_line(const SourceRun& line) {
  const auto or_null = [](const std::string& text) {
    return text.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(text);
  };
  const nlohmann::ordered_json json = {{"source", line.source},       {"status", line.status},
                                       {"expected", line.expected},   {"received", line.received},
                                       {"parsed", line.parsed},       {"rejected", line.rejected},
                                       {"new", line.added},           {"changed", line.changed},
                                       {"unchanged", line.unchanged}, {"deleted", line.deleted},
                                       {"owed", line.owed},           {"requests", line.requests},
                                       {"retries", line.retries},     {"bytes", line.bytes},
                                       {"seconds", line.seconds},     {"watermark", or_null(line.watermark)},
                                       {"error", or_null(line.error)}};
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

std::int64_t begin_run(Store& store, std::string_view command, std::string_view now) {
  Connection& connection = store.connection();
  Transaction transaction(connection);
  Statement(connection, "UPDATE run SET status = 'interrupted' WHERE status = 'running'").run();
  Statement(connection,
            "UPDATE run_source SET status = 'failed', error = coalesce(error, 'interrupted') "
            "WHERE status = 'running'")
      .run();
  Statement(connection, "INSERT INTO run(command, started_at) VALUES (?, ?)").bind(clean_text(command), now).run();
  const std::int64_t run = last_row_id(connection);
  transaction.commit();
  return run;
}

void finish_run(Store& store, std::int64_t run, RunStatus status, std::string_view summary, std::string_view now) {
  Connection& connection = store.connection();
  Transaction transaction(connection);
  Statement(connection, "UPDATE run_source SET status = 'ok' WHERE run_id = ? AND status = 'running'").bind(run).run();
  Statement(connection, "UPDATE run SET status = ?, summary = nullif(?, ''), finished_at = ? WHERE id = ?")
      .bind(name(status), summary, now, run)
      .run();
  transaction.commit();
}

SourceRun finish_source(Store& store, std::int64_t run, std::string_view source, const SourceEnd& end) {
  Connection& connection = store.connection();
  Transaction transaction(connection);
  Statement(connection, "INSERT INTO run_source(run_id, source) VALUES (?, ?) ON CONFLICT DO NOTHING")
      .bind(run, source)
      .run();
  // Expected: of the undivided slices worked on in this run; a query by keys says itself how many it expects.
  Statement(connection,
            "UPDATE run_source SET status = ?, error = ?, requests = ?, retries = ?, bytes = ?, seconds = ?, "
            "expected = (SELECT coalesce(sum(CASE WHEN l.expected IS NULL AND q.kind = 'keys' THEN "
            "   (SELECT count(*) FROM slice_key k WHERE k.slice_id = l.id AND k.asked) ELSE l.expected END), 0) "
            "  FROM slice l JOIN source_query q ON q.id = l.query_id WHERE q.source = run_source.source "
            "  AND l.last_run = run_source.run_id AND NOT EXISTS (SELECT 1 FROM slice c WHERE c.parent_id = l.id)), "
            "owed = (SELECT count(*) FROM owed o WHERE o.source = run_source.source), "
            "watermark = (SELECT w.date FROM watermark w WHERE w.source = run_source.source) "
            "WHERE run_id = ? AND source = ?")
      .bind(end.status, end.error.empty() ? std::nullopt : std::optional(clean_text(end.error)), end.requests,
            end.retries, end.bytes, end.seconds, run, source)
      .run();
  for (SourceRun& line : source_runs(store, run)) {
    if (line.source != source) continue;
    Statement(connection, "UPDATE run_source SET line = ? WHERE run_id = ? AND source = ?")
        .bind(json_line(line), run, source)
        .run();
    transaction.commit();
    return line;
  }
  throw Error(Error::Kind::database, "the line of source " + std::string(source) + " was not kept");
}

std::vector<SourceRun> source_runs(const Store& store, std::int64_t run) {
  Statement rows(
      store.connection(),
      "SELECT source, status, expected, received, parsed, rejected, added, changed, unchanged, deleted, owed, "
      "requests, retries, bytes, seconds, watermark, error FROM run_source WHERE run_id = ? ORDER BY source");
  rows.bind(run);
  std::vector<SourceRun> out;
  while (rows.step())
    out.push_back({.source = rows.text(0),
                   .status = rows.text(1),
                   .expected = rows.count(2),
                   .received = rows.count(3),
                   .parsed = rows.count(4),
                   .rejected = rows.count(5),
                   .added = rows.count(6),
                   .changed = rows.count(7),
                   .unchanged = rows.count(8),
                   .deleted = rows.count(9),
                   .owed = rows.count(10),
                   .requests = rows.count(11),
                   .retries = rows.count(12),
                   .bytes = rows.count(13),
                   .seconds = rows.real(14),
                   .watermark = rows.text(15),
                   .error = rows.text(16)});
  return out;
}

std::optional<std::string> watermark(const Store& store, std::string_view source, std::string_view text) {
  Statement row(store.connection(), "SELECT date FROM watermark WHERE source = ? AND text = ?");
  if (!row.bind(source, text).step()) return std::nullopt;
  return row.text(0);
}

std::optional<std::string> advance_watermark(Store& store, std::int64_t run, std::string_view source) {
  Connection& connection = store.connection();
  Transaction transaction(connection);
  struct Answered {
    std::string text, since, until;
  };
  std::vector<Answered> answered;
  {
    Statement rows(
        connection,
        "SELECT q.text, q.since, CASE q.until WHEN '' THEN substr(q.created_at, 1, 10) ELSE q.until END AS u "
        "FROM source_query AS q WHERE q.source = ? AND q.kind = 'search' "
        "AND EXISTS (SELECT 1 FROM slice l WHERE l.query_id = q.id AND l.last_run BETWEEN "
        "  coalesce((SELECT w.run_id FROM watermark w WHERE w.source = q.source), 0) AND ?) "
        "AND NOT EXISTS (SELECT 1 FROM slice l WHERE l.query_id = q.id AND l.state <> 'balanced') "
        "ORDER BY q.since, u, q.id");
    rows.bind(source, run);
    while (rows.step()) answered.push_back({rows.text(0), rows.text(1), rows.text(2)});
  }
  for (const Answered& query : answered)
    Statement(connection,
              "INSERT INTO watermark(source, text, date, run_id) SELECT ?1, ?2, ?4, ?5 "
              "WHERE ?3 = '' OR EXISTS (SELECT 1 FROM watermark w WHERE w.source = ?1 AND w.text = ?2 "
              "                         AND ?3 <= date(w.date, '+1 day')) "
              "ON CONFLICT(source) DO UPDATE SET date = CASE WHEN text = excluded.text THEN max(date, excluded.date) "
              "ELSE excluded.date END, text = excluded.text, run_id = excluded.run_id")
        .bind(source, query.text, query.since, query.until, run)
        .run();
  std::optional<std::string> now_at;
  {
    Statement row(connection, "SELECT date FROM watermark WHERE source = ?");
    if (row.bind(source).step()) now_at = row.text(0);
  }
  transaction.commit();
  return now_at;
}

}  // namespace evigraft
