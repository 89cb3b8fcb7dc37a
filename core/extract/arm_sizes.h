// core/extract/arm_sizes.h: how many people each arm had, as sentences say it: "52 patients were randomised to placebo
// and 50 to zinc", "the placebo group (n = 52)", "30 in each group".
#pragma once
#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "extract/arm_mentions.h"
#include "extract/trial_answer.h"

namespace evigraft {

std::array<std::optional<AnsweredNumber>, 2> stated_sizes(const std::vector<std::unique_ptr<FoldedParagraph>>& article,
                                                          MentionFinder& mentions);

/// n of both arms where the design gives it: everybody was in both ("a randomised crossover trial"), or the text says
/// that the groups were equal ("60 patients were divided into two equal groups"). None when the text gives no total.
std::optional<AnsweredNumber> size_by_design(const std::vector<std::unique_ptr<FoldedParagraph>>& article);

}  // namespace evigraft
