// cli/meta_table.h: `meta --csv`: a table of studies -> effects -> one pooled result. No parsing of options, no
// printing.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/csv_table.h"
#include "synthesis/escalc.h"
#include "synthesis/fit.h"
#include "synthesis/regression.h"

namespace evigraft::cli {

struct MetaOptions {
  std::string measure;  ///< a name of measures(): "MD", "MN", "GEN"
  FitOptions fit;
  ZeroCells zeros = {};
  std::vector<std::string> moderators = {};   ///< columns; one that holds text is a factor
  std::vector<std::string> factors = {};      ///< columns that are factors whatever they hold
  bool intercept = true;                      ///< of the meta-regression
  std::string subgroup = {};                  ///< column; empty: none
  std::string order = {};                     ///< column that orders cumulative pooling; empty: as the rows stand
  std::vector<std::string> diagnostics = {};  ///< of diagnostic_names()
};

/// What `--diagnostics` may name, besides "all".
const std::vector<std::string>& diagnostic_names();

struct MetaResult {
  const Measure* measure = nullptr;
  FitOptions options;
  std::vector<Computed> rows;     ///< one per row of the table; NaN where a cell is missing
  std::vector<std::size_t> used;  ///< rows that were pooled, from 0
  std::vector<Effect> effects;    ///< of the rows used
  std::optional<Fit> fit;         ///< without moderators
  std::optional<Regression> regression;
  DesignMatrix design;             ///< of the regression; without columns otherwise
  std::vector<double> sizes;       ///< participants of the rows used; empty when one is unknown
  std::vector<TwoByTwo> tables;    ///< complete tables of events, also those that give no effect
  std::vector<std::size_t> order;  ///< of cumulative pooling, indices into `effects`
  std::string subgroup_variable;
  std::vector<std::string> subgroups;    ///< level of each effect; empty when not asked for
  std::vector<std::string> diagnostics;  ///< asked for
  std::string refusal;                   ///< why there is no fit, one sentence; empty when there is one
  std::vector<std::string> warnings;     ///< rows left out with the reason, then those of the fit
};

/// A row without a finite effect and variance, or without a moderator, is left out with a warning. No row left (k = 0),
/// and data the method cannot use, are answers: `refusal` says why. Error::usage on an unknown measure or a column that
/// is not there; Error::data on a cell that is not a number or that no study can have.
MetaResult meta_from_table(const CsvTable& table, const MetaOptions& options);

}  // namespace evigraft::cli
