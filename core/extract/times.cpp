// core/extract/times.cpp: number-unit ("6 months"), unit-number ("day 120") and ordinal ("third month") forms.
#include "extract/times.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

namespace evigraft {
namespace {

constexpr double kDaysAMonth = 30.44, kWeeksAMonth = 4.345, kMonthsAYear = 12;

enum Unit : int { days, weeks, months, years };
constexpr WordMap<18> kUnits({{{"day", days},
                               {"days", days},
                               {"d", days},
                               {"pod", days},
                               {"week", weeks},
                               {"weeks", weeks},
                               {"wk", weeks},
                               {"wks", weeks},
                               {"month", months},
                               {"months", months},
                               {"mo", months},
                               {"mos", months},
                               {"mth", months},
                               {"mths", months},
                               {"year", years},
                               {"years", years},
                               {"yr", years},
                               {"yrs", years}}});

/// Months in one unit of that name.
std::optional<double> unit_months(const Token& token) {
  static constexpr std::array kMonths = {1 / kDaysAMonth, 1 / kWeeksAMonth, 1.0, kMonthsAYear};
  const int* unit = kUnits.find(token.key);
  return unit ? std::optional(kMonths[static_cast<std::size_t>(*unit)]) : std::nullopt;
}

constexpr WordMap<12> kOrdinals({{{"first", 1},
                                  {"second", 2},
                                  {"third", 3},
                                  {"fourth", 4},
                                  {"fifth", 5},
                                  {"sixth", 6},
                                  {"seventh", 7},
                                  {"eighth", 8},
                                  {"ninth", 9},
                                  {"tenth", 10},
                                  {"eleventh", 11},
                                  {"twelfth", 12}}});

class TimeFinder {
 public:
  TimeFinder(const std::vector<Token>& tokens, const Sentence& sentence) : tokens_(tokens), sentence_(sentence) {}

  std::vector<TimeMention> run() {
    for (at_ = sentence_.first; at_ < sentence_.last;) {
      if (!worded()) ++at_;
    }
    if (!found_.empty()) ellipted();
    return std::move(found_);
  }

 private:
  /// Reads a time at the token; most words cannot begin one.
  bool worded() {
    const Token& here = token(at_);
    if (here.number()) return number_unit();
    if (here.kind == TokenKind::mark) return false;
    if (coded() || unit_number() || ordinal_unit()) return true;
    return here.is_one_of({"a", "half"}) && article_unit();
  }

  [[nodiscard]] const Token& token(int i) const { return tokens_[static_cast<std::size_t>(i)]; }
  [[nodiscard]] bool inside(int i) const { return i >= sentence_.first && i < sentence_.last; }
  [[nodiscard]] bool is(int i, WordList list) const { return inside(i) && token(i).is_one_of(list); }

  /// Reads "1, 3, 6 and 12" or "8- and 12" from i on; the end is one past the last number.
  std::vector<double> number_list(int i, int& end, bool& range) const {
    std::vector<double> numbers = {token(i).value};
    end = i + 1;
    range = false;
    for (int next = end; numbers.size() < 40;) {
      bool joined = false, dash = false, to = false;
      // "at 3/6/12 months"
      while (is(next, {",", "and", "or", "&", "-", "to", "as", "well", "/"}) || (joined && is(next, {"at"}))) {
        to = to || is(next, {"to"});
        if (is(next, {"-"}))
          dash = true;
        else
          dash = false;
        joined = true;
        ++next;
      }
      // "6-12 months" is a range, "8- and 12-week" is not
      if (!joined || !inside(next) || !token(next).number()) break;
      // "at week 4 and 62.5 ± 5.1% at week 12": a value is no member
      if (is(next + 1, {"%", "percent", "per"}) || (inside(next + 1) && token(next + 1).is(kPlusMinus))) break;
      range |= dash || to;
      numbers.push_back(token(next).value);
      end = ++next;
    }
    return numbers;
  }

