#include "review/readers.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "tests/core/review/two_readers.h"

namespace {
using namespace evigraft::review;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(TwoReaders, AVoteCountsWhenTheOtherSaysTheSame) {
  History h;
  h.readers();
  h.set("Ann", {{"n", "6"}});
  EXPECT_EQ(h.counts("n"), "-");
  h.set("Bob", {{"n", "6"}});
  EXPECT_EQ(h.counts("n"), "6");
}

TEST(TwoReaders, WhatBothSayIsInTheNameOfBothWithBothReasons) {
  History h;
  h.readers();
  h.set("bob ", {{"n", "6"}});
  h.set("Ann", {{"n", "6"}});
  const Decision agreed = h.two().counting.back();
  EXPECT_EQ(agreed.id, 3);
  EXPECT_EQ(agreed.who, "Ann and Bob");
  EXPECT_EQ(agreed.why, "because Ann; because bob ");
}

TEST(TwoReaders, WhereTheyDifferTheMachinesReadingGoesOn) {
  History h;
  h.readers();
  h.set("Ann", {{"n", "6"}, {"spread_kind", "se"}});
  h.set("Bob", {{"n", "7"}, {"spread_kind", "se"}});
  EXPECT_EQ(h.counts("n"), "");
  EXPECT_EQ(h.counts("spread_kind"), "se");
  const TwoReaders two = h.two();
  ASSERT_EQ(two.disagreements.size(), 1U);
  ASSERT_EQ(two.disagreements[0].fields.size(), 1U);
  EXPECT_EQ(two.disagreements[0].fields[0].field, "n");
  EXPECT_EQ(two.disagreements[0].fields[0].first, "6");
  EXPECT_EQ(two.disagreements[0].fields[0].second, "7");
}

TEST(TwoReaders, AReaderMayComeRound) {
  History h;
  h.readers();
  h.set("Ann", {{"n", "6"}});
  h.set("Bob", {{"n", "7"}});
  h.set("Bob", {{"n", "6"}});
  EXPECT_EQ(h.counts("n"), "6");
  EXPECT_THAT(h.two().disagreements, IsEmpty());
}

TEST(TwoReaders, AThirdPersonsWordCountsAtOnceAndClosesTheDisagreement) {
  History h;
  h.readers();
  h.set("Ann", {{"n", "6"}});
  h.set("Bob", {{"n", "7"}});
  h.set("Cleo", {{"n", "8"}});
  EXPECT_EQ(h.counts("n"), "8");
  EXPECT_THAT(h.two().disagreements, IsEmpty());
  EXPECT_THAT(h.two().open, testing::Not(testing::Contains(testing::Field(&OpenVote::field, "n"))));
}

TEST(TwoReaders, AnAcceptanceIsAVoteForWhatIsReadInEveryField) {
  History h;
  h.readers();
  h.accept("Ann");
  h.set("Bob", {{"spread_kind", "se"}});
  ASSERT_EQ(h.two().disagreements.size(), 1U);
  EXPECT_EQ(h.two().disagreements[0].fields[0].first, "unknown");
  EXPECT_EQ(h.counts("spread_kind"), "-");
}

TEST(TwoReaders, TwoAcceptancesAreOneAcceptance) {
  History h;
  h.readers();
  h.accept("Ann");
  h.accept("Bob");
  const Settled settled = h.settled();
  ASSERT_EQ(settled.standings.size(), 1U);
  EXPECT_EQ(settled.standings[0].label, Label::accepted);
  h.machine = {number_read(7, "30")};  // what nobody knew was left open
  EXPECT_EQ(h.counts("n"), "30");
}

TEST(TwoReaders, AnAcceptanceOfAnUnknownKindIsTheSameAsToSetItUnknown) {
  History h;
  h.readers();
  h.say("Ann", Kind::accept, Target::outcome, to_text(number_read().key), number_read().values, number_read().values);
  h.set("Bob", {{"spread_kind", "unknown"}});
  EXPECT_THAT(h.two().disagreements, IsEmpty());
  EXPECT_EQ(h.counts("spread_kind"), "unknown");
}

TEST(TwoReaders, AnAcceptanceOfAnUnknownKindLeavesItOpenForWhatIsReadLater) {
  History h;
  h.readers();
  for (const char* reader : {"Ann", "Bob"})
    h.say(reader, Kind::accept, Target::outcome, to_text(number_read().key), number_read().values,
          number_read().values);
  h.machine[0].values["spread_kind"] = "sd";
  EXPECT_EQ(h.counts("spread_kind"), "sd");
}

TEST(TwoReaders, AnAcceptanceOfTheRestDoesNotAskTheOtherAgainForWhatBothSaid) {
  History h;
  h.readers();
  h.set("Ann", {{"n", "6"}});
  h.set("Bob", {{"n", "6"}});
  Values stands = number_read().values;
  stands["n"] = "6";
  for (const char* reader : {"Bob", "Ann"})
    h.say(reader, Kind::accept, Target::outcome, to_text(number_read().key), stands, number_read().values);
  EXPECT_THAT(h.two().open, IsEmpty());
  EXPECT_EQ(h.counts("n"), "6");
}

TEST(TwoReaders, ToSayTheSameBeforeANewReadingIsAVoteAgain) {
  History h;
  h.readers();
  for (const char* reader : {"Ann", "Bob"}) h.set(reader, {{"n", "6"}});
  h.set("Ann", {{"n", "6"}});
  EXPECT_THAT(h.two().open, IsEmpty());
  h.machine = {number_read(7, "12")};
  EXPECT_EQ(h.settled().standings.at(0).clashes.size(), 1U);
  h.set("Ann", {{"n", "6"}}, h.machine[0]);
  EXPECT_EQ(h.two().open.size(), 1U);
  h.set("Bob", {{"n", "6"}}, h.machine[0]);
  EXPECT_THAT(h.settled().standings.at(0).clashes, IsEmpty());
}

TEST(TwoReaders, WhatTwoRejectedTheyMayTakeUpAgain) {
  History h;
  h.readers();
  for (const char* reader : {"Ann", "Bob"}) h.accept(reader);
  for (const char* reader : {"Ann", "Bob"}) h.reject(reader);
  EXPECT_EQ(h.settled().standings.at(0).label, Label::rejected);
  for (const char* reader : {"Ann", "Bob"}) h.accept(reader);
  EXPECT_EQ(h.settled().standings.at(0).label, Label::accepted);
}

TEST(TwoReaders, ANumberIsRejectedByTwo) {
  History h;
  h.readers();
  h.reject("Ann");
  EXPECT_THAT(h.settled().standings, IsEmpty());
  h.reject("Bob");
  EXPECT_EQ(h.settled().standings.at(0).label, Label::rejected);
}

TEST(TwoReaders, ARejectionAgainstACorrectionIsADisagreementOnTheNumbersUse) {
  History h;
  h.readers();
  h.reject("Ann");
  h.set("Bob", {{"n", "6"}});
  ASSERT_EQ(h.two().disagreements.size(), 1U);
  EXPECT_EQ(h.two().disagreements[0].fields[0].field, "used");
  EXPECT_THAT(h.settled().standings, IsEmpty());
}

TEST(TwoReaders, TwoAcceptancesTakeARejectionBackAndTwoCorrectionsDoNot) {
  History corrected;
  corrected.reject("Cleo");
  corrected.readers();
  History accepted = corrected;
  for (const char* reader : {"Ann", "Bob"}) {
    corrected.set(reader, {{"n", "6"}});
    accepted.accept(reader);
  }
  EXPECT_EQ(corrected.settled().standings.at(0).label, Label::rejected);
  EXPECT_EQ(accepted.settled().standings.at(0).label, Label::accepted);
}

TEST(TwoReaders, AReportIsScreenedByTwo) {
  History h;
  h.readers();
  h.screen("Ann", "exclude");
  EXPECT_THAT(screening_verdicts(h.two().counting, h.reports).standing, IsEmpty());
  h.screen("Bob", "exclude");
  const Verdicts verdicts = screening_verdicts(h.two().counting, h.reports);
  ASSERT_EQ(verdicts.standing.size(), 1U);
  EXPECT_EQ(verdicts.standing[0].who, "Ann and Bob");
}

TEST(TwoReaders, TitleAndFullTextAreScreenedApartAndReasonsAreCompared) {
  History h;
  h.readers();
  const auto at_full_text = [&](const std::string& who, const std::string& reason) {
    h.say(who, Kind::screen, Target::report, "s:a",
          {{"verdict", "exclude"}, {"stage", "full_text"}, {"category", reason}});
  };
  h.screen("Ann", "exclude");
  at_full_text("Bob", "wrong comparator");
  EXPECT_THAT(h.two().disagreements, IsEmpty());
  at_full_text("Ann", "no outcome");
  ASSERT_EQ(h.two().disagreements.size(), 1U);
  EXPECT_EQ(h.two().disagreements[0].fields[0].first, "exclude: no outcome");
}

TEST(TwoReaders, WhetherATextWasFoundIsNoVote) {
  History h;
  h.readers();
  h.screen("Ann", "not_retrieved");
  EXPECT_EQ(h.two().counting.back().who, "Ann");
}

TEST(TwoReaders, EntriesForOneArmAndTimeAreOneNumber) {
  History h;
  h.readers();
  h.add("Ann", "61");
  h.add("Bob", "44", "12");
  EXPECT_THAT(h.settled().entered, IsEmpty());
  h.add("Bob", "61");
  ASSERT_EQ(h.settled().entered.size(), 1U);
  EXPECT_EQ(h.settled().entered[0].decision, 4);
  EXPECT_THAT(h.two().with.at(4), ElementsAre(2));
}

TEST(TwoReaders, EntriesThatDifferAreADisagreementUntilAThirdPersonEntersTheNumber) {
  History h;
  h.readers();
  h.add("Ann", "61");
  h.add("Bob", "62");
  ASSERT_EQ(h.two().disagreements.size(), 1U);
  EXPECT_EQ(h.two().disagreements[0].fields[0].second, "62");
  h.add("Cleo", "62");
  EXPECT_THAT(h.two().disagreements, IsEmpty());
  ASSERT_EQ(h.settled().entered.size(), 1U);
}

TEST(TwoReaders, SeveralArmsOfOneClassAreKeptApart) {
  History h;
  h.readers();
  for (const char* value : {"61", "70"}) h.add("Ann", value);
  for (const char* value : {"70", "61"}) h.add("Bob", value);
  EXPECT_EQ(h.settled().entered.size(), 2U);
  EXPECT_THAT(h.two().disagreements, IsEmpty());
}

TEST(TwoReaders, CorrectionsOfAnEnteredNumberAreVotesToo) {
  History h;
  h.readers();
  h.add("Ann", "61");
  h.add("Bob", "61");
  h.say("Ann", Kind::set, Target::entered, "3", {{"n", "9"}}, {{"n", ""}});
  EXPECT_EQ(value_of(h.settled().entered.at(0).values, "n"), "");
  h.say("Bob", Kind::set, Target::entered, "3", {{"n", "9"}}, {{"n", ""}});
  EXPECT_EQ(h.settled().entered.at(0).values.at("n"), "9");
}

TEST(TwoReaders, AVoteOnWhatIsGoneIsLost) {
  History h;
  h.readers();
  h.set("Ann", {{"n", "6"}});
  h.machine.clear();
  ASSERT_EQ(h.settled().lost.size(), 1U);
  EXPECT_EQ(h.settled().lost[0].decision, 2);
}

TEST(TwoReaders, ANewReaderGoesOnWithTheOthersVotes) {
  History h;
  h.readers("Ann", "Bob");
  h.set("Ann", {{"n", "6"}});
  h.readers("Ann", "Eve");
  h.set("Bob",
        {{"spread_kind", "se"}});  // neither any more, and Cleo resolves: the program refuses it, the fold counts it
  h.set("Eve", {{"n", "6"}});
  EXPECT_EQ(h.counts("n"), "6");
}

TEST(TwoReaders, WhenOneReadsAgainOpenVotesStayListed) {
  History h;
  h.readers();
  h.set("Ann", {{"n", "6"}});
  h.set("Bob", {{"n", "7"}});
  h.readers("", "", "");
  EXPECT_FALSE(h.two().now);
  EXPECT_EQ(h.two().disagreements.size(), 1U);
  h.set("Ann", {{"n", "7"}});
  EXPECT_EQ(h.counts("n"), "7");
  EXPECT_THAT(h.two().disagreements, IsEmpty());
}

TEST(TwoReaders, TheMachinesReadingAtTheLaterVoteIsComparedWithWhatItReadsThen) {
  History h;
  h.readers();
  h.set("Ann", {{"n", "6"}}, number_read(7, ""));
  h.set("Bob", {{"n", "6"}}, number_read(7, "12"));
  h.machine = {number_read(7, "12")};
  EXPECT_THAT(h.settled().standings.at(0).clashes, IsEmpty());
  h.machine = {number_read(7, "30")};
  EXPECT_EQ(h.settled().standings.at(0).clashes.size(), 1U);
}

TEST(HiddenFrom, AReaderSeesTheOthersVoteOnlyAfterTheirOwn) {
  History h;
  h.readers();
  h.set("Ann", {{"n", "6"}});
  EXPECT_THAT(h.hidden("Bob"), ElementsAre(2));
  EXPECT_THAT(h.hidden("Ann"), IsEmpty());
  EXPECT_THAT(h.hidden("Cleo"), IsEmpty());
  h.set("Bob", {{"n", "7"}});
  EXPECT_THAT(h.hidden("Bob"), IsEmpty());
}

TEST(HiddenFrom, AVoteThatWasTakenBackStaysHiddenWithItsUndo) {
  History h;
  h.readers();
  h.undo("Ann", h.set("Ann", {{"n", "6"}}));
  EXPECT_THAT(h.hidden("Bob"), ElementsAre(2, 3));
  h.set("Bob", {{"n", "7"}});
  EXPECT_THAT(h.hidden("Bob"), IsEmpty());
}

TEST(HiddenFrom, AVoteOnWhatIsGoneStaysHidden) {
  History h;
  h.readers();
  h.set("Ann", {{"n", "6"}});
  h.machine.clear();
  EXPECT_THAT(h.hidden("Bob"), ElementsAre(2));
}

// Random histories of two readers and a third on three numbers and one report.
History any_history() {
  History h;
  h.machine = {number_read(1), number_read(2), number_read(3)};
  for (int i = *rc::gen::inRange(0, 30); i > 0; --i) {
    const std::string who = *rc::gen::element<std::string>("Ann", "Ann", "Bob", "Bob", "Cleo");
    const MachineOutcome& on = h.machine[static_cast<std::size_t>(*rc::gen::inRange(0, 3))];
    switch (*rc::gen::inRange(0, 9)) {
      case 0:
        h.accept(who, on);
        break;
      case 1:
        h.reject(who, on);
        break;
      case 2:
        h.screen(who, *rc::gen::element<std::string>("include", "exclude"));
        break;
      case 3:
        h.add(who, *rc::gen::element<std::string>("61", "62"));
        break;
      case 4:
        if (!h.decisions.empty())
          h.undo(who, *rc::gen::inRange<std::int64_t>(1, static_cast<std::int64_t>(h.decisions.size()) + 1));
        break;
      default:
        h.set(who, {{*rc::gen::element<std::string>("n", "months"), *rc::gen::element<std::string>("6", "7")}}, on);
    }
  }
  return h;
}

History after_readers(History h) {
  History out;
  out.machine = h.machine;
  out.readers();
  for (Decision decision : h.decisions) {
    decision.id += 1;
    if (decision.kind == Kind::undo) decision.target = std::to_string(std::stoll(decision.target) + 1);
    out.decisions.push_back(std::move(decision));
  }
  return out;
}

RC_GTEST_PROP(TwoReadersProperty, OneReadersHistoryIsUntouched, ()) {
  const History h = any_history();
  const std::vector<Decision> standing = in_force(h.decisions);
  const TwoReaders two = h.two();
  RC_ASSERT(two.open.empty() && two.disagreements.empty() && two.with.empty());
  RC_ASSERT(two.counting.size() == standing.size());
  for (std::size_t i = 0; i < standing.size(); ++i) {
    RC_ASSERT(two.counting[i].id == standing[i].id && two.counting[i].who == standing[i].who);
    RC_ASSERT(two.counting[i].value == standing[i].value && two.counting[i].kind == standing[i].kind);
  }
}

RC_GTEST_PROP(TwoReadersProperty, WhatCountsIsNeverWhatOnlyOneReaderSaid, ()) {
  const History h = after_readers(any_history());
  const std::vector<Decision> standing = in_force(h.decisions);
  const Places places = h.places();
  for (const Decision& counts : h.two().counting) {
    if (counts.kind == Kind::readers || counts.who == "Cleo") continue;
    const auto subject = places.subject(counts);
    Values words = counts.kind == Kind::set || counts.kind == Kind::accept ? counts.value : votes_of(counts);
    for (const auto& [field, value] : words) {
      std::set<std::string> said;
      for (const Decision& vote : standing) {
        const Values votes = votes_of(vote);
        if (vote.id <= counts.id && places.subject(vote) == subject && votes.contains(field) &&
            votes.at(field) == value)
          said.insert(vote.who);
      }
      RC_ASSERT(said.contains("Ann") && said.contains("Bob"));
    }
  }
}

RC_GTEST_PROP(TwoReadersProperty, EveryVoteCountsOrIsOpenOrWasClosed, ()) {
  // Without a third person and without a change of mind nothing is closed: each of the two votes is met or listed.
  History h;
  h.machine = {number_read(1), number_read(2), number_read(3)};
  h.readers();
  for (const MachineOutcome& on : h.machine)
    for (const char* who : {"Ann", "Bob"})
      if (*rc::gen::arbitrary<bool>()) h.set(who, {{"n", *rc::gen::element<std::string>("6", "7")}}, on);
  const TwoReaders two = h.two();
  std::set<std::int64_t> told;
  for (const Decision& each : two.counting) told.insert(each.id);
  for (const auto& [later, earlier] : two.with) told.insert(earlier.begin(), earlier.end());
  for (const OpenVote& vote : two.open) told.insert(vote.decision);
  RC_ASSERT(told.size() == h.decisions.size());
}

RC_GTEST_PROP(TwoReadersProperty, TheOrderOfTheTwoVotesDoesNotMatter, ()) {
  History before = any_history();  // of one reader
  before.readers();
  const MachineOutcome& on = before.machine[0];
  const auto vote = [&](History& h, const std::string& who, int kind, const std::string& value) {
    if (kind == 0)
      h.accept(who, on);
    else if (kind == 1)
      h.reject(who, on);
    else if (kind == 2)
      h.screen(who, value == "6" ? "include" : "exclude");
    else if (kind == 3)
      h.add(who, value);
    else
      h.set(who, {{"n", value}}, on);
  };
  const int kinds[2] = {*rc::gen::inRange(0, 6), *rc::gen::inRange(0, 6)};
  const std::string values[2] = {*rc::gen::element<std::string>("6", "7"), *rc::gen::element<std::string>("6", "7")};
  History one = before, other = before;
  vote(one, "Ann", kinds[0], values[0]);
  vote(one, "Bob", kinds[1], values[1]);
  vote(other, "Bob", kinds[1], values[1]);
  vote(other, "Ann", kinds[0], values[0]);
  const Settled a = one.settled(), b = other.settled();
  RC_ASSERT(a.standings.size() == b.standings.size());
  for (std::size_t i = 0; i < a.standings.size(); ++i) {
    RC_ASSERT(a.standings[i].values == b.standings[i].values);
    RC_ASSERT(a.standings[i].label == b.standings[i].label);
  }
  RC_ASSERT(a.entered.size() == b.entered.size());
  RC_ASSERT(one.two().open.size() == other.two().open.size());
}

RC_GTEST_PROP(TwoReadersProperty, AnUndoBringsBackTheStateBeforeTheVote, ()) {
  History h = after_readers(any_history());
  const TwoReaders before = h.two();
  const std::string who = *rc::gen::element<std::string>("Ann", "Bob", "Cleo");
  h.undo(who, *rc::gen::arbitrary<bool>() ? h.accept(who, h.machine[0]) : h.set(who, {{"n", "6"}}, h.machine[1]));
  const TwoReaders after = h.two();
  RC_ASSERT(after.counting.size() == before.counting.size());
  for (std::size_t i = 0; i < after.counting.size(); ++i) {
    RC_ASSERT(after.counting[i].id == before.counting[i].id);
    RC_ASSERT(after.counting[i].value == before.counting[i].value);
  }
  RC_ASSERT(after.open.size() == before.open.size());
  RC_ASSERT(after.with == before.with);
}

}  // namespace
