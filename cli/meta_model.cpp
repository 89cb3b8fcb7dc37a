#include "cli/meta_model.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace evigraft::cli {
namespace {

/// The column an option names.
std::size_t column_of(const CsvTable& table, const std::string& name, const char* option) {
  if (const auto column = table.column(name)) return *column;
  std::string known;
  constexpr std::size_t kListed = 40;
  for (std::size_t i = 0; i < std::min(table.columns.size(), kListed); ++i)
    known += (known.empty() ? "" : ", ") + table.columns[i];
  throw Error(Error::Kind::usage, table.origin + " has no column \"" + name + "\", which " + option +
                                      " names; there are " + known + (table.columns.size() > kListed ? " ..." : ""));
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

MetaResult pool_rows(MetaRows rows, const CsvTable& columns, const MetaOptions& options) {
  MetaResult result;
  result.measure = &measure(options.measure);
  result.options = options.fit;
  result.diagnostics = options.diagnostics;
  result.subgroup_variable = options.subgroup;
  result.rows = std::move(rows.effects);
  result.tables = std::move(rows.tables);
  const std::vector<ModeratorColumn> moderators = moderator_columns(columns, options);
  const bool subgroups = !options.subgroup.empty();
  const std::size_t subgroup = subgroups ? column_of(columns, options.subgroup, "--subgroup") : 0;
  bool any_effect = false;
  for (std::size_t row = 0; row < result.rows.size(); ++row) {
    const Computed& computed = result.rows[row];
    if (std::isnan(computed.yi) || std::isnan(computed.vi)) {
      result.left_out.push_back({row, std::move(rows.reasons[row])});
      continue;
    }
    any_effect = true;
    std::string missing;
    for (const auto& [name, column, factor] : moderators)
      if (empty_cell(columns.rows[row][column])) missing += (missing.empty() ? "" : ", ") + name;
    if (subgroups && empty_cell(columns.rows[row][subgroup]))
      missing += (missing.empty() ? "" : ", ") + options.subgroup;
    if (!missing.empty()) {
      result.left_out.push_back({row, "no value in " + missing});
      continue;
    }
    result.used.push_back(row);
    result.effects.push_back({computed.yi, computed.vi});
    if (subgroups) result.subgroups.push_back(columns.rows[row][subgroup]);
  }
  result.order = ordered(columns, options.order, result.used);
  result.sizes = sizes_of(result);
  if (result.effects.empty()) {
    result.refusal = any_effect
                         ? "No study with an effect has a value in the columns asked for, so there is nothing to pool."
                         : "No study has both an effect and its variance, so there is nothing to pool.";
    return result;
  }
  try {
    if (!moderators.empty()) {
      result.design = design_of(columns, moderators, result.used, options.intercept);
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
