// core/extract/word.h: words compared as numbers. The rules ask thousands of times a text whether a token is one of
// some words; a word of up to eight bytes is its own number, so that most questions cost one comparison each.
#pragma once
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string_view>
#include <type_traits>

namespace evigraft {

namespace word_bytes {
/// `size` bytes, at most eight, the first the lowest.
constexpr std::uint64_t packed(const char* text, std::size_t size) {
  std::uint64_t value = 0;
  if (std::is_constant_evaluated()) {
    for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(text[i]);
    return value;
  }
  if (size == 8) {
    std::memcpy(&value, text, 8);
  } else if (size >= 4) {
    std::uint32_t first = 0, last = 0;
    std::memcpy(&first, text, 4);
    std::memcpy(&last, text + size - 4, 4);
    value = first | static_cast<std::uint64_t>(last) << 8 * (size - 4);
  } else if (size > 0) {
    const auto byte = [&](std::size_t i) {
      return static_cast<std::uint64_t>(static_cast<unsigned char>(text[i])) << 8 * i;
    };
    value = byte(0) | byte(size / 2) | byte(size - 1);
  }
  return value;
}
}  // namespace word_bytes

/// The number of a word: its bytes, or, of a longer one, the mix of its first and last eight bytes and its length. Two
/// of the longer words share a number once in 2^64.
constexpr std::uint64_t word_key(std::string_view word) {
  if (word.size() <= 8) return word_bytes::packed(word.data(), word.size());
  const std::uint64_t first = word_bytes::packed(word.data(), 8);
  const std::uint64_t last = word_bytes::packed(word.data() + word.size() - 8, 8);
  std::uint64_t value = (first + word.size()) * 0x9E3779B97F4A7C15ULL;  // the golden ratio: Knuth, TAOCP 3, 6.4
  value = (value ^ value >> 29 ^ last) * 0xBF58476D1CE4E5B9ULL;
  return value ^ value >> 32;
}

/// A word that a rule names. All its bytes are in its number as long as it has 16 at most.
struct Word {
  template <std::size_t size>
  consteval Word(const char (&literal)[size]) : key(word_key({literal, size - 1})) {
    static_assert(size <= 17, "a longer word's middle is in no number");
  }
  std::uint64_t key;
};
using WordList = std::initializer_list<Word>;

/// Hundreds of words, one look each: open addressing, a quarter full.
class WordSet {
 public:
  template <typename Words>
  explicit WordSet(const Words& words) {
    for (const std::string_view word : words) add(word);
  }
  /// Words with one blank between.
  explicit WordSet(std::string_view words) {
    for (std::size_t end = words.find(' '); end != std::string_view::npos; end = words.find(' ')) {
      add(words.substr(0, end));
      words.remove_prefix(end + 1);
    }
    add(words);
  }
  [[nodiscard]] bool contains(std::uint64_t key) const {
    for (std::size_t at = slot(key); keys_[at] != 0; at = (at + 1) % keys_.size())
      if (keys_[at] == key) return true;
    return false;
  }

 private:
  void add(std::string_view word) {
    std::size_t at = slot(word_key(word));
    while (keys_[at] != 0) at = (at + 1) % keys_.size();
    keys_[at] = word_key(word);
  }
  static constexpr unsigned kBits = 11;
  static constexpr std::size_t slot(std::uint64_t key) {
    return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> (64 - kBits));
  }
  std::array<std::uint64_t, std::size_t{1} << kBits> keys_{};
};

struct WordValue {
  Word word;
  int value;
};

/// Some words that each mean a number, one look each: open addressing, at most a quarter full.
template <std::size_t size>
class WordMap {
 public:
  consteval explicit WordMap(const std::array<WordValue, size>& entries) {
    for (const WordValue& entry : entries) {
      std::size_t at = slot(entry.word.key);
      while (slots_[at].key != 0) at = (at + 1) % slots_.size();
      slots_[at] = {entry.word.key, entry.value};
    }
  }
  /// What the word means, nullptr for another word.
  [[nodiscard]] constexpr const int* find(std::uint64_t key) const {
    for (std::size_t at = slot(key); slots_[at].key != 0; at = (at + 1) % slots_.size())
      if (slots_[at].key == key) return &slots_[at].value;
    return nullptr;
  }

 private:
  static constexpr unsigned kBits = std::bit_width(4 * size - 1);
  static constexpr std::size_t slot(std::uint64_t key) {
    return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> (64 - kBits));
  }
  struct Slot {
    std::uint64_t key = 0;
    int value = 0;
  };
  std::array<Slot, std::size_t{1} << kBits> slots_{};
};

}  // namespace evigraft
