// core/extract/arm_links.cpp: the readings of a list are counted out, priced by what stands between number and arm, and
// chosen by the cheapest path through the sentence (Viterbi 1967, IEEE Trans Inf Theory 13:260).
#include "extract/arm_links.h"

#include <algorithm>
#include <limits>

#include "extract/arm_prices.h"
#include "extract/inherited_arms.h"

namespace evigraft {
namespace {

constexpr int kNobody = -1, kUnnamed = -2;

struct Reading {
  std::vector<int> arms;  ///< for each value: index of its mention, kNobody or kUnnamed
  double cost = 0;
  ArmRule rule = ArmRule::none;
  bool by_time = false;  ///< values run through the times of each arm
  bool by_pair = false;  ///< values run through the arms of each time
};

class ArmLinker : private ArmPrices {
 public:
  ArmLinker(const Scene& scene, std::vector<Linked>& outcomes)
      : ArmPrices(scene, outcomes), outcomes_(outcomes), groups_(groups_of(outcomes)) {
    find_runs();
    find_repeats();
  }

  void run() {
    std::vector<std::vector<Reading>> readings;
    for (std::size_t g = 0; g < groups_.size(); ++g) readings.push_back(readings_of(g));
    choose(readings);
    series_with_one_arm();
    lists_with_one_legend();
  }

 private:
  [[nodiscard]] const Value& first_of(const ValueGroup& group) const { return outcomes_[group.first].value; }
  [[nodiscard]] const Value& last_of(const ValueGroup& group) const { return outcomes_[group.last - 1].value; }

  /// Arms with only joining words between them are one run: "in the SVF, PRP and control groups".
  void find_runs() {
    for (int a = 0; a < arm_count(); ++a) {
      bool same = a > 0 && arm(a).first - arm(a - 1).last <= 12;
      // "in the hypoxic exosome, normoxic exosome, ASC and saline groups": a word or two of its own before an arm
      int own = a > 0 ? arm(a).first : 0;
      while (a > 0 && own > arm(a).first - 3 && own > arm(a - 1).last && token(own - 1).kind == TokenKind::word &&
             !joins_arms(token(own - 1)) && !takes_an_arm(token(own - 1)) && !turns(token(own - 1)))
        --own;
      while (a > 0 && own > arm(a - 1).last && of_a_dose(own - 1)) --own;  // "1 x 10^5 ASCs, 5 x 10^5 ASCs or none"
      if (a > 0 && own > arm(a - 1).last && !(token(own - 1).is(',') || token(own - 1).is_one_of({"and", "or", "the"})))
        own = arm(a).first;
      for (int k = a > 0 ? past_remark(arm(a - 1).last, own) : 0; same && k < own; ++k)
        same = (joins_arms(token(k)) || (token(k).is('.') && token(k - 1).is("vs"))) && !in_value(k);
      run_.push_back(same ? run_.back() : a);
    }
  }

  [[nodiscard]] bool of_a_dose(int i) const {
    if (in_value(i)) return false;
    return token(i).number() || token(i).is(kTimes) || token(i).is('^') || token(i).is_one_of({"x", "million"});
  }

  [[nodiscard]] static bool is_suffix(const Token& token) {
    return token.is_one_of({"gel", "membrane", "matrix", "clot", "concentrate"});
  }
  /// Behind "PRP" in "the PRP-gel and fat groups", behind "cohort" in "the SVF cohort (n = 20) and the other cohort".
  [[nodiscard]] int past_remark(int at, int end) const {
    if (token(at).is('-') && !token(at).space && at + 1 < end && is_suffix(token(at + 1))) at += 2;
    int open = at;
    while (open < end && open < at + 2 && joins_arms(token(open)) && token(open).kind == TokenKind::word) ++open;
    if (open >= end || !token(open).is('(')) return at;
    const int close = closing(open);
    return close <= end && close - open <= 8 && values_in(open, close) == 0 ? close : at;
  }

