// Two readers through the store: what one says waits, what both say counts and survives what the machine reads next.
#include "pipeline/readers.h"

#include <gmock/gmock.h>

#include <random>

#include "store/query.h"
#include "tests/core/pipeline/library.h"

namespace {
using namespace evigraft;
using review::Kind;
using test::kSurroundings;
using test::Library;
using test::said;
using testing::HasSubstr;
using testing::IsEmpty;

struct TwoInTheLibrary : Library {
  explicit TwoInTheLibrary(int trials, const std::string& resolver = "Cleo Tan") : Library(trials) {
    say(said("Cleo Tan", Kind::readers, 0, {{"first", "Ann Lee"}, {"second", "Bob Ray"}, {"resolver", resolver}}));
  }
  /// Unlike the library's, in the name that it has.
  DecidedSummary say(const Saying& saying) { return decide(store, topic, {saying}, kSurroundings); }
  DecidedSummary set(const std::string& who, std::int64_t outcome, const review::Values& value) {
    return say(said(who, Kind::set, outcome, value));
  }
  [[nodiscard]] std::vector<review::Item> listed(review::Need need, const std::string& viewer = {}) const {
    std::vector<review::Item> out;
    for (const review::Item& item : review_queue(store, topic, viewer))
      if (item.need == need) out.push_back(item);
    return out;
  }
};

TEST(Readers, OnesWordWaitsAndBothNamesStandBesideWhatBothSay) {
  TwoInTheLibrary library(1);
  library.set("Ann Lee", 1, {{"n", "6"}});
  EXPECT_EQ(library.view(1).decision, "auto");
  EXPECT_EQ(library.listed(review::Need::pending).size(), 1U);
  library.set("Bob Ray", 1, {{"n", "6"}});
  const OutcomeView both = library.view(1);
  EXPECT_EQ(both.n, 6);
  EXPECT_EQ(both.decision, "corrected");
  EXPECT_EQ(both.decided_by, "Ann Lee and Bob Ray");
  EXPECT_EQ(both.decided_why, "full text");
  EXPECT_THAT(library.listed(review::Need::pending), IsEmpty());
}

TEST(Readers, ADisagreementIsListedFirstWithBothWordsUntilTheResolverDecides) {
  TwoInTheLibrary library(1);
  library.set("Ann Lee", 1, {{"n", "6"}});
  library.set("Bob Ray", 1, {{"n", "7"}});
  const auto queue = review_queue(library.store, library.topic);
  ASSERT_FALSE(queue.empty());
  EXPECT_EQ(queue[0].need, review::Need::disagreement);
  EXPECT_THAT(queue[0].what, HasSubstr("n: Ann Lee 6, Bob Ray 7"));
  EXPECT_FALSE(library.view(1).n);
  library.set("Cleo Tan", 1, {{"n", "8"}});
  EXPECT_EQ(library.view(1).n, 8);
  EXPECT_EQ(library.view(1).decided_by, "Cleo Tan");
  EXPECT_THAT(library.listed(review::Need::disagreement), IsEmpty());
}

TEST(Readers, AFourthPersonIsRefusedWhereAResolverIsNamed) {
  TwoInTheLibrary named(1), anyone(1, "");
  EXPECT_THAT(sentence(Error::Kind::usage, [&] { named.set("Dan Orr", 1, {{"n", "6"}}); }), HasSubstr("Dan Orr"));
  anyone.set("Dan Orr", 1, {{"n", "6"}});
  EXPECT_EQ(anyone.view(1).n, 6);
}

TEST(Readers, TwoAndAThirdAreThreePeople) {
  Library library(1);
  const auto named = [&](const std::string& first, const std::string& second, const std::string& resolver) {
    return sentence(Error::Kind::usage, [&] {
      decide(library.store, library.topic,
             {said("Ann Lee", Kind::readers, 0, {{"first", first}, {"second", second}, {"resolver", resolver}})},
             kSurroundings);
    });
  };
  EXPECT_THAT(named("Ann Lee", "ann  lee", ""), HasSubstr("two people"));
  EXPECT_THAT(named("Ann Lee", "", ""), HasSubstr("two people"));
  EXPECT_THAT(named("Ann Lee", "Bob Ray", "Bob Ray"), HasSubstr("third person"));
  EXPECT_THAT(named("", "", ""), HasSubstr("Nobody reads independently"));
}

TEST(Readers, TheQueueOfOneIsWhatThatOneHasNotRead) {
  TwoInTheLibrary library(1);
  for (const std::int64_t outcome : {1, 2}) library.set("Ann Lee", outcome, {{"n", "6"}, {"spread_kind", "sd"}});
  EXPECT_THAT(review_queue(library.store, library.topic, "Ann Lee"), IsEmpty());
  EXPECT_EQ(library.listed(review::Need::spread, "Bob Ray").size(), 2U);
  EXPECT_EQ(library.listed(review::Need::pending, "Bob Ray").size(), 2U);
}

TEST(Readers, WhatWaitsForAReaderSaysNothingOfTheOthersWords) {
  TwoInTheLibrary library(1);
  library.set("Ann Lee", 1, {{"n", "612"}});
  for (const review::Item& item : library.listed(review::Need::pending, "Bob Ray")) {
    EXPECT_THAT(item.what, testing::Not(HasSubstr("612")));
    EXPECT_THAT(item.missing, IsEmpty());
  }
  EXPECT_THAT(hidden_decisions(library.store, "Bob Ray"), testing::ElementsAre(2));
}

TEST(Readers, AKindMaySpeakOfASpreadThatTheSameReaderSaidBefore) {
  TwoInTheLibrary library(1);
  for (const char* reader : {"Ann Lee", "Bob Ray"}) {
    library.set(reader, 1, {{"spread", "none"}});
    EXPECT_THAT(sentence(Error::Kind::usage,
                         [&] {
                           library.set(reader, 1, {{"spread_kind", "se"}});
                         }),
                HasSubstr("no spread"));
    library.set(reader, 1, {{"spread", "3"}});
    library.set(reader, 1, {{"spread_kind", "se"}});
  }
  EXPECT_EQ(library.view(1).spread_kind, "se");
  EXPECT_EQ(library.view(1).spread, 3);
}

TEST(Readers, AnAcceptanceAffirmsTheReadersOwnWordsAndTheRest) {
  TwoInTheLibrary library(1);
  for (const char* reader : {"Ann Lee", "Bob Ray"}) {
    library.set(reader, 1, {{"n", "6"}});
    library.say(said(reader, Kind::accept, 1));
  }
  EXPECT_EQ(library.view(1).n, 6);
  EXPECT_THAT(library.listed(review::Need::pending), IsEmpty());
  EXPECT_THAT(library.listed(review::Need::disagreement), IsEmpty());
}

TEST(Readers, UndoTakesAVoteBackAndWithItWhatBothHadSaid) {
  TwoInTheLibrary library(1);
  library.set("Ann Lee", 1, {{"n", "6"}});
  const std::int64_t vote = library.set("Bob Ray", 1, {{"n", "6"}}).decisions[0];
  Saying undo = said("Bob Ray", Kind::undo, 0);
  undo.decision = vote;
  library.say(undo);
  EXPECT_EQ(library.view(1).decision, "auto");
  EXPECT_EQ(library.listed(review::Need::pending, "Bob Ray").size(), 1U);
}

TEST(Readers, VoteStateSaysWhatBecameOfAVote) {
  TwoInTheLibrary library(1);
  const auto state = [&](const DecidedSummary& summary) { return vote_states(library.store, summary.decisions).at(0); };
  const auto first = state(library.set("Ann Lee", 1, {{"n", "6"}, {"months", "3"}}));
  ASSERT_TRUE(first);
  EXPECT_TRUE(first->waits && !first->agreed && !first->differs);
  EXPECT_EQ(first->other, "Bob Ray");
  const auto second = state(library.set("Bob Ray", 1, {{"n", "6"}, {"months", "4"}, {"method", "CT"}}));
  ASSERT_TRUE(second);
  EXPECT_TRUE(second->waits && second->agreed && second->differs);
  EXPECT_FALSE(state(library.set("Cleo Tan", 1, {{"months", "3"}})));
}

TEST(Readers, AgreementIsThatOfTheFirstWordsWhateverIsResolvedLater) {
  TwoInTheLibrary library(2);
  for (const std::int64_t outcome : {1, 2, 3, 4}) {
    library.set("Ann Lee", outcome, {{"spread_kind", outcome < 3 ? "sd" : "se"}});
    library.set("Bob Ray", outcome, {{"spread_kind", outcome < 2 ? "sd" : "se"}});
  }
  library.set("Bob Ray", 2, {{"spread_kind", "sd"}});
  for (const FieldAgreement& row : reader_agreement(library.store)) {
    if (row.field != "spread_kind") continue;
    EXPECT_EQ(row.first, "Ann Lee");
    EXPECT_EQ(row.agreement.pairs, 4);
    EXPECT_EQ(row.agreement.agreed, 3);
    ASSERT_TRUE(row.agreement.kappa);
    EXPECT_DOUBLE_EQ(row.agreement.kappa->estimate, 0.5);
    return;
  }
  ADD_FAILURE() << "no row for spread_kind";
}

TEST(Readers, WhatBothSaidSurvivesTenVersionsOfTheRulesAndClashesLikeOnesWord) {
  TwoInTheLibrary two(24);
  Library one(24);
  std::mt19937 random(20261130);
  std::vector<Saying> sayings;
  for (std::int64_t outcome = 1; outcome <= 48; ++outcome)
    sayings.push_back(
        said("Ann Lee", Kind::set, outcome, {{"n", std::to_string(5 + random() % 60)}, {"spread_kind", "se"}}));
  decide(one.store, one.topic, sayings, kSurroundings);
  decide(two.store, two.topic, sayings, kSurroundings);
  for (const int version : {5, 0}) {  // read anew between the two votes
    two.link();
    two.read(version);
  }
  for (Saying& saying : sayings) saying.who = "Bob Ray";
  decide(two.store, two.topic, sayings, kSurroundings);
  for (int version = 0; version <= 10; ++version) {
    two.link();
    one.link();
    const Unsettled told = two.read(version), expected = one.read(version);
    EXPECT_EQ(told.conflicts, expected.conflicts) << version;
    EXPECT_EQ(told.lost, 2 * expected.lost) << version;  // each of the two votes is listed
    const Overlay a = overlay_of(two.store), b = overlay_of(one.store);
    ASSERT_EQ(a.outcomes.standings.size(), b.outcomes.standings.size()) << version;
    for (std::size_t i = 0; i < a.outcomes.standings.size(); ++i)
      ASSERT_EQ(a.outcomes.standings[i].values, b.outcomes.standings[i].values) << version;
    EXPECT_THAT(a.two.open, IsEmpty()) << version;
    EXPECT_EQ(pooled_answers(two.store, two.topic), pooled_answers(one.store, one.topic)) << version;
  }
}

TEST(Readers, AVoteWhoseNumberIsGoneIsLostAndMeetsTheOthersWhenItIsBack) {
  TwoInTheLibrary library(11);
  const std::int64_t gone = 22;  // the conventional arm of trial 11, which some versions do not read
  library.set("Ann Lee", gone, {{"n", "6"}});
  EXPECT_EQ(library.read(2).lost, 1);
  EXPECT_THAT(library.listed(review::Need::pending), IsEmpty());
  EXPECT_EQ(hidden_decisions(library.store, "Bob Ray").size(), 1U);
  EXPECT_EQ(library.read(0).lost, 0);
  const std::int64_t back = library.listed(review::Need::pending).at(0).outcome;
  library.set("Bob Ray", back, {{"n", "6"}});
  EXPECT_EQ(library.view(back).n, 6);
}

TEST(Readers, AnEntryWhoseReportIsGoneIsLostWithTheVotesOnIt) {
  TwoInTheLibrary library(2);
  std::int64_t entered = 0;
  for (const char* reader : {"Ann Lee", "Bob Ray"}) {
    Saying entry = said(reader, Kind::add, 0, {{"arm_class", "SVF"}, {"value", "61"}, {"page", "3"}});
    entry.report = 2;
    entered = library.say(entry).outcomes[0];
  }
  library.set("Ann Lee", entered, {{"n", "9"}});
  EXPECT_EQ(library.listed(review::Need::pending).size(), 1U);
  library.size = 1;
  library.link();
  EXPECT_EQ(library.read(0).lost, 3);
  EXPECT_EQ(library.listed(review::Need::lost).size(), 3U);
  EXPECT_THAT(library.listed(review::Need::pending), IsEmpty());
}

TEST(Readers, AJudgementOfWhatHasChangedIsAskedOfAReaderWhoVotedOnTheNumber) {
  TwoInTheLibrary library(7);
  library.say(said("Cleo Tan", Kind::judge, 13, {{"instrument", "rob2"}, {"D1", "low"}}));
  library.set("Ann Lee", 13, {{"n", "6"}});
  library.read(3);  // reads trial 7 at 12 months
  const auto conflicts = library.listed(review::Need::conflict, "Ann Lee");
  ASSERT_EQ(conflicts.size(), 1U);
  EXPECT_EQ(conflicts[0].decision, 2);
}

TEST(Readers, AVoteOfOneWhoReadsNoLongerStaysListedUntilTheNextReaderHasReadTheSame) {
  TwoInTheLibrary library(1);
  library.set("Bob Ray", 1, {{"n", "6"}});
  library.say(said("Cleo Tan", Kind::readers, 0, {{"first", "Ann Lee"}, {"second", "Eve Orr"}}));
  const auto left = library.listed(review::Need::pending, "Eve Orr");
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].decision, 2);
  EXPECT_THAT(left[0].what, HasSubstr("Bob Ray, who is none of the two readers"));
  EXPECT_THAT(hidden_decisions(library.store, "Eve Orr"), testing::ElementsAre(2));
  for (const char* reader : {"Ann Lee", "Eve Orr"}) library.set(reader, 1, {{"n", "7"}});
  EXPECT_EQ(library.view(1).n, 7);
  EXPECT_THAT(library.listed(review::Need::pending), IsEmpty());
}

