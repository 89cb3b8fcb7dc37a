// What one cell says, in the spellings of typesetters.
#include "extract/cell_value.h"

#include <gtest/gtest.h>

namespace {
using namespace evigraft;

TEST(CellValue, ReadsMeanAndSpread) {
  const CellValue value = read_cell("12.3 ± 4.5");
  EXPECT_EQ(value.shape, CellShape::plus_minus);
  EXPECT_EQ(value.first, 12.3);
  EXPECT_EQ(value.second, 4.5);
}

TEST(CellValue, ReadsPlusSlashMinus) { EXPECT_EQ(read_cell("12.3 +/- 4.5").second, 4.5); }

TEST(CellValue, ReadsABracketWithoutDecidingWhatItIs) {
  const CellValue value = read_cell("17 (21.8)");
  EXPECT_EQ(value.shape, CellShape::bracket);
  EXPECT_TRUE(value.whole);
  EXPECT_FALSE(value.spread_kind);
}

TEST(CellValue, ReadsALabelInsideTheBracket) { EXPECT_EQ(read_cell("12.3 (SD 4.5)").spread_kind, SpreadKind::sd); }

TEST(CellValue, ReadsIntervalsWithDashCommaAndTo) {
  for (const char* text : {"3.4 (1.2–5.6)", "3.4 [1.2, 5.6]", "3.4 (1.2 to 5.6)"}) {
    const CellValue value = read_cell(text);
    EXPECT_EQ(value.shape, CellShape::interval) << text;
    EXPECT_EQ(value.interval[0], 1.2) << text;
    EXPECT_EQ(value.interval[1], 5.6) << text;
  }
}

TEST(CellValue, ReadsNegativeNumbersWithAnyDash) {
  const CellValue value = read_cell("–0.15 (–0.39, 0.09)");
  EXPECT_EQ(value.first, -0.15);
  EXPECT_EQ(value.interval[0], -0.39);
}

TEST(CellValue, ReadsEventsOfPeople) {
  const CellValue value = read_cell("86/94 (91.5%)");
  EXPECT_EQ(value.shape, CellShape::ratio);
  EXPECT_EQ(value.first, 86);
  EXPECT_EQ(value.second, 94);
  EXPECT_EQ(value.percent, 91.5);
}

TEST(CellValue, ReadsPeopleBehindTheirShare) {
  const CellValue value = read_cell("83.5% (71/85)");
  EXPECT_EQ(value.shape, CellShape::ratio);
  EXPECT_EQ(value.first, 71);
  EXPECT_EQ(value.percent, 83.5);
}

TEST(CellValue, LeavesOutMarksOfFootnotes) {
  EXPECT_EQ(read_cell("12.3a").first, 12.3);
  EXPECT_EQ(read_cell("12.3*").first, 12.3);
  EXPECT_EQ(read_cell("12.3† ± 4.5").second, 4.5);
}

TEST(CellValue, ReadsThousandsAndDecimalCommas) {
  EXPECT_EQ(read_cell("1,525").first, 1525);
  EXPECT_EQ(read_cell("12,5").first, 12.5);
}

TEST(CellValue, ReadsMiddleDotsAndStrayBlanks) {
  EXPECT_EQ(read_cell("80·9").first, 80.9);
  EXPECT_EQ(read_cell("2. 54 (2.337)").first, 2.54);
}

TEST(CellValue, ReadsNInsideTheCell) { EXPECT_EQ(read_cell("12.3 (n = 40)").n, 40); }

TEST(CellValue, TakesABoundForNoValue) { EXPECT_TRUE(read_cell("<0.001").bound); }

TEST(CellValue, TakesWordsForNothing) {
  for (const char* text : {"", "NA", "–", "not reported", "12 months or longer"})
    EXPECT_EQ(read_cell(text).shape, CellShape::nothing) << text;
}

TEST(CellValue, ReadsTwoArmsInOneCell) {
  const auto values = read_cell_values("10.8±2.0 (4.9±1.88)");
  ASSERT_EQ(values.size(), 2U);
  EXPECT_EQ(values[1].first, 4.9);
}

}  // namespace
