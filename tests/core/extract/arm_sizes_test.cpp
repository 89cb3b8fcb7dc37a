// How many people each arm had, as sentences say it.
#include "extract/arm_sizes.h"

#include <gtest/gtest.h>

#include "invented_trial.h"

namespace {
using namespace evigraft;

std::string sizes(const std::string& text) { return shown(ask(article_of(methods(text)), "weight")); }

TEST(ArmSizes, ReadsCountsInFrontOfTheArms) {
  EXPECT_EQ(sizes("The final sample comprised 45 zinc and 47 placebo patients."), "- n45; - n47");
  EXPECT_EQ(sizes("Data from 43 zinc-treated and 41 placebo-treated patients were analysed."), "- n43; - n41");
  EXPECT_EQ(sizes("The number of patients was 43 in the zinc group and 41 in the placebo group."), "- n43; - n41");
}

TEST(ArmSizes, ReadsCountsBehindTheArms) {
  EXPECT_EQ(sizes("Zinc was given to 43 patients and placebo to 41."), "- n43; - n41");
  EXPECT_EQ(sizes("They took zinc (n 43) or placebo (n 41)."), "- n43; - n41");
  EXPECT_EQ(sizes("The zinc group comprised 20 and the placebo group 22 patients."), "- n20; - n22");
}

TEST(ArmSizes, KnowsWhatEachGroupHad) {
  EXPECT_EQ(sizes("Participants were randomised to zinc (n = 20/group) or placebo."), "- n20; - n20");
  EXPECT_EQ(sizes("Sixty children were divided into two groups of 30 each: zinc and placebo."), "- n30; - n30");
  EXPECT_EQ(sizes("Each group consisted of 25 patients, who took zinc or placebo."), "- n25; - n25");
  EXPECT_EQ(sizes("Rats were divided into three groups (n = 8): zinc, iron and placebo."), "- n8; - n8");
}

TEST(ArmSizes, TakesEqualCountsForArmsThatTheSentenceCallsOtherwise) {
  EXPECT_EQ(sizes("They were assigned to NNBT (n = 20) or QRX (n = 20)."), "- n20; - n20");
  EXPECT_EQ(sizes("They were assigned to NNBT (n = 20) or QRX (n = 22)."), "-; -");
  EXPECT_EQ(sizes("Men (n = 20) and women (n = 20) were assigned to groups."), "-; -");
}

TEST(ArmSizes, TakesNoDenominatorAndNoNameForASize) {
  EXPECT_EQ(sizes("Twenty of the 42 patients received zinc; the other 22 received placebo."), "- n20; - n22");
  EXPECT_EQ(sizes("Group 3 took zinc and group 4 took placebo."), "-; -");
  EXPECT_EQ(sizes("A sample size of 30 patients per group was needed for zinc and placebo."), "-; -");
}

}  // namespace
