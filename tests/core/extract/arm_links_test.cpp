// tests/core/extract/arm_links_test.cpp: pairs and brackets, one phrasing each. A rule's test is the sentence it is
// for.
#include <gtest/gtest.h>

#include "reader.h"

namespace {

using evigraft::read_abstract;
using evigraft::shown;

TEST(ArmsOfABracket, AreThoseThatItNames) {
  EXPECT_EQ(shown(read_abstract("Graft retention was higher in the SVF group (SVF 62% versus fat alone 48%).")),
            "SVF 62; conventional 48");
}

TEST(ArmsOfABracket, MayFollowTheirValues) {
  EXPECT_EQ(
      shown(read_abstract("Graft retention was better than before (62% versus 48% for SVF and PRP, respectively).")),
      "PRP 48; SVF 62");
}

TEST(ArmsOfABracket, BelongToTheNumberBeforeIt) {
  EXPECT_EQ(shown(read_abstract("SVF cells increased the retention rate from 44.6% (controls) to 62.9%.")),
            "SVF 62.9; conventional 44.6");
}

TEST(ArmsOfABracket, TellTheOrderOfALaterList) {
  EXPECT_EQ(shown(read_abstract("The volume had increased by 151 mL (SVF) and 113 mL (PRP), corresponding to retention "
                                "rates of 57.6% and 44.3%.")),
            "PRP 44.3; SVF 57.6");
}

TEST(ANumberInABracket, MayBeThatOfAComparatorWithoutName) {
  EXPECT_EQ(shown(read_abstract("Fat mixed with SVF showed 54% volume survival (versus 33%).")),
            "SVF 54; conventional 33");
}

TEST(APairInABracket, EndsWithWhatItIsComparedWith) {
  EXPECT_EQ(shown(read_abstract("SVF-enriched grafts showed a higher volume retention (61% vs 48%) than PRP grafts.")),
            "PRP 48; SVF 61");
  EXPECT_EQ(shown(read_abstract("Fat alone showed a lower volume retention (41% vs 58%) than SVF.")),
            "SVF 58; conventional 41");
}

TEST(APairInABracket, MayShareItsComparatorWithAnother) {
  EXPECT_EQ(shown(read_abstract("Both SVF (62% vs 41%) and PRP (54% vs 40%) raised retention compared with saline.")),
            "PRP 54; SVF 62; conventional 40; conventional 41");
}

TEST(AListAndItsComparator, HaveOneArmEach) {
  EXPECT_EQ(shown(read_abstract("SVF and PRP raised retention to 62% and 54%, compared with 41% in controls.")),
            "PRP 54; SVF 62; conventional 41");
}

TEST(APairInABracket, IsNotOfAnArmThatALaterRemarkNames) {
  EXPECT_EQ(shown(read_abstract("SVF gave a higher retention (62% vs 48%), less than PRP.")),
            "SVF 62; conventional 48");
}

TEST(APairInABracket, HasTheArmsOfThePairBeforeIt) {
  EXPECT_EQ(shown(read_abstract("PRP gave a higher volume retention (61% vs 48%) and a higher graft survival (70% vs "
                                "55%) compared with SVF.")),
            "PRP 61; PRP 70; SVF 48; SVF 55");
  EXPECT_EQ(shown(read_abstract("With PRP a higher volume retention (61% vs 48%) was seen on MRI and a higher graft "
                                "survival (70% vs 55%) on CT.")),
            "PRP 61; PRP 70; conventional 48; conventional 55");
}

TEST(APairInABracket, DoesNotBeginWithTheArmThatIsOnlyComparedWith) {
  EXPECT_EQ(shown(read_abstract("The SVF group had a higher volume retention compared with the PRP group after 3 "
                                "months (66% vs 57%) and after 12 months (61% vs 48%).")),
            "PRP 48@12; PRP 57@3; SVF 61@12; SVF 66@3");
}

TEST(PairsInABracket, HaveTheirArmsInTurn) {
  EXPECT_EQ(
      shown(read_abstract("Graft retention was similar with SVF and PRP on MRI and CT (61% vs 60% and 58% vs 57%, "
                          "respectively).")),
      "PRP 57; PRP 60; SVF 58; SVF 61");
}

TEST(ANumberInABracket, IsOfTheSameArmAsTheNumberBefore) {
  EXPECT_EQ(shown(read_abstract("Mean retention was 62% (median 60%) in the SVF group and 49% (median 44%) in the PRP "
                                "group.")),
            "PRP 44; PRP 49; SVF 60; SVF 62");
}

TEST(ANumberInABracket, IsOfTheArmThatTheBracketNames) {
  EXPECT_EQ(shown(read_abstract("Volume retention was 71% (medium only: 53%) in the SVF group.")),
            "SVF 71; conventional 53");
}

}  // namespace