  /// "31 losses (55%)": the number before, in other units
  void find_repeats() {
    printed_again_.assign(groups_.size(), false);
    for (std::size_t g = 1; g < groups_.size(); ++g) {
      const int open = bracket_of(first_of(groups_[g])), last = last_of(groups_[g - 1]).last;
      if (open < last || open - last > 2) continue;
      const int close = closing(open);
      printed_again_[g] = values_in(open, close) == 1 &&
                          std::none_of(scene_.arms.begin(), scene_.arms.end(), [&](const ArmMention& near) {
                            return near.first >= last && near.last <= close;
                          });
    }
  }

  [[nodiscard]] bool versus_in(const ValueGroup& group) const {
    for (std::size_t i = group.first + 1; i < group.last; ++i)
      if (any_between(outcomes_[i - 1].value.last, outcomes_[i].value.first, compares)) return true;
    return false;
  }

  [[nodiscard]] bool respectively_behind(int at) const {
    for (int k = at; k < std::min(at + 40, scene_.sentence.last); ++k)
      if (token(k).is("respectively")) return true;
    return false;
  }

  /// As many values as the sentence has times: "81%, 70% and 66% in the SVF group" at three months.
  [[nodiscard]] bool is_series(const ValueGroup& group) const {
    const std::size_t size = group.size();
    if (size < 2) return false;
    std::size_t points = 0, own = 0, others = 0;
    const int first = first_of(group).first, last = last_of(group).last;
    for (const TimeMention& time : scene_.measured.times) {
      if (time.months.size() == size) return true;
      if (time.months.size() != 1) continue;
      ++points;
      (time.first >= last || leads(time, first) ? own : others) += 1;
    }
    // "72% with PRP and 60% with saline after 3 months, falling to 61% and 47% after 12 months": it has a time of its
    // own
    if (own == 1 && others > 0 && outcomes_.front().value.first < first) return false;
    // two lists with a time each are no series
    const auto lists =
        std::count_if(groups_.begin(), groups_.end(), [&](const ValueGroup& other) { return other.size() == size; });
    return points == size && lists == 1;
  }

  /// "... and at month 12 61% and 47%", "...; one year later it was 61% and 47%": the time begins the clause of the
  /// list.
  [[nodiscard]] bool leads(const TimeMention& time, int list) const {
    const int opens = passage_.is(time.first - 1, {"at", "after", "on", "by"}) ? time.first - 2 : time.first - 1;
    if (time.last > list || list - time.last > 6 || !passage_.is(opens, {"and", ",", ";"})) return false;
    for (int k = time.last; k < list; ++k)
      if (token(k).kind != TokenKind::word ||
          std::any_of(scene_.arms.begin(), scene_.arms.end(),
                      [&](const ArmMention& m) { return k >= m.first && k < m.last; }))
        return false;
    return true;
  }

  /// "Compared with controls, SVF gave more (58% vs 45%)": the comparator was named first but comes last.
  [[nodiscard]] bool compared_first(const ArmMention& mention) const {
    for (int k = std::max(scene_.sentence.first, mention.first - 5); k < mention.first; ++k)
      if (token(k).is_one_of({"compared", "comparison", "relative", "contrast"})) return k <= scene_.sentence.first + 1;
    return false;
  }

  /// "62% (n = 14, SVF) and 47% (n = 15, saline)": the arms that the brackets of the numbers themselves name
  [[nodiscard]] std::vector<int> named_within(const ValueGroup& group) const {
    std::vector<int> arms;
    for (std::size_t i = group.first; i < group.last; ++i)
      for (int a = 0; a < arm_count(); ++a)
        if (arm(a).first >= outcomes_[i].value.core && arm(a).last <= outcomes_[i].value.last) {
          arms.push_back(a);
          break;
        }
    return arms;
  }

