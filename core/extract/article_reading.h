// core/extract/article_reading.h: a full text read for a topic: title, abstract, results and tables through the same
// engine; each number with its address.
#pragma once
#include "extract/jats_document.h"
#include "extract/read.h"

namespace evigraft {

/// Arms, design and counts come from title and abstract, supplemented by methods and results. Spans of the body have
/// fields such as "sec 3 par 2" and "table 2, row 3, column 4". A number that the abstract has already is not repeated;
/// what the abstract leaves out of it (spread, n, time) is taken over from the body.
Reading read_article(const OutcomeReader& reader, const Topic& topic, const Article& article);

}  // namespace evigraft
