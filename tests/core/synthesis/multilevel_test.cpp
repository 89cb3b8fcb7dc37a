#include "synthesis/multilevel.h"

#include <evigraft/error.h>
#include <gtest/gtest.h>

#include "repeated_tables.h"

namespace evigraft {
namespace {

// R 4.2, metafor 3.8-1:
//   rma.mv(yi, vi, mods = ..., random = ~ 1 | study/effect, data = ..., method = ..., test = ...,
//          control = list(optimizer = "optim", optmethod = "Nelder-Mead", reltol = 1e-16, maxit = 20000))
FitOptions options(FitMethod method, evigraft::Test test = evigraft::Test::z) { return {method, test, 95, true}; }

TEST(Multilevel, OfASummaryIsThatOfMetafor) {
  const RepeatedTable table = seven_studies();
  const Multilevel got = fit_multilevel(table.effects, {}, table.clusters(), options(FitMethod::reml));
  EXPECT_NEAR(got.sigma2.cluster, 39.8049268893521, 1e-4);
  EXPECT_NEAR(got.sigma2.effect, 119.12080980961, 1e-4);
  EXPECT_NEAR(got.coefficients.at(0).estimate, 14.7949546911987, 1e-6);
  EXPECT_NEAR(got.coefficients.at(0).inference.se, 3.73262851866485, 1e-6);
  EXPECT_NEAR(got.QE.value(), 268.632480179991, 1e-9);
  EXPECT_NEAR(got.log_likelihood, -63.3067464088076, 1e-9);
  EXPECT_NEAR(got.moderators.statistic, 15.7107797100114, 1e-5);
}

TEST(Multilevel, WithAModeratorIsThatOfMetafor) {
  const RepeatedTable table = seven_studies();
  const Multilevel got = fit_multilevel(table.effects, table.moderator, table.clusters(), options(FitMethod::reml));
  EXPECT_NEAR(got.sigma2.cluster, 73.5317756040331, 1e-4);
  EXPECT_NEAR(got.sigma2.effect, 16.1504514162966, 1e-4);
  EXPECT_NEAR(got.coefficients.at(1).estimate, 16.806371407105, 1e-6);
  EXPECT_NEAR(got.coefficients.at(1).inference.se, 2.58640023274178, 1e-6);
  EXPECT_NEAR(got.QE.value(), 162.344411282474, 1e-9);
  EXPECT_NEAR(got.log_likelihood, -51.3704307707804, 1e-9);
  EXPECT_NEAR(got.moderators.statistic, 42.2237160562532, 1e-4);
}

TEST(Multilevel, ByMaximumLikelihoodIsThatOfMetafor) {
  const RepeatedTable table = seven_studies();
  const Multilevel got = fit_multilevel(table.effects, table.moderator, table.clusters(), options(FitMethod::ml));
  EXPECT_NEAR(got.sigma2.cluster, 62.2463390916742, 1e-4);
  EXPECT_NEAR(got.sigma2.effect, 13.9821508471237, 1e-4);
  EXPECT_NEAR(got.log_likelihood, -57.4871432441939, 1e-9);
}

TEST(Multilevel, FindsNoVarianceWithinStudiesThatAgreeWithThemselves) {
  const RepeatedTable table = six_studies();
  const Multilevel got =
      fit_multilevel(table.effects, {}, table.clusters(), options(FitMethod::reml, evigraft::Test::knha));
  EXPECT_EQ(got.sigma2.effect, 0);
  EXPECT_NEAR(got.sigma2.cluster, 36.6941922338942, 1e-4);
  EXPECT_NEAR(got.log_likelihood, -36.9518034883409, 1e-9);
  // rma.mv(..., test = "t") and predict(): t with k - p degrees of freedom.
  EXPECT_EQ(got.test, evigraft::Test::t);
  EXPECT_NEAR(got.coefficients.at(0).inference.ci.lower, 5.00022381786831, 1e-5);
  EXPECT_NEAR(got.coefficients.at(0).inference.p, 0.00149996683320492, 1e-8);
  EXPECT_NEAR(got.prediction.value().lower, -3.4794, 1e-4);
  EXPECT_NEAR(got.prediction.value().upper, 25.1967, 1e-4);
}

TEST(Multilevel, FindsNoVarianceBetweenStudiesThatDoNotDiffer) {
  // C <- data.frame(study = rep(c("p","q","r","s"), each = 3), effect = 1:12,
  //   yi = c(2,12,7, 5,-1,13, 9,3,8, 14,1,6), vi = c(1,1.2,.8,.9,1.1,1,1.3,1,.7,.9,1,1.2))
  const std::vector<Effect> effects = {{2, 1},   {12, 1.2}, {7, .8}, {5, .9},  {-1, 1.1}, {13, 1},
                                       {9, 1.3}, {3, 1},    {8, .7}, {14, .9}, {1, 1},    {6, 1.2}};
  const std::vector<std::string> study = {"p", "p", "p", "q", "q", "q", "r", "r", "r", "s", "s", "s"};
  const Multilevel got = fit_multilevel(effects, {}, cluster_by(study), options(FitMethod::reml));
  EXPECT_EQ(got.sigma2.cluster, 0);
  EXPECT_NEAR(got.sigma2.effect, 22.4920754447414, 1e-4);
  EXPECT_NEAR(got.coefficients.at(0).inference.se, 1.39938204444724, 1e-6);
  EXPECT_NEAR(got.log_likelihood, -32.9762502908087, 1e-9);
}

TEST(Multilevel, FindsNoVarianceWhereNothingDiffersMoreThanChance) {
  RepeatedTable table = six_studies();
  const std::vector<double> alike = {10, 10.5, 9, 11, 10, 9.5, 10, 10, 9, 10, 11, 10, 10, 9.5};
  for (std::size_t i = 0; i < alike.size(); ++i) table.effects[i].yi = alike[i];
  const Multilevel got = fit_multilevel(table.effects, {}, table.clusters(), options(FitMethod::reml));
  EXPECT_EQ(got.sigma2.cluster, 0);
  EXPECT_EQ(got.sigma2.effect, 0);
  EXPECT_NEAR(got.coefficients.at(0).estimate, 9.83491531369988, 1e-12);
  EXPECT_NEAR(got.log_likelihood, -27.143717687819, 1e-9);
}

TEST(Multilevel, SaysTheSameInAnotherUnit) {
  RepeatedTable table = seven_studies();
  const Multilevel percent = fit_multilevel(table.effects, table.moderator, table.clusters());
  for (Effect& effect : table.effects) effect = {1000 + effect.yi * 1e-6, effect.vi * 1e-12};
  const Multilevel tiny = fit_multilevel(table.effects, table.moderator, table.clusters());
  EXPECT_NEAR(tiny.sigma2.cluster * 1e12, percent.sigma2.cluster, 1e-4);
  EXPECT_NEAR(tiny.coefficients[1].estimate * 1e6, percent.coefficients[1].estimate, 1e-5);
}

TEST(Multilevel, RefusesWhatCannotTellTheTwoVariancesApart) {
  const std::vector<Effect> effects = {{2, 1}, {5, 2}, {9, 1}, {4, 3}};
  const auto refuses = [&](const std::vector<std::string>& study, const DesignMatrix& design = {}) {
    try {
      fit_multilevel(effects, design, cluster_by(study));
      return false;
    } catch (const Error& error) {
      return error.kind() == Error::Kind::data;
    }
  };
  EXPECT_TRUE(refuses({"a", "b", "c", "d"}));
  EXPECT_TRUE(refuses({"a", "a", "a", "a"}));
  const Moderator place{"place", {}, {"x", "x", "y", "y"}, {"x", "y"}};
  EXPECT_TRUE(refuses({"a", "a", "b", "b"}, make_design(std::vector{place}, 4)));
  EXPECT_FALSE(refuses({"a", "a", "b", "b"}));
}

}  // namespace
}  // namespace evigraft
