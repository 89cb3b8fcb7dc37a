// core/extract/passage.h: one field of a report as the stages see it: folded, tokens numbered, sentences with sections.
#pragma once
#include <span>
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
  int size = 0;  ///< number of tokens
  std::vector<Sentence> sentences;
  std::uint64_t begins = 0;  ///< of all tokens together
  std::vector<Mark> nouns;   ///< outcome nouns, sentence by sentence, once they are marked

  [[nodiscard]] const Token& at(int i) const { return tokens[static_cast<std::size_t>(i)]; }
  [[nodiscard]] bool is(int i, WordList list) const { return i >= 0 && i < size && at(i).is_one_of(list); }
  [[nodiscard]] bool is(int i, char sign) const { return i >= 0 && i < size && at(i).is(sign); }
  /// Whether any word begins a phrase of the list; most lists find none.
  [[nodiscard]] bool may_hold(const Lexicon& lexicon) const { return lexicon.may_begin(begins); }
  [[nodiscard]] std::span<const Mark> nouns_of(const Sentence& sentence) const {
    return std::span(nouns).subspan(sentence.first_noun, sentence.last_noun - sentence.first_noun);
  }
  /// "Can SVF match its promise of 70% retention?"
  [[nodiscard]] bool printed_question() const { return folded.printed.find('?') != std::string::npos; }
  [[nodiscard]] std::string_view words(int first, int last) const {
    return first < last ? printed(folded, at(first).start, at(last - 1).end) : std::string_view();
  }
};

/// The same of a whole sentence or passage; most hold no word that begins a phrase.
Matches find_all(const Lexicon& lexicon, const Passage& passage, const Sentence& sentence);
bool contains(const Lexicon& lexicon, const Passage& passage, const Sentence& sentence);
bool contains(const Lexicon& lexicon, const Passage& passage);

Passage make_passage(std::string field, std::string_view text, const Vocabulary& vocabulary);

/// Several stages ask for the outcome nouns: they are looked for once.
void mark_nouns(Passage& passage, const Lexicon& nouns);

}  // namespace evigraft
