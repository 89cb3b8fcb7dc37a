// core/store/outcome_history.h: outcomes as they stood after each run.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/evidence.h"
#include "store/store.h"

namespace evigraft {

/// Compares all outcomes with what the last run left and writes the differences, in one transaction. The first time,
/// outcomes of a file from before there was a history begin with the run that first read them. Runs before `run` are
/// not touched, and a run that derives twice leaves what the second time found.
void record_outcome_history(Store& store, std::int64_t run, const std::map<std::int64_t, std::string>& study_names);

/// Whether any run has written there; a file from before there was a history may be without.
bool has_outcome_history(const Store& store);

struct PastOutcome {
  std::int64_t from_run = 0;
  std::optional<std::int64_t> until_run;  ///< absent: it stands so
  std::string study;                      ///< what people called its study then
  OutcomeView outcome;
};
/// By outcome and run.
std::vector<PastOutcome> outcome_history(const Store& store);

/// Since when changes are recorded, ISO 8601 UTC.
std::string history_begins(const Store& store);

struct RunMark {
  std::int64_t id = 0;
  std::string started_at;  ///< ISO 8601 UTC
};
std::vector<RunMark> run_marks(const Store& store);  ///< by id

}  // namespace evigraft