  [[nodiscard]] std::vector<Reading> readings_of(std::size_t g) const {
    const ValueGroup& group = groups_[g];
    const int size = static_cast<int>(group.size());
    const int open = bracket_of(first_of(group));
    const bool bracketed = open >= 0;
    const int begin = bracketed ? open : first_of(group).first;
    const int end = bracketed && bracket_of(last_of(group)) == open ? closing(open) : last_of(group).last;
    const bool versus = versus_in(group);
    const bool series = !versus && is_series(group);
    std::vector<Reading> result;
    const auto offer = [&](std::vector<int> arms, double cost, ArmRule rule, bool by_time = false,
                           bool by_pair = false) {
      if (cost < kNoArm) result.push_back({std::move(arms), cost, rule, by_time, by_pair});
    };
    offer(std::vector<int>(group.size(), kNobody), kNoArm - 0.001, ArmRule::none);
    if (std::vector<int> arms = named_within(group); arms.size() == group.size())
      offer(std::move(arms), 0.1, ArmRule::bracket);
    // "shorter in the SVF group (SVF 2.2 versus fat alone 3.1)": a bracket that names arms itself needs no other
    bool named_inside = false;
    bool named_behind = false;
    for (int a = 0; a < arm_count(); ++a) {
      named_inside = named_inside || inside_price(a, group, begin, end) < kClause;
      named_behind = named_behind || number_before(a) == last_of(group).last;
    }
    for (int a = 0; a < arm_count(); ++a) {
      const double inner = inside_price(a, group, begin, end);
      double cost = std::min(inner, price(a, begin, end, bracketed) + (named_inside ? kOtherArm : 0));
      // "raised it from 44% (controls) to 62%": a bracket that holds an arm is of the number before it
      const bool own = number_before(a) == last_of(group).last;
      if (!own && number_before(a) >= 0) cost += kUsedArm;
      if (!own && named_behind) cost += kClause;
      if (cost >= kNoArm) continue;
      const bool left = arm(a).last <= begin;
      if (size == 1)
        offer({a}, cost + (raised(a, first_of(group).first) ? kUsedArm : 0),
              left ? (bracketed ? ArmRule::bracket : ArmRule::before) : ArmRule::behind);
      else if (series || !versus)
        offer(std::vector<int>(group.size(), a), cost + (series ? 0 : 2.5), ArmRule::one_for_all);
      // "SVF raised survival from 42% (controls) to 69%"
      if (size == 1 && g > 0 && left && raised(a, first_of(groups_[g - 1]).first) && passage_.is(begin - 1, {"to"}))
        offer({a}, 0.5, ArmRule::before);
      // "cultured ASCs raised survival from 42% to 69%"
      if (size == 2 && left && raised(a, first_of(group).first)) offer({kUnnamed, a}, cost * 0.5, ArmRule::unnamed);
      // "retention improved from 44% to 63% after SVF was added"
      if (size == 2 && !left && arm(a).role != ArmLexicon::Role::reference && rose(first_of(group).first) &&
          token(arm(a).first - 1).is_one_of({"after", "with", "when", "by"}))
        offer({kUnnamed, a}, cost * 0.5, ArmRule::unnamed);
      if (size == 2 && versus && left && arm(a).role != ArmLexicon::Role::reference && !only_compared(a))
        offer({a, kUnnamed}, cost + 1.5, ArmRule::unnamed);
    }
    if (size > 1) lists(group, g, begin, end, bracketed, series, offer);
    // "86% survival versus 55%", "54% survival at four months (versus 33%)"
    const bool versus_in_bracket = bracketed && begin + 2 == first_of(group).first && compares(token(begin + 1));
    if (size == 1 && g > 0 && (versus_in_bracket || any_between(last_of(groups_[g - 1]).last, begin, compares)) &&
        !named_between(last_of(groups_[g - 1]).last, begin))
      offer({kUnnamed}, 1.2, ArmRule::unnamed);
    return result;
  }

  /// "63% with Celution, compared with Fatstem 53%": the comparator has a name.
  [[nodiscard]] bool named_between(int first, int last) const {
    return std::any_of(scene_.arms.begin(), scene_.arms.end(),
                       [&](const ArmMention& m) { return m.first >= first && m.last <= last; });
  }

  [[nodiscard]] bool rose(int at) const {
    return passage_.is(at - 1, {"from"}) &&
           passage_.is(at - 2, {"improved", "increased", "rose", "raised", "went", "grew", "enhanced"});
  }

