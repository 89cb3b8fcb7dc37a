#include "cli/meta_audit.h"

#include <evigraft/error.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "cli/audit_columns.h"
#include "cli/json_number.h"
#include "cli/number_text.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

/// What the warnings and the audit know of a study besides its effects.
struct Known {
  std::string label;
  std::string read_as;  ///< how its undeclared spread entered: "SD", "SE"; empty where it did not or is declared
  std::optional<double> smd;
};

bool finite(const Computed& row) { return std::isfinite(row.yi) && std::isfinite(row.vi); }

/// No effect on the measure's scale; a mean or a share has none.
std::optional<double> null_of(const Measure& measure) {
  for (const char* single : {"MN", "MNLN", "PR", "PLO", "PFT"})
    if (measure.name == single) return std::nullopt;
  return 0.0;
}

/// "A, B, C and 4 more".
std::string listed(const std::vector<std::string>& items) {
  constexpr std::size_t kNamed = 6;
  std::string out;
  for (std::size_t i = 0; i < std::min(items.size(), kNamed); ++i)
    out += (i == 0 ? "" : i + 1 == items.size() ? " and " : ", ") + items[i];
  if (items.size() > kNamed) out += " and " + std::to_string(items.size() - kNamed) + " more";
  return out;
}

/// Entry i of `known` is row i of `result`.
void warn_of_spreads(MetaResult& result, const std::vector<Known>& known) {
  std::vector<std::string> large, resting;
  for (std::size_t i = 0; i < result.used.size(); ++i) {
    const Known& study = known[result.used[i]];
    if (study.smd && std::abs(*study.smd) > kImplausibleSmd)
      large.push_back(study.label + " (" + shown(*study.smd) + ")");
    if (study.read_as.empty() || !result.fit) continue;
    resting.push_back(study.label + " (" + shown_percent(std::round(result.fit->weights_percent[i] * 10) / 10) +
                      " of the weight, read as " + study.read_as + ")");
  }
  if (!large.empty())
    result.warnings.push_back(
        "Standardised mean difference beyond 2: " + listed(large) +
        ". A standard error taken for a standard deviation makes such figures; check which it is.");
  if (!resting.empty())
    result.warnings.push_back("The weight rests on ± that nobody called SD or SE: " + listed(resting) +
                              ". --audit spread shows what follows from each reading.");
}

std::optional<Effect> effect_at(const MetaResult& result, std::size_t row) {
  if (!finite(result.rows[row])) return std::nullopt;
  return Effect{result.rows[row].yi, result.rows[row].vi};
}

std::string row_label(const CsvTable& table, std::size_t row) {
  if (const auto study = table.column("study"); study && !table.rows[row][*study].empty())
    return table.rows[row][*study];
  return "line " + std::to_string(table.lines[row]);
}

/// Of means with SDs; for SMD and SMDH the effect itself.
std::optional<double> smd_of_row(const CsvTable& table, std::size_t row, const Measure& measure,
                                 const Computed& effect) {
  if (measure.name == "SMD" || measure.name == "SMDH") return effect.yi;
  if (measure.name != "MD") return std::nullopt;
  const auto cell = [&](const char* name) {
    const auto column = table.column(name);
    return (column ? number_at(table, row, *column) : std::nullopt).value_or(std::numeric_limits<double>::quiet_NaN());
  };
  return standardised_difference({cell("m1i"), cell("sd1i"), cell("n1i")}, {cell("m2i"), cell("sd2i"), cell("n2i")});
}

std::string why_no_spread_audit(const MetaResult& result) {
  if (result.regression || !result.design.columns.empty())
    return "The spread audit pools without moderators: leave out --mods and --factor.";
  return {};
}

Json line_json(const SpreadReport& report, const SpreadLine& line) {
  Json json;
  if (line.taken != SpreadTaken::as_asked) {
    json["study"] = line.study ? Json(report.labels[*line.study]) : Json();
    json[report.of_table ? "row" : "study_id"] = line.study ? Json(report.ids[*line.study]) : Json();
  }
  json["taken"] = name(line.taken);
  json["k"] = line.k;
  if (!line.fit) {
    json["error"] = line.refusal;
    return json;
  }
  const Fit& fit = *line.fit;
  json["estimate"] = number(fit.estimate);
  json["se"] = number(fit.inference.se);
  json["ci_lb"] = number(fit.inference.ci.lower);
  json["ci_ub"] = number(fit.inference.ci.upper);
  json["pval"] = number(fit.inference.p);
  json["test"] = name(fit.test);
  if (fit.adhoc)
    json["adhoc"] = {
        {"se", number(fit.adhoc->se)}, {"ci_lb", number(fit.adhoc->ci.lower)}, {"ci_ub", number(fit.adhoc->ci.upper)}};
  json["tau2"] = number(fit.tau2);
  json["weight_percent"] = number(line.weight_percent);
  json["excludes_null"] = line.conclusion ? Json(line.conclusion->excludes_null) : Json();
  json["sign"] = line.conclusion ? Json(line.conclusion->sign) : Json();
  if (line.taken != SpreadTaken::as_asked) json["conclusion_changes"] = line.changes ? Json(*line.changes) : Json();
  return json;
}

