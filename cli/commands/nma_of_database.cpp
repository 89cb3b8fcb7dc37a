// evigraft nma --compare ASC,SVF,conventional.
#include "cli/commands/nma_of_database.h"

#include <evigraft/error.h>

#include <algorithm>
#include <map>

#include "cli/json_number.h"
#include "cli/number_text.h"
#include "cli/open.h"
#include "cli/study_json.h"
#include "pipeline/network_selection.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

/// Those with outcomes, in the order of arm_classes(); "other" and "all" are no treatment that could be compared.
std::vector<std::string> classes_with_data(const std::vector<Candidate>& candidates) {
  std::vector<std::string> classes;
  for (const std::string& known : arm_classes())
    if (known != "other" && known != "all" &&
        std::any_of(candidates.begin(), candidates.end(),
                    [&](const Candidate& outcome) { return outcome.arm_class == known; }))
      classes.push_back(known);
  return classes;
}

void check_named(const std::vector<std::string>& classes) {
  if (classes.size() == 1)
    throw Error(Error::Kind::usage, "--compare of nma takes two arm classes or more, as in ASC,SVF,conventional.");
  std::vector<std::string> sorted = classes;
  std::sort(sorted.begin(), sorted.end());
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice != sorted.end()) throw Error(Error::Kind::usage, "--compare names '" + *twice + "' twice.");
}

/// Labels as they are; with the study's number where two studies have the same.
std::vector<std::string> distinct_labels(const std::vector<NetworkChoice>& studies) {
  std::map<std::string, int> counts;
  for (const NetworkChoice& study : studies) ++counts[study.label];
  std::vector<std::string> labels;
  labels.reserve(studies.size());
  for (const NetworkChoice& study : studies)
    labels.push_back(counts[study.label] == 1 ? study.label
                                              : study.label + " (study " + std::to_string(study.study_id) + ")");
  return labels;
}

Json arm_json(const NetworkChoiceArm& arm) {
  Json row = {{"treatment", arm.arm_class}, {"outcomes", arm.values.intervention_outcomes}};
  add_columns(row, arm.values);
  for (const char* of_the_study : {"study", "comparator_label"}) row.erase(of_the_study);
  row["mi"] = arm.values.intervention.mean;
  row["sdi"] = number(arm.values.intervention.sd);
  row["ni"] = number(arm.values.intervention.n);
  add_derivations(row, arm.values);
  return row;
}

std::string line_of(const std::string& label, const NetworkChoice& study) {
  std::string line = "  " + label + ": ";
  for (const NetworkChoiceArm& arm : study.arms) {
    line += (&arm == study.arms.data() ? "" : ", ") + arm.arm_class + " " + shown(arm.values.intervention.mean);
    if (!arm.values.reason.empty()) line += " (not pooled: " + arm.values.reason + ")";
  }
  if (study.within_person) line += "; within-person comparison, taken as parallel groups";
  return line;
}

}  // namespace

NetworkOfDatabase network_of_database(Context& context, std::vector<std::string> classes, const QuestionFlags& flags) {
  const Store store = open_for_reading(context);
  for (const std::string& each : classes) check_arm_class(each);
  check_named(classes);
  const std::vector<Candidate> all = candidates(store);
  if (classes.empty()) classes = classes_with_data(all);
  // Of a comparison, whose designs are eligible here too; the two classes do not matter.
  const PoolQuestion question = question_of(flags, context.settings, topic_of(context, store), "ASC", "conventional");
  const NetworkChoices choices = select_network(question, classes, all);

  NetworkOfDatabase network;
  network.reading = question.reading;
  network.arms.origin = "The database";
  network.arms.columns = {"study", "treatment", "mi", "sdi", "ni"};
  Json& evidence = network.evidence;
  evidence["question"] = question_json(question);
  for (const char* pair : {"intervention", "comparator"}) evidence["question"].erase(pair);
  evidence["question"]["compare"] = classes;
  evidence["studies"] = evidence["excluded"] = Json::array();
  const std::vector<std::string> labels = distinct_labels(choices.studies);
  for (std::size_t i = 0; i < choices.studies.size(); ++i) {
    const NetworkChoice& study = choices.studies[i];
    Json row = {{"study", labels[i]}, {"study_id", study.study_id}, {"within_person", study.within_person}};
    const auto exclude = [&](const std::string& reason) -> Json& {
      return evidence["excluded"].emplace_back(
          Json{{"study", labels[i]}, {"study_id", study.study_id}, {"reason", reason}});
    };
    for (const NetworkChoiceArm& arm : study.arms) {
      row["arms"].push_back(arm_json(arm));
      if (!study.reason.empty()) continue;
      if (!arm.values.reason.empty()) {
        exclude(arm.values.reason)["treatment"] = arm.arm_class;
        continue;
      }
      const publish::ArmNumbers& numbers = arm.values.intervention;
      network.arms.rows.push_back(
          {labels[i], arm.arm_class, exact_text(numbers.mean), exact_text(*numbers.sd), exact_text(*numbers.n)});
      network.arms.lines.push_back(network.arms.rows.size());
    }
    if (!study.reason.empty()) exclude(study.reason);
    evidence["studies"].push_back(std::move(row));
    network.study_lines.push_back(line_of(labels[i], study));
  }
  evidence["not_used"] = not_used_json(choices.not_used);
  return network;
}

}  // namespace evigraft::cli
