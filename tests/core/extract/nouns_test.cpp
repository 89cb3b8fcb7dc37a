// What a percentage is of: one sentence a rule, and beside it one in which the rule would go too far.
#include <gtest/gtest.h>

#include "reader.h"

namespace {
using namespace evigraft;

class Nouns : public testing::TestWithParam<Wording> {};

TEST_P(Nouns, AreToldApart) {
  EXPECT_EQ(shown(read_abstract(GetParam().text)), GetParam().expected) << GetParam().text;
}

// words of the outcome lists in another sense
constexpr Wording kSenses[] = {
    // the left side; a place that is left; lost to
    {"On the right the resorption was 30% with PRP, and on the left it was 45% with saline.",
     "PRP 70; conventional 55"},
    {"The right breasts (PRP) lost 30% and the left breasts (saline) 45% of the injected volume.",
     "PRP 70; conventional 55"},
    {"In this series 85% of the women left the clinic on the same day after fat grafting with PRP.", "-"},
    {"Two patients had left the study, and 12% were left untreated after fat grafting with PRP.", "-"},
    {"At the end 62% was left with PRP but only 48% with saline, although no fat was lost at operation.",
     "PRP 62; conventional 48"},
    {"With PRP 80% returned to work within a week of fat grafting, and 12% were lost to review.", "-"},
    // animals and cells that survive or are lost; risks
    {"Three rabbits were lost (10%) after fat grafting with PRP.", "-"},
    {"All animals survived; 95% of the SVF was recovered.", "-"},
    {"The proportion of viable adipocytes that survived was 62% with PRP.", "-"},
    {"The fat that survived was 57% with SVF and 44% with saline.", "SVF 57; conventional 44"},
    {"The risk of graft loss was 30% with PRP.", "-"},
    {"Revision was needed in 4 patients (survival 93%) after SVF.", "-"},
    {"Pain disappeared in 70% with PRP and 30% with saline after fat grafting.", "-"},
    {"Surviving length of the flap was 71% with SVF and 58% with saline.", "-"},
    // the place of a graft, and a time, are no other thing
    {"Mean breast volume retention was 62% with SVF at 6 months.", "SVF 62@6"},
    {"The resorption rate of the cheek with PRP was 34% and that of the cheek with saline was 48%.",
     "PRP 66; conventional 52"},
    {"At 1 month after injection survival of the ASC grafts was 88%; it then reached a plateau at 66% by 6 months.",
     "ASC 66@6; ASC 88@1"},
    // what says which people is no measure
    {"Women who gained weight retained 61% with SVF; those with loss of weight only 43%.", "SVF 43; SVF 61"},
    {"Women without complications retained 61% with SVF and 44% with saline.", "SVF 61; conventional 44"},
    {"Retention in women with fibrosis was 61% with SVF and 44% with saline.", "SVF 61; conventional 44"},
    {"After fat grafting with SVF the share of women with fibrosis was 12%.", "-"},
    {"Left and right retention was 61% (SVF) and 44% (saline).", "SVF 61; conventional 44"},
    // what a noun is said of
    {"In 42% of women the fat with SVF was partly lost.", "-"},
    {"Loss of volume was the reason for a second session in 42% with SVF.", "-"},
    {"A loss of skin perfusion of 42% was seen before fat grafting with SVF.", "-"},
    {"The remaining ulcer area was 42% with fat and SVF and 61% with saline.", "-"},
    {"Pain relief remained at 60% of baseline after fat injection with SVF.", "-"},
    {"WOMAC scores fell by 42% after microfragmented fat and remained at 58% of baseline.", "-"},
    {"The women had lost 22% of their weight before fat grafting with SVF.", "-"},
    {"Graft weight loss was 39% with SVF and 56% with fat alone.", "SVF 61; conventional 44"},
};
INSTANTIATE_TEST_SUITE_P(Senses, Nouns, testing::ValuesIn(kSenses));

// the nearer predicate
constexpr Wording kPolarity[] = {
    {"Fat was taken up quickly: 60% of the volume was left with PRP and 45% with saline.", "PRP 60; conventional 45"},
    {"Resorption: 70% was lost with PRP at 3 months.", "PRP 30@3"},
    {"The PRP grafts lost 12% by week 2, after which little changed, with 79% present at week 8 and 76% at week 12.",
     "PRP 76@2.76; PRP 79@1.84; PRP 88@0.46"},
    {"The PRP grafts lost 38% at 12 weeks, leaving 62% visible at 12 weeks, and 45% at 24 weeks.",
     "PRP 55@5.52; PRP 62@2.76"},
    {"Five patients (two with PRP) were lost. Retention with PRP was 80% at 3 months and it was 70% at 6 months.",
     "PRP 70@6; PRP 80@3"},
    {"Shrinkage to 62% with PRP and 48% with saline was seen.", "PRP 62; conventional 48"},
    {"PRP brought a 30% reduction in graft resorption.", "-"},
    {"PRP reduced resorption to 39% from 56% with saline.", "PRP 61; conventional 44"},
    {"With PRP 39% was lost and 61% retained; with saline 56% was lost and 44% retained.", "PRP 61; conventional 44"},
    {"Retention was 61% with PRP (39% lost) and 44% with saline (56% lost).", "PRP 61; conventional 44"},
    {"Resorption (100 minus retention) was 39% with PRP and 56% with saline.", "PRP 61; conventional 44"},
    {"Graft survival, the inverse of resorption, was 61% with PRP and 44% with saline.", "PRP 61; conventional 44"},
    {"After resorption had ended, 61% of the PRP-treated and 44% of the plain fat remained.",
     "PRP 61; conventional 44"},
    {"Resorption was such that 61% remained with PRP and 44% with saline.", "PRP 61; conventional 44"},
    {"39% of the fat failed to survive with PRP and 56% with saline.", "PRP 61; conventional 44"},
    {"61% of the PRP-treated and 44% of the plain fat escaped resorption.", "PRP 61; conventional 44"},
    {"Resorption was 39% right (PRP) and 56% left (saline).", "PRP 61; conventional 44"},
    {"Compared with the volume injected, 61% was found with PRP and 44% with saline.", "PRP 61; conventional 44"},
};
INSTANTIATE_TEST_SUITE_P(Polarity, Nouns, testing::ValuesIn(kPolarity));

// values with their times behind a verb of change, and from sentence to sentence
constexpr Wording kCourses[] = {
    {"Graft survival declined steadily in the PRP group (69% at 3 months and 61% at 12 months).",
     "PRP 61@12; PRP 69@3"},
    {"Retention fell slowly with PRP (1 month, 80.1 ± 4.4%; 6 months, 69.2 ± 5.5%).", "PRP 69.2±5.5@6; PRP 80.1±4.4@1"},
    {"Volume retention with PRP decreased over time: 57% at 3 months and 47% at 12 months.", "PRP 47@12; PRP 57@3"},
    {"Retention decreased significantly (15%) with PRP.", "-"},
    {"Retention in PRP-treated grafts of mice was 57% at 3 months, which dropped to 47% at 12 months.",
     "PRP 47@12; PRP 57@3"},
    {"Retention in PRP-treated grafts fell by 12% at 12 months.", "-"},
    {"Fat retention with ASCs was 88% at 1 month, fell to 71% at 3 months and levelled off at 66% at 6 months.",
     "ASC 66@6; ASC 71@3; ASC 88@1"},
    {"The volume with PRP dropped from 100% to 57% at 3 months and 47% at 12 months.", "PRP 47@12; PRP 57@3"},
    {"The persisting graft with PRP was 76% at 4 months. After 1 year the mean had fallen to 71%.",
     "PRP 71@12; PRP 76@4"},
    {"Retention at 3 months was 61% with PRP and 52% with saline. The medians at 6 months were 55% and 47%.",
     "PRP 55@6; PRP 61@3; conventional 47@6; conventional 52@3"},
    {"Retention at 1 month was 60% with PRP and 57% with saline. At 3 months the two groups did not differ (54% vs "
     "50%).",
     "PRP 54@3; PRP 60@1; conventional 50@3; conventional 57@1"},
    {"Retention at 1 month was 60% with PRP and 57% with saline. At 3 months complications were similar (14% vs 15%).",
     "PRP 60@1; conventional 57@1"},
    {"Retention at 1 month was 60% with PRP and 57% with saline. At 3 months there was no difference in satisfaction "
     "(54% vs 50%).",
     "PRP 60@1; conventional 57@1"},
};
INSTANTIATE_TEST_SUITE_P(Courses, Nouns, testing::ValuesIn(kCourses));

// what a percentage is a part of
constexpr Wording kWholes[] = {
    {"The volume on day 7 was set to 100%. With PRP 82%, 71% and 64% were measured at 1, 3 and 6 months.",
     "PRP 64@6; PRP 71@3; PRP 82@1"},
    {"The graft weight ratio to the first day was 72% with PRP at 6 months.", "PRP 72@6"},
    {"At 6 months the normalized graft volume was 63% with PRP and 48% with saline.", "PRP 63@6; conventional 48@6"},
    {"At 6 months the relative graft volume change was 63% with PRP.", "-"},
    {"Of the grafted volume with PRP, 62% could still be traced at MRI.", "PRP 62"},
    {"The grafts kept 61% of the restored contour with SVF and 44% with saline.", "SVF 61; conventional 44"},
    {"Skin absorbed 42% of the fluid after fat grafting with SVF.", "-"},
    {"Interleukin 6 in the fat grafts fell to 42% with SVF.", "-"},
    {"Macrophages in the graft were reduced to 42% with SVF.", "-"},
    {"Donor site volume was reduced by 42% for fat grafting with SVF.", "-"},
    {"The lipoaspirate lost 42% of its volume on centrifugation before SVF was added.", "-"},
    {"After thawing 81% of the fat with SVF was recovered for grafting.", "-"},
    {"We recovered 65% of the graft with PRP and 52% with saline.", "PRP 65; conventional 52"},
    {"We found 12% of the graft to be fibrotic with PRP.", "-"},
    {"PRP made up 25% of the injected volume.", "-"},
    {"The scar retained 62% of its width after fat grafting with PRP.", "-"},
    {"The SVF grafts retained 57% of their initial mass.", "SVF 57"},
    {"The GPDH activity of the grafted fat with PRP fell to 40% of that of fresh fat.", "-"},
    {"After centrifugation the volume of the fat for PRP was reduced to 60%.", "-"},
    {"Without cells 47% remained of the fat volume; with SVF the corresponding figure was 61%.",
     "SVF 61; conventional 47"},
    {"Residual rates of the fat were 84% in the PRP group and 71% in the saline group.", "PRP 84; conventional 71"},
};
INSTANTIATE_TEST_SUITE_P(Wholes, Nouns, testing::ValuesIn(kWholes));

// a sentence that goes on from one with outcomes, or seems to
constexpr Wording kGoingOn[] = {
    {"Retention at 6 months was 61% with SVF and 44% with saline. One year after grafting it had come down to 52% and "
     "40%.",
     "SVF 52@12; SVF 61@6; conventional 40@12; conventional 44@6"},
    {"Retention was 61% with SVF and 44% with saline. It was within 5% of that of others.", "SVF 61; conventional 44"},
    {"Retention was 61% with SVF and 44% with saline. At the same time 70% and 41% were satisfied.",
     "SVF 61; conventional 44"},
    {"Retention was 61% with SVF and 44% with saline. The difference remained at 17% thereafter.",
     "SVF 61; conventional 44"},
    {"Retention was 61% with SVF and 44% with saline. The share of women who chose it again was 46% and 31%.",
     "SVF 61; conventional 44"},
    {"Retention was 61% with SVF and 44% with saline. These grafts contained 46% and 31% of living cells.",
     "SVF 61; conventional 44"},
    {"Retention was 61% with SVF and 44% with saline. In histology they showed 46% and 31% intact adipocytes.",
     "SVF 61; conventional 44"},
    {"Retention was 61% with SVF and 44% with saline. They cost 12% more, of which 46% was for cells.",
     "SVF 61; conventional 44"},
};
INSTANTIATE_TEST_SUITE_P(GoingOn, Nouns, testing::ValuesIn(kGoingOn));

// numbers that are no part of a graft
constexpr Wording kOtherNumbers[] = {
    {"Adipocytes from SVF-enriched grafts grown in 2% oxygen retained their shape.", "-"},
    {"Grafts with ASCs expanded in 10% serum survived.", "-"},
    {"Fat was mixed with PRP (groups 1 to 3) or saline (group 4). Retention was 61%, 64% and 66% in groups 1 to 3 and "
     "50% in group 4.",
     "PRP 61; PRP 64; PRP 66; conventional 50"},
    {"Each further 10 mL of fat reduced retention by 2.5% in the PRP group.", "-"},
    {"The coefficient of variation of retention was 12% with SVF.", "-"},
    {"The noninferiority margin for retention was 10% with SVF.", "-"},
    {"We aimed at a retention of 50% with SVF.", "-"},
    {"Patients were told that 50% of the fat with SVF may be lost.", "-"},
    {"The target volume was overfilled by 30% to allow for the loss of 30% with SVF.", "-"},
    {"One patient lost 80% of the graft after fat with PRP.", "-"},
    {"Retention was 82%, 76% and 68% in the three patients given PRP.", "-"},
    {"Resorption in cases 1, 2 and 3 was shown. Survival with PRP was 82%, 76% and 68% in cases 1, 2 and 3.", "-"},
    {"Retention was 70% in the ASC group (standard deviation 6%) and 50% in the fat group (standard deviation 9%).",
     "ASC 70±6; conventional 50±9"},
    {"Overall retention, both groups pooled, was 58% at 6 months.", "all 58@6"},
    {"The difference in the dose was 2 mL, and the resorption was 18% with PRP and 31% with saline.",
     "PRP 82; conventional 69"},
};
INSTANTIATE_TEST_SUITE_P(OtherNumbers, Nouns, testing::ValuesIn(kOtherNumbers));

}  // namespace