Json spread_json(const SpreadReport& report) {
  Json json;
  if (!report.refusal.empty()) return error_json(report.refusal);
  const std::size_t lines = report.audit.lines.size();
  json["undeclared"] = lines == 0 ? 0 : lines / 3 - 1;
  json["null"] = number(report.null);
  json["asked"] = line_json(report, report.audit.asked);
  json["lines"] = Json::array();
  for (const SpreadLine& line : report.audit.lines) json["lines"].push_back(line_json(report, line));
  json["conclusions_differ"] = report.null ? Json(report.audit.conclusions_differ) : Json();
  json["sentence"] = spread_sentence(report);
  return json;
}

std::string conclusion_words(const SpreadLine& line) {
  if (!line.conclusion) return {};
  std::string words = line.conclusion->excludes_null ? "excludes no effect" : "includes no effect";
  words += line.conclusion->sign < 0 ? ", below" : line.conclusion->sign > 0 ? ", above" : "";
  return words + (line.changes.value_or(false) ? ": changes" : "");
}

void print_spread(Output& out, const SpreadReport& report) {
  out.line("Spread audit: " + spread_sentence(report));
  if (report.audit.lines.empty()) return;
  const double level = report.audit.asked.fit ? report.audit.asked.fit->level : 95;
  Table table{
      {"undeclared ± of", "taken", "k", "estimate", shown_percent(level) + " CI", "tau²", "weight", "conclusion"}, {}};
  const auto add = [&](const SpreadLine& line) {
    const std::string study = line.taken == SpreadTaken::as_asked ? "(as asked)"
                              : line.study                        ? report.labels[*line.study]
                                                                  : "all of them";
    constexpr std::array<const char*, 4> taken = {"", "left out", "as SD", "as SE"};
    std::vector<Cell> row = {study, taken.at(static_cast<std::size_t>(line.taken)), std::int64_t{line.k}};
    if (line.fit) {
      const Interval& ci = line.fit->adhoc ? line.fit->adhoc->ci : line.fit->inference.ci;
      row.insert(row.end(),
                 {shown(line.fit->estimate), shown(ci.lower) + " to " + shown(ci.upper), shown(line.fit->tau2),
                  line.weight_percent ? shown(*line.weight_percent) + "%" : "", conclusion_words(line)});
    } else {
      row.insert(row.end(), {"", "", "", "", line.refusal});
    }
    table.rows.push_back(std::move(row));
  };
  add(report.audit.asked);
  for (const SpreadLine& line : report.audit.lines) add(line);
  out.list("results", table);
}

/// Means of these are pooled as they are.
InputAuditOptions input_options(const std::string& measure) {
  return {.one_scale = measure == "MD" || measure == "MN" || measure == "MNLN"};
}

InputReport input_of_table(const CsvTable& given, const std::string& measure) {
  InputReport report;
  report.of_table = true;
  const std::vector<AuditedRow> rows = audited_rows(given, measure);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    report.labels.push_back(rows[row].name);
    report.ids.push_back(static_cast<std::int64_t>(row) + 1);
  }
  report.findings = audit_input(rows, input_options(measure));
  return report;
}

InputReport input_of_database(const Selected& selected, const std::vector<Candidate>& candidates, const Store& store) {
  InputReport report;
  const AuditedStudies studies = audited_studies(selected, candidates, registrations_of(store));
  for (std::size_t row = 0; row < studies.rows.size(); ++row) {
    report.labels.push_back(studies.rows[row].name);
    report.ids.push_back(selected.studies[studies.study[row]].study_id);
  }
  report.findings = audit_input(studies.rows);
  return report;
}

std::string sentence_of(const InputReport& report) {
  const std::string rows = std::to_string(report.labels.size()) + (report.labels.size() == 1 ? " row" : " rows");
  if (report.findings.empty()) return "nothing found in " + rows + ".";
  return std::to_string(report.findings.size()) + (report.findings.size() == 1 ? " finding" : " findings") + " in " +
         rows + ". Findings are questions to the sources; nothing was changed.";
}

