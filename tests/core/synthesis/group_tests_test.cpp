// Values of R 4.2.2 on samples made to have the summaries; the commands stand at the tests:
//   g <- function(m, s, n) { x <- as.numeric(scale(seq_len(n))); m + s * x }
//   a <- g(52.1, 8.3, 12); b <- g(44.0, 6.1, 15); c <- g(47.5, 7.2, 9)
//   y <- c(a, b, c); f <- factor(rep(1:3, c(12, 15, 9)))
#include "synthesis/group_tests.h"

#include <gtest/gtest.h>
// after gtest
#include <rapidcheck/gtest.h>

#include <cmath>

namespace evigraft {
namespace {

const GroupSummary kGroups[] = {{52.1, 8.3, 12}, {44.0, 6.1, 15}, {47.5, 7.2, 9}};

TEST(GroupTests, StudentsTest) {  // t.test(a, b, var.equal = TRUE)$p.value
  EXPECT_NEAR(student_p(kGroups[0], kGroups[1]), 0.00723731753906, 1e-13);
}

TEST(GroupTests, WelchsTest) {  // t.test(a, b)$p.value
  EXPECT_NEAR(welch_p(kGroups[0], kGroups[1]), 0.010574525483, 1e-12);
}

TEST(GroupTests, AnalysisOfVariance) {  // summary(aov(y ~ f))
  EXPECT_NEAR(anova_p(kGroups), 0.0225628912038, 1e-12);
}

TEST(GroupTests, PairsAfterAnalysisOfVarianceWithoutAdjustment) {  // pairwise.t.test(y, f, p.adjust.method = "none")
  EXPECT_NEAR(anova_pair_p(kGroups, 0, 1), 0.00627336217409, 1e-13);
  EXPECT_NEAR(anova_pair_p(kGroups, 2, 0), 0.15477745002258, 1e-13);
}

TEST(GroupTests, TukeysTestWithUnequalGroups) {  // TukeyHSD(aov(y ~ f))
  EXPECT_NEAR(tukey_p(kGroups, 0, 1), 0.0168136800733, 1e-9);
  EXPECT_NEAR(tukey_p(kGroups, 0, 2), 0.3246917262547, 1e-9);
  EXPECT_NEAR(tukey_p(kGroups, 1, 2), 0.4856952533473, 1e-9);
}

TEST(GroupTests, PairedTest) {
  // x <- g(50, 8, 10); z <- 45 + 7 * as.numeric(scale(c(3,1,2,5,4,8,6,9,7,10))); t.test(x, z, paired = TRUE)
  EXPECT_NEAR(paired_p({50, 8, 10}, {45, 7, 10}, 0.890909090909091), 0.0018530992336, 1e-12);
}

RC_GTEST_PROP(GroupTests, OfTwoGroupsAnalysisOfVarianceAndTukeyAreStudentsTest, ()) {
  const auto group = [] {
    return GroupSummary{*rc::gen::inRange(200, 800) / 10.0, *rc::gen::inRange(10, 200) / 10.0,
                        static_cast<double>(*rc::gen::inRange(2, 60))};
  };
  const GroupSummary both[] = {group(), group()};
  const double p = student_p(both[0], both[1]);
  RC_ASSERT(std::abs(anova_p(both) - p) <= 1e-9 * p + 1e-14);
  RC_ASSERT(std::abs(tukey_p(both, 0, 1) - p) <= 1e-7 * p + 1e-14);
}

TEST(GroupTests, WithoutAnySpreadAllOrNothingDiffers) {
  EXPECT_EQ(student_p({50, 0, 8}, {40, 0, 8}), 0);
  EXPECT_EQ(welch_p({50, 0, 8}, {50, 0, 8}), 1);
}

}  // namespace
}  // namespace evigraft
