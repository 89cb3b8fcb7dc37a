#include "synthesis/gosh.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace evigraft {
namespace {
using ::testing::DoubleNear;

const std::vector<Effect>& six() {
  static const std::vector<Effect> effects = {{12.1, 9}, {8.4, 4}, {15.0, 16}, {3.2, 2.5}, {20.5, 30}, {-1.4, 6.25}};
  return effects;
}

/// Nine studies near 0 and one far off.
std::vector<Effect> with_outlier() {
  std::vector<Effect> effects;
  for (int i = 0; i < 9; ++i) effects.push_back({0.02 * i, 0.01});
  effects.push_back({3, 0.01});
  return effects;
}

struct Expected {
  FitMethod method;
  double mean, q2_5, q25, median, q75, q97_5, I2_mean, I2_median, tau2_mean;
  double with_fifth, without_fifth, I2_with_fifth, I2_without_fifth;
};

class GoshOfMetafor : public ::testing::TestWithParam<Expected> {};

/// gosh(rma(yi, vi, method = ..., control = list(threshold = 1e-12))) of R metafor 3.8-1.
TEST_P(GoshOfMetafor, GivesTheSameFiguresOverAllSubsets) {
  const Expected& expected = GetParam();
  const Gosh result = gosh(six(), {.method = expected.method});
  EXPECT_TRUE(result.all);
  EXPECT_EQ(result.subsets, 63U);
  EXPECT_EQ(result.refused, 0U);
  const auto near = [](double value) { return DoubleNear(value, 1e-8 * (1 + std::abs(value))); };
  EXPECT_THAT(result.estimate.mean, near(expected.mean));
  EXPECT_THAT(result.estimate.minimum, near(-1.4));
  EXPECT_THAT(result.estimate.q2_5, near(expected.q2_5));
  EXPECT_THAT(result.estimate.q25, near(expected.q25));
  EXPECT_THAT(result.estimate.median, near(expected.median));
  EXPECT_THAT(result.estimate.q75, near(expected.q75));
  EXPECT_THAT(result.estimate.q97_5, near(expected.q97_5));
  EXPECT_THAT(result.estimate.maximum, near(20.5));
  EXPECT_THAT(result.I2.mean, near(expected.I2_mean));
  EXPECT_THAT(result.I2.median, near(expected.I2_median));
  EXPECT_THAT(result.tau2.mean, near(expected.tau2_mean));
  EXPECT_EQ(result.studies[4].subsets_with, 32U);
  EXPECT_THAT(result.studies[4].estimate_with, near(expected.with_fifth));
  EXPECT_THAT(result.studies[4].estimate_without, near(expected.without_fifth));
  EXPECT_THAT(result.studies[4].I2_with, near(expected.I2_with_fifth));
  EXPECT_THAT(result.studies[4].I2_without, near(expected.I2_without_fifth));
}

INSTANTIATE_TEST_SUITE_P(
    Methods, GoshOfMetafor,
    ::testing::Values(Expected{FitMethod::ee, 6.90523685589, 2.1552955665, 4.63365015026, 6.01928434854, 7.65886928197,
                               15.8608695652, 67.3911410006, 83.4516417334, 0, 7.65445201346, 6.13185346743,
                               73.2144189567, 61.3800153686},
                      Expected{FitMethod::dl, 8.90138352621, 2.34842391304, 6.79534340032, 8.82661268076, 10.8311076407,
                               15.8883695652, 67.3911410006, 83.4516417334, 39.0540410939, 10.6275904415, 7.11949251686,
                               73.2144189567, 61.3800153686},
                      Expected{FitMethod::reml, 8.99155752121, 2.34842391304, 6.88401720001, 8.91020784846,
                               10.8391229295, 15.8883695652, 69.0019073426, 85.4816311072, 45.010975379, 10.7801372825,
                               7.14528163856, 75.2873203383, 62.513739089}),
    [](const auto& instance) { return std::string(name(instance.param.method)); });

TEST(Gosh, LooksAtASampleWhereThereAreMoreSubsets) {
  const Gosh result = gosh(with_outlier(), {.subsets = 500});
  EXPECT_FALSE(result.all);
  EXPECT_EQ(result.subsets, 500U);
}

TEST(Gosh, DoesNotDependOnTheNumberOfThreads) {
  GoshOptions options{.method = FitMethod::dl, .subsets = 20'000, .seed = 7, .points = 100, .threads = 1};
  std::vector<Effect> effects = with_outlier();
  for (int i = 0; i < 10; ++i) effects.push_back({0.1 * i, 0.02});
  const Gosh one = gosh(effects, options);
  options.threads = 3;
  const Gosh three = gosh(effects, options);
  EXPECT_EQ(one.estimate.mean, three.estimate.mean);
  EXPECT_EQ(one.I2.q97_5, three.I2.q97_5);
  EXPECT_EQ(one.studies[3].estimate_without, three.studies[3].estimate_without);
  EXPECT_EQ(one.points[42].estimate, three.points[42].estimate);
}

TEST(Gosh, GivesAnotherSampleForAnotherSeed) {
  GoshOptions options{.subsets = 500, .seed = 1};
  const double first = gosh(with_outlier(), options).estimate.mean;
  options.seed = 2;
  EXPECT_NE(gosh(with_outlier(), options).estimate.mean, first);
}

TEST(Gosh, ASampleComesNearAllSubsets) {
  const Gosh all = gosh(with_outlier()), some = gosh(with_outlier(), {.subsets = 1000});
  EXPECT_NEAR(some.estimate.mean, all.estimate.mean, 0.03);
}

TEST(Gosh, ShowsAnOutlierByTheSubsetsThatHoldIt) {
  const Gosh result = gosh(with_outlier());
  const StudyInSubsets &far = result.studies.back(), &near = result.studies.front();
  EXPECT_GT(far.estimate_with - far.estimate_without, 0.5);
  EXPECT_LT(std::abs(near.estimate_with - near.estimate_without), 0.2);
  EXPECT_GT(far.I2_with, 90);
  EXPECT_LT(far.I2_without, 10);
}

TEST(Gosh, KeepsPointsOfSubsetsOfAllSizes) {
  const Gosh result = gosh(six(), {.points = 1000});
  ASSERT_EQ(result.points.size(), 63U);  // there are no more
  std::vector<int> sizes(7, 0);
  for (const SubsetFit& point : result.points) ++sizes[static_cast<std::size_t>(point.k)];
  EXPECT_THAT(sizes, ::testing::ElementsAre(0, 6, 15, 20, 15, 6, 1));
}

TEST(Gosh, LeavesOutSubsetsThatTheModelRefuses) {
  // Alone, the study without a sampling variance leaves nothing to estimate.
  const Gosh result = gosh(std::vector<Effect>{{0, 0}, {1, 0.1}, {3, 0.1}}, {.method = FitMethod::reml});
  EXPECT_GT(result.refused, 0U);
  EXPECT_LT(result.refused, result.subsets);
  EXPECT_FALSE(std::isnan(result.estimate.mean));
}

TEST(Gosh, RefusesOneStudy) { EXPECT_THROW(gosh(std::vector<Effect>{{1, 1}}), Error); }

}  // namespace
}  // namespace evigraft
