#include "extract/table_sizes.h"

#include "extract/cell_value.h"

namespace evigraft {

std::string place(const ReadTable& table, const DataCell& cell) {
  return "table " + std::to_string(table.number) + ", row " + std::to_string(cell.row) + ", column " +
         std::to_string(cell.column);
}

std::array<std::optional<AnsweredNumber>, 2> table_sizes(const ReadTable& table, const ArmLabels& labels,
                                                         Facts& facts) {
  std::array<std::optional<AnsweredNumber>, 2> out;
  for (const DataCell& cell : table.cells) {
    int arm = -1;
    const std::string* label = nullptr;
    std::optional<int> n;
    for (const Part& part : parts_of(cell)) {
      if (const int found = labels.arm(*part.text); found >= 0) {
        arm = found;
        label = part.text;
      }
      if ((part.axis < 100 && labels.in_columns) || labels.arm(*part.text) >= 0)
        if (const auto stated = facts.of(*part.text).n) n = stated;
    }
    if (arm < 0) continue;
    auto& slot = out[static_cast<std::size_t>(arm)];
    if (slot) continue;
    if (n) {
      slot = AnsweredNumber{static_cast<double>(*n), {}, place(table, cell), *label, {}};
      continue;
    }
    // a row of sizes; where arms are rows, a column of them
    const bool row =
        labels.in_columns && cell.stubs.size() == 1 && cell.sections.empty() && facts.of(cell.stubs[0]).counts_people;
    const bool column = !labels.in_columns && cell.columns.size() == 1 && facts.of(cell.columns[0]).counts_people;
    if (!row && !column) continue;
    const CellValue value = read_cell(cell.text);
    if (value.shape == CellShape::single && value.whole && value.first > 1)
      slot = AnsweredNumber{value.first, {}, place(table, cell), cell.text, {}};
  }
  return out;
}

std::array<std::optional<AnsweredNumber>, 2> header_sizes(const std::vector<ReadTable>& tables, const ArmPair& arms) {
  std::array<std::optional<AnsweredNumber>, 2> out;
  Facts facts(arms, arms.abbreviations());
  const std::vector<ArmLabels> labels = find_labels(tables, facts);
  for (std::size_t t = 0; t < tables.size(); ++t) {
    const auto found = table_sizes(tables[t], labels[t], facts);
    for (std::size_t i = 0; i < 2; ++i)
      if (!out[i]) out[i] = found[i];
  }
  return out;
}

}  // namespace evigraft