  /// Whether the list that begins here can end in a unit of time; most numbers have none.
  [[nodiscard]] bool unit_ahead() const {
    for (int i = std::max(at_ + 1, behind_spread(at_ + 1)); inside(i) && i < at_ + 120; ++i) {
      if (unit_months(token(i))) return true;
      if (token(i).number() || token(i).kind == TokenKind::mark) {
        if (token(i).is(kPlusMinus) && i == at_ + 1) continue;
        if (is(i, {"%", "(", ")", ";", "."}) || token(i).is(kPlusMinus)) return false;
        continue;
      }
      if (!is(i, {"and", "or", "to", "as", "well", "at", "a", "half", "postoperative", "post", "operative",
                  "consecutive", "full"}))
        return false;
    }
    return false;
  }

  /// One past the bracket of "13.6 (SD 3.4) months", "2.4 (0.8) years" or "18 (range 12-30) months", which opens at i;
  /// 0 for another.
  [[nodiscard]] int behind_spread(int i) const {
    if (!is(i, {"("})) return 0;
    bool number = false;
    for (int k = i + 1; inside(k) && k < i + 8; ++k) {
      if (token(k).number()) {
        number = true;
        continue;
      }
      if (is(k, {")"})) return number && inside(k + 1) && unit_months(token(k + 1)) ? k + 1 : 0;
      if (!is(k, {"sd", "se", "sem", "iqr", "range", "standard", "deviation", "interquartile", "to", "-", ",", "=",
                  ":"}) &&
          !token(k).is(kPlusMinus))
        return 0;
    }
    return 0;
  }

  bool number_unit() {
    if (!unit_ahead()) return false;
    int end = 0;
    bool range = false;
    std::vector<double> numbers = number_list(at_, end, range);
    int unit = end;
    if (numbers.size() == 1 && is(unit, {"and"}) && is(unit + 1, {"a"}) && is(unit + 2, {"half"})) {
      numbers[0] += 0.5;
      unit += 3;
    }
    // "at a mean of 13.6 ± 3.4 months", "13.6 (SD 3.4) months"
    bool spread = numbers.size() == 1 && inside(unit) && token(unit).is(kPlusMinus) && inside(unit + 1) &&
                  token(unit + 1).number();
    if (spread) unit += 2;
    if (const int behind = numbers.size() == 1 ? behind_spread(unit) : 0; behind > 0) {
      unit = behind;
      spread = true;
    }
    while (is(unit, {"-", "postoperative", "post", "operative", "consecutive", "full"})) ++unit;
    // a list whose members have their own unit: "1 month, 3 months"
    const auto factor = inside(unit) ? unit_months(token(unit)) : std::nullopt;
    if (!factor) {
      if (numbers.size() > 1) {
        // "in 38 patients, 6 months after": the list was none; try its later members
        ++at_;
        return true;
      }
      return false;
    }
    // "20 patients and 6 months": only numbers joined to the unit count; a list must rise to be one
    const bool rising = std::is_sorted(numbers.begin(), numbers.end(), std::less_equal<>{});
    if (numbers.size() > 1 && !rising) {
      ++at_;
      return true;
    }
    // "1/2 year" is half of one
    if (numbers.size() == 2 && is(at_ + 1, {"/"}) && *factor == kMonthsAYear) numbers = {numbers[0] / numbers[1]};
    const int first = at_;
    at_ = unit + 1;
    if (is(first - 1, {"between", "from"}) && numbers.size() == 2) range = true;  // "between 6 and 12 months"
    if (range || age_or_duration(first, at_)) return true;
    add(first, at_, numbers, *factor, spread);
    return true;
  }

  /// "at M6", "D1", "D180", "W12"
  bool coded() {
    const Token& here = token(at_);
    if (!here.capital || here.text.size() < 2 || here.text.size() > (here.text[0] == 'd' ? 4 : 3)) return false;
    if (here.text.find_first_not_of("0123456789", 1) != std::string_view::npos) return false;
    const char unit = here.text[0];
    const double factor = unit == 'm' ? 1 : unit == 'w' ? 1 / kWeeksAMonth : unit == 'd' ? 1 / kDaysAMonth : 0;
    if (factor == 0 || !is(at_ - 1, {"at", "on", "by", "and", "to", ","})) return false;
    double number = 0;
    for (const char digit : here.text.substr(1)) number = number * 10 + (digit - '0');
    const int first = at_++;
    add(first, at_, {number}, factor);
    return true;
  }

