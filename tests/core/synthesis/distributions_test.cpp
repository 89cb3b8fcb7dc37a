// Values of the usual printed tables, with more digits.
#include "synthesis/distributions.h"

#include <gtest/gtest.h>

#include <cmath>

namespace evigraft {
namespace {

TEST(Distributions, QuantilesAreThoseOfThePrintedTables) {
  EXPECT_NEAR(normal_quantile(0.025), 1.959963984540054, 1e-14);
  EXPECT_NEAR(t_quantile(0.025, 1), 12.706204736174693, 1e-12);  // the hardest: tan(0.475 pi)
  EXPECT_NEAR(t_quantile(0.025, 8), 2.306004135204166, 1e-13);
  EXPECT_NEAR(chi_squared_quantile(0.05, 1), 3.841458820694124, 1e-13);
  EXPECT_NEAR(chi_squared_quantile(0.975, 12), 4.403788506981704, 1e-12);
}

TEST(Distributions, ASmallPKeepsItsDigits) {
  EXPECT_NEAR(two_sided_p(20, std::nullopt) / 5.507248237212467e-89, 1, 1e-12);
  EXPECT_NEAR(chi_squared_p(238.9158108620096, 8) / 3.8418092854003323e-47, 1, 1e-12);
}

TEST(Distributions, AnInfiniteStatisticHasPZeroAndNoStatisticNone) {
  EXPECT_EQ(two_sided_p(HUGE_VAL, 3), 0);
  EXPECT_EQ(two_sided_p(-HUGE_VAL, std::nullopt), 0);
  EXPECT_TRUE(std::isnan(two_sided_p(std::nan(""), 3)));
}

TEST(Distributions, QOfOneStudyHasPOne) { EXPECT_EQ(chi_squared_p(0, 0), 1); }

}  // namespace
}  // namespace evigraft
