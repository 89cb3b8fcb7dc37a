#include "synthesis/fit.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>

namespace evigraft {
namespace {
using By = evigraft::Test;  // inside TEST the name Test is GoogleTest's
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Log risk ratios of the 13 BCG trials, from the counts printed in Colditz et al. (1994), JAMA 271:698-702.
std::vector<Effect> bcg() {
  const std::vector<std::array<double, 4>> counts = {
      {4, 119, 11, 128},     {6, 300, 29, 274},      {3, 228, 11, 209},        {62, 13536, 248, 12619},
      {33, 5036, 47, 5761},  {180, 1361, 372, 1079}, {8, 2537, 10, 619},       {505, 87886, 499, 87892},
      {29, 7470, 45, 7232},  {17, 1699, 65, 1600},   {186, 50448, 141, 27197}, {5, 2493, 3, 2338},
      {27, 16886, 29, 17825}};
  std::vector<Effect> effects;
  for (const auto& [a, b, c, d] : counts)
    effects.push_back({std::log((a / (a + b)) / (c / (c + d))), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)});
  return effects;
}

/// Teacher expectancy, Raudenbush (1984), J Educ Psychol 76:85-97: standardised mean differences and variances.
std::vector<Effect> teacher_expectancy() {
  return {{.03, .0156},  {.12, .0216},  {-.14, .0279}, {1.18, .1391}, {.26, .1362}, {-.06, .0106}, {-.02, .0106},
          {-.32, .0484}, {.27, .0269},  {.80, .0630},  {.54, .0912},  {.18, .0497}, {-.02, .0835}, {.23, .0841},
          {-.18, .0253}, {-.06, .0279}, {.30, .0193},  {.07, .0088},  {-.07, .0303}};
}

TEST(Fit, PrintsTheNumbersOfViechtbauer2010ForTheBcgTrials) {
  // J Stat Softw 36(3), section 3.1: the output of rma() and confint() for these data.
  const Fit got = fit(bcg(), {FitMethod::reml, By::z, 95});
  EXPECT_NEAR(got.estimate, -0.7145, 5e-5);
  EXPECT_NEAR(got.inference.se, 0.1798, 5e-5);
  EXPECT_NEAR(got.inference.statistic, -3.9744, 5e-5);
  EXPECT_NEAR(got.inference.ci.lower, -1.0669, 5e-5);
  EXPECT_NEAR(got.inference.ci.upper, -0.3622, 5e-5);
  EXPECT_NEAR(got.tau2, 0.3132, 5e-5);
  EXPECT_NEAR(got.se_tau2.value(), 0.1664, 5e-5);
  EXPECT_NEAR(got.I2.value(), 92.22, 5e-3);
  EXPECT_NEAR(got.H2.value(), 12.86, 5e-3);
  EXPECT_NEAR(got.Q.value(), 152.2330, 5e-5);
  EXPECT_EQ(got.Q_df, 12);
  EXPECT_NEAR(got.q_profile.value().tau2.lower, 0.1197, 5e-5);
  EXPECT_NEAR(got.q_profile.value().tau2.upper, 1.1115, 5e-5);
}

TEST(Fit, PrintsTheNumbersOfRaudenbush2009ForTeacherExpectancy) {
  // In Cooper, Hedges & Valentine, Handbook of Research Synthesis, 2nd ed., chapter 16.
  const Fit common = fit(teacher_expectancy(), {FitMethod::ee, By::z, 95});
  EXPECT_NEAR(common.estimate, 0.060, 5e-4);
  EXPECT_NEAR(common.inference.statistic, 1.66, 5e-3);
  EXPECT_NEAR(common.Q.value(), 35.83, 5e-3);
  const Fit random = fit(teacher_expectancy(), {FitMethod::reml, By::z, 95});
  EXPECT_NEAR(random.estimate, 0.084, 5e-4);
  EXPECT_NEAR(random.inference.se, 0.052, 5e-4);
  EXPECT_NEAR(random.tau2, 0.019, 5e-4);
}

TEST(Fit, TwoStudiesHaveTheirClosedForm) {
  // tau2 = (d^2 - v1 - v2) / 2 by every method that sets an expectation; the Hartung-Knapp factor is then exactly 1.
  const std::vector<Effect> two = {{1, 0.1}, {2, 0.2}};
  for (const FitMethod method : {FitMethod::reml, FitMethod::dl, FitMethod::he, FitMethod::pm, FitMethod::eb})
    EXPECT_NEAR(fit(two, {method, By::knha, 95}).tau2, 0.35, 1e-14) << name(method);
  const Fit got = fit(two);
  EXPECT_EQ(got.df, 1);
  EXPECT_NEAR(got.s2w, 1, 1e-12);
  EXPECT_FALSE(got.adhoc.has_value());
}

TEST(Fit, OneStudyComesBackAsItIsWithTestZAndAWarning) {
  const Fit got = fit(std::vector<Effect>{{10, 4}});
  EXPECT_EQ(got.estimate, 10);
  EXPECT_EQ(got.inference.se, 2);
  EXPECT_NEAR(got.inference.ci.lower, 10 - 2 * 1.959963984540054, 1e-12);
  EXPECT_EQ(got.tau2, 0);
  EXPECT_EQ(got.Q_p, 1);
  EXPECT_EQ(got.test, By::z);
  EXPECT_EQ(got.requested_test, By::knha);
  EXPECT_FALSE(got.q_profile.has_value());
  EXPECT_THAT(got.q_profile_refusal, HasSubstr("one study"));
  EXPECT_THAT(got.warnings, ElementsAre(HasSubstr("test z is used instead of knha")));
}

TEST(Fit, OneStudyAskedForWithTestZNeedsNoWarning) {
  EXPECT_THAT(fit(std::vector<Effect>{{10, 4}}, {FitMethod::reml, By::z, 95}).warnings, IsEmpty());
}

TEST(Fit, NoStudyIsRefused) { EXPECT_THROW(fit({}), Error); }

TEST(Fit, IdenticalEffectsHaveNoHeterogeneityAndNoHartungKnappWidth) {
  // 0.1 + 0.2 is not 0.3 in binary: the residuals must vanish because they are differences of equal numbers.
  const double same = 0.1 + 0.2;
  const Fit got = fit(std::vector<Effect>{{same, 0.1}, {same, 0.2}, {same, 0.4}});
  EXPECT_EQ(got.tau2, 0);
  EXPECT_EQ(got.Q, 0);
  EXPECT_EQ(got.I2, 0);
  EXPECT_EQ(got.inference.se, 0);
  EXPECT_EQ(got.inference.ci.lower, same);
  EXPECT_EQ(got.inference.p, 0);
  ASSERT_TRUE(got.adhoc.has_value());
  EXPECT_NEAR(got.adhoc->se, std::sqrt(1 / 17.5), 1e-15);
  EXPECT_TRUE(got.q_profile.value().empty);
}

TEST(Fit, WhereHartungKnappIsNarrowerThanWaldTheAdhocIntervalStandsBeside) {
  const std::vector<Effect> alike = {{1.00, 0.04}, {1.02, 0.04}, {0.99, 0.04}};
  const Fit knha = fit(alike);
  ASSERT_TRUE(knha.adhoc.has_value());
  EXPECT_LT(knha.inference.se, knha.wald.se);
  EXPECT_EQ(knha.adhoc->se, knha.wald.se);
  const Fit adhoc = fit(alike, {FitMethod::reml, By::adhoc, 95});
  EXPECT_EQ(adhoc.inference.ci.lower, knha.adhoc->ci.lower);
  EXPECT_EQ(adhoc.inference.p, knha.adhoc->p);
  EXPECT_FALSE(adhoc.adhoc.has_value());
}

TEST(Fit, WhereHartungKnappIsWiderThereIsNoAdhocInterval) {
  const Fit got = fit(std::vector<Effect>{{1, 0.04}, {2, 0.04}, {3, 4}}, {FitMethod::ee, By::knha, 95});
  EXPECT_GT(got.inference.se, got.wald.se);
  EXPECT_FALSE(got.adhoc.has_value());
}

TEST(Fit, AZeroVarianceIsRefusedByMethodsThatDivideByIt) {
  const std::vector<Effect> effects = {{0.2, 0}, {0.5, 0.04}, {0.1, 0.05}, {0.9, 0.06}};
  for (const FitMethod method : {FitMethod::ee, FitMethod::dl, FitMethod::hs, FitMethod::pm}) {
    try {
      fit(effects, {method, By::z, 95});
      ADD_FAILURE() << name(method) << " did not refuse";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), Error::Kind::data);
      EXPECT_THAT(error.what(), HasSubstr(std::string(name(method))));
    }
  }
}

