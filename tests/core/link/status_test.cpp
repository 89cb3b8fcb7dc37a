// Notes on retraction: four things kept apart (retracted article, notice, concern, correction); never by title alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "citations.h"

namespace evigraft {
namespace {
using namespace link_test;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Citation typed(std::string key, std::string type) {
  Citation citation = with_pmid(std::move(key), "11");
  citation.publication_types = {"Journal Article", std::move(type)};
  return citation;
}
Citation related(std::string key, std::string kind, std::string pmid, std::string doi = "") {
  Citation citation = with_pmid(std::move(key), "12");
  citation.relations = {{std::move(kind), std::move(pmid), std::move(doi)}};
  return citation;
}

TEST(ReportStatus, IsRetractedByPublicationType) {
  const ReportGroup report = report_of({typed("a:1", "Retracted Publication")}, "a:1");
  EXPECT_EQ(report.status, ReportStatus::retracted);
  EXPECT_EQ(report.status_evidence, "a:1 has the publication type \"Retracted Publication\"");
}
TEST(ReportStatus, IsRetractedByRelation) {
  const ReportGroup report = report_of({related("a:1", "retracted_by", "99")}, "a:1");
  EXPECT_EQ(report.status, ReportStatus::retracted);
  EXPECT_EQ(report.status_evidence, "a:1 is retracted by PMID 99");
}
TEST(ReportStatus, IsRetractedWhenOnlyTheNoticeSaysSo) {
  const std::vector<Citation> two = {with_pmid("a:1", "11"), related("n:1", "retracts", "11")};
  EXPECT_EQ(report_of(two, "a:1").status, ReportStatus::retracted);
  EXPECT_EQ(report_of(two, "a:1").status_evidence, "n:1 retracts PMID 11");
}
TEST(ReportStatus, FindsTheTargetOfANoticeByDoi) {
  const std::vector<Citation> two = {with_pmid("a:1", "11", "10.1/X"),
                                     related("n:1", "retracts", "", "https://doi.org/10.1/x")};
  EXPECT_EQ(report_of(two, "a:1").status, ReportStatus::retracted);
}
TEST(ReportStatus, CallsTheNoticeANotice) {
  EXPECT_EQ(report_of({typed("n:1", "Retraction of Publication")}, "n:1").status, ReportStatus::notice);
  EXPECT_EQ(report_of({typed("n:1", "Retraction Notice")}, "n:1").status, ReportStatus::notice);
  EXPECT_EQ(report_of({related("n:1", "retracts", "11")}, "n:1").status, ReportStatus::notice);
  EXPECT_EQ(report_of({article("n:1", "Retraction: Fat grafting")}, "n:1").status, ReportStatus::notice);
}
TEST(ReportStatus, NeverRetractsByTheNoticesTitle) {
  const std::vector<Citation> two = {article("a:1", "Fat grafting with cells"),
                                     article("n:1", "Retraction: Fat grafting with cells")};
  EXPECT_EQ(report_of(two, "a:1").status, ReportStatus::current);
}
TEST(ReportStatus, OnlyFlagsATitleThatSaysRetracted) {
  const ReportGroup report = report_of({article("a:1", "RETRACTED: Fat grafting")}, "a:1");
  EXPECT_EQ(report.status, ReportStatus::current);
  EXPECT_THAT(report.status_evidence, HasSubstr("check"));
}
TEST(ReportStatus, IsConcernForAnExpressionOfConcern) {
  const std::vector<Citation> two = {with_pmid("a:1", "11"), related("n:1", "concern_of", "11")};
  EXPECT_EQ(report_of(two, "a:1").status, ReportStatus::concern);
  EXPECT_EQ(report_of({related("a:1", "concern", "99")}, "a:1").status, ReportStatus::concern);
}
TEST(ReportStatus, IsNotTouchedByErrataNorByPartialRetraction) {
  for (const char* kind :
       {"corrected_by", "erratum_in", "comment_in", "partially_retracted_by", "partial_retraction_in"}) {
    const ReportGroup report = report_of({related("a:1", kind, "99")}, "a:1");
    EXPECT_EQ(report.status, ReportStatus::current) << kind;
    EXPECT_THAT(report.status_evidence, IsEmpty()) << kind;
  }
  EXPECT_EQ(report_of({typed("e:1", "Published Erratum")}, "e:1").status, ReportStatus::current);
}
TEST(ReportStatus, TellsARetractedArticleFromTheOneThatReplacesIt) {
  const std::vector<Citation> two = {with_pmid("a:1", "11"), related("b:1", "retracted_and_republished_from", "11")};
  EXPECT_EQ(report_of(two, "a:1").status, ReportStatus::retracted);
  EXPECT_EQ(report_of(two, "b:1").status, ReportStatus::current);
  EXPECT_EQ(report_of({related("c:1", "retracted_and_republished_in", "99")}, "c:1").status, ReportStatus::retracted);
  EXPECT_EQ(report_of({related("d:1", "corrected_and_republished_in", "99")}, "d:1").status, ReportStatus::current);
}
TEST(ReportStatus, OfTheReportIsTheWorstOfItsRecords) {
  const std::vector<Citation> two = {with_pmid("a:1", "11"), typed("b:1", "Retracted Publication")};
  EXPECT_EQ(report_of(two, "a:1").status, ReportStatus::retracted);
}
TEST(ReportStatus, PutsRetractionBeforeConcern) {
  Citation both = related("a:1", "concern", "98");
  both.relations.push_back({"retracted_by", "99", ""});
  EXPECT_EQ(report_of({both}, "a:1").status, ReportStatus::retracted);
}
TEST(ReportStatus, IsNamedAsTheInterfaceSays) {
  EXPECT_EQ(name(ReportStatus::retracted), "retracted");
  EXPECT_EQ(name(ReportStatus::notice), "notice");
}

}  // namespace
}  // namespace evigraft
