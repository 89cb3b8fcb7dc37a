#include "review/instruments.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>

namespace {
using namespace evigraft;
using namespace evigraft::review;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string refusal(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

TEST(Instrument, IsFoundHoweverItIsWritten) {
  EXPECT_EQ(instrument("RoB 2").id, "rob2");
  EXPECT_EQ(instrument("robins_i").id, "robins-i");
  EXPECT_THAT(refusal([] { (void)instrument("minors"); }), HasSubstr("rob2, robins-i, nos and grade"));
}

TEST(Instrument, HasTheDomainsOfItsPaper) {
  EXPECT_EQ(instrument("rob2").domains.size(), 6U);
  EXPECT_EQ(instrument("robins-i").domains.size(), 8U);
  EXPECT_EQ(instrument("nos").domains.size(), 8U);
  EXPECT_THAT(refusal([] { (void)domain(instrument("rob2"), "D6"); }), HasSubstr("D1, D2, D3, D4, D5 and overall"));
}

TEST(CheckedJudgement, TakesTheWordsOfItsDomainOnly) {
  const Domain& d1 = domain(instrument("rob2"), "d1");
  EXPECT_EQ(checked_judgement(d1, "some_concerns"), "Some concerns");
  EXPECT_THAT(refusal([&] { checked_judgement(d1, "moderate"); }), HasSubstr("Low, Some concerns or High"));
  EXPECT_EQ(checked_judgement(domain(instrument("grade"), "imprecision"), "Very serious"), "very serious");
}

Values rob2(const std::string& d3, const std::string& overall) {
  return {{"D1", "Low"}, {"D2", "Low"}, {"D3", d3}, {"D4", "Low"}, {"D5", "Low"}, {"overall", overall}};
}

TEST(Disagreements, ARob2OverallBetterThanItsWorstDomainIsSaid) {
  const auto said = disagreements(instrument("rob2"), rob2("High", "Some concerns"));
  ASSERT_EQ(said.size(), 1U);
  EXPECT_THAT(said[0], HasSubstr("D3 is 'High'"));
}

TEST(Disagreements, SomeConcernsInSeveralDomainsMayBeHighOverall) {
  EXPECT_THAT(disagreements(instrument("rob2"), rob2("Some concerns", "Some concerns")), IsEmpty());
  Values several = rob2("Some concerns", "High");
  EXPECT_THAT(disagreements(instrument("rob2"), several), ElementsAre(HasSubstr("several domains")));
  several["D5"] = "Some concerns";
  EXPECT_THAT(disagreements(instrument("rob2"), several), IsEmpty());
}

TEST(Disagreements, AnOverallWorseThanItsDomainsIsForRobinsIAPersonsOwnBusiness) {
  EXPECT_THAT(disagreements(instrument("rob2"), rob2("Low", "Some concerns")),
              ElementsAre(HasSubstr("no domain is worse than 'Low'")));
  Values judged = {{"overall", "Serious"}};
  for (int i = 1; i <= 7; ++i) judged["D" + std::to_string(i)] = "Moderate";
  EXPECT_THAT(disagreements(instrument("robins-i"), judged), IsEmpty());
}

TEST(Disagreements, AnOverallBeforeTheDomainsThatItNeedsIsSaid) {
  EXPECT_THAT(disagreements(instrument("rob2"), {{"D1", "Low"}, {"overall", "Low"}}),
              ElementsAre(HasSubstr("not judged yet: D2, D3, D4, D5")));
  EXPECT_THAT(disagreements(instrument("rob2"), {{"D1", "High"}, {"overall", "High"}}), IsEmpty());
}

TEST(Disagreements, RobinsIWithoutInformationIsNotLow) {
  const Values judged = {{"D1", "No information"}, {"D2", "Low"}, {"overall", "Low"}};
  EXPECT_THAT(disagreements(instrument("robins-i"), judged), ElementsAre(HasSubstr("no information")));
  EXPECT_THAT(disagreements(instrument("robins-i"), {{"D1", "Serious"}, {"overall", "No information"}}),
              ElementsAre(HasSubstr("D1 is 'Serious'")));
  EXPECT_THAT(disagreements(instrument("robins-i"), {{"D1", "No information"}, {"overall", "Critical"}}), IsEmpty());
}

Values graded(const std::string& start, const std::string& certainty) {
  return {{"start", start},
          {"risk_of_bias", "serious"},
          {"inconsistency", "not serious"},
          {"indirectness", "not serious"},
          {"imprecision", "very serious"},
          {"publication_bias", "not serious"},
          {"certainty", certainty}};
}

TEST(Disagreements, ACertaintyIsStartMinusDowngrades) {
  EXPECT_THAT(disagreements(instrument("grade"), graded("high", "very low")), IsEmpty());
  EXPECT_THAT(disagreements(instrument("grade"), graded("high", "moderate")),
              ElementsAre(HasSubstr("starting high, down 3 and up 0 is 'very low'")));
}

TEST(Disagreements, UpgradesCountAndAreForEvidenceThatStartsLow) {
  Values judged = graded("low", "low");
  judged["imprecision"] = "not serious";
  judged["large_effect"] = "very large";
  judged["certainty"] = "moderate";
  EXPECT_THAT(disagreements(instrument("grade"), judged), IsEmpty());
  judged["start"] = "high";
  EXPECT_THAT(disagreements(instrument("grade"), judged), ElementsAre(HasSubstr("starts low"), HasSubstr("is 'high'")));
}

TEST(Disagreements, ACertaintyBeforeItsDomainsIsSaid) {
  EXPECT_THAT(disagreements(instrument("grade"), {{"start", "high"}, {"certainty", "high"}}),
              ElementsAre(HasSubstr("risk_of_bias")));
}

TEST(Stars, AreTheSumOfTheItems) {
  EXPECT_EQ(stars(instrument("nos"), {{"S1", "1"}, {"S2", "0"}, {"C1", "2"}}), 3);
  EXPECT_FALSE(stars(instrument("rob2"), {}));
}

TEST(OpenDomains, LeaveUpgradesOut) {
  EXPECT_THAT(open_domains(instrument("grade"), graded("high", "low")), IsEmpty());
  EXPECT_THAT(open_domains(instrument("rob2"), {{"D1", "Low"}, {"D2", "Low"}, {"D4", "Low"}}),
              ElementsAre("D3", "D5", "overall"));
}
}  // namespace
