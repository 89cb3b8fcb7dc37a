#include "cli/commands/export_studies.h"

#include "cli/open.h"

namespace evigraft::cli {
namespace {

std::vector<std::string> unique_labels(const AskedStudies& asked) {
  std::vector<std::pair<std::string, std::int64_t>> named;
  for (const PoolStudy& study : asked.studies) named.emplace_back(study.label, study.study_id);
  for (const StudyLeft& study : asked.left) named.emplace_back(study.label, study.study_id);
  std::map<std::string, int> times;
  for (const auto& [label, id] : named) ++times[label];
  std::vector<std::string> labels;
  labels.reserve(named.size());
  for (const auto& [label, id] : named)
    labels.push_back(times[label] == 1 ? label : label + " (study " + std::to_string(id) + ")");
  return labels;
}

}  // namespace

AskedStudies asked_studies(Context& context, const ExportFlags& flags) {
  const Store store = open_for_reading(context);
  const OneMoment moment(store);
  const auto [intervention, comparator] =
      flags.compare.empty() ? std::pair(flags.arm, std::string()) : compared_arms(flags.compare);
  AskedStudies asked;
  asked.question = question_of(flags.question, context.settings, topic_of(context, store), intervention, comparator);
  const std::vector<Candidate> all = candidates(store);
  Selected selected = select_for(asked.question, all);
  asked.left = studies_left(selected, all);
  asked.studies = std::move(selected.studies);
  asked.slabs = unique_labels(asked);
  asked.papers = papers_of_studies(store);
  note_reading(context.out(), asked.question.reading);
  return asked;
}

std::string by_semicolons(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : "; ") + item;
  return out;
}

}  // namespace evigraft::cli
