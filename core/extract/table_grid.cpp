// core/extract/table_grid.cpp: places are filled row by row; a column remembers how long the cell above goes on.
#include "extract/table_grid.h"

#include <algorithm>

namespace evigraft {
namespace {

constexpr int kMostHeaderRows = 8;
constexpr std::size_t kLongestHeader = 400;  // bytes of a header that cells carry

/// A header is copied to every cell below it: no more of it than anybody reads.
std::string clipped(const std::string& text) {
  if (text.size() <= kLongestHeader) return text;
  std::size_t end = kLongestHeader;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

bool has_digit(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool has_letter(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0xC3;
  });
}

/// "12.3 (4.5)", "NA", "-", "<0.001", "✓": what a body cell holds; "Placebo (n = 52)", "Mean (SD)", "6 months" do not.
bool is_datum(const std::string& text) {
  if (!has_letter(text)) return has_digit(text);
  std::size_t digits = 0, letters = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') ++digits;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) ++letters;
  }
  const char first = text.front();
  const bool begins_with_number = (first >= '0' && first <= '9') || first == '-' || first == '<' || first == '(' ||
                                  static_cast<unsigned char>(first) == 0xE2;
  return begins_with_number && digits >= letters;
}

}  // namespace

const GridCell* Grid::at(int row, int column) const {
  if (row < 0 || row >= rows || column < 0) return nullptr;
  const auto& line = places[static_cast<std::size_t>(row)];
  if (column >= static_cast<int>(line.size())) return nullptr;
  const int index = line[static_cast<std::size_t>(column)];
  return index < 0 ? nullptr : &cells[static_cast<std::size_t>(index)];
}

Grid lay_out(const std::vector<PrintedRow>& rows) {
  Grid grid;
  grid.rows = static_cast<int>(rows.size());
  grid.places.resize(rows.size());
  std::size_t printed = rows.size();
  for (const PrintedRow& row : rows) printed += row.cells.size();
  std::size_t budget = 32 * printed + 4000;  // places that spans may fill
  std::vector<int> carried(kMostColumns, -1), until(kMostColumns, 0);
  int reach = 0;  // columns that anything was carried into
  for (int r = 0; r < grid.rows; ++r) {
    auto& line = grid.places[static_cast<std::size_t>(r)];
    const auto carry = [&](int column) {
      const auto c = static_cast<std::size_t>(column);
      return c < carried.size() && carried[c] >= 0 && until[c] > r;
    };
    const auto place = [&](int column, int index) {
      if (static_cast<int>(line.size()) <= column) line.resize(static_cast<std::size_t>(column) + 1, -1);
      line[static_cast<std::size_t>(column)] = index;
    };
    int column = 0;
    for (const PrintedCell& cell : rows[static_cast<std::size_t>(r)].cells) {
      for (; column < kMostColumns && carry(column); ++column) place(column, carried[static_cast<std::size_t>(column)]);
      if (column >= kMostColumns) break;
      GridCell laid{
          r,         column,     std::min(cell.rowspan, grid.rows - r), std::min(cell.colspan, kMostColumns - column),
          cell.text, cell.header};
      const std::size_t area = static_cast<std::size_t>(laid.rows) * static_cast<std::size_t>(laid.columns);
      if (area > 1 && area > budget) laid.rows = laid.columns = 1;
      if (area > 1 && area <= budget) budget -= area;
      const int index = static_cast<int>(grid.cells.size());
      for (int c = column; c < column + laid.columns; ++c) {
        place(c, index);
        carried[static_cast<std::size_t>(c)] = index;
        until[static_cast<std::size_t>(c)] = r + laid.rows;
      }
      column += laid.columns;
      reach = std::max(reach, column);
      grid.cells.push_back(std::move(laid));
    }
    for (; column < reach; ++column)
      if (carry(column)) place(column, carried[static_cast<std::size_t>(column)]);
    grid.columns = std::max(grid.columns, static_cast<int>(line.size()));
  }
  while (grid.head_rows < std::min(grid.rows, kMostHeaderRows) && rows[static_cast<std::size_t>(grid.head_rows)].head)
    ++grid.head_rows;
  return grid;
}

namespace {

class BodyReader {
 public:
  explicit BodyReader(const Grid& grid) : grid_(grid) {}

  std::vector<DataCell> run() {
    int row = find_header(0);
    header_first_ = 0;
    header_last_ = row;
    find_stubs(row);
    for (; row < grid_.rows; ++row) {
      if (const int past = repeated_header(row); past > row) {
        header_first_ = row;
        header_last_ = past;
        sections_.clear();
        row = past - 1;
        continue;
      }
      if (section_row(row)) continue;
      body_row(row);
    }
    return std::move(cells_);
  }

 private:
  [[nodiscard]] std::string text(int row, int column) const {
    const GridCell* cell = grid_.at(row, column);
    return cell ? cell->text : std::string();
  }

  [[nodiscard]] int width(int row) const {
    return static_cast<int>(grid_.places[static_cast<std::size_t>(row)].size());
  }

