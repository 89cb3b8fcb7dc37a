// cli/meta_table.h: `meta --csv`: a table of studies -> effects -> one pooled result. No parsing of options, no
// printing.
#pragma once
#include "cli/csv_table.h"
#include "cli/meta_model.h"

namespace evigraft::cli {

/// As pool_rows, with a warning that names the line of each row left out. Error::usage on an unknown measure or a
/// column that is not there; Error::data on a cell that is not a number or that no study can have.
MetaResult meta_from_table(const CsvTable& table, const MetaOptions& options);

}  // namespace evigraft::cli
