// core/store/evidence.h: rows of the public views as typed values, for selection and for pages.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/store.h"

namespace evigraft {

/// A row of v_outcome.
struct OutcomeView {
  std::int64_t outcome_id = 0, study_id = 0, report_id = 0;
  std::string arm_class, arm_label, unit, method, definition, site, species, design, pairing, decision;
  std::optional<double> n, months, spread;
  double value = 0, confidence = 0;
  std::string spread_kind, spread_inferred, spread_evidence, interval_kind, statistic, as_printed;
  std::optional<std::array<double, 2>> interval;
  bool polarity_flipped = false;
  std::vector<std::string> flags;
  std::string span_field, quote;
  int span_start = 0, span_end = 0;  ///< code points of `span_field`
  std::string verdict, status;       ///< of the report: screening; current, retracted ...
  std::int64_t decision_id = 0;      ///< the newest decision it stands on; 0: none
  std::string decided_by, decided_at, decided_why;
  std::string place;  ///< of an entered number: page, table, figure, letter
};
std::vector<OutcomeView> outcome_views(const Store& store);
struct Row;
OutcomeView outcome_view(const Row& row);

/// A row of v_report.
struct ReportView {
  std::int64_t report_id = 0, study_id = 0;
  std::string key, status, status_evidence, doi, pmid, title, abstract_text, journal;
  std::vector<std::string> authors;  ///< family name with initials, or the collective's, in printed order
  std::string first_author;
  std::optional<int> year;
  std::string verdict, verdict_rule, verdict_reason, species, design, pairing, site;
  std::int64_t outcomes = 0;
};
std::vector<ReportView> report_views(const Store& store);

/// A row of v_prisma; `detail` is a list "reason, n; reason, n".
struct PrismaView {
  std::string box;
  std::optional<std::int64_t> n;
  std::string detail;
};
std::vector<PrismaView> prisma_views(const Store& store);

/// A row of v_exclusion.
struct ExclusionView {
  std::string stage, subject, reason, detail;
  std::int64_t n = 1;
};
std::vector<ExclusionView> exclusion_views(const Store& store);

/// A slice of a query with its run's day, for a methods section.
struct SliceView {
  std::string source, name, text, day, state;
  std::optional<std::int64_t> expected;
  std::int64_t received = 0, stored = 0;
  bool root = true;  ///< not a child of a slice that was split
};
std::vector<SliceView> slice_views(const Store& store);

/// A file that was imported.
struct FileView {
  std::string source, name, day;
  std::int64_t size = 0;
};
std::vector<FileView> file_views(const Store& store);

/// YYYY-MM-DD on which the newest run began; empty before the first.
std::string last_run_day(const Store& store);
/// Number of the newest run; 0 before the first.
std::int64_t last_run(const Store& store);

}  // namespace evigraft
