// Tables as readers see them: spans laid out, every number with its headers.
#include "extract/table_grid.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace {
using namespace evigraft;
using testing::ElementsAre;
using testing::IsEmpty;

PrintedCell cell(const std::string& text, int rowspan = 1, int colspan = 1) { return {text, rowspan, colspan, false}; }
PrintedRow head(std::vector<PrintedCell> cells) { return {std::move(cells), true}; }
PrintedRow body(std::vector<PrintedCell> cells) { return {std::move(cells), false}; }

std::vector<DataCell> read(const std::vector<PrintedRow>& rows) { return data_cells(lay_out(rows)); }

TEST(TableGrid, CarriesASpanningHeaderToEveryColumnBelowIt) {
  const auto cells = read({head({cell("", 2), cell("Zinc", 1, 2), cell("Placebo", 1, 2)}),
                           head({cell("Mean"), cell("SD"), cell("Mean"), cell("SD")}),
                           body({cell("Weight"), cell("61.2"), cell("4.1"), cell("60.3"), cell("5.2")})});
  ASSERT_EQ(cells.size(), 4U);
  EXPECT_THAT(cells[3].columns, ElementsAre("Placebo", "SD"));
  EXPECT_THAT(cells[3].stubs, ElementsAre("Weight"));
}

TEST(TableGrid, CountsRowsAndColumnsAsAReaderDoes) {
  const auto cells = read(
      {head({cell("", 2), cell("A", 1, 2)}), head({cell("x"), cell("y")}), body({cell("r"), cell("1"), cell("2")})});
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_EQ(cells[1].row, 3);
  EXPECT_EQ(cells[1].column, 3);
}

TEST(TableGrid, ShiftsTheRowBelowARowSpan) {
  const auto cells = read({head({cell("Visit"), cell("Time"), cell("A")}),
                           body({cell("Visit 1", 2), cell("3 min"), cell("1.9")}), body({cell("5 min"), cell("2.1")})});
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_THAT(cells[1].stubs, ElementsAre("Visit 1", "5 min"));
  EXPECT_EQ(cells[1].column, 3);
}

TEST(TableGrid, ClipsASpanPastTheLastRow) {
  const Grid grid = lay_out({body({cell("a", 1'000'000'000), cell("1")}), body({cell("2")})});
  ASSERT_NE(grid.at(1, 0), nullptr);
  EXPECT_EQ(grid.at(1, 0)->text, "a");
  EXPECT_EQ(grid.at(0, 0)->rows, 2);
}

TEST(TableGrid, ClipsASpanOfABillionColumns) {
  const Grid grid = lay_out({body({cell("a", 1, 1'000'000'000)}), body({cell("1"), cell("2")})});
  EXPECT_LE(grid.columns, kMostColumns);
}

TEST(TableGrid, FindsTheHeaderWithoutThead) {
  const auto cells = read({body({cell(""), cell("Zinc (n = 20)"), cell("Placebo (n = 21)")}),
                           body({cell("Weight"), cell("61.2"), cell("60.3")})});
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_THAT(cells[0].columns, ElementsAre("Zinc (n = 20)"));
}

TEST(TableGrid, ReadsARowOfWordsUnderTheHeadAsHeader) {
  const auto cells =
      read({head({cell(""), cell("Zinc"), cell("Placebo")}), body({cell(""), cell("Mean (SD)"), cell("Mean (SD)")}),
            body({cell("Weight"), cell("61.2 (4.1)"), cell("60.3 (5.2)")})});
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_THAT(cells[1].columns, ElementsAre("Placebo", "Mean (SD)"));
}

TEST(TableGrid, PutsSectionRowsAboveTheirRows) {
  const auto cells =
      read({head({cell(""), cell("Zinc")}), body({cell("Week 4", 1, 2)}), body({cell("Weight"), cell("61")}),
            body({cell("Week 8", 1, 2)}), body({cell("Weight"), cell("62")})});
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_THAT(cells[0].sections, ElementsAre("Week 4"));
  EXPECT_THAT(cells[1].sections, ElementsAre("Week 8"));
}

TEST(TableGrid, EndsASectionAtARowFurtherLeft) {
  const auto cells = read({head({cell("", 1, 2), cell("Zinc")}), body({cell("Sex", 1, 2), cell("")}),
                           body({cell(""), cell("Male"), cell("12")}), body({cell("Weight", 1, 2), cell("61")}),
                           body({cell(""), cell("kg"), cell("62")})});
  ASSERT_EQ(cells.size(), 3U);
  EXPECT_THAT(cells[0].sections, ElementsAre("Sex"));
  EXPECT_THAT(cells[0].stubs, ElementsAre("Male"));
}

TEST(TableGrid, BeginsAnewWhereTheHeaderIsRepeated) {
  const auto cells = read({head({cell(""), cell("Zinc, week 4"), cell("Placebo, week 4")}),
                           body({cell("Weight"), cell("61"), cell("60")}),
                           body({cell(""), cell("Zinc, week 8"), cell("Placebo, week 8")}),
                           body({cell("Weight"), cell("63"), cell("60")})});
  ASSERT_EQ(cells.size(), 4U);
  EXPECT_THAT(cells[2].columns, ElementsAre("Zinc, week 8"));
}

TEST(TableGrid, HasNoCellsWithoutRows) {
  EXPECT_THAT(read({}), IsEmpty());
  EXPECT_THAT(read({body({})}), IsEmpty());
}

RC_GTEST_PROP(TableGridProperty, LaysOutNoMoreThanAMultipleOfWhatWasPrinted, ()) {
  std::vector<PrintedRow> rows;
  std::size_t printed = 0;
  for (int r = *rc::gen::inRange(0, 12); r > 0; --r) {
    PrintedRow row;
    row.head = *rc::gen::arbitrary<bool>();
    for (int c = *rc::gen::inRange(0, 8); c > 0; --c)
      row.cells.push_back({*rc::gen::element<std::string>("", "a", "12", "3.4 (1.2)", "n = 5"),
                           *rc::gen::inRange(1, 2000000000), *rc::gen::inRange(1, 2000000000),
                           *rc::gen::arbitrary<bool>()});
    printed += row.cells.size() + 1;
    rows.push_back(std::move(row));
  }
  const Grid grid = lay_out(rows);
  std::size_t places = 0;
  for (const auto& line : grid.places) places += line.size();
  // a span of columns may be carried down the few rows there are
  RC_ASSERT(places <= (32 * printed + 4000) * 2 + printed * kMostColumns);
  for (const DataCell& one : data_cells(grid)) {
    RC_ASSERT(one.row >= 1 && one.row <= grid.rows);
    RC_ASSERT(one.column >= 1 && one.column <= grid.columns);
  }
}

}  // namespace
