#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "citations.h"

namespace evigraft {
namespace {
using namespace link_test;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(LinkReports, JoinsByPmidHoweverItIsWritten) {
  const std::vector<Citation> two = {with_pmid("a:1", "24075051"), with_pmid("b:1", "PMID:024075051")};
  const Links links = link_citations(two);
  ASSERT_THAT(links.reports, SizeIs(1));
  ASSERT_THAT(links.joined, SizeIs(1));
  EXPECT_EQ(links.joined[0].rule, "pmid");
}
TEST(LinkReports, JoinsByDoiHoweverItIsWritten) {
  EXPECT_EQ(count_reports({with_pmid("a:1", "", "10.1093/ASJ/sjac159"),
                           with_pmid("b:1", "", "https://doi.org/10.1093/asj/sjac159")}),
            1u);
}
TEST(LinkReports, JoinsByPmcid) {
  std::vector<Citation> two = {with_pmid("a:1", ""), with_pmid("b:1", "")};
  two[0].pmcid = "PMC4494476";
  two[1].pmcid = "pmc4494476.2";
  EXPECT_EQ(count_reports(two), 1u);
}
TEST(LinkReports, JoinsByTitleYearAndFirstAuthor) {
  const std::vector<Citation> two = {
      article("a:1", "RETRACTED: [Fat-Grafting with stromal cells].", "2013-05", "Kølle SF"),
      article("b:1", "Fat grafting with stromal cells", "2013", "Kolle")};
  const Links links = link_citations(two);
  ASSERT_THAT(links.reports, SizeIs(1));
  EXPECT_EQ(links.joined.at(0).rule, "title+year+author");
}
TEST(LinkReports, JoinsThroughAThirdRecord) {
  std::vector<Citation> three = {with_pmid("a:1", "11", "10.1/x"), with_pmid("b:1", "11"),
                                 with_pmid("c:1", "", "10.1/x")};
  EXPECT_EQ(count_reports(three), 1u);
}
TEST(LinkReports, DoesNotTakeAMissingYearForAnEqualOne) {
  EXPECT_EQ(count_reports({article("a:1", "Fat grafting with stromal cells", ""),
                           article("b:1", "Fat grafting with stromal cells.", "")}),
            2u);
}
TEST(LinkReports, DoesNotTakeAMissingAuthorForAnEqualOne) {
  EXPECT_EQ(count_reports({article("a:1", "Fat grafting with stromal cells", "2020", ""),
                           article("b:1", "Fat grafting with stromal cells.", "2020", "")}),
            2u);
}
TEST(LinkReports, JoinsCopiesWithoutAnyIdentifierOrYear) {
  EXPECT_EQ(count_reports({article("a:1", "Fat grafting", ""), article("b:1", "Fat grafting", "")}), 1u);
}
TEST(LinkReports, KeepsOtherYearsAndAuthorsApart) {
  const std::string title = "Fat grafting with stromal cells";
  EXPECT_EQ(count_reports({article("a:1", title, "2020", "Smith"), article("b:1", title, "2021", "Smith"),
                           article("c:1", title, "2020", "Jones")}),
            3u);
}
TEST(LinkReports, KeepsEqualDoiWithDifferentPmidApartAndListsIt) {
  const std::vector<Citation> two = {with_pmid("a:1", "11", "10.1/x"), with_pmid("b:1", "12", "10.1/x")};
  const Links links = link_citations(two);
  EXPECT_THAT(links.reports, SizeIs(2));
  ASSERT_THAT(links.conflicts, SizeIs(1));
  EXPECT_EQ(links.conflicts[0].reason, "same DOI, different PMID");
}
TEST(LinkReports, KeepsEqualPmidWithDifferentDoiApartAndListsIt) {
  const std::vector<Citation> two = {with_pmid("a:1", "11", "10.1/x"), with_pmid("b:1", "11", "10.1/y")};
  const Links links = link_citations(two);
  EXPECT_THAT(links.reports, SizeIs(2));
  ASSERT_THAT(links.conflicts, SizeIs(1));
  EXPECT_EQ(links.conflicts[0].reason, "same PMID, different DOI");
}
TEST(LinkReports, NeverJoinsTwoPmidsThroughARecordWithoutOne) {
  std::vector<Citation> three = {article("a:1"), article("b:1"), article("c:1")};
  three[0].pmid = "11";
  three[2].pmid = "12";
  const Links links = link_citations(three);
  EXPECT_THAT(links.reports, SizeIs(2));
  EXPECT_THAT(links.conflicts, SizeIs(1));
}
TEST(LinkReports, GivesARecordOfASharedDoiToTheWorkOfItsTitle) {
  std::vector<Citation> three = {with_pmid("a:1", "11", "10.1/x"), with_pmid("b:1", "12", "10.1/x"),
                                 with_pmid("c:1", "", "10.1/x")};
  three[2].title = three[1].title;
  EXPECT_EQ(groups(three), (std::set<std::set<std::string>>{{"a:1"}, {"b:1", "c:1"}}));
}
TEST(LinkReports, KeepsPreprintAndArticleApart) {
  std::vector<Citation> two = {article("a:1"), article("b:1")};
  two[0].doi = "10.1101/2020.01.01.1";
  two[1].doi = "10.1093/asj/1";
  const Links links = link_citations(two);
  EXPECT_THAT(links.reports, SizeIs(2));
  EXPECT_THAT(links.studies, SizeIs(2));
  ASSERT_THAT(links.conflicts, SizeIs(1));
  EXPECT_EQ(links.conflicts[0].reason, "same title, year and first author, different DOI");
}
TEST(LinkReports, KeepsMeetingAbstractsOfOneDoiApart) {
  std::vector<Citation> two = {article("a:1", "Fat grafting with stromal cells", "2020", "Smith"),
                               article("b:1", "Implants after radiotherapy", "2020", "Jones")};
  two[0].doi = two[1].doi = "10.1/volume";
  const Links links = link_citations(two);
  EXPECT_THAT(links.reports, SizeIs(2));
  EXPECT_EQ(links.conflicts.at(0).reason, "same DOI, different title and first author");
}
TEST(LinkReports, JoinsOneDoiWhenOnlyTheTitleWasTranslated) {
  std::vector<Citation> two = {article("a:1", "[Fat grafting in the face]."), article("b:1", "自体脂肪移植")};
  two[0].doi = two[1].doi = "10.1/x";
  EXPECT_EQ(count_reports(two), 1u);
}
TEST(LinkReports, KeepsCommentsRepliesErrataAndNoticesFromTheirParent) {
  const std::string title = "Fat grafting with stromal cells";
  const std::vector<Citation> works = {article("a:1", title),
                                       article("b:1", "Discussion: " + title),
                                       article("c:1", "Reply: " + title),
                                       article("d:1", "Erratum: " + title),
                                       article("e:1", "Retraction: " + title),
                                       article("f:1", "Expression of concern: " + title)};
  const Links links = link_citations(works);
  EXPECT_THAT(links.reports, SizeIs(6));
  EXPECT_THAT(links.conflicts, IsEmpty());
}
TEST(LinkReports, KeepsACommentWithTheBareTitleByItsPublicationType) {
  std::vector<Citation> two = {article("a:1"), article("b:1")};
  two[1].publication_types = {"Journal Article", "Comment"};
  EXPECT_EQ(count_reports(two), 2u);
}
TEST(LinkReports, KeepsANoticeThatCarriesTheArticlesDoi) {
  std::vector<Citation> two = {article("a:1"),
                               article("b:1", "Retraction: Fat grafting enriched with stromal vascular fraction")};
  two[0].doi = two[1].doi = "10.1/x";
  const Links links = link_citations(two);
  EXPECT_THAT(links.reports, SizeIs(2));
  EXPECT_EQ(links.conflicts.at(0).reason, "same DOI, one is a notice about the other");
}
TEST(LinkReports, JoinsTwoRecordsOfOneComment) {
  std::vector<Citation> two = {article("a:1", "Discussion: Fat grafting with stromal cells"),
                               article("b:1", "Discussion: Fat grafting with stromal cells.")};
  EXPECT_EQ(count_reports(two), 1u);
}
TEST(LinkReports, NeedsVolumeOrPageForAShortTitle) {
  std::vector<Citation> two = {article("a:1", "Reply"), article("b:1", "Reply.")};
  EXPECT_EQ(count_reports(two), 2u);
  two[0].pages = "1148-1156";
  two[1].pages = "1148-56";
  EXPECT_EQ(count_reports(two), 1u);
}
TEST(LinkReports, KeepsApartWhatStandsInAnotherVolumeOnAnotherPage) {
  std::vector<Citation> two = {article("a:1"), article("b:1")};
  two[0].volume = "10", two[0].pages = "1-9";
  two[1].volume = "7", two[1].pages = "41-50";
  EXPECT_EQ(count_reports(two), 2u);
}
TEST(LinkReports, OrdersMembersAndReportsByKey) {
  const std::vector<Citation> three = {with_pmid("c:1", "11"), with_pmid("b:1", "12"), with_pmid("a:1", "11")};
  const Links links = link_citations(three);
  EXPECT_EQ(links.reports.at(0).members, (std::vector<std::size_t>{2, 0}));
  EXPECT_EQ(links.reports.at(1).members, (std::vector<std::size_t>{1}));
}
TEST(LinkReports, OfNothingIsNothing) { EXPECT_THAT(link_citations({}).reports, IsEmpty()); }

}  // namespace
}  // namespace evigraft
