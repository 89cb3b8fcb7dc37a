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

void inherit_arms(const Scene& scene, const Before& before, std::vector<Linked>& outcomes) {
  arms_of_a_list(scene, before, outcomes);
  arm_of_the_sentence(scene, outcomes);
  arm_before(scene, before, outcomes);
}

}  // namespace evigraft
