// A topic's outcomes in full texts: abstract, results sections and tables through one engine.
#include "extract/article_reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reader.h"

namespace {
using namespace evigraft;

Article article_of(const std::string& abstract, const std::string& results,
                   const std::string& type = "research-article") {
  return read_jats("<article article-type=\"" + type +
                       "\"><front><article-meta><title-group><article-title>Fat grafting with stromal vascular "
                       "fraction: a randomized "
                       "trial</article-title></title-group><abstract>" +
                       abstract +
                       "</abstract></article-meta></front><body><sec><title>Methods</title><p>Twelve patients had fat "
                       "with freshly isolated "
                       "SVF and twelve had fat grafting alone.</p></sec><sec><title>Results</title>" +
                       results + "</sec></body></article>",
                   "test");
}

const std::string kAbstract =
    "<sec><title>Methods</title><p>Patients were randomized to fat grafting with SVF (n = 12) or conventional fat "
    "grafting (n = 12).</p></sec>"
    "<sec><title>Results</title><p>Volume retention at 6 months was 63% with SVF and 41% in the control "
    "group.</p></sec>";

std::string table(const std::string& rows) {
  return "<table-wrap><label>Table 1</label><caption><p>Graft retention (%)</p></caption><table>" + rows +
         "</table></table-wrap>";
}

Reading read(const Article& article) { return read_article(reader(), lipotransfer(), article); }

TEST(ArticleReading, ReadsResultsSectionsWithTheirAddress) {
  const Reading reading =
      read(article_of(kAbstract, "<p>At 12 months, volume retention was 55.1% in the SVF group.</p>"));
  EXPECT_EQ(shown(reading), "SVF 55.1@12; SVF 63@6; conventional 41@6");
  EXPECT_EQ(reading.outcomes.back().span.field, "sec 2 par 1");
  EXPECT_EQ(reading.outcomes.back().span.text, "55.1%");
}

TEST(ArticleReading, ReadsTablesWithCellCoordinates) {
  const Reading reading =
      read(article_of(kAbstract, table("<tr><th>Time</th><th>SVF (n = 12)</th><th>Control (n = 11)</th></tr>"
                                       "<tr><td>3 months</td><td>70.2 ± 5.5</td><td>50.0 ± 6.1</td></tr>")));
  EXPECT_EQ(shown(reading), "SVF 63@6; SVF 70.2±5.5@3; conventional 41@6; conventional 50±6.1@3");
  const Outcome& last = reading.outcomes.back();
  EXPECT_EQ(last.span.field, "table 1, row 2, column 3");
  EXPECT_EQ(last.span.text, "50.0 ± 6.1");
  EXPECT_EQ(last.n, 11);
  EXPECT_EQ(last.spread_kind, SpreadKind::unknown) << "nothing says what stands behind the sign";
}

TEST(ArticleReading, TurnsResorptionInTablesRound) {
  const Reading reading =
      read(article_of("<p>Fat was grafted with SVF or alone.</p>",
                      "<table-wrap><caption><p>Outcomes</p></caption><table><tr><th></th><th>SVF group</th></tr>"
                      "<tr><td>Resorption rate (%) at 6 months</td><td>30.5</td></tr></table></table-wrap>"));
  ASSERT_EQ(reading.outcomes.size(), 1U);
  EXPECT_EQ(reading.outcomes[0].value, 69.5);
  EXPECT_TRUE(reading.outcomes[0].polarity_flipped);
}

TEST(ArticleReading, MergesARepeatAndKeepsTheAbstractsPlace) {
  const Reading reading =
      read(article_of(kAbstract, "<p>At 6 months, volume retention was 62.7 ± 6.1% in the SVF group.</p>"));
  ASSERT_EQ(reading.outcomes.size(), 2U);
  EXPECT_EQ(reading.outcomes[0].span.field, "abstract");
  EXPECT_EQ(reading.outcomes[0].value, 63);
  EXPECT_EQ(reading.outcomes[0].spread, 6.1);
  EXPECT_THAT(reading.outcomes[0].flags, testing::Contains("completed_from_full_text"));
}

TEST(ArticleReading, TakesNoVolumesForPercentages) {
  const Reading reading =
      read(article_of(kAbstract,
                      "<table-wrap><caption><p>Graft retention</p></caption><table><tr><th></th><th>SVF</th></tr>"
                      "<tr><td>Retained volume at 6 months (ml)</td><td>55.2</td></tr></table></table-wrap>"));
  EXPECT_EQ(reading.outcomes.size(), 2U);
}

TEST(ArticleReading, TakesNoCountsAndNoPValuesOfATableInPercent) {
  const Reading reading = read(
      article_of(kAbstract, table("<tr><th>Visit</th><th>Women</th><th>SVF</th><th>Control</th><th>p (paired)</th></tr>"
                                  "<tr><td>12 months</td><td>11</td><td>58.0</td><td>40.2</td><td>0.35</td></tr>")));
  EXPECT_EQ(shown(reading), "SVF 58@12; SVF 63@6; conventional 40.2@12; conventional 41@6");
  EXPECT_EQ(reading.outcomes.back().n, 11);
}

TEST(ArticleReading, TakesNoWeightsUnderASectionWithItsOwnUnit) {
  const Reading reading = read(
      article_of(kAbstract,
                 "<table-wrap><label>Table 1</label><caption><p>Graft weight and graft survival</p></caption><table>"
                 "<tr><th>Time</th><th>SVF</th><th>Control</th></tr>"
                 "<tr><td colspan=\"3\">Explanted weight (g)</td></tr>"
                 "<tr><td>3 months</td><td>0.64 (0.07)</td><td>0.39 (0.07)</td></tr>"
                 "<tr><td colspan=\"3\">Graft survival (%)</td></tr>"
                 "<tr><td>3 months</td><td>64.1 (6.6)</td><td>39.3 (7.5)</td></tr></table></table-wrap>"));
  EXPECT_EQ(shown(reading), "SVF 63@6; SVF 64.1@3; conventional 39.3@3; conventional 41@6");
}

TEST(ArticleReading, JoinsAMeanWithTheSpreadInTheColumnBehind) {
  const Reading reading = read(article_of(
      kAbstract, table("<tr><th rowspan=\"2\">Visit</th><th colspan=\"2\">SVF</th><th colspan=\"2\">Control</th></tr>"
                       "<tr><th>Mean</th><th>SD</th><th>Mean</th><th>SD</th></tr>"
                       "<tr><td>6 months</td><td>63.2</td><td>9.1</td><td>41.1</td><td>8.2</td></tr>")));
  EXPECT_EQ(shown(reading), "SVF 63±9.1@6; conventional 41±8.2@6") << "the abstract's numbers, completed";
  EXPECT_EQ(reading.outcomes.front().spread_kind, SpreadKind::sd);
}

TEST(ArticleReading, ReadsTimesBesideArmsAsLabelsOfTheRow) {
  const Reading reading = read(article_of(
      kAbstract, table("<tr><td>Treatment</td><td>Time</td><td>n</td><td>Retention</td></tr>"
                       "<tr><td rowspan=\"2\">SVF</td><td>3 mo</td><td>12</td><td>70.5 ± 6.4</td></tr>"
                       "<tr><td>18 mo</td><td>10</td><td>59.5 ± 7.0</td></tr>"
                       "<tr><td rowspan=\"2\">Conventional</td><td>3 mo</td><td>12</td><td>50.1 ± 7.2</td></tr>"
                       "<tr><td>18 mo</td><td>11</td><td>38.8 ± 8.3</td></tr>")));
  EXPECT_EQ(shown(reading),
            "SVF 59.5±7@18; SVF 63@6; SVF 70.5±6.4@3; conventional 38.8±8.3@18; conventional 41@6; "
            "conventional 50.1±7.2@3");
}

TEST(ArticleReading, TakesTheKindOfSpreadFromTheMethods) {
  Article article = article_of(kAbstract, table("<tr><th>Time</th><th>SVF (n = 12)</th><th>Control (n = 11)</th></tr>"
                                                "<tr><td>3 months</td><td>70.2 ± 5.5</td><td>50.0 ± 6.1</td></tr>"));
  article.paragraphs.front().text += " All data are presented as mean ± SEM.";
  EXPECT_EQ(read(article).outcomes.back().spread_kind, SpreadKind::se);
}

TEST(ArticleReading, TakesNoSinglePatients) {
  const Reading reading =
      read(article_of(kAbstract, table("<tr><th>Patient</th><th>SVF</th></tr><tr><td>1</td><td>71.0</td></tr>"
                                       "<tr><td>2</td><td>58.0</td></tr>")));
  EXPECT_EQ(reading.outcomes.size(), 2U);
}

TEST(ArticleReading, TakesNothingFromDiscussionAndReviews) {
  EXPECT_TRUE(
      read(article_of("<p>We review fat grafting.</p>", "<p>Volume retention was 55% with SVF.</p>", "review-article"))
          .outcomes.empty());
  const Article article = read_jats(
      "<article><front><article-meta><title-group><article-title>Fat grafting with "
      "SVF</article-title></title-group></article-meta></front><body>"
      "<sec><title>Results</title><p>All went well.</p></sec><sec><title>Discussion</title><p>Volume retention was 55% "
      "in the SVF group.</p></sec>"
      "</body></article>",
      "test");
  EXPECT_TRUE(read(article).outcomes.empty());
}

}  // namespace
