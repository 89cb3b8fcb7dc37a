// core/extract/gates.h: numbers that are nobody's result: other people's, assumed, thresholds, contrasts.
#pragma once
#include <optional>

#include "extract/lexicon.h"
#include "extract/measurements.h"
#include "extract/passage.h"
#include "extract/rules.h"

namespace evigraft {

struct Scene;

struct GateLexicon {
  explicit GateLexicon(Vocabulary& vocabulary);
  Lexicon not_own;     ///< power, hypotheses, thresholds, pooled or published figures, plans
  Lexicon defined;     ///< "defined as", unless it is said by the way
  Lexicon expected;    ///< "expected a", unless denied
  Lexicon earlier;     ///< "previous work", unless a method is taken from it
  Lexicon pooled;      ///< "pooled", unless over one's own groups
  Lexicon models;      ///< "on the model", where a clause begins with it
  Lexicon conditions;  ///< "if", where a clause begins with it
};

/// The clause of [first, last) speaks of assumed, planned, pooled or published figures; ";" ends a clause.
/// Whether it may say yes of a value of the sentence.
bool may_speak_of_others(const GateLexicon& lexicon, const Passage& passage, const Sentence& sentence);

bool speaks_of_others(const GateLexicon& lexicon, const Passage& passage, const Sentence& sentence, int first,
                      int last);

/// Why the number itself cannot be an arm's value; none when it can.
std::optional<Refusal> refuse_value(const Scene& scene, const Value& value);

}  // namespace evigraft
