// core/extract/shared_nouns.h: stage 6b. One noun or verb for several values, or one of two nouns for every second
// value.
#pragma once
#include <optional>
#include <vector>

#include "extract/nouns.h"

namespace evigraft {

/// What governs each value of the scene, in their order.
std::vector<Governed> govern_all(const Scene& scene, const NounLexicon& lexicon, std::optional<Polarity> before);

}  // namespace evigraft
