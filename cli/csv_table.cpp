#include "cli/csv_table.h"

#include <csv.h>
#include <evigraft/error.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <utility>

#include "cli/whole_file.h"

namespace evigraft::cli {
namespace {

[[noreturn]] void refuse(const std::string& origin, std::size_t line, const std::string& why) {
  throw Error(Error::Kind::data, origin + ", line " + std::to_string(line) + ": " + why);
}

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// The start of a cell, cut between characters, for a message.
std::string shown(const std::string& cell) {
  std::size_t end = std::min<std::size_t>(cell.size(), 40);
  while (end > 0 && end < cell.size() && continues(cell[end])) --end;
  return "\"" + cell.substr(0, end) + (end < cell.size() ? "…\"" : "\"");
}

/// Bytes in the well-formed UTF-8 sequence at `at` (Unicode 15, table 3-7), 0 when it is not one.
std::size_t sequence_length(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U; };
  const unsigned first = byte(at);
  if (first == 0) return 0;
  if (first < 0x80) return 1;
  const std::size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  const unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (length == 0 || byte(at + 1) < low || byte(at + 1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i)
    if ((byte(at + i) & 0xC0) != 0x80) return 0;
  return length;
}

void check_utf8(std::string_view bytes, const std::string& origin) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = sequence_length(bytes, at);
    if (length == 0) {
      const auto lines = std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n');
      refuse(origin, static_cast<std::size_t>(lines) + 1, "this is not UTF-8 text; save the table as CSV in UTF-8");
    }
    at += length;
  }
}

std::string without_guard(std::string cell) {
  if (cell.size() > 1 && cell[0] == '\'' && std::string_view("=+-@\t\r").find(cell[1]) != std::string_view::npos)
    cell.erase(0, 1);
  return cell;
}

/// One line with its end; a lone carriage return ends one too.
std::string_view next_line(std::string_view rest) {
  const std::size_t end = rest.find_first_of("\r\n");
  if (end == std::string_view::npos) return rest;
  const bool both = rest[end] == '\r' && end + 1 < rest.size() && rest[end + 1] == '\n';
  return rest.substr(0, end + (both ? 2 : 1));
}