  bool unit_number() {
    const auto factor = unit_months(token(at_));
    if (!factor || token(at_).is("d") || !inside(at_ + 1)) return false;
    int begin = at_ + 1;
    if (is(begin, {"-"})) ++begin;
    if (!inside(begin) || !token(begin).number() || token(begin).spelled) return false;
    // "6 months 12%": the number belongs to what follows
    if (is(begin + 1, {"%", "percent", "per"}) || token(begin).decimals > 0) return false;
    int end = 0;
    bool range = false;
    std::vector<double> numbers = number_list(begin, end, range);
    // "week 1, 91.3 (SD 6.6); month 3, 76.9 (SD 9.1)"
    if (numbers.size() == 2 && token(end - 1).decimals > 0) {
      numbers.resize(1);
      end = begin + 1;
    }
    if (is(end, {"%", "percent"})) {
      numbers.resize(1);
      end = begin + 1;
    }
    if (!std::is_sorted(numbers.begin(), numbers.end(), std::less_equal<>{})) {
      numbers.resize(1);
      end = begin + 1;
    }
    const int first = at_;
    at_ = end;
    // "64% of its day-1 volume" names a denominator
    if (is(end, {"volume", "value", "weight", "scan", "size", "level"}) && numbers.size() == 1) return true;
    if (!range) add(first, end, numbers, *factor);
    return true;
  }

  /// "in the sixth postoperative month", "by the 12th week"; "71% of the first-week value" names a denominator.
  bool ordinal_unit() {
    const int* rank = kOrdinals.find(token(at_).key);
    if (!rank) return false;
    int unit = at_ + 1;
    while (is(unit, {"-", "postoperative", "follow", "up"})) ++unit;
    const auto factor = inside(unit) ? unit_months(token(unit)) : std::nullopt;
    if (!factor) return false;
    const int first = at_;
    at_ = unit + 1;
    const bool end = is(first - 3, {"end"}) && is(first - 2, {"of"});  // "at the end of the third month"
    if ((is(first - 2, {"of"}) && !end) || is(at_, {"onwards", "onward", "value", "volume"}) ||
        is(first - 1, {"from", "within", "until"}) || is(first - 2, {"from", "within", "during"}))
      return true;
    add(first, at_, {static_cast<double>(*rank)}, *factor);
    return true;
  }

  /// "a year after surgery", "half a year later"
  bool article_unit() {
    const bool half = token(at_).is("half");
    int unit = at_ + 1;
    while (half && is(unit, {"a", "-"})) ++unit;
    const auto factor = inside(unit) ? unit_months(token(unit)) : std::nullopt;
    if (!factor || (!is(unit + 1, {"after", "later", "postoperatively", "following", "on"}) &&
                    !is(at_ - 1, {"after", "at", "by"})))
      return false;
    const int first = at_;
    at_ = unit + 1;
    add(first, at_, {half ? 0.5 : 1.0}, *factor);
    return true;
  }

