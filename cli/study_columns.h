// cli/study_columns.h: what is known of a study of the database besides its figures, as columns: those that --mods,
// --factor, --subgroup and --order of `meta` may name, and that its "studies" carry in the JSON.
#pragma once
#include <vector>

#include "cli/csv_table.h"
#include "cli/output.h"
#include "pipeline/selection.h"

namespace evigraft::cli {

struct StudyColumn {
  const char* name;
  Cell (*value)(const PoolStudy& study);  ///< nothing where it is not known
};

/// All of them; docs/commands.md says what each holds.
const std::vector<StudyColumn>& study_columns();

/// One row a study, an empty cell where the study has no value.
CsvTable study_table(const std::vector<PoolStudy>& studies);

}  // namespace evigraft::cli
