// core/extract/time_links.h: stage 7b. Values to the times of their sentence.
#pragma once
#include <vector>

#include "extract/linked.h"

namespace evigraft {

void link_times(const Scene& scene, std::vector<Linked>& outcomes);

}  // namespace evigraft
