// core/pipeline/refresh.cpp: Source -> Payload -> Record, for every source of the topic; then the derived steps.
#include <algorithm>
#include <chrono>

#include "pipeline.h"
#include "pipeline/calendar.h"
#include "pipeline/store_table.h"
#include "store/requests.h"
#include "store/runs.h"
#include "store/slices.h"

namespace evigraft {
namespace {

using SteadyClock = std::chrono::steady_clock;

double seconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

/// Asks the owed keys first, then what is new since the watermark; what an earlier run left pending stays ahead of
/// both. Returns why the plugin refused a question, or nothing.
std::string open_queries(Store& store, std::int64_t run, Runner& runner, const std::string& text,
                         const RefreshOptions& options, const Surroundings& surroundings) {
  const std::string& source = runner.info().id;
  const std::string now = surroundings.now();
  // A run that was killed after its last reply has not closed its ledger.
  balance_slices(store, run);
  advance_watermark(store, run, source);
  std::string refusal;
  const auto open = [&](const Query& query) {
    const Batch batch = runner.first(query);
    if (batch.answer == Answer::ok)
      open_requests(store, run, source, query, batch.requests, now);
    else
      refusal = batch.message;
  };

  std::vector<StoredRequest> pending = pending_requests(store, source);
  const auto of_another_query = [&](const StoredRequest& request) {
    return request.query.kind == Query::Kind::search && (request.query.text != text || options.full);
  };
  if (std::any_of(pending.begin(), pending.end(), of_another_query)) {
    drop_requests(store, source, "the question has changed");
    pending.clear();
  }

  const std::vector<OwedKey> owed = owed_keys(store, source);
  if (!owed.empty()) {
    Query query;
    query.kind = Query::Kind::keys;
    for (const OwedKey& key : owed) query.keys.push_back(key.key);
    open(query);
  }

  Query query;
  query.kind = Query::Kind::search;
  query.text = text;
  query.until = now.substr(0, 10);
  if (!options.since.empty()) {
    query.since = options.since;
  } else if (!options.full) {
    std::string answered_until = watermark(store, source, text).value_or("");
    for (const StoredRequest& request : pending)
      if (request.query.kind == Query::Kind::search) answered_until = std::max(answered_until, request.query.until);
    // A day of overlap: a server dates what it adds by its own clock and sometimes late.
    if (!answered_until.empty()) query.since = day_before(answered_until);
  }
  const bool still_pending = std::any_of(pending.begin(), pending.end(), [&](const StoredRequest& request) {
    return request.query.kind == Query::Kind::search && request.query.until == query.until;
  });
  if (!still_pending || !options.since.empty()) open(query);
  return refusal;
}

SourceSummary summary_of(const SourceRun& run) {
  SourceSummary summary;
  summary.source = run.source;
  summary.status = run.status;
  summary.expected = static_cast<std::int64_t>(run.expected);
  summary.received = static_cast<std::int64_t>(run.received);
  summary.parsed = static_cast<std::int64_t>(run.parsed);
  summary.rejected = static_cast<std::int64_t>(run.rejected);
  summary.fresh = static_cast<std::int64_t>(run.added);
  summary.changed = static_cast<std::int64_t>(run.changed);
  summary.unchanged = static_cast<std::int64_t>(run.unchanged);
  summary.deleted = static_cast<std::int64_t>(run.deleted);
  summary.owed = static_cast<std::int64_t>(run.owed);
  summary.requests = run.requests;
  summary.retries = run.retries;
  summary.bytes = run.bytes;
  summary.seconds = run.seconds;
  summary.watermark = run.watermark;
  summary.error = run.error;
  return summary;
}

struct Ledger {
  bool balanced = true;  ///< or unverified: nothing is missing that nobody can name
  bool drift = false;
  std::string reason;
};

Ledger close_ledger(Store& store, std::int64_t run, const std::string& source, const Surroundings& surroundings) {
  Ledger ledger;
  for (const SliceLine& line : balance_slices(store, run)) {
    if (line.source != source) continue;
    if (line.state == SliceState::unbalanced || line.state == SliceState::open) {
      ledger.balanced = false;
      if (ledger.reason.empty()) ledger.reason = line.name + ": " + line.reason;
    }
    // A window that is still open may grow; one that shrinks has lost records, or the server lies.
    if (line.expected && line.expected_earlier && *line.expected < *line.expected_earlier) {
      ledger.drift = true;
      if (surroundings.warn)
        surroundings.warn(source + ", " + line.name + ": the server now counts " + std::to_string(*line.expected) +
                          " records where it counted " + std::to_string(*line.expected_earlier) + " before (drift).");
    }
  }
  return ledger;
}

SourceSummary fetch_source(Store& store, std::int64_t run, const Topic& topic, const SourceChoice& choice,
                           Transport& transport, const RefreshOptions& options, const Surroundings& surroundings) {
  const auto start = SteadyClock::now();
  Runner& runner = *choice.runner;
  const std::string& source = runner.info().id;
  SourceEnd end;
  FetchReport report;
  if (const auto until = not_before(store, source, surroundings.now())) {
    end.status = "partial";
    end.error = "the server asked us to stay away until " + *until;
  } else if (const std::string refusal =
                 open_queries(store, run, runner, topic.queries.at(source), options, surroundings);
             !refusal.empty()) {
    end.status = "failed";
    end.error = refusal;
    report.answer = Answer::bad_config;
  } else {
    FetchOptions fetching = choice.options;
    fetching.limit = options.limit;
    fetching.now = surroundings.now;
    fetching.cancelled = surroundings.cancelled;
    if (surroundings.progress)
      fetching.progress = [&](std::uint64_t done, std::uint64_t known) {
        surroundings.progress(source + ": " + std::to_string(done) + " of " + std::to_string(known) + " requests");
      };
    const std::string base = fetching.base_url.empty() ? runner.info().base_url : fetching.base_url;
    StoreTable table(store, run, source, base, surroundings.now);
    report = fetch(runner, transport, table, fetching);
    if (surroundings.warn)
      for (const std::string& warning : table.take_warnings()) surroundings.warn(source + ": " + warning);
    end.requests = report.requests;
    end.retries = report.retries;
    end.bytes = report.bytes;
    end.error = report.error;
    end.status = report.end == FetchReport::End::finished ? "ok"
                 : report.end == FetchReport::End::failed ? "failed"
                                                          : "partial";
  }
  const Ledger ledger = close_ledger(store, run, source, surroundings);
  if (!ledger.balanced && end.status == "ok" && !report.limited) {
    end.status = "partial";
    end.error = ledger.reason;
  }
  advance_watermark(store, run, source);
  end.seconds = seconds_since(start);
  SourceSummary summary = summary_of(finish_source(store, run, source, end));
  summary.drift = ledger.drift;
  summary.answer = report.answer;
  summary.answered = report.answered;
  return summary;
}

std::string overall_status(const std::vector<SourceSummary>& sources) {
  const auto is = [](const char* status) { return [status](const SourceSummary& s) { return s.status == status; }; };
  if (std::all_of(sources.begin(), sources.end(), is("failed"))) return "failed";
  const bool all_ok = std::all_of(sources.begin(), sources.end(), is("ok"));
  const bool drift = std::any_of(sources.begin(), sources.end(), [](const SourceSummary& s) { return s.drift; });
  return all_ok && !drift ? "ok" : "partial";
}

RunStatus run_status(const RefreshSummary& summary) {
  if (summary.cancelled) return RunStatus::interrupted;
  if (summary.status == "ok") return RunStatus::ok;
  return summary.status == "failed" ? RunStatus::failed : RunStatus::partial;
}
}  // namespace

RefreshSummary refresh(Store& store, const Topic& topic, const std::vector<SourceChoice>& sources, Transport& transport,
                       const RefreshOptions& options, const Surroundings& surroundings) {
  const auto start = SteadyClock::now();
  RefreshSummary summary;
  summary.run = begin_run(store, "refresh", surroundings.now());
  for (const SourceChoice& choice : sources) {
    if (surroundings.cancelled && surroundings.cancelled()) break;
    summary.sources.push_back(fetch_source(store, summary.run, topic, choice, transport, options, surroundings));
    transport.abandon();
  }
  expire_owed(store, summary.run, surroundings.now());
  summary.cancelled = surroundings.cancelled && surroundings.cancelled();
  if (!summary.cancelled) summary.derived = derive(store, summary.run, topic, false, surroundings);
  summary.status = overall_status(summary.sources);
  summary.seconds = seconds_since(start);
  finish_run(store, summary.run, run_status(summary), options.json ? options.json(summary) : "{}", surroundings.now());
  return summary;
}

}  // namespace evigraft
