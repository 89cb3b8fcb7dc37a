// core/extract/comparisons.h: stage 10. P values, with the arms they compare where the sentence makes that clear, the
// test behind them, and differences that the text itself reports.
#pragma once
#include <vector>

#include "extract/arms.h"
#include "extract/comparison_tests.h"
#include "extract/measurements.h"
#include "extract/nouns.h"
#include "extract/outcome.h"
#include "extract/passage.h"

namespace evigraft {

/// Only sentences that speak of the topic's outcome are read: that name it, hold one of the `outcomes` read before, or
/// go on from such a sentence. `measured` holds what was recognised in each sentence.
std::vector<Comparison> read_comparisons(const Passage& abstract, const std::vector<Measured>& measured,
                                         const ArmDictionary& arms, const TestLexicon& tests,
                                         const std::vector<Outcome>& outcomes);

}  // namespace evigraft
