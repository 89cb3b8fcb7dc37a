#include "synthesis/permutation.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace evigraft {
namespace {
using ::testing::DoubleNear;
using ::testing::ElementsAre;
using By = evigraft::Test;  // inside TEST the name Test is GoogleTest's

const std::vector<Effect>& six() {
  static const std::vector<Effect> effects = {{12.1, 9}, {8.4, 4}, {15.0, 16}, {3.2, 2.5}, {20.5, 30}, {-1.4, 6.25}};
  return effects;
}

DesignMatrix by_number() { return make_design(std::array{Moderator{"x", {1, 2, 2, 3, 5, 5}, {}, {}}}, 6); }

DesignMatrix by_factor() {
  return make_design(std::array{Moderator{"f", {}, {"a", "a", "b", "b", "c", "c"}, {"a", "b", "c"}}}, 6);
}

PermutationOptions options_of(By test, std::uint64_t iterations = 10'000) {
  return {{FitMethod::reml, test, 95, false}, iterations, 1, 0};
}

// The expected values are those of permutest(rma(yi, vi, ...), exact = TRUE) of R metafor 3.8-1.

TEST(PermutationTest, FlipsAllSignsAsMetaforDoes) {
  for (const By test : {By::z, By::knha}) {
    const PermutationTest result = permutation_test(six(), {}, options_of(test));
    EXPECT_TRUE(result.exact);
    EXPECT_EQ(result.iterations, 64U);
    EXPECT_THAT(result.p, ElementsAre(0.0625));
    EXPECT_EQ(result.QM_p, 0.0625);
  }
}

TEST(PermutationTest, PermutesAContinuousModeratorAsMetaforDoes) {
  const PermutationTest wald = permutation_test(six(), by_number(), options_of(By::z));
  EXPECT_EQ(wald.iterations, 180U);  // 6! / (2! 2!), for two values stand there twice
  EXPECT_THAT(wald.p, ElementsAre(DoubleNear(49.0 / 180, 1e-12), DoubleNear(107.0 / 180, 1e-12)));
  EXPECT_NEAR(wald.QM_p, 107.0 / 180, 1e-12);
  const PermutationTest knha = permutation_test(six(), by_number(), options_of(By::knha));
  EXPECT_THAT(knha.p, ElementsAre(DoubleNear(55.0 / 180, 1e-12), DoubleNear(110.0 / 180, 1e-12)));
}

TEST(PermutationTest, PermutesAFactorAsMetaforDoes) {
  const PermutationTest result = permutation_test(six(), by_factor(), options_of(By::z));
  EXPECT_EQ(result.iterations, 90U);
  EXPECT_THAT(result.p,
              ElementsAre(DoubleNear(46.0 / 90, 1e-12), DoubleNear(76.0 / 90, 1e-12), DoubleNear(74.0 / 90, 1e-12)));
  EXPECT_NEAR(result.QM_p, 1, 1e-12);
}

TEST(PermutationTest, SamplesWhereThereAreMoreArrangements) {
  const PermutationTest result = permutation_test(six(), {}, options_of(By::knha, 50));
  EXPECT_FALSE(result.exact);
  EXPECT_EQ(result.iterations, 50U);
  EXPECT_GE(result.p.front(), 1.0 / 50);  // the data themselves count
}

TEST(PermutationTest, DoesNotDependOnTheNumberOfThreads) {
  PermutationOptions options = options_of(By::knha, 170);
  options.threads = 1;
  const PermutationTest one = permutation_test(six(), by_number(), options);
  options.threads = 3;
  EXPECT_EQ(permutation_test(six(), by_number(), options).p, one.p);
  EXPECT_FALSE(one.exact);
}

TEST(PermutationTest, ASampleComesNearTheExactValue) {
  const double exact = permutation_test(six(), by_number(), options_of(By::z)).p.back();
  std::vector<Effect> many(six());
  PermutationOptions options = options_of(By::z, 179);
  EXPECT_NEAR(permutation_test(many, by_number(), options).p.back(), exact, 0.12);
}

TEST(PermutationTest, RefusesTooFewIterations) {
  EXPECT_THROW(permutation_test(six(), {}, options_of(By::z, 1)), Error);
}

}  // namespace
}  // namespace evigraft
