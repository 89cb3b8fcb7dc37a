// core/extract/noun_sense.h: words of the outcome lists that mean something else where they stand: "the left ear",
// "left the hospital", "four patients were lost".
#pragma once
#include "extract/passage.h"

namespace evigraft {

/// "on the left side", "the left hemiface", "92% left the hospital", "was left untreated": no part of a graft is left.
bool in_another_sense(const Passage& passage, const Sentence& sentence, const Mark& noun);

/// "Four patients (one in the SVF group) were lost": the token of the noun that a passive verb is said of, -1 if none
/// stands there.
int subject_of_passive(const Passage& passage, const Sentence& sentence, const Mark& verb);

/// "those with a loss of weight above 2 kg kept only 30%", "women without fibrosis had 61%": the token of the people
/// whom the noun tells from others, -1 if it does not.
int people_told_apart(const Passage& passage, const Sentence& sentence, const Mark& noun);

}  // namespace evigraft
