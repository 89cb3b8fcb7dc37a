#include "cli/meta_repeated.h"

#include <evigraft/error.h>

#include <nlohmann/json.hpp>

#include "cli/json_number.h"

namespace evigraft::cli {
namespace {

Dependence dependence_in(const MetaResult& result, const std::vector<std::string>& labels, const std::string& cluster) {
  std::optional<double> tau2;
  if (result.fit) tau2 = result.fit->tau2;
  if (result.regression) tau2 = result.regression->tau2;
  return dependence_of(result.effects, result.design, labels, result.sizes, tau2, result.refusal, result.options,
                       cluster);
}

std::string label_at(const CsvTable& table, std::size_t row, std::size_t column, const std::string& name) {
  const std::string& cell = table.rows[row][column];
  if (is_missing(cell))
    throw Error(Error::Kind::data, table.origin + ", line " + std::to_string(table.lines[row]) + ": no value in " +
                                       name + ", which --cluster names; an effect without a cluster cannot be placed");
  return cell;
}

}  // namespace

void ask(PoolQuestion& question, const RepeatedFlags& flags) {
  if (!flags.cluster.empty())
    throw Error(Error::Kind::usage,
                "--cluster names a column of a table: add --csv FILE. Of the database, --times all takes the study.");
  check_correlation(flags.ri);
  question.times = parse_times(flags.times);
  question.correlation = flags.ri;
}

CsvTable with_flags(CsvTable table, const std::string& measure_name, const RepeatedFlags& flags) {
  if (parse_times(flags.times) == Times::all)
    throw Error(Error::Kind::usage,
                "--times chooses among the times in the database; of a table every row is taken, and --cluster names "
                "the column of its studies.");
  check_correlation(flags.ri);
  if (!flags.cluster.empty() && !table.column(flags.cluster))
    throw Error(Error::Kind::usage, table.origin + " has no column \"" + flags.cluster + "\", which --cluster names");
  if (!flags.ri) return table;
  if (measure(measure_name).cells != Cells::paired)
    throw Error(Error::Kind::usage,
                "--ri is the correlation of two values of one person; of the measures from a table "
                "MC, SMCC, SMCR, SMCRH and ROMC have one.");
  return with_correlation(std::move(table), *flags.ri);
}

Repeated repeated_of_table(const CsvTable& table, const MetaResult& result, const MetaOptions& asked,
                           const RepeatedFlags& flags) {
  Repeated repeated;
  if (!flags.cluster.empty() && !result.effects.empty()) {
    std::vector<std::string> labels;
    for (const std::size_t row : result.used)
      labels.push_back(label_at(table, row, *table.column(flags.cluster), flags.cluster));
    repeated.dependence = dependence_in(result, labels, flags.cluster);
  }
  if (!flags.ri || !lacks_correlation(table)) return repeated;
  if (result.regression || repeated.dependence) {
    repeated.pairing_refusal = "the sensitivity over r is of a summary of independent studies without moderators";
    return repeated;
  }
  MetaOptions plain = asked;
  plain.diagnostics.clear();
  repeated.pairing = pairing_sensitivity(
      [&](double r) { return meta_from_table(with_correlation(table, r), plain).effects; }, asked.fit);
  return repeated;
}

Repeated repeated_of_studies(const Selected& selected, const MetaResult& result, const PoolQuestion& question) {
  Repeated repeated;
  if (question.times == Times::all && !result.effects.empty()) {
    std::vector<std::string> labels;
    for (const std::size_t row : result.used) labels.push_back(std::to_string(selected.studies[row].study_id));
    repeated.dependence = dependence_in(result, labels, "study");
  }
  std::vector<PoolStudy> pooled;
  for (const std::size_t row : result.used) pooled.push_back(selected.studies[row]);
  if (result.regression || repeated.dependence) {
    for (const PoolStudy& study : pooled)
      if (study.within_person)
        repeated.pairing_refusal = "the sensitivity over r is of a summary of independent studies without moderators";
  } else {
    repeated.pairing = pairing_sensitivity_of(pooled, result.options);
  }
  return repeated;
}

void add_repeated(nlohmann::ordered_json& json, const Repeated& repeated) {
  if (repeated.dependence) {
    add_dependence(json, *repeated.dependence);
    json["warnings"].push_back("The model at the top takes the effects of one " + repeated.dependence->cluster +
                               " as independent; the interval to quote is that of `lead`.");
  }
  if (repeated.pairing)
    json["pairing_sensitivity"] = pairing_json(*repeated.pairing);
  else if (!repeated.pairing_refusal.empty())
    json["pairing_sensitivity"] = error_json(repeated.pairing_refusal);
}

void print_repeated(Output& out, const Repeated& repeated, const MetaResult& result) {
  if (repeated.dependence) {
    out.note("This takes the effects of one " + repeated.dependence->cluster +
             " as independent; the interval to quote is the next.");
    print_dependence(out, *repeated.dependence, std::string(result.measure->name));
  }
  if (repeated.pairing) out.line(repeated.pairing->conclusion);
}

}  // namespace evigraft::cli
