#include "review/judgements.h"

#include <gmock/gmock.h>

namespace {
using namespace evigraft::review;
using testing::IsEmpty;

const OutcomeKey kKey = {"s:a", "abstract", "49.8 ± 3.6%", "0", "ASC", "6", "0"};

MachineOutcome read_as(const std::string& label) {
  MachineOutcome out;
  out.outcome = 7;
  out.report = 1;
  out.key = kKey;
  out.key.arm_label = label;
  return out;
}

Decision judged(std::int64_t id, Target kind, const std::string& target, Values value, Values seen = {}) {
  Decision decision;
  decision.id = id;
  decision.who = "Ann Lee";
  decision.why = "full text " + std::to_string(id);
  decision.kind = Kind::judge;
  decision.target_kind = kind;
  decision.target = target;
  decision.value = std::move(value);
  decision.seen = std::move(seen);
  return decision;
}

Assessments assessed(const std::vector<Decision>& decisions, const std::vector<MachineOutcome>& machine) {
  return assess(decisions, {machine, {{"s:a", 1}}, {{"5", 9}}, {"ASC:conventional"}});
}

TEST(Assess, TheNewestJudgementOfEachDomainCounts) {
  const auto all =
      assessed({judged(1, Target::outcome, to_text(kKey), {{"instrument", "rob2"}, {"D1", "Low"}, {"D2", "Low"}}),
                judged(2, Target::outcome, to_text(kKey), {{"instrument", "rob2"}, {"D2", "High"}})},
               {read_as("ASC")});
  ASSERT_EQ(all.standing.size(), 1U);
  EXPECT_EQ(all.standing[0].subject.id, 7);
  EXPECT_EQ(all.standing[0].words(), (Values{{"D1", "Low"}, {"D2", "High"}}));
  EXPECT_EQ(all.standing[0].domains.at("D2").why, "full text 2");
}

TEST(Assess, AJudgementFollowsItsNumberWhoseArmIsReadOtherwise) {
  const auto all = assessed({judged(1, Target::outcome, to_text(kKey), {{"instrument", "rob2"}, {"D1", "Low"}})},
                            {read_as("ASC group")});
  EXPECT_EQ(all.standing.at(0).subject.id, 7);
}

TEST(Assess, WhatWasJudgedAndIsGoneIsListedAsLost) {
  const auto all = assessed({judged(1, Target::outcome, to_text(kKey), {{"instrument", "rob2"}, {"D1", "Low"}}),
                             judged(2, Target::report, "s:b", {{"instrument", "nos"}, {"S1", "1"}}),
                             judged(3, Target::entered, "4", {{"instrument", "rob2"}, {"D1", "Low"}}),
                             judged(4, Target::question, "PRP", {{"instrument", "grade"}, {"start", "low"}})},
                            {});
  EXPECT_THAT(all.standing, IsEmpty());
  EXPECT_EQ(all.lost.size(), 4U);
}

TEST(Assess, EnteredNumbersReportsAndQuestionsAreFound) {
  const auto all =
      assessed({judged(1, Target::entered, "5", {{"instrument", "rob2"}, {"D1", "Low"}}),
                judged(2, Target::report, "s:a", {{"instrument", "nos"}, {"S1", "1"}}),
                judged(3, Target::question, "ASC:conventional", {{"instrument", "grade"}, {"start", "low"}})},
               {});
  ASSERT_EQ(all.standing.size(), 3U);
  EXPECT_EQ(all.standing[0].subject.question, "ASC:conventional");
  EXPECT_EQ(all.standing[1].subject.id, 1);
  EXPECT_EQ(all.standing[2].subject.id, 9);
}

TEST(Outdated, IsTheNewestJudgementOfSomethingElseThanIsThereNow) {
  const auto grade = [](std::int64_t id, const std::string& domain, const std::string& k) {
    return judged(id, Target::question, "ASC:conventional", {{"instrument", "grade"}, {domain, "serious"}}, {{"k", k}});
  };
  const auto all = assessed({grade(1, "imprecision", "2"), grade(2, "inconsistency", "3")}, {});
  EXPECT_EQ(outdated(all.standing.at(0), {{"k", "3"}})->decision, 1);
  const auto again =
      assessed({grade(1, "imprecision", "2"), grade(2, "inconsistency", "3"), grade(3, "imprecision", "3")}, {});
  EXPECT_EQ(outdated(again.standing.at(0), {{"k", "3"}}), nullptr);
}
}  // namespace
