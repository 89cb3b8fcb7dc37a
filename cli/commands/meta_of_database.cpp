// evigraft meta --compare A:B, --arm A.
#include <evigraft/error.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>

#include "cli/commands/meta_flags.h"
#include "cli/meta_json.h"
#include "cli/meta_plot.h"
#include "cli/meta_text.h"
#include "cli/number_text.h"
#include "cli/open.h"
#include "extract/outcome.h"

namespace evigraft::cli {
namespace {

/// --to as months.
std::optional<double> months_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  double months = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), months);
  if (error != std::errc() || end != text.data() + text.size())
    throw Error(Error::Kind::usage, "--to takes a number of months, not '" + text + "'.");
  return months;
}

PoolQuestion question_of(const MetaFlags& flags, const Settings& settings, const Topic& topic) {
  if (flags.compare.empty() == flags.arm.empty())
    throw Error(Error::Kind::usage, "Name what to pool: --compare ASC:conventional, --arm ASC, or --csv FILE.");
  std::string intervention = flags.arm, comparator;
  if (!flags.compare.empty()) {
    const std::size_t colon = flags.compare.find(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == flags.compare.size())
      throw Error(Error::Kind::usage,
                  "--compare takes two arm classes as in ASC:conventional, not '" + flags.compare + "'.");
    intervention = flags.compare.substr(0, colon);
    comparator = flags.compare.substr(colon + 1);
  }
  std::vector<std::string> classes;
  for (const ArmClass known : {ArmClass::asc, ArmClass::svf, ArmClass::conventional, ArmClass::prp, ArmClass::nanofat,
                               ArmClass::cell_enriched, ArmClass::other, ArmClass::all})
    classes.emplace_back(name(known));
  for (const std::string& arm : {intervention, comparator})
    if (!arm.empty() && std::find(classes.begin(), classes.end(), arm) == classes.end()) {
      std::string list;
      for (const std::string& known : classes) list += (list.empty() ? "" : ", ") + known;
      throw Error(Error::Kind::usage, "'" + arm + "' is no arm class; there are " + list + ".");
    }
  PoolQuestion question = default_question(topic, intervention, comparator, parse_spread_reading(flags.spread));
  const auto first = [](const std::optional<double>& a, const std::optional<double>& b, double c) {
    return a ? *a : b ? *b : c;
  };
  question.selection.at_months = first(flags.at, settings.selection.at, question.selection.at_months);
  question.selection.from_months = first(flags.from, settings.selection.from, question.selection.from_months);
  question.selection.to_months = first(months_of(flags.to), settings.selection.to, question.selection.to_months);
  if (question.selection.from_months > question.selection.to_months)
    throw Error(Error::Kind::usage, "--from must not be later than --to.");
  if (!flags.species.empty()) question.species = flags.species;
  if (!flags.designs.empty()) question.designs = flags.designs;
  question.site = flags.site;
  question.method = flags.measurement;
  return question;
}

MetaResult pool(const Selected& selected, const std::string& measure_name, const FitOptions& options) {
  MetaResult result;
  result.measure = &measure(measure_name);
  result.options = options;
  std::vector<Effect>& effects = result.effects;
  const double missing = std::numeric_limits<double>::quiet_NaN();
  for (const PoolStudy& study : selected.studies) {
    const double n =
        study.intervention.n.value_or(missing) + (study.comparator ? study.comparator->n.value_or(missing) : 0);
    const double estimate = study.difference.value_or(study.intervention.mean);
    result.rows.push_back({study.yi.value_or(estimate), study.vi.value_or(missing), n});
    if (!study.vi) continue;
    result.used.push_back(result.rows.size() - 1);
    effects.push_back({*study.yi, *study.vi});
    result.order.push_back(result.order.size());
    result.sizes.push_back(n);
  }
  if (std::any_of(result.sizes.begin(), result.sizes.end(), [](double n) { return !(n > 0); })) result.sizes.clear();
  if (effects.empty()) {
    result.refusal = selected.studies.empty() ? "No study has a value for this question."
                                              : "No study has a usable spread, so there is nothing to pool.";
    return result;
  }
  try {
    result.fit = fit(effects, options);
    result.warnings = result.fit->warnings;
  } catch (const Error& error) {
    if (error.kind() == Error::Kind::usage) throw;
    result.refusal = error.what();
  }
  return result;
}

}  // namespace

