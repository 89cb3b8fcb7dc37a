// cli/csv_table.h: a CSV file with a header line -> columns and rows of text (RFC 4180, UTF-8, commas), read by libcsv.
// Every complaint is an Error::data that names file, line and column.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evigraft::cli {

struct CsvTable {
  std::string origin;                          ///< file name, for messages
  std::vector<std::string> columns;            ///< header; names are unique, empty ones may repeat
  std::vector<std::vector<std::string>> rows;  ///< each as long as the header
  std::vector<std::size_t> lines;              ///< the line each row begins on, from 1
  std::vector<std::size_t> numbers;            ///< of the rows as spreadsheets count them; the header is 1

  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
};

/// What a file may not exceed; far above any table of studies.
struct CsvLimits {
  std::size_t bytes = std::size_t{64} << 20;
  std::size_t columns = 1000;
  std::size_t rows = 1'000'000;
  std::size_t filled_up =
      2'000'000;  ///< cells of a spreadsheet's table, whose short rows are made as long as the header
};

/// An apostrophe before = + - @ tab or CR was put there to disarm spreadsheets and is taken off; no other is.
CsvTable parse_csv(std::string_view bytes, const std::string& origin, const CsvLimits& limits = {});

/// As spreadsheets save it: cells parted by commas, semicolons or tabs, whichever the header has most of, and rows that
/// end early or in empty cells beyond the header.
CsvTable parse_spreadsheet_csv(std::string_view bytes, const std::string& origin, const CsvLimits& limits = {});

/// "-" is standard input. Error::failed when the file cannot be read.
CsvTable read_csv(const std::string& path, const CsvLimits& limits = {});

/// Empty, or R's NA.
bool is_missing(const std::string& cell);

/// The cell as a finite number, read the same in every locale; nullopt for a missing one.
std::optional<double> number_at(const CsvTable& table, std::size_t row, std::size_t column);

}  // namespace evigraft::cli
