#include "pipeline/judgements.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "pipeline/labels.h"
#include "pipeline/overlay.h"
#include "review/instruments.h"
#include "store/evidence.h"
#include "synthesis/fit.h"

namespace evigraft {
namespace {
using review::Target;
using review::value_of;
using review::Values;

std::string two_decimals(double number) { return review::number_text(std::round(number * 100) / 100 + 0.0); }

Values seen_of(const QuestionAnswer& finding) {
  const PooledAnswer& answer = finding.answer;
  Values out = {{"k", std::to_string(answer.k)}};
  if (answer.estimate) out["estimate"] = two_decimals(*answer.estimate);
  if (answer.ci) {
    out["ci_low"] = two_decimals((*answer.ci)[0]);
    out["ci_high"] = two_decimals((*answer.ci)[1]);
  }
  return out;
}

Values seen_of(const Candidate& value) {
  return {{"value", review::number_text(value.value)},
          {"arm_class", value.arm_class},
          {"months", value.months ? review::number_text(*value.months) : ""}};
}

/// "k = 3, 32.52 (-48.86 to 113.89)"; "ASC 49.83% at 6 months"; "status current"
std::string in_words(Target kind, const Values& seen) {
  if (kind == Target::report) return "status " + value_of(seen, "status");
  if (kind == Target::outcome) {
    const std::string& months = value_of(seen, "months");
    return value_of(seen, "arm_class") + " " + value_of(seen, "value") + "%" +
           (months.empty() ? "" : " at " + months + " months");
  }
  std::string out = "k = " + value_of(seen, "k");
  if (seen.contains("estimate")) out += ", " + value_of(seen, "estimate");
  if (seen.contains("ci_low")) out += " (" + value_of(seen, "ci_low") + " to " + value_of(seen, "ci_high") + ")";
  return out;
}

std::optional<double> sum(const std::vector<std::optional<double>>& numbers) {
  double total = 0;
  for (const std::optional<double>& number : numbers) {
    if (!number) return std::nullopt;
    total += *number;
  }
  return numbers.empty() ? std::nullopt : std::optional(total);
}

QuestionAnswer finding_of(const Selected& selected) {
  QuestionAnswer out;
  out.answer = pooled_answer(selected);
  std::vector<std::optional<double>> one, two;
  for (const PoolStudy& study : selected.studies) {
    if (!study.vi) continue;
    one.push_back(study.intervention.n);
    if (study.comparator) two.push_back(study.comparator->n);
  }
  out.participants_1 = sum(one);
  out.participants_2 = sum(two);
  return out;
}

/// All that judgements can be about, read once.
class Scene {
 public:
  Scene(const Store& store, const Topic& topic) : candidates_(candidates(store)) {
    for (const Candidate& value : candidates_) outcomes_[value.outcome_id] = &value;
    for (ReportView& report : report_views(store)) {
      const std::int64_t id = report.report_id;
      reports_[id] = std::move(report);
    }
    for (const PoolQuestion& question : standard_questions(topic))
      if (question.reading == SpreadReading::stated) questions_.emplace(question_name(question), question);
  }

  [[nodiscard]] const Candidate& outcome(std::int64_t id) const {
    if (const auto found = outcomes_.find(id); found != outcomes_.end()) return *found->second;
    throw Error(Error::Kind::failed,
                "There is no outcome " + std::to_string(id) + "; 'evigraft outcomes' lists what there is.");
  }
  [[nodiscard]] const ReportView& report(std::int64_t id) const {
    if (const auto found = reports_.find(id); found != reports_.end()) return found->second;
    throw Error(Error::Kind::failed,
                "There is no report " + std::to_string(id) + "; 'evigraft reports' lists what there is.");
  }
  [[nodiscard]] const std::map<std::string, PoolQuestion>& questions() const { return questions_; }
  [[nodiscard]] Selected selected(const std::string& question) const {
    if (const auto found = questions_.find(question); found != questions_.end())
      return select_for(found->second, candidates_);
    std::string list;
    for (const auto& [name, each] : questions_) list += (list.empty() ? "" : ", ") + name;
    throw Error(Error::Kind::usage, "'" + question + "' is no question of the topic; there are " + list + ".");
  }
  [[nodiscard]] QuestionAnswer finding(const std::string& question) const { return finding_of(selected(question)); }