  /// Rows past the first column that hold only words: they name columns.
  [[nodiscard]] bool names_columns(int row) const {
    int named = 0;
    for (int c = 1; c < width(row); ++c) {
      const GridCell* cell = grid_.at(row, c);
      if (!cell || cell->text.empty() || cell->column == 0) continue;
      if (is_datum(cell->text) && !counts_people(cell->text)) return false;
      ++named;
    }
    return named > 0;
  }

  /// "(n = 52)" under the name of an arm
  [[nodiscard]] static bool counts_people(const std::string& text) {
    const std::size_t at = text.find_first_of("nN");
    return at != std::string::npos && text.find('=') != std::string::npos && has_digit(text);
  }

  /// One past the last header row: all of <thead>; further rows of words ("Mean (SD)" under each arm) count as well.
  [[nodiscard]] int find_header(int from) const {
    int row = from + grid_.head_rows;
    bool title_only = true;  // a <thead> that holds nothing but one cell over all columns
    for (int r = from; r < row; ++r) title_only &= spans_all(r);
    if (title_only) {
      while (row < grid_.rows && row < from + 6 && (names_columns(row) || all_header_cells(row) || empty_row(row)))
        ++row;
      if (row == grid_.rows) row = std::min(from + 1, grid_.rows);
      return row;
    }
    while (row < grid_.rows && row < from + grid_.head_rows + 3 && text(row, 0).empty() && names_columns(row) &&
           !spans_all(row))
      ++row;
    return row;
  }

  [[nodiscard]] bool all_header_cells(int row) const {
    bool any = false;
    for (int c = 0; c < width(row); ++c) {
      const GridCell* cell = grid_.at(row, c);
      if (!cell) continue;
      if (!cell->header && !cell->text.empty()) return false;
      any |= cell->header && c > 0;
    }
    return any;
  }

  [[nodiscard]] bool empty_row(int row) const {
    for (int c = 0; c < width(row); ++c)
      if (!text(row, c).empty()) return false;
    return true;
  }

  [[nodiscard]] bool spans_all(int row) const {
    const GridCell* cell = grid_.at(row, 0);
    return cell && cell->columns >= grid_.columns;
  }

  /// Leading columns of words: the first always, the next ones while hardly any datum stands in them.
  void find_stubs(int body) {
    stubs_ = 1;
    for (int column = 1; column < std::min(grid_.columns - 1, 5); ++column) {
      int words = 0, data = 0;
      for (int row = body; row < grid_.rows; ++row) {
        const GridCell* cell = grid_.at(row, column);
        // rows that span all columns say nothing about this one
        if (!cell || cell->text.empty() || cell->columns > 2 || (cell->column < column && cell->columns > 1)) continue;
        (is_datum(cell->text) && !is_time_label(cell->text) ? data : words) += 1;
      }
      if (words == 0 && data == 0) {
        // an empty column between the stub and the data: part of the stub only if the header names nothing there
        const std::string above = header_last_ > 0 ? text(header_last_ - 1, column) : "";
        if (!above.empty() && above != text(header_last_ - 1, 0)) break;
        ++stubs_;
        continue;
      }
      if (data * 4 > words) break;
      ++stubs_;
    }
  }

  /// "3 min", "12 months": a number that is a label
  [[nodiscard]] static bool is_time_label(const std::string& text) {
    for (const std::string_view unit :
         {"min", "hour", "hours", "h",    "d",     "day",    "days", "wk",  "wks",  "week", "weeks",
          "mo",  "mos",  "mth",   "mths", "month", "months", "yr",   "yrs", "year", "years"}) {
      if (text.size() > unit.size() + 1 && std::string_view(text).ends_with(unit) &&
          text[text.size() - unit.size() - 1] == ' ')
        return true;
    }
    return false;
  }

  /// One past a header row (or rows) that begins a stacked table: equal to the first header, or words in every column.
  [[nodiscard]] int repeated_header(int row) const {
    int past = row;
    while (past < grid_.rows && past < row + 4 && is_header_like(past)) ++past;
    return past < grid_.rows ? past : row;
  }

  [[nodiscard]] bool is_header_like(int row) const {
    if (header_last_ == 0) return false;
    int filled = 0, same = 0, words = 0, columns = 0;
    for (int c = stubs_; c < grid_.columns; ++c) {
      const GridCell* cell = grid_.at(row, c);
      if (!cell || cell->column < stubs_) continue;
      ++columns;
      if (cell->text.empty()) continue;
      ++filled;
      if (is_datum(cell->text) && !counts_people(cell->text)) return false;
      if (cell->text.size() > 4) ++words;
      for (int h = 0; h < header_last_; ++h)
        if (cell->text == text(h, c)) {
          ++same;
          break;
        }
    }
    if (filled < 2 || columns == 0) return false;
    return same * 2 >= filled || (words == filled && filled * 4 >= columns * 3 && text(row, 0).empty()) ||
           (all_header_cells(row) && words > 0);
  }

