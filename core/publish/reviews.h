// core/publish/reviews.h: pooled results of published reviews, from the JSON a topic carries (schema/reviews).
#pragma once
#include <string>
#include <vector>

#include "publish/page.h"

namespace evigraft::publish {

/// A list of objects with label, year, doi, pmid, outcome, measure, estimate, ci [lo, hi], unit, k, heterogeneity,
/// beside and note; unknown members are ignored, empty text gives none. Throws Error::data on anything else.
std::vector<ReviewResult> parse_reviews(const std::string& json);

}  // namespace evigraft::publish
