// Rules that texts of other hands made necessary, in wordings of our own: what they are for, and where one
// could go too far, some of that.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "reader.h"

namespace {
using namespace evigraft;

class Wordings : public testing::TestWithParam<Wording> {};

TEST_P(Wordings, AreRead) { EXPECT_EQ(shown(read_abstract(GetParam().text)), GetParam().expected) << GetParam().text; }

constexpr Wording kParallel[] = {
    // values in parallel share one predicate
    {"With PRF 61%, with saline 48% and with cultured ASCs 70% of the graft volume persisted.",
     "ASC 70; PRP 61; conventional 48"},
    {"In younger women (n = 12) 41.1% and in older women (n = 20) 57.9% of the fat survived.", "all 41.1; all 57.9"},
    {"On average, 66% of the fat with ADRCs but only 46% of the fat without survived the first six months.",
     "SVF 66@6; conventional 46@6"},
    {"Sixty percent of patients in the PRP group and 45% in the control group judged the retention as good.", "-"},
    {"Compared with 51.2% on the saline side, the PRP side retained 60.3% of the injected volume at 6 months.",
     "PRP 60.3@6; conventional 51.2@6"},
    {"Against 43% in the untreated cheek, 57% of the graft outlived the first year in the cheek given SVF.",
     "SVF 57@12; conventional 43@12"},
    // a bracket at the end is the heading of all values
    {"SVF: 65.2 ± 7.7%; PRP: 56.1 ± 8.0%; saline: 47.9 ± 8.4% (retention at 9 months).",
     "PRP 56.1±8@9; SVF 65.2±7.7@9; conventional 47.9±8.4@9"},
    {"ASC+ grafts: 0.68; ASC- grafts: 0.49 (surviving fraction, day 84).", "ASC 68@2.76; conventional 49@2.76"},
    {"PRP 58%, control 50% (graft survival).", "PRP 58; conventional 50"},
};
INSTANTIATE_TEST_SUITE_P(Parallel, Wordings, testing::ValuesIn(kParallel));

constexpr Wording kHeadingsAndScales[] = {
    // markup of sources: headings open sections, raised digits are exponents
    {"<h4>Objective</h4>Earlier survival was 30%. <h4>Results</h4>Graft survival was 0.62 ± 0.11 with SVF and 0.43 ± "
     "0.09 with fat alone.",
     "SVF 62±11; conventional 43±9"},
    {"SVF (2 x 10<sup>6</sup> cells) gave a <i>retention</i> of 64%.", "SVF 64"},
    // the only label stands for its own sentence
    {"Aim: to compare PRP with saline, retention being 50% at best. Graft retention was 61% with PRP and 47% with "
     "saline.",
     "PRP 61; conventional 47"},
    // a scale that begins at 100
    {"With the scan on day 10 taken as 100 percent, the volume of the graft was 71 percent at four months and 64 "
     "percent at one year.",
     "all 64@12; all 71@4"},
    // the unit stands in the heading, the time before each value
    {"Remaining graft volume, expressed as % of the injected volume, was 84±7, 69±9 and 61±8 at 1, 3 and 6 months.",
     "all 61±8@6; all 69±9@3; all 84±7@1"},
    {"Graft volume remaining, in percent of the volume injected: week 2, 88.4 (SD 7.0); month 4, 70.2 (SD 9.3).",
     "all 70.2±9.3@4; all 88.4±7@0.46"},
    {"Volume retention at 6/12 months was 66.0/59.3% with PRP.", "PRP 59.3@12; PRP 66@6"},
    {"After 1/2 year the graft retention was 61% with PRP.", "PRP 61@6"},
    {"Volume retention at 1/3/9 months was 77.4/66.0/59.3% in the PRP group.", "PRP 59.3@9; PRP 66@3; PRP 77.4@1"},
    {"Of 180 mL injected per breast, 117 mL (65%) could be demonstrated on MRI at 9 months.", "all 65@9"},
    {"Of 180 mL injected per breast, 117 mL (65%) were centrifuged.", "-"},
    // a number may stand behind a heading
    {"Introduction. Fat is lost. Methods. 40 rats had fat with PRP. At 90 days the grafts were weighed. Results. "
     "Retention "
     "was 61% with PRP.",
     "PRP 61@2.96"},
};
INSTANTIATE_TEST_SUITE_P(HeadingsAndScales, Wordings, testing::ValuesIn(kHeadingsAndScales));

constexpr Wording kClausesAndTimes[] = {
    // places of one preposition are no new subject
    {"Retention of fat in the lip, chin and temple was 41.0%, 52.3% and 60.7%, respectively.",
     "all 41; all 52.3; all 60.7"},
    {"Retention was 58% in the lip, and necrosis was 12%.", "all 58"},
    // a share of fat, wherever it was put
    {"Forty-one percent of the fat injected into the hands was retained two years later.", "all 41@24"},
    // what is said by the way defines; what stands alone is a threshold
    {"Survival, defined as volume at 9 months over volume at 1 week, came to 68% with SVF.", "SVF 68@9"},
    {"Success was defined as survival of 68% with SVF.", "-"},
    {"MRI showed a reduction to 56.4% of the initial graft volume at 12 weeks.", "all 56.4@2.76"},
    {"Although the surgeon overcorrected by 30%, 44.5% of the transferred fat was left.", "all 44.5"},
    {"A mean of 63.2% of the graft (SD, 9.9%) was preserved with PRF.", "PRP 63.2±9.9"},
    {"Graft volume was 88.5% at week 4 and 71.3% at week 16 of that measured immediately after injection.",
     "all 71.3@3.68; all 88.5@0.92"},
    {"The ratio of final to initial weight was 0.31 ± 0.06 with saline.", "conventional 31±6"},
    {"In the sheep, 58% of the fat graft could be recovered after 6 months.", "all 58@6"},
    // a change of something in the graft's volume
    {"A reduction of 42% in graft volume was found with saline and of 30% with cultured ASCs at week 12.",
     "ASC 70@2.76; conventional 58@2.76"},
    {"A reduction of 42% in pain was found with saline.", "-"},
    {"Liposuction reduced the volume of the calf by 14% in lipedema.", "-"},
    // what another value is set against
    {"In contrast to the 39% seen with saline, the graft volume still present after 6 months was 55% with PRP.",
     "PRP 55@6; conventional 39@6"},
    // what corresponds shares the noun and the times
    {"Retention fell from 80.2% at 1 month to 60.1% at 6 months with saline, the corresponding figures with PRP being "
     "84.0% and 68.8%.",
     "PRP 68.8@6; PRP 84@1; conventional 60.1@6; conventional 80.2@1"},
    // ordinals in digits, "within" behind the values
    {"Retained volume was 81.0%, 70.4% and 61.2% in the 4th, 8th and 12th weeks, respectively.",
     "all 61.2@2.76; all 70.4@1.84; all 81@0.92"},
    {"At the postoperative 6th month graft retention was 57%.", "all 57@6"},
    {"The graft shrank by 40% with saline and by 25% with SVF within 4 months.", "SVF 75@4; conventional 60@4"},
    {"Patients were seen within 4 months. Graft retention was 57%.", "all 57"},
    // how long something took is no follow-up
    {"All were examined again 24weeks later. Bruises went after 7.1 ± 1.6 days. Graft resorption was 36% with PRP.",
     "PRP 64@5.52"},
    // a range in words behind, other people's range, a paper that is no more
    {"The graft volume present at 12 months was 44% of that injected (range, 15 to 66%).", "all 44@12"},
    {"Resorption of fat has been reported to range from 25% to 70%.", "-"},
    {"The paper that described 66% graft retention with SVF has been retracted.", "-"},
};
INSTANTIATE_TEST_SUITE_P(ClausesAndTimes, Wordings, testing::ValuesIn(kClausesAndTimes));

constexpr Wording kCarriedOn[] = {
    // what the sentence before was about goes on
    {"Retention was 57% with SVF and 49% with fat alone at 12 months. At 24 months the estimates were 55% and 47%, "
     "respectively.",
     "SVF 55@24; SVF 57@12; conventional 47@24; conventional 49@12"},
    {"Survival was 61% with fat alone and 73% with SVF at 6 months. At 36 months two patients had been lost to "
     "follow-up and the rates were 48% and 66%.",
     "SVF 66@36; SVF 73@6; conventional 48@36; conventional 61@6"},
    {"The volume of the graft was measured. Of that volume 61 ± 18% was present at 6 months.", "all 61±18@6"},
    {"On day 7 the mean volume of the graft was 148 mL. After 6 months 68.3% of it was found on the side with SVF.",
     "SVF 68.3@6"},
    {"The decrease of the injected volume was 37% at 3 months; at 12 months it was 51%, and nothing changed in those "
     "followed for 2 years.",
     "all 49@12; all 63@3"},
    {"The decrease of the pain was 37% at 3 months.", "-"},
    {"Of 46.9% of the fat, pooled over both groups, the share retained was 30%.", "all 30"},
    {"The pooled retention was 61% (9 studies).", "-"},
    // two of one class, each with its own value
    {"On day 30 retention was 80.6% (i-PRF), 77.2% (PRP) and 65.9% (saline). On day 90 it was 70.4%, 61.3% and 44.7%, "
     "respectively.",
     "PRP 61.3@2.96; PRP 70.4@2.96; PRP 77.2@0.99; PRP 80.6@0.99; conventional 44.7@2.96; conventional 65.9@0.99"},
    // the arms of the methods, in their order
    {"Patients were divided into the observation group (n = 25, SVF-assisted fat) and the control group (n = 25, "
     "simple "
     "fat). Survival did not differ between the two groups after 1 month (82.4% vs. 79.9%).",
     "SVF 82.4@1; conventional 79.9@1"},
    // an arm's own words, and those that only join it
    {"Fat survival in the left cheek (PRP-mixed fat) and right cheek (fat only) was 70.1% and 55.8%, respectively.",
     "PRP 70.1; conventional 55.8"},
    {"Compared with that of the control group (38.6%), survival in the CAL group was significantly increased to 62.5%.",
     "SVF 62.5; conventional 38.6"},
    {"On the SVF side retention fell from 84.0% (1 month) to 62.5% (6 months) and on the control side from 82.9% to "
     "48.1%.",
     "SVF 62.5@6; SVF 84@1; conventional 48.1@6; conventional 82.9@1"},
    {"Group (A) was treated with fat enriched by SVF and group (B) was treated with fat only. Resorption was 28% in "
     "group "
     "(A) and 46% in group (B).",
     "SVF 72; conventional 54"},
    {"On day 30 retention was 80.6% (PRP) and 65.9% (saline). On day 90 it was 61.3% and 44.7%, respectively. i-PRF "
     "was "
     "not used.",
     "PRP 61.3@2.96; PRP 80.6@0.99; conventional 44.7@2.96; conventional 65.9@0.99"},
    {"SVF-enriched and conventional fat were given to 16 and 18 patients; at two years the former group retained 65% "
     "and "
     "the latter 47% of the injected fat.",
     "SVF 65@24; conventional 47@24"},
    {"Grafts treated with SVF weighed 69.5% of their original weight at 8 weeks, those treated with saline 50.3%.",
     "SVF 69.5@1.84; conventional 50.3@1.84"},
    {"Retention was 73.4% with SVF and 58.9% with PBS at 6 weeks. At 12 weeks the grafts had stabilized at 64.7% and "
     "43.5%, "
     "respectively.",
     "SVF 64.7@2.76; SVF 73.4@1.38; conventional 43.5@2.76; conventional 58.9@1.38"},
    // said again without a time of its own
    {"At 12 weeks retention was 47.9% with PRP and 63.2% with cultured ASCs. Labels were seen until day 21. Retention "
     "was "
     "thus best with ASCs (63.2%).",
     "ASC 63.2@2.76; PRP 47.9@2.76"},
};
INSTANTIATE_TEST_SUITE_P(CarriedOn, Wordings, testing::ValuesIn(kCarriedOn));

constexpr Wording kNoResults[] = {
    {"Seventy percent of the fat was kept for transplantation.", "-"},
    {"Retention would have to exceed 82% to pay.", "-"},
    {"The difference in retention was -0.7 (95% CI, -4.2 to 2.8).", "-"},
    {"After 24 hours 58 ± 9% of the preadipocytes had survived lidocaine, 62 ± 8% articaine and 92 ± 4% saline.", "-"},
    // comparisons of parts are results, extremes are not
    {"Retention was highest in the malar region (55.2%) and lowest in the lips (21.6%).", "all 21.6; all 55.2"},
    {"The highest retention was 55.2%.", "-"},
    {"Total resorption of the fat was 46.2% (min 30%, max 62%).", "all 53.8"},
    // ages, losses and operations are no times of it
    {"Retention was 39.9% in patients under 18 years.", "all 39.9"},
    {"Grafts were taken at the end of the third month. One rabbit was lost on day 4. Graft survival was 68% with PRP.",
     "PRP 68@3"},
    {"Volumes were measured at least 6 months after grafting (median 7.5 months). Retention was 46.5%.",
     "all 46.5@7.5"},
    // "Methods SVF" is a label
    {"Objective To see what 40% retention means. Methods SVF was added. Results Retention was 61% with SVF.", "SVF 61"},
};
INSTANTIATE_TEST_SUITE_P(NoResults, Wordings, testing::ValuesIn(kNoResults));

constexpr Wording kPredicates[] = {
    // what is seen again has stayed
    {"In the nanofat arm 58% of what had been injected could be identified on CT after a year, in the control arm 47%.",
     "conventional 47@12; nanofat 58@12"},
    {"One year on, 73% of the graft was seen in women given SVF.", "SVF 73@12"},
    {"66 ± 9% (SVF), 59 ± 10% (PRF) and 54 ± 11% (nothing added) of the fat was found.",
     "PRP 59±10; SVF 66±9; conventional 54±11"},
    // a percentage in brackets behind the weight of a graft
    {"Grafts weighed 0.57 g (71.3%) with ASCs and 0.42 g (52.5%) with saline.", "ASC 71.3; conventional 52.5"},
    // a ratio that the text defines
    {"Outcome was the ratio of the volume present at 26 weeks to the volume injected. The ratio was 0.52 with PRP and "
     "0.49 with saline.",
     "PRP 52@5.98; conventional 49@5.98"},
    {"Outcome was the ratio of the graft volume at 6 months to the volume injected. The male to female ratio was 0.52. "
     "The mean ratio was 0.61 with SVF.",
     "SVF 61@6"},
    // an adjective and what is left
    {"The residual lipograft volume was 53.8 (SD 6.1)% in fat-alone pigs and 69.9 (SD 5.7)% in SVF pigs.",
     "SVF 69.9±5.7; conventional 53.8±6.1"},
    {"It persisted. The persisting graft was 61% in SVF mice and 44% in control mice.", "SVF 61; conventional 44"},
    // another measure stands nearer, but a pronoun takes the first one up
    {"Survival was 64.9% with SVF. In patients with a body mass index below 18.5 it was 57.2%.", "SVF 57.2; SVF 64.9"},
    // a verb of its own between the share of people and the noun
    {"23% of the SVF group and 41% of controls had a second session because of resorption.", "-"},
    {"Resorption that led to another session was recorded in 14.6% and 27.9% of patients.", "-"},
    {"SVF improved graft retention by 21%.", "-"},
    {"Retention above half was reached in 78% of the PRP group and 55% of controls.", "-"},
    {"Nanofat improved skin in 80% of patients, but only 41% of the injected volume was left at 6 months.",
     "nanofat 41@6"},
    {"The difference in graft survival between SVF and fat alone was 11.7%.", "-"},
    {"The pooled proportion of surviving fat was high with SVF (9 studies; I2 = 88%).", "-"},
    {"The volume of the flap decreased by 15% in the first year.", "-"},
};
INSTANTIATE_TEST_SUITE_P(Predicates, Wordings, testing::ValuesIn(kPredicates));

constexpr Wording kArms[] = {
    // the tissue with nothing to it
    {"Permanence was 71.9% for fat + SVF, 54.4% for fat.", "SVF 71.9; conventional 54.4"},
    {"Respective survival rates for fat + ASC and fat were 67% and 48%.", "ASC 67; conventional 48"},
    {"In group I (fat with SVF, n = 14) and group II (fat, n = 13), survival was 62.9% and 47.7%, respectively.",
     "SVF 62.9; conventional 47.7"},
    // left out, added again
    {"Grafts retained 49% when SVF was omitted and 62% when it was included.", "SVF 62; conventional 49"},
    {"Resorption came to 45% in the absence of SVF and to 30% in its presence.", "SVF 70; conventional 55"},
    {"61% survived with one million ASCs per mL, 46% at zero.", "ASC 61; conventional 46"},
    {"Fat survival: 62% (n = 14, SVF) and 47% (n = 15, saline).", "SVF 62; conventional 47"},
    {"Retention improved from 44% to 63% after SVF was added to the graft.", "SVF 63; conventional 44"},
    // doses as names
    {"Fat was mixed with PRP. Retention was 45% in the 0% group, 52% in the 10% group and 62% in the 20% group.",
     "PRP 52; PRP 62; conventional 45"},
    // names that the text gives; a letter before "=" may be one
    {"Fat with SVF (group T) or fat alone (group F) was grafted. Retention: group T = 71.2%, group F = 54.1%.",
     "SVF 71.2; conventional 54.1"},
    {"Patients had microfat with nanofat (MN, n = 15) or microfat (M, n = 15). Retention was 59% in MN and 50% in M.",
     "conventional 50; nanofat 59"},
    {"We injected Coleman fat (C), nanofat (N) or PRP plus fat (P). Retention was 44% for C, 55% for N and 52% for P.",
     "PRP 52; conventional 44; nanofat 55"},
    {"Fat (F), fat with PRP (F+P) and fat with SVF (F+S) were used. Retention was 45%, 55% and 66% in F, F+P and F+S.",
     "PRP 55; SVF 66; conventional 45"},
    {"Women had microfat over nanofat (two-layer group) or microfat only (one-layer group). Retention was 47% in the "
     "two-layer group and 40% in the one-layer group.",
     "conventional 40; nanofat 47"},
    {"Retention was 59% for the adjuvant and 47% for saline; the adjuvant was PRP.", "PRP 59; conventional 47"},
    {"Fat was grafted alone or with ASCs. Retention was 49% in the first and 71% in the second group.",
     "ASC 71; conventional 49"},
    // the fluid an intervention is given in
    {"Retention was 64% with ASCs in saline and 45% with saline.", "ASC 64; conventional 45"},
    {"61% (M+N) and 53% (M) of the fat was retained in women given microfat + nanofat (M+N) or microfat (M).",
     "conventional 53; nanofat 61"},
    {"Fat had cultured ASCs or none. MRI showed residual volumes of 81% in enriched and 16% in control boluses.",
     "ASC 81; conventional 16"},
    // words of its own in a list of arms
    {"Absorption was 31%, 34% and 55% in the hypoxic exosome, human ASC and buffered PBS groups.",
     "ASC 66; conventional 45; other 69"},
    // the sentence, or the one before, speaks of one arm
    {"Controls were scanned too. In the SVF group, retention was 84% at 1 month; this declined to 66% at 4 months and "
     "to 60% at 12 months.",
     "SVF 60@12; SVF 66@4; SVF 84@1"},
    {"Control grafts kept 41% of their volume. The SVF grafts were paler. They had kept 62%.",
     "SVF 62; conventional 41"},
    // the same order again
    {"Three years on, 59% of the fat was retained with SVF and 45% without; a year on the figures had been 60% and "
     "47%.",
     "SVF 59@36; SVF 60@12; conventional 45@36; conventional 47@12"},
    {"Neither at 3 months (63% vs 62%) nor at 12 months (53% vs 52%) did retention differ between the PRP and the "
     "saline side.",
     "PRP 53@12; PRP 63@3; conventional 52@12; conventional 62@3"},
    {"At 3 and 12 months, retention was 79% vs 68% and 66% vs 49% in the SVF and control groups.",
     "SVF 66@12; SVF 79@3; conventional 49@12; conventional 68@3"},
};
INSTANTIATE_TEST_SUITE_P(Arms, Wordings, testing::ValuesIn(kArms));

constexpr Wording kTimes[] = {
    {"Retention was 62% with SVF at a mean of 13.6 ± 3.4 months.", "SVF 62@13.6"},
    {"Stromal cells grown for three weeks were given to one group. Retention was 60% with cells and 45% with saline.",
     "ASC 60; conventional 45"},
    {"Eight weeks of expansion led to 62% retention at 6 months.", "all 62@6"},
    {"Of the volume on day 1, SVF sides kept 66% and saline sides 54% at 6 months.", "SVF 66@6; conventional 54@6"},
    {"MRI was done at 3 months and at a mean of 15.2 months. Retention was 79% at 3 months. At the final scan "
     "retention "
     "averaged 71%.",
     "conventional 71@15.2; conventional 79@3"},
    {"The residual volume was 0.58 mL at 1 month and 0.37 mL at 12 months, that is, 53% and 34% of the injected "
     "volume.",
     "all 34@12; all 53@1"},
    {"METHODS: One cheek had fat with PRP, the other fat with saline. Scans were taken at 1, 3 and 6 months. RESULTS: "
     "Retention was 81%, 66% and 60% on the PRP side and 78%, 61% and 55% on the saline side.",
     "PRP 60@6; PRP 66@3; PRP 81@1; conventional 55@6; conventional 61@3; conventional 78@1"},
    // as many values as times, but of other things
    {"METHODS: All had fat with SVF. Scans were taken at 1, 3 and 6 months. RESULTS: Retention with SVF at low, middle "
     "and high doses was 55%, 62% and 71%.",
     "SVF 55; SVF 62; SVF 71"},
    {"METHODS: All had fat with SVF. Scans were taken at 1, 3 and 6 months. RESULTS: Retention with SVF was 55%, 62% "
     "and 71% in slim, average and heavy women.",
     "SVF 55; SVF 62; SVF 71"},
    {"Fat volume decreased by 28% in the SVF group and by 47% in the control group between 2 weeks and 6 months.",
     "SVF 72@6; conventional 53@6"},
};
INSTANTIATE_TEST_SUITE_P(Times, Wordings, testing::ValuesIn(kTimes));

constexpr Wording kOthers[] = {
    {"The DIEP flaps kept 93% of their volume at one year.", "-"},
    {"Dental implants placed in fat-grafted ridges had a survival rate of 95.5%.", "-"},
    {"The SVF-gel arm fared best: 75% of the volume was intact at 3 months.", "SVF 75@3"},
    {"Cartilage grafts wrapped in fat showed 12% resorption, unwrapped ones 31%.", "-"},
    {"An earlier cohort from another centre had 69% survival of SVF-assisted fat at 6 months.", "-"},
    {"Graft survival was 82% in the women treated, compared with 55% in the pooled reports.", "all 82"},
    {"The hydrogel grafts retained 71% at 12 weeks and fat alone 52%.", "conventional 52@2.76; other 71@2.76"},
    {"The DIEP flaps kept 93% and fat grafts 52% of their volume at a year.", "conventional 52@12"},
    {"Volumes, checked on a phantom, showed retention of 70.1% with SVF and 51.2% in controls.",
     "SVF 70.1; conventional 51.2"},
    {"In a phantom 94% of the added volume was recovered.", "-"},
    {"We had not expected a loss: retention was 71% with SVF and 52% in controls.", "SVF 71; conventional 52"},
    {"Surgeons expected a retention of 60% with SVF.", "-"},
    {"SVF was isolated as in previous work, and retention was 61%.", "SVF 61"},
    {"Previous work found 80% retention with SVF.", "-"},
    {"Feasibility criteria were recruitment of eligible women and retention of 85%. Retention at 6 months was 94% in "
     "the SVF group and 88% in the fat-alone group.",
     "-"},
};
INSTANTIATE_TEST_SUITE_P(Others, Wordings, testing::ValuesIn(kOthers));

TEST(Gate, ATitleOfAnotherThingYieldsNothing) {
  const char* const text =
      "Forty men had SVF or saline. Trichoscopy was done at 9 months. Graft survival was 94% with SVF and 87% with "
      "saline.";
  EXPECT_EQ(shown(read_abstract(text, "Stromal vascular fraction at hair transplantation")), "-");
  EXPECT_NE(shown(read_abstract(text, "Stromal vascular fraction in fat grafting")), "-");
}

TEST(Gate, OpinionsAndCellsInADishYieldNothing) {
  EXPECT_EQ(shown(read_abstract("Surgeons were asked. They put retention at 57% with SVF and 63% without.",
                                "Fat grafting practice: a national survey")),
            "-");
  EXPECT_EQ(shown(read_abstract("Cells for fat grafts were cultured at 1% oxygen under hypoxia and deprived of serum. "
                                "Survival was 71% in preconditioned and 49% in normoxic ASCs by an annexin assay.",
                                "Adipose stem cells for fat grafts under hypoxia")),
            "-");
}

TEST(Repeats, AboutSeventyIsTheResultSaidAgain) {
  EXPECT_EQ(
      shown(read_abstract("RESULTS: Retention at 12 months was 70.8% with SVF-gel. CONCLUSION: SVF-gel maintained "
                          "about 70% of its volume.")),
      "SVF 70.8@12");
  EXPECT_EQ(shown(read_abstract("METHODS: Fat had SVF or PRP. CONCLUSION: Retention was about 70% with SVF, about 72% "
                                "with PRP.")),
            "PRP 72; SVF 70");
  EXPECT_EQ(shown(read_abstract("METHODS: Fat had SVF or PRP. CONCLUSION: Retention was 70% with SVF and 70% with "
                                "PRP.")),
            "PRP 70; SVF 70");
}

TEST(Gate, OnePhraseInPassingEmptiesNoTrial) {
  const std::string results = "Retention at 6 months was 71% with SVF and 52% with fat alone. ";
  const std::string read = "SVF 71@6; conventional 52@6";
  EXPECT_EQ(shown(read_abstract(results + "The response rate was 93%. All answered.",
                                "Fat grafting with SVF: volume "
                                "and BREAST-Q questionnaire")),
            read);
  EXPECT_EQ(shown(read_abstract(results + "A PubMed search gave comparable series. All were small.", "Fat and SVF")),
            read);
  const std::string survey = results + "The response rate was 34%. Of the respondents, 40% used SVF.";
  EXPECT_EQ(shown(read_abstract(survey, "Fat and SVF")), "-");
  EXPECT_EQ(shown(read_abstract(survey, "Fat and SVF", {"Randomized Controlled Trial"})), read);
  EXPECT_EQ(shown(read_abstract("Fat with SVF (n = 20) or fat alone (n = 19) was grafted. " + survey, "Fat and SVF")),
            read);
  EXPECT_EQ(shown(read_abstract(results + "PubMed was searched. Nine studies were included.", "Fat and SVF")), "-");
}

TEST(Times, OfAScheduleAreSaidToBeOfAnotherSentence) {
  const Reading reading = read_abstract(
      "METHODS: All had fat with SVF. Scans were taken at 1, 3 and 6 months. RESULTS: Retention with SVF was 71%, 65% "
      "and 61%.");
  ASSERT_EQ(shown(reading), "SVF 61@6; SVF 65@3; SVF 71@1");
  for (const Outcome& outcome : reading.outcomes)
    EXPECT_EQ(outcome.flags, std::vector<std::string>{"time_from_other_sentence"});
}

constexpr Wording kEllipsis[] = {
    // the unit of a list's times stands once, at the last or at the first
    {"Retention was 63.1% at 2, 57% at 6 and 52.8% at 12 months.", "all 52.8@12; all 57@6; all 63.1@2"},
    {"Retention was 63.1 ± 7.2% at 2, 57.4 ± 7.0% at 6, and 52.8 ± 6.9% at 12 months.",
     "all 52.8±6.9@12; all 57.4±7@6; all 63.1±7.2@2"},
    {"Graft survival was 69% (SD 7) after 4 and 51% (SD 9) after 8 weeks.", "all 51±9@1.84; all 69±7@0.92"},
    {"Retention with SVF was 70% at 3 and 61% at 12 months, with fat alone 59% at 3 and 47% at 12 months.",
     "SVF 61@12; SVF 70@3; conventional 47@12; conventional 59@3"},
    {"With PRP retention was 72% at week 4 and 63% at 8.", "PRP 63@1.84; PRP 72@0.92"},
    {"With PRP retention was 72% at 3 months and 63% at 12.", "PRP 63@12; PRP 72@3"},
    {"Retention was 61% at 6 months and the scar score 8 at 12.", "all 61@6"},
    // an interval between a value and its time
    {"At 2 months the retention was 64%, dropping to 55% [50; 60] at 6 and 52% [46; 58] at 12 months.",
     "all 52@12; all 55@6; all 64@2"},
};
INSTANTIATE_TEST_SUITE_P(Ellipsis, Wordings, testing::ValuesIn(kEllipsis));

constexpr Wording kNamedComparators[] = {
    {"Retention was 62% with Celution, compared with Fatstem 51%, Mystem 50% and 38% in the control group.",
     "SVF 50; SVF 51; SVF 62; conventional 38"},
    {"ADSCs were isolated and cultured. Cell-assisted lipotransfer kept 52% of the volume and saline 36%.",
     "ASC 52; conventional 36"},
    {"ADSCs were counted and cultured for colonies. Cell-assisted lipotransfer kept 52% of the volume and saline 36%.",
     "SVF 52; conventional 36"},
    {"Mice given 2 x 10^5 ASCs, 2 x 10^6 ASCs, or no cells retained 48%, 63% and 35% of the graft volume.",
     "ASC 48; ASC 63; conventional 35"},
    {"Graft volume had decreased by 60% (vehicle), 48% (deferoxamine) and 37% (deferoxamine + ASCs).",
     "ASC 63; conventional 40; other 52"},
    {"On day 14, patients were injected with fat and ASCs. The difference with ASCs was 4 mL. Resorption in this group "
     "was "
     "21%. The difference with fat alone was 6 mL. Resorption in this group was 46%.",
     "ASC 79; conventional 54"},
};
INSTANTIATE_TEST_SUITE_P(NamedComparators, Wordings, testing::ValuesIn(kNamedComparators));

constexpr Wording kReferences[] = {
    // the interval of a difference is no value, below zero or not
    {"Retention was 36% (95% CI, 29%-43%) with PRP and 35% (95% CI, 28%-42%) with saline (difference, 1%; 95% CI, "
     "-5.2% "
     "to 8.2%; P = .66).",
     "PRP 36; conventional 35"},
    {"Retention was 36% with PRP and 41% with saline (difference, -5%; 95% CI, -9.2% to -0.8%).",
     "PRP 36; conventional 41"},
    // a span is no value
    {"Resorption rates after grafting range from 20% to 90% and cannot be foreseen.", "-"},
    // what a value is measured against has a time of its own
    {"Compared with the 1-week scan, a median of 41% of the fat remained at 12 months.", "all 41@12"},
    {"At 6 months 66% of the 2-week volume remained.", "all 66@6"},
    {"Retention was 62% at the 2-week scan.", "all 62@0.46"},
    {"The grafts had fallen to 45% of their weight in untreated mice, compared with 70% in mice that received PRP.",
     "PRP 70; conventional 45"},
    {"The final volume with respect to the initial volume was 44% with PRP and 36% with fat alone.",
     "PRP 44; conventional 36"},
    {"Regarding volume retention, no difference was found (ASC 53%, placebo 52%).", "ASC 53; conventional 52"},
};
INSTANTIATE_TEST_SUITE_P(References, Wordings, testing::ValuesIn(kReferences));

constexpr Wording kPlainFat[] = {
    // a short form with its head and its number in the bracket
    {"Women had traditional fat grafting (TFG group, n = 31) or fat with SVF (n = 33). At 6 months graft retention was "
     "58.1% with SVF and 44.9% in TFG.",
     "SVF 58.1@6; conventional 44.9@6"},
    {"Group 1: fat + PRP; group 2: fat + medium. Graft survival was 66% in group 1 and 50% in group 2.",
     "PRP 66; conventional 50"},
    {"Retention was 51% in the water-assisted lipotransfer group and 56% in the SVF group.", "SVF 56; conventional 51"},
    {"The weight at 12 weeks was 66.5% of the initial graft weight with PRP as compared to 49.2% in the saline group.",
     "PRP 66.5@2.76; conventional 49.2@2.76"},
    // what a published series is compared with is one's own
    {"Graft survival was 71 ± 11% compared with 52 ± 12% in published series of fat grafting.", "all 71±11"},
    {"Graft survival was 44 ± 8 percent in nanofat and 35 ± 9 percent in fat.", "conventional 35±9; nanofat 44±8"},
    {"Survival in the PRP 10% and PRP 20% groups was 51% and 58%, and in controls 41%.",
     "PRP 51; PRP 58; conventional 41"},
    {"Cell viability before grafting was 88%. Stem cell counts were alike. Fresh grafts retained 61% of their weight.",
     "conventional 61"},
    {"Fat was grafted with SVF (group S) or with Ringer solution (group R). Retention was 61% in group S and 45% in "
     "group R.",
     "SVF 61; conventional 45"},
    {"Retention was 63% in patients who received nanofat and 44% in patients who did not receive it.",
     "conventional 44; nanofat 63"},
    {"The SVF group had a resorption of 38%, and controls of 55%.", "SVF 62; conventional 45"},
    {"Nanofat lost 60% of its volume, whereas the loss of macrofat was 42%.", "conventional 58; nanofat 40"},
};
INSTANTIATE_TEST_SUITE_P(PlainFat, Wordings, testing::ValuesIn(kPlainFat));

}  // namespace
