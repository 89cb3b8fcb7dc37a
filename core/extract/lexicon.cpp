// core/extract/lexicon.cpp: a trie over word numbers.
#include "extract/lexicon.h"

#include <algorithm>

namespace evigraft {
namespace {
bool joint(const Token& token) { return token.is('-') || token.is('/'); }
}  // namespace

int Vocabulary::add(std::string_view stem) {
  const auto found = words_.find(stem);
  if (found != words_.end()) return found->second;
  const int number = static_cast<int>(words_.size());
  words_.emplace(stem, number);
  return number;
}

void Vocabulary::number(std::vector<Token>& tokens) const {
  for (Token& token : tokens) {
    if (token.kind == TokenKind::mark) continue;
    const auto found = words_.find(token.stem);
    token.word = found == words_.end() ? -1 : found->second;
  }
}

void Lexicon::add(Vocabulary& vocabulary, std::string_view phrase, int entry) {
  const Folded folded = fold(phrase);
  int node = 0;
  for (const Token& token : tokenise(folded)) {
    if (token.kind == TokenKind::mark) continue;
    const int word = vocabulary.add(token.stem);
    const auto index = static_cast<std::size_t>(word);
    if (node == 0 && index >= first_.size()) first_.resize(index + 1, -1);
    int next = node == 0 ? first_[index] : step(node, word);
    if (next < 0) {
      next = static_cast<int>(nodes_.size());
      nodes_.emplace_back();
      if (node == 0) {
        first_[index] = next;
      } else {
        auto& list = nodes_[static_cast<std::size_t>(node)].next;
        list.insert(std::upper_bound(list.begin(), list.end(), std::pair(word, next)), {word, next});
      }
    }
    node = next;
  }
  if (node != 0 && nodes_[static_cast<std::size_t>(node)].entry < 0)
    nodes_[static_cast<std::size_t>(node)].entry = entry;
}

int Lexicon::step(int node, int word) const {
  const auto& list = nodes_[static_cast<std::size_t>(node)].next;
  const auto found = std::lower_bound(list.begin(), list.end(), std::pair(word, -1));
  return found != list.end() && found->first == word ? found->second : -1;
}

Lexicon::Match Lexicon::longest(const std::vector<Token>& tokens, int at, int end) const {
  Match best;
  const int word = tokens[static_cast<std::size_t>(at)].word;
  if (word < 0 || static_cast<std::size_t>(word) >= first_.size()) return best;
  int node = first_[static_cast<std::size_t>(word)];
  if (node < 0) return best;
  for (int i = at + 1;; ++i) {
    if (nodes_[static_cast<std::size_t>(node)].entry >= 0) best = {nodes_[static_cast<std::size_t>(node)].entry, i};
    while (i < end && joint(tokens[static_cast<std::size_t>(i)])) ++i;
    if (i >= end || tokens[static_cast<std::size_t>(i)].word < 0) return best;
    node = step(node, tokens[static_cast<std::size_t>(i)].word);
    if (node < 0) return best;
  }
}

std::vector<Mark> find_all(const Lexicon& lexicon, const std::vector<Token>& tokens, int first, int last) {
  std::vector<Mark> marks;
  for (int i = first; i < last;) {
    const Lexicon::Match match = lexicon.longest(tokens, i, last);
    if (match.entry < 0) {
      ++i;
      continue;
    }
    marks.push_back({match.entry, i, match.last});
    i = match.last;
  }
  return marks;
}

Lexicon phrases(Vocabulary& vocabulary, std::initializer_list<std::string_view> list) {
  Lexicon lexicon;
  for (const std::string_view phrase : list) lexicon.add(vocabulary, phrase, 0);
  return lexicon;
}

bool contains(const Lexicon& lexicon, const std::vector<Token>& tokens, int first, int last) {
  for (int i = first; i < last; ++i)
    if (lexicon.longest(tokens, i, last).entry >= 0) return true;
  return false;
}

}  // namespace evigraft
