#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "synthesis/spread.h"
#include "tests/eval/simulated_trials.h"

namespace evigraft {
namespace {

using testing::HasSubstr;

PrintedP pair(std::size_t a, std::size_t b, char relation, double p, int decimals) {
  return {{a, b}, relation, {p, decimals}, std::nullopt};
}

JudgedValue value(double mean, double spread, int decimals, std::optional<int> n) {
  JudgedValue out;
  out.mean = {mean, decimals};
  out.spread = {spread, decimals};
  out.n = n;
  return out;
}

/// Three arms of six; R: with MSE = 6 * mean(c(3.61, 1.73, 1.68)^2),
/// ptukey(abs(d) / sqrt(MSE / 6), 3, 15, lower.tail = FALSE) is .00036145, .0000029007 and .034604.
SpreadQuestion three_arms() {
  SpreadQuestion question;
  question.values = {value(49.83, 3.61, 2, 6), value(31.75, 1.73, 2, 6), value(21.86, 1.68, 2, 6)};
  question.p_values = {pair(0, 1, '=', .0004, 4), pair(0, 2, '<', .0001, 4), pair(1, 2, '=', .0346, 4)};
  return question;
}

TEST(JudgeSpread, FindsTheReadingUnderWhichOneTestGivesEveryP) {
  const SpreadJudgement judged = judge_spread(three_arms());
  EXPECT_EQ(judged.verdict, PrintedSpread::se) << judged.reason;
  EXPECT_EQ(judged.evidence,
            "with n = 6 per arm the three printed P values (.0004, < .0001, .0346) follow from 3.61, 1.73 and 1.68 as "
            "SE by ANOVA with Tukey's test (.00036, .000003, .0346); as SD all would be below .0001; 9 tests tried");
}

TEST(JudgeSpread, FollowsTheNumbersWhenTheSpreadsAreStandardDeviations) {
  SpreadQuestion question = three_arms();
  // the same data with their standard deviations: SE * sqrt(6)
  question.values[0].spread = {8.84, 2};
  question.values[1].spread = {4.24, 2};
  question.values[2].spread = {4.12, 2};
  const SpreadJudgement judged = judge_spread(question);
  EXPECT_EQ(judged.verdict, PrintedSpread::sd) << judged.reason;
  EXPECT_THAT(judged.evidence, HasSubstr("as SE"));
}

TEST(JudgeSpread, TakesWhatTheTextStatesBeforeAnyArithmetic) {
  SpreadQuestion question = three_arms();
  question.stated = PrintedSpread::sd;
  EXPECT_EQ(judge_spread(question).verdict, PrintedSpread::sd);
}

TEST(JudgeSpread, IsSilentWithoutNPerArm) {
  SpreadQuestion question = three_arms();
  question.values[1].n = std::nullopt;
  EXPECT_EQ(judge_spread(question).verdict, std::nullopt);
  EXPECT_EQ(judge_spread(question).reason, "n per arm is not stated");
}

TEST(JudgeSpread, IsSilentWhenOnePIsNotReproduced) {
  SpreadQuestion question = three_arms();
  question.p_values[0] = pair(0, 1, '=', .0014, 4);
  EXPECT_EQ(judge_spread(question).reason, "no test that was tried gives the printed P values");
}

TEST(JudgeSpread, IsSilentWithoutAnEqualityOfTwoSignificantDigits) {
  SpreadQuestion question = three_arms();
  question.p_values[2] = pair(1, 2, '<', .05, 2);
  EXPECT_THAT(judge_spread(question).reason, HasSubstr("two significant digits"));
}

TEST(JudgeSpread, LearnsNothingFromAPOfOne) {
  SpreadQuestion question = three_arms();
  question.p_values[0] = pair(0, 1, '<', .05, 2);
  question.p_values[2] = pair(1, 2, '=', 1.00, 2);
  EXPECT_THAT(judge_spread(question).reason, HasSubstr("two significant digits"));
}

TEST(JudgeSpread, TriesOnlyTheTestsThatTheTextNames) {
  SpreadQuestion question = three_arms();
  question.tests = {{TestFamily::anova, Adjustment::bonferroni, std::nullopt, "Bonferroni"}};
  EXPECT_EQ(judge_spread(question).verdict, std::nullopt);
  question.tests = {{TestFamily::anova, Adjustment::tukey, std::nullopt, "Tukey"}};
  EXPECT_EQ(judge_spread(question).verdict, PrintedSpread::se);
  EXPECT_EQ(judge_spread(question).tests_tried, 1);
}

TEST(JudgeSpread, IsSilentAfterARankTest) {
  SpreadQuestion question = three_arms();
  question.tests = {{TestFamily::unsupported, Adjustment::unstated, std::nullopt, "Kruskal-Wallis"}};
  EXPECT_THAT(judge_spread(question).reason, HasSubstr("Kruskal-Wallis"));
}

TEST(JudgeSpread, IsSilentOnPairedValuesOfUnknownCorrelation) {
  SpreadQuestion question = three_arms();
  question.within_person = true;
  EXPECT_THAT(judge_spread(question).reason, HasSubstr("correlation"));
}

TEST(JudgeSpread, ComputesThePairedTestWhereTheCorrelationIsKnown) {
  // 5 apart with SD 8 and 7 in ten people, r = .89: t.test(x, z, paired = TRUE)$p.value is .00185; a second visit
  // 4 apart: 2 * pt(-4 / sqrt((64 + 49 - 2 * .89 * 56) / 10), 9) is .00695
  SpreadQuestion question;
  question.within_person = true;
  question.correlation = 0.890909;
  question.values = {value(50.13, 8.00, 2, 10), value(45.13, 7.00, 2, 10), value(48.27, 8.00, 2, 10),
                     value(44.27, 7.00, 2, 10)};
  question.values[2].visit = question.values[3].visit = 1;
  question.p_values = {pair(0, 1, '=', .0019, 4), pair(2, 3, '=', .0069, 4)};
  const SpreadJudgement judged = judge_spread(question);
  EXPECT_EQ(judged.verdict, PrintedSpread::sd) << judged.reason;
  EXPECT_THAT(judged.evidence, HasSubstr("the paired t test"));
}

TEST(JudgeSpread, TakesAPOverAllArmsAsThatOfTheFTest) {
  // summary(aov()) of groups with these means, SDs and n: .0226 (see group_tests_test.cpp); TukeyHSD .0168, .325, .486
  SpreadQuestion question;
  question.values = {value(52.1, 8.3, 1, 12), value(44.0, 6.1, 1, 15), value(47.5, 7.2, 1, 9)};
  question.p_values = {{{0, 1, 2}, '=', {.023, 3}, std::nullopt}, pair(0, 1, '=', .017, 3)};
  const SpreadJudgement judged = judge_spread(question);
  EXPECT_EQ(judged.verdict, PrintedSpread::sd) << judged.reason;
  EXPECT_THAT(judged.evidence, HasSubstr("with n = 12, 15 and 9"));
}

/// Two arms of twelve with SE 2.40 and 2.05: Student's P is .022 as SE.
SpreadQuestion two_arms() {
  SpreadQuestion question;
  question.values = {value(52.1, 2.40, 2, 12), value(44.3, 2.05, 2, 12)};
  question.p_values = {pair(0, 1, '=', .022, 3)};
  return question;
}

TEST(JudgeSpread, WantsASecondWitnessForASingleP) {
  EXPECT_THAT(judge_spread(two_arms()).reason, HasSubstr("second witness"));
}

TEST(JudgeSpread, TakesTheRangeAsSecondWitness) {
  SpreadQuestion question = two_arms();
  question.values[0].range = PrintedPair{PrintedNumber{39, 0}, PrintedNumber{66, 0}};
  const SpreadJudgement judged = judge_spread(question);  // SD between 5.8 and 14.1: 2.40 cannot be one
  EXPECT_EQ(judged.verdict, PrintedSpread::se) << judged.reason;
  EXPECT_THAT(judged.evidence, HasSubstr("the range 39 to 66 fits 2.40 only as SE"));
}

TEST(JudgeSpread, TakesTheWidthOfAConfidenceIntervalAsSecondWitness) {
  SpreadQuestion question = two_arms();
  question.values[0].ci95 = PrintedPair{PrintedNumber{46.8, 1}, PrintedNumber{57.4, 1}};  // 52.1 -+ 2.201 * 2.40
  EXPECT_EQ(judge_spread(question).verdict, PrintedSpread::se);
  question = two_arms();
  question.p_values[0].ci95 = PrintedPair{PrintedNumber{1.3, 1}, PrintedNumber{14.3, 1}};  // 7.8 -+ 2.074 * 3.156
  EXPECT_EQ(judge_spread(question).verdict, PrintedSpread::se);
}

TEST(JudgeSpread, TakesTheGranularityOfMeansAsSecondWitness) {
  // counts: 3 4 4 5 5 6 7 and 7 8 9 9 10 11 12, means 34/7 and 66/7; Student's P is .000127
  SpreadQuestion question;
  question.values = {value(4.857, 1.345, 3, 7), value(9.429, 1.718, 3, 7)};
  question.p_values = {pair(0, 1, '=', .00013, 5)};
  const SpreadJudgement judged = judge_spread(question);
  EXPECT_EQ(judged.verdict, PrintedSpread::sd) << judged.reason;
  EXPECT_THAT(judged.evidence, HasSubstr("granularity"));
}

TEST(JudgeSpread, IsSilentWhenAWitnessContradictsThePValues) {
  SpreadQuestion question = three_arms();
  question.values[0].range = PrintedPair{PrintedNumber{46, 0}, PrintedNumber{53, 0}};  // SD at most 3.9
  EXPECT_THAT(judge_spread(question).reason, HasSubstr("the P values fit, but the range"));
}

TEST(JudgeSpread, IsSilentWhereSoRoundedNumbersCouldAgreeByChance) {
  // 52 (3) against 44 (2), n = 9, rounded to whole numbers: as SE Student's P may be anything from .017 to .097
  SpreadQuestion question;
  question.values = {value(52, 3, 0, 9), value(44, 2, 0, 9)};
  question.p_values = {pair(0, 1, '=', .055, 3), pair(0, 1, '>', .05, 2)};
  EXPECT_THAT(judge_spread(question).reason, HasSubstr("chance"));
}

/// The whole table is printed by tests/eval/spread_judge.cpp.
TEST(JudgeSpread, IsWrongInFewerThanOneInAHundredSimulatedTrials) {
  std::mt19937_64 random(20261124);
  for (const Scenario& scenario : scenarios()) {
    const Tally tally = judge_simulated(scenario, 60, random);
    EXPECT_LE(tally.wrong, 3) << scenario.name;  // of 60 trials; more than 3 would be rare at 1 %
    if (recomputed_by_judge(scenario.test)) {
      EXPECT_GE(tally.right, 30) << scenario.name;
    }
  }
}

TEST(JudgeSpread, IsSilentWhenRoundingLeavesBothReadingsOpen) {
  SpreadQuestion question;
  question.values = {value(50, 1, 0, 4), value(49, 1, 0, 4)};
  question.p_values = {pair(0, 1, '=', .35, 2), pair(0, 1, '>', .05, 2)};
  EXPECT_EQ(judge_spread(question).reason, "the printed P values follow from the spreads as SD and as SE");
}

}  // namespace
}  // namespace evigraft
