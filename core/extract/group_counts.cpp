// core/extract/group_counts.cpp: one number that counts each group: "16 per group", "four groups of eight".
#include "extract/head_counter.h"

namespace evigraft {

/// "16 per group", "n = 16 in each group", "10 women each", "fifteen women were assigned to each arm"
bool HeadCounter::of_each_group(int i) {
  const int n = number(i);
  if (n < 2) return false;
  int k = i + 1;
  const auto people = people_at(k);
  if (people.entry >= 0) k = people.last;
  const bool group_named = is(i - 1, {"="}) && is(i - 3, {"("}) && is(i - 4, {"groups", "arms", "cohorts"});
  // "with 30 patients in each": nothing follows that could be each of
  const bool in_each = is(k, {"in", "of", "to"}) && is(k + 1, {"each", "either", "every"}) &&
                       (k + 2 >= sentence_.last || passage_.at(k + 2).kind == TokenKind::mark);
  bool each = in_each || group_named || match(lexicon_.per_group, k).entry >= 0;
  // "six minipigs each received eight boluses" counts animals
  if (each && people.entry >= 0 && is(k, {"each"}) && is(k + 1, {"received", "had", "carried", "got", "underwent"}) &&
      (is(k + 2, {"all", "both"}) || (k + 2 < sentence_.last && passage_.at(k + 2).number())))
    each = false;
  // "(n = 8 in each of the four groups)"
  const auto each_of_several = [&](int from) {
    if (!is(from, {"in", "of", "for", "to", "into"}) || !is(from + 1, {"each", "either"}) || !is(from + 2, {"of"}))
      return false;
    constexpr int kReach = 16;  // "in each of the PRP, SVF and control groups"
    for (int j = from + 3; j < from + kReach && !is(j, {";", "(", "."}); ++j)
      if (is(j, {"groups", "arms", "cohorts", "subgroups", "conditions", "treatments"})) return true;
    return false;
  };
  each = each || each_of_several(k);
  // "n = 6 per time point and group"
  for (int j = k + 1; is(k, {"per"}) && j < k + 5; ++j) each = each || is(j, {"group", "arm"});
  // "(n = 10/group)"
  each = each || (is(i + 1, {"/"}) && is(i + 2, {"group", "arm", "dose"}));
  if (!each) {
    while (is(k, {"were", "was", "randomly", "then", "thus", "each"})) ++k;
    if (is(k, {"assigned", "allocated", "randomised", "randomized", "allotted", "fell", "went", "treated", "included",
               "operated", "studied", "placed", "analysed", "analyzed", "available"}) &&
        is(k + 1, {"to", "in", "into"}))
      each = match(lexicon_.per_group, k + 1).entry >= 0 || each_of_several(k + 1);
  }
  if (!each) return false;
  // "four patients (two per group) dropped out"
  if (is(i - 1, {"("}))
    for (int close = k; close < k + 6; ++close)
      if (is(close, {")"}) &&
          (match(lexicon_.lost, close + 1).entry >= 0 || match(lexicon_.lost, close + 2).entry >= 0)) {
        found_.lost.push_back({ArmClass::all, {}, n, false, i, i});
        used_.push_back(i);
        return true;
      }
  // "six mice per group were killed at each time": so many were measured
  const bool last = clause_says_analysed(i) || killed_ || each_time();
  if (found_.per_group && 2 * n < *found_.per_group && !killed_ && !each_time())
    return true;  // "two patients in each group had cysts"
  if (!found_.per_group || last || !found_.per_group_analysed) found_.per_group = n;
  found_.per_group_at = i;
  found_.per_group_analysed = found_.per_group_analysed || last;
  used_.push_back(i);
  return true;
}

/// "four mice per group each time"
bool HeadCounter::each_time() const {
  for (int i = sentence_.first; i + 1 < sentence_.last; ++i)
    if (passage_.is(i, {"each", "every", "per"}) && passage_.is(i + 1, {"time", "timepoint"})) return true;
  return false;
}

bool HeadCounter::by_time_of_death(int i) const {
  bool time = false, death = false;
  for (int k = i + 1; k < sentence_.last; ++k) {
    time = time || is(k, {"time", "times", "date"});
    death = death || is(k, {"sacrifice", "killing", "death", "euthanasia", "explantation", "harvest"});
  }
  return time && death;
}

/// "four groups of eight", "each group comprised seven mice", "leaving 24 for analysis"
bool HeadCounter::of_a_group(int i) {
  const int n = number(i);
  if (is(i - 1, {"leaving"})) {
    // "leaving 15 in the PRP group and 14 in the control group"
    if (const ArmMention* arm = is(i + 1, {"in", "with", "for"}) ? mention_within(i + 2, i + 5) : nullptr)
      add(*arm, n, true, i);
    else
      found_.analysed = n;
    return true;
  }
  // "killed in groups of six at 1, 2 and 3 months", "three subgroups of six according to the time of sacrifice"
  if (is(i - 1, {"of"}) && is(i - 2, {"groups", "subgroups", "batches", "sets"}) && (killed_ || by_time_of_death(i))) {
    found_.killed_each = n;
    used_.push_back(i);
    return true;
  }
  // "each cohort comprised ten mice", "both groups consisted of 12"
  const auto all_groups = [&](int k) {
    return is(k, {"groups"}) ||
           (is(k, {"group", "arm", "cohort", "subgroup", "set"}) && is(k - 1, {"each", "every", "either"}));
  };
  const bool comprised =
      is(i - 1, {"comprised", "contained", "included", "had", "numbered", "comprising", "counted", "totalled"}) &&
      all_groups(i - 2);
  const bool consisted = is(i - 1, {"of"}) && is(i - 2, {"consisted", "consisting"}) && all_groups(i - 3);
  // "there were three groups, each with eight mice"
  bool each_with = is(i - 1, {"with", "of", "containing", "comprising", "including"}) && is(i - 2, {"each"});
  for (int k = i - 2; each_with; --k) {
    if (is(k, {"groups", "arms", "cohorts"})) break;
    each_with = k > sentence_.first;
  }
  if ((is(i - 1, {"of"}) && is(i - 2, {"groups"})) || comprised || consisted || each_with) {
    found_.per_group = n;
    used_.push_back(i);
    return true;
  }
  const bool kinds = is(i + 1, {"supplements", "preparations", "methods", "regimens"}) && found_.equal;
  if (is(i + 1, {"equal"}) && is(i + 2, {"parts", "halves", "portions", "volumes"})) return false;
  if (n > 8 || !(kinds || is(i + 1, {"groups", "arms", "parallel", "equal", "treatments"}))) return false;
  found_.groups = n;
  return true;
}

}  // namespace evigraft
