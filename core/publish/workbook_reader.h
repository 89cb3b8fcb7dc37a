// core/publish/workbook_reader.h: the first sheet of an XLSX file (ECMA-376) as text. Whoever wrote it is not trusted.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace evigraft::publish {

/// What a file may not exceed; far above any table of studies.
struct WorkbookLimits {
  std::size_t entries = 1000;                    ///< files in the archive
  std::size_t unpacked = std::size_t{64} << 20;  ///< bytes of all parts that are read
  std::size_t rows = 100'000, columns = 1000, cells = 2'000'000;
  std::size_t text = std::size_t{64} << 20;  ///< bytes of all cells: many may point to one long shared string
};

struct WorkbookRow {
  std::size_t number = 0;          ///< from 1, as spreadsheets show it
  std::vector<std::string> cells;  ///< from the first column; ends with the last that is not empty
};

/// Whether the bytes begin as a ZIP archive does.
bool is_workbook(std::string_view bytes);

/// The rows that are not empty. Numbers come as the shortest text that reads back as the same number, a cell shown as a
/// percentage as "49.83%", one shown as a date as "2026-11-21", truth values as TRUE and FALSE, formulas as the result
/// that was stored with them, or as "=…" where none was. Error::data, beginning with `origin`, for what is no XLSX
/// file, is encrypted, declares entities, holds broken UTF-8 or NUL, or exceeds a limit.
std::vector<WorkbookRow> read_workbook(std::string_view bytes, const std::string& origin,
                                       const WorkbookLimits& limits = {});

}  // namespace evigraft::publish
