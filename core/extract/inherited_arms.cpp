#include "extract/inherited_arms.h"

#include <algorithm>

namespace evigraft {
namespace {

/// As many different arms in this order, none when there are others.
const std::vector<ArmMention>* list_of(const std::vector<std::vector<ArmMention>>& lists, std::size_t size) {
  for (auto list = lists.rbegin(); list != lists.rend(); ++list)
    if (list->size() == size) return &*list;
  return nullptr;
}

/// "In the SVF-gel group 84% was present at 1 month; this declined to 66% at 4 months and to 60% at 12": a sentence
/// that speaks of one arm only.
void arm_of_the_sentence(const Scene& scene, std::vector<Linked>& outcomes) {
  if (scene.arms.empty()) return;
  for (const ArmMention& mention : scene.arms)
    if (mention.arm != scene.arms.front().arm ||
        scene.passage.is(mention.first - 1, {"than", "versus", "vs", "to", "against", "from"}) ||
        scene.passage.is(mention.first - 2, {"than", "versus", "vs", "to", "against", "from"}))
      return;
  for (Linked& one : outcomes)
    if (!one.arm && !one.unnamed_comparator) {
      one.arm = scene.arms.front();
      one.arm_rule = ArmRule::one_for_all;
    }
}

/// "SVF grafts were scanned at 6 months. They had kept 62%.": the sentence before spoke of one arm only.
void arm_before(const Scene& scene, const Before& before, std::vector<Linked>& outcomes) {
  if (!scene.arms.empty() || !before.arm || outcomes.empty()) return;
  bool pronoun = false;
  for (int k = scene.sentence.first; k < std::min(scene.sentence.first + 5, outcomes.front().value.first); ++k)
    pronoun = pronoun || scene.passage.is(k, {"it", "they", "its", "their", "these", "here"});
  if (!pronoun) return;
  for (Linked& one : outcomes)
    if (!one.arm && !one.unnamed_comparator) {
      one.arm = before.arm;
      one.arm_rule = ArmRule::inherited;
    }
}

/// "At 6 months SVF grafts had kept 62% and controls 50%; at 18 months these values were 57% and 45%."
void arms_of_a_list(const Scene& scene, const Before& before, std::vector<Linked>& outcomes) {
  if (std::all_of(outcomes.begin(), outcomes.end(),
                  [](const Linked& one) { return one.arm || one.unnamed_comparator; }))
    return;
  std::vector<std::vector<ArmMention>> lists = before.arm_lists;
  std::vector<ArmMention> here;
  for (const ValueGroup& group : groups_of(outcomes)) {
    const bool bare = std::none_of(outcomes.begin() + static_cast<std::ptrdiff_t>(group.first),
                                   outcomes.begin() + static_cast<std::ptrdiff_t>(group.last),
                                   [](const Linked& o) { return o.arm || o.unnamed_comparator; });
    if (!bare) {
      for (std::size_t i = group.first; i < group.last; ++i)
        if (outcomes[i].arm) here.push_back(*outcomes[i].arm);
      continue;
    }
    if (group.size() < 2) continue;
    const bool series = std::any_of(scene.measured.times.begin(), scene.measured.times.end(),
                                    [&](const TimeMention& time) { return time.months.size() == group.size(); });
    if (series) continue;
    // "rabbits received SVF in the right ear and none in the left; retained volumes were 76% and 58%"
    std::vector<ArmMention> named;
    for (const ArmMention& mention : scene.arms) {
      const bool known =
          std::any_of(named.begin(), named.end(), [&](const ArmMention& other) { return other.arm == mention.arm; });
      if (mention.last <= outcomes[group.first].value.first && !known) named.push_back(mention);
    }
    if (named.size() == group.size()) lists.push_back(std::move(named));
    if (here.size() >= group.size())
      lists.emplace_back(here.end() - static_cast<std::ptrdiff_t>(group.size()), here.end());
    const std::vector<ArmMention>* arms = list_of(lists, group.size());
    if (!arms) continue;
    for (std::size_t k = 0; k < group.size(); ++k) {
      outcomes[group.first + k].arm = (*arms)[k];
      outcomes[group.first + k].arm_rule = ArmRule::inherited;
    }
  }
}

}  // namespace

void remember_arms(const LinkedSentence& linked, const std::vector<ArmMention>& named, Before& before) {
  const auto all_of = [](const std::vector<ArmMention>& mentions, auto same) {
    std::vector<ArmMention> list;
    for (const ArmMention& mention : mentions)
      if (std::none_of(list.begin(), list.end(), [&](const ArmMention& known) { return same(known, mention); }))
        list.push_back(mention);
    return list;
  };
  const auto same_place = [](const ArmMention& a, const ArmMention& b) { return a.first == b.first; };
  const auto same_class = [](const ArmMention& a, const ArmMention& b) { return a.arm == b.arm; };
  const auto same_label = [](const ArmMention& a, const ArmMention& b) {
    return a.arm == b.arm && (a.role == ArmLexicon::Role::reference || a.label == b.label);
  };
  before.arm.reset();
  if (!named.empty() &&
      std::all_of(named.begin(), named.end(), [&](const ArmMention& one) { return one.arm == named.front().arm; }))
    before.arm = named.front();
  if (linked.outcomes.empty() ? named.size() < 2 : linked.outcomes.size() < 2) return;
  std::vector<ArmMention> owners, first_time;
  bool alone = true;  // no value of the first time is without arm
  for (const Linked& outcome : linked.outcomes) {
    const bool first = outcome.months == linked.outcomes.front().months;
    alone = alone && (outcome.arm || !first);
    if (!outcome.arm) continue;
    owners.push_back(*outcome.arm);
    if (first) first_time.push_back(*outcome.arm);
  }
  std::vector<std::vector<ArmMention>> lists;  // the last one counts first
  if (linked.outcomes.empty()) {
    // "the observation group (fat with SVF) and the control group (fat)": two names of each
    lists = {all_of(named, same_class), all_of(named, same_label)};
  } else {
    // "70% (i-PRF), 66% (PRP) and 50% (saline)": two of one class, each with its own value at that time
    lists = {all_of(first_time, same_place), all_of(owners, same_label)};
  }
  if (lists[0].size() == lists[1].size()) lists.erase(lists.begin());
  // "fat with hypoxic ASCs, fat with ASCs or fat alone": value by value
  if (linked.outcomes.empty() && lists.back().size() < named.size()) lists.insert(lists.begin(), named);
  // "66%, 73%, 80% and 79% in groups A to D", "with SVF 62%, with saline 45% and in healthy skin 64%": value by value
  if (alone && lists.back().size() > 1 && first_time.size() > lists.back().size()) lists.push_back(first_time);
  for (std::vector<ArmMention>& list : lists) {
    constexpr std::size_t kRemembered = 6;  // lists further back are of other sentences
    if (list.size() < 2) continue;
    if (before.arm_lists.size() == kRemembered) before.arm_lists.erase(before.arm_lists.begin());
    before.arm_lists.push_back(std::move(list));
  }
}

void inherit_arms(const Scene& scene, const Before& before, std::vector<Linked>& outcomes) {
  arms_of_a_list(scene, before, outcomes);
  arm_of_the_sentence(scene, outcomes);
  arm_before(scene, before, outcomes);
}

}  // namespace evigraft
