// core/publish/judgements.h: what people judged, as a page and files show it.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace evigraft::publish {

/// A column of an instrument: "D1", "randomization process". The overall judgement is "Overall".
struct RiskColumn {
  std::string id, name;
};
struct RiskRow {
  std::string label;  ///< "Wang 2021"; with the result where a study has several rows
  std::int64_t study_id = 0;
  std::vector<std::string> words;    ///< one a column; empty: not judged
  std::vector<std::string> reasons;  ///< "D1 Low: block randomisation (Ann Lee, 2026-11-21)"
  std::vector<std::string> remarks;  ///< what does not agree, what changed since; whole sentences
};
/// Risk of bias by one instrument.
struct RiskTable {
  std::string instrument;  ///< "rob2", "robins-i", "nos"
  std::string name;        ///< "RoB 2"
  std::vector<RiskColumn> columns;
  std::vector<std::string> words;  ///< best first; the legend
  std::vector<RiskRow> rows;       ///< by label
};

/// A row of a summary of findings: the certainty people gave to one answer.
struct CertaintyRow {
  std::string question;  ///< "ASC vs conventional"
  std::string outcome;   ///< "graft retention, mean difference in percentage points"
  int studies = 0;
  std::optional<double> participants_1, participants_2;  ///< per arm; none: not known of a study
  std::optional<double> estimate;
  std::optional<std::array<double, 2>> ci, prediction;
  std::string certainty;                      ///< empty: not given yet
  std::string given_by;                       ///< "Ann Lee, 2026-11-21"
  std::vector<std::string> reasons, remarks;  ///< as above, one a domain
  bool two_arms = true;                       ///< false: the question is about one
};

}  // namespace evigraft::publish
