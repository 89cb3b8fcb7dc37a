// core/extract/terms.h: whether a text speaks of a topic at all.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "extract/fold.h"

namespace evigraft {

/// Whether a word of the text begins with one of the terms: "fat graft" is in "Fat-grafting". Hyphen and blank are
/// alike.
bool holds_term(const std::vector<std::string>& terms, const Folded& folded);
bool holds_term(const std::vector<std::string>& terms, std::string_view text);

}  // namespace evigraft
