#include "review/votes.h"

#include <gmock/gmock.h>

#include "tests/core/review/two_readers.h"

namespace {
using namespace evigraft::review;

/// "n 6 7": field, first, second.
std::vector<std::string> in_words(const std::vector<VotePair>& pairs) {
  std::vector<std::string> out;
  for (const VotePair& pair : pairs)
    if (pair.field != kUsed) out.push_back(pair.field + " " + pair.first + " " + pair.second);
  return out;
}

TEST(VotePairs, HoldWhatBothSaid) {
  History h;
  h.readers();
  h.set("Bob", {{"n", "7"}, {"months", "3"}});
  h.set("Ann", {{"n", "6"}});
  h.screen("Ann", "include");
  h.screen("Bob", "exclude");
  EXPECT_THAT(in_words(h.pairs()), testing::ElementsAre("n 6 7", "screening include exclude"));
}

TEST(VotePairs, StayWhenAReaderComesRoundOrTakesTheVoteBack) {
  History h;
  h.readers();
  h.set("Ann", {{"n", "6"}});
  const std::int64_t second = h.set("Bob", {{"n", "7"}});
  h.set("Bob", {{"n", "6"}});
  h.undo("Bob", second);
  h.set("Bob", {{"n", "8"}});
  h.set("Cleo", {{"n", "9"}});
  EXPECT_THAT(in_words(h.pairs()), testing::ElementsAre("n 6 7"));
}

TEST(VotePairs, LeaveOutWhatWasTakenBackBeforeTheOtherSpoke) {
  History h;
  h.readers();
  h.undo("Ann", h.set("Ann", {{"n", "60"}}));
  h.set("Bob", {{"n", "6"}});
  EXPECT_THAT(in_words(h.pairs()), testing::IsEmpty());
  h.set("Ann", {{"n", "6"}});
  EXPECT_THAT(in_words(h.pairs()), testing::ElementsAre("n 6 6"));
}

TEST(VotePairs, HoldWhatStoodBeforeAWordThatWasTakenBack) {
  History h;
  h.readers();
  h.set("Ann", {{"n", "5"}});
  h.undo("Ann", h.set("Ann", {{"n", "60"}}));
  h.set("Bob", {{"n", "6"}});
  EXPECT_THAT(in_words(h.pairs()), testing::ElementsAre("n 5 6"));
}

TEST(VotePairs, AreThoseOfTheReadersOfThatTime) {
  History h;
  h.set("Ann", {{"n", "6"}});
  h.set("Bob", {{"n", "7"}});
  EXPECT_THAT(h.pairs(), testing::IsEmpty());
  h.readers("Ann", "Bob");
  h.set("Ann", {{"n", "6"}});
  h.set("Bob", {{"n", "6"}});
  h.readers("Eve", "Ann");
  h.set("Eve", {{"n", "5"}});
  const std::vector<VotePair> pairs = h.pairs();
  ASSERT_EQ(in_words(pairs), (std::vector<std::string>{"n 6 6", "n 5 6"}));
  EXPECT_EQ(pairs.front().first_reader, "Ann");
  EXPECT_EQ(pairs.back().first_reader, "Eve");
}

TEST(VotePairs, OfEntriesForOneArmAndTimeCompareEqualOnesFirst) {
  History h;
  h.readers();
  h.add("Ann", "61");
  h.add("Ann", "70");
  h.add("Bob", "61");
  std::vector<std::string> values;
  for (const std::string& words : in_words(h.pairs()))
    if (words.starts_with("value")) values.push_back(words);
  EXPECT_THAT(values, testing::ElementsAre("value 61 61"));
}

TEST(SamePerson, WhateverTheCaseAndTheBlanks) {
  EXPECT_TRUE(same_person("Ann Lee", " ann  lee"));
  EXPECT_FALSE(same_person("Ann Lee", "Ann Lees"));
}
}  // namespace
