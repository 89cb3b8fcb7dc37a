// core/extract/arm_links.h: stage 7a. Values to arms. Each list of values has a few readings, each with a cost; the
// cheapest reading of the whole sentence counts, so that no link is made that spoils its neighbour's.
#pragma once
#include <vector>

#include "extract/linked.h"

namespace evigraft {

void link_arms(const Scene& scene, const Before& before, std::vector<Linked>& outcomes);

}  // namespace evigraft
