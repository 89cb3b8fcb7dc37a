// Values of both arms in sentences.
#include "extract/sentence_answer.h"

#include <gtest/gtest.h>

#include "invented_trial.h"

namespace {
using namespace evigraft;

std::string told(const std::string& text, const std::string& outcome) {
  return shown(ask(
      article_of(methods("Forty children received zinc and 50 received placebo. Data are mean ± SD.") + results(text)),
      outcome));
}

TEST(SentenceAnswer, JoinsTwoSentencesWithOneArmAndOneValueEach) {
  EXPECT_EQ(
      told("In the zinc group mean weight was 16.3 ± 2.1 kg. In the placebo group it was 15.9 ± 2.4 kg.", "weight"),
      "16.3±2.1 n40; 15.9±2.4 n50");
  EXPECT_EQ(told("In the zinc group weight was 16.3 ± 2.1 kg. In the zinc group it rose by 1.1 ± 0.4 kg.", "weight"),
            "- n40; - n50");
}

TEST(SentenceAnswer, TakesTheLaterOfTwoValuesOfAnArm) {
  EXPECT_EQ(
      told("Weight fell from 17.0 ± 2.0 to 16.3 ± 2.1 kg in the zinc group and from 17.1 ± 2.2 to 15.9 ± 2.4 kg in "
           "the placebo group.",
           "weight"),
      "16.3±2.1 n40; 15.9±2.4 n50");
}

TEST(SentenceAnswer, BindsAnArmToTheValueRightBehindIt) {
  const std::string text =
      "Adherence was complete in most (intervention 85.0%, control 70.0%) and timely in some (intervention 35.0%, "
      "control "
      "30.0%).";
  EXPECT_EQ(told(text, "complete"), "34 events n40; 35 events n50");
  EXPECT_EQ(told(text, "timely"), "14 events n40; 15 events n50");
}

TEST(SentenceAnswer, ReadsCountsInWordsWithTheirShare) {
  EXPECT_EQ(
      told("Eight children (20%) in the zinc group and five (10%) in the placebo group had vomiting.", "vomiting"),
      "8 events n40; 5 events n50");
}

TEST(SentenceAnswer, TakesAPercentageThatNoWholeNumberMakesForAMean) {
  EXPECT_EQ(told("The mean share of fat was 23.4% with zinc and 21.3% with placebo.", "share of fat"),
            "23.4 n40; 21.3 n50");
}

}  // namespace
