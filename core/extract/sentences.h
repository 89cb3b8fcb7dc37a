// core/extract/sentences.h: stage 3. Tokens as sentences, each with the section of the abstract it stands in.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "extract/tokens.h"

namespace evigraft {

enum class Section { none, background, methods, results, conclusion };

struct Sentence {
  int first = 0, last = 0;  ///< tokens [first, last), without a section label
  Section section = Section::none;
  bool cut = false;                           ///< a piece of a longer one
  std::uint64_t begins = 0;                   ///< of all its tokens together (lexicon.h), once they are numbered
  std::size_t first_noun = 0, last_noun = 0;  ///< of the passage's outcome nouns (passage.h)
};

/// No sentence is longer than kLongest tokens: what works on one sentence may be quadratic, a whole text stays linear.
constexpr int kLongest = 300;

std::vector<Sentence> split_sentences(const std::vector<Token>& tokens);

}  // namespace evigraft
