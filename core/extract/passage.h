// core/extract/passage.h: one field of a report as the stages see it: folded, tokens numbered, sentences with sections.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "extract/lexicon.h"
#include "extract/sentences.h"
#include "extract/tokens.h"

namespace evigraft {

struct Passage {
  std::string field;  ///< "title" or "abstract"
  Folded folded;
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  std::uint64_t begins = 0;  ///< of all tokens together

  [[nodiscard]] const Token& at(int i) const { return tokens[static_cast<std::size_t>(i)]; }
  [[nodiscard]] bool is(int i, WordList list) const {
    return i >= 0 && i < static_cast<int>(tokens.size()) && at(i).is_one_of(list);
  }
  [[nodiscard]] bool is(int i, char sign) const {
    return i >= 0 && i < static_cast<int>(tokens.size()) && at(i).is(sign);
  }
  /// Whether any word begins a phrase of the list; most lists find none.
  [[nodiscard]] bool may_hold(const Lexicon& lexicon) const { return lexicon.may_begin(begins); }
  /// "Can SVF match its promise of 70% retention?"
  [[nodiscard]] bool printed_question() const { return folded.printed.find('?') != std::string::npos; }
  [[nodiscard]] std::string_view words(int first, int last) const {
    return first < last ? printed(folded, at(first).start, at(last - 1).end) : std::string_view();
  }
};

Passage make_passage(std::string field, std::string_view text, const Vocabulary& vocabulary);

}  // namespace evigraft
