// evigraft meta --compare A:B, --arm A.
#include <evigraft/error.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "cli/commands/meta_flags.h"
#include "cli/json_number.h"
#include "cli/meta_audit.h"
#include "cli/meta_json.h"
#include "cli/meta_plot.h"
#include "cli/meta_since.h"
#include "cli/meta_text.h"
#include "cli/number_text.h"
#include "cli/open.h"
#include "cli/study_columns.h"
#include "cli/study_json.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

/// The arm classes of --compare A:B, or of --arm A, which has no second.
std::pair<std::string, std::string> arms_of(const MetaFlags& flags) {
  if (flags.compare.empty() == flags.arm.empty())
    throw Error(Error::Kind::usage, "Name what to pool: --compare ASC:conventional, --arm ASC, or --csv FILE.");
  return flags.compare.empty() ? std::pair(flags.arm, std::string()) : compared_arms(flags.compare);
}

/// Without --order, cumulative pooling goes by year.
MetaResult pool(const Selected& selected, MetaOptions options) {
  if (options.order.empty()) options.order = "year";
  const double missing = std::numeric_limits<double>::quiet_NaN();
  MetaRows rows;
  for (const PoolStudy& study : selected.studies) {
    const double estimate = study.difference.value_or(study.intervention.mean);
    rows.names.push_back(study.label);
    rows.effects.push_back(
        {study.yi.value_or(estimate), study.vi.value_or(missing), participants(study).value_or(missing)});
    rows.reasons.push_back(study.reason);
  }
  MetaResult result = pool_rows(std::move(rows), study_table(selected.studies), options);
  for (const auto& [row, reason] : result.left_out)  // the other reasons stand with the studies
    if (selected.studies[row].reason.empty())
      result.warnings.push_back(selected.studies[row].label + " is left out: " + reason + ".");
  if (selected.studies.empty()) result.refusal = "No study has a value for this question.";
  return result;
}

Json study_json(const PoolStudy& study) {
  Json row = {{"study", study.label}, {"study_id", study.study_id}};
  row["outcomes"] = study.intervention_outcomes;
  for (const std::int64_t id : study.comparator_outcomes) row["outcomes"].push_back(id);
  add_columns(row, study);
  row["m1i"] = study.intervention.mean;
  row["sd1i"] = number(study.intervention.sd);
  row["n1i"] = number(study.intervention.n);
  if (study.comparator) {
    row["m2i"] = study.comparator->mean;
    row["sd2i"] = number(study.comparator->sd);
    row["n2i"] = number(study.comparator->n);
    row["difference"] = number(study.difference);
  }
  row["yi"] = number(study.yi);
  row["vi"] = number(study.vi);
  add_derivations(row, study);
  return row;
}

Json document_of(const PoolQuestion& question, const Selected& selected, const MetaResult& result,
                 const Repeated& repeated) {
  Json json = meta_json(result);
  add_repeated(json, repeated);
  json["question"] = question_json(question);
  json["studies"] = json["excluded"] = Json::array();
  for (const PoolStudy& study : selected.studies) json["studies"].push_back(study_json(study));
  for (const auto& [row, reason] : result.left_out)
    json["excluded"].push_back(
        {{"study", selected.studies[row].label}, {"study_id", selected.studies[row].study_id}, {"reason", reason}});
  json["not_used"] = not_used_json(selected.not_used);
  return json;
}

void print_studies(Output& out, const Selected& selected, Times times) {
  for (const PoolStudy& study : selected.studies) {
    std::string line = "  " + study.label;
    if (times == Times::all) line += " at " + shown(*study.months) + " months";
    line += ": " + shown(study.difference.value_or(study.intervention.mean));
    line += study.reason.empty() ? ", variance " + shown(*study.vi) : ", not pooled: " + study.reason;
    for (const std::string& note : study.notes) line += "; " + note;
    out.line(line);
  }
}

}  // namespace

int meta_of_database(Context& context, const MetaFlags& flags) {
  const bool draws = plot_wanted(flags.plot, meta_plot_kinds());
  const Store store = open_for_reading(context);
  const auto [intervention, comparator] = arms_of(flags);
  MetaOptions options = options_of(flags);
  options.measure = comparator.empty() ? "MN" : "MD";
  if (flags.measure && *flags.measure != options.measure)
    throw Error(Error::Kind::usage, "The database is pooled as " + options.measure + ", not " + *flags.measure +
                                        ": --measure chooses for a table (--csv).");
  if (flags.add || flags.drop00)
    throw Error(Error::Kind::usage, "--add and --drop00 are for tables of events: add --csv FILE.");
  PoolQuestion question =
      question_of(flags.question, context.settings, topic_of(context, store), intervention, comparator);
  const std::vector<Candidate> all = candidates(store);
  ask(question, flags.repeated);
  if (question.times == Times::all && options.moderators.empty() && options.factors.empty())
    options.moderators = {"months"};
  if (question.times == Times::all && (flags.refreshed || !flags.since.empty()))
    throw Error(Error::Kind::usage, "--since and --order refreshed take one value of a study; leave out --times all.");
  const Selected selected = select_for(question, all);
  MetaResult result = pool(selected, options);
  const Repeated repeated = repeated_of_studies(selected, result, question);
  const AuditReport audit = audit_database(question, selected, all, store, audits_of(flags), result);
  const Refits refits = refit(result, flags.refits);
  std::optional<Changes> changes;
  if (!flags.since.empty()) changes = changes_since(store, question, all, selected, flags.since);
  std::vector<Entered> entered;
  if (flags.refreshed) {
    entered = entered_runs(store, question, selected);
    result.order = order_of_entry(entered);
  }
  Output& out = context.out();
  if (draws) {
    PlotStudies studies = plot_studies(selected, question, result, options.moderators, flags.plot);
    studies.gosh_subsets = flags.refits.gosh_subsets, studies.seed = flags.refits.seed;
    write_meta_plot(out, flags.plot, result, studies, audit);
  }
  if (out.json()) {
    Json json = document_of(question, selected, result, repeated);
    json.update(refits.json);
    add_audit(json, audit);
    if (changes) json["since"] = since_json(*changes, selected, options.fit);
    if (flags.refreshed) json["refreshed"] = refreshed_json(entered, selected, options.fit);
    out.document(json);
  } else {
    print_meta(out, result, comparator.empty() ? intervention : intervention + " vs " + comparator);
    print_repeated(out, repeated, result);
    print_studies(out, selected, question.times);
    print_audit(out, audit);
    for (const std::string& line : refits.lines) out.line(line);
    if (changes)
      for (const std::string& line : since_lines(*changes, selected, options.fit)) out.line(line);
    if (flags.refreshed)
      for (const std::string& line : refreshed_lines(entered, selected, options.fit)) out.line(line);
    note_reading(out, question.reading);
  }
  return refits.differs ? 1 : exit_code(result);
}

}  // namespace evigraft::cli
