// core/extract/measurement_brackets.cpp: "(SD 6.3)", "[95 % CI: 55.2; 67.8]", "(range, 52% to 108%)", "(9.9 percent)",
// "(median; IQR 41-66; n = 12; P = .02)".
#include "extract/measurement_brackets.h"

#include <algorithm>

namespace evigraft {
namespace {
constexpr int kLongestBracket = 40;  // tokens; longer ones are remarks

IntervalKind interval_of(int kind) {
  return kind == 3 ? IntervalKind::ci95 : kind == 4 ? IntervalKind::iqr : IntervalKind::range;
}
}  // namespace

int percent_length(const std::vector<Token>& tokens, int i, int end) {
  if (i >= end) return 0;
  const Token& token = tokens[static_cast<std::size_t>(i)];
  if (token.is('%') || token.is("percent") || token.is("pct")) return 1;
  if (token.is("per") && i + 1 < end && tokens[static_cast<std::size_t>(i) + 1].is("cent")) return 2;
  return 0;
}

std::optional<Pair> read_pair(const std::vector<Token>& tokens, int i, int end) {
  const auto at = [&](int k) -> const Token& { return tokens[static_cast<std::size_t>(k)]; };
  // a minus sign touches its number: "95% CI, -5.2% to -1.3%"
  const auto negative = [&](int k) { return k + 1 < end && at(k).is('-') && at(k + 1).number() && !at(k + 1).space; };
  const bool below_zero = i < end && negative(i);
  if (below_zero) ++i;
  if (i >= end || !at(i).number()) return std::nullopt;
  Pair pair;
  pair.low = below_zero ? -at(i).value : at(i).value;
  int j = i + 1;
  if (const int length = percent_length(tokens, j, end)) {
    pair.percent = true;
    j += length;
  }
  if (j >= end) return std::nullopt;
  if (at(j).is('-') || at(j).is("to")) {
    pair.dashed = true;
    ++j;
  } else if (at(j).is(',') || at(j).is(';') || at(j).is("and")) {
    ++j;
  } else {
    return std::nullopt;
  }
  const bool both_below = below_zero && negative(j) && at(j).space;
  if (j < end && at(j).is('-') && (pair.dashed || both_below)) ++j;  // a doubled dash, too
  if (j >= end || !at(j).number()) return std::nullopt;
  pair.high = both_below ? -at(j).value : at(j).value;
  pair.second = j;
  ++j;
  if (const int length = percent_length(tokens, j, end)) {
    pair.percent = true;
    j += length;
  }
  pair.last = j;
  if (pair.high < pair.low) return std::nullopt;
  return pair;
}

BracketReader::Kind BracketReader::label(int i, int& after) const {
  after = i;
  if (i < end_ && token(i).number()) {  // "95% CI", "95 percent confidence interval"
    int j = i + 1 + percent_length(tokens_, i + 1, end_);
    if (is(j, {"-"})) ++j;
    if (is(j, {"ci", "cis", "confidence", "cl"})) {
      after = j + 1;
      if (is(after, {"interval", "intervals", "limits"})) ++after;
      return Kind::ci;
    }
    return Kind::none;
  }
  if (is(i, {"sd", "s"}) && !(is(i, {"s"}) && !is(i + 1, {"d"}))) {
    after = i + 1;
    return Kind::sd;
  }
  if (is(i, {"standard"}) && is(i + 1, {"deviation", "deviations"})) {
    after = i + 2;
    return Kind::sd;
  }
  if (is(i, {"se", "sem"})) {
    after = i + 1;
    return Kind::se;
  }
  if (is(i, {"standard"}) && is(i + 1, {"error", "errors"})) {
    after = i + 2;
    if (is(after, {"of"}) && is(after + 1, {"the"})) after += 2;
    if (is(after, {"of"})) ++after;
    if (is(after, {"mean"})) ++after;
    return Kind::se;
  }
  if (is(i, {"ci", "cis"})) {
    after = i + 1;
    if (is(after, {"95"})) ++after, after += percent_length(tokens_, after, end_);
    return Kind::ci;
  }
  if (is(i, {"confidence"}) && is(i + 1, {"interval", "intervals", "limits"})) {
    after = i + 2;
    return Kind::ci;
  }
  if (is(i, {"iqr"})) {
    after = i + 1;
    return Kind::iqr;
  }
  if (is(i, {"interquartile", "quartiles", "quartile"})) {
    after = i + 1;
    if (is(after, {"range"})) ++after;
    return Kind::iqr;
  }
  if (is(i, {"inter"}) && is(i + 1, {"-"}) && is(i + 2, {"quartile"})) {
    after = i + 3;
    if (is(after, {"range"})) ++after;
    return Kind::iqr;
  }
  if (is(i, {"range", "ranging", "ranged", "min", "minimum"})) {
    after = i + 1;
    if (is(after, {"from"})) ++after;
    return Kind::range;
  }
  return Kind::none;
}

/// Counts, times and P values that other stages have read; a count in its bracket is the value's.
int BracketReader::skip_known(Value& value, int i) const {
  for (const Count& count : counts_)
    if (count.first == i) {
      value.n = count.n;
      return count.last;
    }
  for (const TimeMention& time : times_)
    if (time.first == i) return time.last;
  for (const PValue& p : p_values_)
    if (p.first == i) return p.last;
  return i;
}

bool BracketReader::starts_number(int i) const {
  return token(i).number() || (token(i).is('-') && i + 1 < end_ && token(i + 1).number() && !token(i + 1).space);
}

bool BracketReader::numbers_for(Value& value, Kind kind, int& i, int last) const {
  const auto pair = read_pair(tokens_, i, last);
  if (kind == Kind::sd || kind == Kind::se) {
    if (!token(i).number()) return false;
    value.spread = token(i).value;
    value.spread_kind = kind == Kind::sd ? SpreadKind::sd : SpreadKind::se;
    i += 1 + percent_length(tokens_, i + 1, last);
    return true;
  }
  if (kind == Kind::none) {
    if (!pair || value.interval) return false;
    // "0.59 [0.52, 0.66]": a pair around its value; "by 21% (from 45% to 66%)" is none
    if (!(pair->low <= value.value && value.value <= pair->high)) return false;
    value.interval = {pair->low, pair->high};
    value.unlabelled_interval = true;
    i = pair->last;
    return true;
  }
  if (!pair) return false;
  value.interval = {pair->low, pair->high};
  value.interval_kind = interval_of(static_cast<int>(kind));
  i = pair->last;
  return true;
}

bool BracketReader::read_parts(Value& value, int first, int last) const {
  Kind kind = Kind::none;
  bool anything = false;
  // a bare number fills the whole bracket: "54.3 percent (9.9 percent)"
  if (token(first).number() && first + 1 + percent_length(tokens_, first + 1, last) == last && !value.spread) {
    if (token(first).spelled || (token(first).decimals == 0 && last == first + 1))
      return false;  // "60% (12)" may count people
    value.spread = token(first).value;
    return true;
  }
  for (int i = first; i < last;) {
    const int known = skip_known(value, i);
    if (known != i) {
      // "(surviving fraction, day 84)" says nothing about the number itself
      anything =
          anything || std::none_of(times_.begin(), times_.end(), [&](const TimeMention& t) { return t.first == i; });
      i = known;
      continue;
    }
    int after = i;
    const Kind found = label(i, after);
    if (found != Kind::none) {
      kind = found;
      i = after;
      continue;
    }
    if (token(i).number() || (kind != Kind::none && starts_number(i))) {
      if (!numbers_for(value, kind, i, last)) return false;
      anything = true;
      kind = Kind::none;
      continue;
    }
    if (token(i).is(kPlusMinus) && i + 1 < last && token(i + 1).number() && !value.spread) {
      value.spread = token(i + 1).value;
      if (kind == Kind::sd || kind == Kind::se) value.spread_kind = kind == Kind::sd ? SpreadKind::sd : SpreadKind::se;
      i += 2 + percent_length(tokens_, i + 2, last);
      anything = true;
      continue;
    }
    if (is(i, {"mean"})) value.mean = true;
    if (is(i, {"median"})) value.median = true;
    if (is(i, {"vs", "versus", "against", "compared", "group", "groups"})) return false;
    ++i;
  }
  return anything || value.mean || value.median;
}

int BracketReader::read(Value& value, int at) const {
  if (at >= end_) return at;
  const bool round = token(at).is('('), square = token(at).is('[');
  if (round || square) {
    int depth = 0, close = at;
    for (; close < end_ && close - at <= kLongestBracket; ++close) {
      if (token(close).is('(') || token(close).is('[')) ++depth;
      if ((token(close).is(')') || token(close).is(']')) && --depth == 0) break;
    }
    if (close >= end_ || close - at > kLongestBracket || close == at + 1) return at;
    Value attempt = value;
    if (!read_parts(attempt, at + 1, close)) return at;
    value = attempt;
    return close + 1;
  }
  // ", 95% CI 55 to 60", ", SD 9", " SD 9.3"
  int i = at;
  while (is(i, {",", ";", "with", "a", "and"}) && i < at + 3) ++i;
  int after = i;
  const Kind kind = label(i, after);
  if (kind == Kind::none) return at;
  while (is(after, {",", ":", "=", "of", "was", "from", "between"})) ++after;
  if (after >= end_ || !starts_number(after)) return at;
  Value attempt = value;
  if (!numbers_for(attempt, kind, after, end_)) return at;
  value = attempt;
  return after;
}

}  // namespace evigraft
