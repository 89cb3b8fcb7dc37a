// core/pipeline/page.cpp: what the store holds as the values of a page. Pooling happens here, drawing in core/publish.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "pipeline.h"
#include "pipeline/exports.h"
#include "pipeline/judgements.h"
#include "pipeline/labels.h"
#include "pipeline/overlay.h"
#include "store/evidence.h"
#include "synthesis/fit.h"

namespace evigraft {
namespace {

/// More rows of one stage and reason than a reader takes in: the rest is counted.
constexpr std::size_t kMostExclusions = 200;

publish::Interval to_page(const Interval& interval) { return {interval.lower, interval.upper}; }

std::string test_words(Test test) {
  switch (test) {
    case Test::z:
      return "Wald";
    case Test::t:
      return "t";
    case Test::knha:
      return "Hartung-Knapp";
    case Test::adhoc:
      return "Hartung-Knapp, ad hoc";
  }
  return {};
}

publish::Summary to_page(const Fit& fit) {
  publish::Summary summary;
  const Inference& lead = fit.adhoc ? *fit.adhoc : fit.inference;
  summary.estimate = fit.estimate;
  summary.ci = to_page(lead.ci);
  summary.adhoc = fit.adhoc.has_value();
  if (fit.adhoc) summary.unmodified_ci = to_page(fit.inference.ci);
  const auto& prediction = fit.adhoc ? fit.adhoc_prediction : fit.prediction;
  if (prediction && fit.k >= 3) summary.prediction = to_page(prediction->standard);
  summary.tau2 = fit.tau2;
  if (fit.q_profile && !fit.q_profile->empty)
    summary.tau2_ci = publish::Interval{fit.q_profile->tau2.lower, fit.q_profile->tau2.upper};
  summary.i2_percent = fit.I2.value_or(0);
  summary.q = fit.Q.value_or(0);
  summary.q_df = fit.Q_df;
  summary.q_p = fit.Q_p.value_or(1);
  summary.test_statistic = lead.statistic;
  if (fit.df) summary.test_df = *fit.df;
  summary.test_p = lead.p;
  summary.method = std::string(name(fit.method));
  summary.test = test_words(fit.adhoc ? Test::adhoc : fit.test);
  return summary;
}

std::string joined(const std::vector<std::string>& items, const char* separator) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : separator) + item;
  return out;
}

/// The study's name, with a mark when one of its numbers stands on a person's decision; the note says on which.
std::string marked_label(const PoolStudy& study) {
  const bool decided = std::any_of(study.flags.begin(), study.flags.end(), [](const std::string& flag) {
    return flag == "accepted" || flag == "corrected" || flag == "entered";
  });
  return decided ? study.label + " †" : study.label;
}

publish::UnpooledStudy unpooled(const PoolStudy& study) {
  publish::UnpooledStudy out;
  out.label = marked_label(study);
  out.outcome_id = study.intervention_outcomes.empty() ? 0 : study.intervention_outcomes.front();
  out.treatment = study.intervention;
  out.control = study.comparator;
  out.difference = study.difference;
  out.reason = study.reason;
  return out;
}

publish::ForestStudy forest_study(const PoolStudy& study) {
  publish::ForestStudy out;
  out.label = marked_label(study);
  out.outcome_id = study.intervention_outcomes.empty() ? 0 : study.intervention_outcomes.front();
  out.treatment = study.intervention;
  out.control = study.comparator;
  out.estimate = *study.yi;
  out.ci = to_page(study_interval({*study.yi, *study.vi}));
  out.weight_percent = 100;
  out.note = joined(study.notes, "; ");
  return out;
}

publish::Analysis analyse(const Selected& selected) {
  publish::Analysis analysis;
  std::vector<Effect> effects;
  for (const PoolStudy& study : selected.studies) {
    if (!study.vi) {
      analysis.not_pooled.push_back(unpooled(study));
      continue;
    }
    effects.push_back({*study.yi, *study.vi});
    analysis.studies.push_back(forest_study(study));
  }
  if (effects.size() < 2) return analysis;
  try {
    const Fit pooled = fit(effects);
    for (std::size_t i = 0; i < effects.size(); ++i) analysis.studies[i].weight_percent = pooled.weights_percent[i];
    analysis.summary = to_page(pooled);
  } catch (const Error& e) {
    analysis.refused = e.what();
  }
  return analysis;
}

