#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "citations.h"

namespace evigraft {
namespace {
using namespace link_test;
using ::testing::SizeIs;

Citation registered(std::string key, std::string pmid, std::vector<std::string> registry,
                    std::string type = "Journal Article") {
  Citation citation = with_pmid(std::move(key), std::move(pmid));
  citation.registry = std::move(registry);
  citation.publication_types = {std::move(type)};
  return citation;
}

TEST(LinkStudies, MakesOneReportOneStudy) {
  const std::vector<Citation> two = {with_pmid("a:1", "11"), with_pmid("b:1", "12")};
  const Links links = link_citations(two);
  ASSERT_THAT(links.studies, SizeIs(2));
  EXPECT_EQ(links.studies[0].rule, "single report");
}
TEST(LinkStudies, JoinsReportsOfOneRegistration) {
  const std::vector<Citation> two = {registered("a:1", "11", {"EudraCT 2010-023006-12"}),
                                     registered("b:1", "12", {"2010-023006-12"})};
  const Links links = link_citations(two);
  ASSERT_THAT(links.studies, SizeIs(1));
  EXPECT_EQ(links.studies[0].rule, "registration EUDRACT2010-023006-12");
}
TEST(LinkStudies, JoinsAProtocolWithItsTrial) {
  const std::vector<Citation> two = {registered("a:1", "11", {"NCT03965936"}, "Clinical Trial Protocol"),
                                     registered("b:1", "12", {"NCT03965936"})};
  EXPECT_THAT(link_citations(two).studies, SizeIs(1));
}
TEST(LinkStudies, JoinsThroughASecondRegistration) {
  const std::vector<Citation> three = {registered("a:1", "11", {"NCT03965936"}),
                                       registered("b:1", "12", {"NCT03965936", "ISRCTN12345678"}),
                                       registered("c:1", "13", {"ISRCTN 12345678"})};
  const Links links = link_citations(three);
  ASSERT_THAT(links.studies, SizeIs(1));
  EXPECT_EQ(links.studies[0].rule, "registration ISRCTN12345678; registration NCT03965936");
}
TEST(LinkStudies, LeavesReviewsAloneThoughTheyNameTheTrial) {
  for (const char* type : {"Review", "Systematic Review", "Meta-Analysis", "Network Meta-Analysis", "Comment",
                           "Published Erratum", "Retraction Notice"}) {
    const std::vector<Citation> two = {registered("a:1", "11", {"NCT03965936"}),
                                       registered("b:1", "12", {"NCT03965936"}, type)};
    EXPECT_THAT(link_citations(two).studies, SizeIs(2)) << type;
  }
}
TEST(LinkStudies, LeavesNumbersThatRegisterNoTrial) {
  const std::vector<Citation> two = {registered("a:1", "11", {"CRD42024501780"}),
                                     registered("b:1", "12", {"CRD42024501780"})};
  EXPECT_THAT(link_citations(two).studies, SizeIs(2));
}
TEST(LinkStudies, KeepsVersionsAsTwoReportsOfOneStudy) {
  std::vector<Citation> two = {with_pmid("a:1", "11"), with_pmid("b:1", "12")};
  two[1].relations = {{"update_of", "11", ""}};
  const Links links = link_citations(two);
  EXPECT_THAT(links.reports, SizeIs(2));
  ASSERT_THAT(links.studies, SizeIs(1));
  EXPECT_EQ(links.studies[0].rule, "versions of one article (update)");
}
TEST(LinkStudies, JoinsARepublishedArticleWithItsFirstForm) {
  for (const char* kind :
       {"republished_from", "corrected_and_republished_from", "retracted_and_republished_from", "republished_in"}) {
    std::vector<Citation> two = {with_pmid("a:1", "11", "10.1/x"), with_pmid("b:1", "12")};
    two[1].relations = {{kind, "", "10.1/X"}};
    EXPECT_THAT(link_citations(two).studies, SizeIs(1)) << kind;
  }
}
TEST(LinkStudies, DoesNotJoinACorrectionWithItsArticle) {
  std::vector<Citation> two = {with_pmid("a:1", "11"), with_pmid("b:1", "12")};
  two[1].relations = {{"erratum_for", "11", ""}};
  EXPECT_THAT(link_citations(two).studies, SizeIs(2));
}

}  // namespace
}  // namespace evigraft
