// core/extract/tokens.h: stage 2. Folded text as words, numbers and marks; every later stage works on these.
#pragma once
#include <concepts>
#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/fold.h"
#include "extract/word.h"

namespace evigraft {

/// Words are short and most differ in length or first letter: faster than a call of memcmp.
inline bool same_word(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != b[i]) return false;
  return true;
}

enum class TokenKind : std::uint8_t { word, number, mark };

struct Token {
  TokenKind kind = TokenKind::mark;
  bool space = false;        ///< a blank stands before it
  bool newline = false;      ///< a line break stands before it
  bool capital = false;      ///< begins with a capital
  bool upper = false;        ///< a word of capitals and digits only, two or more
  bool spelled = false;      ///< a number written as a word
  std::uint64_t key = 0;     ///< of the text (word.h)
  std::string_view text;     ///< folded
  std::string_view stem;     ///< without a plural s
  int start = 0, end = 0;    ///< code points of the field
  double value = 0;          ///< numbers only
  int decimals = 0;          ///< digits printed after the decimal sign
  int word = -1;             ///< its number in the vocabulary (lexicon.h), -1 for words no list holds
  std::uint64_t begins = 0;  ///< the lists with a phrase that begins with this word, a bit each (lexicon.h)
  std::uint64_t ahead = 0;   ///< the same of all from this token to the end of its block (lexicon.h)

  [[nodiscard]] bool is(Word other) const { return key == other.key; }
  template <std::same_as<std::string_view> View>
  [[nodiscard]] bool is(View other) const {
    return same_word(text, other);
  }
  [[nodiscard]] bool is(char sign) const { return key == static_cast<unsigned char>(sign); }
  [[nodiscard]] bool is_one_of(WordList list) const {
    for (const Word& item : list)
      if (key == item.key) return true;
    return false;
  }
  [[nodiscard]] bool number() const { return kind == TokenKind::number; }
};

/// Views point into the folded text, which must outlive them.
std::vector<Token> tokenise(const Folded& folded);

/// "grafts" -> "graft", "ASCs" -> "asc"; short words and -ss, -us, -is stay.
inline std::string_view without_plural(std::string_view word) {
  if (word.size() < 4 || word.back() != 's') return word;
  const char before = word[word.size() - 2];
  if (before == 's' || before == 'u' || before == 'i') return word;
  return word.substr(0, word.size() - 1);
}

}  // namespace evigraft
