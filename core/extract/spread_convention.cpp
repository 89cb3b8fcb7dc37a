#include "extract/spread_convention.h"

#include <cmath>

#include "extract/label_words.h"

namespace evigraft {
namespace {

// No group of people has a standard deviation of age beyond this, in years: ages spread evenly from 0 to 100 have 29.
constexpr double kWidestAges = 30;

bool digit(char c) { return c >= '0' && c <= '9'; }

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

/// Whether the article names standard deviations, and whether standard errors; what a sample size was planned with does
/// not count.
std::pair<bool, bool> named_spreads(const Article& article) {
  bool sd = false, se = false;
  const auto look = [&](const std::string& text) {
    // the first of two in one text would hide the second
    for (std::size_t from = 0; from < text.size();) {
      const std::size_t stop = std::min(text.find_first_of(",;", from), text.size());
      const StatisticHints hints = read_hints(std::string_view(text).substr(from, stop - from));
      from = stop + 1;
      for (const auto& kind : {hints.plus_minus, hints.bracket_spread, hints.spread_alone}) {
        sd |= kind == SpreadKind::sd;
        se |= kind == SpreadKind::se;
      }
    }
  };
  look(article.abstract);
  for (const PrintedTable& table : article.tables) {
    look(table.caption);
    for (const std::string& note : table.notes) look(note);
    for (const auto& rows : table.grids)
      for (const PrintedRow& row : rows)
        for (const PrintedCell& cell : row.cells)
          if (!cell.text.empty() && cell.text.size() < 120 && !digit(cell.text.front())) look(cell.text);
  }
  for (const Paragraph& paragraph : article.paragraphs) {
    if (paragraph.part == ArticlePart::introduction || paragraph.part == ArticlePart::discussion) continue;
    for (std::size_t from = 0; from < paragraph.text.size();) {
      const std::size_t stop = std::min(paragraph.text.find(". ", from), paragraph.text.size());
      const std::string sentence = paragraph.text.substr(from, stop - from);
      from = stop + 2;
      if (sentence.find("power") == std::string::npos && sentence.find("sample size") == std::string::npos)
        look(sentence);
    }
  }
  return {sd, se};
}

SpreadConvention from_ages(const std::vector<ReadTable>& tables,
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

}  // namespace

SpreadConvention read_convention(const Article& article, const std::vector<ReadTable>& tables,
                                 const std::array<std::optional<AnsweredNumber>, 2>& sizes) {
  SpreadConvention out = from_ages(tables, sizes);
  if (out.plus_minus_is_sd || out.bracket_is_sd) return out;
  const auto [sd, se] = named_spreads(article);
  if (!sd || se) return out;
  out.plus_minus_is_sd = true;
  out.evidence = "no spread is declared here; the article names standard deviations and no standard errors";
  return out;
}

}  // namespace evigraft
