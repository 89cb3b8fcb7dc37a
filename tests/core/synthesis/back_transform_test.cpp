#include "synthesis/back_transform.h"

#include <rapidcheck/gtest.h>

#include "tests/core/synthesis/reference_files.h"

namespace evigraft {
namespace {

TEST(BackTransform, AnIdentityIsItself) { EXPECT_EQ(back_transformed(Scale::identity, -3.5, kNaN), -3.5); }

TEST(BackTransform, ALogarithmBecomesTheRatio) { EXPECT_EQ(back_transformed(Scale::log, std::log(2), kNaN), 2); }

RC_GTEST_PROP(BackTransform, ADoubleArcsineOfCountsGivesTheirProportionBack, ()) {
  const int n = *rc::gen::inRange(1, 400), events = *rc::gen::inRange(0, n + 1);
  const std::vector<double> cells = {static_cast<double>(events), static_cast<double>(n), kNaN};
  const double pooled = measure("PFT").compute(cells).yi;
  RC_ASSERT(std::abs(back_transformed(Scale::double_arcsine, pooled, n) - static_cast<double>(events) / n) < 1e-7);
}

TEST(BackTransform, BeyondTheArcsinesOfNoneAndAllItIsNoneAndAll) {
  EXPECT_EQ(back_transformed(Scale::double_arcsine, 0.01, 10), 0);
  EXPECT_EQ(back_transformed(Scale::double_arcsine, 1.56, 10), 1);
}

TEST_F(Reference, SummariesReadAsRatiosAndProportionsAreThoseOfMetafor) {
  Comparison compare("back-transformed summaries");
  for (const File& file : files) {
    const bool ratio = file.reference.contains("exp_REML");
    if (!ratio && !file.reference.contains("backtransformed_REML")) continue;
    const json& want = ratio ? file.reference["exp_REML"] : file.reference["backtransformed_REML"]["est_ci"];
    std::vector<double> sizes;
    for (const json& used : file.reference["rows_used"])
      sizes.push_back(number(file.reference["escalc"]["default"]["ni"][used.get<std::size_t>() - 1]));
    const Fit got = fit(file.effects, {FitMethod::reml, By::z, 95});
    const Scale scale = measure(file.measure).scale;
    const double figures[] = {got.estimate, got.inference.ci.lower, got.inference.ci.upper};
    for (std::size_t i = 0; i < 3; ++i)
      compare.same(ratio ? "exp" : "proportion", file.name, back_transformed(scale, figures[i], harmonic_mean(sizes)),
                   number(want[i]), {1e-7, 1e-9});
  }
  EXPECT_GT(compare.compared, 40);
}

}  // namespace
}  // namespace evigraft
