// core/pipeline/derive.cpp: Record -> Report -> Screening -> Study -> Arm, Outcome -> Effect. Every step reads the
// table on its left and replaces the one on its right; nothing here asks the network.
#include <evigraft/error.h>

#include <algorithm>
#include <set>

#include "extract/read.h"
#include "extract/screen.h"
#include "link/link.h"
#include "pipeline.h"
#include "pipeline/judgements.h"
#include "pipeline/labels.h"
#include "pipeline/overlay.h"
#include "pipeline/spread_kinds.h"
#include "store/effects.h"
#include "store/evidence.h"
#include "store/exclusions.h"
#include "store/links.h"
#include "store/outcome_history.h"
#include "store/readings.h"
#include "store/records.h"
#include "store/runs.h"
#include "store/screening.h"

namespace evigraft {
namespace {

/// Raised whenever the rules of core/extract or the judge of spreads change what comes out; part of each reading's
/// stamp.
constexpr const char* kRules = "extract/4";

Citation to_citation(const StoredRecord& stored) {
  const Record& record = stored.record;
  Citation citation;
  citation.key = stored.source + ":" + record.key;
  citation.title = record.title;
  if (record.year > 0) citation.year = std::to_string(record.year);
  for (const Author& author : record.authors)
    if (author.valid) {
      citation.first_author = author.family.empty() ? author.collective : author.family;
      break;
    }
  citation.journal = record.journal.title;
  citation.volume = record.volume;
  citation.issue = record.issue;
  citation.pages = record.pages;
  citation.pmid = record.pmid;
  citation.doi = record.doi;
  citation.pmcid = record.pmcid;
  citation.publication_types = record.publication_types;
  citation.registry = record.registry;
  for (const Relation& relation : record.relations)
    citation.relations.push_back({relation.kind, relation.pmid, relation.doi});
  return citation;
}

LinkChanges link_records(Store& store, std::int64_t run) {
  std::vector<Citation> citations;
  std::vector<std::int64_t> ids;
  for_each_record(store, [&](const StoredRecord& stored) {
    if (stored.status == "deleted") return;
    citations.push_back(to_citation(stored));
    ids.push_back(stored.id);
  });
  const Links links = link_citations(citations, link_rulings(store));

  std::vector<std::string> rule(citations.size(), "first");
  for (const Joined& joined : links.joined)
    for (const std::size_t side : {joined.a, joined.b})
      if (rule[side] == "first") rule[side] = joined.rule;
  LinkRows rows;
  for (const ReportGroup& group : links.reports) {
    ReportRow& report = rows.reports.emplace_back();
    report.key = citations[group.members.front()].key;
    for (const std::size_t member : group.members)
      report.members.push_back({ids[member], member == group.members.front() ? "first" : rule[member]});
    report.status = std::string(name(group.status));
    report.status_evidence = group.status_evidence;
  }
  for (const StudyGroup& group : links.studies) rows.studies.push_back({group.reports, group.rule});
  std::vector<ExclusionRow> kept_apart;
  for (const Conflict& conflict : links.conflicts) {
    rows.conflicts.push_back({ids[conflict.a], ids[conflict.b], conflict.reason});
    kept_apart.push_back({citations[conflict.a].key, "kept apart: " + conflict.reason, citations[conflict.b].key});
  }
  replace_exclusions(store, run, Stage::link, kept_apart);
  return replace_links(store, run, rows);
}

ScreeningRows to_rows(std::int64_t report, const std::vector<Screened>& screened) {
  ScreeningRows rows;
  rows.report_id = report;
  for (const Screened& rule : screened) rows.rules.push_back({rule.rule, std::string(name(rule.verdict)), rule.reason});
  return rows;
}

SpanRow to_row(const Span& span) { return {span.field, span.start, span.end, span.text}; }

OutcomeRow to_row(const Outcome& outcome, const InferredSpread& inferred) {
  OutcomeRow row;
  row.arm_class = std::string(name(outcome.arm));
  row.arm_label = outcome.arm_label;
  row.measure = outcome.measure;
  row.value = outcome.value;
  row.unit = outcome.unit;
  row.spread = outcome.spread;
  if (outcome.spread_kind) row.spread_kind = std::string(name(*outcome.spread_kind));
  if (inferred.kind) row.spread_inferred = std::string(name(*inferred.kind));
  row.spread_evidence = inferred.evidence;
  row.interval = outcome.interval;
  if (outcome.interval_kind) row.interval_kind = std::string(name(*outcome.interval_kind));
  row.statistic = std::string(name(outcome.statistic));
  row.n = outcome.n;
  row.months = outcome.months;
  row.method = outcome.method;
  row.definition = outcome.definition;
  row.polarity_flipped = outcome.polarity_flipped;
  row.as_printed = outcome.as_printed;
  row.occurrence = outcome.occurrence;
  row.span = to_row(outcome.span);
  row.confidence = outcome.confidence;
  row.flags = outcome.flags;
  return row;
}

ComparisonRow to_row(const Comparison& comparison) {
  ComparisonRow row;
  for (const ArmClass arm : comparison.arms) row.arms.emplace_back(name(arm));
  row.p = comparison.p;
  row.p_relation = comparison.p_relation;
  row.test = comparison.test;
  row.adjustment = comparison.adjustment;
  row.paired = comparison.paired;
  row.sides = comparison.sides;
  row.difference = comparison.difference;
  row.ci95 = comparison.ci95;
  row.span = to_row(comparison.span);
  return row;
}

ReadingRow to_row(const ReportText& report, const Reading& reading, const std::string& extractor) {
  ReadingRow row;
  row.report_id = report.id;
  row.record_id = report.record_id;
  row.species = std::string(name(reading.species));
  row.design = std::string(name(reading.design));
  row.pairing = std::string(name(reading.pairing));
  row.n_total = reading.n_total;
  row.site = reading.site;
  row.extractor = extractor;
  row.text_digest = report.digest;
  for (const Arm& arm : reading.arms) row.arms.push_back({std::string(name(arm.arm_class)), arm.label, arm.n});
  const std::vector<InferredSpread> inferred = infer_spreads(reading);
  for (std::size_t i = 0; i < reading.outcomes.size(); ++i)
    row.outcomes.push_back(to_row(reading.outcomes[i], inferred[i]));
  for (const Comparison& comparison : reading.comparisons) row.comparisons.push_back(to_row(comparison));
  return row;
}

/// Screening and extraction look at the same reading of a text, so each text is read once for both.
OutcomeChanges screen_and_extract(Store& store, std::int64_t run, const Topic& topic, bool force,
                                  const Surroundings& surroundings) {
  const OutcomeReader reader(topic);
  const std::string extractor = std::string(kRules) + " " + topic.name + "/" + topic.fingerprint;
  const std::map<std::int64_t, ReadingStamp> stamps = reading_stamps(store);
  std::vector<ScreeningRows> screening;
  std::vector<ReadingRow> readings;
  std::vector<ExclusionRow> excluded;
  std::size_t done = 0;
  for_each_report(store, [&](const ReportText& report) {
    if (surroundings.progress && ++done % 1000 == 0) surroundings.progress("reading texts: " + std::to_string(done));
    const Text text{report.title, report.abstract_text, report.publication_types};
    const Reading reading = reader.read(text);
    const std::vector<Screened> screened = screen(topic, text, reading, report.status == "retracted");
    screening.push_back(to_rows(report.id, screened));
    if (const Screened verdict = overall(screened); verdict.verdict != Verdict::include)
      excluded.push_back({"report " + std::to_string(report.id), verdict.reason, verdict.rule});
    const auto stamp = stamps.find(report.id);
    const bool known =
        stamp != stamps.end() && stamp->second.extractor == extractor && stamp->second.text_digest == report.digest;
    if (!known || force) readings.push_back(to_row(report, reading, extractor));
  });
  replace_screening(store, run, screening);
  replace_exclusions(store, run, Stage::screen, excluded);
  return replace_readings(store, run, readings);
}

EffectSide to_side(const std::vector<std::int64_t>& outcomes, const publish::ArmNumbers& arm) {
  return {outcomes, arm.mean, arm.sd, arm.n};
}

EffectRow to_row(const PoolQuestion& question, const PoolStudy& study) {
  EffectRow row;
  row.comparison = question_name(question);
  row.study_id = study.study_id;
  row.measure = question.comparator.empty() ? "MN" : "MD";
  row.reading = std::string(name(question.reading));
  std::replace(row.reading.begin(), row.reading.end(), '-', '_');
  row.yi = study.yi;
  row.vi = study.vi;
  if (!row.yi) row.yi = study.comparator ? study.difference : std::optional(study.intervention.mean);
  row.months = study.months;
  row.within_person = study.within_person;
  row.intervention = to_side(study.intervention_outcomes, study.intervention);
  if (study.comparator) row.comparator = to_side(study.comparator_outcomes, *study.comparator);
  row.flags = study.flags;
  return row;
}

void pool_outcomes(Store& store, std::int64_t run, const Topic& topic) {
  const std::vector<Candidate> all = candidates(store);
  std::vector<EffectRow> effects;
  std::vector<ExclusionRow> not_chosen, not_pooled;
  std::set<std::int64_t> used;
  for (const PoolQuestion& question : standard_questions(topic)) {
    const Selected selected = select_for(question, all);
    const std::string comparison = question_name(question);
    for (const PoolStudy& study : selected.studies) {
      effects.push_back(to_row(question, study));
      if (!study.reason.empty() && question.reading == SpreadReading::stated)
        not_pooled.push_back({"study " + std::to_string(study.study_id), study.reason, comparison});
    }
    if (question.reading != SpreadReading::stated) continue;
    for (const NotUsed& outcome : selected.not_used)
      if (outcome.reason != kRejected)
        not_chosen.push_back({"outcome " + std::to_string(outcome.outcome_id), outcome.reason, comparison});
  }
  for (const Candidate& outcome : all)
    if (outcome.decision == "rejected")
      not_chosen.push_back({"outcome " + std::to_string(outcome.outcome_id), kRejected, outcome.decided});
  replace_effects(store, run, effects);
  replace_exclusions(store, run, Stage::select, not_chosen);
  replace_exclusions(store, run, Stage::pool, not_pooled);
}
}  // namespace

Unsettled derive_decided(Store& store, std::int64_t run, const Topic& topic) {
  Unsettled unsettled = apply_decisions(store, run);
  pool_outcomes(store, run, topic);
  const Unsettled judged = unsettled_judgements(store, topic);
  unsettled.conflicts += judged.conflicts;
  unsettled.lost += judged.lost;
  record_outcome_history(store, run, study_labels(report_views(store)));
  return unsettled;
}

DerivedSummary derive(Store& store, std::int64_t run, const Topic& topic, bool force,
                      const Surroundings& surroundings) {
  DerivedSummary summary;
  const LinkChanges links = link_records(store, run);
  const OutcomeChanges outcomes = screen_and_extract(store, run, topic, force, surroundings);
  summary.decisions = derive_decided(store, run, topic);
  summary.reports_new = static_cast<std::int64_t>(links.added);
  summary.reports_merged = static_cast<std::int64_t>(links.merged);
  summary.outcomes_new = static_cast<std::int64_t>(outcomes.added);
  summary.outcomes_changed = static_cast<std::int64_t>(outcomes.changed);
  return summary;
}

DerivedSummary derive_again(Store& store, const Topic& topic, const Surroundings& surroundings) {
  const std::int64_t run = begin_run(store, "extract", surroundings.now());
  const DerivedSummary summary = derive(store, run, topic, true, surroundings);
  finish_run(store, run, RunStatus::ok, "{}", surroundings.now());
  return summary;
}

}  // namespace evigraft
