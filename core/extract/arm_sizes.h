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

}  // namespace evigraft
