// core/pipeline/overlay.h: decisions laid over the derived rows: what the store holds as core/review's values, and
// back.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "link/link.h"
#include "pipeline.h"
#include "review/readers.h"
#include "review/settle.h"
#include "store/decisions.h"
#include "store/evidence.h"
#include "store/store.h"

namespace evigraft {

review::Decision to_decision(const DecisionRow& row);
review::MachineOutcome to_machine(const MachineOutcomeRow& row);

/// All that the decisions amount to today. Reads only.
struct Overlay {
  std::vector<review::Decision> all, in_force;
  review::TwoReaders two;  ///< of those in force, the ones that count
  std::vector<review::MachineOutcome> machine;
  std::map<std::string, std::int64_t> reports;  ///< by record key
  review::Settled outcomes;
  review::Verdicts screening;
  std::vector<review::Lost> links;  ///< merges and splits of what is not there now
};
Overlay overlay_of(const Store& store);

/// Verdicts of people where the rules have come to a third one.
std::vector<review::Verdict> screening_clashes(const Store& store, const Overlay& overlay);

/// What people said of links, in order: core/link lays it over what its rules find.
std::vector<Ruling> link_rulings(const Store& store);

/// The derive step between reading and pooling: verdicts of people in the place of the rules', and the rows of outcomes
/// that decisions bear on.
Unsettled apply_decisions(Store& store, std::int64_t run);

/// Exclude if any rule excludes, else unsure if any is unsure, else include; with the first rule that said so. Empty
/// verdict without rules.
struct RuleVerdict {
  std::string verdict, rule, reason;
};
RuleVerdict rules_verdict(const Store& store, std::int64_t report);

/// "corrected by Ann Lee, 2026-11-21: n from the methods section"; empty for what only the machine read.
std::string decision_words(const OutcomeView& outcome);

}  // namespace evigraft
