#include "extract/spread_convention.h"

#include <cmath>

#include "extract/label_words.h"

namespace evigraft {
namespace {

// No group of people has a standard deviation of age beyond this, in years: ages spread evenly from 0 to 100 have 29.
constexpr double kWidestAges = 30;

bool is_age(const DataCell& cell) {
  for (const std::string& stub : cell.stubs) {
    const std::vector<LabelWord> words = label_words(stub);
    if (!words.empty() && words.size() <= 4 &&
        (words[0].stem == "age" || (words.size() > 1 && words[1].stem == "age")) && !holds(words, "month") &&
        !holds(words, "gestat"))
      return true;
  }
  return false;
}

std::string short_number(double value) {
  std::string text = std::to_string(value);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace

SpreadConvention read_convention(const std::vector<ReadTable>& tables,
                                 const std::array<std::optional<AnsweredNumber>, 2>& sizes) {
  SpreadConvention out;
  double n = 0;
  for (const auto& size : sizes)
    if (size) n = n > 0 ? std::min(n, size->value) : size->value;
  if (n < 3) return out;
  for (const ReadTable& table : tables)
    for (const DataCell& cell : table.cells) {
      if (!is_age(cell)) continue;
      const CellValue value = read_cell(cell.text);
      const bool plus_minus = value.shape == CellShape::plus_minus, bracket = value.shape == CellShape::bracket;
      if (!(plus_minus || bracket) || value.first < 10 || value.first > 100 || value.second_percent) continue;
      // "52 (26)" may be people and their share
      if (bracket && value.whole && value.second_decimals == 0) continue;
      if (value.second > 25 || value.second * std::sqrt(n) <= kWidestAges) continue;
      (plus_minus ? out.plus_minus_is_sd : out.bracket_is_sd) = true;
      if (out.evidence.empty())
        out.evidence =
            "no spread is declared; age " + cell.text + " cannot be a standard error with n = " + short_number(n);
    }
  return out;
}

}  // namespace evigraft
