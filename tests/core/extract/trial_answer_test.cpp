// One question about one article: tables first, then sentences; what is not reported stays open.
#include "extract/trial_answer.h"

#include <gtest/gtest.h>

#include "invented_trial.h"

namespace {
using namespace evigraft;

TEST(TrialAnswer, ReadsBothArmsOfARow) {
  const auto found = ask(article_of(table("Growth, mean (SD)", row({"", "Zinc (n = 40)", "Placebo (n = 42)"}, "th") +
                                                                   row({"Height, cm", "102.1 (6.2)", "100.4 (6.6)"}) +
                                                                   row({"Weight, kg", "16.3 (2.1)", "15.9 (2.4)"}))),
                         "body weight");
  EXPECT_EQ(found.type, OutcomeType::continuous);
  EXPECT_EQ(found.intervention.mean->value, 16.3);
  EXPECT_EQ(found.intervention.sd->value, 2.1);
  EXPECT_EQ(found.intervention.n->value, 40);
  EXPECT_EQ(found.comparator.mean->value, 15.9);
  EXPECT_EQ(found.comparator.n->value, 42);
  EXPECT_EQ(found.comparator.mean->where, "table 2, row 3, column 3");
  EXPECT_EQ(found.comparator.mean->text, "15.9 (2.4)");
}

TEST(TrialAnswer, LeavesAnUnexplainedBracketOpen) {
  const auto found = ask(article_of(table("Growth", row({"", "Zinc (n = 40)", "Placebo (n = 42)"}, "th") +
                                                        row({"Weight, kg", "16.3 (2.1)", "15.9 (2.4)"}))),
                         "weight");
  EXPECT_EQ(found.intervention.mean->value, 16.3);
  EXPECT_FALSE(found.intervention.sd);
}

TEST(TrialAnswer, DerivesTheSdFromAStandardError) {
  const auto found = ask(article_of(table("Growth",
                                          row({"", "Zinc (n = 25)", "Placebo (n = 36)"}, "th") +
                                              row({"Weight, kg", "16.3 ± 0.4", "15.9 ± 0.5"}),
                                          "Values are mean ± SEM.")),
                         "weight");
  EXPECT_DOUBLE_EQ(found.intervention.sd->value, 2);
  EXPECT_EQ(found.intervention.sd->derived, "se*sqrt(n)");
  EXPECT_DOUBLE_EQ(found.comparator.sd->value, 3);
}

TEST(TrialAnswer, DerivesTheSdFromAConfidenceInterval) {
  const auto found = ask(article_of(table("Growth, mean (95% CI)",
                                          row({"", "Zinc (n = 100)", "Placebo (n = 100)"}, "th") +
                                              row({"Weight, kg", "16.3 (15.908 to 16.692)", "15.9 (15.5 to 16.3)"}))),
                         "weight");
  EXPECT_NEAR(found.intervention.sd->value, 2, 0.001);
  EXPECT_EQ(found.intervention.sd->derived, "(hi-lo)/3.92*sqrt(n)");
}

TEST(TrialAnswer, CountsEventsFromNAndShare) {
  const auto found =
      ask(article_of(table("Adverse events, n (%)", row({"", "Zinc (n = 40)", "Placebo (n = 42)"}, "th") +
                                                        row({"Vomiting", "8 (20.0)", "3 (7.1)"}))),
          "vomiting");
  EXPECT_EQ(found.type, OutcomeType::binary);
  EXPECT_EQ(found.intervention.events->value, 8);
  EXPECT_EQ(found.comparator.events->value, 3);
}

TEST(TrialAnswer, KnowsEventsByArithmeticWhereNoHeaderSaysSo) {
  const auto found = ask(article_of(table("Safety", row({"", "Zinc (n = 40)", "Placebo (n = 42)"}, "th") +
                                                        row({"Vomiting", "8 (20.0)", "3 (7.1)"}))),
                         "vomiting");
  EXPECT_EQ(found.intervention.events->value, 8);
}

TEST(TrialAnswer, DerivesEventsFromAShareOfN) {
  const auto found = ask(article_of(table("Safety", row({"", "Zinc (n = 40)", "Placebo (n = 50)"}, "th") +
                                                        row({"Vomiting (%)", "20%", "6%"}))),
                         "vomiting");
  EXPECT_EQ(found.intervention.events->value, 8);
  EXPECT_EQ(found.intervention.events->derived, "percent*n/100");
}

TEST(TrialAnswer, TakesTheLastTimeUnlessAskedForAnother) {
  const Article article =
      article_of(table("Weight (kg), mean ± SD",
                       row({"", "Zinc", "Placebo"}, "th") + row({"Baseline", "15.0 ± 2.0", "15.1 ± 2.1"}) +
                           row({"Week 4", "15.5 ± 2.0", "15.3 ± 2.1"}) + row({"Week 12", "16.3 ± 2.2", "15.8 ± 2.3"})));
  EXPECT_EQ(ask(article, "weight").intervention.mean->value, 16.3);
  EXPECT_EQ(ask(article, "weight").time, "Week 12");
  EXPECT_EQ(ask(article, "weight at 4 weeks").intervention.mean->value, 15.5);
}

TEST(TrialAnswer, TakesFinalValuesUnlessAskedForChanges) {
  const Article article =
      article_of(table("Weight (kg), mean ± SD",
                       row({"", "Zinc, week 12", "Zinc, change", "Placebo, week 12", "Placebo, change"}, "th") +
                           row({"Weight", "16.3 ± 2.2", "1.3 ± 0.5", "15.8 ± 2.3", "0.7 ± 0.6"})));
  EXPECT_EQ(ask(article, "weight").intervention.mean->value, 16.3);
  EXPECT_EQ(ask(article, "change in weight").intervention.mean->value, 1.3);
}

TEST(TrialAnswer, ReadsArmsThatAreRows) {
  const auto found = ask(article_of(table("Outcomes at week 12", row({"Group", "n", "Weight, mean (SD)"}, "th") +
                                                                     row({"Zinc", "40", "16.3 (2.2)"}) +
                                                                     row({"Placebo", "42", "15.8 (2.3)"}))),
                         "weight");
  EXPECT_EQ(found.intervention.mean->value, 16.3);
  EXPECT_EQ(found.comparator.sd->value, 2.3);
}

TEST(TrialAnswer, ReadsMeansAndSpreadsInColumnsOfTheirOwn) {
  const auto found =
      ask(article_of(table(
              "Growth", "<tr><th rowspan=\"2\"/><th colspan=\"2\">Zinc</th><th colspan=\"2\">Placebo</th></tr>" +
                            row({"Mean", "SD", "Mean", "SD"}, "th") + row({"Weight", "16.3", "2.2", "15.8", "2.3"}))),
          "weight");
  EXPECT_EQ(found.intervention.mean->value, 16.3);
  EXPECT_EQ(found.intervention.sd->value, 2.2);
  EXPECT_EQ(found.comparator.sd->value, 2.3);
}

TEST(TrialAnswer, LearnsFromTheTextWhatAGroupReceived) {
  const auto found =
      ask(article_of(
              "<sec><title>Methods</title><p>Group A received zinc gluconate and group B received placebo.</p></sec>" +
              table("Growth, mean (SD)",
                    row({"", "Group A", "Group B"}, "th") + row({"Weight", "16.3 (2.2)", "15.8 (2.3)"}))),
          "weight");
  EXPECT_EQ(found.intervention.mean->value, 16.3);
  EXPECT_EQ(found.comparator.mean->value, 15.8);
}

TEST(TrialAnswer, ReadsSizesFromSentences) {
  const auto found = ask(article_of("", "We randomised 40 children to zinc and 42 children to placebo."), "weight");
  EXPECT_EQ(found.intervention.n->value, 40);
  EXPECT_EQ(found.comparator.n->value, 42);
  EXPECT_EQ(found.intervention.n->where, "abstract");
}

TEST(TrialAnswer, TakesTheNumberOfBothForNeither) {
  const auto found = ask(article_of("", "We randomised 82 children to zinc or placebo."), "weight");
  EXPECT_FALSE(found.intervention.n);
  EXPECT_FALSE(found.comparator.n);
}

TEST(TrialAnswer, FindsTwoArmsInAListOfThree) {
  const auto found =
      ask(article_of("", "In the zinc, iron and placebo groups there were 20, 22 and 21 children, respectively."),
          "weight");
  EXPECT_EQ(found.intervention.n->value, 20);
  EXPECT_EQ(found.comparator.n->value, 21);
}

TEST(TrialAnswer, HalvesATotalOnlyWhereTheTextSaysEqual) {
  const auto found = ask(article_of("", "Eighty children were divided into two equal groups."), "weight");
  EXPECT_EQ(found.intervention.n->value, 40);
  EXPECT_EQ(found.intervention.n->derived, "total/2");
}

TEST(TrialAnswer, ReadsEventsOfPeopleInASentence) {
  const auto found = ask(article_of("",
                                    "Vomiting occurred in 5 of 30 children (16.7%) in the zinc group and in 3 of 31 "
                                    "(9.7%) in the placebo group."),
                         "vomiting");
  EXPECT_EQ(found.intervention.events->value, 5);
  EXPECT_EQ(found.comparator.n->value, 31);
}

TEST(TrialAnswer, ReadsASentenceThatGivesBothArms) {
  const auto found =
      ask(article_of("", "At 12 weeks mean weight was 16.3 (SD 2.2) kg with zinc and 15.8 (SD 2.3) kg with placebo."),
          "weight");
  ASSERT_TRUE(found.intervention.mean);
  EXPECT_EQ(found.intervention.mean->value, 16.3);
  EXPECT_EQ(found.comparator.sd->value, 2.3);
}

TEST(TrialAnswer, FindsNothingForAnOutcomeThatIsNotThere) {
  const auto found = ask(article_of(table("Growth, mean (SD)", row({"", "Zinc", "Placebo"}, "th") +
                                                                   row({"Weight", "16.3 (2.2)", "15.8 (2.3)"}))),
                         "serum ferritin");
  EXPECT_EQ(found.type, OutcomeType::unknown);
  EXPECT_FALSE(found.intervention.mean);
}

TEST(TrialAnswer, TakesNoPValueForANumberOfAnArm) {
  const auto found =
      ask(article_of(table("Growth", row({"", "Zinc", "P value"}, "th") + row({"Weight", "16.3", "0.04"}))), "weight");
  EXPECT_FALSE(found.comparator.mean);
}

TEST(TrialAnswer, LetsAgesTellWhatAnUndeclaredSpreadIs) {
  const std::string rows =
      row({"", "Zinc (n = 40)", "Placebo (n = 42)"}, "th") + row({"Age, years", "46.3 ± 12.2", "45.8 ± 11.3"});
  const auto found =
      ask(article_of(table("Patients", rows + row({"Weight, kg", "70.3 ± 9.2", "69.8 ± 8.3"}))), "weight");
  ASSERT_TRUE(found.intervention.sd);
  EXPECT_FALSE(found.intervention.sd->evidence.empty());
}

}  // namespace
