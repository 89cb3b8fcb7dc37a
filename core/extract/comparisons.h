// core/extract/comparisons.h: stage 10. P values, with the arms they compare where the sentence makes that clear.
#pragma once
#include <vector>

#include "extract/arms.h"
#include "extract/nouns.h"
#include "extract/outcome.h"
#include "extract/passage.h"

namespace evigraft {

/// Only sentences that speak of the topic's outcome are read.
std::vector<Comparison> read_comparisons(const Passage& abstract, const ArmDictionary& arms, const NounLexicon& nouns);

}  // namespace evigraft
