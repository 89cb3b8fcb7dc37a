#include "publish/page.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "markup.h"
#include "sample_page.h"

namespace evigraft::publish {
namespace {
using testing::HasSubstr;
using testing::Not;

const std::string& sample_html() {
  static const std::string html = render_page(sample_page());
  return html;
}

// The section with that id, up to its end.
std::string section(const std::string& html, const std::string& id) {
  const std::size_t from = html.find("id=\"" + id + "\"");
  return html.substr(from, html.find("</section>", from) - from);
}

TEST(Page, ClosesEveryTag) { EXPECT_EQ(read_markup(sample_html()).fault, ""); }

TEST(Page, IsTheSameForTheSameInput) { EXPECT_EQ(render_page(sample_page()), sample_html()); }

TEST(Page, GivesEachIdOnceAndLinksOnlyToThose) {
  std::set<std::string> ids;
  const Markup markup = read_markup(sample_html());
  for (const Tag& tag : markup.tags)
    if (tag.attributes.contains("id")) {
      EXPECT_TRUE(ids.insert(tag.attributes.at("id")).second) << tag.attributes.at("id");
    }
  for (const Tag& tag : markup.tags)
    if (tag.attributes.contains("href") && tag.attributes.at("href").starts_with("#")) {
      EXPECT_TRUE(ids.contains(tag.attributes.at("href").substr(1))) << tag.attributes.at("href");
    }
}

TEST(Page, ForbidsScriptsAndTheNetwork) {
  EXPECT_THAT(sample_html(),
              HasSubstr("Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'"));
  for (const char* loading : {"<script", "<img", "<link", "<iframe", " src=", "url(", "@import", "@font-face"})
    EXPECT_THAT(sample_html(), Not(HasSubstr(loading)));
}

TEST(Page, GivesEveryColumnHeadAScope) {
  for (const Tag& tag : read_markup(sample_html()).tags)
    if (tag.name == "th") {
      EXPECT_TRUE(tag.attributes.contains("scope"));
    }
}

TEST(Page, ShowsThreeReadingsOfEachComparisonAndLabelsTwoAsNoAnswer) {
  const std::string overview = section(sample_html(), "answer");
  EXPECT_EQ(count(overview, ">Spread as stated<"), 3);
  EXPECT_EQ(count(overview, "Undeclared ± read as SD <span class=\"not\">not an answer</span>"), 3);
  EXPECT_EQ(count(overview, "Undeclared ± read as SE <span class=\"not\">not an answer</span>"), 3);
  EXPECT_THAT(overview,
              HasSubstr("<td class=\"num\" data-label=\"k\">2</td><td class=\"num\" data-label=\"MD [95% CI]\">33.2 "
                        "[−388.7, 455.0]</td>"));
}

TEST(Page, SaysTwoStudiesOneDegreeOfFreedom) {
  EXPECT_THAT(section(sample_html(), "compare-1-ASC-conventional"), HasSubstr("Two studies: one degree of freedom"));
}

TEST(Page, MarksTheAdhocIntervalAndSaysWhy) {
  EXPECT_THAT(section(sample_html(), "answer"), HasSubstr("13.5 [0.1, 27.0]<abbr title=\"ad hoc"));
  EXPECT_THAT(section(sample_html(), "compare-2-SVF-conventional"),
              HasSubstr("Unmodified Hartung-Knapp: 2.5 to 24.6."));
}

TEST(Page, ListsStudiesWithoutSpreadWithReasonAndDifference) {
  EXPECT_THAT(
      section(sample_html(), "compare-2-SVF-conventional"),
      HasSubstr(
          "Zhang 2022: 41.2%, n = 34 against 32.6%, n = 29; difference 8.6 percentage points – ± without its kind"));
}

TEST(Page, NeverSaysPooledOfOneStudy) {
  const std::string one = section(sample_html(), "compare-3-ASC-SVF");
  EXPECT_THAT(one, HasSubstr("This is that study&#39;s own interval."));
  EXPECT_THAT(one, Not(HasSubstr("ooled")));
  EXPECT_EQ(count(one, "class=\"diamond"), 0);
}

TEST(Page, MarksExactlyTheNumberInItsText) {
  const std::string evidence = section(sample_html(), "evidence");
  EXPECT_EQ(count(evidence, "MRI showed that <mark>49.83 ± 3.61%</mark> of the fat"), 2);  // the line and the abstract
  EXPECT_THAT(evidence, HasSubstr("href=\"https://doi.org/10.1002/sctm.20-0419\""));
  EXPECT_THAT(evidence, HasSubstr("href=\"https://pubmed.ncbi.nlm.nih.gov/24075051/\""));
}

TEST(Page, ShowsTheInferredKindOfASpreadWithItsEvidence) {
  const std::string evidence = section(sample_html(), "evidence");
  EXPECT_THAT(evidence, HasSubstr("± 3.61 (kind not stated, inferred SE)"));
  EXPECT_THAT(evidence, HasSubstr("± 1.73 (kind not stated)"));
  EXPECT_EQ(count(evidence, "as SE by ANOVA with Tukey"), 1);
}

TEST(Page, TestsNoMeanAgainstZero) {
  EXPECT_THAT(section(sample_html(), "compare-1-ASC-conventional"), HasSubstr("Overall effect: t = 1.00"));
  EXPECT_THAT(section(sample_html(), "single-arms"), Not(HasSubstr("Overall effect")));
}

TEST(Page, SaysWhoEnteredANumberAndWhere) {
  EXPECT_THAT(section(sample_html(), "evidence"),
              HasSubstr("Words: “46.4 ± 9.3 (SD)”. Place: table 2, page 5. Entered by: first reader."));
}

TEST(Page, SaysWhenTheStoredPlaceHoldsOtherWords) {
  Page page = sample_page();
  page.evidence[0].start += 1;
  page.evidence[0].end += 1;
  EXPECT_THAT(render_page(page), HasSubstr("The stored place does not hold these words"));
  EXPECT_THAT(sample_html(), Not(HasSubstr("The stored place does not hold these words")));
}

TEST(Page, RefusesAnOutcomeOfAnUnknownReport) {
  Page page = sample_page();
  page.evidence[0].report_id = 99;
  EXPECT_THROW(render_page(page), Error);
}

TEST(Page, CountsWhatWasLeftOutByStageAndReason) {
  const std::string excluded = section(sample_html(), "excluded");
  EXPECT_THAT(excluded, HasSubstr("<h3>Screening <span class=\"n\">(n = 3)</span></h3>"));
  EXPECT_THAT(excluded, HasSubstr("animal work <span class=\"n\">(n = 2)</span>"));
}

TEST(Page, PutsOursBesideAPublishedReview) {
  const std::string reviews = section(sample_html(), "reviews");
  EXPECT_THAT(reviews, HasSubstr("64.6 [58.79, 70.41]"));
  EXPECT_THAT(reviews, HasSubstr("prints a mean difference as odds ratio"));
  EXPECT_THAT(reviews, HasSubstr("ASC vs conventional, MD, k = 2: 33.2 [−388.7, 455.0]"));
}

TEST(Page, WarnsOfCountsThatDoNotAddUp) {
  Page page = sample_page();
  page.prisma["duplicates"].n = 1;
  EXPECT_THAT(render_page(page), HasSubstr("These counts do not add up"));
  EXPECT_THAT(sample_html(), Not(HasSubstr("These counts do not add up")));
}

TEST(Page, WithNothingInItIsStillAPage) {
  const std::string html = render_page(Page{});
  EXPECT_EQ(read_markup(html).fault, "");
  for (const char* words :
       {"No counts are recorded.", "No outcome was read.", "Nothing was left out.", "No run is recorded."})
    EXPECT_THAT(html, HasSubstr(words));
}

}  // namespace
}  // namespace evigraft::publish
