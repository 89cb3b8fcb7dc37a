// core/extract/trial_answer.h: one question about one article, any topic: what did both arms have for this outcome?
// Every number with the words it came from; what is not reported stays empty.
#pragma once
#include <optional>
#include <string>

#include "extract/jats_document.h"

namespace evigraft {

struct TrialQuestion {
  std::string intervention, comparator, outcome;
};

struct AnsweredNumber {
  double value = 0;
  std::string derived;   ///< "se*sqrt(n)" ...; empty when printed
  std::string where;     ///< "table 2, row 3, column 4", "sec 3 par 2", "abstract"
  std::string text;      ///< the words there
  std::string evidence;  ///< why it is what it is called, where nothing states it
};

struct ArmAnswer {
  std::string label;  ///< as the article calls the arm; empty when it was not found
  std::optional<AnsweredNumber> mean, sd, n, events;
};

enum class OutcomeType { unknown, continuous, binary };

struct TrialAnswer {
  OutcomeType type = OutcomeType::unknown;
  std::string time;  ///< as printed; empty when not stated
  ArmAnswer intervention, comparator;
};

TrialAnswer answer(const Article& article, const TrialQuestion& question);

}  // namespace evigraft
