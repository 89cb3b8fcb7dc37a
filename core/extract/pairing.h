// core/extract/pairing.h: whether everyone has every arm, and whether people were matched with others.
#pragma once
#include "extract/arms.h"
#include "extract/describe.h"
#include "extract/passage.h"

namespace evigraft {

/// Split faces, both ears, several grafts in each animal.
bool has_all_arms(const DescribeLexicon& lexicon, const Passage& title, const Passage& abstract,
                  const ArmDictionary& arms);

/// "29 irradiated women were matched with 29 others", "matched one to one with women who had not"
bool matched_with_others(const DescribeLexicon& lexicon, const Passage& abstract);

}  // namespace evigraft
