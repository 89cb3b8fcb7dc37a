// core/extract/head_lists.cpp: what a sentence as a whole says of its numbers: "(n = 18, 16 and 17)", "two in the SVF
// group were excluded", "30 of the 58 had PRF and 28 had not", "36 at 6 months and 28 at 12".
#include <algorithm>

#include "extract/head_counter.h"
#include "extract/times.h"

namespace evigraft {
namespace {
// no report counts more times; a damaged text must not cost more
constexpr std::size_t kMostTimes = 64;
}  // namespace

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
    if (match(lexicon_.lost, k).entry >= 0 ||
        (is(k, {"was", "were", "had"}) && match(lexicon_.lost, k + 1).entry >= 0)) {
      // "five women were lost to follow-up (2 SVF, 3 saline)"
      if (lost_in_bracket(k)) {
        used_.push_back(i);
        continue;
      }
      // "one woman missed the last visit" and was there before
      const bool later =
          std::any_of(passage_.tokens.begin() + k, passage_.tokens.begin() + sentence_.last, [](const Token& token) {
            return token.is_one_of({"after", "last", "final", "second", "third"});
          });
      if (!later) found_.lost_of_all += number(i);
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
  for (int i = sentence_.first; i < sentence_.last; ++i) {
    if (!whole(i) || in_mention(i) || used(i) || !next_of_list(i + 1)) continue;
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
    const bool seen = clause_says_analysed(i) && (people || told || (respective && is(i - 1, {"("})));
    // "the gap recovered in 7 and 10 animals, respectively"
    if (!seen && !named && is(i - 1, {"in", "among", "by"}) &&
        !is(i - 2, {"performed", "used", "done", "out", "given", "applied", "injected", "grafted", "transplanted"})) {
      i = last - 1;
      continue;
    }
    if (!(named && closed) && !left && !(people && respective) && !seen) {
      i = last - 1;
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

/// "Scans were repeated at 6, 12 and 36 months. At these visits 28, 26 and 21 patients, respectively, were seen": the
/// times of this sentence or of the last one that lists as many.
bool HeadCounter::counted_at_times(const std::vector<int>& list, bool respective) {
  const std::vector<double>* months = nullptr;
  const std::vector<TimeMention> times = find_times(passage_.tokens, sentence_);
  for (const TimeMention& time : times)
    if (time.months.size() == list.size()) months = &time.months;
  for (int k = sentence_.first; k < sentence_.last && respective && times.empty(); ++k)
    if (is(k, {"visits", "times", "points", "scans", "intervals", "examinations", "timepoints", "follow"}))
      months = &found_.times;
  if (!months || months->size() != list.size() || found_.timed.size() + list.size() > kMostTimes) return false;
  for (std::size_t k = 0; k < list.size(); ++k)
    found_.timed.push_back({(*months)[k], number(list[k]), ArmClass::all, false});
  return true;
}

/// ", 16", " and 17", ", and 17"
std::optional<int> HeadCounter::next_of_list(int last) const {
  int k = last;
  if (is(k, {","})) ++k;
  if (is(k, {"and"})) ++k;
  if (k == last || !whole(k) || in_mention(k)) return std::nullopt;
  return k;
}

std::optional<double> HeadCounter::only_time() const {
  const std::vector<TimeMention> times = find_times(passage_.tokens, sentence_);
  if (times.size() != 1 || times[0].months.size() != 1) return std::nullopt;
  return times[0].months[0];
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
  for (const TimeMention& time : find_times(passage_.tokens, sentence_))
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
    if (!used(i) && (is(i + 1, {"analysed", "analyzed", "completed"}) ||
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
  bool compares = false, matched = false;
  for (int k = sentence_.first; k < sentence_.last; ++k) {
    compares = compares || is(k, {"compared", "compares", "compare", "comparing", "versus"});
    matched = matched || is(k, {"matched"});
  }
  read_the_others();
  if (!compares && !matched) return;
  std::vector<int> heads;
  for (const int i : numbers_)
    if (number(i) > 1 && behind_people(i) > 0 && !is(i - 1, {"of"})) heads.push_back(i);
  if (heads.size() != 2) return;
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

/// "36 at 6 months and 28 at 12", "six rabbits were killed at week 4 and the remaining six at week 12"
void HeadCounter::read_times() {
  // "(6 rabbits at each time point)"
  for (const int i : numbers_) {
    if (found_.per_group) break;
    int k = behind_people(i);
    if (k == 0) continue;
    // "ten rabbits were examined by CT at each time point"
    if (is(k, {"were"}) && is(k + 1, {"examined", "scanned", "imaged", "assessed", "evaluated", "measured", "studied",
                                      "harvested", "explanted", "sampled", "used", "analysed", "analyzed"}))
      while (k < sentence_.last && passage_.at(k).kind == TokenKind::word && !is(k, {"at", "per", "for"})) ++k;
    if (is(k, {"at", "per", "for"}) && is(k + 1, {"each", "every", "time"}) &&
        is(k + (is(k, {"per"}) ? 1 : 2), {"time"}))
      found_.killed_each = number(i);
  }
  const std::vector<TimeMention> times = find_times(passage_.tokens, sentence_);
  if (!analysed_ && !killed_) return;
  const auto in_time = [&](int i) {
    return std::any_of(times.begin(), times.end(),
                       [&](const TimeMention& time) { return time.first <= i && i < time.last; });
  };
  // "six mice per group were killed at 4 weeks and six at 12 weeks"
  const bool each = found_.per_group && found_.per_group_at >= sentence_.first;
  std::vector<int> heads;
  for (const int i : numbers_)
    if (number(i) > 1 && !in_mention(i) && !in_time(i) && !is(i - 1, {"-", "/", "at", "after", "to", "of"}) &&
        !(of_a_sex(i + 1) && is(i - 1, {"("})) &&
        (behind_people(i) > 0 ||
         is(i + 1, {"at", "after", "on", "in", "were", "had", "attended", "came", "returned", "underwent"})))
      heads.push_back(i);
  std::vector<TimedCount> counts;
  // "at 6 months 36 women and at 12 months 28 women were available"
  bool before = times.size() == heads.size();
  for (std::size_t k = 0; before && k < heads.size(); ++k)
    before = times[k].last <= heads[k] && (k == 0 || times[k].first > heads[k - 1]);
  for (std::size_t k = 0; k < heads.size(); ++k) {
    const int end = k + 1 < heads.size() ? heads[k + 1] : sentence_.last;
    // "eight rabbits were killed at each of three time points"
    for (int i = heads[k]; killed_ && i + 1 < end; ++i)
      if (is(i, {"at", "on", "after"}) && is(i + 1, {"each", "every"})) {
        if (!each) found_.killed_each = number(heads[k]);
        return;
      }
    const TimeMention* time = before ? &times[k] : nullptr;
    for (const TimeMention& one : times)
      if (!time && one.first > heads[k] && one.first < end) time = &one;
    if (time)
      for (const double months : time->months) counts.push_back({months, number(heads[k]), ArmClass::all, each});
    else if (const auto months = time_without_unit(heads[k] + 1, times))
      counts.push_back({*months, number(heads[k]), ArmClass::all, each});
  }
  const bool only = std::any_of(heads.begin(), heads.end(), [&](int i) { return is(i - 1, {"only"}); });
  const bool differ =
      std::any_of(counts.begin(), counts.end(), [&](const TimedCount& one) { return one.n != counts.front().n; });
  // "47 women attended at 36 months" of the 60 scanned before
  const bool fewer = counts.size() == 1 && found_.analysed && counts.front().n < *found_.analysed;
  if ((killed_ || differ || only || fewer) && found_.timed.size() < kMostTimes)
    found_.timed.insert(found_.timed.end(), counts.begin(), counts.end());
}

/// "studied at 4 weeks (eight mice) and 12 weeks (eight mice)", "at 6 months in all and at 18 months in 11 patients"
void HeadCounter::read_counts_at_times() {
  if (!mentions_.empty()) return;
  const std::vector<TimeMention> times = find_times(passage_.tokens, sentence_);
  std::vector<TimedCount> counts;
  bool scanned = false;
  for (int k = sentence_.first; k < sentence_.last && !times.empty(); ++k)
    scanned =
        scanned || is(k, {"mri", "ct", "scan", "scans", "volumetry", "scanned", "imaging", "measured", "photographs",
                          "examined", "assessed", "ultrasound", "evaluated", "followed", "imaged"});
  int all = found_.enrolled.value_or(0);
  for (const ArmCount& stated : found_.stated) all = std::max(all, stated.n);
  const auto enough = [&](int n) { return n <= all && 2 * n > all; };
  for (const TimeMention& time : times) {
    const int i = time.last + 1;
    if (time.months.size() != 1 || !whole(i) || used(i) || !is(time.last, {"(", "in"})) continue;
    const int behind = behind_people(i);
    // "cysts were seen at 6 months in 3 patients" counts those with a finding
    const bool seen =
        is(time.last, {"("}) ? is(behind, {")", ","}) : scanned && !is(behind, {"("}) && enough(number(i));
    if (behind == 0 || !seen) continue;
    counts.push_back({time.months[0], number(i), ArmClass::all, false});
    used_.push_back(i);
  }
  if (found_.timed.size() + counts.size() <= kMostTimes)
    found_.timed.insert(found_.timed.end(), counts.begin(), counts.end());
}

/// "and 28 at 12": the unit is that of the time before
std::optional<double> HeadCounter::time_without_unit(int at, const std::vector<TimeMention>& times) const {
  if (!is(at, {"at", "after"}) || !whole(at + 1)) return std::nullopt;
  for (auto time = times.rbegin(); time != times.rend(); ++time) {
    if (time->last > at) continue;
    for (int i = time->last - 1; i >= time->first; --i)
      if (whole(i)) return number(at + 1) * time->months.back() / number(i);
  }
  return std::nullopt;
}

/// "half of the mice were killed at 4 weeks and the remainder at 12 weeks", "one third each at 4, 8 and 12"
void HeadCounter::read_parts_killed() {
  bool half = false, third = false, rest = false;
  const auto of_heads = [&](int k) {
    for (int j = k + 1; j < std::min(k + 7, sentence_.last); ++j)
      if (people_at(j).entry >= 0 || is(j, {"group", "groups"})) return true;
    return is(k + 1, {"were"});
  };
  for (int k = sentence_.first; k < sentence_.last; ++k) {
    half = half || (is(k, {"half"}) && of_heads(k));
    third = third || (is(k, {"third"}) && is(k - 1, {"one", "a"}) && of_heads(k));
    rest = rest || is(k, {"remainder", "rest", "remaining", "other", "others", "each"});
  }
  if (!rest || half == third) return;
  std::size_t points = 0;
  for (const TimeMention& time : find_times(passage_.tokens, sentence_)) points += time.months.size();
  const int parts = half ? 2 : 3;
  if (static_cast<int>(points) == parts) found_.killed_in = parts;
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
