// core/extract/noun_words.cpp: general English, no topic words.
#include "extract/noun_words.h"

#include <algorithm>

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

bool neutral(const Token& token) {
  if (token.kind != TokenKind::word) return true;
  return token.is_one_of(
      {"the",           "a",          "an",          "it",           "this",        "that",         "these",
       "those",         "they",       "which",       "mean",         "means",       "median",       "medians",
       "average",       "averages",   "averaged",    "measurements", "rate",        "rates",        "value",
       "values",        "figure",     "figures",     "percentage",   "percentages", "proportion",   "share",
       "corresponding", "respective", "overall",     "total",        "final",       "group",        "groups",
       "side",          "sides",      "arm",         "grafts",       "both",        "respectively", "no",
       "significant",   "difference", "differences", "sd",           "se",          "sem",          "its",
       "their",         "other",      "only",        "long",         "term",        "ratio",        "level",
       "levels",        "same",       "fraction",    "percent",      "month",       "months",       "week",
       "weeks",         "day",        "year",        "years",        "follow",      "up",           "postoperative",
       "estimated",     "measured",   "there",       "cohort",       "cohorts",     "series",       "half",
       "halves",        "breasts",    "cheeks",      "flank",        "flanks",      "mice",         "rats",
       "rabbits",       "animals",    "hands",       "fractions",    "proportions", "shares",       "relative",
       "patients",      "here",       "then",        "thus",         "result",      "results",      "also"});
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