Json input_json(const InputReport& report) {
  Json json = {{"rows", report.labels.size()}, {"findings", Json::array()}};
  for (const InputFinding& finding : report.findings) {
    Json one = {{"rule", finding.rule}, {"studies", Json::array()}};
    const char* ids = report.of_table ? "rows" : "study_ids";
    one[ids] = Json::array();
    for (const std::size_t row : finding.rows) {
      one["studies"].push_back(report.labels[row]);
      one[ids].push_back(report.ids[row]);
    }
    one["columns"] = finding.columns;
    one["sure"] = name(finding.sure);
    one["sentence"] = finding.sentence;
    json["findings"].push_back(std::move(one));
  }
  json["sentence"] = "Input audit: " + sentence_of(report);
  return json;
}

void print_input(Output& out, const InputReport& report) {
  out.line("Input audit: " + sentence_of(report));
  for (const InputFinding& finding : report.findings)
    out.line("  " + std::string(name(finding.sure)) + ": " + finding.sentence + " [" + finding.rule + "]");
}

}  // namespace

std::string spread_sentence(const SpreadReport& report) {
  if (!report.refusal.empty()) return report.refusal;
  const SpreadAudit& audit = report.audit;
  if (report.labels.empty()) return "There is no study, so no spread to read.";
  if (audit.lines.empty()) return "Every spread is declared: there is nothing to read in two ways.";
  const std::size_t studies = audit.lines.size() / 3 - 1;
  std::string sentence =
      std::to_string(studies) + (studies == 1 ? " study has" : " studies have") + " ± that nobody called SD or SE; ";
  if (!report.null) return sentence + "the lines show the mean under each reading.";
  const bool all = std::all_of(audit.lines.begin(), audit.lines.end(), [](const SpreadLine& line) { return line.fit; });
  if (!audit.conclusions_differ)
    return sentence + (all ? "the conclusion is the same however they are read."
                           : "the conclusion is the same where there is one; a reading has none.");
  const SpreadLine& as_sd = audit.lines[audit.lines.size() - 2];
  const SpreadLine& as_se = audit.lines.back();
  return sentence + "the conclusion depends on how they are read" +
         (as_sd.conclusion && as_sd.conclusion == as_se.conclusion ? ", though all as SD and all as SE agree." : ".");
}

Audits audits_of(const std::vector<std::string>& asked) {
  Audits audits;
  for (const std::string& name : asked) {
    if (name == "spread")
      audits.spread = true;
    else if (name == "input")
      audits.input = true;
    else
      throw Error(Error::Kind::usage, "There is no audit called '" + name + "'; there are spread and input.");
  }
  return audits;
}

AuditReport audit_table(const SpreadColumn& spreads, const CsvTable& given, const MetaOptions& options,
                        SpreadReading reading, const Audits& audits, MetaResult& result) {
  std::vector<Known> known(given.rows.size());
  for (std::size_t row = 0; row < known.size(); ++row) {
    known[row].label = row_label(given, row);
    known[row].smd = smd_of_row(spreads.pooled, row, *result.measure, result.rows[row]);
  }
  std::vector<std::string> left_out;
  for (const std::size_t row : spreads.undeclared) {
    if (reading != SpreadReading::stated) {
      known[row].read_as = reading == SpreadReading::as_sd ? "SD" : "SE";
      continue;
    }
    const std::string line = "Line " + std::to_string(given.lines[row]) + " is left out: ";
    std::erase_if(result.warnings, [&](const std::string& warning) { return warning.starts_with(line); });
    result.warnings.push_back(line + "its ± is declared neither SD nor SE; --spread as-sd or as-se reads it.");
  }
  warn_of_spreads(result, known);

  AuditReport report;
  if (audits.input) report.input = input_of_table(given, options.measure);
  if (!audits.spread) return report;
  SpreadReport& spread = report.spread.emplace();
  spread.of_table = true;
  spread.null = null_of(*result.measure);
  spread.refusal = why_no_spread_audit(result);
  if (!spread.refusal.empty()) return report;
  MetaOptions effects_only;  // the effects of each reading; what they pool to is not asked here
  effects_only.measure = options.measure;
  effects_only.fit.method = FitMethod::ee;
  effects_only.zeros = options.zeros;
  std::vector<SpreadStudy> studies(given.rows.size());
  for (const std::size_t row : result.used) studies[row].asked = effect_at(result, row);
  if (!spreads.undeclared.empty()) {
    const auto reread = [&](SpreadReading as) {
      return meta_from_table(read_spread_column(given, *result.measure, as).pooled, effects_only);
    };
    const MetaResult as_sd = reread(SpreadReading::as_sd), as_se = reread(SpreadReading::as_se);
    for (const std::size_t row : spreads.undeclared)
      studies[row] = {studies[row].asked, true, effect_at(as_sd, row), effect_at(as_se, row)};
  }
  for (std::size_t row = 0; row < known.size(); ++row) {
    spread.labels.push_back(known[row].label);
    spread.ids.push_back(static_cast<std::int64_t>(row) + 1);
  }
  spread.audit = audit_spreads(studies, options.fit, spread.null);
  return report;
}

