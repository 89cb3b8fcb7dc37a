#include "synthesis/pairing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "synthesis/escalc.h"

namespace evigraft {
namespace {

/// Three split-face studies, SD 12 and 10 on 15 people each, with those differences.
auto three_studies(double a, double b, double c) {
  return [=](double r) {
    std::vector<Effect> effects;
    for (const double difference : {a, b, c})
      effects.push_back(paired_difference({50 + difference, 12, 15}, {50, 10, 15}, r));
    return effects;
  };
}

TEST(PairingSensitivity, HasASummaryForEveryTenth) {
  const PairingSensitivity got = pairing_sensitivity(three_studies(6, 9, 12));
  ASSERT_EQ(got.steps.size(), 10U);
  EXPECT_DOUBLE_EQ(got.steps[3].correlation, 0.3);
  EXPECT_NEAR(got.steps[3].estimate.value(), 9, 1e-12);
}

TEST(PairingSensitivity, AStepIsTheFitWithThatCorrelation) {
  const auto effects_at = three_studies(2, 9, 21);
  const Fit alone = fit(effects_at(0.5));
  const PairingStep step = pairing_sensitivity(effects_at).steps[5];
  EXPECT_EQ(step.tau2, alone.tau2);
  EXPECT_EQ(step.ci->lower, (alone.adhoc ? *alone.adhoc : alone.inference).ci.lower);
}

TEST(PairingSensitivity, SaysWhereTheConclusionChanges) {
  // Equal differences: tau2 is 0 and the ad hoc error sqrt((244 - 240 r)/45) times t(0.975, 2) = 4.3027 is below 6 from
  // r = 0.7 (5.59) up; at 0.6 it is 6.42.
  const PairingSensitivity got = pairing_sensitivity(three_studies(6, 6, 6));
  EXPECT_EQ(got.conclusion,
            "The 95% interval by the correlation within persons: with r = 0 to 0.6 it holds 0, with r = 0.7 to 0.9 it "
            "lies above 0; the conclusion depends on it.");
}

TEST(PairingSensitivity, SaysWhereItDoesNotChange) {
  EXPECT_THAT(pairing_sensitivity(three_studies(-60, -61, -62)).conclusion,
              testing::EndsWith("with r = 0 to 0.9 it lies below 0; the conclusion does not depend on it."));
}

TEST(PairingSensitivity, KeepsTheReasonOfAStepThatIsRefused) {
  const PairingSensitivity got = pairing_sensitivity([](double) { return std::vector<Effect>(); });
  EXPECT_FALSE(got.steps[0].refusal.empty());
  EXPECT_FALSE(got.steps[0].ci.has_value());
}

}  // namespace
}  // namespace evigraft
