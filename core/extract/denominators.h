// core/extract/denominators.h: stage 6. Percentages that are known by their whole: "weighed 71% of the implanted
// weight".
#pragma once
#include "extract/nouns.h"

namespace evigraft {

/// "of the injected volume", "(71%)" behind the weight of a graft, "61% of it was found": a part of what was grafted
/// has stayed, whatever the verb.
bool part_of_what_was_grafted(const Scene& scene, const Value& value, const NounLexicon& lexicon);

/// "seen", "found", "still detectable": the token says that something is there.
bool tells_presence(const Passage& passage, int i);

}  // namespace evigraft
