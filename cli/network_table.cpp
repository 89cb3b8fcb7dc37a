#include "cli/network_table.h"

#include <evigraft/error.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "synthesis/escalc.h"

namespace evigraft::cli {
namespace {

constexpr std::array<std::string_view, 7> kMeasures = {"MD", "SMD", "ROM", "RR", "OR", "RD", "GEN"};

std::vector<std::size_t> columns_of(const CsvTable& table, const std::vector<std::string>& names,
                                    const std::string& measure) {
  std::vector<std::size_t> columns;
  std::string missing;
  for (const std::string& name : names) {
    if (const auto column = table.column(name))
      columns.push_back(*column);
    else
      missing += (missing.empty() ? "" : ", ") + name;
  }
  if (missing.empty()) return columns;
  std::string needed;
  for (const std::string& name : names) needed += " " + name;
  throw Error(Error::Kind::usage, table.origin + " has no column " + missing + "; measure " + measure +
                                      " of arms needs the columns" + needed +
                                      ", contrasts need study treat1 treat2 TE seTE");
}

std::string at_line(const CsvTable& table, std::size_t row) { return "Line " + std::to_string(table.lines[row]); }

/// Text and numbers of a row; nullopt, with a warning, where a cell is empty.
struct Row {
  std::vector<std::string> labels;
  std::vector<double> numbers;
};

std::vector<Row> complete_rows(const CsvTable& table, const std::vector<std::size_t>& columns, std::size_t labels,
                               std::vector<std::string>& warnings) {
  std::vector<Row> rows;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    Row row;
    std::string empty;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const std::string& cell = table.rows[r][columns[c]];
      if (is_missing(cell))
        empty += (empty.empty() ? "" : ", ") + table.columns[columns[c]];
      else if (c < labels)
        row.labels.push_back(cell);
      else
        row.numbers.push_back(number_at(table, r, columns[c]).value_or(std::nan("")));
    }
    if (empty.empty())
      rows.push_back(std::move(row));
    else
      warnings.push_back(at_line(table, r) + " is left out: no value in " + empty + ".");
  }
  return rows;
}

NetworkTable contrasts(const CsvTable& table, const std::string& measure) {
  NetworkTable result;
  std::vector<NetworkContrast> all;
  const auto columns = columns_of(table, {"study", "treat1", "treat2", "TE", "seTE"}, measure);
  for (const Row& row : complete_rows(table, columns, 3, result.warnings))
    all.push_back({row.labels[0], row.labels[1], row.labels[2], row.numbers[0], row.numbers[1]});
  result.network = network_of_contrasts(all);
  return result;
}

std::map<std::string, std::vector<Row>> by_study(const std::vector<Row>& rows, std::vector<std::string>& order) {
  std::map<std::string, std::vector<Row>> studies;
  for (const Row& row : rows) {
    if (!studies.contains(row.labels[0])) order.push_back(row.labels[0]);
    studies[row.labels[0]].push_back(row);
  }
  return studies;
}

NetworkArm arm_of_mean(const Row& row, const std::string& measure) {
  const double mean = row.numbers[0], sd = row.numbers[1], n = row.numbers[2];
  const Computed own = measure == "ROM" ? evigraft::measure("MNLN").compute(row.numbers)
                                        : evigraft::measure("MN").compute(std::array{mean, sd, n});
  return {row.labels[0], row.labels[1], own.yi, own.vi, 0};
}

/// Standardised by the SD pooled over all arms: Gleser & Olkin (2009), in The Handbook of Research Synthesis, 357-376.
std::vector<NetworkArm> standardised(const std::vector<Row>& arms) {
  double squares = 0, n = 0;
  for (const Row& arm : arms) {
    if (arm.numbers[1] < 0 || arm.numbers[2] < 0)
      throw Error(Error::Kind::data, "study " + arm.labels[0] + " has a negative standard deviation or sample size");
    squares += (arm.numbers[2] - 1) * arm.numbers[1] * arm.numbers[1];
    n += arm.numbers[2];
  }
  const double df = n - static_cast<double>(arms.size()), sd = std::sqrt(squares / df);
  std::vector<NetworkArm> result;
  result.reserve(arms.size());
  for (const Row& arm : arms)
    result.push_back(
        {arm.labels[0], arm.labels[1], hedges_correction(df) * arm.numbers[0] / sd, 1 / arm.numbers[2], n});
  return result;
}

