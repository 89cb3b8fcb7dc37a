// What must hold for any data, whatever the numbers.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "synthesis/fit.h"

namespace evigraft {
namespace {
using By = evigraft::Test;  // inside TEST the name Test is GoogleTest's

const std::vector<FitMethod> kMethods = {FitMethod::ee, FitMethod::dl,   FitMethod::he, FitMethod::hs, FitMethod::sj,
                                         FitMethod::ml, FitMethod::reml, FitMethod::eb, FitMethod::pm};
const std::vector<By> kTests = {By::z, By::t, By::knha, By::adhoc};

/// Two to twelve studies in units of 1/64, so that adding and scaling by powers of two are exact.
std::vector<Effect> any_effects() {
  const int k = *rc::gen::inRange(2, 13);
  std::vector<Effect> effects;
  for (int i = 0; i < k; ++i)
    effects.push_back({*rc::gen::inRange(-640, 640) / 64.0, *rc::gen::inRange(1, 2000) / 64.0});
  return effects;
}

FitOptions any_options() { return {*rc::gen::elementOf(kMethods), *rc::gen::elementOf(kTests), 95}; }

bool near(double a, double b, double scale = 1) {
  return std::abs(a - b) <= 1e-9 * (scale + std::abs(a) + std::abs(b));
}

bool same_heterogeneity(const Fit& a, const Fit& b) {
  return near(a.tau2, b.tau2) && near(*a.Q, *b.Q) && near(*a.I2, *b.I2) &&
         (!a.q_profile || near(a.q_profile->tau2.upper, b.q_profile->tau2.upper));
}

RC_GTEST_PROP(FitProperty, AddingAConstantMovesOnlyTheEstimate, ()) {
  std::vector<Effect> effects = any_effects();
  const FitOptions options = any_options();
  const Fit before = fit(effects, options);
  const double shift = *rc::gen::inRange(-100000, 100000);
  for (Effect& effect : effects) effect.yi += shift;
  const Fit after = fit(effects, options);
  RC_ASSERT(near(after.estimate, before.estimate + shift));
  RC_ASSERT(near(after.inference.se, before.inference.se));
  RC_ASSERT(same_heterogeneity(before, after));
}

RC_GTEST_PROP(FitProperty, AnotherUnitScalesEverything, ()) {
  std::vector<Effect> effects = any_effects();
  const FitOptions options = any_options();
  const Fit before = fit(effects, options);
  const double unit = std::ldexp(1.0, *rc::gen::inRange(-200, 200));
  for (Effect& effect : effects) effect = {effect.yi * unit, effect.vi * unit * unit};
  const Fit after = fit(effects, options);
  RC_ASSERT(near(after.estimate / unit, before.estimate));
  RC_ASSERT(near(after.inference.ci.lower / unit, before.inference.ci.lower));
  RC_ASSERT(near(after.tau2 / unit / unit, before.tau2));
  RC_ASSERT(near(*after.I2, *before.I2));
  RC_ASSERT(near(after.inference.p, before.inference.p));
}

RC_GTEST_PROP(FitProperty, ChangingTheSignOfEffectsChangesTheSignOfTheSummary, ()) {
  std::vector<Effect> effects = any_effects();
  const FitOptions options = any_options();
  const Fit before = fit(effects, options);
  for (Effect& effect : effects) effect.yi = -effect.yi;
  const Fit after = fit(effects, options);
  RC_ASSERT(near(after.estimate, -before.estimate));
  RC_ASSERT(near(after.inference.ci.lower, -before.inference.ci.upper));
  RC_ASSERT(same_heterogeneity(before, after));
}

RC_GTEST_PROP(FitProperty, TheOrderOfStudiesDoesNotMatter, ()) {
  std::vector<Effect> effects = any_effects();
  const FitOptions options = any_options();
  const Fit before = fit(effects, options);
  const auto turn = static_cast<std::ptrdiff_t>(*rc::gen::inRange<std::size_t>(0, effects.size()));
  std::rotate(effects.begin(), effects.begin() + turn, effects.end());
  const Fit after = fit(effects, options);
  RC_ASSERT(near(after.estimate, before.estimate));
  RC_ASSERT(near(after.inference.p, before.inference.p));
  RC_ASSERT(same_heterogeneity(before, after));
  RC_ASSERT(near(after.weights_percent[0], before.weights_percent[static_cast<std::size_t>(turn)]));
}

RC_GTEST_PROP(FitProperty, IntervalsHoldTheirEstimates, ()) {
  const Fit got = fit(any_effects(), any_options());
  RC_ASSERT(got.tau2 >= 0);
  RC_ASSERT(*got.I2 >= 0 && *got.I2 <= 100);
  RC_ASSERT(got.inference.ci.lower <= got.estimate && got.estimate <= got.inference.ci.upper);
  RC_ASSERT(got.inference.p >= 0 && got.inference.p <= 1);
  if (got.q_profile) RC_ASSERT(got.q_profile->tau2.lower <= got.q_profile->tau2.upper);
  if (got.profile_likelihood)
    RC_ASSERT(got.profile_likelihood->lower <= got.tau2 && got.tau2 <= got.profile_likelihood->upper);
  if (got.prediction) {
    RC_ASSERT(got.prediction->standard.lower <= got.inference.ci.lower + 1e-12);
    RC_ASSERT(got.prediction->t_km2.lower <= got.prediction->t_km1.lower + 1e-12);
  }
}

RC_GTEST_PROP(FitProperty, TheEstimateLiesAmongTheEffectsAndWeightsSumToAHundred, ()) {
  const std::vector<Effect> effects = any_effects();
  const Fit got = fit(effects, any_options());
  const auto [low, high] =
      std::minmax_element(effects.begin(), effects.end(), [](const Effect& a, const Effect& b) { return a.yi < b.yi; });
  RC_ASSERT(got.estimate >= low->yi - 1e-12 && got.estimate <= high->yi + 1e-12);
  RC_ASSERT(near(std::accumulate(got.weights_percent.begin(), got.weights_percent.end(), 0.0), 100));
}

RC_GTEST_PROP(FitProperty, WithoutHeterogeneityEveryMethodIsTheCommonEffect, ()) {
  std::vector<Effect> effects = any_effects();
  for (Effect& effect : effects) effect.yi = 3 + (effect.yi - 3) / 4096;  // far less spread than the variances explain
  const Fit common = fit(effects, {FitMethod::ee, By::z, 95});
  for (const FitMethod method :
       {FitMethod::dl, FitMethod::he, FitMethod::hs, FitMethod::ml, FitMethod::reml, FitMethod::eb, FitMethod::pm}) {
    const Fit random = fit(effects, {method, By::z, 95});
    RC_ASSERT(random.tau2 == 0);
    RC_ASSERT(random.estimate == common.estimate);
    RC_ASSERT(random.inference.se == common.inference.se);
  }
}

RC_GTEST_PROP(FitProperty, AdhocIsNeverNarrowerThanWaldOnTheSameDegreesOfFreedom, ()) {
  const std::vector<Effect> effects = any_effects();
  const FitMethod method = *rc::gen::elementOf(kMethods);
  const Fit adhoc = fit(effects, {method, By::adhoc, 95}), knha = fit(effects, {method, By::knha, 95});
  RC_ASSERT(adhoc.inference.se >= adhoc.wald.se * (1 - 1e-15));
  RC_ASSERT(adhoc.inference.se >= knha.inference.se);
  if (knha.adhoc) RC_ASSERT(knha.adhoc->se == adhoc.inference.se);
}

RC_GTEST_PROP(FitProperty, EmpiricalBayesIsPauleMandel, ()) {
  const std::vector<Effect> effects = any_effects();
  RC_ASSERT(fit(effects, {FitMethod::eb, By::z, 95}).tau2 == fit(effects, {FitMethod::pm, By::z, 95}).tau2);
}

}  // namespace
}  // namespace evigraft
