// core/extract/head_lists.cpp: what a sentence as a whole says of its numbers: "(n = 18, 16 and 17)", "two in the SVF
// group were excluded", "30 of the 58 had PRF and 28 had not".
#include <algorithm>

#include "extract/head_counter.h"
#include "extract/times.h"

namespace evigraft {

/// "One woman in the ASC group and two in the vehicle group were excluded", "one patient in each group did not
/// return", "One pig died"
void HeadCounter::read_losses() {
  if (!contains(lexicon_.lost, passage_, sentence_)) return;
  for (int i = sentence_.first; i < sentence_.last; ++i)
    if (passage_.is(i, {"replaced"})) return;
  const std::optional<double> since = only_time();
  for (const int i : numbers_) {
    if (number(i) > 1000 || is(i - 1, {"no"})) continue;
    int k = i + 1;
    if (const auto people = people_at(k); people.entry >= 0) k = people.last;
    if (is(k, {"("}))  // "Three patients (7.5%) were excluded"
      while (k < sentence_.last && !passage_.is(k++, ')')) {
      }
    // "Two women, both in the SVF group, were excluded"
    if (is(k, {","})) {
      int close = k + 1;
      while (close < std::min(k + 10, sentence_.last) && !passage_.is(close, ',')) ++close;
      const ArmMention* arm = mention_within(k + 1, close);
      if (arm && is(close, {","}) &&
          match(lexicon_.lost, is(close + 1, {"was", "were", "had"}) ? close + 2 : close + 1).entry >= 0) {
        found_.lost.push_back({arm->arm, std::string(passage_.words(arm->first, arm->last)), number(i), false, i, i});
        used_.push_back(i);
        continue;
      }
    }
    if (match(lexicon_.lost, k).entry >= 0 ||
        (is(k, {"was", "were", "had"}) && match(lexicon_.lost, k + 1).entry >= 0)) {
      // "five women were lost to follow-up (2 SVF, 3 saline)"
      if (lost_in_bracket(k)) {
        used_.push_back(i);
        continue;
      }
      // "one woman missed the last visit" and was there before
      const bool later = std::any_of(passage_.tokens.begin() + k, passage_.tokens.begin() + sentence_.last,
                                     [](const Token& token) {
                                       return token.is_one_of({"after", "last", "final", "second", "third"});
                                     }) &&
                         !is_before_the_last(k);
      if (!later) {
        found_.lost_of_all += number(i);
        found_.lost_at = i;
      }
      used_.push_back(i);
      continue;
    }
    if (!is(k, {"in", "of", "from"})) continue;
    int clause = k;
    while (clause < sentence_.last && !passage_.is(clause, ';')) ++clause;
    if (!holds(lexicon_.lost, k, clause)) continue;
    if (match(lexicon_.per_group, k).entry >= 0) {
      found_.lost.push_back({ArmClass::all, {}, number(i), false, i, i, false, since});
      used_.push_back(i);
    } else if (const ArmMention* arm = mention_within(k + 1, k + 4)) {
      found_.lost.push_back(
          {arm->arm, std::string(passage_.words(arm->first, arm->last)), number(i), false, i, i, false, since});
      used_.push_back(i);
    } else if (is(k + 1, {"the"}) && is(k + 3, {"group", "arm"}) && passage_.at(k + 2).kind == TokenKind::word) {
      // "three patients in the centrifugation arm were lost", of "washed" and "centrifuged" fat
      found_.lost.push_back(
          {ArmClass::all, std::string(passage_.words(k + 2, k + 3)), number(i), false, i, i, false, since});
      used_.push_back(i);
    }
  }
}

/// "Three mice died before the final scan" and were not there
bool HeadCounter::is_before_the_last(int i) const {
  for (int k = i; k < sentence_.last; ++k)
    if (is(k, {"before"}) && (is(k + 1, {"final", "last"}) || is(k + 2, {"final", "last"}))) return true;
  return false;
}

bool HeadCounter::lost_in_bracket(int i) {
  while (i < sentence_.last && !passage_.is(i, '(')) ++i;
  bool some = false;
  for (int k = i; k < sentence_.last && !passage_.is(k, ')'); ++k) {
    if (!whole(k) || in_mention(k)) continue;
    const ArmMention* arm = mention_within(k + 1, k + 4);
    if (!arm) continue;
    found_.lost.push_back({arm->arm, std::string(passage_.words(arm->first, arm->last)), number(k), false, k, k});
    used_.push_back(k);
    some = true;
  }
  return some;
}

/// "(n = 18, 16 and 17)", "eleven, twelve and ten rats, respectively, survived", "which left 24 and 25 for analysis"
void HeadCounter::read_lists() {
  int behind = sentence_.first;  // the last list
  for (const int i : numbers_) {
    if (i < behind || in_mention(i) || used(i) || !next_of_list(i + 1)) continue;
    std::vector<int> list{i};
    int last = i + 1;
    while (const auto next = next_of_list(last)) {
      list.push_back(*next);
      last = *next + 1;
    }
    const bool named = is(i - 1, {"="}) && is(i - 2, {"n"});
    const bool left = is(i - 1, {"left", "leaving"});
    bool people = false;
    for (int k = last; k < last + 3 && !people; ++k) people = people_at(k).entry >= 0;
    bool respective = false;
    for (int k = last; k < sentence_.last; ++k) respective = respective || passage_.is(k, {"respectively"});
    const bool closed = is(last, {")", ",", ";", "patients", "women", "animals", "rats", "mice", "rabbits"});
    // "so that 22 and 20 were analysed, respectively"
    const bool told = respective && is(last, {"were", "had", "completed", "could", "attended", "returned", "remained"});
    if (!respective && is(last, {"completed", "attended", "returned", "reached"}) && counted_then(list)) {
      used_.insert(used_.end(), list.begin(), list.end());
      continue;
    }
    const bool seen = clause_says_analysed(i) && (people || told || (respective && is(i - 1, {"("})));
    // "the gap recovered in 7 and 10 animals, respectively"
    if (!seen && !named && is(i - 1, {"in", "among", "by"}) &&
        !is(i - 2, {"performed", "used", "done", "out", "given", "applied", "injected", "grafted", "transplanted"})) {
      behind = last;
      continue;
    }
    if (!(named && closed) && !left && !(people && respective) && !seen) {
      behind = last;
      continue;
    }
    const bool alike = std::all_of(list.begin(), list.end(), [&](int k) { return number(k) == number(i); });
    std::vector<ArmCount> arms = distinct_arms(mentions_);
    if (arms.size() != list.size()) arms = one_of_each_class(arms);
    if (arms.size() != list.size()) arms = distinct_arms(found_.listed);
    if (arms.size() != list.size()) arms = one_of_each_class(arms);
    if (arms.size() != list.size() && people && counted_at_times(list, respective)) {
      used_.insert(used_.end(), list.begin(), list.end());
      continue;
    }
    bool last_count = left || clause_says_analysed(i);
    for (int k = last; k < last + 3; ++k) last_count = last_count || is(k, {"remained"});
    const std::optional<double> months = respective && last_count ? only_time() : std::nullopt;
    if (arms.size() == list.size())
      for (std::size_t k = 0; k < list.size(); ++k) {
        if (months && found_.timed.size() < kMostTimes)
          found_.timed.push_back({*months, number(list[k]), arms[k].arm, false});
        if (!months || !counted(arms[k].arm))
          add({arms[k].arm, arms[k].label, number(list[k]), last_count, sentence_.first, list[k]});
      }
    else if (named && alike)
      found_.per_group = number(i);
    used_.insert(used_.end(), list.begin(), list.end());
  }
}

/// "21 in the SVF group and 19 in the control group completed 6 months, and 15 and 14 completed 12 months"
bool HeadCounter::counted_then(const std::vector<int>& list) {
  const std::vector<ArmCount> arms = one_of_each_class(distinct_arms(mentions_));
  if (arms.size() != list.size() || found_.timed.size() + list.size() > kMostTimes) return false;
  constexpr int kReach = 4;
  for (const TimeMention& time : times_) {
    if (time.first < list.back() || time.first - list.back() > kReach || time.months.size() != 1) continue;
    for (std::size_t k = 0; k < list.size(); ++k)
      found_.timed.push_back({time.months[0], number(list[k]), arms[k].arm, false});
    return true;
  }
  return false;
}

/// ", 16", " and 17", ", and 17"
std::optional<int> HeadCounter::next_of_list(int last) const {
  int k = last;
  if (is(k, {","})) ++k;
  if (is(k, {"and"})) ++k;
  if (k == last || !whole(k) || in_mention(k)) return std::nullopt;
  return k;
}

/// The arms that the sentence names, each once.
std::vector<ArmCount> HeadCounter::distinct_arms(const std::vector<ArmMention>& mentions) const {
  std::vector<ArmCount> arms;
  for (const ArmMention& m : mentions) {
    ArmCount arm{m.arm, std::string(m.label), 0, false, sentence_.first, m.first};
    if (std::none_of(arms.begin(), arms.end(),
                     [&](const ArmCount& a) { return a.arm == arm.arm && a.label == arm.label; }))
      arms.push_back(std::move(arm));
  }
  return arms;
}

/// The first of each class; none where two of one class could be meant.
std::vector<ArmCount> HeadCounter::one_of_each_class(const std::vector<ArmCount>& arms) {
  std::vector<ArmCount> classes;
  for (const ArmCount& arm : arms)
    if (std::none_of(classes.begin(), classes.end(), [&](const ArmCount& known) { return known.arm == arm.arm; }))
      classes.push_back(arm);
  return classes;
}

void HeadCounter::remember_arms() {
  const auto other = [&](const ArmMention& m) {
    return m.arm != mentions_.front().arm || m.label != mentions_.front().label;
  };
  if (std::any_of(mentions_.begin(), mentions_.end(), other)) found_.listed = mentions_;
  if (numbers_.empty()) return;
  for (const TimeMention& time : times_)
    if (time.months.size() > 1) found_.times = time.months;
}

/// "three were excluded and ten analysed"
void HeadCounter::read_analysed_last() {
  for (const int i : numbers_) {
    int k = i + 1;  // "19 (17 men) were analysed"
    if (is(k, {"("}))
      while (k < sentence_.last && !passage_.is(k++, ')')) {
      }
    if (!used(i) && k > i + 1 && is(k, {"were", "was"}) && is(k + 1, {"analysed", "analyzed"}))
      found_.analysed = number(i);
    if (!used(i) && (is(i + 1, {"analysed", "analyzed", "completed", "finished"}) ||
                     (is(i + 1, {"remained"}) && contains(lexicon_.lost, passage_, sentence_)) ||
                     (is(i + 1, {"were", "was"}) && is(i + 2, {"analysed", "analyzed"}))))
      found_.analysed = number(i);
  }
}

/// "112 women who had received PEFI (58 women) or simple fat (54 women)": the first number is the sum of the others
void HeadCounter::drop_sums() {
  int sum = 0, counts = 0;
  for (const ArmCount& s : found_.stated)
    if (s.sentence == sentence_.first) {
      sum += s.n;
      ++counts;
    }
  if (counts < 3) return;
  const auto all = std::find_if(found_.stated.begin(), found_.stated.end(),
                                [&](const ArmCount& s) { return s.sentence == sentence_.first && 2 * s.n == sum; });
  if (all == found_.stated.end()) return;
  if (!found_.enrolled) found_.enrolled = all->n;
  found_.stated.erase(all);
}

/// "58 patients were included; 30 of them had PRF and 28 had not": 30 and 28 are 58
void HeadCounter::read_the_rest() {
  std::vector<int> totals;
  for (const std::optional<int>& total : {found_.enrolled, found_.analysed})
    if (total) totals.push_back(*total);
  for (const int i : numbers_)
    if (people_at(i + 1).entry >= 0) totals.push_back(number(i));
  if (totals.empty()) return;
  const ArmCount* only = nullptr;
  for (const ArmCount& s : found_.stated) {
    if (s.sentence != sentence_.first) continue;
    if (only) return;
    only = &s;
  }
  if (!only) return;
  const auto completes = [&](int n) { return std::find(totals.begin(), totals.end(), only->n + n) != totals.end(); };
  // "41 women (21 SVF, 20 conventional) had evaluable scans"
  int open = only->at;
  while (open > sentence_.first && !passage_.is(open, '(') && !passage_.is(open, ')')) --open;
  int close = passage_.is(open, '(') ? open : sentence_.first;
  while (passage_.is(open, '(') && close < sentence_.last && !passage_.is(close, ')')) ++close;
  for (const int i : numbers_)
    // "in ten of them the fat was injected as such; in eight it was enriched with cells"
    if ((i > only->at || (is(i + 1, {"of"}) && is(i + 2, {"them", "these", "whom"}))) && i != only->at &&
        number(i) > 1 && (!used(i) || i < only->at) && completes(number(i)) &&
        (i < close || i < only->at ||
         is(i + 1, {"had", "were", "did", "it", "was", "received", "underwent", "without", "chose", "got"}) ||
         behind_people(i) > 0 || is(i - 1, {"other", "remaining"}))) {
      found_.rest = ArmCount{only->arm, {}, number(i), only->analysed, sentence_.first, i};
      used_.push_back(i);
      return;
    }
}

/// "17 patients had PRP and the others fat alone": some of all who were counted before
void HeadCounter::read_the_others() {
  ArmCount* only = nullptr;
  for (ArmCount& s : found_.stated) {
    if (s.sentence != sentence_.first) continue;
    if (only) return;
    only = &s;
  }
  if (!only || found_.rest || !found_.enrolled || *found_.enrolled <= only->n) return;
  for (int k = only->at; k + 1 < sentence_.last; ++k)
    if (is(k, {"the"}) && (is(k + 1, {"others", "rest", "remainder"}) ||
                           (is(k + 1, {"remaining", "other"}) &&
                            lexicon_.people.longest(passage_.tokens, k + 2, sentence_.last).entry >= 0)))
      only->of_all = mention_within(k, k + 12) != nullptr;
}

/// "12 patients who wanted cells were compared with 15 who had fat alone": two counts, one arm, and both arms are
/// compared; equal numbers that were matched are those of both
void HeadCounter::read_compared() {
  std::vector<int> heads;
  for (const int i : numbers_)
    if (number(i) > 1 && behind_people(i) > 0 && !is(i - 1, {"of"})) heads.push_back(i);
  if (heads.size() != 2) return;
  bool compares = false, matched = false;
  for (int k = sentence_.first; k < sentence_.last; ++k) {
    compares = compares || is(k, {"compared", "compares", "compare", "comparing", "versus"});
    matched = matched || is(k, {"matched"});
  }
  if (!compares && !matched) return;
  const ArmCount* only = nullptr;
  for (const ArmCount& s : found_.stated) {
    if (s.sentence != sentence_.first) continue;
    if (only || s.of_all) return;
    only = &s;
  }
  // "28 women with expansion were matched with 28 without"
  if (!only && matched && number(heads[0]) == number(heads[1]) && !found_.per_group) {
    found_.per_group = number(heads[0]);
    found_.per_group_at = heads[0];
  }
  if (!only || (only->at != heads[0] && only->at != heads[1])) return;
  const int i = only->at == heads[0] ? heads[1] : heads[0];
  if (!used(i)) found_.compared = ArmCount{only->arm, {}, number(i), false, sentence_.first, i};
}

/// "randomised in equal numbers to fat alone, fat with PRP or fat with ADRCs"
void HeadCounter::read_equal() {
  if (found_.groups != 0) return;
  int halves = 0;  // "22 patients, half with SVF and half with saline"
  for (int i = sentence_.first; i < sentence_.last && found_.enrolled; ++i)
    halves += is(i, {"half"}) && mention_within(i + 1, i + 8);
  if (halves == 2 && found_.enrolled) {
    found_.groups = 2;
    found_.equal = true;
  }
  if (found_.groups != 0 || !contains(lexicon_.equal, passage_, sentence_)) return;
  if (!contains(lexicon_.people, passage_, sentence_)) return;
  found_.groups = static_cast<int>(distinct_arms(mentions_).size());
}

}  // namespace evigraft
