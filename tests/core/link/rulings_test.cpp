#include "link/rulings.h"

#include <gmock/gmock.h>

namespace {
using namespace evigraft;
using testing::ElementsAre;

Citation citation(const std::string& key, const std::string& doi, const std::string& trial = {}) {
  Citation out;
  out.key = key;
  out.title = "Fat grafting with cells in trial " + key;
  out.year = "2020";
  out.doi = doi;
  if (!trial.empty()) out.registry = {trial};
  return out;
}

Ruling ruling(Ruling::Level level, bool together, const std::string& a, const std::string& b) {
  return {level, together, a, b};
}

constexpr auto kPublication = Ruling::Level::publication;
constexpr auto kStudy = Ruling::Level::study;

std::vector<std::size_t> reports_of(const std::vector<Citation>& citations, const std::vector<Ruling>& rulings) {
  std::vector<std::size_t> sizes;
  for (const ReportGroup& report : link_citations(citations, rulings).reports) sizes.push_back(report.members.size());
  return sizes;
}

std::vector<std::vector<std::size_t>> studies_of(const std::vector<Citation>& citations,
                                                 const std::vector<Ruling>& rulings) {
  std::vector<std::vector<std::size_t>> out;
  for (const StudyGroup& study : link_citations(citations, rulings).studies) out.push_back(study.reports);
  return out;
}

const std::vector<Citation> kThree = {citation("s:a", "10.1/a"), citation("s:b", "10.1/b"), citation("s:c", "10.1/c")};
const std::vector<Citation> kTrial = {citation("s:a", "10.1/a", "NCT03965936"),
                                      citation("s:b", "10.1/b", "NCT03965936"), citation("s:c", "10.1/c")};

TEST(Rulings, JoinRecordsThatTheRulesKeepApart) {
  EXPECT_THAT(reports_of(kThree, {ruling(kPublication, true, "s:a", "s:c")}), ElementsAre(2U, 1U));
}

TEST(Rulings, EndAConflictBetweenRecordsThatAPersonJoined) {
  std::vector<Citation> pair = {citation("s:a", "10.1/a"), citation("s:b", "10.1/a")};
  pair[0].pmid = "11111111";
  pair[1].pmid = "22222222";
  ASSERT_EQ(link_citations(pair).conflicts.size(), 1U);
  EXPECT_TRUE(link_citations(pair, std::vector{ruling(kPublication, true, "s:a", "s:b")}).conflicts.empty());
}

TEST(Rulings, PartRecordsThatTheRulesJoin) {
  const std::vector<Citation> same = {citation("s:a", "10.1/a"), citation("s:b", "10.1/a")};
  ASSERT_THAT(reports_of(same, {}), ElementsAre(2U));
  EXPECT_THAT(reports_of(same, {ruling(kPublication, false, "s:b", "")}), ElementsAre(1U, 1U));
}

TEST(Rulings, JoinAndPartStudies) {
  EXPECT_THAT(studies_of(kTrial, {}), ElementsAre(ElementsAre(0U, 1U), ElementsAre(2U)));
  EXPECT_THAT(studies_of(kTrial, {ruling(kStudy, false, "s:b", "")}),
              ElementsAre(ElementsAre(0U), ElementsAre(1U), ElementsAre(2U)));
  EXPECT_THAT(studies_of(kTrial, {ruling(kStudy, true, "s:c", "s:a")}), ElementsAre(ElementsAre(0U, 1U, 2U)));
}

TEST(Rulings, TheLaterOneStands) {
  EXPECT_THAT(studies_of(kTrial, {ruling(kStudy, true, "s:c", "s:a"), ruling(kStudy, false, "s:c", "s:a")}),
              ElementsAre(ElementsAre(0U, 1U), ElementsAre(2U)));
}

TEST(Rulings, PartNothingThatIsNotTogether) {
  EXPECT_EQ(studies_of(kTrial, {ruling(kStudy, false, "s:a", "s:c")}), studies_of(kTrial, {}));
}

TEST(Rulings, OfARecordThatIsGoneArePassedOver) {
  EXPECT_EQ(studies_of(kTrial, {ruling(kStudy, true, "s:a", "s:gone"), ruling(kStudy, false, "s:gone", "")}),
            studies_of(kTrial, {}));
}

TEST(Rulings, AGroupThatAPersonMadeSaysSo) {
  const Links links = link_citations(kTrial, std::vector{ruling(kStudy, true, "s:c", "s:a")});
  EXPECT_EQ(links.studies[0].rule, "a person");
}
}  // namespace
