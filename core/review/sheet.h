// core/review/sheet.h: the sheet that a person fills in in a spreadsheet: its columns and the rows that go out.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "review/sheet_state.h"

namespace evigraft::review {

struct SheetColumn {
  std::string name;
  std::string help;                ///< what stands in it, or what a person may write
  bool filled = false;             ///< by a person
  bool number = false;             ///< holds numbers
  std::vector<std::string> words;  ///< the only ones it takes, where there are such
};

/// What is about the row, then for each field of an outcome NAME_now (what counts) and NAME (to fill), then verdict,
/// why, who, the place, arm_label and words, and the row's state.
const std::vector<SheetColumn>& sheet_columns();
/// The column that shows what counts now: "n_now".
std::string now_column(std::string_view field);

/// An outcome_id that begins with it makes its row a remark; in CSV the row of help texts is one.
inline constexpr std::string_view kRemark = "# ";

/// An outcome, or a report to which a number may be added.
struct SheetRow {
  SheetState state;
  std::string study, link, quote, arm, asked;
  Values machine;  ///< what the machine reads where a person's decision says something else
};

/// One cell a column; nothing is filled in.
std::vector<std::string> sheet_cells(const SheetRow& row);
/// The help texts as a row.
std::vector<std::string> sheet_help();

}  // namespace evigraft::review
