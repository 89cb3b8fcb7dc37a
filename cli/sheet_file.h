// cli/sheet_file.h: a sheet of core/review as a CSV or XLSX file, and back.
#pragma once
#include <string>

#include "cli/csv_table.h"
#include "pipeline/review_sheet.h"

namespace evigraft::cli {

enum class SheetFormat { csv, xlsx };
/// By the end of the name, in any case. Error::usage for another one.
SheetFormat sheet_format(const std::string& file);

/// The file's bytes. CSV begins with a byte order mark, which spreadsheets take UTF-8 by, and has the help texts as its
/// second row; XLSX has them on a second sheet. `now`: ISO 8601, the XLSX file's time.
std::string sheet_bytes(const SheetRows& rows, SheetFormat format, const std::string& now);

/// Either format, told by its first bytes. "-" is standard input. Error::data names the file and what is wrong with it.
review::SheetCells read_sheet_file(const std::string& file);
review::SheetCells parse_sheet_file(std::string_view bytes, const std::string& origin);

}  // namespace evigraft::cli
