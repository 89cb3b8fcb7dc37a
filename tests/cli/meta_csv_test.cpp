#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <clocale>
#include <cmath>
#include <string>
#include <vector>

#include "cli/csv_table.h"

namespace evigraft::cli {
namespace {
using testing::ElementsAre;
using testing::HasSubstr;

/// The sentence that refuses `bytes`.
std::string refusal(const std::string& bytes, const CsvLimits& limits = {}) {
  try {
    parse_csv(bytes, "t.csv", limits);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

std::string refusal_of_number(const std::string& cell) {
  const CsvTable table = parse_csv("study,yi\n\nA,1\nB," + cell + "\n", "t.csv");
  try {
    number_at(table, 1, 1);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(CsvTable, ReadsAHeaderAndItsRows) {
  const CsvTable table = parse_csv("study,yi,vi\nA,1,0.5\nB,,2\n", "t.csv");
  EXPECT_THAT(table.columns, ElementsAre("study", "yi", "vi"));
  EXPECT_THAT(table.rows, ElementsAre(ElementsAre("A", "1", "0.5"), ElementsAre("B", "", "2")));
  EXPECT_THAT(table.lines, ElementsAre(2, 3));
  EXPECT_EQ(table.column("vi"), 2);
  EXPECT_FALSE(table.column("sei").has_value());
}

TEST(CsvTable, ReadsTheLineEndsOfEverySystem) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const CsvTable table = parse_csv("a,b" + end + "1,2" + end + end + "3,4", "t.csv");
    EXPECT_THAT(table.rows, ElementsAre(ElementsAre("1", "2"), ElementsAre("3", "4")));
    EXPECT_THAT(table.lines, ElementsAre(2, 4));
  }
}

TEST(CsvTable, AQuotedCellMayHoldCommasQuotesAndLines) {
  const CsvTable table = parse_csv("study,yi\n\"Li, \"\"B\"\"\nand Wu\",1\nC,2\n", "t.csv");
  EXPECT_EQ(table.rows[0][0], "Li, \"B\"\nand Wu");
  EXPECT_THAT(table.lines, ElementsAre(2, 4));
}

TEST(CsvTable, SkipsAByteOrderMark) {
  EXPECT_THAT(parse_csv("\xEF\xBB\xBFyi,vi\n1,2\n", "t.csv").columns, ElementsAre("yi", "vi"));
}

TEST(CsvTable, TakesOffTheApostropheThatDisarmsSpreadsheetsAndNoOther) {
  const CsvTable table = parse_csv("a,b,c,d\n'=1+1,'@x,'tis,-5\n", "t.csv");
  EXPECT_THAT(table.rows[0], ElementsAre("=1+1", "@x", "'tis", "-5"));
}

TEST(CsvTable, NamesTheLineOfARowThatDoesNotFit) {
  EXPECT_EQ(refusal("a,b\n1,2\n3\n"), "t.csv, line 3: only 1 cells under a header of 2 columns");
  EXPECT_EQ(refusal("a,b\n1,2\n\n3,4,5\n"), "t.csv, line 4: more than 2 cells under a header of 2 columns");
}

TEST(CsvTable, RefusesAColumnNamedTwice) { EXPECT_THAT(refusal("yi,vi,yi\n1,2,3\n"), HasSubstr("\"yi\" stands")); }

TEST(CsvTable, RefusesAnEmptyFile) {
  EXPECT_THAT(refusal(""), HasSubstr("is empty"));
  EXPECT_THAT(refusal("\n \n"), HasSubstr("is empty"));
}

TEST(CsvTable, RefusesQuotesOutOfPlace) {
  EXPECT_THAT(refusal("a,b\n1,2\n3,\"4\"x\n"), HasSubstr("line 3: a quotation mark is out of place"));
  EXPECT_THAT(refusal("a,b\n1,2\n3,\"4\n5,6\n"), HasSubstr("line 3: a quoted cell begins here"));
}

TEST(CsvTable, RefusesSemicolonsAndTabs) {
  EXPECT_THAT(refusal("study;yi;vi\nA;1;2\n"), HasSubstr("not separated by commas"));
  EXPECT_THAT(refusal("study\tyi\nA\t1\n"), HasSubstr("not separated by commas"));
}

TEST(CsvTable, RefusesWhatIsNotUtf8) {
  for (const std::string& bad : std::vector<std::string>{"M\xFCller", "\xC0\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80",
                                                         "\xE2\x82", std::string(1, '\0')})
    EXPECT_THAT(refusal("study,yi\nA,1\n" + bad + ",2\n"), HasSubstr("line 3: this is not UTF-8"));
  EXPECT_EQ(refusal("study,yi\nMüller 漢 😀,1\n"), "accepted");
}

TEST(CsvTable, KeepsItsLimits) {
  EXPECT_THAT(refusal("a,b\n1,2\n", {4, 10, 10}), HasSubstr("larger than 4 bytes"));
  EXPECT_THAT(refusal("a,b,c\n1,2,3\n", {100, 2, 10}), HasSubstr("more than 2 columns"));
  EXPECT_THAT(refusal("a,b\n1,2\n3,4\n", {100, 2, 1}), HasSubstr("line 3: more than 1 rows"));
}

TEST(CsvTable, AFileThatIsNotThereIsNamed) {
  EXPECT_THROW(read_csv("/nonexistent/studies.csv"), Error);
  EXPECT_THROW(read_csv("/"), Error);
}

TEST(CsvNumber, IsReadTheSameInEveryLocale) {
  const CsvTable table = parse_csv("a,b,c,d,e\n-1.5,+2,1e-3,,NA\n", "t.csv");
  const char* before = std::setlocale(LC_ALL, "de_DE.UTF-8");  // not installed everywhere; the numbers hold either way
  EXPECT_EQ(number_at(table, 0, 0), -1.5);
  EXPECT_EQ(number_at(table, 0, 1), 2);
  EXPECT_EQ(number_at(table, 0, 2), 1e-3);
  EXPECT_FALSE(number_at(table, 0, 3).has_value());
  EXPECT_FALSE(number_at(table, 0, 4).has_value());
  if (before != nullptr) std::setlocale(LC_ALL, "C");
}

TEST(CsvNumber, NamesLineAndColumnOfACellThatIsNone) {
  EXPECT_EQ(refusal_of_number("\"1,5\""),
            "t.csv, line 4: column \"yi\" holds \"1,5\", which is not a number; write decimals with a point and leave "
            "missing cells empty");
  for (const std::string cell : {"1.5x", "inf", "nan", "1e999", "--1", "0x10", "five", "1 2"})
    EXPECT_THAT(refusal_of_number(cell), HasSubstr("line 4: column \"yi\"")) << cell;
}

TEST(CsvNumber, ALongCellIsCutBetweenCharactersInTheMessage) {
  std::string cell;
  for (int i = 0; i < 30; ++i) cell += "é";
  EXPECT_THAT(refusal_of_number("x" + cell), HasSubstr("xééééééééééééééééééé…\""));
}

RC_GTEST_PROP(CsvTable, AnyBytesAreReadOrRefusedWithASentence, (const std::string& bytes)) {
  try {
    const CsvTable table = parse_csv(bytes, "t.csv");
    for (const auto& row : table.rows) RC_ASSERT(row.size() == table.columns.size());
    RC_ASSERT(table.rows.size() == table.lines.size());
  } catch (const Error& error) {
    RC_ASSERT(std::string(error.what()).starts_with("t.csv"));
  }
}

RC_GTEST_PROP(CsvTable, WhatIsQuotedComesBack, ()) {
  const auto text = rc::gen::container<std::string>(rc::gen::elementOf(std::string("a1 ,\"\n;'")));
  const std::vector<std::string> cells = *rc::gen::container<std::vector<std::string>>(2, text);
  std::string line;
  for (const std::string& cell : cells) {
    std::string quoted = "\"";
    for (const char c : cell) quoted += c == '"' ? "\"\"" : std::string(1, c);
    line += (line.empty() ? "" : ",") + quoted + "\"";
  }
  RC_ASSERT(parse_csv("a,b\n" + line + "\n", "t.csv").rows.at(0) == cells);
}

}  // namespace
}  // namespace evigraft::cli
