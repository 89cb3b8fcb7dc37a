#include "review/readers.h"

#include <gmock/gmock.h>

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

TEST(TwoReaders, ARejectedNumberIsTakenUpAgainWhateverWasSetMeanwhile) {
  History h;
  h.readers();
  for (const char* reader : {"Ann", "Bob"}) h.reject(reader);
  h.set("Cleo", {{"n", "6"}});
  for (const char* reader : {"Ann", "Bob"}) h.set(reader, number_read().values);
  EXPECT_EQ(h.settled().standings.at(0).label, Label::rejected);
  for (const char* reader : {"Ann", "Bob"}) h.accept(reader);
  EXPECT_NE(h.settled().standings.at(0).label, Label::rejected);
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

TEST(HiddenFrom, AVoteThatItsReaderChangedStaysHidden) {
  History h;
  h.readers();
  for (const char* n : {"6", "7"}) h.set("Ann", {{"n", n}});
  h.reject("Ann");
  EXPECT_THAT(h.hidden("Bob"), ElementsAre(2, 3, 4));
  h.set("Bob", {{"n", "7"}});
  EXPECT_THAT(h.hidden("Bob"), IsEmpty());
}

TEST(HiddenFrom, AVoteThatItsReaderTookBackForWhatBothSaidStaysHidden) {
  History h;
  h.readers();
  for (const char* reader : {"Ann", "Bob"}) h.set(reader, {{"n", "6"}});
  h.set("Ann", {{"n", "7"}});
  h.set("Ann", {{"n", "6"}});
  EXPECT_THAT(h.hidden("Bob"), ElementsAre(4));
}

TEST(HiddenFrom, AVoteTakenBackIsHiddenFromWhoSpokeOfAnotherFieldOnly) {
  History h;
  h.readers();
  h.undo("Ann", h.set("Ann", {{"n", "6"}}));
  h.set("Bob", {{"months", "7"}});
  EXPECT_THAT(h.hidden("Bob"), ElementsAre(2, 3));
}

TEST(HiddenFrom, AVoteOfWhoReadsNoLongerIsHiddenFromTheNextReader) {
  History h;
  h.readers();
  h.set("Ann", {{"n", "6"}});
  h.readers("Eve", "Bob");
  EXPECT_THAT(h.hidden("Eve"), ElementsAre(2));
}

TEST(HiddenFrom, WhatWasSaidAndTakenBackBeforeTwoReadIsShown) {
  History h;
  h.undo("Ann", h.set("Ann", {{"n", "6"}}));
  h.readers();
  EXPECT_THAT(h.hidden("Bob"), IsEmpty());
}

TEST(HiddenFrom, AVoteOnWhatIsGoneStaysHidden) {
  History h;
  h.readers();
  h.set("Ann", {{"n", "6"}});
  h.readers("Ann", "Bob", "Dan");
  h.machine.clear();
  EXPECT_THAT(h.hidden("Bob"), ElementsAre(2));
}

TEST(TwoReaders, AVoteOnAnEntryWhoseReportIsGoneIsLostWithIt) {
  History h;
  h.readers();
  for (const char* reader : {"Ann", "Bob"}) h.add(reader, "61");
  h.say("Ann", Kind::set, Target::entered, "3", {{"n", "9"}}, {{"n", ""}});
  h.reports.clear();
  EXPECT_THAT(h.two().open, IsEmpty());
  EXPECT_EQ(h.settled().lost.size(), 3U);
}
}  // namespace
