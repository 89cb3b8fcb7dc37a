// n of outcomes: who was counted in an arm, at a time, beside a value; null where it is not certain.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "reader.h"

namespace evigraft {
namespace {

using Sizes = std::vector<std::optional<int>>;
constexpr std::nullopt_t none = std::nullopt;

/// n of each outcome, in order.
Sizes sizes(const std::string& text) {
  Sizes n;
  for (const Outcome& outcome : read_abstract(text).outcomes) n.push_back(outcome.n);
  return n;
}
const std::string two = " Retention was 61% with SVF and 47% with saline.";
const std::string three = " Retention was 65% with ASCs, 61% with SVF and 47% with fat alone.";
const std::string series = " Retention was 61% at 6 months.";
const std::string over_time = " Retention was 70% at 3 months and 61% at 12 months.";

// per group
TEST(GroupSize, IsNamedBehindGroups) {
  EXPECT_EQ(sizes("Rats were randomised to three groups (n = 8): fat with ASCs, fat with SVF and fat alone." + three),
            (Sizes{8, 8, 8}));
}
TEST(GroupSize, IsThatOfEachDose) {
  EXPECT_EQ(sizes("Mice received fat with SVF or with saline (n = 7 per dose)." + two), (Sizes{7, 7}));
}
TEST(GroupSize, StandsBehindASlash) {
  EXPECT_EQ(sizes("Forty nude mice were used (n = 10/group). They received SVF or saline." + two), (Sizes{10, 10}));
}
TEST(GroupSize, IsThatOfATimeToo) {
  EXPECT_EQ(sizes("Mice (n = 6 per time point and group) received SVF or saline." + two), (Sizes{6, 6}));
}
TEST(GroupSize, IsWhoWasAssignedToEachArm) {
  EXPECT_EQ(sizes("Fifteen women were assigned to each arm. They received SVF or saline." + two), (Sizes{15, 15}));
}
TEST(GroupSize, IsWhatFellToEachArm) {
  EXPECT_EQ(
      sizes("Patients were allocated to SVF or saline by even and odd chart numbers, so that 15 fell to each arm." +
            two),
      (Sizes{15, 15}));
}
TEST(GroupSize, IsThatOfAnimalsEach) {
  EXPECT_EQ(sizes("Mice were given fat with SVF or fat with saline, nine mice each." + two), (Sizes{9, 9}));
}
TEST(GroupSize, IsAShareOfEqualGroups) {
  EXPECT_EQ(sizes("Twenty-four rats were divided into three equal groups: fat with ASCs, fat with SVF and fat alone." +
                  three),
            (Sizes{8, 8, 8}));
}
TEST(GroupSize, IsAShareOfTheArmsListed) {
  EXPECT_EQ(
      sizes("Forty-five volunteers were randomised in equal numbers to fat with ASCs, fat with SVF or fat alone." +
            three),
      (Sizes{15, 15, 15}));
}
TEST(GroupSize, IsAHalf) {
  EXPECT_EQ(sizes("We treated 22 patients, half with SVF and half with saline." + two), (Sizes{11, 11}));
}
TEST(GroupSize, IsNoShareOfFatInEqualParts) {
  EXPECT_EQ(sizes("Eighteen rats were used. Fat was divided into two equal parts; SVF was added to one, saline to "
                  "another." +
                  two),
            (Sizes{none, none}));
}
TEST(GroupSize, OfOneGroupIsNotThatOfEach) {
  EXPECT_EQ(sizes("The study group consisted of 20 patients who received SVF, and the control group of 22 patients who "
                  "received saline." +
                  two),
            (Sizes{20, 22}));
}
TEST(GroupSize, IsMoreThanThoseWithAnEvent) {
  EXPECT_EQ(sizes("Forty volunteers were randomised in equal numbers to SVF or saline. Two volunteers of the SVF group "
                  "received less fat than planned." +
                  two),
            (Sizes{20, 20}));
}

// arms
TEST(ArmSize, IsWhoHadBeenTreated) {
  EXPECT_EQ(sizes("Nineteen patients had been treated by fat with SVF and 18 by fat with saline." + two),
            (Sizes{19, 18}));
}
TEST(ArmSize, StandsBeforeTheArmInABracket) {
  EXPECT_EQ(sizes("Thirty-six women completed the study (19 SVF, 17 saline)." + two), (Sizes{19, 17}));
}
TEST(ArmSize, StandsBehindTheArmInABracket) {
  EXPECT_EQ(sizes("Forty women were randomised. Thirty-six completed the study (SVF 19, saline 17)." + two),
            (Sizes{19, 17}));
}
TEST(ArmSize, StandsBeforeABracketWithTheArm) {
  EXPECT_EQ(sizes("Twenty-one patients (SVF group) were compared with 19 patients (saline group)." + two),
            (Sizes{21, 19}));
}
TEST(ArmSize, StandsBehindTheArmAndAComma) {
  EXPECT_EQ(sizes("Fifty-five patients (SVF, 28; saline, 27) completed the study." + two), (Sizes{28, 27}));
}
TEST(GroupSize, PassesOverAnAge) {
  EXPECT_EQ(sizes("Sixteen 6-week-old nude mice were equally randomized to an SVF group and a saline group." + two),
            (Sizes{8, 8}));
}
TEST(WithinPerson, IsTwoPointsOfEachAnimal) {
  EXPECT_EQ(
      sizes("Eight rabbits were used. Each rabbit was injected at two points: fat with SVF and fat with saline." + two),
      (Sizes{8, 8}));
}
TEST(ArmSize, IsThatOfTheNextPatients) {
  EXPECT_EQ(sizes("The first 12 patients received fat with SVF and the next 11 fat with saline." + two),
            (Sizes{12, 11}));
}
TEST(ArmSize, LeavesOutTheVerb) {
  EXPECT_EQ(sizes("SVF was used in 14 patients and saline in 16." + two), (Sizes{14, 16}));
}
TEST(ArmSize, LeavesOutTheNoun) {
  EXPECT_EQ(
      sizes("Forty-two patients were included; the SVF group numbered 22 and the saline group 20 patients." + two),
      (Sizes{22, 20}));
}
TEST(ArmSize, IsTheRestOfTheTotal) {
  EXPECT_EQ(sizes("Fifty-eight patients were included; 30 of them had SVF mixed with the fat and 28 had not. Retention "
                  "was 61% with SVF and 47% without SVF."),
            (Sizes{30, 28}));
}
TEST(ArmSize, IsThatOfControls) {
  EXPECT_EQ(
      sizes("Patients treated with SVF (n = 20) were compared with 22 historical controls. Retention was 61% with "
            "SVF and 47% in controls."),
      (Sizes{20, 22}));
}
TEST(ArmSize, CountsBothSexes) {
  EXPECT_EQ(sizes("The SVF group (11 women, 3 men) kept 61% and the saline group (10 women, 4 men) 47% of the volume."),
            (Sizes{14, 14}));
}
TEST(ArmSize, IsListedInTheOrderOfTheArms) {
  EXPECT_EQ(sizes("Fat was mixed with ASCs, with SVF or with nothing. Eleven, twelve and ten rats, respectively, "
                  "survived. Retention was 65% with ASCs, 61% with SVF and 47% with fat alone."),
            (Sizes{11, 12, 10}));
}
TEST(ArmSize, FollowsAGroupsLetter) {
  EXPECT_EQ(
      sizes("In group A, 20 patients received SVF, and in group B, 18 patients received saline. Retention was 61% "
            "in group A and 47% in group B."),
      (Sizes{20, 18}));
}
TEST(ArmSize, IsWhatPatientsChose) {
  EXPECT_EQ(sizes("We included 35 women. Nineteen opted for SVF and 16 for saline." + two), (Sizes{19, 16}));
}
TEST(ArmSize, IsToldByTheWordsOfAMethod) {
  EXPECT_EQ(
      sizes("We reviewed 53 patients whose fat had been harvested by a water jet (n = 27) or by syringe (n = 26). "
            "Retention was 55% after water jet harvest."),
      (Sizes{27}));
}
TEST(ArmSize, StandsInAnAimWhenNowhereElse) {
  EXPECT_EQ(sizes("Aim: To compare SVF-gel with fat (SG, n=29) and fat alone (CG, n=30). Methods: Scans were taken. "
                  "Results: Retention was 68% with SVF-gel and 49% with fat alone."),
            (Sizes{29, 30}));
}
TEST(ArmSize, IsNoNumberOfGrafts) {
  EXPECT_EQ(sizes("Fat with SVF (n = 12 grafts) or saline (n = 12 grafts) was injected into mice." + two),
            (Sizes{none, none}));
}
TEST(ArmSize, IsNoNumberOfTheFinding) {
  EXPECT_EQ(sizes("Cysts were found in 3 patients of the SVF group and 2 patients of the saline group." + two),
            (Sizes{none, none}));
}
TEST(ArmSize, IsNoNumberOfDonors) {
  EXPECT_EQ(sizes("Nude mice were grafted with human fat of 6 patients, with SVF or saline, 10 mice per group." + two),
            (Sizes{10, 10}));
}
TEST(ArmSize, SaidByNameBeatsALooseNumber) {
  EXPECT_EQ(sizes("Pooled plasma of ten rats served for SVF. The other rats had fat with SVF (n = 15) or with saline "
                  "(n = 15)." +
                  two),
            (Sizes{15, 15}));
}
TEST(ArmSize, IsNoWeek) {
  EXPECT_EQ(sizes("Retention was 61% with SVF but 47% by week 12 in controls."), (Sizes{none, none}));
}
TEST(ArmSize, IsNotTheValueItself) {
  EXPECT_EQ(sizes("The mean percentage retention was 57 in the SVF group and 41 in the saline group."),
            (Sizes{none, none}));
}
TEST(ArmSize, IsNoPlannedRatio) {
  EXPECT_EQ(sizes("Sixty women were randomly assigned 2:1 to SVF or saline." + two), (Sizes{none, none}));
}

// analysed beats randomised
TEST(Analysed, IsWhoOfAllWasScanned) {
  EXPECT_EQ(sizes("Thirty-one patients received nanofat; 27 of 31 were scanned." + series), (Sizes{27}));
}
TEST(Analysed, IsWhoRemainsAfterExclusions) {
  EXPECT_EQ(sizes("Fifty-two women entered the study and 7 were excluded. All had nanofat." + series), (Sizes{45}));
}
TEST(Analysed, IsWithoutTheAnimalThatDied) {
  EXPECT_EQ(sizes("Six pigs each received four deposits, two with SVF and two with saline. One pig died and was not "
                  "analysed." +
                  two),
            (Sizes{5, 5}));
}
TEST(Analysed, IsNotWithoutWhoMissedTheLastVisit) {
  EXPECT_EQ(
      sizes("Twenty-two women had SVF on one side and saline on the other. One woman missed the last visit." + two),
      (Sizes{22, 22}));
}
TEST(Analysed, IsWithoutWhomEachArmLost) {
  EXPECT_EQ(
      sizes("Women had SVF (n = 20) or saline (n = 20). Five women were lost to follow-up (2 SVF, 3 saline)." + two),
      (Sizes{18, 17}));
}
TEST(Analysed, IsWhatWasLeftOfEachArm) {
  EXPECT_EQ(
      sizes("Women had SVF (n = 26) or saline (n = 26). Three moved away, which left 24 and 25 for analysis." + two),
      (Sizes{24, 25}));
}
TEST(Analysed, IsWhoCompletedInEachArm) {
  EXPECT_EQ(sizes("Forty women had SVF or saline. MRI was completed by 18 of 20 women in the SVF group and by 19 of 20 "
                  "women in the saline group." +
                  two),
            (Sizes{18, 19}));
}
TEST(Analysed, IsOfTheOtherGroupWhenOneLostSome) {
  EXPECT_EQ(sizes("Rats were divided into groups of 8: group 1, fat with saline; group 2, fat with a low dose of SVF; "
                  "group 3, fat with a high dose of SVF. One rat of group 2 died. Retention was 47% in group 1, 55% in "
                  "group 2 and 61% in group 3."),
            (Sizes{8, 7, 8}));
}
TEST(Analysed, IsAShareThatWasSeen) {
  EXPECT_EQ(sizes("Of the 42 patients who had nanofat, 37 (88%) had MRI at 6 months." + series), (Sizes{37}));
}

// one series
TEST(Series, IsNoYear) {
  EXPECT_EQ(sizes("Data of 33 patients with nanofat from May 2016 to December 2020 were analysed." + series),
            (Sizes{33}));
}
TEST(Series, IsOfPatientsNotOfBreasts) {
  EXPECT_EQ(sizes("Thirty women (54 breasts) had nanofat." + series), (Sizes{30}));
}
TEST(Series, CountsBothSexes) { EXPECT_EQ(sizes("Seventeen women and three men had nanofat." + series), (Sizes{20})); }
TEST(Series, OfACaseReportIsOne) {
  const Reading reading = read_abstract("We describe a 34-year-old man. Nanofat was injected. Retention was 61%.",
                                        "Nanofat in a scar", {"Case Reports"});
  ASSERT_EQ(reading.outcomes.size(), 1U);
  EXPECT_EQ(reading.outcomes[0].n, 1);
}

// everyone has every arm
TEST(WithinPerson, IsAllOfThem) {
  EXPECT_EQ(sizes("Sixteen patients had fat with SVF on the right side and fat with saline on the left side." + two),
            (Sizes{16, 16}));
}
TEST(WithinPerson, IsTheOtherBreast) {
  EXPECT_EQ(sizes("Eighteen women had SVF on one breast and saline on the other." + two), (Sizes{18, 18}));
}
TEST(WithinPerson, IsSeveralGraftsEach) {
  EXPECT_EQ(sizes("Eighteen rats carried three grafts each: fat with ASCs, fat with SVF and fat alone." + three),
            (Sizes{18, 18, 18}));
}
TEST(WithinPerson, CountsAnimalsNotSites) {
  EXPECT_EQ(sizes("Ten minipigs were used. On each animal, six sites were grafted, three with SVF and three with "
                  "saline." +
                  two),
            (Sizes{10, 10}));
}
TEST(WithinPerson, IsEachAnimalWithBoth) {
  EXPECT_EQ(sizes("Six pigs were used; each animal received fat with SVF and fat with saline in eight sites." + two),
            (Sizes{6, 6}));
}
TEST(WithinPerson, IsNotTheOtherPatients) {
  EXPECT_EQ(sizes("The study included 26 patients. SVF was added in 13 of them, and saline in the other 13." + two),
            (Sizes{13, 13}));
}

TEST(Matched, IsAComparison) {
  EXPECT_EQ(read_abstract("Twenty women with Coleman fat after radiotherapy were matched with 20 others. Retention was "
                          "61% at 6 months.")
                .design,
            Design::nonrandomised_comparative);
}

// at a time
TEST(AtATime, IsThatOfEachTime) {
  EXPECT_EQ(
      sizes("Nanofat was given to 41 patients. All 41 patients attended at 3 months, and 28 at 12 months." + over_time),
      (Sizes{41, 28}));
}
TEST(AtATime, LeavesOutTheUnit) {
  EXPECT_EQ(sizes("Nanofat was given to 40 women. MRI was available for 36 at 3 months and 28 at 12." + over_time),
            (Sizes{36, 28}));
}
TEST(AtATime, StandsBehindTheTime) {
  EXPECT_EQ(sizes("Nanofat was given to 40 women. At 3 months 36 women and at 12 months 28 women were available for "
                  "MRI." +
                  over_time),
            (Sizes{36, 28}));
}
TEST(AtATime, IsListedByArms) {
  EXPECT_EQ(
      sizes("Women had SVF (n = 18) or saline (n = 18). Only 11 and 13 women, respectively, came at 24 months. At "
            "6 months 61% was left with SVF and 47% with saline; retention at 24 months was 55% with SVF and 44% "
            "with saline."),
      (Sizes{18, 18, 11, 13}));
}
TEST(AtATime, IsNotKnownOfArmsWhenOnlyTheTotalIs) {
  EXPECT_EQ(sizes("Women had SVF (n = 20) or saline (n = 20). Thirty-eight women attended at 3 months and 31 at 12 "
                  "months. Retention at 12 months was 61% with SVF and 47% with saline."),
            (Sizes{none, none}));
}
TEST(AtATime, IsThatOfThoseKilled) {
  EXPECT_EQ(sizes("Rabbits had fat with SVF in the left ear and fat with saline in the right ear. Six rabbits were "
                  "sacrificed on each of the 4th, 8th and 12th weeks." +
                  two),
            (Sizes{6, 6}));
}
TEST(AtATime, IsThatOfThoseKilledThen) {
  EXPECT_EQ(sizes("Twenty rabbits had fat with SVF in one ear and fat with saline in the other. Eight were killed at 4 "
                  "weeks and twelve at 12 weeks. Retention at 12 weeks was 61% with SVF and 47% with saline."),
            (Sizes{12, 12}));
}
TEST(AtATime, IsThatOfThoseKilledFromEachGroup) {
  EXPECT_EQ(sizes("Mice received SVF (n = 15) or saline (n = 15). At 2, 4 and 12 weeks, 5 mice from each group were "
                  "sacrificed." +
                  two),
            (Sizes{5, 5}));
}

// beside the value
TEST(Beside, IsThatOfASubgroup) {
  EXPECT_EQ(
      sizes("Nanofat was given to 31 patients. Retention was 67% in the 22 non-smokers and 58% in the 9 smokers."),
      (Sizes{22, 9}));
}
TEST(Beside, IsTheRemainingPatients) {
  EXPECT_EQ(sizes("Nanofat was given to 31 patients. In the remaining 27 the retention was 41%."), (Sizes{27}));
}
TEST(Beside, IsThosePatients) {
  EXPECT_EQ(sizes("Nanofat was given to 41 patients. In these 38 patients retention was 65% at 3 months and 60% at 12 "
                  "months."),
            (Sizes{38, 38}));
}
TEST(Beside, IsThatOfTheLastValueWhenBehindIt) {
  EXPECT_EQ(sizes("Nanofat was given to 30 patients. Retention was 61% in all and 48% in the 12 smokers."),
            (Sizes{none, 12}));
}
TEST(Beside, IsInTheBracketBehindIt) {
  EXPECT_EQ(sizes("Nanofat was given to 33 patients. Retention was 49% at 6 months; it was 57% after the second "
                  "(n = 21) and 61% after a third (n = 8)."),
            (Sizes{none, 21, 8}));
}
TEST(Beside, IsTakenUpByWhich) {
  EXPECT_EQ(sizes("Nanofat was given to 33 patients. Nineteen patients had a second session, after which retention was "
                  "51%."),
            (Sizes{19}));
}
TEST(Beside, IsListedBehindTheValues) {
  EXPECT_EQ(sizes("Retention was 61%, 55% and 47% with ASCs, SVF and fat alone (n = 15, 14 and 16, respectively)."),
            (Sizes{15, 14, 16}));
}
TEST(Beside, IsNoNumberOfBreasts) {
  EXPECT_EQ(sizes("Nanofat was given to 63 patients. In irradiated breasts (n = 30) retention was 44%, in breasts that "
                  "had not been irradiated (n = 51) it was 56%."),
            (Sizes{none, none}));
}
TEST(Beside, IsNoNumberOfThoseWithAFinding) {
  EXPECT_EQ(sizes("Nanofat was given to 30 patients. Retention was 61%, and cysts were seen in 3 patients."),
            (Sizes{30}));
}

// a word and its contrary
TEST(Subgroup, IsToldByAWord) {
  EXPECT_EQ(sizes("Coleman fat was given to 64 patients; 27 had been irradiated and 37 had not. Retention was 62% in "
                  "irradiated and 67% in nonirradiated patients."),
            (Sizes{27, 37}));
}
TEST(Subgroup, HoldsForTheWholeSentence) {
  EXPECT_EQ(
      sizes("Coleman fat was given to 83 women, 44 women with irradiated breasts and 39 women with non-irradiated "
            "breasts. In irradiated breasts retention fell from 56% at 3 months to 41% at 24 months."),
      (Sizes{44, 44}));
}
TEST(Subgroup, NeedsItsContrary) {
  EXPECT_EQ(sizes("Nanofat was given to 40 healthy women. Retention was 61% in healthy women."), (Sizes{40}));
}

// several rules of one sentence
TEST(Part, OfASessionIsAllWhenSessionsFollowEachOther) {
  EXPECT_EQ(
      sizes("Nanofat was given to 28 patients. Retention was 41% after the first session and 59% after the second "
            "session."),
      (Sizes{28, 28}));
}
TEST(Part, IsNotAllWhenItIsNotCounted) {
  EXPECT_EQ(sizes("Nanofat was given to 28 patients. Retention was 59% in the midface and 45% in the temple."),
            (Sizes{none, none}));
}
TEST(ArmSize, LosesSomeOnlyFromThenOn) {
  EXPECT_EQ(sizes("Women had SVF (n = 11) or saline (n = 12). At 36 months, one patient of each group had been lost. "
                  "Retention at 6 months was 61% with SVF and 47% with saline; retention at 36 months was 55% with SVF "
                  "and 44% with saline."),
            (Sizes{11, 12, 10, 11}));
}
TEST(ArmSize, IsWhoHadASecondSessionNot) {
  EXPECT_EQ(sizes("Nine women in the SVF group and 11 in the saline group had a second session." + two),
            (Sizes{none, none}));
}
TEST(AtATime, IsThatOfAnimalsAtEachPoint) {
  EXPECT_EQ(sizes("Eighteen rabbits had fat with SVF in the left ear and fat with saline in the right ear. Grafts were "
                  "taken out at 1, 3 and 6 months (6 rabbits at each time point)." +
                  two),
            (Sizes{6, 6}));
}

// in all
TEST(Total, CountsAnArmOnce) {
  EXPECT_EQ(
      read_abstract("We saw 37 children treated with SVF (19 children) or fat alone (18 children)." + two).n_total, 37);
}
TEST(Total, IsOfThoseAnalysed) {
  EXPECT_EQ(
      read_abstract("Women had SVF (n = 30) or saline (n = 30). One woman in the SVF group and three in the saline "
                    "group were lost to follow-up." +
                    two)
          .n_total,
      56);
}
TEST(Total, IsNoGeneCount) {
  EXPECT_EQ(read_abstract("Mice had SVF or saline. Sequencing found 601 genes; 164 of these were downregulated." + two)
                .n_total,
            none);
}

}  // namespace
}  // namespace evigraft