std::optional<AuditAlone> audit_alone(const CsvTable& given, const std::string& measure_name, const Audits& audits) {
  if (!audits.input) return std::nullopt;
  try {
    MetaOptions options;
    options.measure = measure_name;
    CsvTable header = given;  // its columns alone are asked about
    header.rows.clear();
    header.lines.clear();
    meta_from_table(header, options);
    return std::nullopt;
  } catch (const Error& error) {
    measure(measure_name);  // a measure that is not offered is the caller's fault
    return AuditAlone{{std::nullopt, input_of_table(given, measure_name)}, error.what()};
  }
}

AuditReport audit_database(const PoolQuestion& question, const Selected& selected,
                           const std::vector<Candidate>& candidates, const Store& store, const Audits& audits,
                           MetaResult& result) {
  const auto has = [](const PoolStudy& study, const char* flag) {
    return std::find(study.flags.begin(), study.flags.end(), flag) != study.flags.end();
  };
  std::vector<Known> known;
  for (const PoolStudy& study : selected.studies) {
    Known& one = known.emplace_back();
    one.label = study.label;
    if (has(study, "read_as_sd") || has(study, "sd_inferred"))
      one.read_as = "SD";
    else if (has(study, "read_as_se") || has(study, "se_inferred"))
      one.read_as = "SE";
    const auto summary = [](const publish::ArmNumbers& arm) { return ArmSummary{arm.mean, *arm.sd, *arm.n}; };
    if (study.vi && study.comparator && study.intervention.sd && study.intervention.n && study.comparator->sd &&
        study.comparator->n)
      one.smd = standardised_difference(summary(study.intervention), summary(*study.comparator));
  }
  warn_of_spreads(result, known);

  AuditReport report;
  if (audits.input) report.input = input_of_database(selected, candidates, store);
  if (!audits.spread) return report;
  SpreadReport& spread = report.spread.emplace();
  spread.null = null_of(*result.measure);
  spread.refusal = why_no_spread_audit(result);
  if (!spread.refusal.empty()) return report;
  PoolQuestion other = question;
  other.reading = SpreadReading::as_sd;
  const Selected as_sd = select_for(other, candidates);
  other.reading = SpreadReading::as_se;
  const Selected as_se = select_for(other, candidates);
  const auto effect = [](const PoolStudy& study) {
    return study.yi && study.vi ? std::optional<Effect>({*study.yi, *study.vi}) : std::nullopt;
  };
  const auto same = [](const Selected& from, const PoolStudy& study) {
    return std::find_if(from.studies.begin(), from.studies.end(), [&](const PoolStudy& other_study) {
      return other_study.study_id == study.study_id && other_study.months == study.months;
    });
  };
  std::vector<SpreadStudy> studies;
  for (const PoolStudy& study : selected.studies) {
    SpreadStudy& one = studies.emplace_back();
    one.asked = effect(study);
    spread.labels.push_back(study.label);
    spread.ids.push_back(study.study_id);
    const auto sd = same(as_sd, study), se = same(as_se, study);
    if (sd == as_sd.studies.end() || se == as_se.studies.end()) continue;
    one.undeclared = has(*sd, "read_as_sd");
    if (one.undeclared) one.as_sd = effect(*sd), one.as_se = effect(*se);
  }
  spread.audit = audit_spreads(studies, result.options, spread.null);
  return report;
}

void add_audit(Json& document, const AuditReport& report) {
  if (report.spread) document["spread_audit"] = spread_json(*report.spread);
  if (report.input) document["input_audit"] = input_json(*report.input);
}

void print_audit_alone(Output& out, const std::string& measure, const AuditAlone& alone) {
  if (!out.json()) {
    out.warn("Nothing is pooled: " + alone.why);
    print_audit(out, alone.report);
    return;
  }
  Json document = {{"schema_version", 1}, {"measure", measure}, {"error", alone.why}};
  add_audit(document, alone.report);
  out.document(document);
}

void print_audit(Output& out, const AuditReport& report) {
  if (report.spread) print_spread(out, *report.spread);
  if (report.input) print_input(out, *report.input);
}

}  // namespace evigraft::cli
