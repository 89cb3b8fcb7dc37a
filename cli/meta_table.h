// cli/meta_table.h: `meta --csv`: a table of studies -> effects -> one pooled result. No parsing of options, no
// printing.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/csv_table.h"
#include "synthesis/escalc.h"
#include "synthesis/fit.h"

namespace evigraft::cli {

struct MetaOptions {
  std::string measure;  ///< a name of measures(): "MD", "MN", "GEN"
  FitOptions fit;
};

struct MetaResult {
  const Measure* measure = nullptr;
  FitOptions options;
  std::vector<Computed> rows;     ///< one per row of the table; NaN where a cell is missing
  std::vector<std::size_t> used;  ///< rows that were pooled, from 0
  std::optional<Fit> fit;
  std::string refusal;                ///< why there is no fit, one sentence; empty when there is one
  std::vector<std::string> warnings;  ///< rows left out with the reason, then those of the fit
};

/// A row without a finite effect and variance is left out with a warning. No row left (k = 0), and data the method
/// cannot use, are answers: `refusal` says why. Error::usage on an unknown measure or a column that is not there;
/// Error::data on a cell that is not a number or that no study can have.
MetaResult meta_from_table(const CsvTable& table, const MetaOptions& options);

}  // namespace evigraft::cli
