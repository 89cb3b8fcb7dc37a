// core/extract/terms.cpp: plain search in the folded text, word by word.
#include "extract/terms.h"

#include <algorithm>
#include <array>

namespace evigraft {

bool holds_term(const std::vector<std::string>& terms, const Folded& folded) {
  std::string words(1, ' ');
  words.reserve(folded.text.size() + 1);
  for (const char c : folded.text) {
    const bool blank = c == '-' || c == '/' || c == '\n' || c == '(' || c == ',' || c == '"';
    words.push_back(blank ? ' ' : c);
  }
  std::array<bool, 256> begins{};
  for (const std::string& term : terms)
    if (!term.empty()) begins[static_cast<unsigned char>(term[0])] = true;
  const std::string_view text(words);
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at - 1] != ' ' || !begins[static_cast<unsigned char>(text[at])]) continue;
    const std::string_view rest = text.substr(at);
    if (std::any_of(terms.begin(), terms.end(), [&](const std::string& term) {
          return !term.empty() && term[0] == rest[0] && rest.starts_with(term);
        }))
      return true;
  }
  return false;
}

bool holds_term(const std::vector<std::string>& terms, std::string_view text) { return holds_term(terms, fold(text)); }

}  // namespace evigraft