TEST(Readers, AnExclusionAtFullTextByBothIsInTheNameOfBoth) {
  TwoInTheLibrary library(1);
  for (const char* reader : {"Ann Lee", "Bob Ray"}) {
    Saying verdict = said(reader, Kind::screen, 0,
                          {{"verdict", "exclude"}, {"stage", "full_text"}, {"category", "wrong comparator"}});
    verdict.report = 1;
    verdict.why = std::string("read by ") + reader;
    library.say(verdict);
  }
  std::vector<std::string> names, reasons;
  list_view(library.store, {.view = "v_full_text", .filters = {}}, [&](const Row& row) {
    names.push_back(std::get<std::string>(row["who"]));
    reasons.push_back(std::get<std::string>(row["why"]));
  });
  EXPECT_THAT(names, testing::ElementsAre("Ann Lee and Bob Ray"));
  EXPECT_THAT(reasons, testing::ElementsAre("read by Ann Lee; read by Bob Ray"));
}

TEST(Readers, AMachineThatCameToAThirdValueBetweenTheVotesWasSeenByTheSecond) {
  TwoInTheLibrary library(3);
  library.set("Ann Lee", 5, {{"n", "6"}});
  library.read(5);  // reads n = 35 in trial 3
  library.set("Bob Ray", 5, {{"n", "6"}});
  EXPECT_EQ(library.view(5).n, 6);
  EXPECT_THAT(library.listed(review::Need::conflict), IsEmpty());
  EXPECT_EQ(library.read(9).conflicts, 1);  // and n = 39 after both
}
}  // namespace
