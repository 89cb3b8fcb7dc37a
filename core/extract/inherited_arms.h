// core/extract/inherited_arms.h: values without an arm of their own, to the arms of the sentence or the one before.
#pragma once
#include <vector>

#include "extract/linked.h"

namespace evigraft {

/// Remembers the arms of a sentence (`named`), and those of its outcomes, in order.
void remember_arms(const LinkedSentence& linked, const std::vector<ArmMention>& named, Before& before);

/// Lists go by a list of as many arms, a sentence that speaks of one arm gives it to all, a pronoun takes that of the
/// sentence before.
void inherit_arms(const Scene& scene, const Before& before, std::vector<Linked>& outcomes);

}  // namespace evigraft
