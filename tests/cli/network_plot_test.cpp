#include "cli/network_plot.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace evigraft::cli {
namespace {
using testing::HasSubstr;
using testing::Not;

const std::string kArms =
    "study,treatment,mi,sdi,ni\nS1,ASC,62,10,20\nS1,conventional,48,11,20\nS2,SVF,58,9,15\nS2,conventional,50,10,14\n"
    "S3,ASC,60,12,8\nS3,SVF,55,12,8\nS3,conventional,44,11,8\nS4,PRP,52,9,30\nS4,conventional,50,9,30\n";
const std::string kParts = "study,treat1,treat2,TE,seTE\nS1,A,B,1,0.5\nS2,C,D,2,0.5\n";

std::string plot(const std::string& kind, const std::string& csv, const NetworkPlot& asked = {"MD", 95, {}, "", ""}) {
  const CsvTable table = parse_csv(csv, "t.csv");
  return network_plot(kind, table, network_from_table(table, asked.measure), asked);
}

TEST(NetworkPlot, AForestIsAgainstTheReference) {
  NetworkPlot asked{"MD", 95, {"REML", "PRP", false}, "", ""};
  const std::string svg = plot("forest", kArms, asked);
  EXPECT_THAT(svg, HasSubstr(">Against PRP<"));
  EXPECT_THAT(svg, HasSubstr(">PRP (reference)<"));
  EXPECT_THAT(svg, HasSubstr("P-score"));
}

TEST(NetworkPlot, AGraphCountsStudiesAndParticipants) {
  const std::string svg = plot("network", kArms);
  EXPECT_THAT(svg, HasSubstr("<title>ASC and conventional: 2 studies</title>"));
  EXPECT_THAT(svg, HasSubstr("<title>conventional: 72 participants, 4 studies</title>"));
  EXPECT_THAT(svg, HasSubstr("1 of the 4 studies has three or more arms."));
}

TEST(NetworkPlot, AGraphOfContrastsIsSizedByStudies) {
  EXPECT_THAT(plot("network", kParts, {"GEN", 95, {}, "", ""}), HasSubstr("Area of a circle: studies."));
}

TEST(NetworkPlot, ANetworkInPartsHasAGraphAndNoLeagueTable) {
  const NetworkPlot asked{"GEN", 95, {}, "", ""};
  EXPECT_THAT(plot("network", kParts, asked), HasSubstr("falls into 2 parts"));
  EXPECT_THROW(plot("league", kParts, asked), Error);
}

TEST(NetworkPlot, ALeagueTableHasEveryPairBothWays) {
  const std::string svg = plot("league", kArms);
  EXPECT_THAT(svg, HasSubstr("<title>ASC against PRP: MD "));
  EXPECT_THAT(svg, HasSubstr("<title>PRP against ASC: MD −"));
}

TEST(NetworkPlot, RatiosAreShownAsRatios) {
  const std::string counts =
      "study,treatment,xi,ni\nS1,A,5,50\nS1,B,10,50\nS2,A,4,40\nS2,C,6,40\nS3,B,9,60\nS3,C,8,60\n";
  const std::string svg = plot("league", counts, {"OR", 95, {}, "", ""});
  EXPECT_THAT(svg, HasSubstr("Odds ratio"));
  EXPECT_THAT(svg, Not(HasSubstr("<title>A against B: OR −")));
}

}  // namespace
}  // namespace evigraft::cli
