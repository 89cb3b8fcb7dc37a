// P values and what they compare: one sentence a rule.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>

#include "reader.h"

namespace evigraft {
namespace {

using testing::ElementsAre;

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}

/// "ASC:SVF =0.01", in the order of the text.
std::vector<std::string> compared(const std::string& abstract) {
  std::vector<std::string> out;
  for (const Comparison& comparison : read_abstract(abstract).comparisons) {
    std::string text;
    for (const ArmClass arm : comparison.arms) text += (text.empty() ? "" : ":") + std::string(name(arm));
    if (comparison.p) text += " " + comparison.p_relation + number(*comparison.p);
    if (comparison.difference) text += " diff " + number(*comparison.difference);
    if (comparison.ci95) text += " [" + number((*comparison.ci95)[0]) + ", " + number((*comparison.ci95)[1]) + "]";
    out.push_back(text);
  }
  return out;
}

Comparison first(const std::string& abstract) {
  const Reading reading = read_abstract(abstract);
  return reading.comparisons.empty() ? Comparison{} : reading.comparisons.front();
}

TEST(ComparedArms, HaveTheSignOfATypewriter) {
  EXPECT_THAT(compared("Retention was 61% with SVF and 47% with fat alone (P </= .01)."),
              ElementsAre("SVF:conventional <0.01"));
}

TEST(ComparedArms, AreTheTwoOfTheSentence) {
  EXPECT_THAT(compared("Retention was 61% with SVF and 47% with fat alone (P = .004)."),
              ElementsAre("SVF:conventional =0.004"));
}

TEST(ComparedArms, OfABracketBehindEachComparatorAreTheSubjectAndThatComparator) {
  EXPECT_THAT(compared("At 6 months graft retention was 58 ± 4% with cultured ASCs, compared with 44 ± 5% with SVF "
                       "(P = .012) and 36 ± 4% with fat alone (P < .001)."),
              ElementsAre("ASC:SVF =0.012", "ASC:conventional <0.001"));
}

TEST(ComparedArms, OfABracketBehindEachInterventionAreThatAndTheControls) {
  EXPECT_THAT(compared("Graft survival was better with cultured ASCs (58%; P = .002) and with SVF (49%; P = .03), the "
                       "control grafts having kept 40%."),
              ElementsAre("ASC:conventional =0.002", "SVF:conventional =0.03"));
}

TEST(ComparedArms, OfStatedPairsAreThosePairs) {
  EXPECT_THAT(
      compared("Retention was 58% with cultured ASCs, 44% with SVF and 36% with fat alone (ASC vs SVF, P = .01; "
               "ASC vs control, P < .001; SVF vs control, P = .2)."),
      ElementsAre("ASC:SVF =0.01", "ASC:conventional <0.001", "SVF:conventional =0.2"));
}

TEST(ComparedArms, StandBehindThePValueToo) {
  EXPECT_THAT(compared("Graft retention with SVF reached 55% (P = .03 versus fat alone)."),
              ElementsAre("SVF:conventional =0.03"));
}

TEST(ComparedArms, BehindSeveralPValuesAreEachComparedWithTheSubject) {
  EXPECT_THAT(compared("Graft retention was 58 ± 4% with cultured ASCs and 44 ± 5% with SVF (P = .012). It was 36 ± 4% "
                       "with fat alone (P < .001 versus ASC; P = .2 versus SVF)."),
              ElementsAre("ASC:SVF =0.012", "conventional:ASC <0.001", "conventional:SVF =0.2"));
}

TEST(ComparedArms, OfOnePBehindAListOfArmsAreAllOfThem) {
  EXPECT_THAT(compared("Graft retention was 60% with cultured ASCs, 52% with SVF and 39% with fat alone (P < .001)."),
              ElementsAre("ASC:SVF:conventional <0.001"));
}

TEST(ComparedArms, OfTheThreeGroupsAreAllArmsOfTheText) {
  EXPECT_THAT(compared("Patients received fat with cultured ASCs, fat with SVF, or fat alone. "
                       "Graft retention did not differ between the three groups (P = .41)."),
              ElementsAre("ASC:SVF:conventional =0.41"));
}

TEST(ComparedArms, OfTheGroupsAreTheTwoOfTheText) {
  EXPECT_THAT(compared("Patients received fat with SVF or fat alone. Graft retention differed between the groups "
                       "(P = .02)."),
              ElementsAre("SVF:conventional =0.02"));
}

TEST(ComparedArms, OfAListOfPValuesFollowTheArmsBehindThan) {
  EXPECT_THAT(
      compared("Graft retention was higher with cultured ASCs than with SVF and fat alone (P = .01 and P = .002, "
               "respectively)."),
      ElementsAre("ASC:SVF =0.01", "ASC:conventional =0.002"));
  EXPECT_THAT(compared("Graft retention was higher with cultured ASCs than with SVF and fat alone (P = .01 and .002, "
                       "respectively)."),
              ElementsAre("ASC:SVF =0.01", "ASC:conventional =0.002"));
}

TEST(ComparedArms, OfAListOfPValuesFollowTheArmsBeforeThan) {
  EXPECT_THAT(compared("Cultured ASCs and SVF gave higher graft retention than fat alone (P = .001 and P = .04, "
                       "respectively)."),
              ElementsAre("ASC:conventional =0.001", "SVF:conventional =0.04"));
}

TEST(ComparedArms, OfAnInequalityForTwoPairsAreBothPairs) {
  EXPECT_THAT(compared("Graft retention was higher with cultured ASCs than with SVF or fat alone (P < .05)."),
              ElementsAre("ASC:SVF <0.05", "ASC:conventional <0.05"));
}

TEST(ComparedArms, AreReadOnFromTheSentenceBefore) {
  EXPECT_THAT(compared("Graft retention was 58% with cultured ASCs and 44% with SVF (P = .012). SVF in turn performed "
                       "better than fat alone (P = .03)."),
              ElementsAre("ASC:SVF =0.012", "SVF:conventional =0.03"));
}

TEST(ComparedArms, OfAnotherOutcomeAreNotReadOn) {
  EXPECT_THAT(compared("Graft retention was 58% with cultured ASCs and 44% with SVF (P = .012). Cysts were rarer with "
                       "SVF than with fat alone (P = .03)."),
              ElementsAre("ASC:SVF =0.012"));
}

TEST(ComparedArms, OfACorrelationAreNone) {
  EXPECT_THAT(compared("Graft retention with SVF correlated with the cell count of fat alone (P = .03)."),
              ElementsAre(" =0.03"));
}

TEST(ComparisonTest, IsTheOneOfTheSentence) {
  const Comparison c =
      first("Retention was 61% with SVF and 47% with fat alone (P = .004, unpaired Student's t-test).");
  EXPECT_EQ(c.test, "Student t");
  EXPECT_EQ(c.paired, false);
}

TEST(ComparisonTest, IsTheOneOfTheMethods) {
  const Comparison c = first(
      "Methods: Groups were compared by one-way ANOVA followed by Tukey's post hoc test; tests were two-sided. "
      "Results: Graft retention was 61% with SVF and 47% with fat alone (P = .004).");
  EXPECT_EQ(c.test, "ANOVA");
  EXPECT_EQ(c.adjustment, "Tukey");
  EXPECT_EQ(c.sides, 2);
}

TEST(ComparisonTest, NamesAlternatives) {
  const Comparison c = first(
      "Methods: Student's t test or the Mann-Whitney U test was used as appropriate. Results: Graft retention was 61% "
      "with SVF and 47% with fat alone (P = .004).");
  EXPECT_EQ(c.test, "Student t or Mann-Whitney");
  EXPECT_EQ(c.paired, std::nullopt);
}

TEST(ComparisonTest, OfAnotherMatterIsNotThatOfTheOutcome) {
  const Comparison c = first(
      "Methods: Complications were compared with Fisher's exact test and graft retention with Welch's t test. Results: "
      "Graft retention was 61% with SVF and 47% with fat alone (P = .004).");
  EXPECT_EQ(c.test, "Welch");
}

TEST(ComparisonTest, KnowsTheUsualNames) {
  const auto test_of = [](const std::string& words) {
    return first("Graft retention was 61% with SVF and 47% with fat alone (P = .004, " + words + ").").test;
  };
  EXPECT_EQ(test_of("paired t-test"), "paired t");
  EXPECT_EQ(test_of("t test"), "t test");
  EXPECT_EQ(test_of("analysis of variance"), "ANOVA");
  EXPECT_EQ(test_of("repeated-measures ANOVA"), "repeated-measures ANOVA");
  EXPECT_EQ(test_of("Mann–Whitney U test"), "Mann-Whitney");
  EXPECT_EQ(test_of("Wilcoxon rank-sum test"), "Mann-Whitney");
  EXPECT_EQ(test_of("Wilcoxon signed-rank test"), "Wilcoxon signed-rank");
  EXPECT_EQ(test_of("Wilcoxon test"), "Wilcoxon");
  EXPECT_EQ(test_of("Kruskal-Wallis test"), "Kruskal-Wallis");
  EXPECT_EQ(test_of("Friedman test"), "Friedman");
  EXPECT_EQ(test_of("linear mixed-effects model"), "mixed model");
  EXPECT_EQ(test_of("ANCOVA"), "ANCOVA");
}

TEST(ComparisonTest, KnowsPairingAndSides) {
  EXPECT_EQ(first("Retention was 61% with SVF and 47% with fat alone (P = .004, paired t test).").paired, true);
  EXPECT_EQ(first("Retention was 61% with SVF and 47% with fat alone (one-tailed P = .004).").sides, 1);
  EXPECT_EQ(first("Retention was 61% with SVF and 47% with fat alone (P = .004).").sides, std::nullopt);
}

TEST(Difference, IsReadWithItsInterval) {
  EXPECT_THAT(compared("Graft retention was higher with SVF than with fat alone (mean difference 12.4%; 95% CI 3.2% to "
                       "21.6%; P = .01)."),
              ElementsAre("SVF:conventional =0.01 diff 12.4 [3.2, 21.6]"));
  EXPECT_THAT(compared("Graft retention was higher with SVF than with fat alone (mean difference 12.4%, 95% CI 3.2% to "
                       "21.6%, P = .01)."),
              ElementsAre("SVF:conventional =0.01 diff 12.4 [3.2, 21.6]"));
  EXPECT_THAT(compared("Graft retention with SVF exceeded that with fat alone by a mean difference of 12.4 percentage "
                       "points (95% CI −1.6 to 26.4; P = .08)."),
              ElementsAre("SVF:conventional =0.08 diff 12.4 [-1.6, 26.4]"));
}

TEST(Difference, IsReadWithoutAPValue) {
  EXPECT_THAT(
      compared("Graft retention with SVF exceeded that with fat alone (difference 12.4 percentage points, 95% CI "
               "3.2 to 21.6)."),
      ElementsAre("SVF:conventional diff 12.4 [3.2, 21.6]"));
}

TEST(Difference, IsNotTheNumberOfGroups) {
  EXPECT_THAT(
      compared("The difference in graft retention between the two groups, SVF and fat alone, was significant (P "
               "= .01)."),
      ElementsAre("SVF:conventional =0.01"));
}

}  // namespace
}  // namespace evigraft
