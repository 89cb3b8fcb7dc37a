// core/extract/table_outcomes.h: a topic's outcomes in the tables of an article.
#pragma once
#include <vector>

#include "extract/jats_document.h"
#include "extract/read.h"

namespace evigraft {

/// Percentages (and fractions) whose headers, row or caption hold an outcome word of the topic. The headers of a cell
/// are put to the engine as a sentence, so that arms, times and polarity are read by the same rules as in texts. Spans
/// are "table 2, row 3, column 4" with the offsets in the cell.
std::vector<Outcome> read_table_outcomes(const OutcomeReader& reader, const Topic& topic, const Article& article);

}  // namespace evigraft