  /// An arm that raised or lowered the outcome "from" the number at `at`.
  [[nodiscard]] bool raised(int a, int at) const {
    if (!passage_.is(at - 1, {"from"}) || arm(a).role == ArmLexicon::Role::reference) return false;
    for (int k = arm(a).last; k < at; ++k)
      if (token(k).is_one_of({"raised", "increased", "improved", "enhanced", "boosted", "lifted", "elevated", "lowered",
                              "reduced", "decreased", "raises", "increases", "improves", "brought"}))
        return k == arm(a).last || !token(k - 1).is_one_of({"was", "were", "is", "are"});
    return false;
  }

  /// "(48% SVF, 31% control)", "(control: 31%)": arms in the same bracket.
  [[nodiscard]] double inside_price(int a, const ValueGroup& group, int begin, int end) const {
    const int first = first_of(group).first, last = last_of(group).last;
    if (begin == first && end == last) return std::numeric_limits<double>::infinity();
    if (arm(a).first >= begin && arm(a).last <= first) return left_price(a, first, false);
    if (arm(a).first >= last && arm(a).last <= end) return right_price(a, last);
    return std::numeric_limits<double>::infinity();
  }

  template <typename Offer>
  void lists(const ValueGroup& group, std::size_t g, int begin, int end, bool bracketed, bool series,
             const Offer& offer) const {
    const int size = static_cast<int>(group.size());
    bool respectively = respectively_behind(last_of(group).last);
    for (int k = scene_.sentence.first; k < begin && !respectively; ++k) respectively = token(k).is("respective");
    const bool versus = versus_in(group);
    for (int a = 0; a + size <= arm_count(); ++a) {
      const int last = a + size - 1;
      // "(61% and 48% for SVF and controls, respectively)": in the bracket of the values
      const bool inner = begin < first_of(group).first && arm(a).first >= begin && arm(last).last <= end;
      const bool inner_left = inner && arm(last).last <= first_of(group).first;
      const bool inner_right = inner && arm(a).first >= last_of(group).last;
      const bool left = arm(last).last <= begin || inner_left, right = arm(a).first >= end || inner_right;
      if (!left && !right) continue;
      const bool one_run = run_[static_cast<std::size_t>(a)] == run_[static_cast<std::size_t>(last)];
      bool again = !one_run && told_again(g, a, last, begin);
      // "grew by 151 mL (SVF) and 113 mL (PRP), that is, by 57% and 44%"
      if (!one_run && left && size == 2) again = again || (alone_in_bracket(a) && alone_in_bracket(last));
      if (!one_run && !(left && (bracketed || respectively || versus || again))) continue;
      double cost = left ? left_price(last, inner_left ? first_of(group).first : begin, bracketed && !inner_left)
                         : right_price(a, inner_right ? last_of(group).last : end);
      if (again) cost = std::min(cost, 1.5);
      // "..., in CAL and control breasts; the respective survival was 67% and 52%"
      if (respectively && left && !inner_left) cost = std::min(cost, 2.0);
      if (legend(a, last)) cost = 1.5;
      if (!one_run) cost += respectively ? 0.8 : 1.2;
      // the list of arms may be longer than that of the values
      if (a > 0 && run_[static_cast<std::size_t>(a - 1)] == run_[static_cast<std::size_t>(a)]) cost += 1.5;
      if (last + 1 < arm_count() && run_[static_cast<std::size_t>(last) + 1] == run_[static_cast<std::size_t>(last)])
        cost += 1.5;
      if (series && !respectively) cost += 2;
      std::vector<int> arms;
      for (int k = a; k <= last; ++k) arms.push_back(k);
      if (left && size == 2 && versus && compared_first(arm(a))) std::swap(arms[0], arms[1]);
      offer(std::move(arms), cost, one_run ? ArmRule::list : ArmRule::apart);
    }
    allotted(group, begin, bracketed, offer);
    compared_at_the_end(group, begin, end, bracketed, offer);
    pair_by_pair(group, begin, end, bracketed, offer);
    split(group, begin, end, bracketed, offer);
    each_arm_at_each_time(group, begin, end, bracketed, offer);
  }

