#include "cli/meta_table.h"

#include <evigraft/error.h>

#include <cmath>
#include <limits>

namespace evigraft::cli {
namespace {

/// Where the cells of a measure stand in the table, in the order Measure::compute takes them; nullopt: no such column.
struct Cells {
  std::vector<std::string> names;
  std::vector<std::optional<std::size_t>> columns;
};

Cells find_cells(const CsvTable& table, const Measure& measure) {
  Cells cells;
  std::string missing;
  for (const std::string_view needed : measure.columns) {
    bool found = false;
    for (std::size_t begin = 0; begin <= needed.size();) {
      const std::size_t end = std::min(needed.find('|', begin), needed.size());
      cells.names.emplace_back(needed.substr(begin, end - begin));
      cells.columns.push_back(table.column(cells.names.back()));
      found = found || cells.columns.back().has_value();
      begin = end + 1;
    }
    if (!found) missing += (missing.empty() ? "" : ", ") + std::string(needed);
  }
  if (!missing.empty()) {
    std::string needed;
    for (const std::string_view column : measure.columns) needed += " " + std::string(column);
    throw Error(Error::Kind::usage, table.origin + " has no column " + missing + "; measure " +
                                        std::string(measure.name) + " needs the columns" + needed);
  }
  return cells;
}

Computed compute_row(const CsvTable& table, std::size_t row, const Measure& measure, const Cells& cells) {
  std::vector<double> values;
  for (const auto& column : cells.columns) {
    const auto value = column ? number_at(table, row, *column) : std::nullopt;
    values.push_back(value.value_or(std::numeric_limits<double>::quiet_NaN()));
  }
  try {
    return measure.compute(values);
  } catch (const Error& error) {
    throw Error(error.kind(), table.origin + ", line " + std::to_string(table.lines[row]) + ": " + error.what());
  }
}

std::string why_left_out(const CsvTable& table, std::size_t row, const Cells& cells) {
  std::string empty;
  for (std::size_t i = 0; i < cells.columns.size(); ++i)
    if (cells.columns[i] && !number_at(table, row, *cells.columns[i]))
      empty += (empty.empty() ? "" : ", ") + cells.names[i];
  return "Line " + std::to_string(table.lines[row]) + " is left out: " +
         (empty.empty() ? "its figures give no finite effect and variance." : "no value in " + empty + ".");
}

}  // namespace

MetaResult meta_from_table(const CsvTable& table, const MetaOptions& options) {
  MetaResult result;
  result.measure = &measure(options.measure);
  result.options = options.fit;
  const Cells cells = find_cells(table, *result.measure);
  std::vector<Effect> effects;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const Computed computed = compute_row(table, row, *result.measure, cells);
    result.rows.push_back(computed);
    if (std::isnan(computed.yi) || std::isnan(computed.vi)) {
      result.warnings.push_back(why_left_out(table, row, cells));
      continue;
    }
    result.used.push_back(row);
    effects.push_back({computed.yi, computed.vi});
  }
  if (effects.empty()) {
    result.refusal = "No row has both an effect and its variance, so there is nothing to pool.";
    return result;
  }
  try {
    result.fit = fit(effects, options.fit);
    result.warnings.insert(result.warnings.end(), result.fit->warnings.begin(), result.fit->warnings.end());
  } catch (const Error& error) {
    if (error.kind() == Error::Kind::usage) throw;
    result.refusal = error.what();
  }
  return result;
}

}  // namespace evigraft::cli
