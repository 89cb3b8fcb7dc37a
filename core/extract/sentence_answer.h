// core/extract/sentence_answer.h: a sentence that answers a question: "pain was 3.2 ± 1.1 with zinc and 4.5 ± 1.3 with
// placebo", "17 of 78 (21.8%) and 7 of 78 (9.0%), respectively".
#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "extract/arm_mentions.h"
#include "extract/table_answer.h"

namespace evigraft {

/// What the article says once of all its numbers: "data are presented as mean ± SD" in its methods.
StatisticHints stated_statistics(const std::vector<std::unique_ptr<FoldedParagraph>>& article);

/// The best sentence as a slot; none when no sentence gives one number for each arm.
std::optional<TableSlot> find_in_sentences(const std::vector<std::unique_ptr<FoldedParagraph>>& article,
                                           MentionFinder& mentions, const WantedOutcome& wanted,
                                           const StatisticHints& article_hints);

}  // namespace evigraft
