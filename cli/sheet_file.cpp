#include "cli/sheet_file.h"

#include <evigraft/error.h>

#include <algorithm>
#include <map>

#include "cli/output.h"
#include "cli/whole_file.h"
#include "publish/workbook.h"
#include "publish/workbook_reader.h"
#include "source/timestamp.h"

namespace evigraft::cli {
namespace {

void append_line(std::string& out, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) out += (i == 0 ? "" : ",") + csv_field(Cell(cells[i]));
  out += "\r\n";
}

double width_of(const review::SheetColumn& column) {
  static const std::map<std::string, double> wide = {
      {"study", 24},  {"link", 30},           {"quote", 30},         {"arm", 20},
      {"asked", 20},  {"machine_reads", 24},  {"why", 40},           {"who", 14},
      {"method", 14}, {"definition_now", 24}, {"definition", 24},    {"arm_class", 14},
      {"words", 24},  {"letter", 20},         {"arm_class_now", 14}, {"arm_label", 20}};
  const auto found = wide.find(column.name);
  return found == wide.end() ? 11 : found->second;
}

std::string as_xlsx(const SheetRows& rows, const std::string& now) {
  publish::Workbook workbook;
  workbook.title = "evigraft: outcomes to complete";
  workbook.created = parse_iso(now).value_or(0) / 1000;
  for (const review::SheetColumn& column : review::sheet_columns())
    workbook.columns.push_back(
        {column.name, column.help, column.filled, column.number, column.words, width_of(column)});
  for (const review::SheetRow& row : rows.rows) workbook.rows.push_back(sheet_cells(row));
  return workbook_bytes(workbook);
}

}  // namespace

SheetFormat sheet_format(const std::string& file) {
  std::string end = file.substr(file.size() - std::min<std::size_t>(5, file.size()));
  for (char& letter : end)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  if (end.ends_with(".xlsx")) return SheetFormat::xlsx;
  if (end.ends_with(".csv")) return SheetFormat::csv;
  throw Error(Error::Kind::usage, "A sheet is a .csv or .xlsx file; '" + file + "' ends in neither.");
}

std::string sheet_bytes(const SheetRows& rows, SheetFormat format, const std::string& now) {
  if (format == SheetFormat::xlsx) return as_xlsx(rows, now);
  std::string out = "\xEF\xBB\xBF";
  std::vector<std::string> header;
  for (const review::SheetColumn& column : review::sheet_columns()) header.push_back(column.name);
  append_line(out, header);
  append_line(out, review::sheet_help());
  for (const review::SheetRow& row : rows.rows) append_line(out, sheet_cells(row));
  return out;
}

review::SheetCells parse_sheet_file(std::string_view bytes, const std::string& origin) {
  review::SheetCells out;
  if (!publish::is_workbook(bytes)) {
    CsvTable table = parse_spreadsheet_csv(bytes, origin);
    return {std::move(table.columns), std::move(table.rows), std::move(table.numbers)};
  }
  for (publish::WorkbookRow& row : publish::read_workbook(bytes, origin)) {
    if (out.columns.empty()) {
      out.columns = std::move(row.cells);
      continue;
    }
    out.rows.push_back(std::move(row.cells));
    out.numbers.push_back(row.number);
  }
  if (out.columns.empty()) throw Error(Error::Kind::data, origin + " is empty; its first row must name the columns.");
  return out;
}

review::SheetCells read_sheet_file(const std::string& file) {
  constexpr std::size_t kMost = std::size_t{64} << 20;
  const std::string bytes = read_whole(file, kMost);
  if (bytes.size() > kMost) throw Error(Error::Kind::data, file + " is larger than any sheet; is it the right file?");
  return parse_sheet_file(bytes, file == "-" ? "standard input" : file);
}

}  // namespace evigraft::cli
