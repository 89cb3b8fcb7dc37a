// core/store/readings.h: what was read out of reports: arms, outcomes with their spans, comparisons. Names of classes,
// kinds and designs are those of the machine interface ("ASC", "sd", "nonrandomised_comparative").
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/store.h"

namespace evigraft {

struct SpanRow {
  std::string field;       ///< title or abstract
  int start = 0, end = 0;  ///< code points
  std::string text;
};

struct ArmRow {
  std::string arm_class, label;
  std::optional<int> n;
};

struct OutcomeRow {
  std::string arm_class, arm_label;
  std::string measure = "retention";
  double value = 0;
  std::string unit = "%";
  std::optional<double> spread;
  std::optional<std::string> spread_kind;      ///< sd, se, unknown
  std::optional<std::string> spread_inferred;  ///< sd, se: what the numbers themselves suggest
  std::string spread_evidence;                 ///< why; empty without spread_inferred
  std::optional<std::array<double, 2>> interval;
  std::optional<std::string> interval_kind;  ///< ci95, iqr, range
  std::string statistic = "unknown";         ///< mean, median, unknown
  std::optional<int> n;
  std::optional<double> months;
  std::string method, definition;  ///< empty: not stated
  bool polarity_flipped = false;
  std::string as_printed;
  int occurrence = 0;
  SpanRow span;
  double confidence = 0;
  std::vector<std::string> flags;
};

struct ComparisonRow {
  std::vector<std::string> arms;
  std::optional<double> p;
  std::string p_relation, test, adjustment;
  std::optional<bool> paired;
  std::optional<int> sides;
  std::optional<double> difference;
  std::optional<std::array<double, 2>> ci95;
  SpanRow span;
};

struct ReadingRow {
  std::int64_t report_id = 0, record_id = 0;  ///< the record whose text was read
  std::string species, design, pairing;
  std::optional<int> n_total;
  std::string site;         ///< empty: not stated
  std::string extractor;    ///< version of the rules that read it
  std::string text_digest;  ///< ReportText::digest
  std::vector<ArmRow> arms;
  std::vector<OutcomeRow> outcomes;
  std::vector<ComparisonRow> comparisons;
};

struct OutcomeChanges {
  std::uint64_t added = 0, changed = 0, unchanged = 0, removed = 0;
};

/// Replaces the readings of the given reports in one transaction; those of other reports stay. An outcome keeps its id
/// while its key holds: report, field, text as printed and its occurrence, arm label, months.
OutcomeChanges replace_readings(Store& store, std::int64_t run, const std::vector<ReadingRow>& rows);

struct ReadingStamp {
  std::string extractor, text_digest;
};
/// By report id: what need not be read again.
std::map<std::int64_t, ReadingStamp> reading_stamps(const Store& store);

}  // namespace evigraft
