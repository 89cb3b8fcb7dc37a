// core/extract/lexicon.h: lists of phrases, looked up token by token. Hyphen, slash and blank are alike, a plural s
// does not matter, the longest phrase wins. Built once; reading is thread-safe and linear. Tens of lists are asked
// about every text and most find nothing: each list has a bit, and a token holds the bits of the lists that know its
// word.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "extract/tokens.h"

namespace evigraft {

/// Numbers for the words of all lists, so that a token is hashed once.
class Vocabulary {
 public:
  int add(std::string_view stem);
  void number(std::vector<Token>& tokens) const;  ///< sets Token::word, begins and ahead
  /// A bit for a further list; beyond 64 lists several share one, which costs time only.
  std::uint64_t next_bit() { return std::uint64_t{1} << (lists_++ % 64); }
  void begin(int word, std::uint64_t bit);

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint64_t begins = 0;  ///< the lists with a phrase that begins so
    int number = -1;
  };
  [[nodiscard]] std::size_t slot_of(std::string_view word, std::uint64_t key) const;
  void grow();

  std::vector<std::string> words_;  ///< by number
  unsigned lists_ = 0;
  std::vector<Slot> slots_ = std::vector<Slot>(1024);  ///< open addressing; a power of two, at most half full
};

class Lexicon {
 public:
  struct Match {
    int entry = -1;  ///< -1: no phrase begins here
    int last = 0;    ///< one past its last token
  };

  void add(Vocabulary& vocabulary, std::string_view phrase, int entry);
  void add(Vocabulary& vocabulary, const std::vector<std::string>& phrases, int entry) {
    for (const std::string& phrase : phrases) add(vocabulary, phrase, entry);
  }
  /// The longest phrase that begins at token `at` and ends before `end`; none where `at` is no token before `end`.
  [[nodiscard]] Match longest(const std::vector<Token>& tokens, int at, int end) const {
    if (at < 0 || at >= end) return {};
    const Token& token = tokens[static_cast<std::size_t>(at)];
    return (token.begins & bit_) != 0 && begins(token.word) ? longest_from(tokens, at, end) : Match{};
  }
  [[nodiscard]] bool may_begin(std::uint64_t begins) const { return (begins & bit_) != 0; }
  /// The first token of [at, end) where a phrase may begin, else `end`.
  [[nodiscard]] int candidate(const std::vector<Token>& tokens, int at, int end) const {
    while (at < end && (tokens[static_cast<std::size_t>(at)].ahead & bit_) == 0) at = (at / kBlock + 1) * kBlock;
    if (at >= end) return end;
    while ((tokens[static_cast<std::size_t>(at)].begins & bit_) == 0) ++at;  // there is one in the block
    return std::min(at, end);
  }
  static constexpr int kBlock = 16;  ///< Token::ahead speaks of the tokens up to the next multiple
  /// Whether any phrase begins with this word.
  [[nodiscard]] bool begins(int word) const {
    return word >= 0 && static_cast<std::size_t>(word) < first_.size() && first_[static_cast<std::size_t>(word)] >= 0;
  }

 private:
  [[nodiscard]] Match longest_from(const std::vector<Token>& tokens, int at, int end) const;
  struct Node {
    std::vector<std::pair<int, int>> next;  ///< word, node; sorted by word
    std::uint64_t may_follow = 0;           ///< the words of `next`, a bit each: their numbers modulo 64
    int entry = -1;
  };
  [[nodiscard]] static int step(const Node& node, int word);

  std::uint64_t bit_ = 0;
  std::vector<Node> nodes_{1};
  std::vector<int> first_;  ///< by word: the node of phrases that begin with it, -1 or beyond the end for none
};

/// A phrase found in a text.
struct Mark {
  int entry = -1;
  int first = 0, last = 0;  ///< tokens [first, last)
};

/// All longest phrases of [first, last), left to right, not overlapping; each is looked for when it is asked for, so
/// that nothing is allocated.
class Matches {
 public:
  Matches() = default;
  Matches(const Lexicon& lexicon, const std::vector<Token>& tokens, int first, int last)
      : lexicon_(&lexicon), tokens_(&tokens), first_(first), last_(last) {}

  class Iterator {
   public:
    using value_type = Mark;
    using difference_type = std::ptrdiff_t;
    explicit Iterator(const Matches& matches) : matches_(&matches) { seek(matches.first_); }
    const Mark& operator*() const { return mark_; }
    Iterator& operator++() {
      seek(mark_.last);
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const { return mark_.entry < 0; }

   private:
    void seek(int from);
    const Matches* matches_;
    Mark mark_;
  };
  [[nodiscard]] Iterator begin() const { return Iterator(*this); }
  [[nodiscard]] static std::default_sentinel_t end() { return {}; }

 private:
  const Lexicon* lexicon_ = nullptr;
  const std::vector<Token>* tokens_ = nullptr;
  int first_ = 0, last_ = 0;
};

inline Matches find_all(const Lexicon& lexicon, const std::vector<Token>& tokens, int first, int last) {
  return {lexicon, tokens, first, last};
}

/// A lexicon of phrases that all mean the same.
Lexicon phrases(Vocabulary& vocabulary, std::initializer_list<std::string_view> list);

/// Whether any phrase of the lexicon stands in [first, last).
bool contains(const Lexicon& lexicon, const std::vector<Token>& tokens, int first, int last);

}  // namespace evigraft
