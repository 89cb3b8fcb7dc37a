// core/extract/text_subject.h: stage 6a. What the bare outcome nouns of a text are about. A paper on urinary retention
// writes "the retention rate was 29%"; a paper on skin grafts writes "graft take".
#pragma once
#include <vector>

#include "extract/nouns.h"
#include "extract/passage.h"

namespace evigraft {

/// Whether the words beside an outcome noun say that it is the topic's: "fat graft retention", "survival of the fat".
bool said_of_the_topic(const NounLexicon& lexicon, const Passage& passage, const Sentence& sentence, const Mark& mark,
                       const TextSubject& subject);

TextSubject read_subject(const NounLexicon& lexicon, const std::vector<const Passage*>& passages);

}  // namespace evigraft
