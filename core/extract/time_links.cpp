// core/extract/time_links.cpp: lists by order, then the time tied to a number, then the nearest on the side where the
// sentence puts its times.
#include "extract/time_links.h"

#include <algorithm>

#include "extract/follow_ups.h"

namespace evigraft {
namespace {

class TimeLinker {
 public:
  TimeLinker(const Scene& scene, std::vector<Linked>& outcomes)
      : scene_(scene), passage_(scene.passage), outcomes_(outcomes) {}

  void run() {
    lists();
    announced();
    points();
    repeated_series();
  }

 private:
  [[nodiscard]] const Token& token(int i) const { return passage_.at(i); }

  void set(Linked& outcome, double months, TimeRule rule) {
    outcome.months = months;
    outcome.time_rule = rule;
  }

  /// "74% and 58% at 4 and 12 weeks"; "70%, 60%, 50% and 40% at 3 and 6 months in the SVF and control groups"
  void lists() {
    for (const ValueGroup& group : groups_of(outcomes_))
      for (const TimeMention& time : scene_.measured.times) {
        if (group.size() < 2 || time.months.size() < 2) continue;
        if (outcomes_[group.first].by_pair && group.size() == 2 * time.months.size()) {
          for (std::size_t k = 0; k < group.size(); ++k)
            set(outcomes_[group.first + k], time.months[k / 2], TimeRule::list);
          continue;
        }
        const bool each = outcomes_[group.first].by_time && group.size() % time.months.size() == 0;
        if (!each && group.size() != time.months.size()) continue;
        if (!each && one_time_each(group)) continue;
        for (std::size_t k = 0; k < group.size(); ++k)
          set(outcomes_[group.first + k], time.months[k % time.months.size()], TimeRule::list);
      }
  }
  /// A list over different arms is none over times.
  [[nodiscard]] bool one_time_each(const ValueGroup& group) const {
    const Linked& first = outcomes_[group.first];
    return (first.arm_rule == ArmRule::list || first.arm_rule == ArmRule::apart) && outcomes_[group.first + 1].arm &&
           first.arm && outcomes_[group.first + 1].arm->first != first.arm->first && scene_.measured.times.size() > 1;
  }

  /// "0.58 mL at 1 month and 0.37 mL at 12 months, that is, 52.7% and 33.6%": as many times before the list, each with
  /// a number of its own, none behind it.
  void announced() {
    for (const ValueGroup& group : groups_of(outcomes_)) {
      if (group.size() < 2 || group.first != 0 || group.last != outcomes_.size()) continue;
      std::vector<double> months;
      bool single = true;
      for (const TimeMention& time : scene_.measured.times) {
        single = single && time.months.size() == 1 && time.last <= outcomes_.front().value.first &&
                 (months.empty() || months.back() < time.months[0]);
        months.push_back(time.months[0]);
      }
      if (!single || months.size() != group.size()) continue;
      if (std::any_of(outcomes_.begin(), outcomes_.end(), [&](const Linked& one) {
            return one.months || (one.arm && outcomes_.front().arm && one.arm->first != outcomes_.front().arm->first);
          }))
        continue;
      for (std::size_t k = 0; k < months.size(); ++k) set(outcomes_[k], months[k], TimeRule::list);
    }
  }

  void points() {
    const auto& times = scene_.measured.times;
    const auto first_point =
        std::find_if(times.begin(), times.end(), [](const TimeMention& t) { return t.months.size() == 1; });
    if (first_point == times.end()) return;
    // points stand before the first value: each value has the last point before it; else the first one after it
    const bool leads = first_point->first < outcomes_.front().value.first;
    for (Linked& outcome : outcomes_) {
      if (outcome.months) continue;
      const TimeMention* before = nullptr;
      const TimeMention* after = nullptr;
      const bool series = of_one_arm(outcome);
      for (const TimeMention& time : times) {
        if (time.months.size() != 1 || (series && of_a_p_value(time))) continue;
        if (time.first < outcome.value.first) before = &time;
        if (time.first >= outcome.value.core && !after) after = &time;
      }
      const bool tied = after && after->first - outcome.value.last <= 3 &&
                        close_by(outcome.value.last, after->first, outcome.value.in_bracket);
      // "37% at 6 months; at 12 months it was 51%, and those followed for 2 years"
      const bool led = before && before->last < outcome.value.first && outcome.value.first - before->last <= 3 &&
                       passage_.is(before->last, {"it", "they"}) && !close_after(outcome, after);
      // "0.61 at 6 months; at the long-term visit it was 0.56"
      if (!tied && at_the_last_visit(outcome, before)) continue;
      if (led)
        set(outcome, before->months[0], TimeRule::before);
      else if (tied)
        set(outcome, after->months[0], TimeRule::tied);
      else if (before && (leads || !after || past_a_clause(outcome.value.last, after->first)))
        set(outcome, before->months[0], TimeRule::before);
      else if (after)
        set(outcome, after->months[0], TimeRule::after);
    }
    lists_over_arms();
  }