/// One study's arms of events, or none when it says nothing.
std::vector<NetworkArm> counted(const std::vector<Row>& arms, const std::string& measure, std::string& why) {
  bool events = false, rest = false, empty = false;
  for (const Row& arm : arms) {
    const double x = arm.numbers[0], n = arm.numbers[1];
    if (x < 0 || n < x)
      throw Error(Error::Kind::data,
                  "study " + arm.labels[0] + " has more events than participants, or fewer than none");
    events = events || x > 0;
    rest = rest || x < n;
    empty = empty || x == 0 || x == n;
  }
  if (measure != "RD" && (!events || !rest)) {
    why = events ? "everybody had the event" : "nobody had the event";
    return {};
  }
  std::vector<NetworkArm> result;
  for (const Row& arm : arms) {
    const double x = arm.numbers[0] + (empty ? 0.5 : 0), n = arm.numbers[1] + (empty ? 1 : 0), p = x / n;
    NetworkArm own{arm.labels[0], arm.labels[1], p, p * (1 - p) / n, 0};
    if (measure == "OR") own = {arm.labels[0], arm.labels[1], std::log(x / (n - x)), 1 / x + 1 / (n - x), 0};
    if (measure == "RR") own = {arm.labels[0], arm.labels[1], std::log(p), 1 / x - 1 / n, 0};
    result.push_back(own);
  }
  return result;
}

std::string left_out(const std::string& study, const std::string& why) {
  return "Study " + study + " is left out: " + why + ".";
}

/// Keeps the arms that can be used; the others leave a warning.
void keep(const std::vector<NetworkArm>& own, std::vector<NetworkArm>& all, std::vector<std::string>& warnings) {
  for (const NetworkArm& arm : own) {
    if (std::isfinite(arm.value) && std::isfinite(arm.variance))
      all.push_back(arm);
    else
      warnings.push_back("Study " + arm.study + ": the arm " + arm.treatment +
                         " is left out, its figures give no finite effect and variance.");
  }
}

NetworkTable arms(const CsvTable& table, const std::string& measure) {
  NetworkTable result;
  const bool counts = measure == "OR" || measure == "RR" || measure == "RD";
  const auto columns = columns_of(table,
                                  counts ? std::vector<std::string>{"study", "treatment", "xi", "ni"}
                                         : std::vector<std::string>{"study", "treatment", "mi", "sdi", "ni"},
                                  measure);
  std::vector<std::string> order;
  const auto studies = by_study(complete_rows(table, columns, 2, result.warnings), order);
  std::vector<NetworkArm> all;
  for (const std::string& study : order) {
    std::vector<NetworkArm> own;
    std::string why;
    if (counts)
      own = counted(studies.at(study), measure, why);
    else if (measure == "SMD")
      own = standardised(studies.at(study));
    else
      for (const Row& row : studies.at(study)) own.push_back(arm_of_mean(row, measure));
    if (!why.empty()) {
      result.warnings.push_back(left_out(study, why + ", so it has no ratio"));
      result.network.dropped.push_back(study);
    }
    keep(own, all, result.warnings);
  }
  const std::vector<std::string> silent = std::move(result.network.dropped);
  result.network = network_of_arms(all);
  for (const std::string& study : result.network.dropped)
    result.warnings.push_back(left_out(study, "it has fewer than two arms"));
  result.network.dropped.insert(result.network.dropped.begin(), silent.begin(), silent.end());
  return result;
}

}  // namespace

std::string network_measures() {
  std::string names;
  for (const std::string_view name : kMeasures) names += (names.empty() ? "" : ", ") + std::string(name);
  return names;
}

NetworkTable network_from_table(const CsvTable& table, const std::string& measure) {
  if (std::find(kMeasures.begin(), kMeasures.end(), measure) == kMeasures.end())
    throw Error(Error::Kind::usage,
                "measure \"" + measure + "\" is not offered for networks; use one of " + network_measures());
  const bool given = measure == "GEN" || table.column("treat1").has_value();
  NetworkTable result = given ? contrasts(table, measure) : arms(table, measure);
  result.ratio = measure == "OR" || measure == "RR" || measure == "ROM";
  return result;
}

}  // namespace evigraft::cli
