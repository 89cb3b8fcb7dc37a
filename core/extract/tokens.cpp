// core/extract/tokens.cpp: a hand-written scanner; each character is looked at a bounded number of times.
#include "extract/tokens.h"

#include <array>
#include <charconv>
#include <string>
#include <utility>

namespace evigraft {
namespace {

/// Kinds of bytes in folded text; those of longer code points are letters.
enum Byte : std::uint8_t { other, digits, letters };
constexpr auto kBytes = [] {
  std::array<std::uint8_t, 256> kinds{};
  for (std::size_t c = 0; c < kinds.size(); ++c)
    kinds[c] = c >= '0' && c <= '9' ? digits : (c >= 'a' && c <= 'z') || c >= 0x80 ? letters : other;
  return kinds;
}();
std::uint8_t kind_of(char c) { return kBytes[static_cast<unsigned char>(c)]; }
bool digit(char c) { return kind_of(c) == digits; }
bool letter(char c) { return kind_of(c) == letters; }

constexpr WordMap<28> kSpelled(
    {{{"zero", 0},      {"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},
      {"six", 6},       {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11},
      {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17},
      {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},  {"forty", 40},   {"fifty", 50},
      {"sixty", 60},    {"seventy", 70},  {"eighty", 80},   {"ninety", 90}}});

void become_plus_minus(Token& token) {
  token.text = token.stem = std::string_view(&kPlusMinus, 1);
  token.key = word_key(token.text);
}

class Scanner {
 public:
  explicit Scanner(const Folded& folded) : folded_(folded), text_(folded.text.data(), folded.text.size()) {}

  std::vector<Token> run() {
    tokens_.reserve(text_.size() / 5 + 4);
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (letter(c)) {
        word();
        continue;
      }
      if (c == ' ' || c == '\n') {
        space_ = true;
        newline_ |= c == '\n';
        ++at_;
      } else if (digit(c) ||
                 (c == '.' && digit(peek(1)) && !(at_ > 0 && (letter(text_[at_ - 1]) || digit(text_[at_ - 1]))))) {
        number();
      } else {
        mark();
      }
    }
    restore_plus_minus();
    return std::move(tokens_);
  }

 private:
  /// A ± that was lost on the way: "44.8 6 7.3" (a symbol font's 6) and "78.3 ? 6.4".
  void restore_plus_minus() {
    for (const std::size_t i : lost_signs_) {
      if (i == 0 || i + 1 >= tokens_.size()) continue;
      Token& sign = tokens_[i];
      const bool unit = i >= 2 && tokens_[i - 1].is('%');  // "44.8% 6 7.3%"
      const Token& left = tokens_[unit ? i - 2 : i - 1];
      const Token& right = tokens_[i + 1];
      if (!left.number() || !right.number() || !sign.space || !right.space) continue;
      const bool like_numbers = left.decimals > 0 && left.decimals == right.decimals;
      const bool both_units = unit && i + 2 < tokens_.size() && tokens_[i + 2].is('%');
      if (sign.is('?') || (like_numbers && (!unit || both_units)) || both_units) {
        sign.kind = TokenKind::mark;
        become_plus_minus(sign);
      }
    }
  }

  [[nodiscard]] char peek(std::size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  Token& add(TokenKind kind, std::size_t length) { return add(kind, length, word_key(text_.substr(at_, length))); }
  Token& add(TokenKind kind, std::size_t length, std::uint64_t key) {
    static const Token kBlank{};
    Token& token = tokens_.emplace_back(kBlank);  // copied faster than cleared
    const std::string_view text = text_.substr(at_, length);
    token.kind = kind;
    token.key = key;
    token.space = space_;
    token.newline = newline_;
    token.text = text;
    token.stem = text;
    token.start = folded_.origin[at_];
    token.end = folded_.origin[at_ + length - 1] + 1;
    token.capital = folded_.upper[at_];
    space_ = newline_ = false;
    at_ += length;
    return token;
  }

  void number() {
    // "3D", "3dmd" are words
    std::size_t digits = 0;
    while (digit(peek(digits))) ++digits;
    if (digits > 0 && peek(digits) == 'd' && !digit(peek(digits + 1)) && (digits == 1)) {
      std::size_t length = digits + 1;
      while (letter(peek(length))) ++length;
      if (length == 2 || text_.substr(at_, length) == "3dmd") {
        add(TokenKind::word, length);
        return;
      }
    }
    std::string plain;
    std::size_t length = digits;
    int decimals = 0;
    plain.append(text_.substr(at_, digits));
    // thousands: "1,234" or "12,345,678"
    bool thousands = false;
    while (digits >= 1 && digits <= 3 && peek(length) == ',' && digit(peek(length + 1)) && digit(peek(length + 2)) &&
           digit(peek(length + 3)) && !digit(peek(length + 4)) && plain != "0") {
      plain.append(text_.substr(at_ + length + 1, 3));
      length += 4;
      thousands = true;
    }
    if (peek(length) == '.' && digit(peek(length + 1))) {
      decimals = fraction(plain, length);
    } else if (!thousands && peek(length) == ',' && digit(peek(length + 1)) && decimal_comma(length)) {
      decimals = fraction(plain, length);
    }
    // "the 12th week"
    if (length == digits && digits <= 3 && !letter(peek(length + 2))) {
      const std::string_view end = text_.substr(at_ + length, 2);
      if (end == "st" || end == "nd" || end == "rd" || end == "th") length += 2;
    }
    Token& token = add(TokenKind::number, length);
    if (token.is("6")) lost_signs_.push_back(tokens_.size() - 1);
    token.decimals = decimals;
    // up to 15 digits are an exact integer, and the quotient of it and an exact power of ten is rounded once
    constexpr std::size_t kExact = 15;
    if (plain.size() <= kExact) {
      double scale = 1;
      for (const char c : plain)
        if (c != '.') token.value = token.value * 10 + (c - '0');
      for (int k = 0; k < decimals; ++k) scale *= 10;
      token.value /= scale;
      return;
    }
    if (plain.front() == '.') plain.insert(plain.begin(), '0');
    std::from_chars(plain.data(), plain.data() + plain.size(), token.value);
  }

  /// "48,6 %" is a decimal comma; "1,3,6 months" is a list, "8,12" stays a list when more numbers follow.
  [[nodiscard]] bool decimal_comma(std::size_t length) const {
    std::size_t end = length + 1;
    while (digit(peek(end))) ++end;
    if (peek(end) == ',' && digit(peek(end + 1))) return false;
    return !(at_ > 0 && text_[at_ - 1] == ',');
  }

  int fraction(std::string& plain, std::size_t& length) {
    plain.push_back('.');
    ++length;
    int decimals = 0;
    for (; digit(peek(length)); ++length, ++decimals) plain.push_back(peek(length));
    return decimals;
  }

  void word() {
    std::size_t length = 0;
    // "s.e.m.", "i.e.": letters with stops are one word
    if (letter(peek(0)) && peek(1) == '.' && letter(peek(2)) && peek(3) == '.') {
      while (letter(peek(length)) && peek(length + 1) == '.') length += 2;
      dotted(length);
      return;
    }
    const char* const begin = text_.data() + at_;
    const char* const end = text_.data() + text_.size();
    const char* here = begin;
    while (here < end && kind_of(*here) != other) ++here;
    length = static_cast<std::size_t>(here - begin);
    // "S0.5" is the name of a group
    if (length == 2 && digit(peek(1)) && peek(2) == '.' && digit(peek(3))) {
      length = 4;
      while (digit(peek(length))) ++length;
    }
    bool all_upper = length >= 2 && folded_.upper[at_];
    for (std::size_t i = 1; i < length && all_upper; ++i)
      if (letter(text_[at_ + i]) && !folded_.upper[at_ + i] && !(i + 1 == length && text_[at_ + i] == 's'))
        all_upper = false;
    const std::uint64_t key = word_key(text_.substr(at_, length));
    if (const int* value = kSpelled.find(key)) {
      spelled_number(length, *value);
      return;
    }
    if (key == Word("hundred").key && behind_spelled() && space_ && !newline_) {
      tokens_.back().value *= 100;
      stretch(length);
      return;
    }
    Token& token = add(TokenKind::word, length, key);
    token.upper = all_upper;
    token.stem = without_plural(token.text);
    if (peek(0) == '\'' && peek(1) == 's' && !letter(peek(2))) at_ += 2;  // "Coleman's"
  }

  void dotted(std::size_t length) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kDotted = {
        {{"s.e.m.", "sem"}, {"s.d.", "sd"}, {"s.e.", "se"}, {"i.e.", "ie"}, {"e.g.", "eg"}}};
    const std::string_view text = text_.substr(at_, length);
    Token& token = add(TokenKind::word, length);
    for (const auto& [from, to] : kDotted)
      if (from == text) {
        token.text = token.stem = to;
        token.key = word_key(to);
      }
  }

  [[nodiscard]] bool behind_spelled() const { return !tokens_.empty() && tokens_.back().spelled; }

  /// "sixty-three" and "One hundred sixty-seven" become one token each.
  void spelled_number(std::size_t length, int value) {
    if (behind_spelled() && !newline_) {
      Token& before = tokens_.back();
      const int whole = static_cast<int>(before.value);
      const bool tens = whole % 100 >= 20 && whole % 10 == 0 && value > 0 && value < 10;
      const bool hundreds = whole >= 100 && whole % 100 == 0 && value > 0;
      if ((tens && space_) || (hundreds && space_)) {
        before.value += value;
        stretch(length);
        return;
      }
    }
    // "one hundred and thirteen"
    if (tokens_.size() >= 2 && tokens_.back().is("and") && tokens_[tokens_.size() - 2].spelled && !newline_) {
      Token& hundred = tokens_[tokens_.size() - 2];
      const int whole = static_cast<int>(hundred.value);
      if (whole >= 100 && whole % 100 == 0 && value > 0) {
        tokens_.pop_back();
        hundred.value += value;
        stretch(length);
        return;
      }
    }
    if (tokens_.size() >= 2 && tokens_.back().is('-') && !space_ && tokens_[tokens_.size() - 2].spelled) {
      Token& before = tokens_[tokens_.size() - 2];
      if (static_cast<int>(before.value) % 10 == 0 && before.value >= 20 && value > 0 && value < 10) {
        tokens_.pop_back();
        before.value += value;
        stretch(length);
        return;
      }
    }
    Token& token = add(TokenKind::number, length);
    token.value = value;
    token.spelled = true;
  }

  /// The last token takes in the next `length` bytes.
  void stretch(std::size_t length) {
    Token& token = tokens_.back();
    at_ += length;
    token.end = folded_.origin[at_ - 1] + 1;
    const auto begin = static_cast<std::size_t>(token.text.data() - text_.data());
    token.text = token.stem = text_.substr(begin, at_ - begin);
    token.key = word_key(token.text);
    space_ = newline_ = false;
  }

  void mark() {
    const std::size_t length = text_[at_] != '+' ? 1 : peek(1) == '-' ? 2 : peek(1) == '/' && peek(2) == '-' ? 3 : 1;
    Token& token = add(TokenKind::mark, length);
    if (length > 1) become_plus_minus(token);
    if (token.is('?')) lost_signs_.push_back(tokens_.size() - 1);
  }

  const Folded& folded_;
  std::string_view text_;
  std::size_t at_ = 0;
  bool space_ = true, newline_ = false;
  std::vector<Token> tokens_;
  std::vector<std::size_t> lost_signs_;  ///< tokens that may stand for ±
};

}  // namespace

std::vector<Token> tokenise(const Folded& folded) { return Scanner(folded).run(); }

}  // namespace evigraft
