// core/extract/measurements.cpp: one pass over a sentence. What is consumed by a P value, a count, a dose, a ratio or a
// time is no value any more.
#include "extract/measurements.h"

#include <algorithm>

#include "extract/measurement_brackets.h"

namespace evigraft {
namespace {

/// Nothing but joining words stands between two values of one list.
bool list_between(const std::vector<Token>& tokens, int first, int last) {
  if (last - first > 4 || last <= first) return false;
  const auto is = [&](int i, WordList list) { return tokens[static_cast<std::size_t>(i)].is_one_of(list); };
  for (int i = first; i < last; ++i)
    // "61% compared with 48%", but "58% with and 44% without SVF"
    if (!is(i, {",", "and", "or", ";", "vs", "v", ".", "versus", "&", "against", "to", "compared", "as", "-", "/"}) &&
        !(i > first && is(i, {"with"}) && is(i - 1, {"compared"})))
      return false;
  // "70.3/61.8/58.8%" is a list, "17/20 (85%)" is a fraction
  const Token& here = tokens[static_cast<std::size_t>(first)];
  if (last - first == 1 && here.is('/') && !here.space && tokens[static_cast<std::size_t>(first - 1)].decimals > 0)
    return true;
  return !is(first, {".", "-", "/"}) || (first + 1 < last && is(first + 1, {"vs"}));
}

class Recogniser {
 public:
  Recogniser(const std::vector<Token>& tokens, const Sentence& sentence) : tokens_(tokens), sentence_(sentence) {}

  Measured run() {
    const auto numbers = std::count_if(tokens_.begin() + sentence_.first, tokens_.begin() + sentence_.last,
                                       [](const Token& token) { return token.number(); });
    numbers_.reserve(static_cast<std::size_t>(numbers));
    for (int i = sentence_.first; i < sentence_.last && numbers > 0; ++i)
      if (token(i).number()) numbers_.push_back(i);
    if (numbers_.empty()) {  // at most "in the sixth month"
      result_.times = find_times(tokens_, sentence_);
      return std::move(result_);
    }
    result_.values.reserve(numbers_.size());
    used_.resize(static_cast<std::size_t>(sentence_.last - sentence_.first), false);
    p_values();
    counts();
    doses_and_ratios();
    result_.times = find_times(tokens_, sentence_);
    for (const TimeMention& time : result_.times) use(time.first, time.last);
    lists_of_intervals();
    intervals_before_values();
    int depth = 0, name = -1;
    for (int i = sentence_.first; i < sentence_.last;) {
      const Token& here = token(i);
      if (here.is('(') || here.is('[')) ++depth;
      if ((here.is(')') || here.is(']')) && depth > 0) --depth;
      // "more than group 1 (47%)", "groups 1 (47%), 2 (52%) and 3 (54%)": the bracket is not the name's own
      const bool member = name >= 0 && i - name < 16 && is(i - 1, {",", "and"}) && (is(i - 2, {")", ","}));
      if (here.number() && here.decimals == 0 && is(i + 1, '(') && here.value <= 20 &&
          (is(i - 1, {"group", "groups"}) || member)) {
        name = i++;
        continue;
      }
      if (here.number() && !used(i)) {
        i = value_at(i, depth > 0);
        continue;
      }
      ++i;
    }
    unit_in_the_heading();
    share_units();
    join_spreads();
    drop_other_numbers();
    keep_percentages();
    number_lists(tokens_, result_.values);
    return std::move(result_);
  }

 private:
  [[nodiscard]] const Token& token(int i) const { return tokens_[static_cast<std::size_t>(i)]; }
  [[nodiscard]] bool inside(int i) const { return i >= sentence_.first && i < sentence_.last; }
  [[nodiscard]] bool is(int i, WordList list) const { return inside(i) && token(i).is_one_of(list); }
  [[nodiscard]] bool is(int i, char sign) const { return inside(i) && token(i).is(sign); }
  [[nodiscard]] bool number(int i) const { return inside(i) && token(i).number(); }
  [[nodiscard]] bool used(int i) const { return inside(i) && used_[static_cast<std::size_t>(i - sentence_.first)]; }
  void use(int first, int last) {
    for (int i = first; i < last; ++i)
      if (inside(i)) used_[static_cast<std::size_t>(i - sentence_.first)] = true;
  }
  [[nodiscard]] int percent_sign(int i) const { return percent_length(tokens_, i, sentence_.last); }

