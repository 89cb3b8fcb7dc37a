// core/extract/plain_words.h: the list of words that are no names.
#pragma once
#include "extract/tokens.h"

namespace evigraft {

/// Words that may stand before "group" or after "with" and name no intervention.
bool plain_word(const Token& token);

}  // namespace evigraft