  /// "aged 29 years", "8-week-old", "five years younger", "within three weeks", "every 6 months"
  [[nodiscard]] bool age_or_duration(int first, int last) const {
    if (is(last, {"old", "younger", "older"}) || (is(last, {"-"}) && is(last + 1, {"old"}))) return true;
    if (is(last, {"of"}) && is(last + 1, {"age"})) return true;
    // "eight weeks of expansion before grafting", "more than 10 years of experience"; "at 6 months of follow-up" is one
    if (is(last, {"of"}) &&
        !is(last + 1, {"follow", "followup", "observation", "surgery", "grafting", "the", "injection"}) &&
        !is(first - 1, {"at", "after", "by", "until", "on", "than"}))
      return true;
    if (is(first - 1, {"than"}) && is(first - 2, {"more", "less", "fewer", "longer"}) && is(last, {"of"})) return true;
    // "grown for three weeks", "stored for a mean of 5 months": how the graft was made ready
    for (int i = first - 1; i >= std::max(sentence_.first, first - 5); --i)
      if (is(i, {"for"}))
        for (int k = i - 1; k >= std::max(sentence_.first, i - 4); --k)
          if (is(k, {"grown", "cultured", "expanded", "stored", "incubated", "frozen", "kept", "worn", "propagated",
                     "cryopreserved", "refrigerated"}) &&
              !is(k + 1, {"their"}))
            return is(k, {"kept"}) ? is(k - 1, {"was", "were", "fat"}) : true;
    // "in patients under 18 years"
    if (is(first - 1, {"under", "over", "above", "below"}) && is(last - 1, {"years"}) && token(first).value >= 15)
      return true;
    if (is(first - 1, {"within"}) && behind_a_percentage(first)) return false;
    if (is(first - 1, {"within", "every", "per", "lasting", "lasted", "aged", "during", "age"})) return true;
    // "the mean age of the 30 patients (26 women, 4 men) was 41 years"
    if (is(last - 1, {"years"}) && is(first - 1, {"was", "were", "of", "averaged"}) && of_an_age(first)) return true;
    for (int i = std::max(sentence_.first, first - 5); i < first; ++i) {
      if (token(i).is_one_of({"age", "aged", "ages", "duration", "younger", "older", "old"})) return true;
      if (token(i).is_one_of({"within", "every"}) && i >= first - 2) return true;
    }
    return false;
  }

  [[nodiscard]] bool of_an_age(int first) const {
    constexpr int kReach = 16;
    for (int i = first - 1; i >= std::max(sentence_.first, first - kReach); --i) {
      if (is(i, {"follow", "followed", "after", "time", ";", "interval"})) return false;
      if (is(i, {"age", "ages"})) return true;
    }
    return false;
  }

  /// "shrank by 44% in controls and by 27% with cells within 3 months"
  [[nodiscard]] bool behind_a_percentage(int first) const {
    for (int i = sentence_.first; i < first; ++i)
      if (is(i, {"%", "percent"})) return true;
    return false;
  }

  /// "of the volume on", "relative to that at"
  [[nodiscard]] bool denominator_before(int first) const {
    int i = first - 1;
    if (!is(i, {"on", "at", "after", "of"})) return false;
    --i;
    if (is(i, {"seen", "measured", "present", "found", "recorded", "injected"})) --i;
    if (!is(i, {"volume", "weight", "that", "value", "size", "fat", "graft", "those", "mass", "signal", "level"}))
      return false;
    --i;
    while (is(i, {"the", "their", "its", "graft", "fat"})) --i;
    return is(i, {"of", "to", "by", "over"});
  }

  /// "compared with the 1-week scan", "of the 2-week volume": what a value is measured against.
  [[nodiscard]] bool compared_volume(int first, int last) const {
    if (!is(last, {"scan", "volume", "value", "weight", "measurement", "image", "size"})) return false;
    if (!is(first - 1, {"the", "its", "their"})) return false;
    return (is(first - 2, {"with", "to"}) && is(first - 3, {"compared", "relative", "comparison"})) ||
           (is(first - 2, {"of"}) && is(first - 3, {"%", "percent"}));
  }

