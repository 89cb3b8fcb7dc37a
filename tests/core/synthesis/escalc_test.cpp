#include "synthesis/escalc.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

namespace evigraft {
namespace {
constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

TEST(MeanDifference, IsFirstMinusSecondWithUnpooledVariance) {
  // Edinburgh of Normand (1999), table 2: 55 (47), n 155, against 75 (64), n 156.
  const Effect effect = mean_difference({55, 47, 155}, {75, 64, 156});
  EXPECT_DOUBLE_EQ(effect.yi, -20);
  EXPECT_DOUBLE_EQ(effect.vi, 47.0 * 47 / 155 + 64.0 * 64 / 156);
}

TEST(MeanDifference, RefusesAnArmWithoutParticipantsOrWithANegativeSpread) {
  EXPECT_THROW(mean_difference({55, 47, 0}, {75, 64, 156}), Error);
  EXPECT_THROW(mean_difference({55, -47, 155}, {75, 64, 156}), Error);
  EXPECT_THROW(mean_difference({kMissing, 47, 155}, {75, 64, 156}), Error);
}

TEST(ArmMean, HasTheSquaredStandardErrorAsVariance) {
  const Effect effect = arm_mean({61.4, 12, 36});
  EXPECT_DOUBLE_EQ(effect.yi, 61.4);
  EXPECT_DOUBLE_EQ(effect.vi, 4);
}

TEST(Escalc, GivesWhatTheCellsAllow) {
  const Computed without_sd = measure("MD").compute(std::array{55.0, kMissing, 12.0, 51.0, 8.0, 11.0});
  EXPECT_DOUBLE_EQ(without_sd.yi, 4);
  EXPECT_TRUE(std::isnan(without_sd.vi));
  EXPECT_DOUBLE_EQ(without_sd.ni, 23);
}

TEST(Escalc, AnArmOfNobodyGivesNoVariance) {
  EXPECT_TRUE(std::isnan(measure("MN").compute(std::array{50.0, 10.0, 0.0}).vi));
  EXPECT_THROW(static_cast<void>(measure("MN").compute(std::array{50.0, 10.0, -3.0})), Error);
}

TEST(Escalc, AFigureThatOverflowsIsMissing) {
  EXPECT_TRUE(std::isnan(measure("MN").compute(std::array{50.0, 1e200, 2.0}).vi));
}

TEST(Escalc, ReadyMadeEffectsTakeTheVarianceBeforeTheStandardError) {
  EXPECT_DOUBLE_EQ(measure("GEN").compute(std::array{0.4, 0.04, 0.3}).vi, 0.04);
  EXPECT_DOUBLE_EQ(measure("GEN").compute(std::array{0.4, kMissing, 0.3}).vi, 0.09);
  EXPECT_THROW(static_cast<void>(measure("GEN").compute(std::array{0.4, -0.04, kMissing})), Error);
  EXPECT_THROW(static_cast<void>(measure("GEN").compute(std::array{0.4, kMissing, -0.2})), Error);
}

TEST(StandardisedMeanDifference, HasTheExactCorrection) {
  // Pooled SD 10 on 2 degrees of freedom: J = Gamma(1) / Gamma(1/2) = 1 / sqrt(pi).
  const Computed got = measure("SMD").compute(std::array{60.0, 10.0, 2.0, 50.0, 10.0, 2.0});
  EXPECT_NEAR(got.yi, 1 / std::sqrt(M_PI), 1e-15);
  EXPECT_NEAR(got.vi, 1 + 1 / M_PI / 8, 1e-15);
}

TEST(StandardisedMeanDifference, KeepsItsDigitsInHugeSamples) {
  // J = 1 - 3/(4m) - 7/(32 m^2) ...; differences of log-gamma lose it here.
  const Computed got = measure("SMD").compute(std::array{1.0, 1.0, 5e8 + 1, 0.0, 1.0, 5e8 + 1});
  EXPECT_NEAR(got.yi, 1 - 0.75e-9, 1e-15);
}

TEST(StandardisedMeanDifference, IsMissingWithoutSpreadOrDegreesOfFreedom) {
  EXPECT_TRUE(std::isnan(measure("SMD").compute(std::array{60.0, 0.0, 9.0, 50.0, 0.0, 9.0}).yi));
  EXPECT_TRUE(std::isnan(measure("SMD").compute(std::array{60.0, 1.0, 1.0, 50.0, 1.0, 2.0}).yi));
}

TEST(RatioOfMeans, IsTheDifferenceOfLogarithms) {
  const Computed got = measure("ROM").compute(std::array{60.0, 12.0, 4.0, 30.0, 3.0, 25.0});
  EXPECT_NEAR(got.yi, std::log(2.0), 1e-15);
  EXPECT_NEAR(got.vi, 0.01 + 0.0004, 1e-16);
}

TEST(RatioOfMeans, IsMissingWhereAMeanIsNotPositive) {
  EXPECT_TRUE(std::isnan(measure("ROM").compute(std::array{-60.0, 12.0, 4.0, -30.0, 3.0, 25.0}).yi));
  EXPECT_TRUE(std::isnan(measure("MNLN").compute(std::array{0.0, 12.0, 4.0}).yi));
}

TEST(LogMean, HasTheSquaredCoefficientOfVariationOverNAsVariance) {
  const Computed got = measure("MNLN").compute(std::array{50.0, 10.0, 4.0});
  EXPECT_NEAR(got.yi, std::log(50.0), 1e-15);
  EXPECT_NEAR(got.vi, 0.01, 1e-17);
}

// R, metafor 3.8-1: escalc(measure = ..., m1i = c(62.5, 71.25), m2i = c(48.5, 50.5), sd1i = c(12, 14), sd2i = c(10, 9),
//                          ni = c(20, 33), ri = c(.5, .72))
struct Change {
  std::string_view measure;
  std::array<double, 2> yi, vi;
};

TEST(MeanChange, IsThatOfMetaforForEveryMeasure) {
  for (const Change& r :
       {Change{"MC", {14, 20.75}, {6.2, 2.895757575757576}},
        Change{"SMCC", {1.20683492198912012, 2.07245027930276882}, {0.08641126322331213, 0.09537954788154734}},
        Change{"SMCRH", {1.119895411744962, 1.4470853769909502}, {0.07217175949173638, 0.0457138153644369}},
        Change{"ROMC", {0.25360275879891836, 0.34422148286744569}, {0.0019894429588691673, 0.0006043676069791045}}}) {
    const Computed first = measure(r.measure).compute(std::array{62.5, 48.5, 12.0, 10.0, 20.0, 0.5});
    const Computed second = measure(r.measure).compute(std::array{71.25, 50.5, 14.0, 9.0, 33.0, 0.72});
    EXPECT_NEAR(first.yi, r.yi[0], 1e-13) << r.measure;
    EXPECT_NEAR(first.vi, r.vi[0], 1e-13) << r.measure;
    EXPECT_NEAR(second.yi, r.yi[1], 1e-13) << r.measure;
    EXPECT_NEAR(second.vi, r.vi[1], 1e-13) << r.measure;
    EXPECT_EQ(first.ni, 20) << "participants are counted once";
  }
}

TEST(MeanChange, ByTheFirstSdNeedsNoSecond) {
  const Computed got = measure("SMCR").compute(std::array{71.25, 50.5, 14.0, 33.0, 0.72});
  EXPECT_NEAR(got.yi, 1.4470853769909502, 1e-14);
  EXPECT_NEAR(got.vi, 0.04869781951971273, 1e-15);
}

TEST(MeanChange, RefusesACorrelationThatNoneIs) {
  EXPECT_THROW(static_cast<void>(measure("MC").compute(std::array{5.0, 4.0, 1.0, 1.0, 9.0, 1.01})), Error);
}

TEST(MeanChange, IsMissingWithoutACorrelation) {
  for (const char* name : {"MC", "SMCC", "SMCRH", "ROMC"})
    EXPECT_TRUE(std::isnan(measure(name).compute(std::array{5.0, 4.0, 1.0, 1.0, 9.0, kMissing}).vi)) << name;
}

TEST(PairedDifference, WithoutCorrelationHasTheVarianceOfParallelArms) {
  EXPECT_DOUBLE_EQ(paired_difference({60, 12, 20}, {50, 10, 20}, 0).vi, mean_difference({60, 12, 20}, {50, 10, 20}).vi);
}

TEST(PairedDifference, HasAsManyPairsAsTheSmallerArm) {
  EXPECT_DOUBLE_EQ(paired_difference({60, 12, 20}, {50, 10, 18}, 0.5).vi, (144.0 + 100 - 120) / 18);
}

TEST(Escalc, AMeasureNotOfferedIsAnsweredWithThoseOffered) {
  try {
    measure("SMDX");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), Error::Kind::usage);
    for (const Measure& offered : measures()) EXPECT_THAT(error.what(), testing::HasSubstr(std::string(offered.name)));
  }
}

}  // namespace
}  // namespace evigraft
