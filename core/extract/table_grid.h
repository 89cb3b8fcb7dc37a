// core/extract/table_grid.h: a printed table as cells that know their headers. Row and column spans are laid out and
// clipped, header rows found with or without <thead>, section rows and stacked tables recognised.
#pragma once
#include <string>
#include <vector>

#include "extract/jats_document.h"

namespace evigraft {

struct GridCell {
  int row = 0, column = 0;  ///< its top left place, from 0
  int rows = 1, columns = 1;
  std::string text;
  bool header = false;
};

/// Every place of a table names the cell that covers it.
struct Grid {
  int rows = 0, columns = 0;
  int head_rows = 0;  ///< rows of <thead>
  std::vector<GridCell> cells;
  std::vector<std::vector<int>> places;  ///< index into `cells`, -1 for none; rows may be short

  [[nodiscard]] const GridCell* at(int row, int column) const;
};

/// Linear in the printed cells: spans past the last row are clipped, columns are at most kMostColumns, and spans are
/// laid out only while the table stays within a multiple of what was printed.
constexpr int kMostColumns = 400;
Grid lay_out(const std::vector<PrintedRow>& rows);

/// A cell of the body with all that is printed above it and beside it.
struct DataCell {
  int row = 0, column = 0;  ///< as a reader counts, from 1; header rows count
  std::string text;
  std::vector<std::string> columns;   ///< headers above it, top to bottom
  std::vector<std::string> sections;  ///< section rows above it, outer first
  std::string corner;                 ///< the header of the labels: "Weight (kg)" above "Mean" and "SD"
  std::vector<std::string> stubs;     ///< cells at the left of its row
};

/// The body of one table. A header row that is repeated further down begins anew ("stacked" tables).
std::vector<DataCell> data_cells(const Grid& grid);

/// A table read once, for any number of questions.
struct ReadTable {
  int number = 0;
  std::string caption;
  std::vector<std::string> notes;
  std::vector<DataCell> cells;
};

/// All tables of an article that have cells.
std::vector<ReadTable> read_tables(const Article& article);

}  // namespace evigraft
