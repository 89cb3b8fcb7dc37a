#include "cli/network_table.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/network_json.h"
#include "synthesis/escalc.h"

namespace evigraft::cli {
namespace {
using testing::ElementsAre;
using testing::HasSubstr;

NetworkTable read(const std::string& csv, const std::string& measure) {
  return network_from_table(parse_csv(csv, "t.csv"), measure);
}

TEST(NetworkTable, TakesMeansOfArms) {
  const NetworkTable got = read("study,treatment,mi,sdi,ni\nA,ASC,66,11,20\nA,conventional,52,12,21\n", "MD");
  EXPECT_THAT(got.network.treatments, ElementsAre("ASC", "conventional"));
  EXPECT_DOUBLE_EQ(got.network.studies[0].difference[0], -14);
  EXPECT_DOUBLE_EQ(got.network.studies[0].covariance[0], 11.0 * 11 / 20 + 12.0 * 12 / 21);
}

TEST(NetworkTable, StandardisesTwoArmsAsThePairwiseMeasureDoes) {
  const NetworkTable got = read("study,treatment,mi,sdi,ni\nA,a,66,11,20\nA,b,52,12,21\n", "SMD");
  const Computed pair = measure("SMD").compute(std::array{52.0, 12.0, 21.0, 66.0, 11.0, 20.0});
  EXPECT_NEAR(got.network.studies[0].difference[0], pair.yi, 1e-14);
  EXPECT_NEAR(got.network.studies[0].covariance[0], pair.vi, 1e-14);
}

TEST(NetworkTable, FillsAnEmptyCellInAllArmsOfItsStudy) {
  const NetworkTable got = read("study,treatment,xi,ni\nA,a,0,8\nA,b,3,8\nB,a,2,9\nB,b,4,9\n", "OR");
  EXPECT_NEAR(got.network.studies[0].difference[0], std::log(3.5 / 5.5) - std::log(0.5 / 8.5), 1e-14);
  EXPECT_NEAR(got.network.studies[1].difference[0], std::log(4.0 / 5) - std::log(2.0 / 7), 1e-14);
}

TEST(NetworkTable, LeavesOutAStudyWithoutEventsAndSaysSo) {
  const NetworkTable got = read("study,treatment,xi,ni\nA,a,0,8\nA,b,0,8\nB,a,2,9\nB,b,4,9\n", "OR");
  EXPECT_THAT(got.network.dropped, ElementsAre("A"));
  EXPECT_THAT(got.warnings, ElementsAre("Study A is left out: nobody had the event, so it has no ratio."));
}

TEST(NetworkTable, AStudyWithOneArmLeftIsDropped) {
  const NetworkTable got =
      read("study,treatment,mi,sdi,ni\nA,a,66,11,20\nA,b,52,,21\nB,a,60,9,10\nB,b,50,9,10\n", "MD");
  EXPECT_THAT(got.network.dropped, ElementsAre("A"));
  EXPECT_THAT(got.warnings[0], HasSubstr("Line 3 is left out: no value in sdi"));
}

TEST(NetworkTable, TakesContrastsWhateverTheMeasure) {
  const NetworkTable got = read("study,treat1,treat2,TE,seTE\nA,b,a,1.5,0.5\n", "OR");
  EXPECT_DOUBLE_EQ(got.network.studies[0].difference[0], 1.5);
  EXPECT_DOUBLE_EQ(got.network.studies[0].covariance[0], 0.25);
}

TEST(NetworkTable, NamesMissingColumnsAndMeasures) {
  EXPECT_THROW(read("study,treatment,mi\nA,a,1\n", "MD"), Error);
  EXPECT_THROW(read("study,treatment,mi,sdi,ni\nA,a,1,1,9\n", "PLO"), Error);
  EXPECT_THROW(read("study,treatment,xi,ni\nA,a,9,8\nA,b,3,8\n", "OR"), Error);
}

TEST(NetworkJson, ARefusedNetworkNamesItsParts) {
  const NetworkTable got = read("study,treat1,treat2,TE,seTE\nA,a,b,1,1\nB,c,d,1,1\n", "GEN");
  const auto json = refused_network_json(got.network, "network is not connected");
  EXPECT_EQ(json["components"].dump(), R"([["a","b"],["c","d"]])");
}

TEST(NetworkJson, ANetworkWithoutDegreesOfFreedomHasNoTau2) {
  const NetworkTable got = read("study,treat1,treat2,TE,seTE\nA,a,b,1,1\nB,b,c,1,1\n", "GEN");
  const auto json = network_json(got.network, fit_network(got.network));
  EXPECT_TRUE(json["random_REML"]["tau2"].is_null());
  EXPECT_TRUE(json["Q_total"]["p"].is_null());
  EXPECT_NEAR(json["common"]["TE"][0][2], 2, 1e-12);
}

}  // namespace
}  // namespace evigraft::cli
