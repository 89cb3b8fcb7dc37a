// core/extract/occurrences.h: which occurrence of a printed number in the text an outcome is.
#pragma once
#include <string_view>
#include <vector>

#include "extract/outcome.h"

namespace evigraft {

/// Sets `occurrence` of the last outcomes, one for each of `printed_at`: the byte of `text` where its number begins,
/// rising. "4" is also in "14". Linear in the text for each length that the numbers have.
void count_occurrences(std::string_view text, std::vector<Outcome>& outcomes, const std::vector<int>& printed_at);

}  // namespace evigraft
