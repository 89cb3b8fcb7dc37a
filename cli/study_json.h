// cli/study_json.h: what a study of the database brought into an estimate, in the JSON of `meta` and `nma`.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "pipeline/selection.h"

namespace evigraft::cli {

/// Its columns (study_columns.h), null where not known.
void add_columns(nlohmann::ordered_json& row, const PoolStudy& study);

/// Flags, notes, and the spreads that entered by a verdict with the words they were read from.
void add_derivations(nlohmann::ordered_json& row, const PoolStudy& study);

/// Which outcomes were asked for.
nlohmann::ordered_json question_json(const PoolQuestion& question);

nlohmann::ordered_json not_used_json(const std::vector<NotUsed>& outcomes);

}  // namespace evigraft::cli
