// core/extract/link.h: stage 7. The accepted values of a sentence to their arms (arm_links) and times (time_links).
#pragma once
#include "extract/linked.h"
#include "extract/nouns.h"

namespace evigraft {

LinkedSentence link(const Scene& scene, const NounLexicon& lexicon, const Before& before);

}  // namespace evigraft