  /// "The control arm got fat and saline, the test arm fat and SVF: 47% and 62% were retained": who got what, each once
  template <typename Offer>
  void allotted(const ValueGroup& group, int begin, bool bracketed, const Offer& offer) const {
    if (arm_count() == 0 || arm(0).last > begin || first_of(groups_[0]).first < begin) return;
    std::vector<int> arms;
    int last = 0;
    for (int a = 0; a < arm_count() && arm(a).last <= begin; last = a++)
      if (arms.empty() || arm(arms.back()).arm != arm(a).arm) arms.push_back(a);
    if (arms.size() != group.size()) return;
    for (std::size_t k = 1; k < arms.size(); ++k)
      if (arm(arms[k]).arm == arm(arms[0]).arm) return;
    const auto gives = [](const Token& here) {
      return here.is_one_of({"got", "received", "receiving", "given", "underwent"});
    };
    // "was 19 mL in SVF and 6 mL in control grafts, that is 63% and 20%"
    const bool restates = passage_.is(begin - 1, {"is", "e"}) && passage_.is(begin - 2, {"that", "."});
    if (!restates && !any_between(arm(0).last, arm(last).first, gives)) return;
    const double cost = left_price(last, begin, bracketed) + 1;
    offer(arms, respectively_behind(last_of(group).last) ? std::min(cost, 1.0) : cost, ArmRule::apart);
  }

  /// "59% was kept with SVF and 45% without; a year before, the figures had been 60% and 47%": a list behind the values
  /// of as many arms, all of them, none named since.
  [[nodiscard]] bool told_again(std::size_t g, int a, int last, int begin) const {
    if (g == 0 || a != 0 || last != arm_count() - 1 || arm(last).last > begin) return false;
    for (int k = a; k < last; ++k)
      if (arm(k).arm == arm(k + 1).arm) return false;
    std::size_t before = 0;
    for (std::size_t k = 0; k < g; ++k) before += groups_[k].size();
    return before % groups_[g].size() == 0 && last_of(groups_[0]).first < begin &&
           arm(last).first < first_of(groups_[g]).first;
  }

  /// "SVF grafts showed higher retention (61% vs 48%) compared with fat alone": the other arm of a pair in a bracket
  template <typename Offer>
  void compared_at_the_end(const ValueGroup& group, int begin, int end, bool bracketed, const Offer& offer) const {
    const int other = arm_count() - 1;
    // "With 65% versus 49%, the PRP group kept more than the fat-only group"
    if (!bracketed && group.size() == 2 && other == 1 && versus_in(group) && arm(0).first >= end && only_compared(1) &&
        arm(0).arm != arm(1).arm && outcomes_.back().value.last <= arm(0).first)
      return offer({0, 1}, 1.5, ArmRule::apart);
    if (!bracketed || group.size() != 2 || other < 1 || !versus_in(group) || !only_compared(other)) return;
    if (arm(other).first < end || outcomes_.back().value.last > arm(other).first) return;
    // "(61% vs 48%), less than PRP" says something else
    const bool comma = any_between(end, arm(other).first, [](const Token& here) { return here.is(','); });
    if (comma && !any_between(end, arm(other).first, compares)) return;
    for (int a = 0; a < other && arm(a).last <= begin; ++a)
      if (arm(a).arm != arm(other).arm) offer({a, other}, left_price(a, begin, bracketed) + 1, ArmRule::apart);
  }

  /// "retention and survival of the cells were similar with SVF and PRP (61% vs 60% and 92% vs 91%)"
  template <typename Offer>
  void pair_by_pair(const ValueGroup& group, int begin, int end, bool bracketed, const Offer& offer) const {
    if (group.size() < 4 || group.size() % 2 != 0 || !in_pairs(group)) return;
    for (int a = 0; a + 1 < arm_count(); ++a) {
      const bool left = arm(a + 1).last <= begin;
      if (run_[static_cast<std::size_t>(a)] != run_[static_cast<std::size_t>(a) + 1] || (!left && arm(a).first < end))
        continue;
      std::vector<int> arms;
      for (std::size_t k = 0; k < group.size(); ++k) arms.push_back(a + static_cast<int>(k % 2));
      offer(std::move(arms), left ? left_price(a + 1, begin, bracketed) : right_price(a, end), ArmRule::list, false,
            true);
    }
  }

