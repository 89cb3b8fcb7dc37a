// core/extract/lexicon.cpp: a trie over word numbers.
#include "extract/lexicon.h"

#include <algorithm>
#include <utility>

namespace evigraft {
namespace {
bool joint(const Token& token) { return token.is('-') || token.is('/'); }
}  // namespace

/// The slot that holds the word, or the free one where it belongs.
std::size_t Vocabulary::slot_of(std::string_view word, std::uint64_t key) const {
  // the golden ratio: Knuth, The Art of Computer Programming 3, 6.4
  std::size_t slot = static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> 32) & (slots_.size() - 1);
  const auto other = [&](const Slot& here) {  // all bytes of a word of 16 are in its number
    return here.key != key || (word.size() > 16 && !same_word(words_[static_cast<std::size_t>(here.number)], word));
  };
  while (slots_[slot].number >= 0 && other(slots_[slot])) slot = (slot + 1) & (slots_.size() - 1);
  return slot;
}

int Vocabulary::add(std::string_view stem) {
  if (2 * words_.size() >= slots_.size()) grow();
  Slot& slot = slots_[slot_of(stem, word_key(stem))];
  if (slot.number < 0) {
    slot = {word_key(stem), 0, static_cast<int>(words_.size())};
    words_.emplace_back(stem);
  }
  return slot.number;
}

void Vocabulary::grow() {
  const std::vector<Slot> before = std::exchange(slots_, std::vector<Slot>(2 * slots_.size()));
  for (const Slot& slot : before)
    if (slot.number >= 0) slots_[slot_of(words_[static_cast<std::size_t>(slot.number)], slot.key)] = slot;
}

void Vocabulary::begin(int word, std::uint64_t bit) {
  const std::string& text = words_[static_cast<std::size_t>(word)];
  slots_[slot_of(text, word_key(text))].begins |= bit;
}

void Vocabulary::number(std::vector<Token>& tokens) const {
  for (Token& token : tokens) {
    if (token.kind == TokenKind::mark) continue;
    const std::uint64_t key = token.stem.size() == token.text.size() ? token.key : word_key(token.stem);
    const Slot& slot = slots_[slot_of(token.stem, key)];
    token.word = slot.number;
    token.begins = token.ahead = slot.begins;
  }
  for (std::size_t i = tokens.size(); i-- > 1;)
    if (i % Lexicon::kBlock != 0) tokens[i - 1].ahead |= tokens[i].ahead;
}

void Lexicon::add(Vocabulary& vocabulary, std::string_view phrase, int entry) {
  const Folded folded = fold(phrase);
  if (bit_ == 0) bit_ = vocabulary.next_bit();
  int node = 0;
  for (const Token& token : tokenise(folded)) {
    if (token.kind == TokenKind::mark) continue;
    const int word = vocabulary.add(token.stem);
    const auto index = static_cast<std::size_t>(word);
    if (node == 0 && index >= first_.size()) first_.resize(index + 1, -1);
    int next = node == 0 ? first_[index] : step(nodes_[static_cast<std::size_t>(node)], word);
    if (next < 0) {
      next = static_cast<int>(nodes_.size());
      nodes_.emplace_back();
      if (node == 0) {
        first_[index] = next;
        vocabulary.begin(word, bit_);
      } else {
        Node& here = nodes_[static_cast<std::size_t>(node)];
        here.next.insert(std::upper_bound(here.next.begin(), here.next.end(), std::pair(word, next)), {word, next});
        here.may_follow |= std::uint64_t{1} << (word % 64);
      }
    }
    node = next;
  }
  if (node != 0 && nodes_[static_cast<std::size_t>(node)].entry < 0)
    nodes_[static_cast<std::size_t>(node)].entry = entry;
}

int Lexicon::step(const Node& node, int word) {
  if ((node.may_follow >> (word % 64) & 1) == 0) return -1;
  const auto& list = node.next;
  const auto found = std::lower_bound(list.begin(), list.end(), std::pair(word, -1));
  return found != list.end() && found->first == word ? found->second : -1;
}

Lexicon::Match Lexicon::longest_from(const std::vector<Token>& tokens, int at, int end) const {
  Match best;
  int node = first_[static_cast<std::size_t>(tokens[static_cast<std::size_t>(at)].word)];
  for (int i = at + 1;; ++i) {
    const Node& here = nodes_[static_cast<std::size_t>(node)];
    if (here.entry >= 0) best = {here.entry, i};
    if (here.may_follow == 0) return best;
    while (i < end && joint(tokens[static_cast<std::size_t>(i)])) ++i;
    if (i >= end || tokens[static_cast<std::size_t>(i)].word < 0) return best;
    node = step(here, tokens[static_cast<std::size_t>(i)].word);
    if (node < 0) return best;
  }
}

void Matches::Iterator::seek(int from) {
  mark_.entry = -1;
  if (from >= matches_->last_) return;
  const std::vector<Token>& tokens = *matches_->tokens_;
  const int last = matches_->last_;
  for (int i = matches_->lexicon_->candidate(tokens, from, last); i < last;
       i = matches_->lexicon_->candidate(tokens, i + 1, last)) {
    const Lexicon::Match match = matches_->lexicon_->longest(tokens, i, last);
    if (match.entry < 0) continue;
    mark_ = {match.entry, i, match.last};
    return;
  }
}

Lexicon phrases(Vocabulary& vocabulary, std::initializer_list<std::string_view> list) {
  Lexicon lexicon;
  for (const std::string_view phrase : list) lexicon.add(vocabulary, phrase, 0);
  return lexicon;
}

bool contains(const Lexicon& lexicon, const std::vector<Token>& tokens, int first, int last) {
  for (int i = lexicon.candidate(tokens, first, last); i < last; i = lexicon.candidate(tokens, i + 1, last))
    if (lexicon.longest(tokens, i, last).entry >= 0) return true;
  return false;
}

}  // namespace evigraft