TEST(Fit, AZeroVarianceIsPooledByRemlWithoutTheFiguresThatDivideByIt) {
  const Fit got = fit(std::vector<Effect>{{0.2, 0}, {0.5, 0.04}, {0.1, 0.05}, {0.9, 0.06}});
  EXPECT_NEAR(got.tau2, 0.0722475088863677, 1e-12);  // metafor 3.8-1
  EXPECT_FALSE(got.Q || got.I2 || got.H2 || got.q_profile || got.q_based);
  EXPECT_THAT(got.q_profile_refusal, HasSubstr("one of them is 0"));
  EXPECT_THAT(got.warnings, ElementsAre(HasSubstr("variance is 0")));
}

TEST(Fit, AZeroVarianceWithNoHeterogeneityIsRefused) {
  EXPECT_THROW(fit(std::vector<Effect>{{0.2, 0}, {0.2, 0.04}, {0.2, 0.05}}), Error);
  EXPECT_THROW(fit(std::vector<Effect>{{0.2, 0}}), Error);
}

TEST(Fit, ImpossibleInputIsRefusedNotPropagated) {
  const double nan = std::nan("");
  EXPECT_THROW(fit(std::vector<Effect>{{nan, 1}, {1, 1}}), Error);
  EXPECT_THROW(fit(std::vector<Effect>{{1, HUGE_VAL}, {1, 1}}), Error);
  EXPECT_THROW(fit(std::vector<Effect>{{1, -0.5}, {1, 1}}), Error);
}

