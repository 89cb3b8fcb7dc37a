// core/extract/times.h: stage 4a. Points in time after grafting, in months.
#pragma once
#include <vector>

#include "extract/sentences.h"
#include "extract/tokens.h"

namespace evigraft {

/// "at 1, 3, 6 and 12 months" is one TimeMention with four points.
struct TimeMention {
  int first = 0, last = 0;      ///< tokens [first, last)
  std::vector<double> months;   ///< days / 30.44, weeks / 4.345, years * 12
  bool follow_up = false;       ///< said of the follow-up: "mean follow-up of 14.2 months"
  bool spread = false;          ///< "9.4 ± 2.0 days": how long something took
  bool after_grafting = false;  ///< "6 months after surgery", "postoperatively", "later"
};

/// Ages, durations ("within three weeks"), ranges ("6 to 12 months") and "the first-week value" are not points.
std::vector<TimeMention> find_times(const std::vector<Token>& tokens, const Sentence& sentence);

}  // namespace evigraft
