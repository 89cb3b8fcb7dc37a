#include "synthesis/agreement.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace {
using namespace evigraft;
constexpr double kPrinted = 5e-8;  // as many digits as are printed

// Help page of R statpsych 1.7, ci.kappa(.05, 31, 12, 4, 58): 0.6756757, 0.07344761, 0.5317210 to 0.8196303.
TEST(Agreement, KappaAndItsIntervalAreThoseThatStatpsychPrints) {
  const Agreement found = agreement({{31, 12}, {4, 58}});
  ASSERT_TRUE(found.kappa && found.kappa->ci);
  EXPECT_NEAR(found.kappa->estimate, 0.6756757, kPrinted);
  EXPECT_NEAR(found.kappa->std_error.value_or(0), 0.07344761, kPrinted);
  EXPECT_NEAR((*found.kappa->ci)[0], 0.5317210, kPrinted);
  EXPECT_NEAR((*found.kappa->ci)[1], 0.8196303, 1e-7);
}

// README of R irrCAC 1.0, data cont3x3abstractors.
TEST(Agreement, KappaAndAc1OfThreeCategoriesAreThoseThatIrrcacPrints) {
  const Agreement found = agreement({{13, 0, 0}, {0, 20, 7}, {0, 4, 56}});
  ASSERT_TRUE(found.kappa && found.ac1);
  EXPECT_NEAR(found.kappa->estimate, 0.7964094, kPrinted);
  EXPECT_NEAR(found.kappa->std_error.value_or(0), 0.05891072, kPrinted);
  EXPECT_NEAR(found.ac1->estimate, 0.8493305, kPrinted);
  EXPECT_NEAR(found.ac1->std_error.value_or(0), 0.04321747, kPrinted);
  EXPECT_EQ(found.observed, 0.89);
}

// Fleiss, Levin & Paik (2003), table 18.1, 100 people in 3 categories; the interval of 89 in 100 by R 4.2
// prop.test(89, 100, correct = FALSE).
TEST(Agreement, OfTheTextbooksDiagnosesIsTheTextbooks) {
  const Agreement found = agreement({{75, 1, 4}, {5, 4, 1}, {0, 0, 10}});
  ASSERT_TRUE(found.kappa && found.ci);
  EXPECT_NEAR(found.kappa->estimate, 0.68, 0.005);
  EXPECT_NEAR(found.kappa->std_error.value_or(0), 0.0877029535,
              5e-11);  // the delta method in R, by numeric derivatives
  EXPECT_NEAR((*found.ci)[0], 0.813687035, 5e-10);
  EXPECT_NEAR((*found.ci)[1], 0.937458036, 5e-10);
}

TEST(Agreement, KappaFallsWhereOneCategoryDominatesAndAc1DoesNot) {
  const Agreement found = agreement({{118, 5}, {2, 0}});
  ASSERT_TRUE(found.kappa && found.ac1);
  EXPECT_NEAR(found.kappa->estimate, -0.0233918129, 5e-11);
  EXPECT_NEAR(found.ac1->estimate, 0.9407763376, 5e-11);
  EXPECT_NEAR(found.ac1->std_error.value_or(0), 0.0229645512, 5e-10);
}

TEST(Agreement, SaysWhyThereIsNoCoefficient) {
  EXPECT_EQ(agreement({}).reason, "fewer than two pairs");
  EXPECT_FALSE(agreement({}).observed);
  EXPECT_EQ(agreement({{0, 1}, {0, 0}}).reason, "fewer than two pairs");
  EXPECT_EQ(agreement({{7}}).reason, "all in one category");
  EXPECT_EQ(agreement({{7, 0}, {0, 0}}).reason, "all in one category");
  EXPECT_EQ(agreement({{7}}).observed, 1);
}

TEST(Agreement, FullAgreementHasACoefficientOfOneAndNoWidth) {
  const Agreement found = agreement({{3, 0}, {0, 4}});
  ASSERT_TRUE(found.kappa);
  EXPECT_EQ(found.kappa->estimate, 1);
  EXPECT_FALSE(found.kappa->ci);
  EXPECT_LT((*found.ci)[0], 0.7);  // the interval of the share says how little seven pairs tell
}

// Both have no width by the formula; divided by the square of a chance near 1, what rounding leaves looks like one.
TEST(Agreement, NoWidthStaysNoWidthAmongThousands) {
  for (int n = 3; n < 6000; n += 7) {
    const Agreement one_word = agreement({{n - 1, 1}, {0, 0}}), alike = agreement({{n - 1, 0}, {0, 1}});
    ASSERT_FALSE(one_word.kappa->ci) << n;
    ASSERT_NEAR(one_word.kappa->estimate, 0, 1e-9) << n;
    ASSERT_FALSE(alike.kappa->ci || alike.ac1->ci) << n;
    ASSERT_EQ(alike.kappa->estimate, 1) << n;
    ASSERT_EQ(alike.ac1->estimate, 1) << n;
  }
}

RC_GTEST_PROP(AgreementProperty, DoesNotDependOnWhoIsFirstAndStaysWithinItsBounds, ()) {
  const int q = *rc::gen::inRange(2, 5);
  std::vector<std::vector<int>> table(static_cast<std::size_t>(q), std::vector<int>(static_cast<std::size_t>(q)));
  std::vector<std::vector<int>> other = table;
  for (std::size_t i = 0; i < table.size(); ++i)
    for (std::size_t j = 0; j < table.size(); ++j) other[j][i] = table[i][j] = *rc::gen::inRange(0, 9);
  const Agreement a = agreement(table), b = agreement(other);
  RC_ASSERT(a.kappa.has_value() == b.kappa.has_value());
  if (!a.kappa) return;
  RC_ASSERT(std::abs(a.kappa->estimate - b.kappa->estimate) < 1e-12);
  RC_ASSERT(std::abs(a.ac1->estimate - b.ac1->estimate) < 1e-12);
  RC_ASSERT(a.kappa->estimate <= 1 + 1e-12 && a.kappa->estimate >= -1 - 1e-12);
  if (a.kappa->ci) RC_ASSERT((*a.kappa->ci)[0] <= a.kappa->estimate && a.kappa->estimate <= (*a.kappa->ci)[1]);
}
}  // namespace
