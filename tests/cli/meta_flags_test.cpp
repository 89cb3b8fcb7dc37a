#include "cli/commands/meta_flags.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evigraft::cli {
namespace {
using testing::ElementsAre;

MetaOptions with_moderators(const std::vector<std::string>& mods) {
  MetaFlags flags;
  flags.mods = mods;
  return options_of(flags);
}

TEST(OptionsOf, AMinusOneAfterABlankLeavesTheInterceptOut) {
  for (const std::string text : {"a - 1", "a -1"}) {
    const MetaOptions options = with_moderators({text});
    EXPECT_THAT(options.moderators, ElementsAre("a")) << text;
    EXPECT_FALSE(options.intercept) << text;
  }
}

TEST(OptionsOf, AColumnWhoseNameEndsLikeThatIsAColumn) {
  for (const std::string text : {"il-1", "t-11", "a - 11"}) {
    const MetaOptions options = with_moderators({text});
    EXPECT_THAT(options.moderators, ElementsAre(text));
    EXPECT_TRUE(options.intercept) << text;
  }
}

TEST(OptionsOf, NoInterceptAndNoModeratorIsNoModel) { EXPECT_THROW(with_moderators({"- 1"}), Error); }

TEST(RefuseOfTable, WhatChoosesOutcomesOfTheDatabase) {
  QuestionFlags flags;
  EXPECT_NO_THROW(refuse_of_table(flags));
  flags.species = {"human"};
  EXPECT_THROW(refuse_of_table(flags), Error);
}
}  // namespace
}  // namespace evigraft::cli