/// libcsv's parser and what its call-backs gather. They must not throw through C: a row too wide is cut, then refused.
class Reader {
 public:
  Reader(std::size_t max_cells, char separator) : max_cells_(max_cells) {
    if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0) throw Error(Error::Kind::failed, "libcsv did not start");
    csv_set_delim(&parser_, static_cast<unsigned char>(separator));
  }
  ~Reader() { csv_free(&parser_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  /// False on a quotation mark out of place.
  bool feed(std::string_view bytes) {
    return csv_parse(&parser_, bytes.data(), bytes.size(), on_cell, on_row, this) == bytes.size();
  }
  bool finish() { return csv_fini(&parser_, on_cell, on_row, this) == 0; }

  std::vector<std::vector<std::string>> rows;  ///< those ended since last taken

 private:
  static void on_cell(void* bytes, std::size_t size, void* self) {
    auto& reader = *static_cast<Reader*>(self);
    if (reader.row_.size() <= reader.max_cells_) reader.row_.emplace_back(static_cast<const char*>(bytes), size);
  }
  static void on_row(int, void* self) {
    auto& reader = *static_cast<Reader*>(self);
    reader.rows.push_back(std::exchange(reader.row_, {}));
  }

  csv_parser parser_{};
  std::size_t max_cells_;
  std::vector<std::string> row_;
};

void take_header(CsvTable& table, std::vector<std::string> cells, std::size_t line, const CsvLimits& limits) {
  if (cells.size() > limits.columns)
    refuse(table.origin, line, "more than " + std::to_string(limits.columns) + " columns");
  if (cells.size() == 1 && cells[0].find_first_of(";\t") != std::string::npos)
    refuse(table.origin, line, "the columns are not separated by commas; save the table with commas between cells");
  std::set<std::string> seen;
  for (std::string& cell : cells) {
    table.columns.push_back(without_guard(std::move(cell)));
    if (const std::string& name = table.columns.back(); !name.empty() && !seen.insert(name).second)
      refuse(table.origin, line, "the column " + shown(name) + " stands in the header twice");
  }
}

/// The separator that the header has most of.
char separator_of(std::string_view bytes) {
  const std::string_view header = next_line(bytes);
  char best = ',';
  for (const char each : {';', '\t'})
    if (std::count(header.begin(), header.end(), each) > std::count(header.begin(), header.end(), best)) best = each;
  return best;
}

/// Missing cells are empty ones; empty ones too many are none.
void fit_to_header(std::vector<std::string>& cells, std::size_t columns) {
  while (cells.size() > columns && cells.back().empty()) cells.pop_back();
  if (cells.size() < columns) cells.resize(columns);
}

void take_row(CsvTable& table, std::vector<std::string> cells, std::size_t line, const CsvLimits& limits) {
  if (cells.size() != table.columns.size())
    refuse(table.origin, line,
           (cells.size() > table.columns.size() ? "more than " + std::to_string(table.columns.size())
                                                : "only " + std::to_string(cells.size())) +
               " cells under a header of " + std::to_string(table.columns.size()) + " columns");
  if (table.rows.size() == limits.rows)
    refuse(table.origin, line, "more than " + std::to_string(limits.rows) + " rows");
  for (std::string& cell : cells) cell = without_guard(std::move(cell));
  table.rows.push_back(std::move(cells));
  table.lines.push_back(line);
}

CsvTable parse(std::string_view bytes, const std::string& origin, const CsvLimits& limits, bool spreadsheet) {
  if (bytes.size() > limits.bytes)
    throw Error(Error::Kind::data, origin + " is larger than " + std::to_string(limits.bytes) + " bytes");
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);  // byte order mark
  check_utf8(bytes, origin);

  CsvTable table;
  table.origin = origin;
  Reader reader(limits.columns, spreadsheet ? separator_of(bytes) : ',');
  std::size_t line = 0, row_line = 1, number = 0;
  bool inside_row = false;  // a quoted cell goes on over the end of the line
  const auto take = [&] {
    for (auto& row : std::exchange(reader.rows, {})) {
      ++number;
      inside_row = false;
      if (table.columns.empty()) {
        take_header(table, std::move(row), row_line, limits);
        continue;
      }
      if (spreadsheet && (table.rows.size() + 1) * table.columns.size() > limits.filled_up)
        refuse(origin, row_line, "more than " + std::to_string(limits.filled_up) + " cells");
      if (spreadsheet) fit_to_header(row, table.columns.size());
      take_row(table, std::move(row), row_line, limits);
      table.numbers.push_back(number);
    }
  };
  const std::string misplaced = "a quotation mark is out of place; write \"\" for one inside a quoted cell";
  for (std::string_view rest = bytes; !rest.empty();) {
    const std::string_view chunk = next_line(rest);
    rest.remove_prefix(chunk.size());
    ++line;
    if (!inside_row && chunk.find_first_not_of(" \t\r\n") == std::string_view::npos) {
      ++number;
      continue;
    }
    if (!inside_row) row_line = line;
    inside_row = true;
    if (!reader.feed(chunk)) refuse(origin, line, misplaced);
    take();
  }
  if (!reader.finish()) refuse(origin, row_line, "a quoted cell begins here and does not end");
  take();
  if (table.columns.empty()) throw Error(Error::Kind::data, origin + " is empty; its first line must name the columns");
  return table;
}

}  // namespace

CsvTable parse_csv(std::string_view bytes, const std::string& origin, const CsvLimits& limits) {
  return parse(bytes, origin, limits, false);
}

CsvTable parse_spreadsheet_csv(std::string_view bytes, const std::string& origin, const CsvLimits& limits) {
  return parse(bytes, origin, limits, true);
}

std::optional<std::size_t> CsvTable::column(std::string_view name) const {
  const auto found = std::find(columns.begin(), columns.end(), name);
  if (found == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

CsvTable read_csv(const std::string& path, const CsvLimits& limits) {
  const std::string bytes = read_whole(path, limits.bytes);
  return parse_csv(bytes, path == "-" ? "standard input" : path, limits);
}

bool is_missing(const std::string& cell) { return cell.empty() || cell == "NA"; }

std::optional<double> number_at(const CsvTable& table, std::size_t row, std::size_t column) {
  const std::string& cell = table.rows[row][column];
  if (is_missing(cell)) return std::nullopt;
  std::string_view digits = cell;
  if (digits.starts_with('+')) digits.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(value))
    refuse(table.origin, table.lines[row],
           "column \"" + table.columns[column] + "\" holds " + shown(cell) +
               ", which is not a number; write decimals with a point and leave missing cells empty");
  return value;
}

}  // namespace evigraft::cli