  [[nodiscard]] Values seen(const review::Assessed& subject) const {
    if (subject.kind == Target::question) return seen_of(finding(subject.question));
    if (subject.kind == Target::report) return {{"status", report(subject.id).status}};
    return seen_of(outcome(subject.id));
  }

 private:
  std::vector<Candidate> candidates_;
  std::map<std::int64_t, const Candidate*> outcomes_;
  std::map<std::int64_t, ReportView> reports_;
  std::map<std::string, PoolQuestion> questions_;
};

JudgedRow row_of(const Scene& scene, review::Assessment assessment) {
  JudgedRow row;
  const review::Assessed& subject = assessment.subject;
  const Values now = scene.seen(subject);
  if (subject.kind == Target::question) {
    row.label = subject.question;
    row.finding = scene.finding(subject.question);
  } else {
    row.report = subject.kind == Target::report ? subject.id : scene.outcome(subject.id).report_id;
    const ReportView& report = scene.report(row.report);
    row.study = report.study_id;
    row.label = report_label(report);
  }
  row.what = subject.kind == Target::report ? "the report" : in_words(subject.kind, now);
  row.disagreements = disagreements(review::instrument(assessment.instrument), assessment.words());
  if (const review::Judged* old = outdated(assessment, now)) {
    row.changed_decision = old->decision;
    row.changed = "Judged by " + old->who + " when it was " + in_words(subject.kind, old->seen) + "; it is " +
                  in_words(subject.kind, now) + " now.";
  }
  row.assessment = std::move(assessment);
  return row;
}

std::string said_by(const review::Judged& judged) { return judged.who + ", " + judged.at.substr(0, 10); }

std::vector<std::string> reasons_of(const JudgedRow& row, const review::Instrument& instrument) {
  std::vector<std::string> out;
  for (const review::Domain& domain : instrument.domains) {
    const auto found = row.assessment.domains.find(domain.id);
    if (found == row.assessment.domains.end()) continue;
    const review::Judged& judged = found->second;
    const std::string called = domain.id == domain.name ? domain.id : domain.id + " (" + domain.name + ")";
    out.push_back(called + " " + judged.word + ": " + judged.why + " (" + said_by(judged) + ")");
  }
  return out;
}

std::vector<std::string> remarks_of(const JudgedRow& row) {
  std::vector<std::string> out = row.disagreements;
  if (!row.changed.empty()) out.push_back(row.changed);
  return out;
}

publish::RiskTable risk_table(const review::Instrument& instrument, const std::vector<const JudgedRow*>& rows) {
  publish::RiskTable table{instrument.id, instrument.name, {}, instrument.domains.back().words, {}};
  for (const review::Domain& domain : instrument.domains)
    table.columns.push_back({domain.id == "overall" ? "Overall" : domain.id, domain.name});
  const bool starred = instrument.id == "nos";
  if (starred) table.columns.push_back({"Stars", "of 9"});
  std::map<std::string, int> of_label, told;
  for (const JudgedRow* row : rows) ++of_label[row->label];
  for (const JudgedRow* row : rows) {
    publish::RiskRow& out = table.rows.emplace_back();
    out.label = row->label + (of_label[row->label] > 1 ? ", " + row->what : "");
    if (const int same = ++told[out.label]; same > 1) out.label += " (" + std::to_string(same) + ")";
    out.study_id = row->study;
    const Values words = row->assessment.words();
    for (const review::Domain& domain : instrument.domains) out.words.push_back(value_of(words, domain.id));
    if (starred) out.words.push_back(std::to_string(*stars(instrument, words)));
    out.reasons = reasons_of(*row, instrument);
    out.remarks = remarks_of(*row);
  }
  return table;
}

}  // namespace

Judgements judgements(const Store& store, const Topic& topic) {
  Judgements out;
  const std::vector<DecisionRow> decisions = decision_rows(store);
  const auto judges = [](const DecisionRow& decision) { return decision.kind == "judge"; };
  if (std::none_of(decisions.begin(), decisions.end(), judges)) return out;
  const Overlay overlay = overlay_of(store);
  const Scene scene(store, topic);
  review::Assessable subjects{overlay.machine, overlay.reports, {}, {}};
  for (const review::Entered& number : overlay.outcomes.entered)
    if (const std::int64_t id = entered_outcome(store, number.decision); id != 0)
      subjects.entered[std::to_string(number.decision)] = id;
  for (const auto& [name, question] : scene.questions()) subjects.questions.insert(name);
  review::Assessments assessments = assess(overlay.two.counting, subjects);
  out.lost = std::move(assessments.lost);
  for (review::Assessment& assessment : assessments.standing) out.rows.push_back(row_of(scene, std::move(assessment)));
  const auto place = [](const JudgedRow& row) {
    const auto& all = review::instruments();
    return std::find_if(all.begin(), all.end(),
                        [&](const auto& each) { return each.id == row.assessment.instrument; }) -
           all.begin();
  };
  std::stable_sort(out.rows.begin(), out.rows.end(), [&](const JudgedRow& a, const JudgedRow& b) {
    return std::tuple(place(a), a.label, a.what) < std::tuple(place(b), b.label, b.what);
  });
  return out;
}

review::Values judged_now(const Store& store, const Topic& topic, const review::Assessed& subject) {
  return Scene(store, topic).seen(subject);
}

Unsettled unsettled_judgements(const Store& store, const Topic& topic) {
  const Judgements all = judgements(store, topic);
  Unsettled out;
  out.lost = static_cast<std::int64_t>(all.lost.size());
  out.conflicts = std::count_if(all.rows.begin(), all.rows.end(), [](const auto& row) { return !row.changed.empty(); });
  return out;
}

std::vector<publish::RiskTable> risk_tables(const Judgements& judgements) {
  std::vector<publish::RiskTable> out;
  for (const review::Instrument& instrument : review::instruments()) {
    std::vector<const JudgedRow*> rows;
    for (const JudgedRow& row : judgements.rows)
      if (row.assessment.instrument == instrument.id && !row.finding) rows.push_back(&row);
    if (!rows.empty()) out.push_back(risk_table(instrument, rows));
  }
  return out;
}

std::map<std::int64_t, double> study_weights(const Store& store, const Topic& topic, const std::string& question) {
  const Scene scene(store, topic);
  std::vector<std::int64_t> studies;
  std::vector<Effect> effects;
  for (const PoolStudy& study : scene.selected(question).studies) {
    if (!study.vi) continue;
    studies.push_back(study.study_id);
    effects.push_back({*study.yi, *study.vi});
  }
  std::map<std::int64_t, double> out;
  if (effects.empty()) return out;
  const Fit pooled = fit(effects);
  for (std::size_t i = 0; i < studies.size(); ++i) out[studies[i]] = pooled.weights_percent[i];
  return out;
}

std::vector<publish::CertaintyRow> certainty_rows(const Judgements& judgements) {
  std::vector<publish::CertaintyRow> out;
  for (const JudgedRow& row : judgements.rows) {
    if (!row.finding) continue;
    const QuestionAnswer& finding = *row.finding;
    publish::CertaintyRow& line = out.emplace_back();
    const std::size_t colon = row.label.find(':');
    const bool one_arm = colon == std::string::npos;
    line.question = one_arm ? row.label : row.label.substr(0, colon) + " vs " + row.label.substr(colon + 1);
    line.outcome = one_arm ? "graft retention, mean percent" : "graft retention, mean difference in percentage points";
    line.studies = finding.answer.k;
    line.participants_1 = finding.participants_1;
    line.participants_2 = finding.participants_2;
    line.estimate = finding.answer.estimate;
    line.ci = finding.answer.ci;
    line.prediction = finding.answer.prediction;
    if (const auto given = row.assessment.domains.find("certainty"); given != row.assessment.domains.end()) {
      line.certainty = given->second.word;
      line.given_by = said_by(given->second);
    }
    line.reasons = reasons_of(row, review::instrument("grade"));
    line.remarks = remarks_of(row);
    line.two_arms = !one_arm;
  }
  return out;
}

}  // namespace evigraft
