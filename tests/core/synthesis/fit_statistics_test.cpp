#include "synthesis/fit_statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "synthesis/fit.h"
#include "synthesis/regression.h"

namespace evigraft {
namespace {

const std::vector<Effect> kFive = {{0.2, 0.04}, {0.9, 0.09}, {-0.3, 0.05}, {0.5, 0.02}, {1.1, 0.08}};

FitStatistics statistics_of(const std::vector<Effect>& effects, FitMethod method) {
  return *fit(effects, {method, evigraft::Test::z, 95}).statistics;
}

TEST(FitStatistics, TheDevianceOfACommonEffectIsQ) {
  const Fit common = fit(kFive, {FitMethod::ee, evigraft::Test::z, 95});
  EXPECT_NEAR(common.statistics->ml.deviance, *common.Q, 1e-12);
}

TEST(FitStatistics, TheLikelihoodIsThatOfNormalDensities) {
  const Fit random = fit(kFive, {FitMethod::ml, evigraft::Test::z, 95});
  double sum = 0;
  for (const Effect& effect : kFive) {
    const double variance = effect.vi + random.tau2, residual = effect.yi - random.estimate;
    sum -= (std::log(2 * std::acos(-1.0) * variance) + residual * residual / variance) / 2;
  }
  EXPECT_NEAR(random.statistics->ml.log_likelihood, sum, 1e-12);
  EXPECT_NEAR(random.statistics->ml.aic, -2 * sum + 4, 1e-12);
  EXPECT_NEAR(random.statistics->ml.bic, -2 * sum + 2 * std::log(5), 1e-12);
  EXPECT_NEAR(random.statistics->ml.aicc, -2 * sum + 4 * 5.0 / 2, 1e-12);
}

TEST(FitStatistics, EachMethodIsBestByItsOwnLikelihood) {
  EXPECT_GT(statistics_of(kFive, FitMethod::ml).ml.log_likelihood,
            statistics_of(kFive, FitMethod::reml).ml.log_likelihood);
  EXPECT_GT(statistics_of(kFive, FitMethod::reml).reml.log_likelihood,
            statistics_of(kFive, FitMethod::ml).reml.log_likelihood);
}

TEST(FitStatistics, AnotherUnitShiftsTheLogLikelihoodByItsLogarithmAnEffect) {
  std::vector<Effect> thousandths;
  for (const Effect& effect : kFive) thousandths.push_back({effect.yi * 1000, effect.vi * 1e6});
  const FitStatistics whole = statistics_of(kFive, FitMethod::reml),
                      parts = statistics_of(thousandths, FitMethod::reml);
  EXPECT_NEAR(parts.ml.log_likelihood, whole.ml.log_likelihood - 5 * std::log(1000), 1e-9);
  EXPECT_NEAR(parts.reml.log_likelihood, whole.reml.log_likelihood - 4 * std::log(1000), 1e-9);
}

TEST(FitStatistics, TheRestrictedLikelihoodDoesNotDependOnAModeratorsUnit) {
  const auto by = [](double unit) {
    Moderator dose;
    dose.name = "dose";
    for (const double x : {1.0, 2.0, 2.5, 4.0, 7.0}) dose.numbers.push_back(x * unit);
    return fit_regression(kFive, make_design(std::span(&dose, 1), kFive.size()), {}).statistics->reml.log_likelihood;
  };
  EXPECT_NEAR(by(1), by(1e-6), 1e-9);
}

TEST(FitStatistics, AZeroVarianceLeavesTheDevianceWithoutAnExactFit) {
  std::vector<Effect> exact = kFive;
  exact[0].vi = 0;
  const FitStatistics got = statistics_of(exact, FitMethod::reml);
  EXPECT_EQ(got.ml.deviance, -2 * got.ml.log_likelihood);
}

TEST(FitStatistics, RefitsThatNeedNoneHaveNone) {
  EXPECT_FALSE(fit(kFive, {FitMethod::dl, evigraft::Test::z, 95, false}).statistics.has_value());
}

}  // namespace
}  // namespace evigraft
