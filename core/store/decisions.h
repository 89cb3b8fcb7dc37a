// core/store/decisions.h: what people said, the machine's outcomes that they said it of, and the rows that stand on
// both. What the decisions amount to is folded elsewhere: here they are kept and never changed.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/store.h"

namespace evigraft {

struct DecisionRow {
  std::int64_t id = 0;  ///< 0: to be given
  std::string at;       ///< ISO 8601 UTC
  std::string who, why;
  std::string kind;                          ///< accept, reject, set, add, screen, merge, split, judge, readers, undo
  std::string target_kind;                   ///< outcome, entered, report, question, database, decision
  std::string target;                        ///< natural key
  std::map<std::string, std::string> value;  ///< field -> text; empty: not stated
  std::map<std::string, std::string> seen;   ///< the same, of the machine at that time
  std::int64_t run = 0;
};
/// Appends; returns the number it got.
std::int64_t add_decision(Store& store, const DecisionRow& row);
/// All of them in the order they were made.
std::vector<DecisionRow> decision_rows(const Store& store);

/// "pubmed:34101387" -> the report that the record belongs to now.
std::map<std::string, std::int64_t> reports_of_records(const Store& store);

/// An outcome as the machine reads it, whatever was decided.
struct MachineOutcomeRow {
  std::int64_t outcome_id = 0, report_id = 0;
  std::string report_key, span_field, as_printed, arm_label;
  std::int64_t occurrence = 0, repeat = 0;
  std::string arm_class;
  double value = 0;
  std::optional<double> spread, months;
  std::optional<std::int64_t> n;
  std::string spread_kind, statistic, method, definition;  ///< empty: not stated
};
std::vector<MachineOutcomeRow> machine_outcomes(const Store& store);

/// What counts of an outcome.
struct CountingRow {
  std::string decision;  ///< accepted, rejected, corrected, entered
  std::int64_t decision_id = 0;
  std::string who, why;  ///< where they are not the decision's own: two readers agreed; else empty
  std::string arm_class;
  double value = 0;
  std::optional<double> spread, months;
  std::optional<std::int64_t> n;
  std::string spread_kind, statistic, method, definition;  ///< empty: not stated
  std::map<std::string, std::string> machine;              ///< what the machine reads where it differs
};
struct DecidedRow {
  std::int64_t outcome_id = 0;
  CountingRow counts;
};
/// A number that a person entered.
struct EnteredRow {
  std::int64_t decision = 0, report_id = 0;  ///< the `add`; where its report is now
  std::string arm_label, as_printed, words, place;
  CountingRow counts;
};
/// Replaces all rows that stand on decisions. An entered number keeps its id as long as its decision is there.
void replace_decided(Store& store, std::int64_t run, const std::vector<DecidedRow>& decided,
                     const std::vector<EnteredRow>& entered);

/// The outcome an `add` became; 0 when it has none now.
std::int64_t entered_outcome(const Store& store, std::int64_t decision);
/// The `add` an outcome came from; 0 for what the machine read.
std::int64_t entering_decision(const Store& store, std::int64_t outcome);

}  // namespace evigraft