  /// "P = .0004", "p<0.05", "P <. 0001" (a lost blank), "P </= .05"
  void p_values() {
    for (int i = sentence_.first; i < sentence_.last; ++i) {
      if (!token(i).is('p')) continue;
      int j = i + 1;
      while (is(j, {"value", "values", "-", "was", "of", "for", "trend"})) ++j;
      char relation = 0;
      while (is(j, '<') || is(j, '>') || is(j, '=') || (relation != 0 && is(j, '/') && is(j + 1, '='))) {
        if (relation == 0 || relation == '=') relation = token(j).text[0];
        ++j;
      }
      // a symbol font lost its sign: "P 5 .01" was "=", "P , .05" was "<"
      if (relation == 0 && j == i + 1 && number(j + 1) && token(j + 1).value < 1 && token(j + 1).decimals > 0) {
        if (is(j, {"5"})) relation = '=';
        if (is(j, ',')) relation = '<';
        if (relation != 0) ++j;
      }
      if (relation == 0) continue;
      double scale = 1;
      if (is(j, '.') && number(j + 1) && token(j + 1).decimals == 0) {
        ++j;
        for (std::size_t k = 0; k < token(j).text.size(); ++k) scale /= 10;
      }
      if (!number(j)) continue;
      int last = j + 1;
      // "P = 3 × 10^-4"
      if (is(last, kTimes) && number(last + 1)) last += 2;
      result_.p_values.push_back({i, last, relation, token(j).value * scale});
      // "P = 0.21, 0.03 and 0.01, respectively"
      while ((is(last, ',') || is(last, {"and"})) && inside(last + 1)) {
        const int next = is(last + 1, {"and"}) ? last + 2 : last + 1;
        if (!number(next) || token(next).value >= 1 || token(next).decimals < 2 || percent_sign(next + 1) ||
            is(next + 1, kPlusMinus))
          break;
        last = next + 1;
      }
      use(i, last);
      i = last - 1;
    }
  }

  /// "(n = 10)", "n=26"
  void counts() {
    for (const int i : numbers_) {
      if (!is(i - 1, '=') || !is(i - 2, {"n"})) continue;
      if (token(i).decimals == 0) result_.counts.push_back({i - 2, i + 1, static_cast<int>(token(i).value)});
      use(i - 2, i + 1);
    }
  }

  /// "5 × 10^5 cells", "1 x 105", "10^6", "1:1"
  void doses_and_ratios() {
    for (const int i : numbers_) {
      if ((is(i + 1, kTimes) || is(i + 1, {"x", "*"})) && number(i + 2)) {
        int last = i + 3;
        if (is(last, '^') && number(last + 1)) last += 2;
        if (is(last, '^') && is(last + 1, '-') && number(last + 2)) last += 3;
        use(i, last);
      } else if (is(i + 1, '^') && number(i + 2)) {
        use(i, i + 3);
      } else if (is(i + 1, ':') && !token(i + 1).space && number(i + 2) && !token(i + 2).space) {
        use(i, i + 3);
      }
    }
  }

  /// "ranged from 31% to 64% (mean, 48%)": the range waits for its mean. Other spans ("25% to 80%") are no values.
  void intervals_before_values() {
    for (const int i : numbers_) {
      if (used(i) || is(i - 1, kPlusMinus)) continue;
      const auto pair = read_pair(tokens_, i, sentence_.last);
      // "between 55% and 65%", "31% to 64%"
      if (!pair || !(pair->dashed || is(i - 1, {"between"})) || used(pair->second)) continue;
      if (percent_sign(pair->last - 1) == 0 && percent_sign(pair->last) == 0 && !pair->percent) continue;
      // "cells raised survival from 40% to 67%" gives two values
      if (is(i - 1, {"from"}) && raising_before(i - 1)) continue;
      // a labelled interval is read with its value
      if (interval_after_value(i)) continue;
      if (label_before(i)) {
        // "41% of that injected (range, 12 to 69%)": words stand between
        int open = i - 1;
        while (!is(open, '(') && open > i - 5) --open;
        if (is(open, '(') && inside(open - 1) && token(open - 1).kind == TokenKind::word &&
            !percent_length_before(open))
          use(i, pair->last);
        continue;
      }
      int j = pair->last;
      if (is(j, '(') && is(j + 1, {"mean", "median", "average"})) {
        int k = j + 2;
        while (is(k, {",", ":", "of", "="})) ++k;
        if (number(k)) {
          Value value = plain_value(k);
          value.core = k + 1 + percent_sign(k + 1);
          value.percent = true;
          value.first = i;
          value.last = value.core;
          while (inside(value.last) && !is(value.last, ')') && value.last < value.core + 8) ++value.last;
          value.mean = !is(j + 1, {"median"});
          value.median = is(j + 1, {"median"});
          value.interval = {pair->low, pair->high};
          value.interval_kind = IntervalKind::range;
          result_.values.push_back(value);
          use(i, value.last);
          continue;
        }
      }
      use(i, pair->last);
    }
  }

