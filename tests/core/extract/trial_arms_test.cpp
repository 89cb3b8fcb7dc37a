// Which arm of a question a label names.
#include "extract/trial_arms.h"

#include <gtest/gtest.h>

#include "extract/trial_answer.h"
#include "invented_trial.h"

namespace {
using namespace evigraft;

/// 0 or 1, or -1 when neither is named clearly.
int named(const std::string& intervention, const std::string& comparator, const std::string& label,
          const std::string& note = "") {
  Abbreviations abbreviations;
  abbreviations.read(note);
  const auto affinity = ArmPair(intervention, comparator, abbreviations).own_affinity(label);
  return std::max(affinity[0], affinity[1]) < 0.3 ? -1 : affinity[0] > affinity[1] ? 0 : 1;
}

TEST(TrialArms, KnowsUsualNamesOfBothParts) {
  EXPECT_EQ(named("gelatin sponge", "conventional nursing", "Observation"), 0);
  EXPECT_EQ(named("gelatin sponge", "conventional nursing", "IG (n = 30)"), 0);
  EXPECT_EQ(named("gelatin sponge", "conventional nursing", "CG (n = 30)"), 1);
  EXPECT_EQ(named("vibration", "control", "CON"), 1);
}

TEST(TrialArms, TakesTheThingForTheArmThatHasIt) {
  EXPECT_EQ(named("aerobic exercise training", "no exercise", "Exercise"), 0);
  EXPECT_EQ(named("aerobic exercise training", "no exercise", "No exercise"), 1);
}

TEST(TrialArms, TakesNoStandardDeviationForStandardCare) {
  EXPECT_EQ(named("zinc", "standard care", "Zinc, mean (SD)", "SD = standard deviation"), 0);
}

TEST(TrialArms, IgnoresALabelOverAllArms) {
  const std::string rows = "<tr><th/><th colspan=\"3\">Treatment group</th></tr>" +
                           row({"", "Iron (n = 30)", "QRX (n = 31)", "Placebo (n = 42)"}, "th") +
                           row({"Weight", "16.3 ± 2.1", "17.1 ± 2.2", "15.9 ± 2.4"});
  EXPECT_EQ(shown(ask(article_of(table("Growth (mean ± SD)", rows)), "weight")), "-; 15.9±2.4 n42");
}

TEST(TrialArms, TakesNoLabelThatIsAnotherGroupElsewhere) {
  const std::string rows = row({"Group", "Weight"}, "th");
  const auto found = answer(article_of(table("Growth (mean ± SD)", rows + row({"Zinc group", "1.1 ± 0.1"}) +
                                                                       row({"Placebo group", "1.2 ± 0.1"})) +
                                       table("Growth (mean ± SD)", rows + row({"Modified zinc group", "1.3 ± 0.1"}) +
                                                                       row({"Placebo group", "1.2 ± 0.1"})) +
                                       table("Growth (mean ± SD)", rows + row({"Modified zinc group", "1.3 ± 0.1"}) +
                                                                       row({"Zinc group", "1.1 ± 0.1"}))),
                            {"modified zinc", "placebo", "weight"});
  EXPECT_EQ(shown(found), "1.3±0.1; 1.2±0.1");
}

}  // namespace
