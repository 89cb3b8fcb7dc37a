// core/extract/head_arms.cpp: the arm that a number counts: before it, behind it, in a bracket beside it, or left out.
#include "extract/head_counter.h"

namespace evigraft {

/// "24 patients received SVF-gel and 22 received Coleman fat", "26 in the cell group"
const ArmMention* HeadCounter::arm_behind(int i, int after) const {
  const ArmMention* arm = mention_within(i + 1, i + 15);
  // "52 women with volume defects after conserving surgery were treated with fat enriched with ADRCs"
  if (!arm && after > 0) {
    arm = mention_within(i + 1, i + 25);
    bool treated = false;
    for (int k = after; arm && k < arm->first; ++k)
      treated = treated || is(k, {"treated", "received", "underwent", "given", "injected"});
    if (!treated) return nullptr;
  }
  if (!arm) return nullptr;
  bool tied = arm->first == i + 1 || (after > 0 && arm->first == after && counted_before(i)) ||  // "15 rats fat alone"
              (is(i + 1, {"fat"}) && arm->first <= i + 3) ||                                     // "9 fat-SVF"
              (after == 0 && is(i - 1, {"first", "next", "following", "last", "other"}));
  for (int j = i + 1, depth = 0; j < arm->first; ++j) {
    // "ten patients (mean age, 11.6 years) were given"
    depth += passage_.at(j).is('(') ? 1 : passage_.at(j).is(')') ? -1 : 0;
    if (depth > 0) continue;
    // "41 patients (40 women) underwent"; "18 of 20 women in the standard group"
    if (depth < 0 || (passage_.at(j).number() && !used(j)) || passage_.at(j).is(';') ||
        is(j, {"randomised", "randomized", "assigned", "allocated", "either", "half", "randomly", "divided", "allotted",
               "distributed", "split", "between", "separated"}))
      return nullptr;
    tied = tied || is(j, {"of",       "for",       "chose",   "opted", "preferred", "elected",  "got",
                          "received", "underwent", "treated", "given", "in",        "with",     "to",
                          "had",      "by",        "served",  "acted", "accepted",  "preferred"});
  }
  if (!tied) return nullptr;
  // "19 women had microfat over nanofat"
  if (arm->role == ArmLexicon::Role::reference) {
    int with = arm->last;  // "microfat together with nanofat"
    while (is(with, {"together", "combined", "mixed", "enriched", "supplemented", "in", "combination"})) ++with;
    if (const ArmMention* added = mention_within(with + 1, with + 2); added && is(with, {"over", "plus", "with", "+"}))
      arm = added;
  }
  // "40 patients received fat with SVF or fat alone": the number is that of both
  for (const ArmMention& m : mentions_) {
    if (m.first <= arm->first || m.arm == arm->arm) continue;
    bool number_between = false, either = false;
    for (int j = arm->last; j < m.first; ++j) {
      number_between = number_between || (counts_heads(passage_.at(j)) && !(is(j - 1, {"="})));
      either = either || is(j, {"or"});
    }
    if (either && !number_between) return nullptr;
    break;
  }
  return arm;
}

/// "fat alone (25 patients)", "stromal vascular fraction (SVF, 26 women)", "19 patients (control) were treated"
bool HeadCounter::arm_in_bracket(int i, int after) {
  if (is(i - 1, {"(", ",", ";"}) && is(after, {")", ",", ";"})) {
    int open = i - 1;
    while (open > sentence_.first && i - open < 20 && !passage_.is(open, '(') && !passage_.is(open, ')')) --open;
    const ArmMention* arm = passage_.is(open, '(') ? mention_before(open, 8) : nullptr;
    if (!arm && passage_.is(open, '(')) arm = mention_before(i, 3);
    if (arm) {
      int n = number(i);
      // "(11 women, 3 men)"
      const int k = is(after, {","}) ? after + 1 : after;
      if (of_a_sex(i + 1) && whole(k) && of_a_sex(k + 1)) {
        n += number(k);
        used_.push_back(k);
      }
      add(*arm, n, analysed_, i);
      return true;
    }
  }
  if (!is(after, {"("})) return false;
  const ArmMention* arm = mention_within(after + 1, after + 6);
  if (!arm || !(is(arm->last, {")", ","}) || is(arm->last + 1, {")", ","}))) return false;
  for (int k = after + 1; k < arm->first; ++k)
    if (passage_.at(k).number()) return false;
  add(*arm, number(i), clause_says_analysed(i), i);
  return true;
}

/// What leaves out words that stood before: "SVF was used in 14 patients and saline in 16", "the SVF group included
/// 14 patients, the control group 16", "(SVF 19, saline 17)"; and "22 historical controls"
bool HeadCounter::continues(int i, int after) {
  for (const ArmMention& m : mentions_) {
    if (m.first <= i || m.first > i + 3 || !is(m.last - 1, {"controls"})) continue;
    bool adjectives = true;
    for (int k = i + 1; k < m.first; ++k)
      adjectives = adjectives && is(k, {"historical", "matched", "healthy", "untreated", "other", "further", "-"});
    if (!adjectives) continue;
    add(m, number(i), clause_says_analysed(i), i);
    return true;
  }
  const int end = after > 0 ? after : i + 1;
  if (!(end >= sentence_.last || is(end, {")", ",", ";", ".", "and"}))) return false;
  // "the SVF group numbered 22 and the control group 20 patients"
  if (is(i - 1, {"comprised", "included", "numbered", "contained"}))
    if (const ArmMention* m = mention_before(i - 1, 1)) {
      add(*m, number(i), clause_says_analysed(i), i);
      return true;
    }
  const bool in_bracket = is(i + 1, {")", ","}) && (analysed_ || counts_people());
  const ArmMention* arm = nullptr;
  const int reach = is(i - 1, {"arm", "group", "side", "cohort"}) ? 1 : 0;  // "the control arm 16"
  if (const ArmMention* before = mention_before(i, reach)) {
    bool open = false;  // "(SVF 19, saline 17)"
    for (int k = before->first - 1; k >= std::max(sentence_.first, before->first - 6); --k) {
      if (passage_.is(k, ')')) break;
      open = open || passage_.is(k, '(');
    }
    if ((in_bracket && open) || counted_before(i)) arm = before;
  } else if (const ArmMention* listed = mention_before(i - 1, 0);
             listed && is(i - 1, {","}) && is(i + 1, {")", ";"}) && is(listed->first - 1, {"(", ";"})) {
    arm = listed;  // "(HDF, 28; LDF, 27)"
  } else if (is(i - 1, {"another", "further"}) && is(i - 2, {"in", "to"}) && counted_before(i)) {
    arm = mention_before(i - 2, 0);  // "SVF in 12 rabbits and saline in another 12"
  } else if (is(i - 1, {"in", "into", "to", "for"}) &&
             (counted_before(i) || (is(end, {"and"}) && holds(lexicon_.people, i, sentence_.last)))) {
    arm = mention_before(i - 1, 0);
  }
  if (!arm) return false;
  int n = number(i);
  // "the control group 9 women and 3 men"
  if (of_a_sex(i + 1) && is(i + 2, {"and"}) && whole(i + 3) && of_a_sex(i + 4)) {
    n += number(i + 3);
    used_.push_back(i + 3);
  }
  add(*arm, n, clause_says_analysed(i), i);
  return true;
}

/// "in ten of them the fat was injected as such; in eight it was enriched with cells", "in 50 patients cells were added
/// (CAL group) and in 47 none (non-CAL group)"
bool HeadCounter::opens_a_clause(int i) {
  const auto opens = [&](int k) { return k == sentence_.first || is(k - 1, {",", ";", "and", "while", "whereas"}); };
  // "twenty wore a vacuum bra (expansion group) and 24 did not (control group)": the bracket must tell
  const bool of_all = is(i + 1, {"of"}) && is(i + 2, {"them", "these", "whom"});
  const bool subject = opens(i) && is(i + 1, {"wore", "did", "had", "used", "got", "received", "underwent", "were"});
  if (number(i) < 2 || !(subject || (is(i - 1, {"in"}) && opens(i - 1)))) return false;
  int last = i + 1;
  bool given = false, without = false;
  for (; last < sentence_.last && !passage_.is(last, ';') && !whole(last); ++last) {
    given = given || is(last, {"added", "mixed", "enriched", "injected", "given", "used", "supplemented", "combined",
                               "treated", "applied", "grafted", "transplanted", "received"});
    without = without || is(last, {"no", "not", "without", "neither", "none"});
  }
  const ArmMention* arm = nullptr;
  bool several = false;
  for (const ArmMention& m : mentions_) {
    if (m.first <= i || m.last > last) continue;
    // the name that stands in a bracket is that of the group
    if (is(m.first - 1, {"("}) && (is(m.last, {")"}) || is(m.last + 1, {")"}))) {
      add(m, number(i), clause_says_analysed(i), i);
      return true;
    }
    several = several || (arm && arm->arm != m.arm);
    arm = &m;
  }
  if (subject || !arm || several || !given || without) return false;
  add(*arm, number(i), clause_says_analysed(i), i);
  if (of_all && !found_.stated.empty() && found_.stated.back().at == i) found_.stated.back().of_all = true;
  return true;
}

/// "seven SVF-treated and six control animals": the noun follows the last of them
bool HeadCounter::shares_a_noun(int i) const {
  const ArmMention* arm = mention_within(i + 1, i + 2);
  if (!arm) return false;
  int next = arm->last;
  while (is(next, {"-", "treated", "enriched", "grafted", "and", ",", "or"})) ++next;
  return whole(next) && is(next - 1, {"and", ",", "or"}) && behind_people(next) > 0 &&
         mention_within(next + 1, next + 3);
}

/// "forty of the 76 patients received SVF"
bool HeadCounter::some_of_all(int i) {
  const int more = is(i + 2, {"the", "all", "these"}) ? i + 3 : i + 2;
  if (!is(i + 1, {"of"}) || !whole(more) || number(more) <= number(i) || number(i) < 2) return false;
  const int after = behind_people(more);
  if (after == 0) return false;
  int verb = after;
  while (is(verb, {"were", "had", "was", "randomly"})) ++verb;
  if (!is(verb, {"received", "underwent", "treated", "given", "got", "assigned", "allocated", "randomised",
                 "randomized", "chose", "opted", "preferred", "accepted", "elected"}) &&
      !is(verb - 1, {"had"}))
    return false;
  const ArmMention* arm = mention_within(verb, verb + 5);
  if (!arm) return false;
  for (const ArmMention& m : mentions_)  // "assigned to SVF or saline"
    if (m.first >= arm->last && m.first < arm->last + 3 && m.arm != arm->arm) return false;
  used_.push_back(more);
  found_.enrolled = number(more);
  add(*arm, number(i), false, i);
  if (!found_.stated.empty() && found_.stated.back().at == i) found_.stated.back().of_all = true;
  return true;
}

/// "randomised to SVF (11) or saline (12)": numbers alone in brackets behind two arms at least
bool HeadCounter::bare_in_bracket(int i) {
  const auto bare = [&](int k) {
    return is(k - 1, {"("}) && is(k + 1, {")"}) && number(k) > 1 ? mention_before(k, 2) : nullptr;
  };
  const ArmMention* arm = bare(i);
  if (!arm) return false;
  bool assigned = false, another = false;
  for (int k = sentence_.first; k < sentence_.last; ++k)
    assigned =
        assigned || is(k, {"randomised", "randomized", "assigned", "allocated", "received", "divided", "underwent"});
  for (const int k : numbers_) {
    const ArmMention* other = k == i ? nullptr : bare(k);
    another = another || (other && other->arm != arm->arm);
  }
  if (!assigned || !another) return false;
  add(*arm, number(i), false, i);
  return true;
}

}  // namespace evigraft