  /// "(95% CIs, 41% to 53%, 46% to 58%, and 51% to 65%)": intervals of values that stand elsewhere.
  void lists_of_intervals() {
    for (int i = sentence_.first; i < sentence_.last; ++i) {
      if (!token(i).is("cis") && !token(i).is("intervals")) continue;
      for (int j = i + 1; inside(j) && !is(j, ')') && !is(j, ';'); ++j)
        if (number(j)) use(j, j + 1);
    }
  }

  [[nodiscard]] bool raising_before(int i) const {
    for (int j = i - 1; j >= std::max(sentence_.first, i - 7); --j)
      if (is(j, {"raised", "increased", "improved", "enhanced", "boosted", "lifted", "elevated", "raises", "increases",
                 "improves", "brought", "lowered", "reduced"}))
        return true;
    return false;
  }

  [[nodiscard]] bool label_before(int i) const {
    for (int j = i - 1; j >= std::max(sentence_.first, i - 5) && !is(j, ')'); --j)
      if (is(j, {"ci", "cis", "interval", "iqr", "quartile", "interquartile"}) ||
          (is(j, {"range"}) && (is(j - 1, '(') || !is(j + 1, {"from", "between"}))))  // "rates range from 20% to 90%"
        return true;
    return false;
  }
  /// "80.9% (76.6-85.2)": the bracket follows a number
  [[nodiscard]] bool interval_after_value(int i) const {
    if (!is(i - 1, '(') && !is(i - 1, '[')) return false;
    return number(i - 2) || percent_length_before(i - 1);
  }
  [[nodiscard]] bool percent_length_before(int i) const { return is(i - 1, '%') || is(i - 1, {"percent", "cent"}); }

  [[nodiscard]] Value plain_value(int i) const {
    Value value;
    value.number = value.first = i;
    value.value = token(i).value;
    value.decimals = token(i).decimals;
    value.core = value.last = i + 1;
    return value;
  }

  /// Reads the value at i with its spread, unit and brackets; returns where to go on.
  int value_at(int i, bool in_bracket) {
    Value value = plain_value(i);
    value.in_bracket = in_bracket;
    int j = i + 1;
    if (const int length = percent_sign(j)) {
      value.percent = true;
      j += length;
    }
    if (is(j, {"ci", "cis", "confidence"}) || (is(j, '-') && is(j + 1, {"ci", "confidence"}))) {
      use(i, j + 1);
      return j + 1;
    }
    if (is(j, kPlusMinus) && number(j + 1)) {
      value.spread = token(j + 1).value;
      j += 2;
      if (const int length = percent_sign(j)) {
        value.percent = true;
        j += length;
      }
    } else if (!value.percent && is(j, '(') && !token(j).space && number(j + 1) && is(j + 2, ')') &&
               percent_sign(j + 3)) {
      // "49.99(5.38)%"
      value.spread = token(j + 1).value;
      value.percent = true;
      j += 3 + percent_sign(j + 3);
    } else if (!value.percent && is(j, '(') && number(j + 1) && is(j + 2, ')') && percent_sign(j + 3)) {
      value.spread = token(j + 1).value;
      value.percent = true;
      j += 3 + percent_sign(j + 3);
    }
    // "(14.22 ± 3.16)%"
    if (!value.percent && is(i - 1, '(') && is(j, ')') && percent_sign(j + 1)) {
      value.percent = true;
      value.in_bracket = false;
      value.first = i - 1;
      j += 1 + percent_sign(j + 1);
    }
    value.core = value.last = j;
    const BracketReader reader(tokens_, sentence_.last, result_.counts, result_.times, result_.p_values);
    // "28.4% (SD 6.3; n = 30)", "54.0% (95% CI, 30.4%-77.6%)", "60% (± 5) (n = 4)"
    for (int round = 0; round < 3; ++round) {
      const int end = reader.read(value, value.last);
      if (end == value.last) break;
      value.last = end;
    }
    // "63.1 (SD 8.8) %"
    if (const int length = value.percent || value.last == value.core ? 0 : percent_sign(value.last)) {
      value.percent = true;
      value.last += length;
    }
    result_.values.push_back(value);
    use(value.first, value.last);
    return std::max(value.last, i + 1);
  }

