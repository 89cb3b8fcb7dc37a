#include "synthesis/spread_audit.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace evigraft {
namespace {
using testing::IsEmpty;
using testing::SizeIs;

SpreadStudy declared(double yi, double vi) { return {Effect{yi, vi}, false, std::nullopt, std::nullopt}; }

/// Ten in each arm, so that the variance of a spread read as SE is ten times that of one read as SD.
SpreadStudy undeclared(double yi, double vi_as_sd) {
  return {std::nullopt, true, Effect{yi, vi_as_sd}, Effect{yi, 10 * vi_as_sd}};
}

const std::vector<SpreadStudy> kOne = {declared(10, 9), declared(4, 16), undeclared(30, 1)};

TEST(SpreadAudit, HasNoLinesWhenEverySpreadIsDeclared) {
  const SpreadAudit audit = audit_spreads(std::vector<SpreadStudy>{declared(1, 1), declared(2, 1)}, {}, 0.0);
  EXPECT_THAT(audit.lines, IsEmpty());
  EXPECT_EQ(audit.asked.k, 2);
  EXPECT_FALSE(audit.conclusions_differ);
}

TEST(SpreadAudit, HasThreeReadingsForEachStudyAndThreeForAll) {
  const std::vector<SpreadStudy> two = {declared(10, 9), undeclared(30, 1), undeclared(20, 1)};
  const SpreadAudit audit = audit_spreads(two, {}, 0.0);
  ASSERT_THAT(audit.lines, SizeIs(9));
  EXPECT_EQ(audit.lines[1].study, 1);
  EXPECT_EQ(audit.lines[1].taken, SpreadTaken::as_sd);
  EXPECT_EQ(audit.lines[5].study, 2);
  EXPECT_EQ(audit.lines[8].study, std::nullopt);
  EXPECT_EQ(audit.lines[8].taken, SpreadTaken::as_se);
}

TEST(SpreadAudit, EachLineIsTheFitOfItsEffects) {
  const SpreadAudit audit = audit_spreads(kOne, {}, 0.0);
  const Fit left_out = fit(std::vector<Effect>{{10, 9}, {4, 16}});
  const Fit as_se = fit(std::vector<Effect>{{10, 9}, {4, 16}, {30, 10}});
  EXPECT_DOUBLE_EQ(audit.lines[0].fit->estimate, left_out.estimate);
  EXPECT_DOUBLE_EQ(audit.lines[2].fit->estimate, as_se.estimate);
  EXPECT_DOUBLE_EQ(audit.lines[2].fit->tau2, as_se.tau2);
  EXPECT_DOUBLE_EQ(audit.lines[2].fit->inference.ci.lower, as_se.inference.ci.lower);
  EXPECT_DOUBLE_EQ(*audit.lines[2].weight_percent, as_se.weights_percent[2]);
}

TEST(SpreadAudit, TheOthersStayAsAsked) {
  const std::vector<SpreadStudy> two = {declared(10, 9), undeclared(30, 1), undeclared(20, 1)};
  const SpreadAudit audit = audit_spreads(two, {}, 0.0);
  EXPECT_EQ(audit.asked.k, 1);
  EXPECT_EQ(audit.lines[1].k, 2);  // the second undeclared one is left out as asked
  EXPECT_EQ(audit.lines[7].k, 3);
}

TEST(SpreadAudit, AReadingAsSdCarriesMoreWeightThanOneAsSe) {
  FitOptions common;
  common.method = FitMethod::ee;
  const SpreadAudit audit = audit_spreads(kOne, common, 0.0);
  EXPECT_GT(*audit.lines[1].weight_percent, *audit.lines[2].weight_percent);
  EXPECT_FALSE(audit.lines[0].weight_percent.has_value());
}

TEST(SpreadAudit, SaysWhereTheConclusionChanges) {
  FitOptions wald;
  wald.method = FitMethod::ee;
  wald.test = evigraft::Test::z;
  // 2 +- 1.96 * 1.5 holds zero; with a precise second study it does not.
  SpreadStudy second = undeclared(3, 0.25);
  second.as_se = Effect{3, 400};
  const SpreadAudit audit = audit_spreads(std::vector<SpreadStudy>{declared(2, 2.25), second}, wald, 0.0);
  EXPECT_FALSE(audit.asked.conclusion->excludes_null);
  EXPECT_EQ(audit.lines[1].changes, true);
  EXPECT_EQ(audit.lines[2].changes, false);
  EXPECT_TRUE(audit.conclusions_differ);
}

TEST(SpreadAudit, AChangedSignIsAChangedConclusion) {
  FitOptions common;
  common.method = FitMethod::ee;
  const SpreadAudit audit = audit_spreads(std::vector<SpreadStudy>{declared(2, 4), undeclared(-3, 1)}, common, 0.0);
  EXPECT_EQ(audit.asked.conclusion->sign, 1);
  EXPECT_EQ(audit.lines[1].conclusion->sign, -1);
  EXPECT_EQ(audit.lines[1].changes, true);
}

TEST(SpreadAudit, ComparesReadingsWithEachOtherWhereNothingIsPooledAsAsked) {
  const std::vector<SpreadStudy> all = {undeclared(2, 0.01), undeclared(2.2, 0.01), undeclared(1.9, 0.01)};
  const SpreadAudit audit = audit_spreads(all, {}, 0.0);
  EXPECT_EQ(audit.asked.k, 0);
  EXPECT_FALSE(audit.asked.refusal.empty());
  EXPECT_FALSE(audit.lines[1].changes.has_value());
  EXPECT_FALSE(audit.conclusions_differ);
}

TEST(SpreadAudit, AMeanHasNoValueOfNoEffect) {
  const SpreadAudit audit = audit_spreads(kOne, {}, std::nullopt);
  EXPECT_FALSE(audit.lines[1].conclusion.has_value());
  EXPECT_FALSE(audit.conclusions_differ);
}

TEST(SpreadAudit, AReadingWithoutAnEffectIsRefusedInWords) {
  SpreadStudy no_n = undeclared(3, 1);
  no_n.as_se.reset();
  const SpreadAudit audit = audit_spreads(std::vector<SpreadStudy>{declared(2, 1), no_n}, {}, 0.0);
  EXPECT_FALSE(audit.lines[2].fit.has_value());
  EXPECT_FALSE(audit.lines[2].refusal.empty());
}

TEST(SpreadAudit, TheIntervalThatLeadsDecides) {
  // Three that agree by luck: Hartung-Knapp's interval excludes zero, the ad hoc one does not.
  const Fit lucky = fit(std::vector<Effect>{{2.0, 1.5}, {2.01, 1.5}, {1.99, 1.5}});
  ASSERT_TRUE(lucky.adhoc.has_value());
  ASSERT_GT(lucky.inference.ci.lower, 0);
  EXPECT_FALSE(conclude(lucky, 0).excludes_null);
}

TEST(StandardisedDifference, IsHedgesG) {
  const auto smd = standardised_difference({60, 10, 20}, {50, 10, 20});
  EXPECT_NEAR(*smd, hedges_correction(38), 1e-12);
  EXPECT_FALSE(standardised_difference({60, 10, 1}, {50, 10, 20}).has_value());
  EXPECT_FALSE(standardised_difference({60, 0, 20}, {50, 0, 20}).has_value());
}

}  // namespace
}  // namespace evigraft