std::string in_question(const std::string& arm) {
  if (arm == "ASC") return "cultured adipose stem cells (ASC)";
  if (arm == "SVF") return "stromal vascular fraction (SVF)";
  if (arm == "conventional") return "fat alone";
  return arm;
}

publish::Report report_of(const ReportView& view, const std::string& label) {
  publish::Report report;
  report.label = label;
  std::vector<std::string> shown(
      view.authors.begin(),
      view.authors.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(6, view.authors.size())));
  report.authors = joined(shown, ", ") + (view.authors.size() > 6 ? ", et al." : "");
  report.title = view.title;
  report.abstract = view.abstract_text;
  report.journal = view.journal;
  report.year = view.year;
  report.doi = view.doi;
  report.pmid = view.pmid;
  report.design = view.design;
  report.pairing = view.pairing;
  report.site = view.site;
  return report;
}

class PageBuilder {
 public:
  PageBuilder(const Store& store, const Topic& topic, const PageOptions& options)
      : store_(store),
        topic_(topic),
        options_(options),
        outcomes_(outcome_views(store)),
        candidates_(candidates(store)) {
    std::vector<ReportView> reports = report_views(store);
    studies_ = study_labels(reports);
    for (ReportView& view : reports) {
      labels_[view.report_id] = report_label(view);
      views_.emplace(view.report_id, std::move(view));
    }
  }

  publish::Page build() {
    publish::Page page;
    page.title = topic_.title;
    page.subtitle =
        "What the literature reports on how much of a fat graft stays, read from titles and abstracts by program, "
        "with the words each number came from.";
    page.as_of = options_.as_of;
    page.generator = options_.generator;
    page.note = options_.note;
    page.outcome_name = "graft retention";
    compare(page);
    page.prisma = prisma_flow(store_);
    evidence(page);
    exclusions(page);
    const Judgements judged = judgements(store_, topic_);
    page.certainty = certainty_rows(judged);
    page.risk = risk_tables(judged);
    page.reviews = options_.reviews;
    rules(page);
    provenance(page);
    return page;
  }

 private:
  void compare(publish::Page& page) {
    for (const Topic::Comparison& wanted : topic_.comparisons) {
      publish::Comparison comparison;
      comparison.id = wanted.intervention + ":" + wanted.comparator;
      comparison.treatment = wanted.intervention;
      comparison.control = wanted.comparator;
      comparison.question = "Does fat grafted with " + in_question(wanted.intervention) +
                            " keep more of its volume than " +
                            (wanted.comparator == "conventional" ? std::string("fat alone")
                                                                 : "fat with " + in_question(wanted.comparator)) +
                            "?";
      std::size_t row = 0;
      for (const SpreadReading reading : {SpreadReading::stated, SpreadReading::as_sd, SpreadReading::as_se}) {
        const PoolQuestion question = default_question(topic_, wanted.intervention, wanted.comparator, reading);
        const Selected selected = select_for(question, candidates_);
        comparison.rows[row++] = analyse(selected);
        if (reading == SpreadReading::stated) note_use(selected, wanted.intervention + " vs " + wanted.comparator);
      }
      page.comparisons.push_back(std::move(comparison));
    }
    for (const std::string& arm : single_arm_classes(topic_)) {
      const Selected selected = select_for(default_question(topic_, arm, {}, SpreadReading::stated), candidates_);
      page.single_arms.push_back({arm, arm, analyse(selected)});
      note_use(selected, arm + " alone");
    }
  }

  void note_use(const Selected& selected, const std::string& where) {
    for (const PoolStudy& study : selected.studies)
      for (const auto* ids : {&study.intervention_outcomes, &study.comparator_outcomes})
        for (const std::int64_t id : *ids)
          used_[id].push_back(study.reason.empty() ? where : where + ": not pooled, " + study.reason);
    for (const NotUsed& outcome : selected.not_used) unused_.emplace(outcome.outcome_id, outcome.reason);
  }