int meta_of_database(Context& context, const MetaFlags& flags, const FitOptions& options) {
  using Json = nlohmann::ordered_json;
  const bool draws = plot_wanted(flags.plot, meta_plot_kinds());
  const Store store = open_for_reading(context);
  const PoolQuestion question = question_of(flags, context.settings, topic_of(context, store));
  const Selected selected = select_for(question, candidates(store));
  MetaResult result = pool(selected, question.comparator.empty() ? "MN" : "MD", options);
  result.diagnostics = diagnostics_of(flags.diagnostics);
  const std::string what =
      question.comparator.empty() ? question.intervention : question.intervention + " vs " + question.comparator;
  Output& out = context.out();
  if (draws) write_meta_plot(out, flags.plot, result, plot_studies(selected, question, result, flags.mods, flags.plot));
  if (out.json()) {
    Json json = meta_json(result);
    json["question"] = {{"intervention", question.intervention},
                        {"comparator", question.comparator.empty() ? Json() : Json(question.comparator)},
                        {"at", question.selection.at_months},
                        {"from", question.selection.from_months},
                        {"to", question.selection.to_months},
                        {"species", question.species},
                        {"designs", question.designs},
                        {"spread", name(question.reading)}};
    json["studies"] = Json::array();
    json["excluded"] = Json::array();
    const auto or_null = [](const std::optional<double>& value) { return value ? Json(*value) : Json(); };
    for (const PoolStudy& study : selected.studies) {
      Json outcomes = study.intervention_outcomes;
      for (const std::int64_t id : study.comparator_outcomes) outcomes.push_back(id);
      Json row = {{"study", study.label},
                  {"study_id", study.study_id},
                  {"outcomes", outcomes},
                  {"months", or_null(study.months)},
                  {"m1i", study.intervention.mean},
                  {"sd1i", or_null(study.intervention.sd)},
                  {"n1i", or_null(study.intervention.n)}};
      if (study.comparator) {
        row["m2i"] = study.comparator->mean;
        row["sd2i"] = or_null(study.comparator->sd);
        row["n2i"] = or_null(study.comparator->n);
        row["difference"] = or_null(study.difference);
      }
      row["yi"] = or_null(study.yi);
      row["vi"] = or_null(study.vi);
      row["flags"] = study.flags;
      row["notes"] = study.notes;
      for (const InferredInput& input : study.inferred)
        row["inferred"].push_back({{"outcome", input.outcome_id},
                                   {"spread_inferred", input.kind},
                                   {"spread_evidence", input.evidence},
                                   {"span",
                                    {{"field", input.span_field},
                                     {"start", input.span_start},
                                     {"end", input.span_end},
                                     {"text", input.quote}}}});
      json["studies"].push_back(std::move(row));
      if (!study.reason.empty())
        json["excluded"].push_back({{"study", study.label}, {"study_id", study.study_id}, {"reason", study.reason}});
    }
    json["not_used"] = Json::array();
    for (const NotUsed& outcome : selected.not_used)
      json["not_used"].push_back({{"outcome", outcome.outcome_id}, {"reason", outcome.reason}});
    out.document(json);
    return 0;
  }
  for (const std::string& warning : result.warnings) out.warn(warning);
  out.line(meta_sentence(result, what));
  for (const PoolStudy& study : selected.studies) {
    std::string line = "  " + study.label + ": " + shown(study.difference.value_or(study.intervention.mean));
    line += study.reason.empty() ? ", variance " + shown(*study.vi) : ", not pooled: " + study.reason;
    for (const std::string& note : study.notes) line += "; " + note;
    out.line(line);
  }
  if (question.reading == SpreadReading::inferred)
    out.note(
        "Undeclared ± were read as the printed P values tell, where they do: see docs/synthesis.md for how often "
        "that is wrong.");
  else if (question.reading != SpreadReading::stated)
    out.note("Undeclared ± were read as " + std::string(question.reading == SpreadReading::as_sd ? "SD" : "SE") +
             ": a sensitivity analysis, not an answer.");
  return 0;
}

}  // namespace evigraft::cli
