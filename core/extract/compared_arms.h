// core/extract/compared_arms.h: stage 10b. Which arms the P values of one sentence compare.
#pragma once
#include <vector>

#include "extract/arms.h"
#include "extract/measurements.h"
#include "extract/passage.h"

namespace evigraft {

/// P values printed as one list, "P = .01 and .03, respectively", with the tokens of the list.
struct PList {
  int first = 0, last = 0;
  std::vector<PValue> values;
};

std::vector<PList> p_lists(const Passage& passage, const Sentence& sentence, const std::vector<PValue>& found);

struct Compared {
  PValue p;
  std::vector<ArmClass> arms;  ///< empty where the sentence leaves it open
};

/// The lists' P values in their order, each with its arms; one that stands for two pairs ("higher with A than with B or
/// C (P < .05)") comes twice.
std::vector<Compared> compared_arms(const Passage& passage, const Sentence& sentence, const ArmDictionary& arms,
                                    const std::vector<PList>& lists);

}  // namespace evigraft
