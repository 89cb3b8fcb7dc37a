// How many people both arms had where the design tells.
#include "extract/design_sizes.h"

#include <gtest/gtest.h>

#include "invented_trial.h"

namespace {
using namespace evigraft;

std::string sizes(const std::string& text) { return shown(ask(article_of(methods(text)), "weight")); }

TEST(DesignSizes, GivesEverybodyToBothArmsOfACrossover) {
  EXPECT_EQ(sizes("In this crossover trial, 12 healthy men received zinc and placebo."), "- n12; - n12");
  EXPECT_EQ(sizes("Thirty children (15 boys and 15 girls) took zinc and placebo in a crossover design."),
            "- n30; - n30");
  EXPECT_EQ(sizes("The study population comprised 24 patients. It was a cross-over study."), "- n24; - n24");
}

TEST(DesignSizes, KnowsOtherWordsForIt) {
  EXPECT_EQ(sizes("In a split-mouth design, 15 patients had zinc on one side and placebo on the other."),
            "- n15; - n15");
  EXPECT_EQ(sizes("Ten trained runners took zinc or placebo before two time trials in a randomised order."),
            "- n10; - n10");
  EXPECT_EQ(sizes("Sixteen patients took part. Each patient received both treatments, zinc and placebo."),
            "- n16; - n16");
}

TEST(DesignSizes, ConcludesNothingOfParallelGroups) {
  EXPECT_EQ(sizes("Sixteen patients took part and received zinc or placebo."), "-; -");
}

}  // namespace
