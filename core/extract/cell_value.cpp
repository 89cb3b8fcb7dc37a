// core/extract/cell_value.cpp: a small grammar over the folded text of a cell.
#include "extract/cell_value.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "extract/fold.h"

namespace evigraft {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

class CellReader {
 public:
  explicit CellReader(std::string_view text) {
    // no cell that holds a value is longer
    const Folded folded = fold(text.substr(0, std::min<std::size_t>(text.size(), 160)));
    text_.assign(folded.text.begin(), folded.text.end());
  }

  CellValue value() {
    CellValue out;
    blanks();
    if (take('<') || take('>')) {
      out.bound = true;
      return out;
    }
    take('=');
    const auto first = number();
    if (!first) return out;
    out.shape = CellShape::single;
    out.first = first->value;
    out.first_decimals = first->decimals;
    out.whole = first->decimals == 0;
    out.first_percent = take('%');
    after_first(out);
    return out;
  }

  [[nodiscard]] bool at_end() {
    blanks();
    return at_ >= text_.size();
  }
  [[nodiscard]] bool words_left() const {
    return std::any_of(text_.begin() + static_cast<std::ptrdiff_t>(at_), text_.end(), [](char c) { return letter(c); });
  }
  bool take(char c) {
    blanks();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

 private:
  struct Number {
    double value = 0;
    int decimals = 0;
  };

  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }

  /// "1,525", "12.3", ".5", "-0.7", "12,5", "2. 54" (a blank that slipped in)
  std::optional<Number> number() {
    blanks();
    const std::size_t start = at_;
    bool negative = false;
    if (peek() == '-' || peek() == '+') {
      negative = peek() == '-';
      ++at_;
      blanks();
    }
    std::string digits;
    int decimals = 0;
    while (digit(peek())) {
      digits += text_[at_++];
      // thousands: a comma or thin blank before exactly three digits
      if ((peek() == ',' || peek() == '\'') && digits.size() <= 3 && !digits.empty() && group_follows(1)) ++at_;
    }
    const bool point = peek() == '.' || (peek() == ',' && digit(peek(1)) && !digits.empty());
    if (point && (digit(peek(1)) || (peek(1) == ' ' && digit(peek(2)) && !digits.empty()))) {
      at_ += peek(1) == ' ' ? 2 : 1;
      digits += '.';
      while (digit(peek())) {
        digits += text_[at_++];
        ++decimals;
      }
    }
    if (digits.empty() || digits == ".") {
      at_ = start;
      return std::nullopt;
    }
    if (digits.front() == '.') digits.insert(0, "0");
    if (digits.size() > 18) return std::nullopt;
    Number out{std::stod(digits), decimals};
    if (negative) out.value = -out.value;
    return out;
  }

  /// Exactly three digits `ahead`, as in "1,525" and "1,525,000"; "12,345" but not "12,3" or "1,2345".
  [[nodiscard]] bool group_follows(std::size_t ahead) const {
    return digit(peek(ahead)) && digit(peek(ahead + 1)) && digit(peek(ahead + 2)) && !digit(peek(ahead + 3));
  }

  /// "12.3a", "12.3 *", "12.3†": at most two letters glued to the number that are no unit.
  void note_marks() {
    for (int i = 0; i < 3; ++i) {
      while (peek() == '*' || peek() == '#' || peek() == '$' || peek() == '^' || peek() == '~') ++at_;
      const auto c = static_cast<unsigned char>(peek());
      if (c >= 0x80) {  // † ‡ § ¶ and the like: one character
        const std::size_t size = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
        at_ = std::min(text_.size(), at_ + size);
        continue;
      }
      const bool alone = letter(peek()) && !letter(peek(1)) && !digit(peek(1));
      const bool listed = letter(peek()) && peek(1) == ',' && letter(peek(2)) && !letter(peek(3));
      if (alone || listed)
        at_ += listed ? 2 : 1;
      else
        break;
    }
    blanks();
  }

  bool take_word(std::string_view word) {
    blanks();
    if (text_.compare(at_, word.size(), word) != 0 || letter(peek(word.size()))) return false;
    at_ += word.size();
    return true;
  }

  void labels(CellValue& out) {
    for (int i = 0; i < 3; ++i) {
      if (take_word("sd") || take_word("s.d.")) out.spread_kind = SpreadKind::sd;
      if (take_word("se") || take_word("sem") || take_word("s.e.") || take_word("s.e.m."))
        out.spread_kind = SpreadKind::se;
      if (take_word("iqr")) out.interval_kind = IntervalKind::iqr;
      if (take_word("range")) out.interval_kind = IntervalKind::range;
      if (take_word("95% ci") || take_word("95% confidence interval") || take_word("ci"))
        out.interval_kind = IntervalKind::ci95;
      if (peek() == '=' || peek() == ':' || peek() == ',') ++at_;
    }
  }

