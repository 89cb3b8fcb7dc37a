#include "pipeline/spread_kinds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evigraft {
namespace {

using testing::HasSubstr;

Outcome outcome(ArmClass arm, const std::string& printed, double mean, double spread, int end) {
  Outcome out;
  out.arm = arm;
  out.value = mean;
  out.spread = spread;
  out.spread_kind = SpreadKind::unknown;
  out.statistic = Statistic::mean;
  out.n = 6;
  out.months = 6;
  out.as_printed = printed.substr(0, printed.find(' '));
  out.span = {"abstract", end - 10, end, printed};
  return out;
}

Comparison comparison(ArmClass a, ArmClass b, const std::string& printed, double p, int start) {
  Comparison out;
  out.arms = {a, b};
  out.p = p;
  out.p_relation = printed.find('<') == std::string::npos ? "=" : "<";
  out.span = {"abstract", start, start + 8, printed};
  return out;
}

/// Three arms of six with standard errors (spread_judge_test.cpp has the arithmetic).
Reading trial() {
  Reading reading;
  reading.pairing = Pairing::parallel;
  reading.outcomes = {outcome(ArmClass::asc, "49.83 ± 3.61%", 49.83, 3.61, 50),
                      outcome(ArmClass::svf, "31.75 ± 1.73%", 31.75, 1.73, 90),
                      outcome(ArmClass::conventional, "21.86 ± 1.68%", 21.86, 1.68, 150)};
  reading.comparisons = {comparison(ArmClass::asc, ArmClass::svf, "P = .0004", .0004, 110),
                         comparison(ArmClass::asc, ArmClass::conventional, "P < .0001", .0001, 170),
                         comparison(ArmClass::svf, ArmClass::conventional, "P = .0346", .0346, 230)};
  return reading;
}

TEST(InferSpreads, GivesEveryComparedOutcomeTheVerdictAndItsEvidence) {
  const std::vector<InferredSpread> inferred = infer_spreads(trial());
  ASSERT_EQ(inferred.size(), 3U);
  for (const InferredSpread& one : inferred) {
    EXPECT_EQ(one.kind, SpreadKind::se);
    EXPECT_THAT(one.evidence, HasSubstr("as SE by ANOVA with Tukey's test"));
  }
}

TEST(InferSpreads, GivesNoneWhereTheTextStatesTheKind) {
  Reading reading = trial();
  for (Outcome& out : reading.outcomes) out.spread_kind = SpreadKind::se;
  for (const InferredSpread& one : infer_spreads(reading)) EXPECT_EQ(one.kind, std::nullopt);
}

TEST(InferSpreads, LeavesAnOutcomeThatNoPComparesAlone) {
  Reading reading = trial();
  Outcome early = outcome(ArmClass::asc, "60.10 ± 3.90%", 60.10, 3.90, 20);
  early.months = 3;
  reading.outcomes.insert(reading.outcomes.begin(), early);
  const std::vector<InferredSpread> inferred = infer_spreads(reading);
  EXPECT_EQ(inferred[0].kind, std::nullopt);
  EXPECT_EQ(inferred[1].kind, SpreadKind::se);
}

TEST(InferSpreads, IsSilentWhereAPValueHasNoArms) {
  Reading reading = trial();
  reading.comparisons[1].arms.clear();
  EXPECT_EQ(infer_spreads(reading)[0].kind, std::nullopt);
}

TEST(InferSpreads, IsSilentWhereTwoArmsShareAClass) {
  Reading reading = trial();
  reading.outcomes[1].arm = ArmClass::asc;
  reading.comparisons = {comparison(ArmClass::asc, ArmClass::conventional, "P = .0346", .0346, 230)};
  EXPECT_EQ(infer_spreads(reading)[0].kind, std::nullopt);
}

TEST(InferSpreads, IsSilentWithinPersonsAndAfterRankTests) {
  Reading reading = trial();
  reading.pairing = Pairing::within_person;
  EXPECT_EQ(infer_spreads(reading)[0].kind, std::nullopt);
  reading = trial();
  for (Comparison& c : reading.comparisons) c.test = "ANOVA or Kruskal-Wallis";
  EXPECT_EQ(infer_spreads(reading)[0].kind, std::nullopt);
}

TEST(InferSpreads, TakesLossAsItTakesRetention) {
  Reading reading = trial();
  for (Outcome& out : reading.outcomes) {
    out.polarity_flipped = true;
    out.value = 100 - out.value;
  }
  EXPECT_EQ(infer_spreads(reading)[0].kind, SpreadKind::se);
}

TEST(InferSpreads, ReadsTheDigitsOfForeignPoints) {
  Reading reading = trial();
  reading.outcomes[0].as_printed = "49·83";
  reading.outcomes[0].span.text = "49·83 ± 3·61%";
  reading.outcomes[1].as_printed = "31,75";
  reading.outcomes[1].span.text = "31,75 ± 1,73%";
  reading.comparisons[1].span.text = "P <. 0001";
  EXPECT_EQ(infer_spreads(reading)[0].kind, SpreadKind::se);
}

TEST(InferSpreads, PutsEachPToTheVisitBeforeIt) {
  Reading reading = trial();
  const Reading later = trial();
  for (std::size_t i = 0; i < 3; ++i) {
    Outcome out = later.outcomes[i];
    out.months = 12;
    out.span.start += 300;
    out.span.end += 300;
    reading.outcomes.push_back(out);
    Comparison c = later.comparisons[i];
    c.span.start += 300;
    c.span.end += 300;
    reading.comparisons.push_back(c);
  }
  EXPECT_THAT(infer_spreads(reading)[5].evidence, HasSubstr("six printed P values"));
}

}  // namespace
}  // namespace evigraft
