// evigraft nma: network meta-analysis, of the database or of a table.
#include <evigraft/error.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/commands/nma_of_database.h"
#include "cli/network_json.h"
#include "cli/network_plot.h"
#include "cli/network_reading.h"
#include "cli/network_table.h"
#include "cli/number_text.h"
#include "cli/plot_flags.h"
#include "cli/whole_file.h"

namespace evigraft::cli {
namespace {

struct NmaFlags {
  std::string csv, measure = "MD", method = "REML", reference, small_values = "bad";
  double level = 95;
  std::vector<std::string> compare;
  QuestionFlags question;
  PlotFlags plot;

  /// What was pooled, for people.
  [[nodiscard]] std::string source() const { return csv.empty() ? "The database" : csv; }
  [[nodiscard]] NetworkView view() const { return {method, reference, small_values == "good"}; }
};

/// "12.30 [3.10; 21.50]", for ratios after exp().
std::string interval(const League& league, std::size_t i, std::size_t j, bool ratio) {
  const auto turned = [ratio](double x) { return shown(ratio ? std::exp(x) : x); };
  return turned(league.estimate[i][j]) + " [" + turned(league.lower[i][j]) + "; " + turned(league.upper[i][j]) + "]";
}

std::string part_names(const Network& network, const std::vector<std::size_t>& part) {
  std::string names;
  for (const std::size_t treatment : part) names += (names.empty() ? "" : ", ") + network.treatments[treatment];
  return names;
}

void print_direct(Output& out, const Network& network, const DirectEvidence& direct, bool random) {
  const auto& split = random ? direct.random : direct.common;
  std::string line = "  " + network.treatments[direct.treatment1] + " vs " + network.treatments[direct.treatment2] +
                     ": " + (direct.studies == 1 ? "one study" : std::to_string(direct.studies) + " studies");
  line += split ? ", direct " + shown(random ? direct.estimate_random : direct.estimate_common) + ", indirect " +
                      shown(split->indirect) + ", difference p " + shown_p(split->p)
                : ", all of the evidence";
  out.line(line);
}

void print_network(Output& out, const NmaFlags& flags, const NetworkTable& table, const NetworkFit& fit) {
  const Network& network = table.network;
  const NetworkReading reading = read_network(network, fit, flags.view());
  const RandomNetwork* model = reading.random;
  const League& league = *reading.league;
  const std::vector<double>& score = *reading.score;
  const std::vector<std::size_t>& order = reading.order;
  const std::size_t reference = reading.reference;
  out.line(flags.source() + ": " + std::to_string(fit.k_studies) + " studies, " +
           std::to_string(network.treatments.size()) + " treatments, " + flags.measure +
           (table.ratio ? " (ratios)" : "") + ", " +
           (model != nullptr ? "random effects (" + flags.method + "), tau² " + shown(model->tau2)
                             : "common effect: no degree of freedom is left for tau²") +
           (fit.I2 ? ", I² " + shown(*fit.I2) + "%" : "") + ", Q " + shown(fit.total.Q) + " on " +
           std::to_string(fit.total.df) + " df.");
  out.line("Against " + network.treatments[reference] + ", best first (" + flags.small_values + " small values):");
  for (const std::size_t i : order)
    out.line("  " + network.treatments[i] + ": " +
             (i == reference ? "reference" : interval(league, i, reference, table.ratio)) + ", P-score " +
             shown(score[i]));
  out.line("League table, each the first treatment against the second:");
  for (std::size_t a = 0; a < order.size(); ++a)
    for (std::size_t b = a + 1; b < order.size(); ++b)
      out.line("  " + network.treatments[order[a]] + " vs " + network.treatments[order[b]] + ": " +
               interval(league, order[a], order[b], table.ratio));
  out.line("Direct evidence" + std::string(table.ratio ? " (log scale)" : "") + ":");
  for (const DirectEvidence& direct : fit.direct) print_direct(out, network, direct, model != nullptr);
  if (fit.between.df > 0)
    out.line("Inconsistency between designs: Q " + shown(fit.between.Q) + " on " + std::to_string(fit.between.df) +
             " df, p " + shown_p(*fit.between.p) + ".");
}

void print_evidence(Output& out, const NetworkOfDatabase& database) {
  out.line("Studies:");
  for (const std::string& line : database.study_lines) out.line(line);
  note_reading(out, database.reading);
}

int nothing_to_compare(Output& out, const NmaFlags& flags, const NetworkOfDatabase& database) {
  const std::string sentence = "No study has two of these arm classes with a usable spread at one time.";
  if (!out.json()) {
    out.line(sentence);
    print_evidence(out, database);
    return 0;
  }
  nlohmann::ordered_json json = {{"schema_version", 1}, {"measure", flags.measure}, {"method", flags.method}};
  json["treatments"] = nlohmann::ordered_json::array();
  json["k_studies"] = 0;
  json["error"] = sentence;
  json.update(database.evidence);
  out.document(json);
  return 0;
}

void write_plot(Output& out, const NmaFlags& flags, const CsvTable& csv, const NetworkTable& table) {
  const auto [left, right] = two_sides(flags.plot.favours, "--favours");
  const NetworkPlot plot{flags.measure, flags.level, flags.view(), left, right};
  write_whole(flags.plot.file, network_plot(flags.plot.kind, csv, table, plot), "plot");
  out.note("The " + flags.plot.kind + " plot is in " + flags.plot.file + ".");
}

int run(Context& context, const NmaFlags& flags) {
  if (!flags.csv.empty() && !flags.compare.empty())
    throw Error(Error::Kind::usage, "--csv pools a table; --compare pools the database.");
  if (flags.method != "DL" && flags.method != "REML")
    throw Error(Error::Kind::usage, "--method is DL or REML, not '" + flags.method + "'.");
  if (flags.small_values != "good" && flags.small_values != "bad")
    throw Error(Error::Kind::usage, "--small-values is good or bad, not '" + flags.small_values + "'.");
  const bool draws = plot_wanted(flags.plot, network_plot_kinds());
  if (flags.csv.empty() && flags.measure != "MD" && flags.measure != "SMD" && flags.measure != "ROM")
    throw Error(Error::Kind::usage, "The database holds means: --measure is MD, SMD or ROM, not '" + flags.measure +
                                        "'; name a table with --csv for the others.");
  if (!flags.csv.empty()) {
    refuse_of_table(flags.question);
    if (!flags.question.to.empty() || flags.question.spread != "stated")
      throw Error(Error::Kind::usage, "--to and --spread are about the database; a table is taken as it stands.");
  }
  std::optional<NetworkOfDatabase> database;
  if (flags.csv.empty()) database = network_of_database(context, flags.compare, flags.question);
  const CsvTable csv = database ? database->arms : read_csv(flags.csv);
  if (database && csv.rows.empty()) return nothing_to_compare(context.out(), flags, *database);
  const NetworkTable table = network_from_table(csv, flags.measure);
  const Network& network = table.network;
  if (!flags.reference.empty() &&
      std::find(network.treatments.begin(), network.treatments.end(), flags.reference) == network.treatments.end())
    throw Error(Error::Kind::usage, "There is no treatment '" + flags.reference + "' in " + flags.source() + ".");
  Output& out = context.out();
  if (draws) write_plot(out, flags, csv, table);
  nlohmann::ordered_json json = {{"schema_version", 1}, {"measure", flags.measure}, {"method", flags.method}};
  const auto answer = [&](const nlohmann::ordered_json& body) {
    json.update(body);
    json["warnings"] = table.warnings;
    if (database) json.update(database->evidence);
    out.document(json);
  };
  if (!out.json())
    for (const std::string& warning : table.warnings) out.warn(warning);
  try {
    const NetworkFit fit = fit_network(network, flags.level);
    if (out.json())
      answer(network_json(network, fit));
    else
      print_network(out, flags, table, fit);
    if (!out.json() && database) print_evidence(out, *database);
    return 0;
  } catch (const Error& error) {
    if (error.kind() == Error::Kind::usage) throw;
    if (out.json()) {
      answer(refused_network_json(network, error.what()));
      return 1;
    }
    const auto parts = components(network);
    if (parts.size() < 2) throw;
    std::string sentence = "The network falls into " + std::to_string(parts.size()) + " parts that no study links:";
    for (const auto& part : parts) sentence += " {" + part_names(network, part) + "}";
    throw Error(Error::Kind::data, sentence + "; pool each part for itself.");
  }
}

}  // namespace

void add_nma(CLI::App& app, Run& chosen) {
  auto flags = std::make_shared<NmaFlags>();
  CLI::App* command = add_command(app, chosen, "nma", "Compare several treatments in one network",
                                  "  evigraft nma --compare ASC,SVF,conventional --spread as-sd\n"
                                  "  evigraft nma --csv arms.csv --measure MD --reference conventional\n"
                                  "  evigraft nma --csv contrasts.csv --measure GEN --method DL --json\n"
                                  "  evigraft nma --csv arms.csv --plot league -o league.svg",
                                  [flags](Context& context) { return run(context, *flags); });
  command
      ->add_option(
          "--csv", flags->csv,
          "Table of arms (study, treatment, mi sdi ni or xi ni) or of contrasts (study, treat1, treat2, TE, seTE)")
      ->type_name("FILE");
  command
      ->add_option("--compare", flags->compare,
                   "Arm classes of the database: ASC,SVF,conventional; all that have outcomes by default")
      ->type_name("A,B,...")
      ->delimiter(',');
  add_question_options(*command, flags->question);
  command->add_option("--to", flags->question.to, "Months: latest")->type_name("N");
  command->add_option("--measure", flags->measure, "MD, SMD, ROM, RR, OR, RD or GEN")->type_name("NAME");
  command->add_option("--method", flags->method, "Of tau²: REML or DL")->type_name("NAME");
  command->add_option("--reference", flags->reference, "Treatment that the others are shown against")
      ->type_name("NAME");
  command->add_option("--small-values", flags->small_values, "Whether small values are good or bad, for the ranking")
      ->type_name("good|bad");
  command->add_option("--level", flags->level, "Of the intervals, percent")->type_name("PERCENT");
  add_plot_options(*command, flags->plot, "forest, network or league");
}

}  // namespace evigraft::cli
