// Workbooks written and read back.
#include "publish/workbook.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "publish/text.h"
#include "publish/workbook_reader.h"

namespace {
using namespace evigraft::publish;
using testing::ElementsAre;
using testing::HasSubstr;

Workbook small(const std::vector<std::vector<std::string>>& rows) {
  Workbook workbook;
  workbook.title = "outcomes";
  workbook.columns = {{"id", "number", false, true, {}, 8},
                      {"kind", "sd, se or none", true, false, {"sd", "se", "none"}, 8},
                      {"words", "in words", false, false, {}, 30}};
  workbook.rows = rows;
  workbook.created = 1795252400;
  return workbook;
}

std::vector<std::string> back(const std::vector<std::string>& row) {
  const std::vector<WorkbookRow> rows = read_workbook(workbook_bytes(small({row})), "w.xlsx");
  return rows.size() < 2 ? std::vector<std::string>{} : rows[1].cells;
}

TEST(Workbook, ComesBackWithItsHeader) {
  const std::vector<WorkbookRow> rows = read_workbook(workbook_bytes(small({{"12", "", "49.83 ± 3.61%"}})), "w.xlsx");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_THAT(rows[0].cells, ElementsAre("id", "kind", "words"));
  EXPECT_THAT(rows[1].cells, ElementsAre("12", "", "49.83 ± 3.61%"));
  EXPECT_EQ(rows[1].number, 2U);
}

TEST(Workbook, HasTheSameBytesEveryTime) {
  EXPECT_EQ(workbook_bytes(small({{"12", "", "a"}})), workbook_bytes(small({{"12", "", "a"}})));
}

TEST(Workbook, KeepsHostileTextAsText) {
  for (const std::string text : {"=cmd|' /C calc'!A0", "@SUM(1)", "a\"b,c;d\te", "line\nline", "line\r\nline",
                                 "_x0041_", "<b>&amp;</b>", "]]>", "\x01\x1F", "https://doi.org/10.1/a?b&c", "'=1"})
    EXPECT_EQ(back({"1", "", text}).at(2), text);
}

TEST(Workbook, RefusesATextThatACellCannotHold) {
  try {
    workbook_bytes(small({{"1", "", std::string(40'000, 'x')}}));
    FAIL();
  } catch (const evigraft::Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("write a .csv file instead"));
  }
}

RC_GTEST_PROP(Workbook, BringsEveryTextBack, ()) {
  const auto points = *rc::gen::container<std::vector<unsigned>>(rc::gen::inRange(1U, 0x2FFFU));
  std::string text;
  for (const unsigned point : points) {
    if (point < 0x80) {
      text += static_cast<char>(point);
    } else if (point < 0x800) {
      text += static_cast<char>(0xC0 | (point >> 6));
      text += static_cast<char>(0x80 | (point & 0x3F));
    } else {
      text += static_cast<char>(0xE0 | (point >> 12));
      text += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
      text += static_cast<char>(0x80 | (point & 0x3F));
    }
  }
  const std::vector<std::string> cells = back({"1", "", text});
  RC_ASSERT((cells.size() < 3 ? "" : cells[2]) == text);
}
}  // namespace
