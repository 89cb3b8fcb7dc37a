#include "cli/spread_column.h"

#include <evigraft/error.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "cli/number_text.h"

namespace evigraft::cli {
namespace {

enum class Kind { sd, se, unknown };

Kind kind_at(const CsvTable& table, std::size_t row, std::size_t column) {
  std::string word = table.rows[row][column];
  for (char& letter : word)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  if (word.empty() || word == "na" || word == "sd") return Kind::sd;
  if (word == "se" || word == "sem") return Kind::se;
  if (word == "unknown") return Kind::unknown;
  throw Error(Error::Kind::data, table.origin + ", line " + std::to_string(table.lines[row]) +
                                     ": column \"spread_kind\" holds \"" + table.rows[row][column] +
                                     "\"; write sd, se or unknown");
}

/// A spread and the size that makes an SD of it when it is an SE.
struct Pair {
  std::size_t sd;
  std::optional<std::size_t> n;
};

std::vector<Pair> pairs_of(const CsvTable& table, const Measure& measure) {
  std::vector<Pair> pairs;
  for (const std::string_view name : measure.columns) {
    if (!name.starts_with("sd")) continue;
    const std::string size = measure.cells == Cells::paired ? "ni" : "n" + std::string(name.substr(2));
    if (const auto sd = table.column(name)) pairs.push_back({*sd, table.column(size)});
  }
  return pairs;
}

void take_as_se(CsvTable& table, std::size_t row, const std::vector<Pair>& pairs) {
  for (const auto& [sd, n] : pairs) {
    const auto se = number_at(table, row, sd);
    const auto size = n ? number_at(table, row, *n) : std::nullopt;
    table.rows[row][sd] = se && size && *size > 0 ? exact_text(*se * std::sqrt(*size)) : "";
  }
}

}  // namespace

SpreadColumn read_spread_column(const CsvTable& given, const Measure& measure, SpreadReading reading) {
  SpreadColumn out{given, {}};
  const auto column = given.column("spread_kind");
  const std::vector<Pair> pairs = pairs_of(given, measure);
  if (!column && reading != SpreadReading::stated)
    throw Error(Error::Kind::usage, "--spread " + std::string(name(reading)) + ": " + given.origin +
                                        " has no column spread_kind that says which spreads are undeclared.");
  if (!column || pairs.empty()) return out;
  if (reading == SpreadReading::inferred)
    throw Error(Error::Kind::usage,
                "--spread inferred reads the P values of a text, which a table does not have; choose stated, as-sd or "
                "as-se.");
  for (std::size_t row = 0; row < given.rows.size(); ++row) {
    const Kind kind = kind_at(given, row, *column);
    const bool has_spread =
        std::any_of(pairs.begin(), pairs.end(), [&](const Pair& pair) { return number_at(given, row, pair.sd); });
    if (kind == Kind::sd || !has_spread) continue;
    if (kind == Kind::unknown) out.undeclared.push_back(row);
    if (kind == Kind::se || reading == SpreadReading::as_se)
      take_as_se(out.pooled, row, pairs);
    else if (reading == SpreadReading::stated)
      for (const Pair& pair : pairs) out.pooled.rows[row][pair.sd].clear();
  }
  return out;
}

}  // namespace evigraft::cli
