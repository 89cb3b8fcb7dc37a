// n of outcomes in the wordings of other hands: who was assigned, lost, seen at a time or left to the other arm.
#include <gtest/gtest.h>

#include <string>

#include "reader.h"

namespace {
using namespace evigraft;

class Counted : public testing::TestWithParam<Wording> {};

/// n of each outcome, in order: "18, 16, -".
std::string sizes(const std::string& text) {
  std::string n;
  for (const Outcome& outcome : read_abstract(text).outcomes)
    n += (n.empty() ? "" : ", ") + (outcome.n ? std::to_string(*outcome.n) : std::string("-"));
  return n;
}
#define TWO " Retention was 61% with PRP and 47% with saline."
#define THREE " Retention was 65% with PRP, 61% with SVF and 47% with fat alone."
#define OVER_TIME " Graft retention with PRP was 70% at 4 weeks and 61% at 12 weeks."

TEST_P(Counted, AreRead) { EXPECT_EQ(sizes(GetParam().text), GetParam().expected) << GetParam().text; }

constexpr Wording kCountGroups[] = {
    {"Mice had fat with PRP, with SVF or alone (n = 8 in each of the three groups)." THREE, "8, 8, 8"},
    {"Ten rats were randomly assigned to each of three groups." THREE, "10, 10, 10"},
    {"Fat with PRP or saline was placed in 36 mice, 18 mice per technique." TWO, "18, 18"},
    {"There were two groups, each with eight mice: PRP and saline." TWO, "8, 8"},
    {"Retention was measured in 20 patients of the PRP group and 18 of the saline group." TWO, "20, 18"},
    {"Mice had fat with PRP or saline. Each cohort comprised ten mice." TWO, "10, 10"},
    {"Twenty-eight women with PRP were matched by age with 28 women without." TWO, "28, 28"},
    {"Fat was injected beneath the scalp of 12 CD-1 nude mice, PRP being added." OVER_TIME, "12, 12"},
};
INSTANTIATE_TEST_SUITE_P(Groups, Counted, testing::ValuesIn(kCountGroups));

constexpr Wording kCountArms[] = {
    {"Twelve women had fat with PRP, and 14 served as controls and had saline." TWO, "12, 14"},
    {"A total of 27 patients were studied: 9 received fat-PRP, 9 fat-SVF and 9 fat alone." THREE, "9, 9, 9"},
    {"Of 45 patients, 15 had fat with PRP, 14 fat mixed with SVF and 16 fat alone." THREE, "15, 14, 16"},
    {"Twenty-two patients took part, of whom 10 (group A) had fat with PRP and 12 (group B) fat with saline. Retention "
     "was 61% in group A and 47% in group B.",
     "10, 12"},
    {"In 50 patients the fat was mixed with PRP (PRP group), and in 47 nothing was added (control group)." TWO,
     "50, 47"},
    {"Rabbits were randomly assigned to fat (n = 12) or fat with PRP (n = 11)." TWO, "11, 12"},
    {"The mean of 20 patients with microfat together with PRP and of 22 patients with saline was taken." TWO, "20, 22"},
    {"The study included 15 patients in each of the PRP, SVF and control groups." THREE, "15, 15, 15"},
    {"Data of 18 PRP-treated and 21 saline-treated patients were analysed." TWO, "18, 21"},
    {"The 23 participants were randomised to PRP (11) or saline (12)." TWO, "11, 12"},
    {"PRP was injected in 12 rabbits and saline in another 13." TWO, "12, 13"},
    {"Seven PRP-treated and six saline-treated animals were seen." TWO, "7, 6"},
    {"The PRP group included 10 women and 2 men, and the saline group 9 women and 4 men." TWO, "12, 13"},
    // percentages that are none of people
    {"Women had fat with saline (n = 21) or with PRP from 50% of the aspirate (n = 20)." TWO, "20, 21"},
    {"PRP or saline was added. In 70% of PRP cases (n = 33) the result was excellent." TWO, "-, -"},
    // findings
    {"Fat necrosis was found in 3 PRP and 5 saline patients." TWO, "-, -"},
    {"Twenty patients were satisfied with PRP and 15 with saline." TWO, "-, -"},
    {"Eight patients in the PRP group and 11 in the saline group were smokers." TWO, "-, -"},
    {"Biopsies were taken from six patients, three with PRP and three with saline." TWO, "-, -"},
    {"Twenty-four rabbits had fat with PRP or saline, 12 each. The gap recovered in 7 and 10 animals, "
     "respectively." TWO,
     "12, 12"},
};
INSTANTIATE_TEST_SUITE_P(Arms, Counted, testing::ValuesIn(kCountArms));

constexpr Wording kCountOthers[] = {
    // what one of two arms leaves to the other
    {"Ten volunteers had fat grafts with saline; in four of them PRP was added to the fat." TWO, "4, 6"},
    {"Twenty patients were treated, the last nine with PRP." TWO, "9, 11"},
    {"Thirty-five patients were included. Seventeen patients had PRP, and the others had saline." TWO, "17, 18"},
    {"PRP was used in 17 of 35 patients." TWO, "17, 18"},
    {"Forty of the 76 patients received PRP." TWO, "40, 36"},
    {"Nine of 24 women chose PRP." TWO, "9, 15"},
    {"Two of 24 women wanted PRP later." TWO, "-, -"},
    {"Eighteen women were followed. In ten of them the fat was injected as such; in eight the fat was enriched with "
     "PRP." TWO,
     "8, 10"},
    {"We compared 12 patients who wished so with 15 patients who received saline." TWO, "12, 15"},
    // a subset of one arm of three leaves nothing to the others
    {"Ten volunteers had fat alone; in four of them PRP was added to the fat. SVF was used elsewhere." THREE,
     "4, -, 10"},
};
INSTANTIATE_TEST_SUITE_P(Others, Counted, testing::ValuesIn(kCountOthers));

constexpr Wording kAnalysed[] = {
    {"We randomised 36 women to PRP or saline, 18 to each group; 17 and 16 women, respectively, had evaluable "
     "scans." TWO,
     "17, 16"},
    {"Women were randomised to PRP or saline. Some moved away, so that 22 and 20 were analysed, respectively." TWO,
     "22, 20"},
    {"Women were randomised to PRP (n = 30, of whom 27 completed) or saline (n = 30, of whom 26 completed)." TWO,
     "27, 26"},
    {"A hundred women were randomised (52 PRP, 51 saline) and 93 analysed (47 PRP, 46 saline)." TWO, "47, 46"},
    {"Women had PRP (n = 26) or saline (n = 24). Two women, both in the PRP group, were excluded." TWO, "24, 24"},
    {"Nude mice (n = 30) had PRP in the left flank and saline in the right. Three mice died before the final scan." TWO,
     "27, 27"},
    {"Mice had fat with PRP or saline, eight per group. Three animals died of causes unrelated to the procedure." TWO,
     "-, -"},
    {"Sixty women were enrolled and 4 were excluded. Twenty-nine had PRP and 27 saline." TWO, "29, 27"},
    {"Fifteen rats had fat with PRP and 14 rats fat with saline." TWO, "15, 14"},
    {"Three of 33 women were excluded, leaving 15 in the PRP and 14 in the saline group." TWO, "15, 14"},
    {"Thirty women were allocated to PRP and saline, 15 per group; four (two per group) dropped out." TWO, "13, 13"},
    {"Sixteen women had PRP, and 14 of those were followed for a year." OVER_TIME, "14, 14"},
    {"Thirty women had PRP. Volumetric data could be obtained in 25." OVER_TIME, "25, 25"},
    {"Women had PRP (n = 26) or saline (n = 24). Three in the PRP group and two in the saline group failed to "
     "attend." TWO,
     "23, 22"},
    {"We randomised 44 patients to washed or to centrifuged fat, 22 each. Three patients in the centrifugation arm "
     "were "
     "lost to follow-up. Retention was 41% with washed and 39% with centrifuged fat.",
     "22, 19"},
    {"Design, Setting, and Participants: Trial in a clinic. Twenty-two adults had PRP on one side and saline on the "
     "other; "
     "20 completed all visits. Results:" TWO,
     "20, 20"},
};
INSTANTIATE_TEST_SUITE_P(Analysed, Counted, testing::ValuesIn(kAnalysed));

constexpr Wording kTimed[] = {
    {"Sixteen mice had PRP. Grafts were studied at 4 weeks (nine mice) and at 12 weeks (seven mice)." OVER_TIME,
     "9, 7"},
    {"Sixteen mice had PRP. MRI was done at 4 weeks in all and at 12 weeks in 11 mice." OVER_TIME, "16, 11"},
    {"Sixteen mice had PRP. Cysts were seen at 12 weeks in 11 mice." OVER_TIME, "16, 16"},
    {"Sixteen men had PRP. CT was repeated after 4 and 12 weeks. At these visits 15 and 12 patients, respectively, "
     "could "
     "be seen." OVER_TIME,
     "15, 12"},
    {"Forty mice had PRP (n = 20) or saline (n = 20). Half of the mice were killed at 4 weeks and the rest at 12 "
     "weeks. "
     "Retention at 12 weeks was 61% with PRP and 47% with saline.",
     "10, 10"},
    {"Forty mice had PRP (n = 20) or saline (n = 20). They were killed at 12 weeks and half of each graft was frozen, "
     "the "
     "rest embedded. Retention at 12 weeks was 61% with PRP and 47% with saline.",
     "20, 20"},
    {"Twenty-one patients in the PRP group and 19 in the saline group completed 6 months, and 15 and 14 completed 12 "
     "months. Retention was 65% with PRP and 55% with saline at 6 months; at 12 months it was 61% and 47%.",
     "21, 19, 15, 14"},
    {"Eighteen rabbits were killed in groups of six at 4, 8 and 12 weeks. PRP was given." OVER_TIME, "6, 6"},
    {"Eighteen women had fat injected in the hands, PRP being added to one. At 4 weeks 61% of the fat persisted in "
     "right "
     "hands with PRP and 47% in left hands with saline.",
     "18, 18"},
    {"Fat with PRP or saline was injected in the two flanks of 12 mice." TWO, "12, 12"},
    {"One ear of twelve rabbits had fat with PRP and the other fat with saline." TWO, "12, 12"},
    {"Fat was divided in three portions, with PRP, with SVF or alone, and all three were implanted in the same animal. "
     "Twelve rabbits were used." THREE,
     "12, 12, 12"},
    {"In eight sheep fat was injected at three sites: fat with PRP, fat with SVF and fat alone." THREE, "8, 8, 8"},
};
INSTANTIATE_TEST_SUITE_P(Timed, Counted, testing::ValuesIn(kTimed));

constexpr Wording kParts[] = {
    {"Forty patients had fat grafts, 28 of them with MRI. The mean retention in these 28 patients was 75%.", "28"},
    {"Fifty-two patients had fat grafts. Retention was 48% in the 33 nonirradiated and 29% in the 19 irradiated "
     "patients.",
     "33, 19"},
    {"In the 14 women who had PRP, retention was 67%, compared with 52% in the 15 who had saline.", "14, 15"},
    {"The cohort comprised 46 patients (33 irradiated, 13 not irradiated). In irradiated breasts 61%, 53% and 49% of "
     "the "
     "fat was left at 3, 6 and 12 months; in non-irradiated breasts 72%, 66% and 63%.",
     "33, 33, 33, 13, 13, 13"},
    {"Fat was grafted after surgery with radiotherapy (n = 39) or without radiotherapy (n = 35). Retention was 46% in "
     "irradiated and 55% in non-irradiated breasts.",
     "39, 35"},
    {"Twenty-seven women were analysed. Breasts that received the largest grafts retained 51% of the volume.", "-"},
    {"Fifty patients were analysed. Patients on statins retained 49% of the volume, those not on statins 46%.", "-, -"},
};
INSTANTIATE_TEST_SUITE_P(Parts, Counted, testing::ValuesIn(kParts));

}  // namespace
