// core/extract/noun_words.cpp: general English, no topic words.
#include "extract/noun_words.h"

#include <algorithm>
#include <string_view>

namespace evigraft {

bool separator(const Token& token) {
  return token.is(',') || token.is(';') || token.is('(') || token.is(')') || token.is(':') ||
         token.is_one_of({"and", "whereas", "while", "but", "although", "however", "though"});
}

bool copula(const Token& token) {
  return token.is_one_of({"was", "were", "is", "are", "averaged", "amounted", "reached", "equalled", "occupied", "had",
                          "rose", "improved", "made", "accounted", "took", "showed", "exceeded", "comprised",
                          "scored"});
}

bool preposition(const Token& token) {
  return token.is_one_of({"in",    "of",     "for",    "with",    "after",   "on",      "at",
                          "among", "within", "during", "from",    "by",      "between", "under",
                          "to",    "into",   "onto",   "through", "beneath", "below",   "over"});
}

namespace {
constexpr std::string_view kNeutral =
    "a also an animals arm average averaged averages both breasts cheeks cohort cohorts corresponding day "
    "difference differences estimated figure figures final flank flanks follow fraction fractions grafts "
    "group groups half halves hands here it its level levels long mean means measured measurements median "
    "medians mice month months no only other overall patients percent percentage percentages postoperative "
    "proportion proportions rabbits rate rates ratio rats relative respective respectively result results "
    "same sd se sem series share shares side sides significant term that the their then there these they this "
    "those thus total up value values week weeks which year years";
}  // namespace

bool neutral(const Token& token) {
  static const WordSet words(kNeutral);
  return token.kind != TokenKind::word || words.contains(token.key);
}

bool about_another(const NounLexicon& lexicon, const Passage& passage, int i, int end) {
  bool is_other = false;
  while (i < end) {
    const Token& here = passage.at(i);
    // "retention of ASC+ grafts", "of ASC(+) grafts"
    if (here.is('(') && passage.is(i + 2, ')') && (passage.is(i + 1, '+') || passage.is(i + 1, '-'))) {
      i += 3;
      continue;
    }
    if (here.kind == TokenKind::mark && !here.is('-') && !here.is('/') && !here.is('\'') && !here.is('+')) break;
    if (preposition(here) || copula(here) ||
        here.is_one_of({"that", "which", "who", "and", "or", "could", "had", "has", "have", "remained", "survived",
                        "kept", "wished", "would", "needed", "chose", "retained"}))
      break;
    if (here.stem == "group" || here.stem == "side") return false;
    const auto friends = lexicon.nouns.longest(passage.tokens, i, end);
    if (friends.entry == NounLexicon::false_friend) return true;
    const auto other = lexicon.false_subjects.longest(passage.tokens, i, end);
    const auto own = lexicon.subjects.longest(passage.tokens, i, end);
    if (own.entry >= 0 && own.last >= other.last) {
      is_other = false;
      i = own.last;
    } else if (other.entry >= 0) {
      is_other = true;
      i = other.last;
    } else {
      ++i;
    }
  }
  return is_other;
}

bool in_value(const Scene& scene, int i) {
  return std::any_of(scene.measured.values.begin(), scene.measured.values.end(),
                     [&](const Value& value) { return i >= value.first && i < value.last; });
}

bool in_time(const Scene& scene, int i) {
  return std::any_of(scene.measured.times.begin(), scene.measured.times.end(),
                     [&](const TimeMention& time) { return i >= time.first && i < time.last; });
}

bool known(const Scene& scene, const NounLexicon& lexicon, int i) {
  for (const ArmMention& arm : scene.arms)
    if (i >= arm.first && i < arm.last) return true;
  for (const TimeMention& time : scene.measured.times)
    if (i >= time.first && i < time.last) return true;
  for (const Mark& noun : scene.nouns)
    if (noun.entry != NounLexicon::false_friend && i >= noun.first && i < noun.last) return true;
  return lexicon.subjects.longest(scene.passage.tokens, i, scene.sentence.last).entry >= 0;
}

}  // namespace evigraft