TEST(Fit, FiguresThatLieTooFarApartAreRefusedNotOverflown) {
  for (const auto& [yi, vi] : {std::pair{1e300, 1.0}, std::pair{1.0, 1e-300}, std::pair{1.0, 1e300}}) {
    try {
      fit(std::vector<Effect>{{yi, vi}, {2, 1}, {3, 1}, {5, 1}});
      ADD_FAILURE() << yi << " " << vi << " was pooled";
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), HasSubstr("too many orders of magnitude apart"));
    }
  }
  EXPECT_THROW(fit(std::vector<Effect>{{1e200, 1e300}, {-1e200, 1e300}}), Error);  // tau2 would be 1e400
}

TEST(Fit, TheLevelMustBeAPercentage) {
  for (const double level : {0.0, 100.0, -5.0, std::nan("")})
    EXPECT_THROW(fit(bcg(), {FitMethod::dl, By::z, level}), Error) << level;
}

TEST(Fit, AnotherLevelWidensEveryInterval) {
  const Fit at95 = fit(bcg()), at99 = fit(bcg(), {FitMethod::reml, By::knha, 99});
  EXPECT_LT(at99.inference.ci.lower, at95.inference.ci.lower);
  EXPECT_LT(at99.prediction->standard.lower, at95.prediction->standard.lower);
  EXPECT_GT(at99.q_profile->tau2.upper, at95.q_profile->tau2.upper);
  EXPECT_GT(at99.profile_likelihood->upper, at95.profile_likelihood->upper);
  EXPECT_EQ(interval_at(at95, 99).lower, at99.inference.ci.lower);
}

