// core/extract/head_times.cpp: who was seen or killed at which time: "36 at 6 months and 28 at 12", "half of the mice
// were killed at 4 weeks".
#include <algorithm>

#include "extract/head_counter.h"

namespace evigraft {

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
  if ((!analysed_ && !killed_) || (killed_ && found_.killed_each)) return;
  const auto in_time = [&](int i) {
    return std::any_of(times_.begin(), times_.end(),
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
  bool before = times_.size() == heads.size();
  for (std::size_t k = 0; before && k < heads.size(); ++k)
    before = times_[k].last <= heads[k] && (k == 0 || times_[k].first > heads[k - 1]);
  for (std::size_t k = 0; k < heads.size(); ++k) {
    const int end = k + 1 < heads.size() ? heads[k + 1] : sentence_.last;
    // "eight rabbits were killed at each of three time points"
    for (int i = heads[k]; killed_ && i + 1 < end; ++i)
      if (is(i, {"at", "on", "after"}) && is(i + 1, {"each", "every"})) {
        if (!each) found_.killed_each = number(heads[k]);
        return;
      }
    const TimeMention* time = before ? &times_[k] : nullptr;
    for (const TimeMention& one : times_)
      if (!time && one.first > heads[k] && one.first < end) time = &one;
    if (time)
      for (const double months : time->months) counts.push_back({months, number(heads[k]), ArmClass::all, each});
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
  std::vector<TimedCount> counts;
  bool scanned = false;
  for (int k = sentence_.first; k < sentence_.last && !times_.empty(); ++k)
    scanned =
        scanned || is(k, {"mri", "ct", "scan", "scans", "volumetry", "scanned", "imaging", "measured", "photographs",
                          "examined", "assessed", "ultrasound", "evaluated", "followed", "imaged"});
  for (const TimeMention& time : times_) {
    const int i = time.last + 1;
    if (time.months.size() != 1 || !whole(i) || used(i) || !is(time.last, {"(", "in"})) continue;
    const int behind = behind_people(i);
    // "cysts were seen at 6 months in 3 patients" counts those with a finding
    const bool seen =
        is(time.last, {"("}) ? is(behind, {")", ","}) : scanned && !is(behind, {"("}) && most_of_all(number(i));
    if (behind == 0 || !seen) continue;
    counts.push_back({time.months[0], number(i), ArmClass::all, false});
    used_.push_back(i);
  }
  if (found_.timed.size() + counts.size() <= kMostTimes)
    found_.timed.insert(found_.timed.end(), counts.begin(), counts.end());
}

/// "Scans were repeated at 6, 12 and 36 months. At these visits 28, 26 and 21 patients, respectively, were seen": the
/// times of this sentence or of the last one that lists as many.
bool HeadCounter::counted_at_times(const std::vector<int>& list, bool respective) {
  const std::vector<double>* months = nullptr;
  for (const TimeMention& time : times_)
    if (time.months.size() == list.size()) months = &time.months;
  for (int k = sentence_.first; k < sentence_.last && respective && times_.empty(); ++k)
    if (is(k, {"visits", "times", "points", "scans", "intervals", "examinations", "timepoints", "follow"}))
      months = &found_.times;
  if (!months || months->size() != list.size() || found_.timed.size() + list.size() > kMostTimes) return false;
  for (std::size_t k = 0; k < list.size(); ++k)
    found_.timed.push_back({(*months)[k], number(list[k]), ArmClass::all, false});
  return true;
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
  for (const TimeMention& time : times_) points += time.months.size();
  const int parts = half ? 2 : 3;
  if (static_cast<int>(points) == parts) found_.killed_in = parts;
}

std::optional<double> HeadCounter::only_time() const {
  if (times_.size() != 1 || times_[0].months.size() != 1) return std::nullopt;
  return times_[0].months[0];
}

}  // namespace evigraft
