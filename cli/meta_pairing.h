// cli/meta_pairing.h: two measurements of one person: the correlation that a table or a text does not print, and what
// the result would be with others.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "cli/csv_table.h"
#include "cli/output.h"
#include "pipeline/selection.h"
#include "synthesis/pairing.h"

namespace evigraft::cli {

/// Error::usage outside [-1, 1].
void check_correlation(const std::optional<double>& correlation);

/// The table with `correlation` in every empty cell of its column ri, which is added where there is none.
CsvTable with_correlation(CsvTable table, double correlation);

/// Whether a cell of column ri is empty, or the column is not there.
bool lacks_correlation(const CsvTable& table);

/// Over the pooled studies; nullopt where none of them compares within persons.
std::optional<PairingSensitivity> pairing_sensitivity_of(const std::vector<PoolStudy>& studies,
                                                         const FitOptions& options);

/// `r estimate ci_lb ci_ub pval tau2` as arrays, and `conclusion`.
nlohmann::ordered_json pairing_json(const PairingSensitivity& sensitivity);

}  // namespace evigraft::cli
