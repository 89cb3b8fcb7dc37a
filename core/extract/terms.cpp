// core/extract/terms.cpp: plain search in the folded text.
#include "extract/terms.h"

#include <algorithm>

#include "extract/fold.h"

namespace evigraft {

bool holds_term(const std::vector<std::string>& terms, std::string_view text) {
  const Folded folded = fold(text);
  std::string words(1, ' ');
  for (const char c : folded.text) {
    const bool blank = c == '-' || c == '/' || c == '\n' || c == '(' || c == ',' || c == '"';
    words.push_back(blank ? ' ' : c);
  }
  return std::any_of(terms.begin(), terms.end(), [&](const std::string& term) {
    std::string wanted(1, ' ');
    wanted += term;
    return words.find(wanted) != std::string::npos;
  });
}

}  // namespace evigraft