  void add(int first, int last, const std::vector<double>& numbers, double factor, bool spread = false) {
    if (numbers.size() == 1 && numbers[0] <= 0) return;  // "of that at day 0"
    // "kept 66% of the volume on day 1": what it is a part of
    if (numbers.size() == 1 && numbers[0] * factor < 0.5 && denominator_before(first)) return;
    if (numbers.size() == 1 && compared_volume(first, last)) return;
    // "retention at 6 months vs 2 weeks": what it is measured against
    if (is(first - 1, {"vs", "versus"}) && !found_.empty() && found_.back().last == first - 1) return;
    TimeMention mention;
    mention.first = first;
    mention.last = last;
    mention.spread = spread;
    for (const double number : numbers) mention.months.push_back(number * factor);
    for (int i = std::max(sentence_.first, first - 7); i < first; ++i)
      if (token(i).is("follow") || token(i).is("followup") || (token(i).is("followed") && is(i + 1, {"for", "up"})))
        mention.follow_up = true;
    if (is(last, {"-"}) && is(last + 1, {"follow"})) mention.follow_up = true;
    if (is(last, {"follow", "of"}) && (token(last).is("follow") || is(last + 1, {"follow"}))) mention.follow_up = true;
    for (int i = last; i < std::min(sentence_.last, last + 4); ++i)
      if (token(i).is_one_of(
              {"after", "later", "postoperatively", "postoperative", "following", "post", "postsurgery"}))
        mention.after_grafting = true;
    // "at 1 month, 6 months and 1 year": one list, each with its own unit
    if (!found_.empty() && mention.months.size() == 1 && mention.months[0] > found_.back().months.back() &&
        joined(found_.back().last, first)) {
      // "by 28% between 2 weeks and 6 months": when it had come to that
      if (is(found_.back().first - 1, {"between"})) found_.back().months.clear();
      found_.back().months.push_back(mention.months[0]);
      found_.back().last = last;
      return;
    }
    found_.push_back(std::move(mention));
  }

  /// "62% at 3, 57% at 6 and 54% at 12 months", "71% at week 4 and 62% at 8": a bare number behind a value and the
  /// preposition of a time has the unit of the next time behind it, else of the last before it.
  void ellipted() {
    std::vector<TimeMention> bare_times;
    std::size_t next = 0;  // the first time behind the number
    for (int i = sentence_.first; i < sentence_.last; ++i) {
      while (next < found_.size() && found_[next].first <= i) ++next;
      const TimeMention* behind = next < found_.size() ? &found_[next] : nullptr;
      const TimeMention* before = next > 0 ? &found_[next - 1] : nullptr;
      if (before && i < before->last) continue;
      for (const TimeMention* time : {behind, before}) {
        if (!time || time->months.size() != 1 || !bare_time(i, is(time->first - 1, {"after"}))) continue;
        auto factor = unit_months(token(time->last - 1));
        if (!factor) factor = unit_months(token(time->first));
        if (!factor) continue;
        const double months = token(i).value * *factor;
        if (time == behind ? months >= time->months[0] : months <= time->months[0]) continue;
        TimeMention bare;
        bare.first = i;
        bare.last = i + 1;
        bare.months.push_back(months);
        bare_times.push_back(std::move(bare));
        break;
      }
    }
    if (bare_times.empty()) return;
    std::move(bare_times.begin(), bare_times.end(), std::back_inserter(found_));
    std::sort(found_.begin(), found_.end(),
              [](const TimeMention& a, const TimeMention& b) { return a.first < b.first; });
  }

  /// "62% at 3,", "57.1 (SD 8.0) at 6 and": a whole number without a unit where a time is due.
  [[nodiscard]] bool bare_time(int i, bool after) const {
    const Token& number = token(i);
    if (!number.number() || number.decimals > 0 || number.value < 1) return false;
    if (after ? !is(i - 1, {"after"}) : !is(i - 1, {"at", "by", "on"})) return false;
    if (!inside(i - 2) || !(token(i - 2).number() || is(i - 2, {"%", ")", "]", "percent"}))) return false;
    return inside(i + 1) && is(i + 1, {",", "and", ";", ")", "or", ".", "to"});
  }

  [[nodiscard]] bool joined(int first, int last) const {
    if (last - first > 2 || last <= first) return false;
    for (int i = first; i < last; ++i)
      if (!is(i, {",", "and", "&"})) return false;
    return true;
  }

  const std::vector<Token>& tokens_;
  const Sentence& sentence_;
  int at_ = 0;
  std::vector<TimeMention> found_;
};

}  // namespace

std::vector<TimeMention> find_times(const std::vector<Token>& tokens, const Sentence& sentence) {
  return TimeFinder(tokens, sentence).run();
}

}  // namespace evigraft
