// Rules on arms, in sentences of our own: groups as the text itself defines them, ways of handling plain fat, and what
// is compared with.
#include <gtest/gtest.h>

#include <algorithm>

#include "reader.h"

namespace {
using namespace evigraft;

class Arms : public testing::TestWithParam<Wording> {};

TEST_P(Arms, AreRead) { EXPECT_EQ(shown(read_abstract(GetParam().text)), GetParam().expected) << GetParam().text; }

// groups that the text defines by number, letter or short form, and then uses
constexpr Wording kGroups[] = {
    {"Group 1 (n=12, fat only), group 2 (n=12, fat + nanofat) and group 3 (n=11, fat + SVF) kept 38.1%, 47.7% and "
     "60.2% of the graft at 6 months.",
     "SVF 60.2@6; conventional 38.1@6; nanofat 47.7@6"},
    {"Retention in groups A (fat alone), B (fat and PRP) and C (fat and SVF) was 41.0%, 52.3% and 63.8% at 12 months.",
     "PRP 52.3@12; SVF 63.8@12; conventional 41@12"},
    {"Group A: 2 mL of fat. Group B: 1.8 mL of fat + 0.2 mL of SVF. At 12 weeks the retention was 44% in group A and "
     "61% in group B.",
     "SVF 61@2.76; conventional 44@2.76"},
    {"Group I underwent fat grafting, group II fat grafting with PRP and group III fat grafting with SVF. Survival was "
     "40.5%, 51.2% and 62.9% in groups I to III.",
     "PRP 51.2; SVF 62.9; conventional 40.5"},
    {"Three groups were formed: G1 (fat), G2 (fat + PRF), G3 (fat + ADSC). At week 12 the graft volume retention was "
     "39% in G1, 50% in G2 and 66% in G3.",
     "ASC 66@2.76; PRP 50@2.76; conventional 39@2.76"},
    {"Rabbits were allotted to group 1 (control, fat only; n = 8), group 2 (fat with PRP; n = 8) or group 3 (fat with "
     "cultured ASCs; n = 8). Graft retention was 35%, 47% and 64%, respectively.",
     "ASC 64; PRP 47; conventional 35"},
    {"The first group received fat alone, the second fat with PRP, the third fat with SVF. Retention was 37.0%, 46.1% "
     "and 58.8%, respectively.",
     "PRP 46.1; SVF 58.8; conventional 37"},
    {"Patients had either fat alone (Group 1, 20 patients) or fat with SVF (Group 2, 21 patients). Volume retention at "
     "6 months was 45.2 ± 8.1% in Group 1 and 62.8 ± 7.7% in Group 2.",
     "SVF 62.8±7.7@6; conventional 45.2±8.1@6"},
    {"In group 1 fat was injected alone; in group 2 it was mixed with SVF. After 12 months group 2 had kept 64% and "
     "group 1 46% of the volume.",
     "SVF 64@12; conventional 46@12"},
    {"The SG (study group: fat plus SVF) kept 66% and the CG (control group: fat) 49% of the volume at 6 months.",
     "SVF 66@6; conventional 49@6"},
    {"Women were assigned to an experimental group (EG, n = 20, SVF-enriched fat) or a control group (CG, n = 20, fat "
     "only). At 6 months retention was 65.1% in the EG and 47.7% in the CG.",
     "SVF 65.1@6; conventional 47.7@6"},
    {"Hands received microfat (MF) or microfat plus nanofat (MF+NF). After 6 months MF hands kept 44% and MF+NF hands "
     "57% of the volume.",
     "conventional 44@6; nanofat 57@6"},
    {"Fat (F) or fat with PRP (F+P) was injected. F and F+P had retained 42% and 55% of the volume at 6 months.",
     "PRP 55@6; conventional 42@6"},
    {"Methods: Group A (n = 14) received SVF-enriched fat and group B (n = 15) fat alone. Results: Retention at 6 "
     "months was 63% (group A) vs 47% (group B). At 12 months it was 60% vs 44%.",
     "SVF 60@12; SVF 63@6; conventional 44@12; conventional 47@6"},
    {"Methods: Patients were divided into groups A (SVF) and B (control). Results: At 3 months retention was 70% in A "
     "and 55% in B; at 6 months, 64% and 48%.",
     "SVF 64@6; SVF 70@3; conventional 48@6; conventional 55@3"},
    {"Group 1 received saline, group 2 PRP and group 3 SVF. At 4 weeks retention was 61%, 68% and 77% in groups 1, 2 "
     "and 3, respectively. At 12 weeks it was 40%, 51% and 63%, respectively.",
     "PRP 51@2.76; PRP 68@0.92; SVF 63@2.76; SVF 77@0.92; conventional 40@2.76; conventional 61@0.92"},
    {"Group 1 got fat alone, group 2 fat with PRP, and group 3 fat with SVF. Group 3 kept 61.2%, more than group 1 "
     "(40.3%) and group 2 (47.1%) at 12 months.",
     "PRP 47.1@12; SVF 61.2@12; conventional 40.3@12"},
    {"Patients were randomised to ADSC-enriched fat (arm A) or fat alone (arm B). Retention in arm A was 70.2%, "
     "compared with 51.1% in arm B, at 6 months.",
     "ASC 70.2@6; conventional 51.1@6"},
    {"Breasts received PRP-enriched fat (n = 12; PRP group) or saline-mixed fat (n = 12; saline group). At 6 months "
     "retention was 57% in the PRP group and 44% in the saline group.",
     "PRP 57@6; conventional 44@6"},
    {"The test group (TG) had SVF-gel, the reference group (RG) Coleman fat. Retention was 58% (TG) and 40% (RG) at 6 "
     "months.",
     "SVF 58@6; conventional 40@6"},
    {"Twenty patients had conventional fat grafting (CFG) and 20 had cell-assisted lipotransfer (CAL). The volume "
     "remaining at 12 months was 43% for CFG and 61% for CAL.",
     "SVF 61@12; conventional 43@12"},
    {"Group 1 got fat alone, group 2 fat with PRP, and group 3 fat with SVF. Group 3 kept 61.2%, more than group 1 "
     "(40.3%) and group 2 (47.1%) at 12 months.",
     "PRP 47.1@12; SVF 61.2@12; conventional 40.3@12"},
};
INSTANTIATE_TEST_SUITE_P(Groups, Arms, testing::ValuesIn(kGroups));

// doses of a cell arm
constexpr Wording kDoses[] = {
    {"Mice received fat only (Control), fat with 1 × 10^5 ADSCs (Low) or fat with 1 × 10^6 ADSCs (High). Retention was "
     "36% in Control, 48% in Low and 61% in High.",
     "ASC 48; ASC 61; conventional 36"},
    {"Retention was 33% without cells, 41% in the 5 × 10^5 ADSC group and 57% in the 2 × 10^6 ADSC group.",
     "ASC 41; ASC 57; conventional 33"},
    {"Fat was mixed with 0, 10^5, 10^6 or 10^7 ASCs per mL. Retention was 30% in the control group, 40% in the 10^5 "
     "group, 52% in the 10^6 group and 50% in the 10^7 group.",
     "ASC 40; ASC 50; ASC 52; conventional 30"},
    {"Low-dose CT was done at 3 months. Of the fat injected, 66% remained at 3 months. All women were content.",
     "conventional 66@3"},
    {"Fat was mixed with ADSCs at low (1 × 10^5), medium (1 × 10^6) or high (1 × 10^7) dose. Retention at 3 months was "
     "44% in the low-dose, 58% in the medium-dose and 55% in the high-dose group, and 39% in controls.",
     "ASC 44@3; ASC 55@3; ASC 58@3; conventional 39@3"},
    {"At week 12, 35% of the graft was left in the group without cells, 48% in the group with 0.5 million cells and "
     "61% in the group with 2 million cells. Cultured ASCs were used.",
     "ASC 48@2.76; ASC 61@2.76; conventional 35@2.76"},
    {"With 10% PRP the grafts kept 50%, with 20% PRP 56%, without PRP 44% at 3 months.",
     "PRP 50@3; PRP 56@3; conventional 44@3"},
};
INSTANTIATE_TEST_SUITE_P(Doses, Arms, testing::ValuesIn(kDoses));

// what "treated" names, and what cells give off
constexpr Wording kTreated[] = {
    {"Retention was 61% for ADSC-Exo and 44% for PBS at 8 weeks.", "conventional 44@1.84; other 61@1.84"},
    {"Exosomes of ADSCs raised graft retention to 58% compared with 41% in saline-treated mice.",
     "conventional 41; other 58"},
    {"Grafts with MSC-derived extracellular vesicles retained 60%, vehicle-treated grafts 43%.",
     "conventional 43; other 60"},
    {"Graft survival was 39% in placebo-treated and 58% in ADSC-treated rats.", "ASC 58; conventional 39"},
    {"The treated breasts had retained 62% of the fat at 12 months.", "all 62@12"},
    {"In the treated cheeks 54% of the graft was retained after 6 months.", "all 54@6"},
    {"The stem cell-enriched grafts retained 70% and the non-enriched ones 48%.", "cell_enriched 70; conventional 48"},
    {"We treated a woman in whom three previous sessions of lipofilling had failed. Fat enriched with freshly isolated "
     "SVF was injected. MRI showed retention of 78% at 6 months.",
     "SVF 78@6"},
    {"The exosome group (EXO), the ADSC group and the blank group retained 60%, 63% and 41% of the volume at week 12.",
     "ASC 63@2.76; conventional 41@2.76; other 60@2.76"},
    {"Retention was 60% for EXO and 42% for the blank control at week 12 in mice grafted with human fat.",
     "conventional 42@2.76; other 60@2.76"},
    {"The study group retained 62% of the fat at 6 months. MRI was used. The fat had been enriched with SVF.",
     "SVF 62@6"},
    {"A volumetric study of fat grafting in 20 women; the study breast retained 58% at 6 months and the patients were "
     "content.",
     "all 58@6"},
};
INSTANTIATE_TEST_SUITE_P(Treated, Arms, testing::ValuesIn(kTreated));

// ways of handling plain fat are arms of plain fat where nothing is added
constexpr Wording kHandled[] = {
    {"At 6 months retention was 48.2% with washed fat, 50.9% with decanted fat and 52.3% with centrifuged fat.",
     "conventional 48.2@6; conventional 50.9@6; conventional 52.3@6"},
    {"Graft survival was 41% after sedimentation, 46% after filtration and 49% after centrifugation.",
     "conventional 41; conventional 46; conventional 49"},
    {"Retention of fat processed by washing and by Telfa rolling was 55% and 61% at 1 year.",
     "conventional 55@12; conventional 61@12"},
    {"Fat centrifuged at 1200 g kept 57% of its volume and fat centrifuged at 50 g kept 46% at 12 months.",
     "conventional 46@12; conventional 57@12"},
    {"Fresh fat retained 64% and cryopreserved fat 41% of its volume at 3 months.",
     "conventional 41@3; conventional 64@3"},
    {"The survival of frozen fat was 38% against 61% of fresh fat after 8 weeks.",
     "conventional 38@1.84; conventional 61@1.84"},
    {"The retention rate was 51% in the centrifugation group and 58% in the washing group.",
     "conventional 51; conventional 58"},
    {"External preexpansion raised graft retention from 58% to 74% at 6 months.",
     "conventional 58@6; conventional 74@6"},
    {"Fat was washed with saline, centrifuged and mixed with SVF; retention was 63% with SVF and 47% without at 6 "
     "months.",
     "SVF 63@6; conventional 47@6"},
    {"SVF was isolated by centrifugation after digestion; the SVF group kept 61% and the control group 45% of the "
     "volume.",
     "SVF 61; conventional 45"},
    {"The centrifuged fat with SVF kept 63% and the centrifuged fat alone 48% of the volume.",
     "SVF 63; conventional 48"},
    {"Fat was used fresh or after freezing. The Fresh group kept 61% and the Frozen group 42% of the volume at 2 "
     "months.",
     "conventional 42@2; conventional 61@2"},
    {"Retention was 55% with the closed system and 51% with the Coleman technique at 6 months.",
     "conventional 51@6; conventional 55@6"},
    {"Our filtration device gave 57% and centrifugation 52% retention at 6 months.",
     "conventional 52@6; conventional 57@6"},
    {"Fat that was strained retained 49%, and fat that was centrifuged 53%, at 12 months.",
     "conventional 49@12; conventional 53@12"},
    {"Volume retention after decantation was 50.1 ± 8%, after washing 53.4 ± 9% and after centrifugation 55.0 ± 9%.",
     "conventional 50.1±8; conventional 53.4±9; conventional 55±9"},
    {"With cotton gauze rolling, 58% of the graft survived; with centrifugation, 50% did.",
     "conventional 50; conventional 58"},
    {"After centrifugation the fat was enriched with SVF. Retention was 61% in the enriched and 44% in the plain "
     "grafts at 6 months.",
     "SVF 61@6; conventional 44@6"},
    {"Manual (48.1%) and water-jet (51.3%) harvest gave similar retention at 6 months.",
     "conventional 48.1@6; conventional 51.3@6"},
};
INSTANTIATE_TEST_SUITE_P(Handled, Arms, testing::ValuesIn(kHandled));

// what an arm is compared with
constexpr Wording kCompared[] = {
    {"The volume had grown by 160 mL (SVF) and 120 mL (control), i.e. retention rates of 62.4% and 47.1% at 12 months.",
     "SVF 62.4@12; conventional 47.1@12"},
    {"PRP raised the retention rate from 45.1% (saline) to 57.2% at 6 months.", "PRP 57.2@6; conventional 45.1@6"},
    {"Fat with ASCs kept 64% of its volume at 90 days (versus 41%).", "ASC 64@2.96; conventional 41@2.96"},
    {"Nanofat kept 58% at 6 months (vs 44% in controls).", "conventional 44@6; nanofat 58@6"},
    {"Twelve patients after unsuccessful fat grafting elsewhere received cultured ASCs with fat. Retention was 71% at "
     "12 months. No controls were studied.",
     "ASC 71@12"},
    {"Patients entered the treatment between 2010 and 2014. MRI was done at 12 months. Fat graft retention was 61% at "
     "12 months.",
     "conventional 61@12"},
    {"In a test tube the fat was shaken. Retention of the graft was 52% at 6 months. The study ended in 2012.",
     "conventional 52@6"},
    {"In a split-face trial the right side received fat with nanofat and the left side fat alone; at 6 months 59% and "
     "46% of the volume were retained.",
     "conventional 46@6; nanofat 59@6"},
    {"Earlier fat grafting had failed in 8 of the 20 women. All had SVF-assisted fat transfer. Retention was 66% at 6 "
     "months.",
     "SVF 66@6"},
};
INSTANTIATE_TEST_SUITE_P(Compared, Arms, testing::ValuesIn(kCompared));

// names and layouts further apart
constexpr Wording kLayouts[] = {
    {"Gr. 1 (fat + SVF; n=10) kept 69.9±8.3%, Gr. 2 (fat + PRF; n=10) 60.2±9.0% and Gr. 3 (fat; n=10) 48.8±9.5% of the "
     "volume.",
     "PRP 60.2±9; SVF 69.9±8.3; conventional 48.8±9.5"},
    {"Grafts with (A) PBS, (B) ASC and (C) SVF retained 41%, 66% and 61% of their volume.",
     "ASC 66; SVF 61; conventional 41"},
    {"Retention: group A (fat + SVF), 63%; group B (fat + PRP), 55%; group C (fat), 46%.",
     "PRP 55; SVF 63; conventional 46"},
    {"Volume retention in group A (SVF; n = 12), B (PRP; n = 11) and C (fat only; n = 13) was 63%, 55% and 46%.",
     "PRP 55; SVF 63; conventional 46"},
    {"Mice were grafted with fat + PBS (group 1), fat + ADSCs (group 2) and fat + ADSC-EVs (group 3). At 12 weeks 36%, "
     "60% and 57% of the volume remained in groups 1, 2 and 3.",
     "ASC 60@2.76; conventional 36@2.76; other 57@2.76"},
    {"The control arm got fat and saline, the intervention arm fat and SVF: 47% and 62% were retained at 6 months.",
     "SVF 62@6; conventional 47@6"},
    {"Group 1 = fat, group 2 = fat + PRP, group 3 = fat + SVF. Retention at 6 months: group 1, 42%; group 2, 51%; "
     "group 3, 60%.",
     "PRP 51@6; SVF 60@6; conventional 42@6"},
    {"Treatment A was fat with SVF and treatment B fat alone. Retention was 61% after treatment A and 45% after "
     "treatment B.",
     "SVF 61; conventional 45"},
    {"Forty patients underwent CAL (group I, n=20) or conventional lipofilling (group II, n=20). The mean resorption "
     "was 34% in group I vs. 55% in group II at 12 months.",
     "SVF 66@12; conventional 45@12"},
    {"Fat with and without PRP was injected into the right and left cheeks. At 6 months retention was 58% on the right "
     "and 49% on the left.",
     "PRP 58@6; conventional 49@6"},
    {"The PRP(+) cheeks retained 60% and the PRP(-) cheeks 47%.", "PRP 60; conventional 47"},
    {"SVF+ grafts kept 62% and SVF- grafts 45% of their volume at 12 weeks.", "SVF 62@2.76; conventional 45@2.76"},
    {"Retention with ASCs was 65.0% against 44.2% with vehicle (PBS).", "ASC 65; conventional 44.2"},
    {"In the ADSC-CM group (conditioned medium) 55% and in the control medium group 41% of the graft remained.",
     "conventional 41; other 55"},
    {"Microfat alone (MA) was used in 20 hands, microfat and SVF (MS) in 20. MA gave 45% and MS 60% retention at 12 "
     "months.",
     "SVF 60@12; conventional 45@12"},
    {"Fat enriched with 1, 2 or 4 × 10^6 ASCs per mL kept 48%, 57% and 62%, respectively; unenriched fat kept 40%.",
     "ASC 48; ASC 57; ASC 62; conventional 40"},
    {"Twenty breasts got fat plus SVF; 20 got fat only. In the former 64% and in the latter 47% of the volume remained "
     "at 6 months.",
     "SVF 64@6; conventional 47@6"},
    {"Among smokers retention was 41% and among non-smokers 55% at 6 months.", "all 41@6; all 55@6"},
    {"Retention was 50% in the fat group, 62% in the fat + SVF group and 57% in the fat + PRP group.",
     "PRP 57; SVF 62; conventional 50"},
    {"The retention rates of Coleman fat, nanofat-enriched fat and SVF-gel-enriched fat were 42.1%, 50.2% and 61.3%.",
     "SVF 61.3; conventional 42.1; nanofat 50.2"},
    {"ASC grafts were compared with plain grafts. After half a year the former had retained 70% of the volume, the "
     "latter 52%.",
     "ASC 70@6; conventional 52@6"},
    {"Retention was higher in group B (57.1%) than in group A (44.8%). Group A had fat alone, group B had fat with "
     "nanofat.",
     "conventional 44.8; nanofat 57.1"},
    {"Arm 1 (fat with cultured ASCs) and arm 2 (fat with saline) kept 66% and 45%.", "ASC 66; conventional 45"},
    {"Cohort A received fat with SVF-gel, cohort B fat with PRF, cohort C fat. At 12 months cohort A kept 60%, cohort "
     "B 52%, cohort C 41%.",
     "PRP 52@12; SVF 60@12; conventional 41@12"},
    {"Group A received fat alone and group B fat with SVF; retention was 47% and 62%, respectively.",
     "SVF 62; conventional 47"},
    {"Group A received fat alone and group B fat with SVF; retention was 47% and 62%.", "SVF 62; conventional 47"},
    {"Ten mice received fat with PBS and ten fat with ADSCs, and 41% and 63% of the graft were retained at week 8.",
     "ASC 63@1.84; conventional 41@1.84"},
};
INSTANTIATE_TEST_SUITE_P(Layouts, Arms, testing::ValuesIn(kLayouts));

// whole abstracts
constexpr Wording kAbstracts[] = {
    {"Objective: To compare three ways of preparing fat. Methods: Sixty patients were randomised to centrifugation "
     "(group C), washing (group W) or sedimentation (group S), 20 each. 3D photographs were taken at 12 months. "
     "Results: Volume retention was 52.4 ± 8.0% in group C, 55.1 ± 7.9% in group W and 44.8 ± 9.1% in group S (P = "
     "0.02). Conclusion: Sedimentation should be abandoned.",
     "conventional 44.8±9.1@12; conventional 52.4±8@12; conventional 55.1±7.9@12"},
    {"Purpose: To find out whether freezing harms fat. Method: Fresh fat or fat that had been stored at minus 20 "
     "degrees was injected into 24 nude mice (12 per group). Results: After 12 weeks the fresh grafts weighed 58% and "
     "the frozen grafts 31% of the initial weight. Vacuoles were seen in 60% of frozen grafts.",
     "conventional 31@2.76; conventional 58@2.76"},
    {"We reviewed 31 patients who had fat grafting of the temples. Fat was centrifuged at 3000 rpm for 3 minutes. The "
     "treated temples were scanned before and 6 months after surgery. The mean retention was 47%. No patient had "
     "received fat before. Controlled studies with stem cells should follow.",
     "conventional 47@6"},
    {"Methods: Nude mice received human fat with 0 (control), 0.2 × 10^6, 1 × 10^6 or 5 × 10^6 cultured ASCs per mL. "
     "Results: At 16 weeks, retention was 29% in controls, 38% at 0.2 × 10^6, 51% at 1 × 10^6 and 49% at 5 × 10^6 "
     "cells per mL.",
     "ASC 38@3.68; ASC 49@3.68; ASC 51@3.68; conventional 29@3.68"},
    {"Patients were divided in two groups. Group 1 (20 patients) was treated with Coleman fat alone; group 2 (20 "
     "patients) with Coleman fat plus PRP. Six months after surgery group 1 showed a maintenance of 39% and group 2 of "
     "63% of the contour and volume.",
     "PRP 63@6; conventional 39@6"},
    {"A 41-year-old woman with linear scleroderma had had two unsuccessful fat grafts. We injected 20 mL of fat "
     "enriched with nanofat. Three months later 80% and twelve months later 72% of the volume was retained on MRI. "
     "Conventional lipofilling often fails in scleroderma.",
     "nanofat 72@12; nanofat 80@3"},
    {"Methods: Women underwent fat grafting with an external volume expander (EVE group, n = 15) or without (control "
     "group, n = 17). Results: MRI at 6 months showed graft retention of 72% in the EVE group and of 56% in the "
     "control group.",
     "conventional 56@6; other 72@6"},
};
INSTANTIATE_TEST_SUITE_P(Abstracts, Arms, testing::ValuesIn(kAbstracts));

// groups in every order
constexpr Wording kOrders[] = {
    {"The PRP + SVF group kept 66%, the SVF group 60% and the fat group 45%.", "PRP 66; SVF 60; conventional 45"},
    {"Rats received fat + saline (Group A, n = 10), fat + exosomes (Group B, n = 10) or fat + ADSCs (Group C, n = 10). "
     "Retention in Groups A, B and C was 35.2%, 52.3% and 55.0% at 8 weeks.",
     "ASC 55@1.84; conventional 35.2@1.84; other 52.3@1.84"},
    {"The retention rate in groups A-D was 31%, 42%, 50% and 58%. Group A had fat, group B fat + nanofat, group C fat "
     "+ PRP and group D fat + SVF.",
     "PRP 50; SVF 58; conventional 31; nanofat 42"},
    {"Six months after treatment the groups 1, 2, and 3 had retained 44%, 52% and 61%. Group 1 was the control group, "
     "group 2 got PRP, group 3 SVF.",
     "PRP 52@6; SVF 61@6; conventional 44@6"},
    {"Group B retained significantly more volume than group A (61.3% vs 45.2%). Group A: fat alone. Group B: fat and "
     "SVF.",
     "SVF 61.3; conventional 45.2"},
    {"Volume retention in Group 2 (62%) exceeded that in Group 1 (47%). Group 1 received fat only and Group 2 received "
     "fat and ADSCs.",
     "ASC 62; conventional 47"},
    {"Group 1 (SVF) and group 2 (control) retained 64% and 50% at 6 months, and 61% and 46% at 12 months.",
     "SVF 61@12; SVF 64@6; conventional 46@12; conventional 50@6"},
    {"Patients in the fat-only group (FO) and the fat-plus-SVF group (FS) were followed. Retention in FO was 46% and "
     "in FS 60%.",
     "SVF 60; conventional 46"},
    {"Fat grafts were mixed with (group 1) or without (group 2) ADSCs. Graft retention was 64% in group 1 and 45% in "
     "group 2.",
     "ASC 64; conventional 45"},
    {"Ten women received fat graft with SVF (group A) and ten women without SVF (group B). Retention was 63% (A) and "
     "47% (B).",
     "SVF 63; conventional 47"},
    {"The A side (PRP) had 61% and the B side (saline) 48% of the graft left after 6 months.",
     "PRP 61@6; conventional 48@6"},
    {"Group Ia (fat) retained 44%, group Ib (fat + PRP) 52%.", "PRP 52; conventional 44"},
    {"The vehicle group kept 40%, and groups with 1, 5 and 10 million ASCs 52%, 60% and 61%, respectively.",
     "ASC 52; ASC 60; ASC 61; conventional 40"},
    {"Adding 10%, 20% and 30% PRP gave a retention of 50%, 57% and 55% versus 42% without PRP.",
     "PRP 50; PRP 55; PRP 57; conventional 42"},
    {"Control grafts retained 42%, low-dose grafts 50% and high-dose grafts 58%. Doses were 10^5 and 10^6 ADSCs.",
     "ASC 50; ASC 58; conventional 42"},
    {"Survival was 36%, 49% and 61% in the 0, 1 × 10^5 and 1 × 10^6 ASC groups.", "ASC 49; ASC 61; conventional 36"},
    {"In total 55% of the fat injected was still there after one year, 62% after SVF-assisted and 49% after "
     "conventional grafting.",
     "SVF 62@12; all 55@12; conventional 49@12"},
};
INSTANTIATE_TEST_SUITE_P(Orders, Arms, testing::ValuesIn(kOrders));

// what could be taken for an arm, and what the topic does not know
constexpr Wording kOthers[] = {
    {"Retention in the cheek (C), temple (T) and chin (CH) was 50%, 55% and 48% at 6 months in 20 women given "
     "SVF-enriched fat.",
     "SVF 48@6; SVF 50@6; SVF 55@6"},
    {"Fat processed by centrifugation was injected with PRP; 58% was retained at 6 months.", "PRP 58@6"},
    {"In group 1 (12%) and group 2 (15%) of the patients a touch-up was needed; retention was 61% with SVF and 45% in "
     "controls.",
     "SVF 61; conventional 45"},
    {"PRP was prepared by centrifugation at 1500 g; the PRP side kept 58% and the other side 47% of the graft.",
     "PRP 58; conventional 47"},
    {"The fat was frozen for later sessions. The first session retained 50% and the second 62% of the injected volume "
     "at 6 months.",
     "all 50@6; all 62@6"},
    {"Washed SVF cells were mixed with fat; retention was 64% at 6 months versus 50% with fat only.",
     "SVF 64@6; conventional 50@6"},
    {"After washing and resuspension in saline, ASCs were added to fat. At 8 weeks, the ASC grafts kept 66% and the "
     "saline grafts 43%.",
     "ASC 66@1.84; conventional 43@1.84"},
    {"Mean graft retention was 58% in stage I, 51% in stage II and 40% in stage III disease after SVF-enriched fat "
     "grafting.",
     "SVF 40; SVF 51; SVF 58"},
    {"Patients of type A (n = 10) retained 60% and patients of type B (n = 10) 51% of the fat at 6 months.",
     "all 51@6; all 60@6"},
    {"Low-dose radiation did not matter; the ASC group kept 60% and the control group 44%.", "ASC 60; conventional 44"},
    {"The study of fat grafting in 30 women showed that the injected volume retained was 55% at 6 months in those who "
     "were treated.",
     "all 55@6"},
    {"Vitamin E-treated grafts kept 57% and untreated grafts 45% of their weight.", "conventional 45; other 57"},
    {"Insulin-treated fat retained 56%, saline-treated fat 44% and untreated fat 43% at 12 weeks.",
     "conventional 43@2.76; conventional 44@2.76; other 56@2.76"},
    {"Fat grafts treated with deferoxamine (DFO) kept 60%, control grafts 46% at 8 weeks. DFO was injected weekly.",
     "conventional 46@1.84; other 60@1.84"},
    {"Two groups were formed: fat plus melatonin (MEL) and fat alone (FA). Retention was 58% in MEL and 43% in FA.",
     "conventional 43; other 58"},
    {"Fat was grafted with hydrogel (group H), with SVF (group S) or alone (group F). Retention was 51% in H, 62% in S "
     "and 44% in F at 6 months.",
     "SVF 62@6; conventional 44@6; other 51@6"},
};
INSTANTIATE_TEST_SUITE_P(Others, Arms, testing::ValuesIn(kOthers));

// short forms, doses by letter, lists told again
constexpr Wording kTold[] = {
    {"ASCs were mixed with fat at a dose of 0 (group A), 1 × 10^5 (group B) and 1 × 10^6 cells (group C). At 12 weeks "
     "retention in groups A, B and C was 37%, 48% and 61%.",
     "ASC 48@2.76; ASC 61@2.76; conventional 37@2.76"},
    {"The grafts measured 18 mL on the SVF side and 12 mL on the control side, that is 60.0% and 40.0% of the injected "
     "volume.",
     "SVF 60; conventional 40"},
    {"Fat retention was 41% with and 36% without low-level laser at 6 months.", "conventional 36@6; other 41@6"},
    {"With 63% versus 47%, the PRP group kept more of the graft than the fat-only group at 1 year.",
     "PRP 63@12; conventional 47@12"},
    {"On the SVF side retention fell from 82% (1 month) to 61% (6 months) and on the control side from 80% to 47%.",
     "SVF 61@6; SVF 82@1; conventional 47@6; conventional 80@1"},
    {"The volume that survived was 66% after enriched and 51% after conventional lipofilling.",
     "cell_enriched 66; conventional 51"},
    {"The SVF group kept 61% at one year. In the fat and PRP group retention was 58% at the same control.",
     "PRP 58@12; SVF 61@12"},
    {"The FG group retained 45% and the FG+SVF group 61% at 6 months. FG is fat grafting.",
     "SVF 61@6; conventional 45@6"},
    {"ADRC-enriched grafts retained 62% versus 48% in the non-ADRC grafts.", "SVF 62; conventional 48"},
    {"SVF-gel retained 61% and Coleman fat 42% of the volume at 6 months.", "SVF 61@6; conventional 42@6"},
    {"After fat grafting with SVF (SVF group, n=30) or without SVF (fat group, n=30), retention was 63% in the SVF "
     "group and 47% in the fat group.",
     "SVF 63; conventional 47"},
    {"The retention of fat in the PRF group and the non-PRF group was 62.5% and 49.1% at 3 months.",
     "PRP 62.5@3; conventional 49.1@3"},
    {"ASC-enriched fat: 68%; PRP-enriched fat: 54%; fat without additives: 43% (retention at week 12).",
     "ASC 68@2.76; PRP 54@2.76; conventional 43@2.76"},
    {"In the emulsified fat group 55% and in the macrofat group 44% of the graft was left.",
     "conventional 44; nanofat 55"},
    {"Patients with SVF had 61% of the fat left at 6 months, those without 46%.", "SVF 61@6; conventional 46@6"},
    {"Retention was 61% when fat was supplemented with SVF and 46% when it was not.", "SVF 61; conventional 46"},
    {"The retention rate of the experimental group (fat + PRF) and of the control group (fat) was 58% and 43%.",
     "PRP 58; conventional 43"},
    {"Of the volume injected, 60% was retained in patients who received SVF and 45% in those who did not.",
     "SVF 60; conventional 45"},
    {"Adding ADSCs raised survival from 45% to 68%, adding SVF to 60%.", "ASC 68; SVF 60; conventional 45"},
    {"Enriched and non-enriched breasts had kept 65% and 50% of the fat. SVF was used for enrichment.",
     "SVF 65; conventional 50"},
    {"Retention was better in the SVF than in the PRP and control groups (62% vs 52% and 44%).",
     "PRP 52; SVF 62; conventional 44"},
};
INSTANTIATE_TEST_SUITE_P(Told, Arms, testing::ValuesIn(kTold));

const Arm* arm_of(const Reading& reading, ArmClass wanted) {
  const auto found =
      std::find_if(reading.arms.begin(), reading.arms.end(), [&](const Arm& arm) { return arm.arm_class == wanted; });
  return found == reading.arms.end() ? nullptr : &*found;
}

TEST(ArmsOfAText, HaveTheNumberThatStandsInTheirBracket) {
  const Reading reading = read_abstract(
      "Group 1 (n=12, fat only), group 2 (n=14, fat + nanofat) and group 3 (n=11, fat + SVF) kept 38%, 47% and 60% of "
      "the graft at 6 months.");
  for (const auto& [arm, n] :
       {std::pair(ArmClass::conventional, 12), std::pair(ArmClass::nanofat, 14), std::pair(ArmClass::svf, 11)}) {
    const Arm* found = arm_of(reading, arm);
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->n, n);
  }
}

TEST(ArmsOfAText, AreNotWhatWasDoneBefore) {
  const Reading reading = read_abstract(
      "Two earlier sessions of conventional lipofilling had failed in this woman. Fat with freshly isolated SVF was "
      "injected. Of the injected volume 77% was retained after 5 months.",
      "Fat with SVF for a facial scar: a case report");
  EXPECT_EQ(arm_of(reading, ArmClass::conventional), nullptr);
  EXPECT_EQ(shown(reading), "SVF 77@5");
}

TEST(ArmsOfAText, AreNotDosesOfRadiation) {
  const Reading reading = read_abstract(
      "Low-dose CT was done at 3 months. Of the fat injected, 66% remained at 3 months. All women were content.");
  EXPECT_EQ(shown(reading), "conventional 66@3");
}

}  // namespace
