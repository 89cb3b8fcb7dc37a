// core/extract/tokens.cpp: a hand-written scanner; each character is looked at a bounded number of times.
#include "extract/tokens.h"

#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

namespace evigraft {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return static_cast<unsigned char>(c - 'a') < 26 || static_cast<unsigned char>(c) >= 0x80; }

struct NumberWord {
  std::string_view name;
  int value;
};
constexpr std::array kZ = {NumberWord{"zero", 0}};
constexpr std::array kO = {NumberWord{"one", 1}};
constexpr std::array kT = {NumberWord{"two", 2},     NumberWord{"three", 3},     NumberWord{"ten", 10},
                           NumberWord{"twelve", 12}, NumberWord{"thirteen", 13}, NumberWord{"twenty", 20},
                           NumberWord{"thirty", 30}};
constexpr std::array kF = {NumberWord{"four", 4},     NumberWord{"five", 5},   NumberWord{"fourteen", 14},
                           NumberWord{"fifteen", 15}, NumberWord{"forty", 40}, NumberWord{"fifty", 50}};
constexpr std::array kS = {NumberWord{"six", 6},        NumberWord{"seven", 7},  NumberWord{"sixteen", 16},
                           NumberWord{"seventeen", 17}, NumberWord{"sixty", 60}, NumberWord{"seventy", 70}};
constexpr std::array kE = {NumberWord{"eight", 8}, NumberWord{"eleven", 11}, NumberWord{"eighteen", 18},
                           NumberWord{"eighty", 80}};
constexpr std::array kN = {NumberWord{"nine", 9}, NumberWord{"nineteen", 19}, NumberWord{"ninety", 90}};

template <std::size_t size>
std::optional<int> value_of(const std::array<NumberWord, size>& list, std::string_view word) {
  for (const NumberWord& number : list)
    if (same_word(number.name, word)) return number.value;
  return std::nullopt;
}

std::optional<int> number_word(std::string_view word) {
  if (word.size() < 3 || word.size() > 9) return std::nullopt;
  switch (word[0]) {
    case 'z':
      return value_of(kZ, word);
    case 'o':
      return value_of(kO, word);
    case 't':
      return value_of(kT, word);
    case 'f':
      return value_of(kF, word);
    case 's':
      return value_of(kS, word);
    case 'e':
      return value_of(kE, word);
    case 'n':
      return value_of(kN, word);
    default:
      return std::nullopt;
  }
}

class Scanner {
 public:
  explicit Scanner(const Folded& folded) : folded_(folded), text_(folded.text.data(), folded.text.size()) {}

  std::vector<Token> run() {
    tokens_.reserve(text_.size() / 5 + 4);
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c >= 'a' && c <= 'z') {
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
      } else if (letter(c)) {
        word();
      } else {
        mark();
      }
    }
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  Token& add(TokenKind kind, std::size_t length) {
    Token& token = tokens_.emplace_back();
    token.kind = kind;
    token.space = space_ || tokens_.size() == 1;
    token.newline = newline_;
    token.text = text_.substr(at_, length);
    token.stem = token.text;
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
    Token& token = add(TokenKind::number, length);
    token.decimals = decimals;
    if (plain.empty() || plain.front() == '.') plain.insert(plain.begin(), '0');
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
    const std::size_t left = text_.size() - at_;
    while (length < left && (letter(text_[at_ + length]) || digit(text_[at_ + length]))) ++length;
    // "S0.5" is the name of a group
    if (length == 2 && digit(peek(1)) && peek(2) == '.' && digit(peek(3))) {
      length = 4;
      while (digit(peek(length))) ++length;
    }
    bool all_upper = length >= 2;
    for (std::size_t i = 0; i < length && all_upper; ++i)
      if (letter(text_[at_ + i]) && !folded_.upper[at_ + i] && !(i + 1 == length && text_[at_ + i] == 's'))
        all_upper = false;
    const bool spelled_part = tokens_.empty() ? false : tokens_.back().spelled;
    const std::string_view text = text_.substr(at_, length);
    if (const auto value = number_word(text)) {
      spelled_number(length, *value, spelled_part);
      return;
    }
    if (text == "hundred" && spelled_part && space_ && !newline_) {
      tokens_.back().value *= 100;
      stretch(length);
      return;
    }
    Token& token = add(TokenKind::word, length);
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
      if (from == text) token.text = token.stem = to;
  }

  /// "sixty-three" and "One hundred sixty-seven" become one token each.
  void spelled_number(std::size_t length, int value, bool spelled_part) {
    if (spelled_part && !newline_) {
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
    space_ = newline_ = false;
  }

  void mark() {
    if (text_.substr(at_, 3) == "+/-") {
      add(TokenKind::mark, 3);
      tokens_.back().text = tokens_.back().stem = std::string_view(&kPlusMinus, 1);
      return;
    }
    if (text_.substr(at_, 2) == "+-") {
      add(TokenKind::mark, 2);
      tokens_.back().text = tokens_.back().stem = std::string_view(&kPlusMinus, 1);
      return;
    }
    add(TokenKind::mark, 1);
  }

  const Folded& folded_;
  std::string_view text_;
  std::size_t at_ = 0;
  bool space_ = true, newline_ = false;
  std::vector<Token> tokens_;
};

/// A ± that was lost on the way: "44.8 6 7.3" (a symbol font's 6) and "78.3 ? 6.4".
void restore_plus_minus(std::vector<Token>& tokens) {
  static constexpr std::string_view kSign(&kPlusMinus, 1);
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    Token& sign = tokens[i];
    if (!sign.is("6") && !sign.is('?')) continue;
    const bool unit = i >= 2 && tokens[i - 1].is('%');  // "44.8% 6 7.3%"
    const Token& left = tokens[unit ? i - 2 : i - 1];
    const Token& right = tokens[i + 1];
    if (!left.number() || !right.number() || !sign.space || !right.space) continue;
    const bool like_numbers = left.decimals > 0 && left.decimals == right.decimals;
    const bool both_units = unit && i + 2 < tokens.size() && tokens[i + 2].is('%');
    if (sign.is('?') || (like_numbers && (!unit || both_units)) || both_units) {
      sign.kind = TokenKind::mark;
      sign.text = sign.stem = kSign;
    }
  }
}

}  // namespace

std::string_view without_plural(std::string_view word) {
  if (word.size() < 4 || word.back() != 's') return word;
  const char before = word[word.size() - 2];
  if (before == 's' || before == 'u' || before == 'i') return word;
  return word.substr(0, word.size() - 1);
}

std::vector<Token> tokenise(const Folded& folded) {
  std::vector<Token> tokens = Scanner(folded).run();
  restore_plus_minus(tokens);
  return tokens;
}

}  // namespace evigraft