TEST(Fit, ALargeOffsetCostsNoDigits) {
  std::vector<Effect> far = bcg();
  for (Effect& effect : far) effect.yi = std::round(effect.yi * 1024) / 1024;  // so that adding 2^20 is exact
  const Fit near = fit(far);
  for (Effect& effect : far) effect.yi += 1048576;
  const Fit moved = fit(far);
  EXPECT_NEAR(moved.tau2, near.tau2, 1e-13);
  EXPECT_NEAR(moved.Q.value(), near.Q.value(), 1e-10);
  EXPECT_NEAR(moved.q_profile->tau2.upper, near.q_profile->tau2.upper, 1e-12);
}

TEST(Fit, ExtremelyUnequalVariancesCostNoDigits) {
  // One study a trillion times as precise: the mean is its 0, Q = 9 + 1, and tr(P) = 4, which is lost in the
  // difference of 1e12 + 2 and 1e12 - 2.
  const Fit got = fit(std::vector<Effect>{{0, 1e-12}, {3, 1}, {-1, 1}}, {FitMethod::dl, By::z, 95});
  EXPECT_NEAR(got.tau2, (10 - 2) / 4.0, 1e-11);
}

TEST(Fit, PredictionUsesTheQuantileOfTheRule) {
  const Fit got = fit(bcg());
  const double spread = std::sqrt(got.inference.se * got.inference.se + got.tau2);
  EXPECT_NEAR(got.prediction->standard.upper, got.estimate + 2.1788128296672262 * spread, 1e-12);  // t, 12 df
  EXPECT_EQ(got.prediction->standard.upper, got.prediction->t_km1.upper);
  EXPECT_NEAR(got.prediction->t_km2.upper, got.estimate + 2.200985160091639 * spread, 1e-12);  // t, 11 df
  EXPECT_FALSE(fit(bcg(), {FitMethod::ee, By::z, 95}).prediction.has_value());
}

TEST(Fit, ThePredictionIntervalBesideTheAdhocIntervalIsNeverInsideIt) {
  const Fit got = fit(std::vector<Effect>{{1.00, 0.04}, {1.02, 0.04}, {0.99, 0.04}});
  EXPECT_GT(got.prediction->standard.lower, got.adhoc->ci.lower);        // that of Hartung-Knapp would be
  EXPECT_EQ(got.adhoc_prediction->standard.lower, got.adhoc->ci.lower);  // tau2 is 0
  EXPECT_FALSE(fit(bcg()).adhoc_prediction.has_value());
}

TEST(StudyInterval, IsTheNormalOneAndHasNoWidthWithoutVariance) {
  EXPECT_NEAR(study_interval({10, 4}).upper, 10 + 2 * 1.959963984540054, 1e-12);
  EXPECT_NEAR(study_interval({10, 4}, 90).lower, 10 - 2 * 1.6448536269514722, 1e-12);
  EXPECT_EQ(study_interval({10, 0}).upper, 10);
}

TEST(Fit, WeightsSumToAHundred) {
  const Fit got = fit(bcg());
  EXPECT_NEAR(std::accumulate(got.weights_percent.begin(), got.weights_percent.end(), 0.0), 100, 1e-12);
}

TEST(Names, AreThoseOfMetaforAndFeIsEe) {
  EXPECT_EQ(parse_method("FE"), FitMethod::ee);
  EXPECT_EQ(parse_method("EE"), FitMethod::ee);
  for (const FitMethod method : {FitMethod::ee, FitMethod::dl, FitMethod::he, FitMethod::hs, FitMethod::sj,
                                 FitMethod::ml, FitMethod::reml, FitMethod::eb, FitMethod::pm})
    EXPECT_EQ(parse_method(name(method)), method);
  for (const By test : {By::z, By::t, By::knha, By::adhoc}) EXPECT_EQ(parse_test(name(test)), test);
}

TEST(Names, AnUnknownOneIsAnsweredWithThoseOffered) {
  try {
    parse_method("reml");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), Error::Kind::usage);
    EXPECT_THAT(error.what(), HasSubstr("EE, FE, DL, HE, HS, SJ, ML, REML, EB, PM"));
  }
  EXPECT_THROW(parse_test("hk"), Error);
}

}  // namespace
}  // namespace evigraft
