// cli/meta_model.h: effects and what is known beside them -> one pooled result, with its moderators, subgroups and
// cumulative order. The same for a table and for the database. No parsing of options, no printing.
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

/// One entry a study, in the order of the table or of the selection.
struct MetaRows {
  std::vector<Computed> effects;     ///< NaN where a figure is missing
  std::vector<std::string> reasons;  ///< why a row gives no effect: "no value in sd1i"; empty where it gives one
  std::vector<TwoByTwo> tables;      ///< complete tables of events, also those that give no effect
};

/// A row that is not pooled, and why: "no value in year".
struct LeftOut {
  std::size_t row;  ///< from 0
  std::string reason;
};

struct MetaResult {
  const Measure* measure = nullptr;
  FitOptions options;
  std::vector<Computed> rows;     ///< one per row; NaN where a figure is missing
  std::vector<std::size_t> used;  ///< rows that were pooled, from 0
  std::vector<LeftOut> left_out;  ///< the others, in their order
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
  std::vector<std::string> warnings;     ///< of the fit, and what the caller says of the rows left out
};

/// `columns` has one row for each effect; `options` name its columns. A row without a finite effect and variance, or
/// without a value that a moderator or the subgroups need, is left out. No row left (k = 0), and data the method cannot
/// use, are answers: `refusal` says why. Error::usage on a column that is not there, with those that are.
MetaResult pool_rows(MetaRows rows, const CsvTable& columns, const MetaOptions& options);

}  // namespace evigraft::cli
