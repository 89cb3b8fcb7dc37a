#include "synthesis/tau2.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "synthesis/bracketed_root.h"

namespace evigraft {
namespace {
using By = evigraft::Test;  // inside TEST the name Test is GoogleTest's

Sample some_sample() {
  return make_sample(std::vector<Effect>{{0.2, 0.05}, {1.1, 0.02}, {-0.3, 0.11}, {0.8, 0.3}, {1.9, 0.07}});
}

/// The restricted log-likelihood as it is written in Viechtbauer (2005), without any of the sums of moments.h.
double plain_log_likelihood(const std::vector<Effect>& effects, double tau2) {
  double log_variance = 0, sum_w = 0, sum_wy = 0, sum_wyy = 0;
  for (const auto& [yi, vi] : effects) {
    log_variance += std::log(vi + tau2);
    sum_w += 1 / (vi + tau2);
    sum_wy += yi / (vi + tau2);
    sum_wyy += yi * yi / (vi + tau2);
  }
  return -0.5 * (log_variance + std::log(sum_w) + sum_wyy - sum_wy * sum_wy / sum_w);
}

/// The best of a fine grid, on the scale of the effects.
double best_on_grid(const std::vector<Effect>& effects, double ratio = 1.001) {
  double best = 0;
  for (double tau2 = 1e-6; tau2 < 1e3; tau2 *= ratio)
    if (plain_log_likelihood(effects, tau2) > plain_log_likelihood(effects, best)) best = tau2;
  return best;
}

TEST(Moments, EqualTheMatricesTheyStandFor) {
  const Sample sample = some_sample();
  const double tau2 = 0.4;
  const std::size_t k = sample.y.size();
  double sum_w = 0;
  for (const double v : sample.v) sum_w += 1 / (v + tau2);
  std::vector<std::vector<double>> p(k, std::vector<double>(k));
  for (std::size_t i = 0; i < k; ++i)
    for (std::size_t j = 0; j < k; ++j) {
      const double wi = 1 / (sample.v[i] + tau2), wj = 1 / (sample.v[j] + tau2);
      p[i][j] = (i == j ? wi : 0) - wi * wj / sum_w;
    }
  const auto times = [k](const auto& a, const auto& b) {
    std::vector<std::vector<double>> product(k, std::vector<double>(k, 0));
    for (std::size_t i = 0; i < k; ++i)
      for (std::size_t j = 0; j < k; ++j)
        for (std::size_t l = 0; l < k; ++l) product[i][j] += a[i][l] * b[l][j];
    return product;
  };
  const auto trace = [k](const auto& a) {
    double sum = 0;
    for (std::size_t i = 0; i < k; ++i) sum += a[i][i];
    return sum;
  };
  const auto form = [&](const auto& a) {
    double sum = 0;
    for (std::size_t i = 0; i < k; ++i)
      for (std::size_t j = 0; j < k; ++j) sum += sample.y[i] * a[i][j] * sample.y[j];
    return sum;
  };
  auto pv = p;
  for (auto& row : pv)
    for (std::size_t j = 0; j < k; ++j) row[j] *= sample.v[j];
  const auto pp = times(p, p);
  const Moments m = moments_at(sample, tau2);
  EXPECT_NEAR(m.q, form(p), 1e-12);
  EXPECT_NEAR(m.ypp_y, form(pp), 1e-12);
  EXPECT_NEAR(m.yppp_y, form(times(pp, p)), 1e-12);
  EXPECT_NEAR(m.tr_p, trace(p), 1e-12);
  EXPECT_NEAR(m.tr_pp, trace(pp), 1e-12);
  EXPECT_NEAR(m.tr_pv, trace(pv), 1e-12);
  EXPECT_NEAR(m.tr_pvp, trace(times(pv, p)), 1e-12);
  EXPECT_NEAR(m.tr_pvpv, trace(times(pv, pv)), 1e-12);
}

TEST(Tau2, RemlTakesTheHigherOfTwoMaximaAndSaysSo) {
  // Found by a search over random data: maxima near 0.003 and 5.0, then near 0.002 and 2.5; the first is higher, then
  // the second.
  const std::vector<Effect> low = {{0.05, 0.0014}, {5.51, 2.055},   {5.71, 10.2286},
                                   {0.09, 0.0065}, {-0.06, 0.0021}, {-2.12, 10.3032}};
  const std::vector<Effect> high = {{-0.39, 3.8113}, {0.05, 0.0038}, {-4.28, 1.6539}, {3.25, 11.1839}, {-0.05, 0.0019}};
  for (const auto& effects : {low, high}) {
    const Fit got = fit(effects, {FitMethod::reml, By::z, 95});
    EXPECT_NEAR(got.tau2 / best_on_grid(effects), 1, 2e-3);
    EXPECT_THAT(got.warnings, testing::ElementsAre(testing::HasSubstr("2 maxima")));
  }
  EXPECT_LT(fit(low).tau2, 0.1);
  EXPECT_GT(fit(high).tau2, 1);
}

TEST(Tau2, RemlLeavesTheBoundaryForAHigherMaximumInside) {
  const std::vector<Effect> effects = {{-0.01, 0.0178}, {-3.81, 2.5371}, {-10.06, 11.7874}, {0.01, 0.0072}};
  EXPECT_NEAR(fit(effects).tau2 / best_on_grid(effects), 1, 2e-3);
}

TEST(Tau2, RemlStaysAtTheBoundaryWhereItIsHigher) {
  const std::vector<Effect> effects = {{1.83, 0.531},   {1.17, 21.7731}, {0.11, 0.0809},
                                       {-0.01, 0.0015}, {0.04, 0.0028},  {-1.65, 0.2984}};
  EXPECT_EQ(best_on_grid(effects), 0);
  EXPECT_EQ(fit(effects).tau2, 0);
}

RC_GTEST_PROP(Tau2, RemlIsTheHighestPointOfItsLikelihood, ()) {
  std::vector<Effect> effects;
  const int k = *rc::gen::inRange(2, 8);
  for (int i = 0; i < k; ++i)
    effects.push_back({*rc::gen::inRange(-500, 500) / 100.0, std::pow(10.0, *rc::gen::inRange(-30, 15) / 10.0)});
  const double got = fit(effects, {FitMethod::reml, By::z, 95}).tau2;
  RC_ASSERT(plain_log_likelihood(effects, got) >= plain_log_likelihood(effects, best_on_grid(effects, 1.02)) - 1e-9);
}

TEST(Tau2, PauleMandelMakesTheGeneralisedQItsExpectation) {
  const Sample sample = some_sample();
  EXPECT_NEAR(moments_at(sample, estimate_tau2(sample, FitMethod::pm).value).q, sample.k() - 1, 1e-12);
}

TEST(Tau2, AllZeroVariancesAreTheOrdinarySampleVariance) {
  const std::vector<Effect> effects = {{1, 0}, {2, 0}, {6, 0}};
  for (const FitMethod method : {FitMethod::reml, FitMethod::he, FitMethod::eb})
    EXPECT_NEAR(fit(effects, {method, By::z, 95}).tau2, 7, 1e-10) << name(method);
}

TEST(BracketedRoot, FindsARootThatNewtonAloneWouldMiss) {
  const auto arctangent = [](double x) { return ValueAndSlope{std::atan(x - 3), 1 / (1 + (x - 3) * (x - 3))}; };
  EXPECT_NEAR(bracketed_root(arctangent, 0, 1e9, false, "a root"), 3, 1e-14);
}

TEST(BracketedRoot, FindsATinyRootUnderAHugeBound) {
  const auto line = [](double x) { return ValueAndSlope{1e-200 - x, 0}; };  // no slope to go by
  EXPECT_NEAR(bracketed_root(line, 0, 1e100, true, "a root") / 1e-200, 1, 1e-14);
}

}  // namespace
}  // namespace evigraft
