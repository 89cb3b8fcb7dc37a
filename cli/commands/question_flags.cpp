#include "cli/commands/question_flags.h"

#include <evigraft/error.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "cli/command.h"
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

}  // namespace

void add_question_options(CLI::App& command, QuestionFlags& flags) {
  command.add_option("--at", flags.at, "Months: the time wanted")->type_name("N");
  command.add_option("--from", flags.from, "Months: earliest")->type_name("N");
  command.add_option("--species", flags.species, "human, animal ...; may be repeated")->type_name("NAME");
  command.add_option("--design", flags.designs, "rct, nonrandomised_comparative ...; may be repeated")
      ->type_name("NAME");
  command.add_option("--site", flags.site, "Recipient site as the topic names it")->type_name("NAME");
  command.add_option("--method-of-measurement", flags.measurement, "MRI, CT, 3D, ultrasound ...")->type_name("NAME");
  command
      .add_option("--spread", flags.spread,
                  "Undeclared spreads: stated (left out), inferred (as P values tell), as-sd or as-se")
      ->type_name("HOW");
}

void refuse_of_table(const QuestionFlags& flags) {
  const auto refuse = [](const char* option, bool given) {
    if (given)
      throw Error(Error::Kind::usage,
                  std::string(option) + " chooses among the outcomes of the database; of a table every row is taken.");
  };
  refuse("--at", flags.at.has_value());
  refuse("--from", flags.from.has_value());
  refuse("--species", !flags.species.empty());
  refuse("--design", !flags.designs.empty());
  refuse("--site", !flags.site.empty());
  refuse("--method-of-measurement", !flags.measurement.empty());
}

std::pair<std::string, std::string> compared_arms(const std::string& compare) {
  const std::size_t colon = compare.find(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == compare.size())
    throw Error(Error::Kind::usage, "--compare takes two arm classes as in ASC:conventional, not '" + compare + "'.");
  return {compare.substr(0, colon), compare.substr(colon + 1)};
}

std::vector<std::string> arm_classes() {
  std::vector<std::string> classes;
  for (const ArmClass known : {ArmClass::asc, ArmClass::svf, ArmClass::conventional, ArmClass::prp, ArmClass::nanofat,
                               ArmClass::cell_enriched, ArmClass::other, ArmClass::all})
    classes.emplace_back(name(known));
  return classes;
}

void check_arm_class(const std::string& arm) {
  const std::vector<std::string> classes = arm_classes();
  if (std::find(classes.begin(), classes.end(), arm) != classes.end()) return;
  std::string list;
  for (const std::string& known : classes) list += (list.empty() ? "" : ", ") + known;
  throw Error(Error::Kind::usage, "'" + arm + "' is no arm class; there are " + list + ".");
}

PoolQuestion question_of(const QuestionFlags& flags, const Settings& settings, const Topic& topic,
                         const std::string& intervention, const std::string& comparator) {
  check_arm_class(intervention);
  if (!comparator.empty()) check_arm_class(comparator);
  PoolQuestion question = default_question(topic, intervention, comparator, parse_spread_reading(flags.spread));
  const auto first = [](const std::optional<double>& a, const std::optional<double>& b, double c) {
    return a ? *a : b ? *b : c;
  };
  question.selection.at_months = first(flags.at, settings.selection.at, question.selection.at_months);
  question.selection.from_months = first(flags.from, settings.selection.from, question.selection.from_months);
  question.selection.to_months = first(months_of(flags.to), settings.selection.to, question.selection.to_months);
  for (const double months :
       {question.selection.at_months, question.selection.from_months, question.selection.to_months})
    if (!std::isfinite(months) || months < 0)
      throw Error(Error::Kind::usage, "--at, --from and --to take months: numbers from 0 on.");
  if (question.selection.from_months > question.selection.to_months)
    throw Error(Error::Kind::usage, "--from must not be later than --to.");
  if (!flags.species.empty()) question.species = flags.species;
  if (!flags.designs.empty()) question.designs = flags.designs;
  question.site = flags.site;
  question.method = flags.measurement;
  return question;
}

void note_reading(Output& out, SpreadReading reading) {
  if (reading == SpreadReading::inferred)
    out.note(
        "Undeclared ± were read as the printed P values tell, where they do: see docs/synthesis.md for how often "
        "that is wrong.");
  else if (reading != SpreadReading::stated)
    out.note("Undeclared ± were read as " + std::string(reading == SpreadReading::as_sd ? "SD" : "SE") +
             ": a sensitivity analysis, not an answer.");
}

}  // namespace evigraft::cli