  /// "Retention (%) was 62.3 ± 5.5 for ASC", "the percentage of remaining volume was 62.3": the unit stands at the noun
  void unit_in_the_heading() {
    if (std::all_of(result_.values.begin(), result_.values.end(), [](const Value& v) { return v.percent; })) return;
    int heading = -1;
    bool word = false;
    for (int i = sentence_.first; i + 2 < sentence_.last && heading < 0; ++i) {
      if (const char begin = token(i).text[0]; begin != 'p' && begin != '(' && begin != '%') continue;
      // "expressed as % of baseline, it was 88 ± 6"
      word = (is(i, {"percentage", "percentages"}) || (is(i, '%') && is(i - 1, {"as", "in"}) && is(i + 1, {"of"})) ||
              (percent_sign(i) && !is(i, '%') && !number(i - 1) && !is(i - 1, ')'))) &&
             !is(i + 1, {"point", "points"});
      if (word || (is(i, '(') && percent_sign(i + 1) && is(i + 1 + percent_sign(i + 1), ')'))) heading = i;
    }
    if (heading < 0) return;
    for (Value& value : result_.values) {
      const bool named = is(value.first - 1, '=') || is(value.first - 1, {"n", "of", "by"});
      if (value.first < heading || token(value.number).spelled || unit_follows(value) || label_before(value.first) ||
          named || ranked(value.first))
        continue;
      const bool plain = word && value.value > 1.2 && value.value <= 120 && is(value.core, {"at", "in", "for", "with"});
      if (value.decimals > 0 || value.spread || plain) value.percent = value.percent || !(word && value.value <= 1.2);
    }
  }

  /// "84.0, 76.2, and 72.9%": numbers of a list take the unit printed at its end.
  void share_units() {
    auto& values = result_.values;
    std::sort(values.begin(), values.end(), [](const Value& a, const Value& b) { return a.first < b.first; });
    for (std::size_t i = values.size(); i-- > 1;) {
      Value& left = values[i - 1];
      if (values[i].percent && !left.percent && !token(left.number).spelled && !ranked(left.first) &&
          list_between(tokens_, left.last, values[i].first))
        left.percent = true;
    }
  }

  /// "group 1", "grade 2", the last of "groups 1 to 4 and", "days 1, 2 and 3": a name, not an amount
  [[nodiscard]] bool ranked(int i) const {
    constexpr double kLast = 20;  // names count in small numbers
    while (inside(i) && token(i).decimals == 0 && !token(i).spelled) {
      if (is(i - 1, {"group", "groups", "day",     "days",     "week",  "weeks",  "month",  "months", "grade", "grades",
                     "type",  "types",  "stage",   "stages",   "level", "levels", "phase",  "figure", "table", "arm",
                     "arms",  "visit",  "passage", "passages", "site",  "sites",  "cohort", "side"}))
        return true;
      const int before = i - (is(i - 2, ',') && is(i - 1, {"and"}) ? 3 : 2);
      if (token(i).value > kLast || !is(before + 1, {",", "and", "to", "-", "or"}) || !number(before) ||
          token(before).value >= token(i).value)
        return false;
      i = before;
    }
    return false;
  }

  /// A word behind the number that may be its unit: "0.5 mL"
  [[nodiscard]] bool unit_follows(const Value& value) const {
    return inside(value.core) && token(value.core).kind == TokenKind::word &&
           !is(value.core,
               {"in", "with", "for",      "and",   "at", "after", "versus",       "vs",      "v",     "of",
                "to", "on",   "compared", "among", "by", "when",  "respectively", "without", "while", "whereas"});
  }

