// core/publish/workbook.h: a table that a person fills in, as an XLSX file.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace evigraft::publish {

struct WorkbookColumn {
  std::string name;
  std::string help;                ///< shown beside the cell, and on the sheet of allowed values
  bool filled = false;             ///< by a person: its empty cells are open, everything else is locked
  bool number = false;             ///< cells that are numbers are written as such
  std::vector<std::string> words;  ///< offered as a list, and nothing else is taken
  double width = 10;               ///< characters
};

struct Workbook {
  std::string title;
  std::vector<WorkbookColumn> columns;
  std::vector<std::vector<std::string>> rows;  ///< a cell that begins with https:// is a link
  std::int64_t created = 0;                    ///< seconds since 1970, UTC
};

/// The table on the first sheet, under a header that stays in sight, with room for more rows; what the columns take on
/// the second, "Allowed values". The sheet is protected without a password. The same input gives the same bytes.
/// Error::failed when the folder for temporary files cannot be written, Error::data for a text beyond the 32,767
/// characters that a cell holds.
std::string workbook_bytes(const Workbook& workbook);

}  // namespace evigraft::publish
