#include "review/settle.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace {
using namespace evigraft::review;

MachineOutcome read_as(const std::string& n, const std::string& months = "6", const std::string& label = "ASC") {
  MachineOutcome out;
  out.outcome = 7;
  out.report = 1;
  out.key = {"s:a", "abstract", "49.8 ± 3.6%", "0", label, months, "0"};
  out.values = {{"value", "49.8"},  {"spread", "3.6"},     {"spread_kind", "unknown"},
                {"n", n},           {"months", months},    {"method", "MRI"},
                {"definition", ""}, {"statistic", "mean"}, {"arm_class", "ASC"}};
  return out;
}

Decision decided(std::int64_t id, Kind kind, Values value, Values seen) {
  Decision decision;
  decision.id = id;
  decision.kind = kind;
  decision.target = to_text(read_as("").key);
  decision.value = std::move(value);
  decision.seen = std::move(seen);
  return decision;
}

Decision set_n(std::int64_t id, const std::string& value, const std::string& seen) {
  return decided(id, Kind::set, {{"n", value}}, {{"n", seen}});
}

const std::map<std::string, std::int64_t> kReports = {{"s:a", 1}};

Settled settled(const std::vector<Decision>& decisions, const std::vector<MachineOutcome>& machine) {
  return settle(decisions, machine, kReports);
}

TEST(Settle, APersonsValueCountsAndTheMachinesIsKept) {
  const Standing standing = settled({set_n(1, "6", "")}, {read_as("")}).standings.at(0);
  EXPECT_EQ(standing.values.at("n"), "6");
  EXPECT_EQ(standing.machine, (Values{{"n", ""}}));
  EXPECT_EQ(standing.label, Label::corrected);
  EXPECT_TRUE(standing.clashes.empty());
}

TEST(Settle, AJudgementOfANumberDoesNotTouchTheNumber) {
  EXPECT_TRUE(
      settled({decided(1, Kind::judge, {{"instrument", "rob2"}, {"D1", "Low"}}, {})}, {read_as("")}).standings.empty());
}

TEST(Settle, IsSilentWhenTheMachineComesToTheSameValue) {
  const Standing standing = settled({set_n(1, "6", "")}, {read_as("6")}).standings.at(0);
  EXPECT_EQ(standing.label, Label::accepted);
  EXPECT_TRUE(standing.clashes.empty());
}

TEST(Settle, ListsAClashWhenTheMachineComesToAThirdValueAndLetsThePersonsStand) {
  const Standing standing = settled({set_n(1, "6", "")}, {read_as("12")}).standings.at(0);
  EXPECT_EQ(standing.values.at("n"), "6");
  ASSERT_EQ(standing.clashes.size(), 1U);
  EXPECT_EQ(standing.clashes[0].then, "");
  EXPECT_EQ(standing.clashes[0].now, "12");
}

TEST(Settle, AClashEndsWhenAPersonDecidesWithTheNewReadingBeforeThem) {
  EXPECT_TRUE(settled({set_n(1, "6", ""), set_n(2, "6", "12")}, {read_as("12")}).standings.at(0).clashes.empty());
  EXPECT_TRUE(settled({set_n(1, "6", ""), decided(2, Kind::accept, {}, read_as("12").values)}, {read_as("12")})
                  .standings.at(0)
                  .clashes.empty());
}

TEST(Settle, AnAcceptanceHoldsWhatItSawAndLeavesOpenWhatNobodyKnew) {
  const Decision accept = decided(1, Kind::accept, {}, read_as("").values);
  EXPECT_EQ(settled({accept}, {read_as("")}).standings.at(0).label, Label::accepted);
  EXPECT_EQ(settled({accept}, {read_as("6")}).standings.at(0).values.at("n"), "6");
  MachineOutcome other = read_as("");
  other.values["arm_class"] = "SVF";
  const Standing standing = settled({accept}, {other}).standings.at(0);
  EXPECT_EQ(standing.values.at("arm_class"), "ASC");
  EXPECT_EQ(standing.clashes.size(), 1U);
}

TEST(Settle, ARejectionStandsAndClashesWhenAnotherNumberStandsThere) {
  const Decision reject = decided(1, Kind::reject, {}, read_as("").values);
  EXPECT_EQ(settled({reject}, {read_as("6")}).standings.at(0).label, Label::rejected);
  EXPECT_TRUE(settled({reject}, {read_as("6")}).standings.at(0).clashes.empty());
  EXPECT_EQ(settled({reject}, {read_as("", "12")}).standings.at(0).clashes.size(), 1U);
}

TEST(Settle, AnAcceptanceAfterARejectionTakesItBack) {
  const Standing standing =
      settled({decided(1, Kind::reject, {}, read_as("").values), decided(2, Kind::accept, {}, read_as("").values)},
              {read_as("")})
          .standings.at(0);
  EXPECT_EQ(standing.label, Label::accepted);
}

TEST(Settle, FindsTheNumberAgainWhenArmOrTimeAreReadAnew) {
  EXPECT_EQ(settled({set_n(1, "6", "")}, {read_as("", "12", "cells")}).standings.size(), 1U);
}

TEST(Settle, ListsADecisionWhoseNumberIsGone) {
  const Settled gone = settled({set_n(1, "6", "")}, {});
  ASSERT_EQ(gone.lost.size(), 1U);
  EXPECT_EQ(gone.lost[0].decision, 1);
}

