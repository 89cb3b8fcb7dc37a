// core/pipeline/questions.cpp: what the topic asks of the outcomes, and the outcomes as candidates.
#include <algorithm>
#include <map>

#include "pipeline.h"
#include "pipeline/history.h"
#include "pipeline/labels.h"
#include "pipeline/overlay.h"
#include "store/evidence.h"

namespace evigraft {

std::string report_label(const ReportView& report) {
  std::string label = report.first_author;
  if (label.empty()) {
    constexpr std::size_t longest = 48;
    label = report.title;
    if (label.size() > longest) {
      const std::size_t cut = label.rfind(' ', longest);
      label = label.substr(0, cut == std::string::npos ? longest : cut) + " …";
    }
  }
  if (report.year) label += " " + std::to_string(*report.year);
  return label;
}

std::map<std::int64_t, std::string> study_labels(const std::vector<ReportView>& reports) {
  std::map<std::int64_t, std::string> labels;
  for (const ReportView& report : reports)
    if (report.study_id != 0) labels.emplace(report.study_id, report_label(report));
  return labels;
}

std::vector<Candidate> candidates(const Store& store) {
  return candidates_of(report_views(store), outcome_views(store));
}

std::vector<Candidate> candidates_of(const std::vector<ReportView>& reports, std::vector<OutcomeView> rows) {
  const std::map<std::int64_t, std::string> labels = study_labels(reports);
  std::map<std::int64_t, std::optional<int>> years;  // of the report that gives the label
  for (const ReportView& report : reports) years.emplace(report.study_id, report.year);
  std::vector<Candidate> out;
  for (OutcomeView& row : rows) {
    Candidate& candidate = out.emplace_back();
    candidate.decided = decision_words(row);
    candidate.decision = row.decision;
    candidate.outcome_id = row.outcome_id;
    candidate.report_id = row.report_id;
    candidate.study_id = row.study_id;
    if (const auto label = labels.find(row.study_id); label != labels.end()) candidate.study_label = label->second;
    if (const auto year = years.find(row.study_id); year != years.end()) candidate.study_year = year->second;
    candidate.arm_class = std::move(row.arm_class);
    candidate.arm_label = std::move(row.arm_label);
    candidate.unit = std::move(row.unit);
    candidate.value = row.value;
    candidate.value_as_printed = std::move(row.as_printed);
    candidate.polarity_flipped = row.polarity_flipped;
    candidate.spread = row.spread;
    candidate.spread_kind = std::move(row.spread_kind);
    candidate.spread_inferred = std::move(row.spread_inferred);
    candidate.spread_evidence = std::move(row.spread_evidence);
    candidate.span_field = std::move(row.span_field);
    candidate.span_start = row.span_start;
    candidate.span_end = row.span_end;
    candidate.quote = std::move(row.quote);
    candidate.interval = row.interval;
    candidate.interval_kind = std::move(row.interval_kind);
    candidate.statistic = std::move(row.statistic);
    candidate.n = row.n;
    candidate.months = row.months;
    candidate.method = std::move(row.method);
    candidate.definition = std::move(row.definition);
    candidate.site = std::move(row.site);
    candidate.species = std::move(row.species);
    candidate.design = std::move(row.design);
    candidate.pairing = std::move(row.pairing);
    candidate.screening = std::move(row.verdict);
    candidate.report_status = std::move(row.status);
  }
  return out;
}

PoolQuestion default_question(const Topic& topic, const std::string& intervention, const std::string& comparator,
                              SpreadReading reading) {
  return {.intervention = intervention,
          .comparator = comparator,
          .selection = topic.selection,
          .species = topic.eligibility.species,
          .designs = comparator.empty() ? topic.eligibility.single_arm_designs : topic.eligibility.comparison_designs,
          .site = {},
          .method = {},
          .reading = reading};
}

std::vector<std::string> single_arm_classes(const Topic& topic) {
  std::vector<std::string> classes;
  for (const Topic::Comparison& comparison : topic.comparisons)
    for (const std::string& arm : {comparison.intervention, comparison.comparator})
      if (std::find(classes.begin(), classes.end(), arm) == classes.end()) classes.push_back(arm);
  return classes;
}

std::vector<PoolQuestion> standard_questions(const Topic& topic) {
  std::vector<PoolQuestion> questions;
  for (const Topic::Comparison& comparison : topic.comparisons)
    for (const SpreadReading reading : {SpreadReading::stated, SpreadReading::as_sd, SpreadReading::as_se})
      questions.push_back(default_question(topic, comparison.intervention, comparison.comparator, reading));
  for (const std::string& arm : single_arm_classes(topic))
    questions.push_back(default_question(topic, arm, {}, SpreadReading::stated));
  return questions;
}

}  // namespace evigraft
