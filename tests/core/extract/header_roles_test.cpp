// What the words of headers, captions and notes say about numbers.
#include "extract/header_roles.h"

#include <gtest/gtest.h>

namespace {
using namespace evigraft;

TEST(HeaderRoles, TellsSdFromSeInBracketsAndBehindTheSign) {
  EXPECT_EQ(read_hints("Mean (SD)").bracket_spread, SpreadKind::sd);
  EXPECT_EQ(read_hints("Mean (SE)").bracket_spread, SpreadKind::se);
  EXPECT_EQ(read_hints("mean ± SEM").plus_minus, SpreadKind::se);
  EXPECT_EQ(read_hints("Values are mean ± standard deviation.").plus_minus, SpreadKind::sd);
  EXPECT_EQ(read_hints("mean +/- standard error").plus_minus, SpreadKind::se);
}

TEST(HeaderRoles, KnowsCountsWithShares) {
  EXPECT_TRUE(read_hints("n (%)").bracket_percent);
  EXPECT_TRUE(read_hints("No. of patients (%)").bracket_percent);
  EXPECT_FALSE(read_hints("Placebo (n = 52)").count);
}

TEST(HeaderRoles, TakesNoSpreadFromAPlainMean) { EXPECT_FALSE(read_hints("Mean score").bracket_spread); }

TEST(HeaderRoles, KnowsColumnsThatBelongToNoArm) {
  EXPECT_TRUE(read_hints("P value").p_value);
  EXPECT_TRUE(read_hints("Zinc vs placebo").contrast);
  EXPECT_TRUE(read_hints("Mean difference (95% CI)").contrast);
  EXPECT_FALSE(read_hints("Zinc or iron").contrast);
}

TEST(HeaderRoles, KnowsAHeaderOfStatisticsOnly) {
  EXPECT_TRUE(read_hints("Mean (SD)").only_statistics);
  EXPECT_FALSE(read_hints("Weight, mean (SD)").only_statistics);
}

TEST(HeaderRoles, ReadsN) {
  EXPECT_EQ(stated_n("Placebo (n = 52)"), 52);
  EXPECT_EQ(stated_n("Zinc N=1,525"), 1525);
  EXPECT_FALSE(stated_n("n (%)"));
}

TEST(HeaderRoles, ReadsTimesInDays) {
  EXPECT_EQ(read_time("Week 12")->days, 84);
  EXPECT_EQ(read_time("12-week follow-up")->days, 84);
  EXPECT_TRUE(read_time("Baseline")->baseline);
  EXPECT_FALSE(read_time("Weight (kg)"));
}

TEST(HeaderRoles, PutsFollowUpBehindPostTestBehindBaseline) {
  EXPECT_LT(read_time("Baseline")->days, read_time("Post-test")->days);
  EXPECT_LT(read_time("Post-test")->days, read_time("Follow-up")->days);
}

TEST(HeaderRoles, TakesTheLaterTimeOfAChange) {
  const auto time = read_time("Change from baseline to week 12");
  EXPECT_TRUE(time->change);
  EXPECT_FALSE(time->baseline);
  EXPECT_EQ(time->days, 84);
}

}  // namespace
