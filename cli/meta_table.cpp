#include "cli/meta_table.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

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
  return "Line " + std::to_string(table.lines[row]) + " is left out: " +
         (empty.empty() ? "its figures give no finite effect and variance." : "no value in " + empty + ".");
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

/// The column an option names.
std::size_t column_of(const CsvTable& table, const std::string& name, const char* option) {
  if (const auto column = table.column(name)) return *column;
  throw Error(Error::Kind::usage, table.origin + " has no column \"" + name + "\", which " + option + " names");
}

bool empty_cell(const std::string& cell) { return cell.empty() || cell == "NA"; }

bool holds_text(const CsvTable& table, std::size_t column) {
  for (std::size_t row = 0; row < table.rows.size(); ++row) try {
      number_at(table, row, column);
    } catch (const Error&) {
      return true;
    }
  return false;
}

struct ModeratorColumn {
  std::string name;
  std::size_t column;
  bool factor;
};

std::vector<ModeratorColumn> moderator_columns(const CsvTable& table, const MetaOptions& options) {
  std::vector<ModeratorColumn> columns;
  for (const std::string& name : options.moderators) {
    const std::size_t column = column_of(table, name, "--mods");
    columns.push_back({name, column, holds_text(table, column)});
  }
  for (const std::string& name : options.factors) columns.push_back({name, column_of(table, name, "--factor"), true});
  return columns;
}

DesignMatrix design_of(const CsvTable& table, const std::vector<ModeratorColumn>& columns,
                       const std::vector<std::size_t>& rows, bool intercept) {
  std::vector<Moderator> moderators;
  for (const auto& [name, column, factor] : columns) {
    Moderator& moderator = moderators.emplace_back();
    moderator.name = name;
    for (const std::size_t row : rows) {
      if (factor)
        moderator.levels.push_back(table.rows[row][column]);
      else
        moderator.numbers.push_back(number_at(table, row, column).value_or(0));  // rows without one are not here
    }
    moderator.order = sorted_levels(moderator.levels);
  }
  return make_design(moderators, rows.size(), intercept);
}

/// By the values of a column, as numbers or as text; empty cells last, ties as the rows stand.
std::vector<std::size_t> ordered(const CsvTable& table, const std::string& name, const std::vector<std::size_t>& rows) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (name.empty()) return order;
  const std::size_t column = column_of(table, name, "--order");
  const bool text = holds_text(table, column);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const std::string &left = table.rows[rows[a]][column], &right = table.rows[rows[b]][column];
    if (empty_cell(left) || empty_cell(right)) return !empty_cell(left) && empty_cell(right);
    return text ? left < right : *number_at(table, rows[a], column) < *number_at(table, rows[b], column);
  });
  return order;
}

std::vector<double> sizes_of(const MetaResult& result) {
  std::vector<double> sizes;
  for (const std::size_t row : result.used) {
    if (!(result.rows[row].ni > 0)) return {};
    sizes.push_back(result.rows[row].ni);
  }
  return sizes;
}

}  // namespace

const std::vector<std::string>& diagnostic_names() {
  static const std::vector<std::string> names = {"leave1out", "cumul", "influence",   "rstandard",
                                                 "baujat",    "blup",  "small_study", "binary"};
  return names;
}

MetaResult meta_from_table(const CsvTable& table, const MetaOptions& options) {
  MetaResult result;
  result.measure = &measure(options.measure);
  result.options = options.fit;
  result.diagnostics = options.diagnostics;
  const CellColumns cells = find_cells(table, *result.measure);
  const std::vector<ModeratorColumn> moderators = moderator_columns(table, options);
  const bool subgroups = !options.subgroup.empty();
  const std::size_t subgroup = subgroups ? column_of(table, options.subgroup, "--subgroup") : 0;
  // Ready-made effects do not tell their size; a column may.
  const std::optional<std::size_t> participants =
      result.measure->cells == Cells::ready ? table.column("ni") : std::nullopt;
  const ZeroCells zeros = settled(table, *result.measure, cells, options.zeros);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::vector<double> values = cell_values(table, row, cells);
    Computed computed = at_line(table, row, [&] { return result.measure->compute(values, zeros); });
    if (participants) computed.ni = number_at(table, row, *participants).value_or(computed.ni);
    result.rows.push_back(computed);
    if (result.measure->cells == Cells::two_by_two && !std::isnan(computed.ni)) {
      const TwoByTwo cell_counts = two_by_two(values);
      if (cell_counts.n1() > 0 && cell_counts.n2() > 0) result.tables.push_back(cell_counts);
    }
    if (std::isnan(computed.yi) || std::isnan(computed.vi)) {
      result.warnings.push_back(why_left_out(table, row, cells));
      continue;
    }
    std::string missing;
    for (const auto& [name, column, factor] : moderators)
      if (empty_cell(table.rows[row][column])) missing += (missing.empty() ? "" : ", ") + name;
    if (subgroups && empty_cell(table.rows[row][subgroup])) missing += (missing.empty() ? "" : ", ") + options.subgroup;
    if (!missing.empty()) {
      result.warnings.push_back("Line " + std::to_string(table.lines[row]) + " is left out: no value in " + missing +
                                ".");
      continue;
    }
    result.used.push_back(row);
    result.effects.push_back({computed.yi, computed.vi});
    if (subgroups) result.subgroups.push_back(table.rows[row][subgroup]);
  }
  result.subgroup_variable = options.subgroup;
  result.order = ordered(table, options.order, result.used);
  result.sizes = sizes_of(result);
  if (result.effects.empty()) {
    result.refusal = "No row has both an effect and its variance, so there is nothing to pool.";
    return result;
  }
  try {
    if (!moderators.empty()) {
      result.design = design_of(table, moderators, result.used, options.intercept);
      for (const std::string& name : result.design.dropped)
        result.warnings.push_back("Moderator " + name + " says nothing that the others do not, and is left out.");
      if (options.intercept && result.design.columns.size() == 1) result.design = {};  // none is left
    }
    const auto take_warnings = [&](const ModelFigures& model) {
      result.warnings.insert(result.warnings.end(), model.warnings.begin(), model.warnings.end());
    };
    if (result.design.columns.empty())
      take_warnings(result.fit.emplace(fit(result.effects, options.fit)));
    else
      take_warnings(result.regression.emplace(fit_regression(result.effects, result.design, options.fit)));
  } catch (const Error& error) {
    if (error.kind() == Error::Kind::usage) throw;
    result.refusal = error.what();
  }
  return result;
}

}  // namespace evigraft::cli
