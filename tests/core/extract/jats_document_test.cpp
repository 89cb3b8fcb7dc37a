// A JATS file as values, whatever its shape and size.
#include "extract/jats_document.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/table_grid.h"

namespace {
using namespace evigraft;
using testing::HasSubstr;

std::string wrap(const std::string& number, const std::string& rows = "<tr><td>a</td><td>1</td></tr>") {
  return "<table-wrap><label>Table " + number + "</label><table>" + rows + "</table></table-wrap>";
}

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

std::string refusal(const std::string& bytes) {
  try {
    (void)read_jats(bytes, "a.xml");
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), Error::Kind::data);
    return error.what();
  }
  return "read";
}

TEST(JatsDocument, AddressesParagraphsBySection) {
  const Article article = read_jats(
      "<article><body><sec><title>Methods</title><p>One.</p></sec><sec><title>Results</title><p>Two.</p>"
      "<sec><title>Participants</title><p>Three.</p><p>Four.</p></sec></sec></body></article>",
      "test");
  ASSERT_EQ(article.paragraphs.size(), 4U);
  EXPECT_EQ(article.paragraphs[1].where, "sec 2 par 1");
  EXPECT_EQ(article.paragraphs[3].where, "sec 2.1 par 2");
  EXPECT_EQ(article.paragraphs[3].part, ArticlePart::results) << "a part of the results, whatever its title";
}

TEST(JatsDocument, WritesAbstractSectionsAsLines) {
  const Article article = read_jats(
      "<article><front><article-meta><abstract><sec><title>Methods:</title><p>A <italic>b</italic> c.</p></sec>"
      "<sec><title>Results</title><p>D.</p></sec></abstract></article-meta></front></article>",
      "test");
  EXPECT_EQ(article.abstract, "Methods: A b c.\nResults: D.");
}

TEST(JatsDocument, VisitsTablesOutsideTheBody) {
  const Article article = read_jats(
      "<article><body><sec>" + wrap("1") + "</sec></body><back><app>" + wrap("2") + "</app></back><floats-group>" +
          wrap("3") + "</floats-group><sub-article><body>" + wrap("4") + "</body></sub-article></article>",
      "test");
  EXPECT_EQ(article.tables.size(), 4U);
}

TEST(JatsDocument, NumbersTablesByTheirLabels) {
  EXPECT_EQ(read_jats("<article>" + wrap("3") + wrap("1") + "</article>", "test").tables[0].number, 3);
  EXPECT_EQ(read_jats("<article>" + wrap("3") + wrap("3") + "</article>", "test").tables[0].number, 1)
      << "not told apart";
}

TEST(JatsDocument, LeavesOutMarksOfFootnotesInCells) {
  const Article article = read_jats("<article>" +
                                        wrap("1",
                                             "<tr><td>12.3<sup>a</sup></td><td>10<sup>9</sup></td><td>4.5<xref "
                                             "ref-type=\"table-fn\">*</xref></td></tr>") +
                                        "</article>",
                                    "test");
  const auto& cells = article.tables[0].grids[0][0].cells;
  EXPECT_EQ(cells[0].text, "12.3");
  EXPECT_EQ(cells[1].text, "10^9");
  EXPECT_EQ(cells[2].text, "4.5");
}

TEST(JatsDocument, KeepsTheBlankBetweenInlineElements) {
  const Article article =
      read_jats("<article><body><p><italic>E.</italic> <italic>coli</italic> grew</p></body></article>", "test");
  EXPECT_EQ(article.paragraphs[0].text, "E. coli grew");
}

TEST(JatsDocument, ReadsTenThousandTables) {
  EXPECT_EQ(read_jats("<article><body>" + repeated(wrap("1"), 10000) + "</body></article>", "test").tables.size(),
            10000U);
}

TEST(JatsDocument, ReadsTablesInsideTables) {
  std::string text = "1";
  for (int i = 0; i < 100; ++i) text = "<table-wrap><table><tr><td>" + text + "</td></tr></table></table-wrap>";
  EXPECT_EQ(read_jats("<article>" + text + "</article>", "test").tables.size(), 100U);
}

TEST(JatsDocument, ClipsHugeSpans) {
  const Article article = read_jats(
      "<article>" +
          wrap("1", "<tr><td rowspan=\"1000000000\" colspan=\"99999999999999\">a</td></tr><tr><td>1</td></tr>") +
          "</article>",
      "test");
  const Grid grid = lay_out(article.tables[0].grids[0]);
  EXPECT_LE(grid.columns, kMostColumns);
  EXPECT_EQ(grid.rows, 2);
}

TEST(JatsDocument, RefusesDeepNestingInASentence) {
  EXPECT_THAT(refusal("<article>" + repeated("<sec>", 100000) + repeated("</sec>", 100000) + "</article>"),
              HasSubstr("nested deeper"));
}

TEST(JatsDocument, RefusesBrokenXmlWithItsPlace) {
  EXPECT_THAT(refusal("<article><body></article>"), HasSubstr("byte"));
}

TEST(JatsDocument, RefusesOtherXml) {
  EXPECT_THAT(refusal("<html><p>hello</p></html>"), HasSubstr("none of JATS' elements"));
}

TEST(JatsDocument, RefusesAnEmptyFile) { EXPECT_NE(refusal(""), "read"); }

TEST(JatsDocument, RefusesWhatIsLargerThanAnyArticle) {
  EXPECT_THAT(refusal(std::string(kLargestArticle + 1, ' ')), HasSubstr("MiB"));
}

}  // namespace