  /// "in SVF it was 61% against 48% in controls"; "for the PRP groups 55%, 63% and 60%, versus 44% for controls"
  template <typename Offer>
  void split(const ValueGroup& group, int begin, int end, bool bracketed, const Offer& offer) const {
    for (std::size_t turn = 1; turn < group.size(); ++turn) {
      const std::size_t at = group.first + turn;
      const bool versus = any_between(outcomes_[at - 1].value.last, outcomes_[at].value.first, compares);
      if (!versus && group.size() > 2) continue;
      for (int a = 0; a + 1 < arm_count(); ++a) {
        const bool around = arm(a).last <= begin && arm(a + 1).first >= end;
        const bool before = versus && group.size() > 2 && arm(a + 1).last <= begin;
        if (!around && !before) continue;
        std::vector<int> arms(group.size(), a);
        std::fill(arms.begin() + static_cast<std::ptrdiff_t>(turn), arms.end(), a + 1);
        const double cost = around ? 0.3 + left_price(a, begin, bracketed) + right_price(a + 1, end)
                                   : 1 + left_price(a + 1, begin, bracketed);
        // "SVF and PRP raised it to 62% and 54%, compared with 41% in controls"
        const int first = a + 1 - static_cast<int>(turn);
        if (around && turn > 1 && first >= 0 && run_[static_cast<std::size_t>(a)] == first) {
          std::vector<int> each(arms);
          for (std::size_t k = 0; k < turn; ++k) each[k] = first + static_cast<int>(k);
          offer(std::move(each), cost - 0.1, ArmRule::split);
        }
        offer(std::move(arms), cost, ArmRule::split);
      }
    }
  }

  /// "(SVF vs PBS)" at the end: a bracket that holds arms only tells the order of all lists.
  [[nodiscard]] bool legend(int a, int last) const {
    const int open = arm(a).first - 1, close = arm(last).last;
    if (open < scene_.sentence.first || close >= scene_.sentence.last) return false;
    if (!token(open).is('(') || !token(close).is(')')) return false;
    for (int k = arm(a).first; k < close; ++k)
      if (in_value(k)) return false;
    return true;
  }

  /// "79% vs 68%, 70% vs 56% and 66% vs 49%"
  [[nodiscard]] bool in_pairs(const ValueGroup& group) const {
    for (std::size_t i = group.first + 1; i < group.last; ++i)
      if (any_between(outcomes_[i - 1].value.last, outcomes_[i].value.first, compares) != ((i - group.first) % 2 == 1))
        return false;
    return true;
  }

  /// "70%, 60%, 50% and 40% at 3 and 6 months in the SVF and control groups": arm by arm.
  template <typename Offer>
  void each_arm_at_each_time(const ValueGroup& group, int begin, int end, bool bracketed, const Offer& offer) const {
    const int size = static_cast<int>(group.size());
    for (const TimeMention& time : scene_.measured.times) {
      const int times = static_cast<int>(time.months.size());
      if (times < 2 || size % times != 0 || size == times) continue;
      const int wanted = size / times;
      for (int a = 0; a + wanted <= arm_count(); ++a) {
        const int last = a + wanted - 1;
        if (run_[static_cast<std::size_t>(a)] != run_[static_cast<std::size_t>(last)]) continue;
        const bool left = arm(last).last <= begin;
        if (!left && arm(a).first < end) continue;
        std::vector<int> arms;
        arms.reserve(static_cast<std::size_t>(size));
        for (int k = 0; k < size; ++k) arms.push_back(a + k / times);
        const double cost = (left ? left_price(last, begin, bracketed) : right_price(a, end)) + 0.5;
        if (wanted == 2 && in_pairs(group)) {
          for (int k = 0; k < size; ++k) arms[static_cast<std::size_t>(k)] = a + k % 2;
          offer(std::move(arms), std::min(cost, 1.0), ArmRule::each_time, false, true);
        } else {
          offer(std::move(arms), cost, ArmRule::each_time, true);
        }
      }
    }
  }