TEST(Settle, DoesNotJumpToTheSameWordsElsewhere) {
  MachineOutcome elsewhere = read_as("");
  elsewhere.key.occurrence = "1";
  const Settled result = settled({decided(1, Kind::reject, {}, read_as("").values)}, {elsewhere});
  EXPECT_TRUE(result.standings.empty());
  EXPECT_EQ(result.lost.size(), 1U);
}

TEST(Settle, ListsADecisionWhenTwoNumbersMayBeMeant) {
  EXPECT_EQ(settled({set_n(1, "6", "")}, {read_as("", "3", "b"), read_as("", "12", "c")}).lost.size(), 1U);
}

TEST(Settle, ListsADecisionWhoseReportIsGone) {
  EXPECT_EQ(settle(std::vector{set_n(1, "6", "")}, std::vector{read_as("")}, {}).lost.size(), 1U);
}

Decision add(std::int64_t id) {
  Decision decision;
  decision.id = id;
  decision.kind = Kind::add;
  decision.target_kind = Target::report;
  decision.target = "s:a";
  decision.value = {{"value", "61"}, {"arm_class", "SVF"}};
  return decision;
}

TEST(Settle, AnEnteredNumberTakesLaterDecisions) {
  Decision set = set_n(2, "6", "");
  set.target_kind = Target::entered;
  set.target = "1";
  const Entered entered = settled({add(1), set}, {}).entered.at(0);
  EXPECT_EQ(entered.values.at("n"), "6");
  EXPECT_EQ(entered.label, Label::entered);
  EXPECT_EQ(entered.newest, 2);
}

TEST(ScreeningVerdicts, TheNewestOfAReportStands) {
  Decision first, second;
  first.id = 1;
  second.id = 2;
  first.kind = second.kind = Kind::screen;
  first.target = second.target = "s:a";
  first.value = {{"verdict", "include"}};
  second.value = {{"verdict", "exclude"}};
  const Verdicts verdicts = screening_verdicts(std::vector{first, second}, kReports);
  ASSERT_EQ(verdicts.standing.size(), 1U);
  EXPECT_EQ(verdicts.standing[0].verdict, "exclude");
}

// Random histories: five numbers, what the machine reads of each, and what people say.
struct World {
  std::vector<MachineOutcome> machine;
  std::vector<Decision> decisions;
};

std::vector<MachineOutcome> any_reading() {
  std::vector<MachineOutcome> machine;
  for (int i = 0; i < 5; ++i) {
    if (*rc::gen::inRange(0, 6) == 0) continue;  // not read by this version
    MachineOutcome out =
        read_as(*rc::gen::element<std::string>("", "6", "12"), *rc::gen::element<std::string>("", "6", "12"),
                *rc::gen::element<std::string>("ASC", "cells"));
    out.outcome = i + 1;
    out.key.as_printed = std::to_string(40 + i) + "%";
    machine.push_back(std::move(out));
  }
  return machine;
}

Decision any_decision(std::int64_t id, const std::vector<MachineOutcome>& machine) {
  const MachineOutcome& on =
      machine[static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(machine.size())))];
  Decision decision;
  decision.id = id;
  decision.kind = *rc::gen::element(Kind::set, Kind::set, Kind::set, Kind::accept, Kind::reject, Kind::undo);
  decision.target = to_text(on.key);
  decision.seen = on.values;
  if (decision.kind == Kind::set) {
    decision.value = {{"n", *rc::gen::element<std::string>("6", "12", "20")}};
    decision.seen = {{"n", on.values.at("n")}};
  }
  if (decision.kind == Kind::undo) {
    decision.target_kind = Target::decision;
    decision.target = std::to_string(*rc::gen::inRange<std::int64_t>(1, id + 1));
  }
  return decision;
}

World any_history() {
  World world;
  std::int64_t id = 0;
  for (int version = *rc::gen::inRange(1, 10); version > 0; --version) {
    world.machine = any_reading();
    for (int i = world.machine.empty() ? 0 : *rc::gen::inRange(0, 8); i > 0; --i)
      world.decisions.push_back(any_decision(++id, world.machine));
  }
  return world;
}

RC_GTEST_PROP(SettleProperty, EveryDecisionInForceIsLaidOverItsNumberOrListed, ()) {
  const World world = any_history();
  const std::vector<Decision> standing = in_force(world.decisions);
  const Settled result = settled(standing, world.machine);
  std::set<std::int64_t> lost, shown;
  for (const Lost& decision : result.lost) lost.insert(decision.decision);
  for (const Standing& each : result.standings) shown.insert(each.outcome);
  for (const Decision& decision : standing) {
    const auto found = find_outcome(*parse_outcome_key(decision.target), 1, world.machine);
    RC_ASSERT(found.has_value() != lost.contains(decision.id));
    if (found) RC_ASSERT(shown.contains(world.machine[*found].outcome));
  }
}

RC_GTEST_PROP(SettleProperty, TheNewestWordOnAFieldStandsAndClashesOnlyWithAThirdValue, ()) {
  const World world = any_history();
  const std::vector<Decision> standing = in_force(world.decisions);
  const Settled result = settled(standing, world.machine);
  for (const Standing& each : result.standings) {
    const Decision* newest = nullptr;
    for (const Decision& decision : standing) {
      const auto found = find_outcome(*parse_outcome_key(decision.target), 1, world.machine);
      if (found && world.machine[*found].outcome == each.outcome && decision.kind == Kind::set) newest = &decision;
    }
    if (!newest) continue;
    RC_ASSERT(each.values.at("n") == newest->value.at("n"));
    for (const Clash& clash : each.clashes) RC_ASSERT(clash.now != clash.then && clash.now != clash.person);
  }
}

}  // namespace
