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
  Lexicon tissue;          ///< fat, lipoaspirate
  Lexicon other_things;    ///< flap, filler, hair
  Lexicon denominators;    ///< injected, implanted ...: what the whole is known by
  Lexicon ratio;           ///< of two volumes
  Lexicon feasibility;     ///< a trial of how a trial may be done
  Lexicon recruitment;     ///< beside feasibility: retention and adherence are of participants
};

/// What the bare outcome nouns of a text are about (text_subject.h).
struct TextSubject {
  std::vector<int> other_nouns;  ///< words that the text says of other things only: "retention" in a urological paper
  bool other_grafts = false;     ///< the title speaks of skin or hair grafts
};

/// The sentence with everything found in it so far.
struct Scene {
  const Passage& passage;
  const TextSubject& subject;
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

/// "cell survival", "survival of the cells", "retention in the trial": the noun is said of something else.
bool said_of_another(const NounLexicon& lexicon, const Passage& passage, const Sentence& sentence, const Mark& mark);

/// `before` is the polarity of the outcomes of the sentence before, if it had any.
Governed govern(const Scene& scene, const Value& value, const NounLexicon& lexicon, std::optional<Polarity> before);

}  // namespace evigraft
