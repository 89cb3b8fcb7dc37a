// core/extract/gates.cpp: general English, no topic words.
#include "extract/gates.h"

#include <algorithm>

#include "extract/nouns.h"

namespace evigraft {

GateLexicon::GateLexicon(Vocabulary& vocabulary)
    : not_own(phrases(vocabulary, {
                                      // power and assumptions: "the trial was powered to detect a 20% difference"
                                      "powered",
                                      "power",
                                      "sample size",
                                      "to detect",
                                      "to allow for",
                                      "overcorrected",
                                      "overcorrection",
                                      "overfill",
                                      "overfilled",
                                      "overfilling",
                                      "compensate for",
                                      "compensated for",
                                      "aimed at a",
                                      "aimed for",
                                      "a target of",
                                      "a goal of",
                                      // "patients were told that 50% may be lost"
                                      "were told",
                                      "was told",
                                      "textbook",
                                      "often stated",
                                      "may be lost",
                                      "can be lost",
                                      "may be resorbed",
                                      "can be resorbed",
                                      "may be expected",
                                      "can be expected",
                                      "assumed",
                                      "assuming",
                                      "assumes",
                                      "we assume",
                                      "assumption",
                                      "hypothesis",
                                      "hypothesised",
                                      "hypothesized",
                                      "hypothesise",
                                      "hypothesize",
                                      "we expected",
                                      "was expected",
                                      "were expected",
                                      "is expected",
                                      "anticipated",
                                      "will be",
                                      "would be",
                                      // thresholds: "a retention above 50% was considered relevant"
                                      "considered",
                                      "regarded as",
                                      "was defined",
                                      "were defined",
                                      "criterion",
                                      "threshold",
                                      "cut off",
                                      "cutoff",
                                      "is defined as",
                                      "set as",
                                      "set at",
                                      "set to",
                                      // other people's figures: "retention is reported to be 40%"
                                      "meta analysis",
                                      "in the literature",
                                      "reported for",
                                      "claimed",
                                      "literature",
                                      "has been reported",
                                      "have been reported",
                                      "been reported",
                                      "is reported",
                                      "are reported",
                                      "reported to be",
                                      "reported to range",
                                      "been retracted",
                                      "is retracted",
                                      "was retracted",
                                      "previously reported",
                                      "had reported",
                                      "has reported",
                                      "have reported",
                                      "reported by",
                                      "and colleagues",
                                      "et al",
                                      "previous report",
                                      "earlier report",
                                      "earlier series",
                                      "earlier cohort",
                                      "previous cohort",
                                      "another centre",
                                      "another center",
                                      "another group",
                                      "another team",
                                      "other centres",
                                      "other centers",
                                      "other series",
                                      "elsewhere reported",
                                      "earlier study",
                                      "earlier studies",
                                      "earlier trial",
                                      "prior trial",
                                      "previous trial",
                                      "another trial",
                                      "previous studies",
                                      "previous study",
                                      "previous series",
                                      "prior studies",
                                      "prior study",
                                      "reported rate",
                                      "reported graft",
                                      "reported survival",
                                      "reported retention",
                                      "published",
                                      "is said",
                                      "are said",
                                      "said to",
                                      "is known",
                                      "are known",
                                      "varies",
                                      "vary",
                                      "varying",
                                      "single studies",
                                      "in studies",
                                      "included studies",
                                      "of studies",
                                      "estimates range",
                                      "estimated that",
                                      "is unpredictable",
                                      "other authors",
                                      "other group",
                                      "by others",
                                      // a survey of opinions: "respondents expected a retention of 60%"
                                      "respondent",
                                  })) {
  defined = phrases(vocabulary, {"defined as"});
  expected = phrases(vocabulary, {"expect a", "expected a"});
  earlier = phrases(vocabulary, {"previous work", "earlier work"});
  pooled = phrases(vocabulary, {"pooled"});
  models = phrases(vocabulary, {"on the model", "phantom"});
  conditions = phrases(vocabulary, {"if"});
}

namespace {

/// "Surgeons expected a retention of 60%"; "we had not expected a loss: retention was 71%" is no expectation.
bool only_expected(const GateLexicon& lexicon, const Passage& passage, int first, int at, int end) {
  for (const Mark& mark : find_all(lexicon.expected, passage.tokens, first, end)) {
    if (passage.is(mark.first - 1, {"not", "never", "hardly"})) continue;
    bool result = false;
    for (int i = mark.last; i < at; ++i) result = result || passage.is(i, ':');
    if (!result) return true;
  }
  return false;
}

/// "Success was defined as 60% or more"; "survival, defined as volume at 12 months over that at 1 week, was 73%" is a
/// result.
bool only_defined(const GateLexicon& lexicon, const Passage& passage, int first, int at, int end) {
  for (const Mark& mark : find_all(lexicon.defined, passage.tokens, first, end)) {
    bool closed = false;
    for (int i = mark.last; i < at; ++i) closed = closed || passage.is(i, ',') || passage.is(i, ')');
    if (!closed || !(passage.is(mark.first - 1, ',') || passage.is(mark.first - 1, '('))) return true;
  }
  return false;
}

/// "Previous work found 80%"; "isolated as in previous work" says how.
bool of_earlier_work(const GateLexicon& lexicon, const Passage& passage, int first, int end) {
  const Matches marks = find_all(lexicon.earlier, passage.tokens, first, end);
  return std::ranges::any_of(marks, [&](const Mark& mark) {
    const int before = passage.is(mark.first - 1, {"our", "the"}) ? mark.first - 2 : mark.first - 1;
    return !(passage.is(before, {"in", "by", "to"}) &&
             passage.is(before - 1, {"as", "described", "detailed", "reported", "used", "according"}));
  });
}

/// "Pooled survival was 64% (9 studies)"; "pooled over both groups, 47% was retained" is one's own.
bool of_several_studies(const GateLexicon& lexicon, const Passage& passage, int first, int end) {
  const Matches marks = find_all(lexicon.pooled, passage.tokens, first, end);
  return std::ranges::any_of(marks, [&](const Mark& mark) {
    // "both arms pooled", "the groups were pooled"
    for (int i = mark.first - 3; i < mark.last + 5; ++i) {
      if (i == mark.last && !passage.is(i, {"over", "across", "from", "in"})) break;
      if (passage.is(i, {"groups", "arms", "sides", "breasts", "patients", "animals", "sets", "flanks", "cohorts",
                         "mice", "rats", "rabbits", "women"}))
        return false;
    }
    return true;
  });
}

/// "On the model 95% of the volume was found"; "volumes, checked on a phantom, showed ..." are the graft's.
bool of_a_model(const GateLexicon& lexicon, const Passage& passage, int first, int end) {
  return contains(lexicon.models, passage.tokens, first, std::min(first + 3, end));
}

}  // namespace

bool may_speak_of_others(const GateLexicon& lexicon, const Passage& passage, const Sentence& sentence) {
  const auto holds = [&](const Lexicon& list) { return contains(list, passage, sentence); };
  return holds(lexicon.not_own) || holds(lexicon.defined) || holds(lexicon.expected) || holds(lexicon.earlier) ||
         holds(lexicon.pooled) || holds(lexicon.models) || holds(lexicon.conditions);
}

bool speaks_of_others(const GateLexicon& lexicon, const Passage& passage, const Sentence& sentence, int first,
                      int last) {
  const int value_first = first, at = last;
  int open = 0;  // a semicolon in a bracket ends no clause: "pooled survival was 64% (9 studies; I2 = 88%)"
  for (int i = first - 1; i >= sentence.first; --i) open += passage.is(i, '(') - passage.is(i, ')');
  for (int depth = open; first > sentence.first && (depth > 0 || !passage.is(first - 1, ';')); --first)
    depth += passage.is(first - 1, ')') - passage.is(first - 1, '(');
  for (int depth = open; last < sentence.last && (depth > 0 || !passage.is(last, ';')); ++last)
    depth += passage.is(last, '(') - passage.is(last, ')');
  if (passage.is(first, {"if"})) return true;  // "If retention rose to 80%, ..."
  // "Although the surgeon overcorrected by 30%, 44% was left"
  if (passage.is(first, {"although", "though", "while", "whereas"})) {
    int comma = first;
    while (comma < value_first && !passage.is(comma, ',')) ++comma;
    if (comma < value_first) first = comma + 1;
  }
  // "survival was 82% with expansion, compared with 55% in pooled reports": what it is compared with
  int end = first;
  while (end < last &&
         !(end >= at && passage.is(end, {"compared", "versus", "vs", "than", "against", "whereas", "while"})))
    ++end;
  return contains(lexicon.not_own, passage.tokens, first, end) ||
         only_defined(lexicon, passage, first, value_first, end) ||
         only_expected(lexicon, passage, first, value_first, end) || of_earlier_work(lexicon, passage, first, end) ||
         of_a_model(lexicon, passage, first, end) || of_several_studies(lexicon, passage, first, end);
}

namespace {

/// "The difference in survival between SVF and fat alone was 11.7%"
bool difference_is(const Scene& scene, const Value& value) {
  const Passage& passage = scene.passage;
  int i = value.first - 1;
  while (i > scene.sentence.first && passage.is(i, {"to", "about", "only", "at", "approximately"})) --i;
  if (!passage.is(i, {"was", "were", "is", "averaged", "amounted", "came", "reached", "remained", "stayed"}))
    return false;
  for (--i; i >= scene.sentence.first && !passage.is(i, ';') && !passage.is(i, ')') && !passage.is(i, {"was", "were"});
       --i)
    if (passage.is(i, {"difference", "differences"}))
      return !passage.is(i - 1, {"no"}) && passage.is(i + 1, {"in", "between", "of", "remained", "stayed"});
  return false;
}

/// An arm, its dose, and nothing but further arms and doses before the word "groups".
bool names_a_dose_group(const Scene& scene, const Value& value) {
  const auto arm_at = [&](int i) {
    return std::any_of(scene.arms.begin(), scene.arms.end(),
                       [&](const ArmMention& arm) { return i >= arm.first && i < arm.last; });
  };
  if (!arm_at(value.first - 1)) return false;
  for (int i = value.core; i < scene.sentence.last; ++i) {
    // but "group I 40%, group II 62%"
    const bool named = i + 1 < scene.sentence.last && names_a_group(scene.passage.at(i + 1));
    if (scene.passage.is(i, {"groups", "group", "arms", "arm"}) && !named) return true;
    if (!arm_at(i) && !scene.passage.at(i).number() && !scene.passage.is(i, {"%", ",", "and", "or"})) return false;
  }
  return false;
}

}  // namespace

std::optional<Refusal> refuse_value(const Scene& scene, const Value& value) {
  const Passage& passage = scene.passage;
  const auto next = [&](int ahead, WordList list) {
    return value.core + ahead < scene.sentence.last && passage.is(value.core + ahead, list);
  };
  // "the lowest retention was 31%", "in one patient only 15% survived"
  for (int i = scene.sentence.first; i < value.first; ++i) {
    // "highest in the malar region (55%)" compares parts
    if (scene.arms.empty() && passage.is(i, {"lowest", "highest", "minimum", "maximum"}) &&
        !(value.in_bracket && passage.is(i + 1, {"in", "for", "with", "at", "among", "on"})))
      return Refusal::extreme;
    if (passage.is(i, {"in"}) && passage.at(i + 1).number() && passage.at(i + 1).value <= 3 &&
        passage.is(i + 2, {"patient", "patients", "case", "cases", "woman", "women"}))
      return Refusal::few_people;
    // "One patient lost 80% of the graft"
    if (passage.at(i).number() && passage.at(i).value <= 3 && passage.at(i).decimals == 0 && value.first - i < 8 &&
        passage.is(i + 1, {"patient", "patients", "case", "cases", "woman", "women", "man", "men"}) &&
        passage.is(i + 2, {"lost", "kept", "retained", "had", "showed", "resorbed", "maintained"}))
      return Refusal::few_people;
  }
  // "was retained in 17 patients (89%)", "in 9 (82%)": a share of people
  // but "at 3 (70% vs 55%) and 6 months (65% vs 48%)"
  if (value.in_bracket && passage.is(value.first - 1, '(') && !value.spread &&
      !passage.is(value.last, {"vs", "versus"})) {
    for (int i = value.first - 2; i >= std::max(scene.sentence.first, value.first - 4); --i) {
      const Token& token = passage.at(i);
      if (token.number()) {
        const bool count = token.decimals == 0 &&
                           !passage.is(i + 1, {"quarters", "quarter", "thirds", "third", "fifths", "half", "tenths"}) &&
                           !passage.is(i - 1, {"group", "arm", "day", "week", "month"}) && !passage.is(i - 1, {"="}) &&
                           !passage.is(i + 1, '%');
        if (count && (i == value.first - 2 ||
                      !passage.is(i + 1, {"month", "months", "week", "weeks", "days", "year", "years", "ml", "cc"})))
          return Refusal::share_of_other;
        break;
      }
      if (token.kind != TokenKind::word) break;
    }
  }
  // "fat with 15 percent PRP" is a dose
  for (const ArmMention& arm : scene.arms)
    if (arm.first == value.core && arm.role != ArmLexicon::Role::reference && !value.spread &&
        !passage.is(arm.first, {"with", "after"}) &&
        !passage.is(value.first - 1, {"was", "were", "is", "averaged", "reached", "of"}) &&
        !passage.is(value.first - 1, {":", "versus", "vs"}))
      return Refusal::dose;
  // "the PRP 10%, PRP 20% and PRP 30% groups"
  if (!value.spread && names_a_dose_group(scene, value)) return Refusal::dose;
  // "PRP at 20% did not help"
  for (const ArmMention& arm : scene.arms)
    if (arm.last == value.first - 1 && passage.is(value.first - 1, {"at"}) && arm.role == ArmLexicon::Role::active &&
        !value.spread && value.core < scene.sentence.last && passage.at(value.core).kind == TokenKind::word &&
        !passage.is(value.core, {"retention", "survival", "and", "versus", "vs", "compared", "with", "at", "after"}))
      return Refusal::dose;
  const auto previous = [&](int back, WordList list) {
    return value.first - back >= scene.sentence.first && passage.is(value.first - back, list);
  };
  // "35% larger than controls", "18.4 percentage points", "12% per day", "35% or more"
  if (next(0, {"higher",     "lower", "larger", "smaller", "heavier",   "greater", "more",        "less",
               "better",     "worse", "fewer",  "bigger",  "longer",    "shorter", "improvement", "increase",
               "difference", "gain",  "points", "point",   "increment", "benefit", "advantage"}))
    return Refusal::contrast;
  // "calculated as (first volume - last volume) / first volume x 100%"
  if (value.value == 100 && (previous(1, {"x", "*", "times", "as"}) || passage.is(value.first - 1, kTimes)))
    return Refusal::other_quantity;
  // "the volume dropped from 100% to 57%"
  if (value.value == 100 && (previous(1, {"from"}) || next(0, {"minus"}))) return Refusal::other_quantity;
  // "in the 0%, 10% and 20% groups"
  if (!value.spread && next(0, {"group", "groups", "arm", "arms"})) return Refusal::dose;
  // "A proportion of 20% gave the largest volume"
  if (!value.spread && previous(1, {"of"}) && previous(2, {"proportion", "concentration", "dose", "ratio"}) &&
      next(0, {"gave", "yielded", "led", "produced", "proved", "resulted", "had", "was"}))
    return Refusal::dose;
  if (next(0, {"percentage", "power", "threshold", "concentration", "solution", "dose"}))
    return Refusal::other_quantity;
  // "ASCs cultured under 1% oxygen", "in 10% serum", "fixed in 4% formalin"
  if (!value.spread &&
      next(0, {"oxygen",     "o2",           "co2",      "hypoxia",          "serum",      "fbs",     "fcs",
               "glucose",    "formalin",     "dmso",     "paraformaldehyde", "isoflurane", "ethanol", "glycerol",
               "trehalose",  "gelatin",      "hydrogel", "collagenase",      "albumin",    "agarose", "humidity",
               "confluence", "formaldehyde", "fetal",    "foetal",           "neutral",    "buffered"}))
    return Refusal::dose;
  if (!value.spread && previous(1, {"in", "under", "at", "to", "with"}) &&
      previous(2, {"cultured", "cultivated", "grown", "incubated", "fixed", "diluted", "supplemented"}))
    return Refusal::dose;
  // "a retention above 50% was achieved in 78% of the PRP group": of people, or of grafts as such
  if (!value.spread && previous(1, {"in"}) && next(0, {"of"})) return Refusal::share_of_other;
  if (next(0, {"per"}) && next(1, {"day", "week", "month", "year"})) return Refusal::rate;
  for (int ahead = 1; ahead < 7; ++ahead)
    if (next(0, {"of"}) && next(ahead, {"per"}) && next(ahead + 1, {"day", "week", "month", "year"}))
      return Refusal::rate;
  if (next(0, {"/"}) && next(1, {"day", "d", "week", "month"})) return Refusal::rate;
  if (next(0, {"or"}) && next(1, {"more", "less", "higher", "lower", "above", "greater"})) return Refusal::threshold;
  if (previous(1, {"further", "additional", "extra", "another"})) return Refusal::contrast;
  // "above 50%", "at least 60%", "up to 70%", "a difference of 19.5%"
  if (previous(1, {"above", "below", "within", "exceed", "exceeding", "exceeded", "exceeds", ">", "<"}))
    return Refusal::threshold;
  if (next(0, {"by"}) && next(1, {"volume", "weight"}) && value.in_bracket) return Refusal::dose;
  if (previous(1, {"than"}) && !value.spread && !previous(3, {"no"}) &&
      previous(2, {"more", "less", "greater", "higher", "lower", "fewer"}))
    return Refusal::threshold;
  if (previous(1, {"least", "most"}) && previous(2, {"at"})) return Refusal::threshold;
  if (previous(1, {"to"}) && previous(2, {"up"})) return Refusal::threshold;
  for (int back = 1; back <= 4; ++back)
    if (previous(back, {"difference", "differences"}) &&
        (previous(1, {"of", "was", ","}) || back == 1 || previous(1, {"mean"})))
      return Refusal::contrast;
  if (difference_is(scene, value)) return Refusal::contrast;
  // "I2 = 88%", "F = 18.9"; "group F = 54.1%" is no test statistic
  const bool percent_printed = passage.is(value.core - 1, {"%", "percent"});
  if (previous(1, {"="}) && (previous(2, {"i2", "r2", "h2"}) || previous(3, {"^"}) ||
                             (!percent_printed && previous(2, {"q", "f", "t", "z"}))))
    return Refusal::coefficient;
  if (previous(1, {"of"}) && previous(2, {"increase", "improvement", "gain", "advantage", "benefit"}))
    return Refusal::contrast;
  if (previous(1, {"by"}) && previous(2, {"higher", "lower", "greater", "larger", "increased", "improved", "rose",
                                          "better", "raised", "exceeded"}))
    return Refusal::contrast;
  // a rise in something: "increased by a mean of 12%"
  if (previous(1, {"p", "alpha", "significance", "level"})) return Refusal::other_quantity;
  // "R² of 0.27"
  for (int back = 1; back <= 5 && value.fraction; ++back)
    if (previous(back, {"r", "icc", "auc", "kappa", "beta", "rho", "risk", "odds", "hazard"}))
      return Refusal::coefficient;
  if (value.fraction && previous(1, {"-"}) && previous(2, {"="})) return Refusal::coefficient;
  if (value.fraction && (previous(1, {"=", "smd", "r", "icc", "rr", "or", "hr", "wmd", "md", "kappa"})))
    return Refusal::coefficient;
  return std::nullopt;
}

}  // namespace evigraft
