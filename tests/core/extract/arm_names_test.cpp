// Rules on how a text names its arms, in sentences of our own.
#include <gtest/gtest.h>

#include "reader.h"

namespace {
using namespace evigraft;

class ArmNames : public testing::TestWithParam<Wording> {};

TEST_P(ArmNames, AreRead) { EXPECT_EQ(shown(read_abstract(GetParam().text)), GetParam().expected) << GetParam().text; }

// labels that stand behind what they name, and lists that define them
constexpr Wording kLabels[] = {
    {"Fat was injected with saline in group A, with PRP in group B and with cultured ASCs in group C. Volume retention "
     "at 12 weeks was 41% in group A, 55% in group B and 66% in group C.",
     "ASC 66@2.76; PRP 55@2.76; conventional 41@2.76"},
    {"Fat was mixed with SVF in group 1 and with PBS in group 2. Retention at 3 months was 62% in group 1 and 44% in "
     "group 2.",
     "SVF 62@3; conventional 44@3"},
    {"PRP was added in group A and saline in group B. The survival rate was 60% in group A and 43% in group B.",
     "PRP 60; conventional 43"},
    {"Rabbits were given fat alone in group I, fat plus PRF in group II and fat plus SVF in group III. Retention was "
     "40%, 52% and 63% in groups I, II and III.",
     "PRP 52; SVF 63; conventional 40"},
    {"Fat was injected with SVF and saline in groups A and B, respectively. Retention was 63% in group A and 45% in "
     "group B.",
     "SVF 63; conventional 45"},
    {"Fat was mixed with insulin in group A, with saline in group B and with PRP in group C. Retention was 50%, 40% "
     "and 60% in groups A, B and C.",
     "PRP 60; conventional 40; other 50"},
    {"Cultured ASCs were injected together with fat in groups B and C, and saline with fat in group A. Retention was "
     "40% in group A, 60% in group B and 66% in group C.",
     "ASC 60; ASC 66; conventional 40"},
    {"Rats were assigned to three groups: I, saline; II, PRP; III, SVF. The graft survival rate was 40% in group I, "
     "52% in group II and 63% in group III.",
     "PRP 52; SVF 63; conventional 40"},
    {"Rats were assigned to three groups: A, fat with saline; B, fat with PRP; C, fat with SVF. The graft survival "
     "rate was 40%, 52% and 63% in groups A, B and C.",
     "PRP 52; SVF 63; conventional 40"},
    {"Forty mice were divided into four groups: (1) fat alone, (2) fat + PRP, (3) fat + SVF and (4) fat + cultured "
     "ASCs. Volume retention in groups 1 to 4 was 38%, 47%, 60% and 65%.",
     "ASC 65; PRP 47; SVF 60; conventional 38"},
    {"Mice were divided into groups: 1) saline, 2) PRP, 3) SVF. Retention was 40%, 52% and 63% in groups 1, 2 and 3, "
     "respectively.",
     "PRP 52; SVF 63; conventional 40"},
    {"Three groups were studied: A: fat only; B: fat and PRP; C: fat and SVF. Retention at 6 months was 40%, 52% and "
     "63% in groups A, B and C.",
     "PRP 52@6; SVF 63@6; conventional 40@6"},
    {"Mice were divided into group A = fat only, group B = fat + PRP, group C = fat + SVF. Retention at 6 months was "
     "40%, 52% and 63% in groups A, B and C.",
     "PRP 52@6; SVF 63@6; conventional 40@6"},
    {"The mice received fat alone (A), fat with PRP (B) or fat with SVF (C). Retention in A, B and C was 40%, 52% and "
     "63%.",
     "PRP 52; SVF 63; conventional 40"},
    {"Retention was 74% for high-density and 61% for low-density fat.", "conventional 61; conventional 74"},
    {"Of 22 women, 11 (group A) had lipofilling alone and 11 (group B) lipofilling with SVF. Retention was 55% in "
     "group A and 70% in group B.",
     "SVF 70; conventional 55"},
    {"Twelve patients (group 1) were treated with fat alone and 12 patients (group 2) with fat and PRP. Retention was "
     "55% in group 1 and 70% in group 2.",
     "PRP 70; conventional 55"},
    {"Ten women received SVF-enriched fat (group A) and 12 (group B) fat alone. Retention was 70% in group A and 55% "
     "in group B.",
     "SVF 70; conventional 55"},
    {"Fat (F), fat + PRP (FP) or fat + SVF (FS) was injected. Retention was 40% in F, 52% in FP and 63% in FS.",
     "PRP 52; SVF 63; conventional 40"},
    {"METHODS: Fat was mixed with 1 mL saline (Group I), 1 mL PRP (Group II) or 10^6 ASCs (Group III). RESULTS: The "
     "resorption rate was 60% for Group I, 48% for Group II and 37% for Group III.",
     "ASC 63; PRP 52; conventional 40"},
};
INSTANTIATE_TEST_SUITE_P(Labels, ArmNames, testing::ValuesIn(kLabels));

// names of interventions beside a comparator
constexpr Wording kNames[] = {
    {"Thirty women had fat grafts enhanced with SVF (FG-S) and thirty fat grafts not enhanced with SVF (FG). The "
     "patients "
     "treated with FG-S kept 62% and those treated with FG 40% of the volume.",
     "SVF 62; conventional 40"},
    {"The experimental ear received insulin and fat, the control ear fat. Survival was 65% on the experimental side "
     "and "
     "52% on the control side; the insulin group had more vessels than controls.",
     "conventional 52; other 65"},
    {"Whether the fat was washed (53%), decanted (51%) or centrifuged (50%) did not matter for its retention.",
     "conventional 50; conventional 51; conventional 53"},
    {"Thirty rats were divided into control, insulin and PRP groups. The grafts of the control group maintained 37% of "
     "the weight, those of the insulin and PRP groups 46% and 53%.",
     "PRP 53; conventional 37; other 46"},
    {"The retention rate was 37%, 46% and 53% in the control, deferoxamine and PRP groups, respectively.",
     "PRP 53; conventional 37; other 46"},
    {"Rats received saline, vitamin E or PRP. Retention was 37% in the saline group, 46% in the vitamin E group and "
     "53% in the PRP group.",
     "PRP 53; conventional 37; other 46"},
    {"Mice were treated with either deferoxamine or saline. Graft retention was 60% with deferoxamine and 44% with "
     "saline.",
     "conventional 44; other 60"},
    {"Mice were randomized to receive melatonin (n = 10) or vehicle (n = 10). Retained volume was 61% with melatonin "
     "and 45% with vehicle.",
     "conventional 45; other 61"},
    {"Fat grafts were placed with fibrin on the right side and with saline on the left side of the back. The volume "
     "retention of the fibrin side was 60%, as against 47% on the saline side.",
     "conventional 47; other 60"},
    {"METHODS: Grafts were treated with VEGF (VEGF group), bFGF (bFGF group) or PBS (control group). RESULTS: Graft "
     "retention was 60% in the VEGF group, 58% in the bFGF group and 44% in the control group.",
     "conventional 44; other 58; other 60"},
    {"METHODS: Mice received fat with hydrogel (group H), fat with hydrogel and ASCs (group HA) or fat with PBS (group "
     "P). RESULTS: Retention was 55% in group H, 66% in group HA and 44% in group P.",
     "ASC 66; conventional 44; other 55"},
    {"METHODS: Sixty mice received botulinum toxin (BTX group) or saline (control group) before fat grafting. RESULTS: "
     "Fat retention was 60% in the BTX group and 44% in the control group.",
     "conventional 44; other 60"},
};
INSTANTIATE_TEST_SUITE_P(Names, ArmNames, testing::ValuesIn(kNames));

// a sign as part of a name
constexpr Wording kSigns[] = {
    {"Retention was 61% in the PRP+ group and 47% in the PRP- group at 6 months.", "PRP 61@6; conventional 47@6"},
    {"The PRP(+) side kept 61% and the PRP(-) side 47% of the volume.", "PRP 61; conventional 47"},
    {"SVF+ breasts retained 66% and SVF− breasts 48% of the graft volume.", "SVF 66; conventional 48"},
    {"Grafts were made with (EPO+) or without (EPO−) erythropoietin. EPO+ grafts kept 70% of their volume and EPO− "
     "grafts 52%.",
     "conventional 52; other 70"},
    {"Retention was 61% (PRP+) versus 47% (PRP−).", "PRP 61; conventional 47"},
    {"The volume retention was 72% in SVF (+) and 51% in SVF (−) mice.", "SVF 72; conventional 51"},
};
INSTANTIATE_TEST_SUITE_P(Signs, ArmNames, testing::ValuesIn(kSigns));

// sides for what was put there
constexpr Wording kSides[] = {
    {"In 20 women the right hand received fat with nanofat and the left hand fat alone. Right hands retained 60% and "
     "left hands 49% of the volume.",
     "conventional 49; nanofat 60"},
    {"Fat with PRP was injected on the right side and fat with saline on the left side. The retention was 60% on the "
     "right side and 49% on the left.",
     "PRP 60; conventional 49"},
    {"PRP was mixed with the fat of the left cheek only. In left cheeks 61% of the volume persisted and in right "
     "cheeks 50%.",
     "PRP 61; conventional 50"},
    {"The left breasts received SVF-enriched fat, the right breasts fat only. Volume retention was 63% on the left and "
     "48% on the right.",
     "SVF 63; conventional 48"},
    {"METHODS: Fat was injected with (right side) or without (left side) PRP. RESULTS: The right side retained 60% and "
     "the left side 44% of the volume.",
     "PRP 60; conventional 44"},
    {"METHODS: In the left temple, fat with PRP was injected; in the right temple, fat with saline. RESULTS: Retention "
     "was 60% in the left and 44% in the right temples.",
     "PRP 60; conventional 44"},
    {"METHODS: The left side served as a control and received fat alone; the right side received fat with PRP. "
     "RESULTS: The right side retained 58%, the left 44%.",
     "PRP 58; conventional 44"},
    {"METHODS: Fat was injected in both buttocks of 12 rabbits; the left one had ASCs added. RESULTS: At week 12 the "
     "left grafts had kept 63%, the right ones 45%, of the volume.",
     "ASC 63@2.76; conventional 45@2.76"},
    {"METHODS: Deferoxamine (DFO) was injected at the recipient site on the right, saline on the left. RESULTS: "
     "Retention was 60% on the right and 44% on the left.",
     "conventional 44; other 60"},
};
INSTANTIATE_TEST_SUITE_P(Sides, ArmNames, testing::ValuesIn(kSides));

// doses by their number
constexpr Wording kNameDoses[] = {
    {"Survival was 33% in mice without SVF, 52% in mice with one dose and 64% in mice with two doses.",
     "SVF 52; SVF 64; conventional 33"},
    {"Graft survival was 33% in controls, 52% in those given a single dose of SVF and 64% in those given three doses.",
     "SVF 52; SVF 64; conventional 33"},
    {"After one PRP injection 52% and after two PRP injections 60% of the graft remained, versus 44% in controls.",
     "PRP 52; PRP 60; conventional 44"},
};
INSTANTIATE_TEST_SUITE_P(Doses, ArmNames, testing::ValuesIn(kNameDoses));

// fat and nothing else
constexpr Wording kFatOnly[] = {
    {"Retention was 60% in women who received fat with PRP and 47% in those who received only fat.",
     "PRP 60; conventional 47"},
    {"Retention was 60% in women with fat plus SVF and 47% in those with nothing but fat.", "SVF 60; conventional 47"},
    {"Retention was 60% after fat with SVF and 47% after fat by itself.", "SVF 60; conventional 47"},
    {"Retention was 60% in the breasts that had fat plus SVF and 47% in the breasts that had just fat.",
     "SVF 60; conventional 47"},
};
INSTANTIATE_TEST_SUITE_P(FatOnly, ArmNames, testing::ValuesIn(kFatOnly));

// one compared with the other, sums of two
constexpr Wording kPairs[] = {
    {"Comparing fat with SVF with fat alone, the former retained 62% and the latter 48% of the volume.",
     "SVF 62; conventional 48"},
    {"When PRP-enriched fat was compared with fat alone, the former kept 62% and the latter 48% of the volume.",
     "PRP 62; conventional 48"},
    {"We compared fat plus SVF with fat plus saline. Retention was 62% in the former and 48% in the latter.",
     "SVF 62; conventional 48"},
    {"In the comparison of nanofat-enriched with plain fat, the former kept 62% and the latter 48% of the volume.",
     "conventional 48; nanofat 62"},
    {"Graft survival in group 1 (fat+SVF), group 2 (fat+PRP), group 3 (fat+SVF+PRP) and group 4 (fat, control) was "
     "65%, 54%, 74% and 43%.",
     "PRP 54; SVF 65; SVF 74; conventional 43"},
    {"The retention was 65% with SVF, 54% with PRP, 74% with SVF and PRP together and 43% with fat alone.",
     "PRP 54; SVF 65; SVF 74; conventional 43"},
    {"The SVF, PRP, SVF+PRP and control groups retained 65%, 54%, 74% and 43%.",
     "PRP 54; SVF 65; SVF 74; conventional 43"},
    {"Retention was 43% in the control group, 54% in the PRP group, 65% in the SVF group and 74% in the SVF-PRP group.",
     "PRP 54; SVF 65; SVF 74; conventional 43"},
    {"METHODS: Nude rats were grafted with fat (n=8), fat+ADSC (n=8), fat+PRP (n=8), or fat+ADSC+PRP (n=8). RESULTS: "
     "Survival was 40%, 60%, 52% and 70%.",
     "ASC 60; ASC 70; PRP 52; conventional 40"},
};
INSTANTIATE_TEST_SUITE_P(Pairs, ArmNames, testing::ValuesIn(kPairs));

// ways of handling plain fat, carriers, series without comparator
constexpr Wording kMethods[] = {
    {"Of the two methods, centrifugation preserved 52% and sedimentation 45% of graft volume.",
     "conventional 45; conventional 52"},
    {"Filtration left 55% of the fat volume and centrifugation 47%.", "conventional 47; conventional 55"},
    {"Washing maintained 55% of the grafted volume, decantation 47%.", "conventional 47; conventional 55"},
    {"Retention was 58% with washing and 50% with centrifugation.", "conventional 50; conventional 58"},
    {"In 15 patients (group A) fat was mixed with PRP; in 15 patients (group B) saline was added. Retention was 70% in "
     "group A and 55% in group B.",
     "PRP 70; conventional 55"},
    {"PRP grafts retained 58% of their weight. Ringer grafts retained 45% of their weight.", "PRP 58; conventional 45"},
    {"Rats grafted with fat in a decellularized adipose matrix kept 79% of graft volume and those with fat alone 56%.",
     "conventional 56; other 79"},
    {"Breasts were augmented with fat enriched with ASCs which had been expanded for 14 days in human platelet lysate. "
     "The graft retention was 75% at 4 months.",
     "ASC 75@4"},
    {"Fat enriched with ADRCs was injected in 96 breasts; the volume at 2 weeks served as the reference. Fat take was "
     "84% at 1 month and 73% at 6 months.",
     "SVF 73@6; SVF 84@1"},
    {"METHODS: Fat was processed by the Coleman technique (group C) or with the Puregraft system (group P). RESULTS: "
     "Retention was 41% in group C and 50% in group P.",
     "conventional 41; conventional 50"},
    {"METHODS: Fat was prepared by centrifugation (group A), by sedimentation (group B) and by washing (group C). "
     "RESULTS: Fat retention was 41% in group A, 45% in group B and 50% in group C.",
     "conventional 41; conventional 45; conventional 50"},
};
INSTANTIATE_TEST_SUITE_P(Methods, ArmNames, testing::ValuesIn(kMethods));

// what groups had, by ratio, by name, by a count
constexpr Wording kDefinitions[] = {
    {"METHODS: The patients were allocated to group A (conventional fat grafting), group B (fat grafting with PRP), or "
     "group C (fat grafting with SVF). RESULTS: Volume retention was significantly higher in groups B (55%) and C "
     "(63%) than in group A (42%).",
     "PRP 55; SVF 63; conventional 42"},
    {"METHODS: The fat was centrifuged at 1200 g for 3 min and mixed with PRP at ratios of 4:1 (group A) and 2:1 "
     "(group B); fat alone served as control (group C). RESULTS: Retention was 58% in group A, 61% in group B and 44% "
     "in group C.",
     "PRP 58; PRP 61; conventional 44"},
    {"METHODS: SVF cells were added to the grafts of group 1 in a low dose and to those of group 2 in a high dose; "
     "group 3 had no cells added. RESULTS: Retention was 55%, 63% and 44% in groups 1, 2 and 3.",
     "SVF 55; SVF 63; conventional 44"},
    {"RESULTS: When compared to controls (44%), ASC (63%) and SVF (60%) grafts had higher retention.",
     "ASC 63; SVF 60; conventional 44"},
    {"METHODS: In the right groin fat mixed with ASC-conditioned medium was implanted, in the left groin fat with "
     "plain medium. RESULTS: Retention was 58% on the right and 44% on the left.",
     "conventional 44; other 58"},
    {"METHODS: Group 1 = control, Group 2 = low-level laser, Group 3 = PRP. RESULTS: Retention was 44% in Group 1, 55% "
     "in Group 2 and 58% in Group 3.",
     "PRP 58; conventional 44; other 55"},
    {"METHODS: ASCs were pretreated with melatonin (MT-ASC group) or not (ASC group) and mixed with fat; fat alone was "
     "the control. RESULTS: Retention was 66% in the MT-ASC group, 58% in the ASC group and 44% in the control group.",
     "ASC 58; ASC 66; conventional 44"},
    {"METHODS: Mice were grafted with fat plus ASCs overexpressing VEGF, fat plus ASCs or fat alone. RESULTS: "
     "Retention was 66%, 58% and 44%, respectively.",
     "ASC 58; ASC 66; conventional 44"},
};
INSTANTIATE_TEST_SUITE_P(Definitions, ArmNames, testing::ValuesIn(kDefinitions));

// texts of one arm, whatever else they mention
constexpr Wording kSeries[] = {
    {"BACKGROUND: Cell enrichment has been proposed to improve fat survival, but it is costly. METHODS: Thirty women "
     "had breast augmentation with fat harvested by water jet. MRI was done at 6 months. RESULTS: The mean volume "
     "retention was 58%. CONCLUSION: Plain fat gives good results without stem cells.",
     "conventional 58@6"},
    {"BACKGROUND: Nanofat and SVF have raised expectations. METHODS: We reviewed 45 patients treated with Coleman fat "
     "for hemifacial atrophy. Volumes were measured by CT. RESULTS: Fat retention was 47% at 12 months. Patients with "
     "linear scleroderma retained 40%, those with Romberg disease 52%.",
     "conventional 40@12; conventional 47@12; conventional 52@12"},
    {"METHODS: Twenty women underwent augmentation with fat enriched with ADRCs isolated at the bedside. MRI served "
     "for volumetry. RESULTS: Average retention was 71% at 3 months and 66% at 12 months. Women below 40 years kept "
     "69% and older women 62% of the volume.",
     "SVF 62@12; SVF 66@12; SVF 69@12; SVF 71@3"},
    {"METHODS: In ten patients fat mixed with autologous PRP was injected into the temples. 3D scans were made at 1, 3 "
     "and 6 months. RESULTS: Retention was 80%, 68% and 61%. There was no control group.",
     "PRP 61; PRP 68; PRP 80"},
    {"METHODS: Nanofat was injected with microfat in 18 hands. Ultrasound was done at 6 months. RESULTS: 55% of the "
     "injected volume was retained. No complication arose.",
     "nanofat 55@6"},
    {"METHODS: Fat from the abdomen and from the thigh was grafted in 24 women. RESULTS: At one year, retention was "
     "47% for abdominal and 49% for thigh fat. Donor site does not matter.",
     "conventional 47@12; conventional 49@12"},
    {"METHODS: Twelve patients had SVF-gel injected in the temples; 12 had it injected in the cheeks. RESULTS: "
     "Retention was 62% in the temples and 55% in the cheeks at 12 months. All were satisfied.",
     "SVF 55@12; SVF 62@12"},
    {"METHODS: 25 patients had SVF-enriched lipofilling of the breast. Controls were not available. RESULTS: 64% of "
     "the volume was retained at one year. In smokers it was only 51%.",
     "SVF 51@12; SVF 64@12"},
    {"METHODS: Young and old mice were grafted with human fat. RESULTS: At 12 weeks, retention was 57% in young and "
     "43% in old mice. Age impairs fat survival.",
     "conventional 43@2.76; conventional 57@2.76"},
    {"METHODS: Fat enriched with SVF by a mechanical or an enzymatic method was injected in 40 patients. RESULTS: "
     "Retention was 60% with the mechanical and 63% with the enzymatic method. Costs differed.",
     "SVF 60; SVF 63"},
    {"METHODS: Patients were grouped by dose: fewer than 50 million ADRCs or more. RESULTS: Patients with fewer cells "
     "retained 55%, those with more 68% of the fat. The number of cells matters.",
     "SVF 55; SVF 68"},
    {"METHODS: We treated 18 women with fat grafting to the breast, with PRP in the first 9. RESULTS: MRI at 12 months "
     "showed retention of 55% with PRP and 52% without. The difference was not significant.",
     "PRP 55@12; conventional 52@12"},
    {"METHODS: CAL was carried out in 40 patients. RESULTS: Fat survival by 3D scan averaged 65% at 6 months. BMI had "
     "no influence on survival. Conventional fat grafting has been reported to yield 40%.",
     "SVF 65@6"},
};
INSTANTIATE_TEST_SUITE_P(Series, ArmNames, testing::ValuesIn(kSeries));

// elided and numbered groups, cohorts, sides by letter
constexpr Wording kLists[] = {
    {"Fat grafts with added PRP survived to 58%, those without to 43%.", "PRP 58; conventional 43"},
    {"The animals of groups I and II received fat with and without SVF, respectively. Retention was 63% in group I and "
     "44% in group II.",
     "SVF 63; conventional 44"},
    {"Retention: SVF, 63%; PRP, 52%; control, 40%.", "PRP 52; SVF 63; conventional 40"},
    {"Fat retention in the SVF-gel, PRP-gel and Coleman fat groups was 75%, 58% and 44%.",
     "PRP 58; SVF 75; conventional 44"},
    {"Retention rates in the conventional, PRP, and nanofat arms were 44%, 55%, and 61%.",
     "PRP 55; conventional 44; nanofat 61"},
    {"The SVF cohort (n = 20) and the standard cohort (n = 22) kept 63% and 44%.", "SVF 63; conventional 44"},
    {"In the group that received PRP the resorption rate was 40%, and in the group that did not it was 56%.",
     "PRP 60; conventional 44"},
    {"The first cohort had fat with SVF and the second cohort fat alone. Retention was 63% in the first cohort and 44% "
     "in the second cohort.",
     "SVF 63; conventional 44"},
    {"Side A received SVF-enriched fat, side B fat only. Retention was 63% on side A and 44% on side B.",
     "SVF 63; conventional 44"},
    {"Sites 1 and 2 received fat with SVF and fat with saline. Volume retention was 63% at site 1 and 44% at site 2.",
     "SVF 63; conventional 44"},
    {"RESULTS: Retention was better in the SVF group than in controls at 3 (70% vs 55%), 6 (65% vs 48%) and 12 months "
     "(63% vs 44%).",
     "SVF 63@12; SVF 65@12; SVF 70@12; conventional 44@12; conventional 48@12; conventional 55@12"},
    {"The Lipo+SVF grafts retained 64% and the Lipo grafts 42% of their starting volume.", "SVF 64; conventional 42"},
    {"AT+PRP grafts kept 60% and AT grafts 44% of the volume.", "PRP 60; conventional 44"},
    {"In the F + ASC group 63% of the fat was retained; in the F group, 44%.", "ASC 63; conventional 44"},
    {"Retention in group FA (fat + ASC) was 63%, in group F (fat) 44%.", "ASC 63; conventional 44"},
    {"The mean graft retention was 63% among the 18 patients given SVF and 44% among the 17 not given it.",
     "SVF 63; conventional 44"},
    {"Fat retention averaged 63% in the experimental ears and 44% in the control ears; the experimental ears had "
     "received ASCs.",
     "ASC 63; conventional 44"},
    {"RESULTS: Mean retention was 58% in cases and 45% in controls. Cases had received PRP with the fat.",
     "PRP 58; conventional 45"},
    {"RESULTS: After one year, patients in the stem cell group (expanded ASCs) had kept 80% of the graft, those in the "
     "control group 16%.",
     "ASC 80@12; conventional 16@12"},
    {"RESULTS: Grafts with 0.5 million, 1 million and 2 million ASCs retained 50%, 58% and 63%, those with none 40%.",
     "ASC 50; ASC 58; ASC 63; conventional 40"},
    {"RESULTS: Supplementation with PRP reduced the resorption from 56% to 40%.", "PRP 60; conventional 44"},
    {"RESULTS: PRP reduced resorption (40%, as compared with 56% in controls).", "PRP 60; conventional 44"},
    {"RESULTS: Resorption amounted to 56% in controls but only 40% when PRP had been added.",
     "PRP 60; conventional 44"},
    {"RESULTS: Volume loss was less in the PRP arm (40%) than in either the saline arm (56%) or the fat-only arm "
     "(58%).",
     "PRP 60; conventional 42; conventional 44"},
    {"METHODS: Group I: fat + saline, Group II: fat + ADSCs, Group III: fat + SVF. RESULTS: Survival was: Group I 40%, "
     "Group II 62%, Group III 58%.",
     "ASC 62; SVF 58; conventional 40"},
    {"METHODS: The experimental group had 0.5 mL of ASC suspension added to 2 mL of fat; the control group had 0.5 mL "
     "of PBS. RESULTS: The fat graft survival rates were 62% in the experimental and 43% in the control group.",
     "ASC 62; conventional 43"},
    {"METHODS: In 12 sheep, fat was grafted as such, with SVF, or with PRF. RESULTS: Volumes at 6 months were 41%, 59% "
     "and 52% of the initial volume, respectively.",
     "PRP 52@6; SVF 59@6; conventional 41@6"},
    {"METHODS: Fat was grafted with a gelatin sponge (GS), with PRP (P) or alone (C). RESULTS: Retention was 50% in "
     "GS, 58% in P and 45% in C.",
     "PRP 58; conventional 45; other 50"},
    {"RESULTS: Fat-graft survival was significantly better in groups B (57%), C (62%), and D (70%) than A (45%). "
     "METHODS: Groups were A, fat; B, fat + PRP; C, fat + SVF; D, fat + ASCs.",
     "ASC 70; PRP 57; SVF 62; conventional 45"},
    {"RESULTS: In group A, B and C, retention was 45%, 54% and 62%. METHODS: A: fat; B: fat + PRP; C: fat + SVF.",
     "PRP 54; SVF 62; conventional 45"},
    {"RESULTS: PRP yielded 57% retention, PRF 60%, and neither 45%.", "PRP 57; PRP 60; conventional 45"},
    {"RESULTS: At 6 months, volume retention of ASC+ grafts was 62% and of ASC- grafts 45%.",
     "ASC 62@6; conventional 45@6"},
};
INSTANTIATE_TEST_SUITE_P(Lists, ArmNames, testing::ValuesIn(kLists));

}  // namespace