  /// "and dropped to 66%, 62% and 45% after 6 months": the time tied to the last value of a list over arms is that of
  /// all
  void lists_over_arms() {
    for (const ValueGroup& group : groups_of(outcomes_)) {
      const Linked& last = outcomes_[group.last - 1];
      if (group.size() < 2 || last.time_rule != TimeRule::tied || !last.arm) continue;
      bool over_arms = true;
      for (std::size_t k = group.first; k + 1 < group.last; ++k)
        over_arms = over_arms && outcomes_[k].time_rule == TimeRule::before && outcomes_[k].arm &&
                    outcomes_[k].arm->first != outcomes_[k + 1].arm->first;
      for (std::size_t k = group.first; over_arms && k + 1 < group.last; ++k)
        set(outcomes_[k], *last.months, TimeRule::tied);
    }
  }

  /// A list that runs through one arm runs through times.
  [[nodiscard]] bool of_one_arm(const Linked& outcome) const {
    int size = 0;
    for (const Linked& other : outcomes_)
      if (other.value.list == outcome.value.list) {
        ++size;
        if (!other.arm || !outcome.arm || other.arm->first != outcome.arm->first) return false;
      }
    return size > 1;
  }

  /// "the values in controls were 84%, 64% and 50% (p = 0.03 at 6 months)": a bracket with a P value and no other
  [[nodiscard]] bool of_a_p_value(const TimeMention& time) const {
    int open = time.first, close = time.last;
    while (open > scene_.sentence.first && !token(open).is('(') && !token(open).is(')')) --open;
    while (close < scene_.sentence.last && !token(close).is('(') && !token(close).is(')')) ++close;
    if (!token(open).is('(') || close == scene_.sentence.last) return false;
    const auto inside = [&](int at) { return at > open && at < close; };
    return std::any_of(scene_.measured.p_values.begin(), scene_.measured.p_values.end(),
                       [&](const PValue& p) { return inside(p.first); }) &&
           std::none_of(outcomes_.begin(), outcomes_.end(),
                        [&](const Linked& one) { return inside(one.value.number); });
  }

  /// The last visit is named between the time before and the value, or right behind the value.
  [[nodiscard]] bool at_the_last_visit(const Linked& outcome, const TimeMention* before) const {
    constexpr int kBehind = 4;
    const int first = before ? before->last : scene_.sentence.first;
    for (int k = first; k < std::min(outcome.value.last + kBehind, scene_.sentence.last); ++k) {
      if (k >= outcome.value.last && (token(k).kind == TokenKind::mark || token(k).is("and"))) return false;
      if (last_visit(passage_, scene_.sentence, k) > 0)
        return std::none_of(scene_.measured.times.begin(), scene_.measured.times.end(),
                            [&](const TimeMention& time) { return time.first > k && time.first - k < 9; });
    }
    return false;
  }

  /// "61% at 3 months and in controls 50%; these values were 55% and 42% at 12 months"
  [[nodiscard]] bool past_a_clause(int first, int last) const {
    for (int k = first; k < last; ++k)
      if (token(k).is(';')) return true;
    return false;
  }

  [[nodiscard]] static bool close_after(const Linked& outcome, const TimeMention* after) {
    return after && after->first - outcome.value.last <= 2;
  }

  /// "71.8% at 6 months", "54% [48; 60] at 12 months", "87.5 percent (7 days)"
  [[nodiscard]] bool close_by(int first, int last, bool in_bracket) const {
    for (int k = first; k < last; ++k)
      // "neither at 3 months (63% vs 62%) nor at 12 months": that of the next bracket
      if ((in_bracket && token(k).is(')') && token(k + 1).is_one_of({"nor", "or"})) || token(k).is(',') ||
          token(k).is(';') || token(k).is("and") || token(k).is("versus") || token(k).is("vs"))
        return false;
    return true;
  }

  /// "55% at 3, 50% at 6 and 48% at 12 months, compared with 46%, 40% and 39%": the second list has the times of the
  /// first
  void repeated_series() {
    for (const ValueGroup& group : groups_of(outcomes_)) {
      const std::size_t size = group.size();
      if (size < 2 || group.first < size) continue;
      bool rising = true, told = false;
      for (std::size_t k = 1; k < size; ++k) {
        const auto& a = outcomes_[group.first - size + k - 1].months;
        const auto& b = outcomes_[group.first - size + k].months;
        rising = rising && a && b && *a < *b;
      }
      for (const TimeMention& time : scene_.measured.times)
        told = told || time.first > outcomes_[group.first].value.first;
      if (!rising || told) continue;
      for (std::size_t k = 0; k < size; ++k)
        set(outcomes_[group.first + k], *outcomes_[group.first - size + k].months, TimeRule::repeated);
    }
  }

  const Scene& scene_;
  const Passage& passage_;
  std::vector<Linked>& outcomes_;
};

}  // namespace

void link_times(const Scene& scene, std::vector<Linked>& outcomes) {
  if (outcomes.empty() || scene.measured.times.empty()) return;
  TimeLinker(scene, outcomes).run();
}

}  // namespace evigraft