  /// What one reading costs behind another.
  [[nodiscard]] double step(std::size_t g, const Reading& before, const Reading& now) const {
    double cost = 0;
    const int last = before.arms.back(), first = now.arms.front();
    if (first == kUnnamed && now.arms.size() == 1) {
      const bool fits = last >= 0 && arm(last).role != ArmLexicon::Role::reference;
      return fits ? 0 : kNoArm;
    }
    if (first < 0 || last < 0) return 0;
    // "SVF (62% vs 41%) and PRP (54% vs 41%) ... compared with fat alone": one comparator of several
    if (before.arms.size() == 2 && now.arms.size() == 2 && last == now.arms.back() && before.arms.front() < first)
      return 0;
    const bool shared = std::any_of(now.arms.begin(), now.arms.end(), [&](int a) {
      return std::find(before.arms.begin(), before.arms.end(), a) != before.arms.end();
    });
    if (shared && !printed_again_[g]) {
      // "SVF kept 60% at 3 months and 50% at 6 months": one arm at two times
      cost += timed_apart(g) || dosed_apart(g) ? 0.4 : kUsedArm;
    } else if (!shared && *std::max_element(now.arms.begin(), now.arms.end()) <
                              *std::min_element(before.arms.begin(), before.arms.end())) {
      cost += kBackwards;
    }
    return cost;
  }

  /// "1 x 10^6 ASCs per mL yielded 58%, 5 x 10^6 per mL 69%": another dose of the same arm
  [[nodiscard]] bool dosed_apart(std::size_t g) const {
    for (int k = last_of(groups_[g - 1]).last; k < first_of(groups_[g]).first; ++k)
      if (token(k).is(kTimes) || (token(k).is(':') && token(k - 1).number())) return true;
    return false;
  }

  /// Groups g - 1 and g have a time of their own each.
  [[nodiscard]] bool timed_apart(std::size_t g) const {
    const auto own = [&](std::size_t group) {
      const int from = group == 0 ? scene_.sentence.first : last_of(groups_[group - 1]).core;
      const int to = group + 1 < groups_.size() ? first_of(groups_[group + 1]).first : scene_.sentence.last;
      return std::any_of(scene_.measured.times.begin(), scene_.measured.times.end(),
                         [&](const TimeMention& t) { return t.first >= from && t.first < to; });
    };
    return own(g) && own(g - 1) && scene_.measured.times.size() > 1;
  }

  void choose(const std::vector<std::vector<Reading>>& readings) {
    std::vector<std::vector<double>> best(readings.size());
    std::vector<std::vector<std::size_t>> from(readings.size());
    for (std::size_t g = 0; g < readings.size(); ++g)
      for (const Reading& now : readings[g]) {
        double cheapest = g == 0 ? (now.arms.front() == kUnnamed && now.arms.size() == 1 ? kNoArm : 0)
                                 : std::numeric_limits<double>::infinity();
        std::size_t way = 0;
        for (std::size_t k = 0; g > 0 && k < readings[g - 1].size(); ++k) {
          const double cost = best[g - 1][k] + step(g, readings[g - 1][k], now);
          if (cost < cheapest) {
            cheapest = cost;
            way = k;
          }
        }
        best[g].push_back(cheapest + now.cost);
        from[g].push_back(way);
      }
    if (readings.empty()) return;
    auto k = static_cast<std::size_t>(std::min_element(best.back().begin(), best.back().end()) - best.back().begin());
    for (std::size_t g = readings.size(); g-- > 0;) {
      apply(groups_[g], readings[g][k]);
      k = from[g][k];
    }
  }

