#include "plugins/pubmed/printed_date.h"

#include <gtest/gtest.h>

#include "plugins/pubmed/inline_text.h"

namespace evigraft::pubmed {
namespace {

PrintedDate date(const std::string& inside) {
  pugi::xml_document document;
  document.load_string(("<PubDate>" + inside + "</PubDate>").c_str(), kParseFlags);
  return read_date(document.document_element());
}

TEST(PrintedDate, ReadsYearMonthAndDay) {
  EXPECT_EQ(date("<Year>2023</Year><Month>Jan</Month><Day>13</Day>").iso, "2023-01-13");
  EXPECT_EQ(date("<Year>2009</Year>\n<Month>02</Month>").iso, "2009-02");
  EXPECT_EQ(date("<Year>2001</Year>").iso, "2001");
}

TEST(PrintedDate, PlainDatesAreNotPrintedTwice) { EXPECT_EQ(date("<Year>2023</Year><Month>Jan</Month>").printed, ""); }

TEST(PrintedDate, KeepsASeasonAsPrintedAndItsYear) {
  const PrintedDate spring = date("<Year>2010</Year><Season>Spring</Season>");
  EXPECT_EQ(spring.iso, "2010");
  EXPECT_EQ(spring.printed, "2010 Spring");
  EXPECT_EQ(spring.year, 2010);
}

TEST(PrintedDate, TakesTheFirstYearOfASpan) {
  const PrintedDate span = date("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>");
  EXPECT_EQ(span.iso, "1998");
  EXPECT_EQ(span.printed, "1998 Dec-1999 Jan");
  EXPECT_EQ(span.year, 1998);
}

TEST(PrintedDate, DoesNotChooseAMonthWithinASpanOfMonths) {
  EXPECT_EQ(date("<MedlineDate>2015 Oct-Dec</MedlineDate>").iso, "2015");
  EXPECT_EQ(date("<MedlineDate>2008 May 12-18</MedlineDate>").iso, "2008-05");
}

TEST(PrintedDate, AMedlineDateThatIsAYearIsAPlainDate) {
  const PrintedDate year = date("<MedlineDate>2019</MedlineDate>");
  EXPECT_EQ(year.iso, "2019");
  EXPECT_EQ(year.printed, "");
}

TEST(PrintedDate, LeavesOutADayThatNoCalendarHas) {
  EXPECT_EQ(date("<Year>2005</Year><Month>Sep</Month><Day>31</Day>").iso, "2005-09");
  EXPECT_EQ(date("<Year>2005</Year><Month>Sep</Month><Day>31</Day>").printed, "2005 Sep 31");
  EXPECT_EQ(date("<Year>2024</Year><Month>2</Month><Day>29</Day>").iso, "2024-02-29");
  EXPECT_EQ(date("<Year>2023</Year><Month>2</Month><Day>29</Day>").iso, "2023-02");
}

TEST(PrintedDate, KnowsNoYearWhereNoneIsPrinted) {
  EXPECT_EQ(date("<MedlineDate>Winter</MedlineDate>").year, 0);
  EXPECT_EQ(date("<MedlineDate>Winter</MedlineDate>").iso, "");
  EXPECT_EQ(date("").iso, "");
  EXPECT_EQ(date("<Year>20233</Year>").year, 0);
}

}  // namespace
}  // namespace evigraft::pubmed