  void evidence(publish::Page& page) const {
    std::vector<const OutcomeView*> shown;
    for (const OutcomeView& outcome : outcomes_)
      if (outcome.verdict == "include") shown.push_back(&outcome);
    std::stable_sort(shown.begin(), shown.end(), [&](const OutcomeView* a, const OutcomeView* b) {
      return labels_.at(a->report_id) < labels_.at(b->report_id);
    });
    for (const OutcomeView* outcome : shown) {
      page.reports.emplace(outcome->report_id,
                           report_of(views_.at(outcome->report_id), labels_.at(outcome->report_id)));
      page.evidence.push_back(row_of(*outcome));
    }
  }

  [[nodiscard]] publish::Evidence row_of(const OutcomeView& outcome) const {
    publish::Evidence row;
    row.outcome_id = outcome.outcome_id;
    row.report_id = outcome.report_id;
    row.arm_class = outcome.arm_class;
    row.arm_label = outcome.arm_label;
    row.n = outcome.n;
    row.value = outcome.value;
    row.unit = outcome.unit;
    row.spread = outcome.spread;
    row.spread_kind = outcome.spread_kind;
    row.spread_inferred = outcome.spread_inferred;
    row.spread_evidence = outcome.spread_evidence;
    if (outcome.interval) row.interval = publish::Interval{(*outcome.interval)[0], (*outcome.interval)[1]};
    row.interval_kind = outcome.interval_kind;
    row.months = outcome.months;
    row.method = outcome.method;
    row.definition = outcome.definition;
    row.decision = outcome.decision;
    row.decided = decision_words(outcome);
    row.place = outcome.place;
    row.flags = outcome.flags;
    if (outcome.polarity_flipped) row.flags.emplace_back("polarity_flipped");
    if (const auto use = used_.find(outcome.outcome_id); use != used_.end())
      row.used = joined(use->second, "; ");
    else if (const auto reason = unused_.find(outcome.outcome_id); reason != unused_.end())
      row.used = "not used: " + reason->second;
    else
      row.used = "not used: not an arm of these comparisons";
    row.field = outcome.span_field;
    row.start = outcome.span_start;
    row.end = outcome.span_end;
    row.words = outcome.quote;
    return row;
  }

  /// "report 4" and its like in words.
  [[nodiscard]] publish::Excluded in_words(const ExclusionView& view) const {
    static const std::map<std::string, std::string> stages = {
        {"fetch", "Fetching"},     {"import", "Import"},    {"link", "Linking"}, {"screen", "Screening"},
        {"extract", "Extraction"}, {"select", "Selection"}, {"pool", "Pooling"}};
    publish::Excluded out;
    const auto stage = stages.find(view.stage);
    out.stage = stage == stages.end() ? view.stage : stage->second;
    out.reason = view.reason;
    out.what = view.subject + (view.detail.empty() ? "" : " (" + view.detail + ")");
    if (view.subject.starts_with("report ")) {
      if (const auto report = views_.find(std::stoll(view.subject.substr(7))); report != views_.end()) {
        out.what = labels_.at(report->first) + ": " + report->second.title;
        out.doi = report->second.doi;
        out.pmid = report->second.pmid;
      }
    } else if (view.subject.starts_with("outcome ")) {
      const std::int64_t id = std::stoll(view.subject.substr(8));
      const auto outcome = std::find_if(outcomes_.begin(), outcomes_.end(),
                                        [&](const OutcomeView& row) { return row.outcome_id == id; });
      if (outcome != outcomes_.end())
        out.what = labels_.at(outcome->report_id) + ", " + outcome->arm_class + ": “" + outcome->quote + "” (" +
                   view.detail + ")";
    } else if (view.subject.starts_with("study ")) {
      if (const auto label = studies_.find(std::stoll(view.subject.substr(6))); label != studies_.end())
        out.what = label->second + " (" + view.detail + ")";
    }
    if (view.n > 1) out.what = std::to_string(view.n) + " × " + out.what;
    return out;
  }

