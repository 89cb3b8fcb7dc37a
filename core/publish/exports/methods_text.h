// core/publish/exports/methods_text.h: what a methods section says of a living synthesis, as plain text.
#pragma once
#include <string>

#include "publish/page.h"

namespace evigraft::publish {

/// Question, sources with their searches and counts, eligibility, selection, estimator, versions, how to cite.
std::string methods_text(const Page& page);

}  // namespace evigraft::publish
