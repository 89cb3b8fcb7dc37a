// evigraft meta: pools effects, from the database or from a table.
#include <evigraft/error.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/meta_json.h"
#include "cli/meta_table.h"
#include "cli/open.h"
#include "extract/outcome.h"

namespace evigraft::cli {
namespace {

struct MetaFlags {
  std::string csv, measure = "MD", method = "REML", test = "knha";
  double level = 95;
  std::optional<double> add;
  bool drop00 = false;
  std::vector<std::string> mods, factors, diagnostics;
  std::string subgroup, order;
  std::string compare, arm, site, measurement, spread = "stated";
  std::vector<std::string> species, designs;
  std::optional<double> at, from;
  std::string to;  ///< of a table: which empty cells --add fills; of the database: months
};

std::string shown(double value) {
  if (std::isnan(value)) return "n/a";
  std::array<char, 40> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.2f", value);
  return {text.data(), static_cast<std::size_t>(size)};
}

/// A P value: three decimals, or that it is below them.
std::string shown_p(double p) {
  if (std::isnan(p)) return "n/a";
  if (p < 0.001) return "< 0.001";
  std::array<char, 40> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.3f", p);
  return {text.data(), static_cast<std::size_t>(size)};
}

std::string percent(double level) {
  std::array<char, 40> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), level).ptr;
  return std::string(text.data(), end) + "%";
}

/// One line for people: "k = 3, MD 12.10, 95% CI 3.20 to 21.00; tau² ...".
std::string sentence(const MetaResult& result, const std::string& what) {
  if (!result.fit) return what + ": k = " + std::to_string(result.used.size()) + ". " + result.refusal;
  const Fit& fit = *result.fit;
  const Inference& lead = fit.adhoc ? *fit.adhoc : fit.inference;
  std::string line = what + ": k = " + std::to_string(fit.k) + ", " + std::string(result.measure->name) + " " +
                     shown(fit.estimate) + ", " + percent(fit.level) + " CI " + shown(lead.ci.lower) + " to " +
                     shown(lead.ci.upper);
  line +=
      " (" + std::string(name(fit.method)) + ", test " + std::string(name(fit.adhoc ? Test::adhoc : fit.test)) + ")";
  if (fit.adhoc) line += "; the Hartung-Knapp error is below Wald's, so the ad hoc interval leads";
  const auto& prediction = fit.adhoc ? fit.adhoc_prediction : fit.prediction;
  if (fit.k >= 3 && prediction)
    line += "; prediction interval " + shown(prediction->standard.lower) + " to " + shown(prediction->standard.upper);
  if (fit.k >= 2) line += "; tau² " + shown(fit.tau2);
  if (fit.k >= 2 && fit.I2) line += ", I² " + shown(*fit.I2) + "%";
  if (fit.k >= 2 && fit.Q) line += ", Q " + shown(*fit.Q) + " on " + std::to_string(fit.Q_df) + " df";
  return line + ".";
}

/// A meta-regression for people: one line a coefficient.
void print_regression(Output& out, const MetaResult& result, const std::string& what) {
  const Regression& fit = *result.regression;
  out.line(what + ": k = " + std::to_string(fit.k) + ", " + std::string(result.measure->name) + " by moderators (" +
           std::string(name(fit.method)) + ", test " + std::string(name(fit.test)) + "); tau² " + shown(fit.tau2) +
           (fit.R2 ? ", R² " + shown(*fit.R2) + "%" : "") + ", QM " + shown(fit.moderators.statistic) + " on " +
           std::to_string(fit.moderators.df1) + " df, p " + shown_p(fit.moderators.p) + ".");
  for (std::size_t i = 0; i < fit.coefficients.size(); ++i) {
    const Coefficient& one = fit.coefficients[i];
    const Inference& lead = fit.adhoc.empty() ? one.inference : fit.adhoc[i];
    out.line("  " + one.name + ": " + shown(one.estimate) + ", " + percent(fit.level) + " CI " + shown(lead.ci.lower) +
             " to " + shown(lead.ci.upper) + ", p " + shown_p(lead.p));
  }
  if (!fit.adhoc.empty()) out.note("The Hartung-Knapp errors are below Wald's, so the ad hoc intervals are shown.");
}

/// "a,b - 1" as R's formula would have it: columns, and without an intercept after "- 1".
std::vector<std::string> moderator_names(std::vector<std::string> given, bool& intercept) {
  for (std::string& name : given) {
    const std::size_t last = name.find_last_not_of(" 1");
    if (last == std::string::npos || name[last] != '-' || name.find('1', last) == std::string::npos) continue;
    const std::size_t end = last == 0 ? std::string::npos : name.find_last_not_of(' ', last - 1);
    name = end == std::string::npos ? "" : name.substr(0, end + 1);
    intercept = false;
  }
  std::erase(given, "");
  return given;
}

std::vector<std::string> diagnostics_of(const std::vector<std::string>& asked) {
  const std::vector<std::string>& known = diagnostic_names();
  for (const std::string& name : asked) {
    if (name == "all") return known;
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string sentence = "There are no diagnostics called '";
    sentence += name;
    sentence += "'; there are all";
    for (const std::string& each : known) sentence += ", " + each;
    throw Error(Error::Kind::usage, sentence + ".");
  }
  return asked;
}