  void apply(const ValueGroup& group, const Reading& reading) {
    for (std::size_t k = 0; k < group.size(); ++k) {
      Linked& outcome = outcomes_[group.first + k];
      outcome.arm_rule = reading.rule;
      outcome.by_time = reading.by_time;
      outcome.by_pair = reading.by_pair;
      if (reading.arms[k] >= 0) outcome.arm = arm(reading.arms[k]);
      outcome.unnamed_comparator = reading.arms[k] == kUnnamed;
    }
  }

  /// "55% at 3 months, 50% at 6 months and 48% at 12 months in the PRP group": the arm behind a series is that of all
  /// of it
  void series_with_one_arm() {
    for (std::size_t i = outcomes_.size(); i-- > 1;) {
      if (outcomes_[i - 1].arm || outcomes_[i - 1].unnamed_comparator || !outcomes_[i].arm ||
          outcomes_[i].arm->first < outcomes_[i].value.first)
        continue;
      bool chained = true;
      for (int k = outcomes_[i - 1].value.last; k < outcomes_[i].value.first && chained; ++k)
        chained = in_time(k) || token(k).is(',') || token(k).is('(') || token(k).is(')') ||
                  token(k).is_one_of({"and", "at", "after", "on", "by", "postoperatively", "to", "then", "dropping",
                                      "falling", "declining", "decreasing", "rising"});
      if (!chained) continue;
      outcomes_[i - 1].arm = outcomes_[i].arm;
      outcomes_[i - 1].arm_rule = ArmRule::series;
    }
  }

  /// "Neither at 3 months (63% vs 62%) nor at 12 months (53% vs 52%) did PRP and saline differ": lists in brackets of
  /// one length have one legend.
  void lists_with_one_legend() {
    // "72% and 60% were left at 3 months and 61% and 47% at 12 months with PRP and saline, respectively"
    for (std::size_t g = groups_.size(); g-- > 1;) {
      const ValueGroup &bare = groups_[g - 1], &told = groups_[g];
      const Linked& first = outcomes_[told.first];
      if (bare.size() < 2 || bare.size() != told.size() || outcomes_[bare.first].arm ||
          first.arm_rule != ArmRule::list || !first.arm || first.arm->first < last_of(told).last ||
          !respectively_behind(first.arm->last))
        continue;
      for (std::size_t k = 0; k < bare.size(); ++k) {
        outcomes_[bare.first + k].arm = outcomes_[told.first + k].arm;
        outcomes_[bare.first + k].arm_rule = ArmRule::list;
      }
    }
    for (const ValueGroup& bare : groups_) {
      if (bare.size() < 2 || outcomes_[bare.first].arm || bracket_of(first_of(bare)) < 0) continue;
      for (const ValueGroup& told : groups_) {
        const ArmRule rule = outcomes_[told.first].arm_rule;
        // "more oedema (35 vs 17) and fewer losses (19 vs 38) with SVF": pairs as well
        const bool pairs = (rule == ArmRule::unnamed || rule == ArmRule::apart) && versus_in(told) && versus_in(bare);
        if (told.size() != bare.size() || !(rule == ArmRule::list || pairs) || bracket_of(first_of(told)) < 0) continue;
        for (std::size_t k = 0; k < bare.size(); ++k) {
          outcomes_[bare.first + k].arm = outcomes_[told.first + k].arm;
          outcomes_[bare.first + k].arm_rule = rule;
          outcomes_[bare.first + k].unnamed_comparator = pairs && outcomes_[told.first + k].unnamed_comparator;
        }
      }
    }
  }

  std::vector<Linked>& outcomes_;
  const std::vector<ValueGroup> groups_;
  std::vector<int> run_;             ///< by arm: the first arm of its run
  std::vector<bool> printed_again_;  ///< by group
};

}  // namespace

void link_arms(const Scene& scene, const Before& before, std::vector<Linked>& outcomes) {
  if (outcomes.empty()) return;
  if (!scene.arms.empty()) ArmLinker(scene, outcomes).run();
  inherit_arms(scene, before, outcomes);
}

}  // namespace evigraft