  /// A row with words at its left and nothing else names the rows below; it ends one that was at the same depth.
  bool section_row(int row) {
    int depth = -1;
    std::string label;
    const GridCell* seen = nullptr;
    for (int c = 0; c < width(row); ++c) {
      const GridCell* cell = grid_.at(row, c);
      if (!cell || cell == seen || cell->text.empty()) continue;
      seen = cell;
      if (cell->row < row) continue;  // carried from above: names this row, but is not its own
      if (depth < 0 && cell->column < stubs_) {
        depth = cell->column;
        label = clipped(cell->text);
        continue;
      }
      // "0.068" of a P value that spans the whole section stands beside the section's name
      if (depth >= 0 && cell->rows > 1) continue;
      return false;
    }
    if (depth < 0) {
      // a row with one cell over all data columns: "Week 12"
      if (seen && seen->row == row && !is_datum(seen->text)) {
        depth = 0;
        label = clipped(seen->text);
      } else {
        return empty_row(row);
      }
    }
    if (is_datum(label) && !has_letter(label)) return false;
    // two section rows in succession: the second is inside the first, unless one at the same depth held rows already
    while (!sections_.empty() && (sections_.back().depth > depth ||
                                  (sections_.back().depth == depth && (sections_.back().used || sections_.size() > 3))))
      sections_.pop_back();
    sections_.push_back({label, depth, false});
    return true;
  }

  void body_row(int row) {
    DataCell shared;
    shared.row = row + 1;
    const GridCell* seen = nullptr;
    int indent = -1;
    for (int c = 0; c < stubs_ && c < width(row); ++c) {
      const GridCell* cell = grid_.at(row, c);
      if (!cell || cell == seen || cell->text.empty()) continue;
      seen = cell;
      if (indent < 0) indent = cell->column;
      shared.stubs.push_back(clipped(cell->text));
    }
    // "Weight | Zinc", then " | Placebo": an empty first label is the one above
    if (stubs_ > 1 && indent > 0 && sections_.empty() && !first_stub_.empty())
      shared.stubs.insert(shared.stubs.begin(), first_stub_);
    if (indent == 0) first_stub_ = stubs_ > 1 && shared.stubs.size() > 1 ? shared.stubs.front() : std::string();
    // a row that begins further left than a section ends it
    while (!sections_.empty() && indent >= 0 && sections_.back().depth > indent) sections_.pop_back();
    for (Open& section : sections_) {
      section.used = true;
      shared.sections.push_back(section.label);
    }
    for (int c = stubs_; c < width(row); ++c) {
      const GridCell* cell = grid_.at(row, c);
      if (!cell || cell->text.empty() || cell->column != c || cell->row != row) continue;
      DataCell data = shared;
      data.column = c + 1;
      data.text = cell->text;
      data.columns = headers(c);
      if (header_last_ > header_first_) data.corner = clipped(text(header_last_ - 1, 0));
      cells_.push_back(std::move(data));
    }
  }

  [[nodiscard]] std::vector<std::string> headers(int column) const {
    std::vector<std::string> out;
    const GridCell* seen = nullptr;
    for (int row = header_first_; row < header_last_; ++row) {
      const GridCell* cell = grid_.at(row, column);
      // "Week 12" over two columns of which the second is an empty cell, not a span
      if (row + 1 < header_last_ && (!cell || cell->text.empty())) cell = header_at_left(row, column);
      if (!cell || cell == seen || cell->text.empty()) continue;
      seen = cell;
      if (std::string words = clipped(cell->text); out.empty() || out.back() != words) out.push_back(std::move(words));
    }
    return out;
  }

  [[nodiscard]] const GridCell* header_at_left(int row, int column) const {
    const GridCell* below = grid_.at(row + 1, column);
    if (!below || below->text.empty() || below->columns > 1) return nullptr;
    for (int c = column - 1; c >= stubs_ && c > column - 8; --c) {
      const GridCell* cell = grid_.at(row, c);
      if (!cell || cell->text.empty()) continue;
      return cell->row == row && cell->rows == 1 ? cell : nullptr;
    }
    return nullptr;
  }

  struct Open {
    std::string label;
    int depth = 0;
    bool used = false;
  };
  const Grid& grid_;
  int header_first_ = 0, header_last_ = 0, stubs_ = 1;
  std::string first_stub_;  ///< of the last row that had one
  std::vector<Open> sections_;
  std::vector<DataCell> cells_;
};

}  // namespace

std::vector<DataCell> data_cells(const Grid& grid) {
  if (grid.rows == 0 || grid.columns == 0) return {};
  return BodyReader(grid).run();
}

std::vector<ReadTable> read_tables(const Article& article) {
  std::vector<ReadTable> out;
  for (const PrintedTable& printed : article.tables) {
    ReadTable table{printed.number, printed.caption, printed.notes, {}};
    for (const auto& rows : printed.grids) {
      std::vector<DataCell> cells = data_cells(lay_out(rows));
      table.cells.insert(table.cells.end(), std::make_move_iterator(cells.begin()),
                         std::make_move_iterator(cells.end()));
    }
    if (!table.cells.empty()) out.push_back(std::move(table));
  }
  return out;
}

}  // namespace evigraft