int from_table(Context& context, const MetaFlags& flags, const FitOptions& options) {
  MetaOptions asked{flags.measure,
                    options,
                    {flags.add, parse_zero_cells(flags.to.empty() ? "only0" : flags.to), flags.drop00},
                    {},
                    flags.factors,
                    true,
                    flags.subgroup,
                    flags.order,
                    diagnostics_of(flags.diagnostics)};
  asked.moderators = moderator_names(flags.mods, asked.intercept);
  const MetaResult result = meta_from_table(read_csv(flags.csv), asked);
  Output& out = context.out();
  if (out.json()) {
    out.document(meta_json(result));
  } else {
    for (const std::string& warning : result.warnings) out.warn(warning);
    if (result.regression)
      print_regression(out, result, flags.csv);
    else
      out.line(sentence(result, flags.csv));
    if (!asked.diagnostics.empty() || !asked.subgroup.empty())
      out.note("Diagnostics and subgroups are in the JSON: add --json.");
  }
  return result.fit || result.regression || result.used.empty() ? 0 : 1;
}

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

int from_database(Context& context, const MetaFlags& flags, const FitOptions& options) {
  using Json = nlohmann::ordered_json;
  const Store store = open_for_reading(context);
  const PoolQuestion question = question_of(flags, context.settings, topic_of(context, store));
  const Selected selected = select_for(question, candidates(store));
  MetaResult result = pool(selected, question.comparator.empty() ? "MN" : "MD", options);
  result.diagnostics = diagnostics_of(flags.diagnostics);
  const std::string what =
      question.comparator.empty() ? question.intervention : question.intervention + " vs " + question.comparator;
  Output& out = context.out();
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
  out.line(sentence(result, what));
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

int run(Context& context, const MetaFlags& flags) {
  FitOptions options;
  options.method = parse_method(flags.method);
  options.test = parse_test(flags.test);
  options.level = flags.level;
  if (flags.csv.empty()) {
    if (!flags.mods.empty() || !flags.factors.empty() || !flags.subgroup.empty() || !flags.order.empty())
      throw Error(Error::Kind::usage,
                  "--mods, --factor, --subgroup and --order name columns of a table: add --csv FILE.");
    return from_database(context, flags, options);
  }
  if (!flags.compare.empty() || !flags.arm.empty())
    throw Error(Error::Kind::usage, "--csv pools a table; --compare and --arm pool the database.");
  return from_table(context, flags, options);
}
}  // namespace

void add_meta(CLI::App& app, Run& chosen) {
  auto flags = std::make_shared<MetaFlags>();
  CLI::App* command =
      add_command(app, chosen, "meta", "Pool effects across studies",
                  "  evigraft meta --compare ASC:conventional\n"
                  "  evigraft meta --compare SVF:conventional --spread as-se     a sensitivity analysis\n"
                  "  evigraft meta --arm conventional --at 12 --from 9 --to 15\n"
                  "  evigraft meta --csv trials.csv --measure MD --method DL --json",
                  [flags](Context& context) { return run(context, *flags); });
  command->add_option("--compare", flags->compare, "Two arm classes of the database")->type_name("A:B");
  command->add_option("--arm", flags->arm, "One arm class of the database: its mean")->type_name("CLASS");
  command->add_option("--csv", flags->csv, "A table with metafor's column names instead of the database")
      ->type_name("FILE");
  command
      ->add_option("--measure", flags->measure,
                   "With --csv: MD, SMD, SMDH, ROM, MN, MNLN, RR, OR, RD, PETO, PR, PLO, PFT or GEN")
      ->type_name("NAME");
  command->add_option("--method", flags->method, "EE, FE, DL, HE, HS, SJ, ML, REML, EB or PM")->type_name("NAME");
  command->add_option("--test", flags->test, "z, t, knha or adhoc")->type_name("NAME");
  command->add_option("--level", flags->level, "Of the intervals, percent")->type_name("PERCENT");
  command->add_option("--add", flags->add, "To each cell of tables with an empty one: 0.5, for PFT 0")->type_name("X");
  command->add_flag("--drop00", flags->drop00, "Leave out tables without events, or without non-events, in both arms");
  command->add_option("--mods", flags->mods, "Columns as moderators: a,b; \"a - 1\" without intercept")
      ->type_name("COLUMNS")
      ->delimiter(',');
  command->add_option("--factor", flags->factors, "Columns as categorical moderators")
      ->type_name("COLUMNS")
      ->delimiter(',');
  command->add_option("--subgroup", flags->subgroup, "Column whose levels are pooled and compared")
      ->type_name("COLUMN");
  command
      ->add_option("--diagnostics", flags->diagnostics,
                   "all, or leave1out, cumul, influence, rstandard, baujat, blup, small_study, binary")
      ->type_name("LIST")
      ->delimiter(',');
  command->add_option("--order", flags->order, "Column that orders cumulative pooling")->type_name("COLUMN");
  command->add_option("--at", flags->at, "Months: the time wanted")->type_name("N");
  command->add_option("--from", flags->from, "Months: earliest")->type_name("N");
  command
      ->add_option("--to", flags->to, "Months: latest; with --csv which tables --add changes: only0, all, if0all, none")
      ->type_name("N|WHICH");
  command->add_option("--species", flags->species, "human, animal ...; may be repeated")->type_name("NAME");
  command->add_option("--design", flags->designs, "rct, nonrandomised_comparative ...; may be repeated")
      ->type_name("NAME");
  command->add_option("--site", flags->site, "Recipient site as the topic names it")->type_name("NAME");
  command->add_option("--method-of-measurement", flags->measurement, "MRI, CT, 3D, ultrasound ...")->type_name("NAME");
  command
      ->add_option("--spread", flags->spread,
                   "Undeclared spreads: stated (left out), inferred (as P values tell), as-sd or as-se")
      ->type_name("HOW");
}

}  // namespace evigraft::cli
