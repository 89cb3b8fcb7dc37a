// core/extract/other_measures.h: numbers that stand at an outcome noun or a verb of change and are of another measure.
#pragma once
#include "extract/nouns.h"

namespace evigraft {

/// "The scar retained 62% of its width"; a graft keeps its volume, weight, mass.
bool part_of_another_property(const Scene& scene, const Value& value, const NounLexicon& lexicon);

/// "Revision was needed in 4 patients (survival 93%)": of what was not replaced.
bool in_bracket_of_an_event(const Scene& scene, const Value& value, const Mark& mark);

/// "Pain relief remained at 60%", "scores fell by 42% and remained at 58%": the subject of the verb is another
/// measure.
bool verb_of_another(const Scene& scene, const NounLexicon& lexicon, const Mark& verb);

/// "The remaining ulcer area was 42%"
bool adjective_of_another(const Scene& scene, const Value& value, const NounLexicon& lexicon, const Mark& mark);

/// "Glycerol dehydrogenase activity of the fat fell to 41%": the fat is only what the subject was measured in.
bool measured_in(const Scene& scene, const NounLexicon& lexicon, int subject);

/// "After emulsification the volume of the SVF-gel was reduced to 10% of the fat": how the graft was made
bool made_smaller(const Scene& scene);

/// "Liposuction reduced thigh volume by 12%": nothing was grafted
bool of_what_was_taken_away(const Scene& scene, const NounLexicon& lexicon);

}  // namespace evigraft