  void exclusions(publish::Page& page) const {
    std::map<std::pair<std::string, std::string>, std::size_t> seen;
    std::set<std::pair<std::string, std::string>> cut;
    for (const ExclusionView& view : exclusion_views(store_)) {
      // A number of a report that screening left out is that report's business.
      if (view.stage == "select" && view.reason == "report not included by screening") continue;
      if (++seen[{view.stage, view.reason}] <= kMostExclusions)
        page.excluded.push_back(in_words(view));
      else
        cut.insert({view.stage, view.reason});
    }
    for (const auto& [stage, reason] : cut) {
      ExclusionView rest;
      rest.stage = stage;
      rest.reason = reason;
      rest.subject = "and " + std::to_string(seen[{stage, reason}] - kMostExclusions) +
                     " more, which the command `evigraft exclusions` lists";
      page.excluded.push_back(in_words(rest));
    }
    const auto order = [](const std::string& stage) {
      static const std::vector<std::string> stages = {"Fetching",   "Import",    "Linking", "Screening",
                                                      "Extraction", "Selection", "Pooling"};
      return std::find(stages.begin(), stages.end(), stage) - stages.begin();
    };
    std::stable_sort(page.excluded.begin(), page.excluded.end(),
                     [&](const publish::Excluded& a, const publish::Excluded& b) {
                       const auto oa = order(a.stage), ob = order(b.stage);
                       return oa != ob ? oa < ob : a.reason < b.reason;
                     });
  }

  void rules(publish::Page& page) const {
    const Topic::Eligibility& eligible = topic_.eligibility;
    page.eligibility.push_back("Species: " + joined(eligible.species, ", ") + ".");
    page.eligibility.push_back("Designs for comparisons: " + joined(eligible.comparison_designs, ", ") + ".");
    page.eligibility.push_back("Designs for single arms: " + joined(eligible.single_arm_designs, ", ") + ".");
    page.eligibility.push_back("Publication types left out: " + joined(eligible.excluded_publication_types, ", ") +
                               ".");
    const auto months = [](double value) {
      std::string text = std::to_string(value);
      text.erase(text.find_last_not_of('0') + 1);
      if (text.back() == '.') text.pop_back();
      return text;
    };
    const Topic::Selection& select = topic_.selection;
    page.selection.push_back("Time: the value nearest to " + months(select.at_months) + " months within " +
                             months(select.from_months) + " to " + months(select.to_months) +
                             "; of two equally near the later.");
    page.selection.push_back("Measurement method, best first: " + joined(select.method_order, ", ") + ".");
    page.selection.push_back("Several arms of one class are combined (Cochrane Handbook 6.5.2.10).");
    page.selection.push_back(
        "A spread enters as a standard deviation only when the text calls it one, or derived from a standard error or "
        "a "
        "symmetric 95% confidence interval of the arm's own mean (Cochrane Handbook 6.5.2.2).");
  }

  void provenance(publish::Page& page) const {
    for (const SliceView& slice : slice_views(store_))
      if (slice.root)
        page.runs.push_back({slice.source, slice.text.empty() ? slice.name : slice.name + ": " + slice.text, slice.day,
                             slice.expected, slice.received, slice.stored, slice.state});
    for (const FileView& file : file_views(store_))
      page.runs.push_back({file.source, "file " + file.name, file.day, {}, {}, {}, "read"});
    page.versions = options_.versions;
    page.versions.push_back({"topic", topic_.name});
    page.how_to_cite =
        options_.generator + ". " + topic_.title + ". Living synthesis, data as of " + options_.as_of + ".";
  }

  const Store& store_;
  const Topic& topic_;
  const PageOptions& options_;
  std::vector<OutcomeView> outcomes_;
  std::vector<Candidate> candidates_;
  std::map<std::int64_t, ReportView> views_;
  std::map<std::int64_t, std::string> labels_, studies_;
  std::map<std::int64_t, std::vector<std::string>> used_;
  std::map<std::int64_t, std::string> unused_;
};
}  // namespace

std::string data_day(const Store& store) { return last_run_day(store); }

publish::Page make_page(const Store& store, const Topic& topic, const PageOptions& options) {
  return PageBuilder(store, topic, options).build();
}

}  // namespace evigraft
