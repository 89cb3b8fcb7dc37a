#include "synthesis/spread.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace evigraft {
namespace {
using testing::HasSubstr;

TEST(SdFromSe, IsTheStandardErrorTimesTheRootOfN) {
  const DerivedSd derived = sd_from_se(2.5, 36);
  EXPECT_DOUBLE_EQ(derived.sd.value(), 15);
  EXPECT_EQ(derived.formula, "SD = SE × √n = 2.5 × √36 = 15");
  EXPECT_TRUE(derived.reason.empty());
}

TEST(SdFromSe, NeedsN) {
  const DerivedSd derived = sd_from_se(2.5, std::nullopt);
  EXPECT_FALSE(derived.sd.has_value());
  EXPECT_THAT(derived.reason, HasSubstr("n is not reported"));
  EXPECT_FALSE(sd_from_se(2.5, 1).sd.has_value());
  EXPECT_FALSE(sd_from_se(-2.5, 10).sd.has_value());
  EXPECT_FALSE(sd_from_se(std::nan(""), 10).sd.has_value());
}

TEST(SdFromInterval, DividesByTheTQuantileOfTheArm) {
  // 25 participants: t(0.975, 24) = 2.0639; Handbook 6.5.2.2 prints 2.0639 for this very case.
  const DerivedSd derived = sd_from_interval({32.1, 30.0, 34.2, 95, 1, 1}, 25);
  EXPECT_NEAR(derived.sd.value(), 5 * 4.2 / (2 * 2.0639), 1e-4);
  EXPECT_THAT(derived.formula, HasSubstr("2.0639"));
}

TEST(SdFromInterval, TakesAMeanThatIsOffCentreByRoundingOnly) {
  EXPECT_TRUE(sd_from_interval({32, 30.0, 34.9, 95, 0, 1}, 25).sd.has_value());   // 32.45 prints as 32
  EXPECT_FALSE(sd_from_interval({32, 30.0, 35.3, 95, 0, 1}, 25).sd.has_value());  // 32.65 does not
  EXPECT_TRUE(sd_from_interval({61.3, 55.1, 67.6, 95, 1, 1}, 25).sd.has_value());
}

TEST(SdFromInterval, RefusesAnIntervalThatIsNotSymmetric) {
  const DerivedSd derived = sd_from_interval({32.1, 30.0, 39.2, 95, 1, 1}, 25);
  EXPECT_FALSE(derived.sd.has_value());
  EXPECT_THAT(derived.reason, HasSubstr("30 to 39.2 is not symmetric about the mean 32.1"));
  EXPECT_TRUE(derived.formula.empty());
}

TEST(SdFromInterval, NeedsTwoParticipantsAndARisingInterval) {
  EXPECT_THAT(sd_from_interval({32, 30, 34, 95, 0, 0}, std::nullopt).reason, HasSubstr("n is not reported"));
  EXPECT_THAT(sd_from_interval({32, 30, 34, 95, 0, 0}, 1).reason, HasSubstr("1 participants"));
  EXPECT_FALSE(sd_from_interval({32, 34, 30, 95, 0, 0}, 20).sd.has_value());
  EXPECT_FALSE(sd_from_interval({32, 30, 34, 100, 0, 0}, 20).sd.has_value());
  EXPECT_FALSE(sd_from_interval({32, -HUGE_VAL, HUGE_VAL, 95, 0, 0}, 20).sd.has_value());
}

TEST(DecimalsOf, CountsPrintedDigits) {
  EXPECT_EQ(decimals_of("61.40"), 2);
  EXPECT_EQ(decimals_of("61.4%"), 1);
  EXPECT_EQ(decimals_of("61"), 0);
  EXPECT_EQ(decimals_of("61·45"), 2);
  EXPECT_EQ(decimals_of(""), 0);
}

TEST(DerivedSds, AgreeWithTheConversionVectors) {
  const std::filesystem::path file = std::filesystem::path(EVIGRAFT_SHARED) / "reference" / "conversions.json";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "SKIPPED: no " << file;
  int compared = 0;
  const nlohmann::json document = nlohmann::json::parse(std::ifstream(file));
  for (const auto& vector : document["vectors"]) {
    const auto& in = vector["in"];
    DerivedSd got;
    if (vector["fn"] == "se2sd") {
      got = sd_from_se(in["se"], in["n"].get<double>());
    } else if (vector["fn"] == "ci2sd_t") {
      const double lower = in["lower"], upper = in["upper"], level = in["level"];
      got = sd_from_interval({(lower + upper) / 2, lower, upper, 100 * level, 4, 4}, in["n"].get<double>());
    } else {
      continue;
    }
    ++compared;
    ASSERT_EQ(got.sd.has_value(), !vector["out"].is_null()) << vector << got.reason;
    if (got.sd) {
      const double want = vector["out"]["sd"];
      EXPECT_NEAR(*got.sd, want, 1e-12 + 1e-10 * want) << vector;
    }
  }
  EXPECT_GT(compared, 25);
}

}  // namespace
}  // namespace evigraft
