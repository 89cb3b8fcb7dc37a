// core/extract/table_sizes.h: how many people each arm had, as tables print it.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "extract/table_labels.h"
#include "extract/trial_answer.h"

namespace evigraft {

/// "table 2, row 3, column 4"
std::string place(const ReadTable& table, const DataCell& cell);

/// n per arm that headers of a table state, or a row "n", "No. of patients", "Participants" of it; where arms are rows,
/// a column of that name.
std::array<std::optional<AnsweredNumber>, 2> table_sizes(const ReadTable& table, const ArmLabels& labels, Facts& facts);

/// n per arm that the headers of any table state, the first table first.
std::array<std::optional<AnsweredNumber>, 2> header_sizes(const std::vector<ReadTable>& tables, const ArmPair& arms);

}  // namespace evigraft
