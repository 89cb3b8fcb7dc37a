// core/extract/gates.h: numbers that are nobody's result: other people's, assumed, thresholds, contrasts.
#pragma once
#include <string>
#include <vector>

#include "extract/lexicon.h"
#include "extract/measurements.h"
#include "extract/passage.h"

namespace evigraft {

struct Scene;

struct GateLexicon {
  explicit GateLexicon(Vocabulary& vocabulary);
  Lexicon not_own;  ///< power, hypotheses, thresholds, pooled or published figures, plans
};

/// The sentence speaks of assumed, planned, pooled or published figures.
bool refuses_sentence(const GateLexicon& lexicon, const Passage& passage, const Sentence& sentence);

/// Why the number itself cannot be an arm's value; empty when it can.
std::string refuse_value(const Scene& scene, const Value& value);

}  // namespace evigraft
