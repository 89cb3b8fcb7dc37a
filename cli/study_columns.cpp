#include "cli/study_columns.h"

#include <array>
#include <charconv>

namespace evigraft::cli {
namespace {

Cell number(const std::optional<double>& value) { return value ? Cell(*value) : Cell(); }
Cell text(const std::string& value) { return value.empty() ? Cell() : Cell(value); }

/// Shortest digits that read back as the same number.
std::string digits(double value) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), end};
}

std::string cell_text(const Cell& cell) {
  if (const auto* words = std::get_if<std::string>(&cell)) return *words;
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return std::to_string(*whole);
  if (const auto* value = std::get_if<double>(&cell)) return digits(*value);
  return {};
}

}  // namespace

const std::vector<StudyColumn>& study_columns() {
  using S = const PoolStudy&;
  static const std::vector<StudyColumn> columns = {
      {"study", [](S study) { return text(study.label); }},
      {"year", [](S study) { return study.traits.year ? Cell(std::int64_t{*study.traits.year}) : Cell(); }},
      {"months", [](S study) { return number(study.months); }},
      {"site", [](S study) { return text(study.traits.site); }},
      {"method", [](S study) { return text(study.traits.method); }},
      {"definition", [](S study) { return text(study.traits.definition); }},
      {"species", [](S study) { return text(study.traits.species); }},
      {"design", [](S study) { return text(study.traits.design); }},
      {"pairing", [](S study) { return text(study.traits.pairing); }},
      {"arm_label", [](S study) { return text(study.traits.arm_label); }},
      {"comparator_label", [](S study) { return text(study.traits.comparator_label); }},
      {"spread_kind", [](S study) { return text(study.traits.spread_kind); }},
      {"n", [](S study) { return number(participants(study)); }}};
  return columns;
}

CsvTable study_table(const std::vector<PoolStudy>& studies) {
  CsvTable table;
  table.origin = "The database";
  for (const StudyColumn& column : study_columns()) table.columns.emplace_back(column.name);
  for (const PoolStudy& study : studies) {
    std::vector<std::string>& row = table.rows.emplace_back();
    for (const StudyColumn& column : study_columns()) row.push_back(cell_text(column.value(study)));
    table.lines.push_back(table.rows.size());
  }
  return table;
}

}  // namespace evigraft::cli
