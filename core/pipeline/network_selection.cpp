#include "pipeline/network_selection.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace evigraft {
namespace {

using Values = std::vector<const Candidate*>;

/// The visit with values of most classes, of several the best by the rules; none when no visit has two.
std::optional<double> fullest_visit(const Topic::Selection& selection, const Values& values) {
  std::optional<double> best;
  std::size_t most = 1;
  for (const Candidate* at : values) {
    std::set<std::string> classes;
    for (const Candidate* value : values)
      if (same_visit(*at->months, *value->months)) classes.insert(value->arm_class);
    const bool nearer = best && classes.size() == most && better_time(selection, *at->months, *best);
    if (classes.size() <= most && !nearer) continue;
    best = at->months;
    most = classes.size();
  }
  return best;
}

NetworkChoice& study_of(std::vector<NetworkChoice>& studies, const PoolStudy& values) {
  const auto known = std::find_if(studies.begin(), studies.end(),
                                  [&](const NetworkChoice& study) { return study.study_id == values.study_id; });
  if (known != studies.end()) return *known;
  NetworkChoice& study = studies.emplace_back();
  study.study_id = values.study_id;
  study.label = values.label;
  study.months = values.months.value_or(0);
  study.within_person = values.traits.pairing == "within_person";
  return study;
}

/// Pairs are as many as the smallest arm has people: the same are in every arm.
void count_pairs(NetworkChoice& study) {
  std::optional<double> fewest;
  for (const NetworkChoiceArm& arm : study.arms)
    if (const std::optional<double>& n = arm.values.intervention.n; n && (!fewest || *n < *fewest)) fewest = n;
  for (NetworkChoiceArm& arm : study.arms)
    if (arm.values.intervention.n) arm.values.intervention.n = fewest;
}

/// With fewer than two arms to pool, the reason of the first that has none.
std::string why_silent(const NetworkChoice& study) {
  std::size_t usable = 0;
  std::string reason;
  for (const NetworkChoiceArm& arm : study.arms) {
    if (arm.values.reason.empty()) ++usable;
    if (reason.empty()) reason = arm.values.reason;
  }
  return usable < 2 ? reason : std::string();
}

}  // namespace

NetworkChoices select_network(const PoolQuestion& rules, const std::vector<std::string>& classes,
                              std::span<const Candidate> candidates) {
  NetworkChoices choices;
  std::string list;
  for (const std::string& each : classes) list += (list.empty() ? "" : ":") + each;
  const auto leave = [&](const Candidate& outcome, const std::string& reason) {
    choices.not_used.push_back({outcome.outcome_id, reason, list});
  };
  std::map<std::int64_t, Values> by_study;
  for (const Candidate& outcome : candidates) {
    if (std::find(classes.begin(), classes.end(), outcome.arm_class) == classes.end()) continue;
    if (const std::string reason = barrier(rules, outcome); !reason.empty())
      leave(outcome, reason);
    else
      by_study[outcome.study_id].push_back(&outcome);
  }
  std::vector<Candidate> at_visit;
  for (const auto& [study_id, values] : by_study) {
    const std::optional<double> visit = fullest_visit(rules.selection, values);
    for (const Candidate* value : values) {
      if (!visit)
        leave(*value, "no value of the other arm at the same time");
      else if (!same_visit(*value->months, *visit))
        leave(*value, "another time is nearer to the target");
      else
        at_visit.push_back(*value);
    }
  }
  for (const std::string& arm_class : classes) {
    PoolQuestion one = rules;
    one.intervention = arm_class;
    one.comparator.clear();
    Selected selected = select_for(one, at_visit);
    for (PoolStudy& values : selected.studies) {
      NetworkChoice& study = study_of(choices.studies, values);
      study.arms.push_back({arm_class, std::move(values)});
    }
    for (NotUsed& outcome : selected.not_used) choices.not_used.push_back({outcome.outcome_id, outcome.reason, list});
  }
  for (NetworkChoice& study : choices.studies) {
    if (study.within_person) count_pairs(study);
    study.reason = why_silent(study);
  }
  std::sort(choices.studies.begin(), choices.studies.end(), [](const NetworkChoice& a, const NetworkChoice& b) {
    return std::tie(a.label, a.study_id) < std::tie(b.label, b.study_id);
  });
  std::sort(choices.not_used.begin(), choices.not_used.end(),
            [](const NotUsed& a, const NotUsed& b) { return a.outcome_id < b.outcome_id; });
  return choices;
}

}  // namespace evigraft
