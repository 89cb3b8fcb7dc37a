#include "extract/arm_prices.h"

#include <algorithm>
#include <limits>

namespace evigraft {

ArmPrices::ArmPrices(const Scene& scene, const std::vector<Linked>& values)
    : scene_(scene), passage_(scene.passage), values_(values) {
  for (const Linked& one : values_) mark(in_values_, one.value.first, one.value.last);
  for (const TimeMention& time : scene_.measured.times) mark(in_times_, time.first, time.last);
}

bool ArmPrices::takes_an_arm(const Token& token) {
  return token.is('(') || token.is_one_of({"in", "for", "with", "after", "of", "among", "by", "on", "under", "from",
                                           "using", "when", "following", "at", "without", "received", "receiving"});
}

bool ArmPrices::turns(const Token& token) {
  return token.is(';') || token.is_one_of({"whereas", "while", "than", "compared", "versus", "vs", "v", "against",
                                           "but", "opposed", "although"});
}

bool ArmPrices::compares(const Token& token) {
  return token.is_one_of({"versus", "vs", "v", "compared", "against", "opposed", "relative", "contrast"});
}

void ArmPrices::mark(std::vector<bool>& tokens, int first, int last) const {
  tokens.resize(place(scene_.sentence.last));
  for (int k = std::max(first, scene_.sentence.first); k < std::min(last, scene_.sentence.last); ++k)
    tokens[place(k)] = true;
}

int ArmPrices::bracket_of(const Value& value) const {
  if (!value.in_bracket) return -1;
  int depth = 0;
  for (int k = value.first - 1; k >= scene_.sentence.first; --k) {
    if (token(k).is(')') || token(k).is(']')) ++depth;
    if ((token(k).is('(') || token(k).is('[')) && depth-- == 0) return k;
  }
  return -1;
}

int ArmPrices::closing(int open) const {
  int depth = 0;
  for (int k = open; k < scene_.sentence.last; ++k) {
    if (token(k).is('(') || token(k).is('[')) ++depth;
    if ((token(k).is(')') || token(k).is(']')) && --depth == 0) return k + 1;
  }
  return scene_.sentence.last;
}

bool ArmPrices::any_between(int first, int last, bool (*test)(const Token&)) const {
  for (int k = std::max(first, scene_.sentence.first); k < std::min(last, scene_.sentence.last); ++k)
    if (test(token(k))) return true;
  return false;
}

bool ArmPrices::only_compared(int a) const {
  for (int k = std::max(scene_.sentence.first, arm(a).first - 4); k < arm(a).first; ++k)
    if (compares(token(k)) || token(k).is("than")) return true;
  return false;
}

double ArmPrices::left_price(int a, int at, bool bracketed) const {
  const int from = arm(a).last;
  if (at - from > kFarthest) return std::numeric_limits<double>::infinity();
  int words = 0;
  double cost = 0;
  for (int k = from; k < at; ++k) {
    if (cost >= kNoArm) return std::numeric_limits<double>::infinity();
    if (in_value(k)) {
      while (k + 1 < at && in_value(k + 1)) ++k;
      cost += kOtherValue;
    } else if (token(k).is(';') || token(k).is_one_of({"whereas", "while", "but", "although"})) {
      cost += kClause;
    } else if (token(k).kind != TokenKind::mark && !in_time(k)) {
      ++words;
    }
  }
  for (int other = a + 1; other < arm_count() && arm(other).last <= at; ++other) cost += kOtherArm;
  if (bracketed && at - from <= 4 && cost == 0) return 0;
  if (only_compared(a) && !bracketed) cost += 2;
  return 0.5 + cost + std::min(1.5, kWord * words);
}

double ArmPrices::right_price(int a, int at) const {
  if (arm(a).first - at > kFarthest || in_p_bracket(a)) return std::numeric_limits<double>::infinity();
  double cost = 0;
  bool tied = false;
  int words = 0;
  for (int k = at; k < arm(a).first; ++k) {
    if (cost >= kNoArm) return std::numeric_limits<double>::infinity();
    const Token& here = token(k);
    if (in_time(k)) continue;
    if (here.is('(') && values_in(k, closing(k)) == 1) {
      // "31 losses (55%) in the SVF group"; the arm of "71% (fat alone: 53%)" is that of the second
      const bool past = closing(k) <= arm(a).first;
      cost += past ? kRemark : kClause;
      if (past) k = closing(k) - 1;
    } else if (in_value(k)) {
      while (k + 1 < arm(a).first && in_value(k + 1)) ++k;
      cost += kOtherValue + 2;
    } else if (turns(here)) {
      cost += kClause;
    } else if (here.is("respectively") ||
               (here.is(',') && (token(k + 1).is("respectively") || (k > at && token(k - 1).is("respectively"))))) {
      continue;  // "70% and 62%, respectively, in the SVF group"
    } else if (here.is(',') || here.is("and") || here.is(':')) {
      cost += kComma;
    } else if (takes_an_arm(here)) {
      tied = true;
    } else if (here.kind != TokenKind::mark) {
      ++words;
    }
  }
  for (int other = a - 1; other >= 0 && arm(other).first >= at; --other) cost += kOtherArm;
  // "... 68% at 6 months and in controls 75%": the arm of the number that follows it at once
  const int before = arm(a).first - 1;
  if (before > at && token(before - 1).is("and") && takes_an_arm(token(before))) {
    int next = arm(a).last;  // "and on the control side from 82%"
    while (next < arm(a).last + 3 && next < scene_.sentence.last && token(next).kind == TokenKind::word) ++next;
    if (in_value(next)) cost += kUsedArm;
  }
  // "48% in controls"; "when" and "without" begin some arms themselves
  if (!tied && arm(a).first < scene_.sentence.last) tied = takes_an_arm(token(arm(a).first));
  if (!tied) cost += arm(a).first == at ? 0.2 : words == 0 ? 1 : 2;
  return 0.2 + cost + std::min(1.5, kWord * words);
}

std::ptrdiff_t ArmPrices::values_in(int open, int close) const {
  return std::count_if(values_.begin(), values_.end(),
                       [&](const Linked& one) { return one.value.first > open && one.value.last < close; });
}

bool ArmPrices::alone_in_bracket(int a) const {
  return passage_.is(arm(a).first - 1, '(') && passage_.is(arm(a).last, ')');
}

int ArmPrices::number_before(int a) const {
  const int open = arm(a).first - 1;
  return alone_in_bracket(a) && in_value(open - 1) ? open : -1;
}

/// "(group 1 versus 3, P < 0.001)" says who is compared, not whose number stands before it.
bool ArmPrices::in_p_bracket(int a) const {
  if (scene_.measured.p_values.empty()) return false;
  int open = arm(a).first;
  const int begin = std::max(scene_.sentence.first, open - kFarthest);
  while (open > begin && !token(open).is('(') && !token(open).is(')') && !token(open).is('[')) --open;
  if (!token(open).is('(') && !token(open).is('[')) return false;
  const int close = closing(open);
  for (int k = open; k < close; ++k)
    if (in_value(k)) return false;
  return std::any_of(scene_.measured.p_values.begin(), scene_.measured.p_values.end(),
                     [&](const PValue& p) { return p.first > open && p.last <= close; });
}

double ArmPrices::price(int a, int begin, int end, bool bracketed) const {
  if (arm(a).last <= begin) return left_price(a, begin, bracketed);
  if (arm(a).first >= end) return right_price(a, end);
  return std::numeric_limits<double>::infinity();
}

}  // namespace evigraft
