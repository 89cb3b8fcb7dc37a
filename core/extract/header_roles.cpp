#include "extract/header_roles.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "extract/fold.h"

namespace evigraft {
namespace {

/// Lower-case words and signs, numbers as they are.
struct Piece {
  std::string text;
  bool number = false;
  double value = 0;
  int start = 0, end = 0;  ///< code points of the text
};

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

std::vector<Piece> pieces_of(const Folded& folded) {
  std::vector<Piece> out;
  const auto& text = folded.text;
  const std::size_t size = text.size();
  for (std::size_t at = 0; at < size;) {
    std::size_t end = at;
    Piece piece;
    if (digit(text[at])) {
      while (end < size && (digit(text[end]) || (text[end] == '.' && end + 1 < size && digit(text[end + 1])) ||
                            (text[end] == ',' && end + 3 < size && digit(text[end + 1]) && digit(text[end + 2]) &&
                             digit(text[end + 3]) && !(end + 4 < size && digit(text[end + 4])))))
        ++end;
      std::string digits;
      for (std::size_t i = at; i < end; ++i)
        if (text[i] != ',') digits += text[i];
      piece.number = true;
      std::from_chars(digits.data(), digits.data() + digits.size(), piece.value);
    } else if (letter(text[at])) {
      while (end < size && (letter(text[end]) || text[end] == '\'')) ++end;
    } else if (text[at] == ' ' || text[at] == '\n') {
      ++at;
      continue;
    } else {
      end = at + 1;
    }
    piece.text.assign(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(end));
    piece.start = folded.origin[at];
    piece.end = folded.origin[end];
    out.push_back(std::move(piece));
    at = end;
  }
  return out;
}

template <std::size_t N>
bool is_in(const std::string& word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

class HintReader {
 public:
  explicit HintReader(std::string_view text)
      : pieces_(pieces_of(fold(text.substr(0, std::min<std::size_t>(text.size(), 3000))))) {}

  StatisticHints run() {
    for (at_ = 0; at_ < pieces_.size(); ++at_) read();
    hints_.only_statistics = !pieces_.empty() && others_ == 0 && hints_.any();
    return hints_;
  }

 private:
  [[nodiscard]] bool is(std::size_t i, std::string_view word) const {
    return i < pieces_.size() && pieces_[i].text == word;
  }
  [[nodiscard]] bool before(std::string_view word) const { return at_ > 0 && pieces_[at_ - 1].text == word; }

  /// How a spread named here is written: behind a sign, in a bracket after the value, or alone.
  void spread(SpreadKind kind) {
    std::size_t back = at_;
    // "mean ± standard deviation", "mean +/- SD"
    while (back > 0 && (is(back - 1, "/") || is(back - 1, "-") || is(back - 1, "+"))) --back;
    if (back != at_ && is(back, "+")) {
      set(hints_.plus_minus, kind);
      return;
    }
    if (back > 0 && is(back - 1, "\x01")) {
      set(hints_.plus_minus, kind);
      return;
    }
    if (back > 0 && (is(back - 1, "(") || is(back - 1, "["))) {
      // "(SD)" after a value, "(± SD)" is caught above
      set(hints_.bracket_spread, kind);
      set(hints_.plus_minus, kind);
      return;
    }
    if (hints_.mean || before("and") || before(",")) {
      // "mean, SD", "means and standard deviations": written either way
      set(hints_.plus_minus, kind);
      set(hints_.bracket_spread, kind);
    }
    set(hints_.spread_alone, kind);
  }

  template <typename T>
  static void set(std::optional<T>& slot, T value) {
    if (!slot) slot = value;
  }

  void read() {
    const std::string& word = pieces_[at_].text;
    if (is_in(word,
              std::array<std::string_view, 8>{"mean", "means", "average", "avg", "m", "lsmean", "lsmeans", "x"})) {
      if (word != "x") {
        hints_.mean = true;
        if (word == "m" && !(is(at_ + 1, "(") || is(at_ + 1, "\x01"))) ++others_, hints_.mean = false;
        return;
      }
    }
    if (is_in(word, std::array<std::string_view, 2>{"median", "medians"})) {
      hints_.median = true;
      return;
    }
    if (word == "sd" || word == "sds" || word == "std" || word == "stdev") return spread(SpreadKind::sd);
    if (word == "se" || word == "sem" || word == "ses" || word == "sems") return spread(SpreadKind::se);
    if (word == "s" && is(at_ + 1, ".") && (is(at_ + 2, "d") || is(at_ + 2, "e"))) {
      spread(is(at_ + 2, "d") ? SpreadKind::sd : SpreadKind::se);
      at_ += 2;
      return;
    }
    if (word == "standard" && (is(at_ + 1, "deviation") || is(at_ + 1, "deviations"))) {
      spread(SpreadKind::sd);
      ++at_;
      return;
    }
    if (word == "standard" && (is(at_ + 1, "error") || is(at_ + 1, "errors"))) {
      spread(SpreadKind::se);
      ++at_;
      if (is(at_ + 1, "of") && is(at_ + 2, "the") && is(at_ + 3, "mean")) at_ += 3;
      if (is(at_ + 1, "of") && is(at_ + 2, "mean")) at_ += 2;
      return;
    }
    if (word == "ci" || word == "cis" ||
        (word == "confidence" && (is(at_ + 1, "interval") || is(at_ + 1, "intervals")))) {
      set(hints_.bracket_interval, IntervalKind::ci95);
      if (word == "confidence") ++at_;
      return;
    }
    if (word == "iqr" || word == "interquartile" || word == "quartiles" || word == "quartile") {
      set(hints_.bracket_interval, IntervalKind::iqr);
      if (is(at_ + 1, "range") || is(at_ + 1, "ranges")) ++at_;
      return;
    }
    if (word == "range" || (word == "min" && is(at_ + 1, "-")) || (word == "minimum" && is(at_ + 1, "-"))) {
      set(hints_.bracket_interval, IntervalKind::range);
      return;
    }
    if (word == "%" || word == "percent" || word == "percentage" || word == "percentages") {
      // "(%)" behind "n" or "No."; "95%" belongs to an interval; "0.5% cream" is a dose
      if (at_ > 0 && pieces_[at_ - 1].number) {
        if (!(pieces_[at_ - 1].value == 95 || pieces_[at_ - 1].value == 90 || pieces_[at_ - 1].value == 99)) ++others_;
        return;
      }
      hints_.percent = true;
      if ((before("(") || before("[")) && at_ > 1) hints_.bracket_percent |= hints_.count;
      return;
    }
    if (word == "n" || word == "no" || word == "number" || word == "numbers" || word == "nb" || word == "count" ||
        word == "counts" || word == "frequency") {
      // "(n = 52)" counts an arm; it says nothing of the cells
      if (is(at_ + 1, "=") || is(at_ + 1, ":")) {
        while (at_ + 1 < pieces_.size() && (is(at_ + 1, "=") || is(at_ + 1, ":") || pieces_[at_ + 1].number)) ++at_;
        return;
      }
      if (before("(") && hints_.mean && is(at_ + 1, ")"))
        hints_.n_in_bracket = true;
      else
        hints_.count = true;
      return;
    }
    if ((word == "p" && (at_ + 1 >= pieces_.size() || is(at_ + 1, "-") || is(at_ + 1, "value") ||
                         is(at_ + 1, "values") || is(at_ + 1, "=") || (at_ == 0 && is(at_ + 1, "(")))) ||
        word == "pvalue" || (word == "sig" && pieces_.size() < 4)) {
      hints_.p_value = true;
      while (is(at_ + 1, "-") || is(at_ + 1, "value") || is(at_ + 1, "values")) ++at_;
      return;
    }
    if (word == "difference" || word == "differences" || word == "vs" || word == "versus" || word == "or" ||
        word == "rr" || word == "hr" || word == "hazard" || word == "odds" || word == "coefficient" || word == "beta" ||
        word == "es" || word == "cohen" || word == "ratio" || word == "f" || word == "t" || word == "z" ||
        word == "df" || word == "minus" || word == "effect") {
      // "or" and "t" are words of many headers: alone, or in front of an interval, they are statistics
      const bool short_word = word.size() <= 2 && word != "vs";
      const bool interval_next = is(at_ + 1, "(") || at_ + 1 >= pieces_.size();
      if (word == "ratio" && !(before("odds") || before("hazard") || before("risk") || before("rate"))) {
        ++others_;
        return;
      }
      if (word == "effect" && !is(at_ + 1, "size")) {
        ++others_;
        return;
      }
      if (short_word && !(at_ == 0 && interval_next)) {
        ++others_;
        return;
      }
      hints_.contrast = true;
      return;
    }
    if (word == "change" || word == "changes" || word == "delta" || word == "\xce\xb4" || word == "\xe2\x88\x86") {
      hints_.change = true;
      ++others_;
      return;
    }
    if (pieces_[at_].number || word.size() == 1 || word == "of" || word == "patients" || word == "participants" ||
        word == "subjects" || word == "values" || word == "value" || word == "adjusted" || word == "unadjusted") {
      return;
    }
    ++others_;
  }

  std::vector<Piece> pieces_;
  std::size_t at_ = 0;
  int others_ = 0;
  StatisticHints hints_;
};

/// Days in one unit of that name.
std::optional<double> unit_days(const std::string& word) {
  const auto one_of = [&](std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  if (one_of({"min", "mins", "minute", "minutes"})) return 1.0 / 1440;
  if (one_of({"h", "hr", "hrs", "hour", "hours"})) return 1.0 / 24;
  if (one_of({"d", "day", "days"})) return 1;
  if (one_of({"wk", "wks", "week", "weeks"})) return 7;
  if (one_of({"mo", "mos", "month", "months", "mth", "mths"})) return 30.44;
  if (one_of({"yr", "yrs", "year", "years"})) return 365.25;
  return std::nullopt;
}

std::optional<double> spelled(const std::string& word) {
  static constexpr std::array<std::string_view, 13> kWords = {
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};
  static constexpr std::array<std::string_view, 13> kOrdinals = {"",      "first",    "second",  "third",  "fourth",
                                                                 "fifth", "sixth",    "seventh", "eighth", "ninth",
                                                                 "tenth", "eleventh", "twelfth"};
  for (std::size_t i = 1; i < kWords.size(); ++i)
    if (word == kWords[i] || word == kOrdinals[i]) return static_cast<double>(i);
  return std::nullopt;
}

}  // namespace

StatisticHints read_hints(std::string_view text) { return HintReader(text).run(); }

std::optional<int> stated_n(std::string_view text) {
  const Folded folded = fold(text.substr(0, std::min<std::size_t>(text.size(), 400)));
  const std::vector<Piece> pieces = pieces_of(folded);
  const auto count = [&](std::size_t i) -> std::optional<int> {
    if (i >= pieces.size() || !pieces[i].number) return std::nullopt;
    const double value = pieces[i].value;
    if (value < 1 || value >= 1e8 || value != static_cast<int>(value)) return std::nullopt;
    return static_cast<int>(value);
  };
  const auto is = [&](std::size_t i, std::string_view word) { return i < pieces.size() && pieces[i].text == word; };
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    // "(n = 52)", "N: 52"
    if (is(i, "n") && (is(i + 1, "=") || is(i + 1, ":")))
      if (const auto n = count(i + 2)) return n;
    if (!is(i, "(") && !is(i, "[")) continue;
    // "(n 52)"
    if (is(i + 1, "n"))
      if (const auto n = count(i + 2)) return n;
    // "(52 patients)"
    if (const auto n = count(i + 1))
      for (const std::string_view people :
           {"patients", "participants", "subjects", "children", "women", "men", "cases", "infants", "people"})
        if (is(i + 2, people)) return n;
  }
  return std::nullopt;
}

std::optional<HeaderTime> read_time(std::string_view text) {
  const Folded folded = fold(text.substr(0, std::min<std::size_t>(text.size(), 400)));
  const std::vector<Piece> pieces = pieces_of(folded);
  std::optional<HeaderTime> best;
  const auto take = [&](double days, bool exact, std::size_t first, std::size_t last) {
    if (best && best->exact && !exact) return;
    if (best && best->exact == exact && best->days >= days) return;
    const bool was_baseline = best && best->baseline;
    HeaderTime time;
    time.days = days;
    time.exact = exact;
    time.baseline = was_baseline;
    time.text = std::string(printed(folded, pieces[first].start, pieces[last].end));
    best = std::move(time);
  };
  const auto is = [&](std::size_t i, std::string_view word) { return i < pieces.size() && pieces[i].text == word; };
  bool baseline = false, change = false;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const std::string& word = pieces[i].text;
    if (word == "change" || word == "changes" || word == "difference") change = true;
    if (word == "baseline" || word == "pretest" || word == "pretreatment" || word == "preoperative" ||
        word == "screening" || word == "preintervention" || word == "enrolment" || word == "enrollment" ||
        word == "preop" || (word == "t" && is(i + 1, "0")) || (word == "pre" && is(i + 1, "-")) ||
        ((word == "pre" || word == "before") && (i + 1 >= pieces.size() || pieces.size() <= 6))) {
      baseline = true;
      if (!best) {
        best = HeaderTime{};
        best->days = -1;
        best->baseline = true;
        best->text = std::string(printed(folded, pieces[i].start, pieces[i].end));
      }
      continue;
    }
    if (word == "post" || word == "posttest" || word == "posttreatment" || word == "postoperative" ||
        word == "postintervention" || word == "endpoint" || word == "postop" ||
        ((word == "after") && pieces.size() <= 6) || (word == "end" && is(i + 1, "of")))
      take(0.5, false, i, i);
    if (word == "follow" || word == "followup") take(1e6, false, i, i);
    // "T1", "T2": visits in their order
    if (word == "t" && i + 1 < pieces.size() && pieces[i + 1].number && pieces[i + 1].value >= 1 &&
        pieces[i + 1].value <= 9 && pieces[i + 1].start == pieces[i].end) {
      take(0.5 + pieces[i + 1].value / 100, false, i, i + 1);
      ++i;
      continue;
    }
    double value = 0;
    bool number = pieces[i].number;
    if (number) value = pieces[i].value;
    if (const auto words = number ? std::nullopt : spelled(word)) {
      number = true;
      value = *words;
    }
    if (!number) {
      // "week 12", "month 6", "day 1"; "t2" is no unit
      if (const auto unit = unit_days(word); unit && word.size() > 1 && i + 1 < pieces.size() && pieces[i + 1].number) {
        take(*unit * pieces[i + 1].value, true, i, i + 1);
        ++i;
      }
      continue;
    }
    std::size_t next = i + 1;
    while (is(next, "-") || is(next, "th") || is(next, "st") || is(next, "nd") || is(next, "rd")) ++next;
    // "4-12 months": the later end
    if (next < pieces.size() && pieces[next].number && next > i + 1) continue;
    if (next < pieces.size())
      if (const auto unit = unit_days(pieces[next].text)) {
        // "65 years" is an age, "8 h" a time
        if (is(next + 1, "old") || is(next + 1, "of")) continue;
        take(*unit * value, true, i, next);
        i = next;
      }
  }
  if (best) {
    best->change = change;
    // "baseline" beside a later time: the header speaks of both
    best->baseline = baseline && !best->exact;
  }
  return best;
}

}  // namespace evigraft
