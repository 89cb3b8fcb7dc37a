// core/pipeline/history.h: a question asked as of an earlier run, and what has happened since.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "pipeline/selection.h"
#include "store/evidence.h"
#include "store/outcome_history.h"
#include "store/store.h"

namespace evigraft {

/// Rows of v_outcome, today's or earlier ones, as candidates; `reports` as they are today.
std::vector<Candidate> candidates_of(const std::vector<ReportView>& reports, std::vector<OutcomeView> rows);

/// The run that `--since` means: its number, or the last one that began before a day (YYYY-MM-DD); 0 when none did.
/// Error::usage on another text and on a run that is not there.
std::int64_t run_before(const std::vector<RunMark>& runs, const std::string& run_or_day);

/// A study and the run in which it was first pooled for a question (again, where it had left).
struct Entered {
  std::int64_t study_id = 0;
  std::string label;
  std::int64_t run = 0;
  std::string date;  ///< of the run, YYYY-MM-DD
};

/// A study that is not pooled any more.
struct Left {
  std::int64_t study_id = 0;
  std::string label, reason;
};

/// Pooled then and now, with another effect or variance.
struct Moved {
  std::int64_t study_id = 0;
  std::string label;
  double yi_before = 0, vi_before = 0, yi_after = 0, vi_after = 0;
};

struct Changes {
  std::int64_t run = 0;  ///< the state after this run is compared with today's
  std::string date;      ///< of that run, YYYY-MM-DD; empty before the first
  std::vector<Entered> entered;
  std::vector<Left> left;
  std::vector<Moved> moved;
  Selected before;
  std::string recorded_from;  ///< day from which changes are recorded, where that is after `run`; else empty
};

/// `today`: the answer to `question` from `candidates`, which are today's.
Changes changes_since(const Store& store, const PoolQuestion& question, const std::vector<Candidate>& candidates,
                      const Selected& today, const std::string& run_or_day);

/// When each study of `today` was first pooled, since it last was not; in the order of `today`'s pooled studies.
std::vector<Entered> entered_runs(const Store& store, const PoolQuestion& question, const Selected& today);

}  // namespace evigraft
