// core/store/runs.h: one row a run of a command that writes, one row a run and source, and the watermarks.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace evigraft {

enum class RunStatus { running, ok, partial, failed, interrupted };

/// Starts a run. An earlier run that never finished was killed (we hold the lock): it becomes `interrupted`.
std::int64_t begin_run(Store& store, std::string_view command, std::string_view now);
/// `summary` is the JSON document the command prints.
void finish_run(Store& store, std::int64_t run, RunStatus status, std::string_view summary, std::string_view now);

/// What a run did with one source: the numbers of `refresh --json`. The counts down to `deleted` are kept by the
/// functions that store (requests.h, records.h), each in the transaction of what it counts.
struct SourceRun {
  std::string source, status = "ok";  ///< ok, partial, failed
  std::uint64_t expected = 0;         ///< what the server said its slices hold
  std::uint64_t received = 0;         ///< records that came, parsed or not
  std::uint64_t parsed = 0, rejected = 0, added = 0, changed = 0, unchanged = 0, deleted = 0;
  std::uint64_t owed = 0;  ///< keys still owed when asked
  std::uint64_t requests = 0, retries = 0, bytes = 0;
  double seconds = 0;
  std::string watermark;  ///< empty: none
  std::string error;      ///< empty: none
};

/// What only the fetch loop knows of a source's end.
struct SourceEnd {
  std::string status = "ok", error;
  std::uint64_t requests = 0, retries = 0, bytes = 0;
  double seconds = 0;
};
/// Closes the line of a source in a run and freezes its expected, owed and watermark.
SourceRun finish_source(Store& store, std::int64_t run, std::string_view source, const SourceEnd& end);
std::vector<SourceRun> source_runs(const Store& store, std::int64_t run);

/// The day up to which `text` has been answered in full by `source`; none when the query's text is another.
std::optional<std::string> watermark(const Store& store, std::string_view source, std::string_view text);
/// Moves the watermark over the source's search queries up to `run` whose every slice is balanced and which leave no
/// gap (open since the beginning, or since no later than the day after the watermark). Call after balance_slices.
std::optional<std::string> advance_watermark(Store& store, std::int64_t run, std::string_view source);

}  // namespace evigraft
