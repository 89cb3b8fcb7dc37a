// Which arms of which studies make a network.
#include "pipeline/network_selection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {
using namespace evigraft;
using testing::ElementsAre;

/// An eligible value of 50 ± 10 (SD) from 20 people by MRI.
Candidate value_of(std::int64_t id, std::int64_t study, const std::string& arm, double months) {
  Candidate c;
  c.outcome_id = id;
  c.study_id = study;
  c.study_label = "Study " + std::to_string(study);
  c.arm_class = arm;
  c.unit = "%";
  c.value = 50;
  c.value_as_printed = "50.0";
  c.spread = 10;
  c.spread_kind = "sd";
  c.statistic = "mean";
  c.n = 20;
  c.months = months;
  c.method = "MRI";
  c.species = "human";
  c.design = "rct";
  c.screening = "include";
  c.report_status = "current";
  return c;
}

NetworkChoices chosen(const std::vector<Candidate>& candidates) {
  PoolQuestion rules;
  rules.intervention = "ASC";
  rules.comparator = "conventional";
  rules.selection = {.at_months = 6, .from_months = 3, .to_months = 24, .method_order = {"MRI", "CT"}};
  rules.species = {"human"};
  rules.designs = {"rct"};
  return select_network(rules, {"ASC", "SVF", "conventional"}, candidates);
}

std::vector<std::string> arms_of(const NetworkChoice& study) {
  std::vector<std::string> arms;
  for (const NetworkChoiceArm& arm : study.arms) arms.push_back(arm.arm_class);
  return arms;
}

std::string reason_of(const NetworkChoices& choices, std::int64_t outcome) {
  for (const NotUsed& unused : choices.not_used)
    if (unused.outcome_id == outcome) return unused.reason;
  return {};
}

TEST(NetworkSelection, AStudyGivesAnArmForEachClass) {
  const NetworkChoices got =
      chosen({value_of(1, 1, "conventional", 6), value_of(2, 1, "ASC", 6), value_of(3, 1, "SVF", 6)});
  ASSERT_EQ(got.studies.size(), 1U);
  EXPECT_THAT(arms_of(got.studies[0]), ElementsAre("ASC", "SVF", "conventional"));
  EXPECT_EQ(got.studies[0].reason, "");
  EXPECT_TRUE(got.not_used.empty());
}

TEST(NetworkSelection, TheVisitWithMostClassesIsTakenBeforeTheNearest) {
  const NetworkChoices got =
      chosen({value_of(1, 1, "ASC", 6), value_of(2, 1, "conventional", 6), value_of(3, 1, "ASC", 12),
              value_of(4, 1, "SVF", 12), value_of(5, 1, "conventional", 12)});
  EXPECT_EQ(got.studies.at(0).months, 12);
  EXPECT_EQ(got.studies[0].arms.size(), 3U);
  EXPECT_EQ(reason_of(got, 1), "another time is nearer to the target");
}

TEST(NetworkSelection, OfVisitsWithAsManyClassesTheNearestIsTaken) {
  const NetworkChoices got = chosen({value_of(1, 1, "ASC", 12), value_of(2, 1, "conventional", 12),
                                     value_of(3, 1, "ASC", 6), value_of(4, 1, "SVF", 6)});
  EXPECT_THAT(arms_of(got.studies.at(0)), ElementsAre("ASC", "SVF"));
}

TEST(NetworkSelection, AClassAloneComparesNothing) {
  const NetworkChoices got = chosen({value_of(1, 1, "ASC", 6), value_of(2, 1, "conventional", 12)});
  EXPECT_TRUE(got.studies.empty());
  EXPECT_EQ(reason_of(got, 1), "no value of the other arm at the same time");
}

TEST(NetworkSelection, AnArmWithoutASpreadLeavesTheOthersTheirComparison) {
  std::vector<Candidate> all = {value_of(1, 1, "ASC", 6), value_of(2, 1, "SVF", 6), value_of(3, 1, "conventional", 6)};
  all[1].spread_kind = "unknown";
  const NetworkChoices got = chosen(all);
  EXPECT_EQ(got.studies.at(0).arms.at(1).values.reason, "spread printed without saying whether SD or SE");
  EXPECT_EQ(got.studies[0].reason, "");
}

TEST(NetworkSelection, AStudyWithOneUsableArmIsLeftOutWithTheReason) {
  std::vector<Candidate> all = {value_of(1, 1, "ASC", 6), value_of(2, 1, "conventional", 6)};
  all[1].spread.reset();
  all[1].spread_kind.clear();
  EXPECT_EQ(chosen(all).studies.at(0).reason, "no spread printed");
}

TEST(NetworkSelection, WhatIsNotEligibleIsNotUsedWithTheReasonOfAComparison) {
  std::vector<Candidate> all = {value_of(1, 1, "ASC", 6), value_of(2, 1, "conventional", 6)};
  all[0].species = "animal";
  EXPECT_EQ(reason_of(chosen(all), 1), "species not asked for");
}
}  // namespace
