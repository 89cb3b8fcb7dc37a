// core/extract/nouns.h: stage 6. What a percentage is of: a part that remains, a part that is lost, or something else.
// A value counts only when a noun or verb of the topic governs it; everything else is refused with a reason.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "extract/arms.h"
#include "extract/measurements.h"
#include "extract/passage.h"
#include "extract/rules.h"
#include "extract/topic.h"

namespace evigraft {

enum class Polarity { remaining, lost };

struct NounLexicon {
  enum Kind { remaining, lost, change, false_friend, subject, false_subject };
  NounLexicon(const Topic& topic, Vocabulary& vocabulary);
  Lexicon nouns;           ///< remaining, lost, change, false_friend: the longest phrase wins ("cell survival")
  Lexicon subjects;        ///< what `change` must be said of
  Lexicon false_subjects;  ///< "12% of the cells"
};

/// The sentence with everything found in it so far.
struct Scene {
  const Passage& passage;
  Sentence sentence;
  Measured measured;
  std::vector<ArmMention> arms;
  std::vector<Mark> nouns;
};

struct Governed {
  std::optional<Polarity> polarity;  ///< none: refused
  NounRule rule = NounRule::before;  ///< what made it an outcome
  Refusal why = Refusal::no_noun;    ///< why it was refused
};

/// `before` is the polarity of the outcomes of the sentence before, if it had any.
Governed govern(const Scene& scene, const Value& value, const NounLexicon& lexicon, std::optional<Polarity> before);

}  // namespace evigraft
