// core/extract/link.h: stage 7. The accepted values of a sentence to their arms and times.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "extract/nouns.h"

namespace evigraft {

struct Linked {
  Value value;
  Polarity polarity = Polarity::remaining;
  std::optional<ArmMention> arm;    ///< none: the sentence names no arm for it
  bool unnamed_comparator = false;  ///< "86% survival versus 55%"
  std::optional<double> months;     ///< none: the sentence names no time for it
  bool noun_carried = false;
};

/// What was considered and left out, for `explain`.
struct Refused {
  Value value;
  std::string reason;
};

struct LinkedSentence {
  std::vector<Linked> outcomes;
  std::vector<Refused> refused;
};

/// Words between two arms of one list, or between an arm and its neighbour in a comparison.
bool joins_arms(const Token& token);

LinkedSentence link(const Scene& scene, const NounLexicon& lexicon, std::optional<Polarity> before);

}  // namespace evigraft
