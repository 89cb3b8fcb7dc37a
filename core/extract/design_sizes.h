// core/extract/design_sizes.h: how many people both arms had where no sentence counts them apart: a crossover trial,
// equal groups.
#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "extract/article_sentences.h"
#include "extract/trial_answer.h"

namespace evigraft {

/// "patients", "children", "runners", "eyes", "rats": what trials count.
bool is_people(const Token& token);

/// n of both arms where the design gives it: everybody was in both ("a randomised crossover trial"), or the text says
/// that the groups were equal ("60 patients were divided into two equal groups"). None when the text gives no total.
std::optional<AnsweredNumber> size_by_design(const std::vector<std::unique_ptr<FoldedParagraph>>& article);

}  // namespace evigraft
