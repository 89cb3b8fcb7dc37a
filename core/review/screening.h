// core/review/screening.h: what a person can say of a report as a whole, at the title and abstract or at full text.
#pragma once
#include "review/fields.h"

namespace evigraft::review {

/// Value of a decision of kind `screen`: "stage" that says where.
inline constexpr const char* kFullText = "full_text";

/// What is kept of "verdict", "stage" and "category". Title and abstract (no stage): include, exclude, unsure. Full
/// text: sought, not_retrieved, assessed, include, exclude; an exclusion there has a category, a short reason that
/// reports are counted by. Error::usage for anything else.
Values checked_screening(const Values& given);

}  // namespace evigraft::review
