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
  bool alone;  ///< a moderator by itself, not only in an interaction
};

/// What --mods and --factor name: columns, and which of them are multiplied (indices into `columns`).
struct Terms {
  std::vector<ModeratorColumn> columns;
  std::vector<std::vector<std::size_t>> interactions;  ///< those of fewer columns first
};

std::vector<std::string> parts_of(const std::string& term, char between) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= term.size();) {
    const std::size_t end = std::min(term.find(between, begin), term.size());
    std::string part = term.substr(begin, end - begin);
    part.erase(0, part.find_first_not_of(' '));
    part.erase(part.find_last_not_of(' ') + 1);
    parts.push_back(std::move(part));
    begin = end + 1;
  }
  return parts;
}

/// Every choice of two and more of `all`, of fewer first, each in the order of `all`.
std::vector<std::vector<std::size_t>> products_of(const std::vector<std::size_t>& all) {
  std::vector<std::vector<std::size_t>> products;
  for (std::size_t bits = 1; bits < (std::size_t{1} << all.size()); ++bits) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < all.size(); ++i)
      if ((bits >> i & 1U) != 0) chosen.push_back(all[i]);
    if (chosen.size() > 1) products.push_back(std::move(chosen));
  }
  return products;
}

/// As R's formula: "a" a column, "a:b" the product of two, "a*b" both and their product. A column whose own name is
/// that text comes first.
Terms terms_of(const CsvTable& table, const MetaOptions& options) {
  Terms terms;
  const auto add = [&](const std::string& name, const char* option, bool factor, bool alone) {
    const auto known = std::find_if(terms.columns.begin(), terms.columns.end(),
                                    [&](const ModeratorColumn& column) { return column.name == name; });
    if (known != terms.columns.end()) {
      known->alone = known->alone || alone;
      known->factor = known->factor || factor;
      return static_cast<std::size_t>(known - terms.columns.begin());
    }
    const std::size_t column = column_of(table, name, option);
    terms.columns.push_back({name, column, factor || holds_text(table, column), alone});
    return terms.columns.size() - 1;
  };
  constexpr std::size_t kMostMultiplied = 4;
  for (const std::string& term : options.moderators) {
    const char between = table.column(term) ? '\0' : term.find('*') != std::string::npos ? '*' : ':';
    if (between == '\0' || term.find(between) == std::string::npos) {
      add(term, "--mods", false, true);
      continue;
    }
    const std::vector<std::string> parts = parts_of(term, between);
    std::vector<std::size_t> multiplied;
    multiplied.reserve(parts.size());
    for (const std::string& part : parts) multiplied.push_back(add(part, "--mods", false, between == '*'));
    if (multiplied.size() > kMostMultiplied)
      throw Error(Error::Kind::usage, "--mods multiplies at most four columns, not \"" + term + "\"");
    if (between == ':')
      terms.interactions.push_back(std::move(multiplied));
    else
      for (auto& product : products_of(multiplied)) terms.interactions.push_back(std::move(product));
  }
  for (const std::string& name : options.factors) add(name, "--factor", true, true);
  for (const auto& multiplied : terms.interactions)
    for (const std::size_t part : multiplied)
      if (const ModeratorColumn& column = terms.columns[part]; column.factor && !column.alone)
        throw Error(Error::Kind::usage, "an interaction needs the factor " + column.name +
                                            " as a moderator too: write it with * instead of :");
  std::stable_sort(terms.interactions.begin(), terms.interactions.end(),
                   [](const auto& a, const auto& b) { return a.size() < b.size(); });
  return terms;
}

DesignMatrix design_of(const CsvTable& table, const Terms& terms, const std::vector<std::size_t>& rows,
                       bool intercept) {
  std::vector<Moderator> given, moderators;
  for (const ModeratorColumn& column : terms.columns) {
    Moderator& moderator = given.emplace_back();
    moderator.name = column.name;
    for (const std::size_t row : rows) {
      if (column.factor)
        moderator.levels.push_back(table.rows[row][column.column]);
      else
        moderator.numbers.push_back(number_at(table, row, column.column).value_or(0));  // rows without are not here
    }
    moderator.order = sorted_levels(moderator.levels);
    if (column.alone) moderators.push_back(moderator);
  }
  for (const std::vector<std::size_t>& multiplied : terms.interactions) {
    std::vector<Moderator> parts;
    parts.reserve(multiplied.size());
    for (const std::size_t part : multiplied) parts.push_back(given[part]);
    for (Moderator& product : interaction(parts)) moderators.push_back(std::move(product));
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
    if (is_missing(left) || is_missing(right)) return !is_missing(left) && is_missing(right);
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
  result.names = std::move(rows.names);
  result.rows = std::move(rows.effects);
  result.tables = std::move(rows.tables);
  const Terms terms = terms_of(columns, options);
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
    for (const ModeratorColumn& moderator : terms.columns)
      if (is_missing(columns.rows[row][moderator.column])) missing += (missing.empty() ? "" : ", ") + moderator.name;
    if (subgroups && is_missing(columns.rows[row][subgroup]))
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
    if (!terms.columns.empty()) {
      result.design = design_of(columns, terms, result.used, options.intercept);
      for (const std::string& name : result.design.dropped)
        result.warnings.push_back("Moderator " + name + " says nothing that the others do not, and is left out.");
      if (options.intercept && result.design.columns.size() == 1) {  // none is left
        DesignMatrix none;
        none.dropped = std::move(result.design.dropped);
        result.design = std::move(none);
      }
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
