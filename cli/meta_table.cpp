#include "cli/meta_table.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace evigraft::cli {
namespace {

/// Where the cells of a measure stand in the table, in the order Measure::compute takes them; nullopt: no such column.
struct CellColumns {
  std::vector<std::string> names;
  std::vector<std::optional<std::size_t>> columns;
};

CellColumns find_cells(const CsvTable& table, const Measure& measure) {
  CellColumns cells;
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

std::vector<double> cell_values(const CsvTable& table, std::size_t row, const CellColumns& cells) {
  std::vector<double> values;
  for (const auto& column : cells.columns) {
    const auto value = column ? number_at(table, row, *column) : std::nullopt;
    values.push_back(value.value_or(std::numeric_limits<double>::quiet_NaN()));
  }
  return values;
}

/// `compute` with the line named in what it refuses.
template <class Compute>
auto at_line(const CsvTable& table, std::size_t row, Compute compute) {
  try {
    return compute();
  } catch (const Error& error) {
    throw Error(error.kind(), table.origin + ", line " + std::to_string(table.lines[row]) + ": " + error.what());
  }
}

std::string why_left_out(const CsvTable& table, std::size_t row, const CellColumns& cells) {
  std::string empty;
  for (std::size_t i = 0; i < cells.columns.size(); ++i)
    if (cells.columns[i] && !number_at(table, row, *cells.columns[i]))
      empty += (empty.empty() ? "" : ", ") + cells.names[i];
  return empty.empty() ? "its figures give no finite effect and variance" : "no value in " + empty;
}

/// Of the table as a whole: `if0all` is `all` or `none`.
ZeroCells settled(const CsvTable& table, const Measure& measure, const CellColumns& cells, ZeroCells zeros) {
  if (zeros.to != ZeroCells::To::if0all) return zeros;
  zeros.to = ZeroCells::To::none;
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    if (at_line(table, row, [&] { return has_zero_cell(measure, cell_values(table, row, cells), zeros); }))
      zeros.to = ZeroCells::To::all;
  return zeros;
}

}  // namespace

MetaResult meta_from_table(const CsvTable& table, const MetaOptions& options) {
  const Measure& chosen = measure(options.measure);
  const CellColumns cells = find_cells(table, chosen);
  // Ready-made effects do not tell their size; a column may.
  const std::optional<std::size_t> sizes = chosen.cells == Cells::ready ? table.column("ni") : std::nullopt;
  const ZeroCells zeros = settled(table, chosen, cells, options.zeros);
  MetaRows rows;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::vector<double> values = cell_values(table, row, cells);
    Computed computed = at_line(table, row, [&] { return chosen.compute(values, zeros); });
    if (sizes) computed.ni = number_at(table, row, *sizes).value_or(computed.ni);
    rows.effects.push_back(computed);
    const bool none = std::isnan(computed.yi) || std::isnan(computed.vi);
    rows.reasons.push_back(none ? why_left_out(table, row, cells) : "");
    if (chosen.cells != Cells::two_by_two || std::isnan(computed.ni)) continue;
    const TwoByTwo counts = two_by_two(values);
    if (counts.n1() > 0 && counts.n2() > 0) rows.tables.push_back(counts);
  }
  MetaResult result = pool_rows(std::move(rows), table, options);
  std::vector<std::string> lines;
  for (const auto& [row, reason] : result.left_out)
    lines.push_back("Line " + std::to_string(table.lines[row]) + " is left out: " + reason + ".");
  result.warnings.insert(result.warnings.begin(), lines.begin(), lines.end());
  return result;
}

}  // namespace evigraft::cli
