#include "pipeline/letters.h"

#include <algorithm>
#include <map>

#include "pipeline/labels.h"
#include "review/fields.h"
#include "store/evidence.h"

namespace evigraft {
namespace {

constexpr std::size_t kMostAuthors = 6;

std::vector<std::string> missing_of(const OutcomeView& value) {
  std::vector<std::string> out;
  if (value.spread && value.spread_kind != "sd" && value.spread_kind != "se")
    out.emplace_back("spread_kind");
  else if (!value.spread && !(value.interval && value.interval_kind == "ci95"))
    out.emplace_back("spread");
  if (!value.n) out.emplace_back("n");
  if (!value.months) out.emplace_back("months");
  if (value.arm_class == "cell_enriched") out.emplace_back("arm_class");
  if (value.definition.empty()) out.emplace_back("definition");
  return out;
}

/// "ADSCs-assisted, 6 months"
std::string reading_of(const OutcomeView& value) {
  std::string out = value.arm_label.empty() ? value.arm_class : value.arm_label;
  if (value.months) out += ", " + review::number_text(*value.months) + " months";
  return out;
}

std::string citation_of(const ReportView& report) {
  std::string out;
  for (std::size_t i = 0; i < report.authors.size() && i < kMostAuthors; ++i)
    out += (i == 0 ? "" : ", ") + report.authors[i];
  if (report.authors.size() > kMostAuthors) out += ", et al";
  const auto add = [&](const std::string& part) {
    if (part.empty()) return;
    if (!out.empty()) out += out.ends_with('.') ? " " : ". ";
    out += part;
  };
  add(report.title);
  add(report.journal);
  if (report.year) add(std::to_string(*report.year));
  if (!report.doi.empty()) add("doi:" + report.doi);
  if (!report.pmid.empty()) add("PMID " + report.pmid);
  return out;
}

}  // namespace

std::vector<publish::Letter> letters(const Store& store, const Topic& topic) {
  const std::vector<ReportView> views = report_views(store);
  std::map<std::int64_t, const ReportView*> reports;
  for (const ReportView& view : views) reports[view.report_id] = &view;
  const std::map<std::int64_t, std::string> studies = study_labels(views);
  std::vector<std::string> arms = single_arm_classes(topic);
  arms.emplace_back("cell_enriched");
  std::map<std::int64_t, std::map<std::int64_t, publish::LetterReport>> asked;  // by study, then report
  for (const OutcomeView& value : outcome_views(store)) {
    const bool wanted = value.verdict == "include" && value.decision != "rejected" && value.status != "retracted" &&
                        std::find(arms.begin(), arms.end(), value.arm_class) != arms.end();
    std::vector<std::string> missing = missing_of(value);
    if (!wanted || missing.empty()) continue;
    publish::LetterReport& report = asked[value.study_id][value.report_id];
    report.citation = citation_of(*reports.at(value.report_id));
    report.questions.push_back({value.outcome_id, value.quote, value.place.empty() ? value.span_field : value.place,
                                reading_of(value), std::move(missing)});
  }
  std::vector<publish::Letter> out;
  for (auto& [study, of_reports] : asked) {
    publish::Letter& letter = out.emplace_back();
    letter.study_id = study;
    if (const auto label = studies.find(study); label != studies.end()) letter.study = label->second;
    letter.about = topic.title;
    for (auto& [id, report] : of_reports) letter.reports.push_back(std::move(report));
  }
  return out;
}

}  // namespace evigraft
