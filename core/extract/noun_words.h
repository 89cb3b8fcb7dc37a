// core/extract/noun_words.h: classes of words that tell where a noun phrase or a clause ends, and what a phrase is
// about.
#pragma once
#include "extract/nouns.h"

namespace evigraft {

bool separator(const Token& token);    ///< a comma, a bracket, "and", "whereas"
bool copula(const Token& token);       ///< "was", "averaged", "amounted"
bool preposition(const Token& token);  ///< "in", "of", "with"
bool neutral(const Token& token);      ///< a word that a subject may hold without naming another measure

/// Whether the noun phrase [i, end) is about something else; its last noun decides ("the breast volume" is a volume).
bool about_another(const NounLexicon& lexicon, const Passage& passage, int i, int end);

bool in_value(const Scene& scene, int i);
bool in_time(const Scene& scene, int i);
/// An arm, a time, a subject of the topic or an outcome noun.
bool known(const Scene& scene, const NounLexicon& lexicon, int i);

}  // namespace evigraft
