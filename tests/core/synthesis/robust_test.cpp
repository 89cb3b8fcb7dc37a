#include "synthesis/robust.h"

#include <evigraft/error.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "repeated_tables.h"
#include "synthesis/fit.h"

namespace evigraft {
namespace {

// What R 4.2 with metafor 3.8-1 and clubSandwich 0.5.8 prints:
//   f <- rma(yi, vi, mods = ..., data = A, method = "REML", control = list(threshold = 1e-12, maxiter = 1000))
//   robust(f, cluster = A$study); robust(f, cluster = A$study, adjust = FALSE)
//   robust(f, cluster = A$study, clubSandwich = TRUE)
struct Printed {
  double beta, se, df, p, lower, upper;
};

void expect_printed(const RobustCoefficient& got, const Printed& r) {
  EXPECT_NEAR(got.estimate, r.beta, 1e-8);
  EXPECT_NEAR(got.inference.se, r.se, 1e-8);
  EXPECT_NEAR(got.df, r.df, 1e-7);
  EXPECT_NEAR(got.inference.p, r.p, 1e-8);
  EXPECT_NEAR(got.inference.ci.lower, r.lower, 1e-7);
  EXPECT_NEAR(got.inference.ci.upper, r.upper, 1e-7);
}

Robust over_reml(const RepeatedTable& table, const DesignMatrix& design) {
  const double tau2 = design.columns.empty() ? fit(table.effects).tau2 : fit_regression(table.effects, design).tau2;
  return robust(table.effects, design, table.clusters(), {0, tau2});
}

TEST(Robust, OfASummaryIsThatOfMetafor) {
  const Robust got = over_reml(six_studies(), {});
  EXPECT_EQ(got.clusters, 6);
  expect_printed(got.cr1.at(0),
                 {9.68138594606627, 2.48506885212091, 5, 0.0114574421534318, 3.29331309449868, 16.0694587976339});
  expect_printed(got.cr0.at(0),
                 {9.68138594606627, 2.26854711210015, 5, 0.00795650790538325, 3.8498999464164, 15.5128719457161});
}

TEST(Robust, ForFewClustersIsThatOfClubSandwich) {
  expect_printed(over_reml(six_studies(), {}).cr2.at(0), {9.68138594606627, 2.55379709084285, 3.70178927680899,
                                                          0.0221652547371164, 2.35985705118314, 17.0029148409494});
}

TEST(Robust, OfAMetaRegressionIsThatOfMetafor) {
  const RepeatedTable table = six_studies();
  const Robust got = over_reml(table, table.moderator);
  expect_printed(got.cr1.at(0),
                 {13.513743485176802, 4.463466825563718, 4, 0.0388707008621383, 1.12117286512768, 25.90631410522592});
  expect_printed(got.cr1.at(1),
                 {-0.605562984565907, 0.387515494448311, 4, 0.1931627177644817, -1.68147848231522, 0.47035251318341});
  EXPECT_NEAR(got.moderators.statistic, 2.44197097370577, 1e-7);
  EXPECT_NEAR(got.moderators.p, 0.193162717764482, 1e-8);
  EXPECT_EQ(got.moderators.df2, 4);
}

TEST(Robust, OfAMetaRegressionForFewClustersIsThatOfClubSandwich) {
  const RepeatedTable table = six_studies();
  const Robust got = over_reml(table, table.moderator);
  expect_printed(got.cr2.at(0), {13.513743485176802, 4.704215361726718, 2.63639432721681, 0.0745169493306511,
                                 -2.69581616757303, 29.723303137926635});
  expect_printed(got.cr2.at(1), {-0.605562984565907, 0.422374284446199, 2.83084511758345, 0.2522394300305714,
                                 -1.99634796625191, 0.785221997120096});
}

TEST(Robust, OfACommonEffectIsThatOfMetafor) {
  const RepeatedTable table = six_studies();
  const Robust got = robust(table.effects, {}, table.clusters(), {});
  expect_printed(got.cr1.at(0),
                 {8.21056689254011, 2.00142940619585, 5, 0.00933334211645952, 3.06572881566467, 13.3554049694155});
  expect_printed(got.cr2.at(0), {8.21056689254011, 2.18545954003307, 2.4663573809185, 0.0458512220032011,
                                 0.321530658082493, 16.0996031269977});
}

// m <- rma.mv(yi, vi, mods = ~ arm, random = ~ 1 | study/effect, data = E,
//             control = list(optimizer = "optim", optmethod = "Nelder-Mead", reltol = 1e-16))
// robust(m, cluster = E$study); robust(m, cluster = E$study, clubSandwich = TRUE)
TEST(Robust, OverAMultilevelModelIsThatOfMetaforAndClubSandwich) {
  const RepeatedTable table = seven_studies();
  const Robust got = robust(table.effects, table.moderator, table.clusters(), {73.5317756040331, 16.1504514162966});
  expect_printed(got.cr1.at(1),
                 {16.80637140710497, 1.99919647423612, 5, 0.000390412644190332, 11.66727326456543, 21.9454695496445});
  expect_printed(got.cr2.at(0), {8.76072319579799, 3.08664999193087, 5.91084884542726, 0.030125332242539365,
                                 1.1802632024430, 16.3411831891530});
  expect_printed(got.cr2.at(1), {16.80637140710497, 1.98705965817864, 4.16683468205229, 0.000892917301320175,
                                 11.3754423318448, 22.2373004823651});
  EXPECT_NEAR(got.moderators.statistic, 70.6703039712359, 1e-6);
}

TEST(Robust, DoesNotDependOnTheOrderOfRows) {
  RepeatedTable table = six_studies();
  const Robust before = robust(table.effects, {}, table.clusters(), {4, 9});
  std::reverse(table.effects.begin(), table.effects.end());
  std::reverse(table.study.begin(), table.study.end());
  const Robust after = robust(table.effects, {}, table.clusters(), {4, 9});
  EXPECT_NEAR(after.cr2[0].inference.se, before.cr2[0].inference.se, 1e-12);
  EXPECT_NEAR(after.cr2[0].df, before.cr2[0].df, 1e-10);
}

TEST(Robust, SaysTheSameInAnotherUnit) {
  RepeatedTable table = six_studies();
  const Robust percent = robust(table.effects, {}, table.clusters(), {4, 9});
  for (Effect& effect : table.effects) effect = {effect.yi * 1e-6, effect.vi * 1e-12};
  const Robust tiny = robust(table.effects, {}, table.clusters(), {4e-12, 9e-12});
  EXPECT_NEAR(tiny.cr2[0].inference.se * 1e6, percent.cr2[0].inference.se, 1e-10);
  EXPECT_NEAR(tiny.cr2[0].df, percent.cr2[0].df, 1e-9);
}

TEST(Robust, NeedsMoreClustersThanCoefficients) {
  const RepeatedTable table = six_studies();
  const std::vector<std::string> two = {"a", "a", "a", "a", "a", "a", "a", "b", "b", "b", "b", "b", "b", "b"};
  EXPECT_THROW(robust(table.effects, table.moderator, cluster_by(two), {0, 9}), Error);
  EXPECT_NO_THROW(robust(table.effects, {}, cluster_by(two), {0, 9}));
}

TEST(Robust, WarnsWhereItsDegreesOfFreedomAreTooFew) {
  EXPECT_FALSE(over_reml(six_studies(), {}).warnings.empty());
  EXPECT_TRUE(robust(seven_studies().effects, {}, seven_studies().clusters(), {39.8, 119.1}).warnings.empty());
}

TEST(Robust, OfAClusterTooLargeForTheAdjustmentKeepsThePlainForm) {
  std::vector<Effect> effects(1003, Effect{1, 1});
  std::vector<std::string> labels(1003, "large");
  effects[1001] = effects[1002] = {3, 2};
  labels[1001] = labels[1002] = "small";
  const Robust got = robust(effects, {}, cluster_by(labels), {0, 1});
  EXPECT_TRUE(got.cr2.empty());
  EXPECT_FALSE(got.cr2_refusal.empty());
  EXPECT_EQ(&leading(got), &got.cr1);
}

}  // namespace
}  // namespace evigraft