  /// "63% of the graft (SD, 9.9%) was left": words stand between a value and its spread.
  void join_spreads() {
    auto& values = result_.values;
    for (std::size_t i = 1; i < values.size(); ++i) {
      int at = values[i].first - (is(values[i].first - 1, {",", ":", "=", "of"}) ? 2 : 1);
      const bool in_words = is(at, {"deviation", "error"}) && is(at - 1, {"standard"});
      const bool sd = is(at, {"sd", "deviation"}), se = is(at, {"se", "sem", "error"});
      if (is(at, {"deviation", "error"}) && !in_words) continue;
      at -= in_words;
      if (!(sd || se) || !is(at - 1, '(') || !values[i].in_bracket) continue;
      if (!values[i - 1].spread) {
        values[i - 1].spread = values[i].value;
        values[i - 1].spread_kind = sd ? SpreadKind::sd : SpreadKind::se;
      }
      values.erase(values.begin() + static_cast<std::ptrdiff_t>(i--));
    }
  }

  /// Numbers that are no share of a graft, whatever their unit.
  void drop_other_numbers() {
    auto& values = result_.values;
    // "46% (min 30%, max 62%)": ends of a range
    std::erase_if(values, [&](const Value& value) {
      const int at = value.first - (is(value.first - 1, {":", "=", "of"}) ? 2 : 1);
      return value.in_bracket && is(at, {"min", "max", "minimum", "maximum"});
    });
    // "a difference of -0.7", "(-13.8%; 95% CI, ...)": below zero is no share
    std::erase_if(values, [&](const Value& value) {
      return is(value.first - 1, '-') && !token(value.first).space &&
             (token(value.first - 1).space || is(value.first - 2, '(') || is(value.first - 2, '='));
    });
  }

  void keep_percentages() {
    auto& values = result_.values;
    for (Value& value : values) {
      if (value.percent) continue;
      const Token& printed_number = token(value.number);
      // "0.58 ± 0.09": a fraction; "0.5 mL" is none
      value.fraction =
          printed_number.decimals >= 1 && value.value <= 1.2 && !unit_follows(value) && !label_before(value.first);
    }
    values.erase(std::remove_if(values.begin(), values.end(), [](const Value& v) { return !v.percent && !v.fraction; }),
                 values.end());
  }

  const std::vector<Token>& tokens_;
  const Sentence& sentence_;
  std::vector<int> numbers_;  ///< tokens
  std::vector<bool> used_;
  Measured result_;
};

}  // namespace

void number_lists(const std::vector<Token>& tokens, std::vector<Value>& values) {
  int list = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0 && !list_between(tokens, values[i - 1].last, values[i].first)) ++list;
    values[i].list = list;
  }
}

Measured measure(const std::vector<Token>& tokens, const Sentence& sentence) {
  return Recogniser(tokens, sentence).run();
}

Lexicon statement_words(Vocabulary& vocabulary) {
  return phrases(vocabulary, {"sd", "se", "sem", "deviation", "error", "ci", "cis", "confidence"});
}

Statements read_statements(const Lexicon& words, const std::vector<Token>& tokens) {
  Statements statements;
  const auto count = static_cast<int>(tokens.size());
  const auto at = [&](int i, WordList list) {
    return i >= 0 && i < count && tokens[static_cast<std::size_t>(i)].is_one_of(list);
  };
  const auto number = [&](int i) { return i < count && tokens[static_cast<std::size_t>(i)].number(); };
  for (int i = words.candidate(tokens, 0, count); i < count; i = words.candidate(tokens, i + 1, count)) {
    const bool deviation = at(i, {"sd"}) || (at(i, {"deviation", "deviations"}) && at(i - 1, {"standard"}));
    const bool error = at(i, {"se", "sem"}) || (at(i, {"error", "errors"}) && at(i - 1, {"standard"}));
    if (deviation || error) {
      // "(SD 38)" and "a standard deviation of 20%" speak of one number only
      int next = i + 1;
      while (at(next, {",", "=", ":", "of", "was", "the", "mean"})) ++next;
      if (!number(next)) {
        (deviation ? statements.sd : statements.se) = true;
        for (int j = i - 1; j >= std::max(0, i - 5); --j) {
          if (at(j, {"mean", "means"})) statements.mean_header = true;
          if (at(j, {"median"})) statements.median_header = true;
        }
      }
    }
    if (!statements.interval) {
      if (at(i, {"ci", "cis"}) || (at(i, {"confidence"}) && at(i + 1, {"interval", "intervals", "limits"})))
        statements.interval = IntervalKind::ci95;
    }
  }
  return statements;
}

}  // namespace evigraft
