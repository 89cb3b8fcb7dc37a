// cli/spread_column.h: the column `spread_kind` (sd, se, unknown) of a table of means: what the cells beside it, sd1i
// and sd2i or sdi, hold. A table without it holds standard deviations, as its columns are called.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "cli/csv_table.h"
#include "pipeline/selection.h"
#include "synthesis/escalc.h"

namespace evigraft::cli {

struct SpreadColumn {
  CsvTable pooled;  ///< standard deviations only: SE × √n, undeclared spreads as asked or emptied
  std::vector<std::size_t> undeclared;  ///< rows, from 0
};

/// An empty cell of the column is what the table calls it, an SD; an SE without n is emptied. Error::usage where
/// another reading than `stated` is asked of a table without the column, or `inferred`, which takes a text; Error::data
/// on a word that is none of the three. Measures that need no spread come back as they are.
SpreadColumn read_spread_column(const CsvTable& given, const Measure& measure, SpreadReading reading);

}  // namespace evigraft::cli
