// core/extract/counts_beside.h: stage 9c. People whom a sentence counts beside its values: "67% in the 22 non-smokers
// and 59% in the 9 smokers", "in the remaining 27 the volume was 41%".
#pragma once
#include <optional>
#include <vector>

#include "extract/head_counts.h"
#include "extract/linked.h"

namespace evigraft {

/// By outcome; none where the sentence counts nobody beside it, or where it is not clear beside which. `of_all`: who is
/// counted has all arms.
std::vector<std::optional<int>> counted_beside(const CountLexicon& lexicon, const Passage& passage,
                                               const Sentence& sentence, const std::vector<Linked>& outcomes,
                                               bool of_all);

}  // namespace evigraft