  void after_first(CellValue& out) {
    note_marks();
    labels(out);
    if (take(kPlusMinus) || take_plus_slash_minus()) {
      if (const auto second = number()) {
        out.shape = CellShape::plus_minus;
        out.second = second->value;
        out.second_decimals = second->decimals;
        if (take('%')) out.first_percent = true;
        note_marks();
      }
      // "49.8 ± 3.6 (n = 12)"
      const std::size_t back = at_;
      if ((take('(') || take('[')) && !count_inside(out)) at_ = back;
      return;
    }
    if (take('/') || take_word("of")) {
      if (const auto second = number(); second && second->value > 0) {
        out.shape = CellShape::ratio;
        out.second = second->value;
        note_marks();
        const std::size_t back = at_;
        if (take('(') || take('[') || take(',') || take('=')) {
          const auto share = number();
          if (share) out.percent = share->value;
          take('%');
          if (!share) at_ = back;
          take(')');
          take(']');
        }
      }
      return;
    }
    if (take('(') || take('[')) {
      bracket(out);
      note_marks();
      return;
    }
    const std::size_t back = at_;
    const bool dash = peek() == '-' && (digit(peek(1)) || (peek(1) == ' ' && digit(peek(2))));
    if (dash || take_word("to") || (peek() == ',' && take(','))) {
      if (dash) ++at_;
      if (const auto second = number()) {
        out.interval = {out.first, second->value};
        out.shape = CellShape::range;
        if (take('%')) out.first_percent = true;
        return;
      }
      at_ = back;
    }
    // "12.3 4.5": two numbers in one cell, no sign between them
    if (const auto second = number()) {
      out.shape = CellShape::nothing;
      (void)second;
    }
  }

  bool take_plus_slash_minus() {
    blanks();
    if (text_.compare(at_, 3, "+/-") == 0 || text_.compare(at_, 3, "+-/") == 0) {
      at_ += 3;
      return true;
    }
    if (text_.compare(at_, 2, "+-") == 0) {
      at_ += 2;
      return true;
    }
    return false;
  }

  bool count_inside(CellValue& out) {
    const std::size_t back = at_;
    if (take_word("n") && take('='))
      if (const auto n = number(); n && n->decimals == 0 && n->value > 0 && n->value < 1e9) {
        out.n = static_cast<int>(n->value);
        take(')');
        take(']');
        return true;
      }
    at_ = back;
    return false;
  }

  void bracket(CellValue& out) {
    if (count_inside(out)) return;
    labels(out);
    take(kPlusMinus);
    if (take('<') || take('>')) {
      out.bound = true;
      skip_bracket();
      return;
    }
    const auto second = number();
    if (!second) {
      skip_bracket();
      return;
    }
    out.second = second->value;
    out.second_decimals = second->decimals;
    out.second_percent = take('%');
    note_marks();
    take('%');
    const bool comma = peek() == ',' || peek() == ';' || peek() == ':';
    const bool dash = peek() == '-';
    const bool word = take_word("to") || take_word("and");
    if (comma || dash || word) {
      if (comma || dash) ++at_;
      if (take_word("n")) {
        out.shape = CellShape::bracket;
        skip_bracket();
        return;
      }
      if (const auto high = number()) {
        out.shape = CellShape::interval;
        out.interval = {out.second, high->value};
        skip_bracket();
        return;
      }
    }
    // "83.5% (71/85)": share first, people behind
    if (peek() == '/' && out.first <= 100) {
      ++at_;
      const auto all = number();
      if (all && all->value > 0 && second->decimals == 0 &&
          std::abs(100 * second->value / all->value - out.first) < 1.0) {
        out.percent = out.first;
        out.first = second->value;
        out.whole = true;
        out.first_percent = false;
        out.second = all->value;
        out.shape = CellShape::ratio;
        skip_bracket();
        return;
      }
      out.shape = CellShape::single;
      skip_bracket();
      return;
    }
    if (peek() == kPlusMinus || peek() == '/') {
      // "10.8 (4.9 ± 1.9)": another value, not this one's
      out.shape = CellShape::single;
      skip_bracket();
      return;
    }
    out.shape = CellShape::bracket;
    skip_bracket();
  }

  void skip_bracket() {
    while (at_ < text_.size() && text_[at_] != ')' && text_[at_] != ']') ++at_;
    if (at_ < text_.size()) ++at_;
  }

  std::string text_;
  std::size_t at_ = 0;
};

}  // namespace

CellValue read_cell(std::string_view text) {
  CellReader reader(text);
  const CellValue value = reader.value();
  // "12 months or more", "2 or 3 teeth": words with a number among them are no datum; a unit of a few letters is
  if (value.shape == CellShape::single && !reader.at_end()) {
    const auto letters = std::count_if(text.begin(), text.end(),
                                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    if (letters > 8) return {};
  }
  return value;
}

std::vector<CellValue> read_cell_values(std::string_view text) {
  CellReader reader(text);
  std::vector<CellValue> values;
  CellValue value = reader.value();
  if (value.shape == CellShape::nothing) return values;
  values.push_back(value);
  while (values.size() < 4 && (reader.take('(') || reader.take('/') || reader.take(';') || reader.take('['))) {
    value = reader.value();
    if (value.shape == CellShape::nothing || value.shape != values.front().shape) return {values.front()};
    values.push_back(value);
    reader.take(')');
    reader.take(']');
  }
  return values;
}

}  // namespace evigraft
