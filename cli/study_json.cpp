#include "cli/study_json.h"

#include <nlohmann/json.hpp>

#include "cli/json_number.h"
#include "cli/study_columns.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

Json cell_json(const Cell& cell) {
  if (const auto* words = std::get_if<std::string>(&cell)) return *words;
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return *whole;
  if (const auto* value = std::get_if<double>(&cell)) return *value;
  return nullptr;
}

Json inferred_json(const InferredInput& input) {
  return {{"outcome", input.outcome_id},
          {"spread_inferred", input.kind},
          {"spread_evidence", input.evidence},
          {"span",
           {{"field", input.span_field}, {"start", input.span_start}, {"end", input.span_end}, {"text", input.quote}}}};
}

}  // namespace

void add_columns(Json& row, const PoolStudy& study) {
  for (const StudyColumn& column : study_columns()) row[column.name] = cell_json(column.value(study));
}

void add_derivations(Json& row, const PoolStudy& study) {
  row["flags"] = study.flags;
  row["notes"] = study.notes;
  for (const InferredInput& input : study.inferred) row["inferred"].push_back(inferred_json(input));
}

Json question_json(const PoolQuestion& question) {
  return {{"intervention", question.intervention},
          {"comparator", question.comparator.empty() ? Json() : Json(question.comparator)},
          {"at", question.selection.at_months},
          {"from", question.selection.from_months},
          {"to", question.selection.to_months},
          {"species", question.species},
          {"designs", question.designs},
          {"spread", name(question.reading)},
          {"times", name(question.times)},
          {"ri", number(question.correlation)}};
}

Json not_used_json(const std::vector<NotUsed>& outcomes) {
  Json rows = Json::array();
  for (const NotUsed& outcome : outcomes) rows.push_back({{"outcome", outcome.outcome_id}, {"reason", outcome.reason}});
  return rows;
}

}  // namespace evigraft::cli
