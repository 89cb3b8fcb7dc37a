// core/extract/wanted_outcome.h: the outcome of a question made comparable.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "extract/header_roles.h"
#include "extract/label_words.h"

namespace evigraft {

struct WantedOutcome {
  std::vector<LabelWord> words;
  std::optional<HeaderTime> time;
  bool change = false;    ///< it asks for changes
  bool median = false;    ///< it asks for medians
  bool baseline = false;  ///< it asks for values before treatment
};

WantedOutcome wanted_outcome(const std::string& outcome, const Abbreviations& abbreviations);

}  // namespace evigraft
