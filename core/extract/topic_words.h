// core/extract/topic_words.h: does a text speak of what the topic is about?
#pragma once
#include "extract/arms.h"
#include "extract/nouns.h"
#include "extract/passage.h"

namespace evigraft {

/// "Volume of the anterolateral thigh flap": a title that names another thing and not what is grafted.
bool titled_otherwise(const NounLexicon& nouns, const ArmDictionary& arms, const Passage& title);

/// An intervention of the topic and the tissue that is grafted, or an outcome of grafted tissue.
bool names_the_topic(const ArmDictionary& arms, const NounLexicon& nouns, const Passage& title,
                     const Passage& abstract);

}  // namespace evigraft
