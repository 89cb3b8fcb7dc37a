// Sentences of our own, one phrasing each, and what has to be read out of them. A rule's test is the sentence it is
// for.
#include <gtest/gtest.h>

#include "reader.h"

namespace {
using namespace evigraft;

class Phrasing : public testing::TestWithParam<Wording> {};

TEST_P(Phrasing, IsRead) { EXPECT_EQ(shown(read_abstract(GetParam().text)), GetParam().expected) << GetParam().text; }

constexpr Wording kPhrases[] = {
    // parts of what was grafted, whatever the verb
    {"The explants of the ASC group weighed 70.1 ± 6.0% of the implanted weight, those of the vehicle group 48.2 ± "
     "7.1%.",
     "ASC 70.1±6; conventional 48.2±7.1"},
    // a value between two arms belongs to the one it is said of
    {"The SVF side had kept 57 ± 9% of what was injected and the untreated side 41 ± 8%.",
     "SVF 57±9; conventional 41±8"},
    // a legend behind the list
    {"Retention was 77% vs 69% at 1 month and 62% vs 45% at 3 months (SVF vs PBS).",
     "SVF 62@3; SVF 77@1; conventional 45@3; conventional 69@1"},
    // one dose of a list makes all of it doses
    {"Retention rates of the 10% and 20% PRP groups were 54.1% and 61.7%, versus 43.8% for controls.",
     "PRP 54.1; PRP 61.7; conventional 43.8"},
    {"Retention was 58.1% with and 44.0% without SVF.", "SVF 58.1; conventional 44"},
    {"Cultured ASCs raised survival from 40.2% to 67.5%.", "ASC 67.5; conventional 40.2"},
    {"The absorption rates were (31.20 ± 4.10)% and (48.90 ± 5.20)% in the SVF-gel and control groups.",
     "SVF 68.8±4.1; conventional 51.1±5.2"},
    {"At 3 months SVF grafts had kept 70% and control grafts 58%; at 9 months these values were 61% and 44%.",
     "SVF 61@9; SVF 70@3; conventional 44@9; conventional 58@3"},
    {"Volume retention (VR) was measured by MRI; VR was 63.3% with PRP and 50.8% with saline.",
     "PRP 63.3; conventional 50.8"},
    {"PRP did not improve retention (51.5% vs 50.9%).", "PRP 51.5; conventional 50.9"},
    {"Seventy percent of the patients kept the graft; rippling was retained in 12% and 40%.", "-"},
    {"Kidney graft survival was 86% with ASCs and 83% in controls.", "-"},
    {"In the ADSC-enriched group, 64.2% of the fat was still there after half a year.", "ASC 64.2@6"},
    {"The ASC-treated breasts kept 58.3 ± 7.7 % of the injected fat at 12 months, the untreated breasts 39.4 ± 6.1 %.",
     "ASC 58.3±7.7@12; conventional 39.4±6.1@12"},
    {"Fat survival rate at 3 months: 71.4% for SVF, 52.0% for fat alone.", "SVF 71.4@3; conventional 52@3"},
    {"The survival rate of the fat grafts was 68.5% ± 7.2% in the experimental group (SVF + fat) versus 44.1% ± 6.0% "
     "in the control group at 6 months post-op.",
     "SVF 68.5±7.2@6; conventional 44.1±6@6"},
    {"Compared with controls (38.0%), nanofat raised retention to 52.5%.", "conventional 38; nanofat 52.5"},
    {"Retention reached 66% with PRP and 51% without.", "PRP 66; conventional 51"},
    {"At 12 weeks, graft retention was significantly higher in the ASC group than in the control group (72.4 ± 6.6% vs "
     "50.3 ± 8.0%; P < 0.001).",
     "ASC 72.4±6.6@2.76; conventional 50.3±8@2.76"},
    {"Graft volume retention at 24 weeks was 63.1 (SD 8.8) % with SVF and 48.8 (SD 9.1) % without SVF.",
     "SVF 63.1±8.8@5.52; conventional 48.8±9.1@5.52"},
    {"The mean percentage of retained volume was 0.71 for PRF and 0.55 for saline.", "PRP 71; conventional 55"},
    {"The reabsorption rate after one year amounted to 34%.", "all 66@12"},
    {"On average, 45% of the transplanted fat was absorbed within the first 3 months.", "all 55@3"},
    {"The graft shrank to 62% of its initial volume by week 8.", "all 62@1.84"},
    {"Grafts shrank by 38% in eight weeks.", "all 62@1.84"},
    {"The volume loss was 25.5 ± 4.4% (SVF) versus 41.0 ± 5.2% (control) (P = 0.01).",
     "SVF 74.5±4.4; conventional 59±5.2"},
    {"A 35% loss of volume was recorded in the control group and a 20% loss in the PRP group.",
     "PRP 80; conventional 65"},
    {"Volume loss averaged 22% at 1 month, 31% at 3 months and 37% at 6 months.", "all 63@6; all 69@3; all 78@1"},
    {"At 1, 3, and 6 months after grafting, the retention rates were 85%, 70%, and 64% for ASC-enriched fat and 78%, "
     "55%, and 42% for fat only.",
     "ASC 64@6; ASC 70@3; ASC 85@1; conventional 42@6; conventional 55@3; conventional 78@1"},
    {"The take was 70% at 90 days.", "all 70@2.96"},
    {"The overall graft take rate was 76.3%.", "all 76.3"},
    {"Long-term maintenance was 55% (range 40-70%) in 12 patients.", "all 55"},
    {"Mean fat graft retention was 61.2% (range, 45.1% to 80.0%) at a mean follow-up of 9.5 months.", "all 61.2@9.5"},
    {"Median survival was 57.5% (interquartile range, 49.0% to 66.2%) for SVF versus 40.1% (31.5% to 48.8%) for plain "
     "fat.",
     "SVF 57.5; conventional 40.1"},
    {"Retention was 52.2 +/- 4.3% in group A (CAL) and 41.4 +/- 5.5% in group B (fat only).",
     "SVF 52.2±4.3; conventional 41.4±5.5"},
    {"Group 1 received fat with PRP and group 2 fat with saline. Retention at 6 months was 65% in group 1 and 48% in "
     "group 2.",
     "PRP 65@6; conventional 48@6"},
    {"Fat plus SVF was injected on the right side and fat only on the left. Volume retention was 70.1% on the right "
     "and 49.9% on the left.",
     "SVF 70.1; conventional 49.9"},
    {"The study side showed a retention of 66.1% and the control side of 50.2%.",
     "cell_enriched 66.1; conventional 50.2"},
    {"Volume retention was 60.2%, 45.1% and 33.3% for ASC-fat, SVF-fat and fat alone, respectively.",
     "ASC 60.2; SVF 45.1; conventional 33.3"},
    {"The ASC, SVF and control groups retained 60.2%, 45.1% and 33.3%, respectively.",
     "ASC 60.2; SVF 45.1; conventional 33.3"},
    {"Survival in the ASC, SVF and control groups was 60.2 ± 3.1%, 45.1 ± 2.9% and 33.3 ± 4.0%.",
     "ASC 60.2±3.1; SVF 45.1±2.9; conventional 33.3±4"},
    {"Fat with ADSCs survived better than fat without ADSCs (80.5% and 62.4%, respectively).",
     "ASC 80.5; conventional 62.4"},
    {"Retention rates of 63.0% (SVF-gel group) and 49.2% (nanofat group) were found at 3 months.",
     "SVF 63@3; nanofat 49.2@3"},
    {"Exosome-treated grafts retained 71 ± 5% of their weight, ADSC-treated grafts 70 ± 6%, and control grafts 49 ± "
     "7%.",
     "ASC 70±6; conventional 49±7; other 71±5"},
    {"The percentage of surviving fat was 54% in CAL and 39% in non-CAL.", "SVF 54; conventional 39"},
    {"Retention was 78% in mice given high-dose ASCs, 66% in mice given low-dose ASCs and 45% in mice given medium.",
     "ASC 66; ASC 78; conventional 45"},
    {"After 6 months 52% of the graft remained, falling to 47% at 12 months.", "all 47@12; all 52@6"},
    {"Retention fell from 82% at 1 month to 55% at 12 months.", "all 55@12; all 82@1"},
    {"The retention rate decreased from 78.1% at 1 month to 61.4% at 6 months in the SVF group.",
     "SVF 61.4@6; SVF 78.1@1"},
    {"Fat volume retention, measured with MRI, was 45.7% (SEM 3.9).", "all 45.7±3.9"},
    {"Retention (mean ± SEM) was 45.7 ± 3.9% with PRP.", "PRP 45.7±3.9"},
    {"Values are given as mean ± standard deviation. Retention was 45.7 ± 3.9% with PRP.", "PRP 45.7±3.9"},
    {"The graft retention percentage was 53·4% (95% CI 48·1 to 58·7) v 40·2% (35·0 to 45·4) in the SVF and control "
     "groups.",
     "SVF 53.4; conventional 40.2"},
    {"Retention was 62.4 % in the SVF group (n=14), and 51.0 % in the fat group (n=13).", "SVF 62.4; conventional 51"},
    {"Sixty-one percent of the graft survived.", "all 61"},
    {"Retention was 55 pct after a year.", "all 55@12"},
    {"Seventy percent retention was seen with platelet-rich plasma and fifty-five percent with fat alone at month 9.",
     "PRP 70@9; conventional 55@9"},
    {"ASCs were cultured to passage 3; fat enriched with these cells retained 71% at 4 months.", "ASC 71@4"},
    {"ADSCs were isolated with collagenase in the same session and not cultured; the ADSC group retained 66%.",
     "SVF 66"},
    {"Cell-assisted lipotransfer with culture-expanded cells gave a retention of 74%.", "ASC 74"},
    {"Retention with uncultured adipose-derived stromal cells was 58%.", "SVF 58"},
    {"Fat with Celution-processed cells had 63% maintenance.", "SVF 63"},
    {"Stem cell-enriched grafts had 69% survival and non-enriched grafts 51%.", "cell_enriched 69; conventional 51"},
    {"Progenitor-enriched lipofilling preserved 72% of volume.", "cell_enriched 72"},
    {"Placebo-enriched fat retained 41%.", "conventional 41"},
    {"Retention is reported to vary between 20% and 90%.", "-"},
    {"Survival of fat grafts remains unpredictable, with 40% to 60% lost in the first year.", "-"},
    {"Up to 70% of the graft may be resorbed.", "-"},
    {"To show a 15% difference in retention with 90% power, 34 patients were needed.", "-"},
    {"Success was defined as at least 50% retention.", "-"},
    {"Retention improved by 18% with cells (p = 0.03).", "-"},
    {"Retention was 22% higher with SVF than without.", "-"},
    {"Resorption was reduced by 30% compared with controls.", "-"},
    {"The difference in retention was 14.2% (95% CI 8.0 to 20.4).", "-"},
    {"The risk of resorption fell by a third (RR 0.67, 95% CI 0.50 to 0.90).", "-"},
    {"Adipocyte viability was 91% and cell yield 0.8.", "-"},
    {"Live cells made up 88% of the SVF.", "-"},
    {"Some 15% of the injected stem cells survived for 4 weeks.", "-"},
    {"Flap survival was 97% and hair graft survival 90%.", "-"},
    {"Patient survival was 94% at 5 years.", "-"},
    {"Graft-versus-host disease-free survival was 54%.", "-"},
    {"Satisfaction was 92% with SVF and 75% with fat alone.", "-"},
    {"Volume retention was good or excellent in 80% of patients.", "-"},
    {"Excellent retention was seen in 12 of 15 patients (80%).", "-"},
    {"Necrotic areas covered 12% of the graft in the control group.", "-"},
    {"Retention correlated with cell dose (r = 0.62).", "-"},
    {"The rate of loss was 1.2% per day.", "-"},
    {"Bone graft resorption was 23%.", "-"},
    {"Urinary retention occurred in 12% of women.", "-"},
    {"Dropout was 14%, so that retention in the study was 86%.", "-"},
    {"The patient retention rate was 91% at 6 months.", "-"},
    {"Breast volume increased by 32% with SVF.", "-"},
    {"Hyaluronic acid filler retained 40% of its volume at 1 year.", "-"},
    {"CD34+ cells accounted for 14% of the SVF; graft retention at 6 months was 57% with it.", "SVF 57@6"},
    {"Fat retention was 64.5% and patient satisfaction 90% in the PRP group.", "PRP 64.5"},
    {"Retention and necrosis were 64.5% and 10.2% with PRP.", "PRP 64.5"},
    {"Retention rates were comparable (61.2% vs. 60.4%, P = .8) in the PRP and control groups.",
     "PRP 61.2; conventional 60.4"},
    {"Retention was comparable between PRP-enriched (61.2%) and plain fat (60.4%).", "PRP 61.2; conventional 60.4"},
    {"The SVF group showed the best survival rate (79.1%), followed by the PRP group (65.0%) and the control group "
     "(51.3%).",
     "PRP 65; SVF 79.1; conventional 51.3"},
    {"Group A (fat only, n = 20) retained 42.0% and group B (fat + SVF, n = 20) retained 61.0% of the volume.",
     "SVF 61; conventional 42"},
    {"Residual volume at 1 year was 38.5% for conventional fat grafting and 63.2% for cell-assisted lipotransfer.",
     "SVF 63.2@12; conventional 38.5@12"},
    {"Fat absorption at 3, 6, and 12 months was 20.1%, 33.5%, and 36.0%, respectively.",
     "all 64@12; all 66.5@6; all 79.9@3"},
    {"Retention at 3 months was 60.2 ± 3.1, 45.1 ± 2.9 and 33.3 ± 4.0% in mice treated with ASCs, SVF, or plain fat.",
     "ASC 60.2±3.1@3; SVF 45.1±2.9@3; conventional 33.3±4@3"},
    {"ASC-enriched, SVF-enriched and conventional grafts retained 60.2 ± 3.1, 45.1 ± 2.9 and 33.3 ± 4.0%, "
     "respectively.",
     "ASC 60.2±3.1; SVF 45.1±2.9; conventional 33.3±4"},
    {"The ASC group kept 60.2 ± 3.1%, the SVF group 45.1 ± 2.9% and the fat-only group 33.3 ± 4.0%.",
     "ASC 60.2±3.1; SVF 45.1±2.9; conventional 33.3±4"},
    {"Retention with ASCs, with SVF and without cells was 60.2%, 45.1% and 33.3%.",
     "ASC 60.2; SVF 45.1; conventional 33.3"},
    {"Retention was highest with ASCs (60.2 ± 3.1%), intermediate with SVF (45.1 ± 2.9%) and lowest with fat alone "
     "(33.3 ± 4.0%).",
     "ASC 60.2±3.1; SVF 45.1±2.9; conventional 33.3±4"},
    {"For ASC, SVF and control fat, survival was 60.2 ± 3.1, 45.1 ± 2.9, and 33.3 ± 4.0%.",
     "ASC 60.2±3.1; SVF 45.1±2.9; conventional 33.3±4"},
    {"Survival (ASC vs SVF vs control) was 60.2% vs 45.1% vs 33.3%.", "ASC 60.2; SVF 45.1; conventional 33.3"},
    {"Survival was 60.2 ± 3.1% (ASC), 45.1 ± 2.9% (SVF), and 33.3 ± 4.0% (conventional).",
     "ASC 60.2±3.1; SVF 45.1±2.9; conventional 33.3±4"},
    {"In groups A (ASC), B (SVF) and C (control) retention was 60.2%, 45.1% and 33.3%.",
     "ASC 60.2; SVF 45.1; conventional 33.3"},
    {"Retention was 78·4% (95% CI 73·9–82·9) in the cell group.", "cell_enriched 78.4"},
    {"Retention was 78·4% (95% CI 73·9–82·9) with added cells.", "cell_enriched 78.4"},
    {"Retention was 78·4% (95% CI 73·9–82·9) for cell-enriched fat.", "cell_enriched 78.4"},
    {"Retention in enriched grafts was 78,4%.", "cell_enriched 78.4"},
    {"Retention of the enriched fat was 78,4%.", "cell_enriched 78.4"},
    {"Enriched grafts retained 78,4%.", "cell_enriched 78.4"},
    {"The enriched side retained 78.4%, the plain side 60.1%.", "cell_enriched 78.4; conventional 60.1"},
    {"Fat with cells kept 78.4%.", "cell_enriched 78.4"},
    {"Stem cell-assisted fat grafting retained 78.4%.", "cell_enriched 78.4"},
    {"Fat supplemented with stromal cells retained 78.4%.", "cell_enriched 78.4"},
    {"The cell-treated group retained 78.4% and the untreated group 55.1%.", "cell_enriched 78.4; conventional 55.1"},
    {"The treated side kept 78.4%.", "cell_enriched 78.4"},
    {"At 6 months, survival was 44.8% 6 7.3% with SVF and 34.1% 6 6.9% without.",
     "SVF 44.8±7.3@6; conventional 34.1±6.9@6"},
    {"At 6 months, survival was 44.8 6 7.3 % with SVF and 34.1 6 6.9 % with fat alone (P 5 .01).",
     "SVF 44.8±7.3@6; conventional 34.1±6.9@6"},
    {"Retention at 8 weeks was 38.4% in the control group, 47.1% at a low dose of SVF, 56.6% at a medium dose and "
     "57.3% at a high dose.",
     "SVF 47.1@1.84; SVF 56.6@1.84; SVF 57.3@1.84; conventional 38.4@1.84"},
    {"At 8 weeks retention was 38.4%, 47.1%, 56.6% and 57.3% in the control, low-dose, medium-dose and high-dose SVF "
     "groups, respectively.",
     "SVF 47.1@1.84; SVF 56.6@1.84; SVF 57.3@1.84; conventional 38.4@1.84"},
    {"Mice received fat alone or fat with 1, 5 or 10 million SVF cells. Retention at 8 weeks was 38.4% in controls and "
     "47.1%, 56.6% and 57.3% with rising dose.",
     "SVF 47.1@1.84; SVF 56.6@1.84; SVF 57.3@1.84; conventional 38.4@1.84"},
    {"Three months after surgery the SVF side had preserved 62%, the control side 48%.", "SVF 62@3; conventional 48@3"},
    {"The retention rate at 6 months (primary outcome) was 62.3% ± 5.5% in ASC patients as opposed to 41.1% ± 6.0% in "
     "controls.",
     "ASC 62.3±5.5@6; conventional 41.1±6@6"},
    {"Retention (%) was 62.3 ± 5.5 for ASC and 41.1 ± 6.0 for control.", "ASC 62.3±5.5; conventional 41.1±6"},
    {"The mean volume retention was 55.4% at 3 months, 50.1% at 6 months, and 47.8% at 12 months in the PRP group, "
     "compared with 46.2%, 40.3%, and 38.8% in the control group.",
     "PRP 47.8@12; PRP 50.1@6; PRP 55.4@3; conventional 38.8@12; conventional 40.3@6; conventional 46.2@3"},
    {"In the SVF-gel group, retention at 1, 3 and 6 months was 88%, 80% and 77%; in the Coleman group it was 80%, 61% "
     "and 52%.",
     "SVF 77@6; SVF 80@3; SVF 88@1; conventional 52@6; conventional 61@3; conventional 80@1"},
    {"Retention in the nanofat group was 71% (3 months) and 66% (12 months).", "nanofat 66@12; nanofat 71@3"},
    {"Six months postoperatively, 59% of the transferred fat had survived.", "all 59@6"},
    {"By 1 year, 41% of graft volume was lost in controls and 24% in the cell-enriched group.",
     "cell_enriched 76@12; conventional 59@12"},
    {"Mean graft loss was 33.1% (SD, 7.9%).", "all 66.9±7.9"},
    {"An average of 61% of the fat persisted at 2 years.", "all 61@24"},
    {"The engraftment rate of fat mixed with ADSCs was 83.2 ± 4.1%, significantly higher than that of fat alone (64.0 "
     "± 5.9%).",
     "ASC 83.2±4.1; conventional 64±5.9"},
    {"ASC-supplemented grafts showed higher retention (83.2 ± 4.1%) compared to controls (64.0 ± 5.9%) at day 90.",
     "ASC 83.2±4.1@2.96; conventional 64±5.9@2.96"},
    {"Compared with the control group, the SVF group had a higher retention rate (58.2% vs 45.1%).",
     "SVF 58.2; conventional 45.1"},
    {"The control group had a lower retention rate than the SVF group (45.1% vs 58.2%).",
     "SVF 58.2; conventional 45.1"},
    {"The weight retention of grafts with exosomes, with ADSCs and with saline was 62%, 60%, and 41% respectively.",
     "ASC 60; conventional 41; other 62"},
    {"Volume maintenance of 66.0% was achieved with SVF-enriched fat at one year, against 39.5% with Coleman fat.",
     "SVF 66@12; conventional 39.5@12"},
    {"The resorption rates were 18.4%, 27.7% and 39.1%, respectively, in the ASC, PRP and control groups.",
     "ASC 81.6; PRP 72.3; conventional 60.9"},
    {"Absorption of the graft was 20% less with PRP.", "-"},
    {"Retention was between 55% and 65% in all patients.", "-"},
    {"The lowest retention was 31% and the highest 78%.", "-"},
    {"In one patient only 15% of the graft survived.", "-"},
    {"Retention in smokers was 41% and in non-smokers 57%.", "all 41; all 57"},
    {"Retention (56%) did not depend on age.", "all 56"},
    {"Fat grafts retained an average of 64% of their volume after a mean of 18 months.", "all 64@18"},
    {"The mean volume retention at final follow-up (mean 8.2 months) was 54.1%.", "all 54.1@8.2"},
    {"At the last follow-up visit (24 weeks), retention was 54.1%.", "all 54.1@5.52"},
    {"Volume retention on day 7, 28 and 90 was 95%, 80% and 62%.", "all 62@2.96; all 80@0.92; all 95@0.23"},
    {"Grafts were harvested at 4 and 12 weeks. Retention was 74% and 58%, respectively.", "all 58@2.76; all 74@0.92"},
    {"Patients were followed for 12 months. The retention rate was 58%.", "all 58@12"},
    {"The retention rate was 58% at a follow-up of one and a half years.", "all 58@18"},
    {"The 1-year graft survival was 58% (n = 22).", "all 58@12"},
    {"Of the injected volume, 58% was still present at month 6.", "all 58@6"},
    {"Half of the injected volume was lost; 58% ± 9% remained with PRP.", "PRP 58±9"},
    {"Volume retention was 0.62 (95% CI 0.55-0.69) with SVF.", "SVF 62"},
    {"Retention was 62 (55 to 69)% with SVF and 41 (33 to 49)% with fat alone.", "SVF 62; conventional 41"},
    {"Mean ± SD retention: SVF 62.1 ± 8.8%; PRP 55.0 ± 7.4%; control 41.9 ± 9.0%.",
     "PRP 55±7.4; SVF 62.1±8.8; conventional 41.9±9"},
    {"Retention percentages were SVF = 62.1% and control = 41.9%.", "SVF 62.1; conventional 41.9"},
    {"We found a retention of 62.1% on the SVF-treated side and of 41.9% on the contralateral side.",
     "SVF 62.1; conventional 41.9"},
    {"One breast received PRP-enriched fat, the other plain fat; retention was 62% and 58%, respectively.",
     "PRP 62; conventional 58"},
    {"Grafts enriched with SVF from 1 g or 3 g of fat retained 55% and 68%.", "SVF 55; SVF 68"},
    {"The percentage of volume retained was significantly greater in the high-density fat group (71.2%) than in the "
     "low-density fat group (52.0%).",
     "conventional 52; conventional 71.2"},
    {"MRI at 6 months showed that 44% of the fat was resorbed in the control group whereas only 21% was resorbed in "
     "the ASC group.",
     "ASC 79@6; conventional 56@6"},
    {"Fat resorption decreased from 46% with fat alone to 28% with PRP.", "PRP 72; conventional 54"},
    {"Adding PRP increased fat survival from 46% to 61%.", "PRP 61; conventional 46"},
    {"Cell survival was 71% and graft survival 62%.", "all 62"},
    {"Fat graft survival was 62%; survival of the labelled ASCs was 4%.", "ASC 62"},
    {"Retention of injected cells was 8% at day 3.", "-"},
    {"Engraftment of donor cells reached 12%.", "-"},
    {"Weight loss of 5% was seen in the mice; graft retention was 66%.", "all 66"},
    {"The loss of body weight was 6% and graft volume retention 66% in the PRF group.", "PRP 66"},
    {"A 61.3% fat retention rate was obtained.", "all 61.3"},
    {"At 6 months after surgery, there was 61.3% retention of fat in group I, which received SVF, and 40.2% in group "
     "II, which received fat only.",
     "SVF 61.3@6; conventional 40.2@6"},
    {"Retention rate, 61.3% v 40.2% (SVF v control); P = .003.", "SVF 61.3; conventional 40.2"},
    {"BACKGROUND: The survival of grafted fat is variable. METHODS: Between 2015 and 2019, 64 patients with hemifacial "
     "atrophy were retrospectively divided into two groups: group A (n=30) underwent conventional fat grafting and "
     "group B (n=34) underwent SVF-assisted fat grafting. Volumes were determined by three-dimensional scanning before "
     "and at 1, 3, 6 and 12 months after surgery. RESULTS: At 12 months, the volume retention rates of groups A and B "
     "were 37.9±6.5% and 60.3±8.1%, respectively (p<0.001). Patient satisfaction was 70.0% and 91.2%. CONCLUSION: SVF "
     "improves retention.",
     "SVF 60.3±8.1@12; conventional 37.9±6.5@12"},
    {"Purpose: To compare PRP-enriched and plain fat grafts in breast augmentation. Methods: Eighty women were "
     "randomized. Group 1: PRP + fat (40 women). Group 2: fat alone (40 women). MRI was performed preoperatively and "
     "at 6 and 12 months. Results: Mean retention was 61.2% (SD 10.4) at 6 months and 57.8% (SD 10.9) at 12 months in "
     "group 1, versus 50.4% (SD 9.9) and 45.5% (SD 11.2) in group 2 (P < .001 for both). The mean operation took 92 "
     "minutes. Conclusions: PRP helps.",
     "PRP 57.8±10.9@12; PRP 61.2±10.4@6; conventional 45.5±11.2@12; conventional 50.4±9.9@6"},
    {"Autologous fat grafting suffers from unpredictable resorption rates of 30 to 70 percent. In this study, 22 "
     "patients undergoing breast reconstruction received adipose-derived regenerative cell-enriched fat grafts. Cells "
     "were prepared at the bedside with the Celution system. Breast volume was measured with a 3D scanner. Mean "
     "follow-up was 14.5 months. The average graft retention was 66 percent. There were no complications. This "
     "technique appears safe and effective.",
     "SVF 66@14.5"},
    {"Background: Nanofat is popular. Methods: A prospective study enrolled 36 patients with tear trough deformity: 18 "
     "received nanofat plus microfat (study group) and 18 received microfat alone (control group). Results: Volume "
     "retention in the study group was 64.4% ± 8.2% at month 3 and 59.9% ± 8.5% at month 6; the corresponding values "
     "in the control group were 55.1% ± 8.0% and 47.6% ± 8.9%. Conclusion: Nanofat helps.",
     "conventional 47.6±8.9@6; conventional 55.1±8@3; nanofat 59.9±8.5@6; nanofat 64.4±8.2@3"},
    {"BACKGROUND: Exosomes might replace cells. METHODS: Nude mice (n = 24) were injected with human fat mixed with "
     "ADSC exosomes or PBS. RESULTS: The graft retention rate of the exosome group was significantly higher than that "
     "of the PBS group at 4 weeks (85.2% ± 4.0% vs. 70.9% ± 5.1%, p < 0.05) and 12 weeks (66.0% ± 5.5% vs. 44.7% ± "
     "6.0%, p < 0.01). CONCLUSION: Exosomes improve fat retention.",
     "conventional 44.7±6@2.76; conventional 70.9±5.1@0.92; other 66±5.5@2.76; other 85.2±4@0.92"},
    {"Introduction: Fat resorbs. Methods: In 16 patients one side of the face was treated with SVF-enriched fat and "
     "the other side with fat alone. CT scans were obtained at 6 months. Results: The enriched side showed 67.4% ± "
     "7.7% and the control side 50.0% ± 9.2% retention (P = 0.002).",
     "SVF 67.4±7.7@6; conventional 50±9.2@6"},
    {"Background: Large-volume fat grafting. Methods: 28 women underwent breast augmentation with Brava and fat "
     "grafting without additives. MRI was used. Results: At 1 year, mean graft survival was 82% ± 15% (range 51-118%). "
     "The mean breast volume increased by 210 mL, an increase of 90%.",
     "conventional 82±15@12"},
};

constexpr Wording kOpenArms[] = {
    // an arm by an intervention that the topic does not know
    {"Retention was 57% in the heparin group and 46% in the control group.", "conventional 46; other 57"},
    {"Melatonin-treated grafts kept 57% of their volume and untreated grafts 46%.", "conventional 46; other 57"},
    {"Retention was 57% with gelatin-loaded grafts, 66% with SVF and 46% with saline.",
     "SVF 66; conventional 46; other 57"},
    {"Retention was 66% in the SVF-loaded gelatin group, 55% in the gelatin group and 46% in the control group.",
     "SVF 66; conventional 46; other 55"},
    {"Group 1 received fat alone; group 2, fat plus silk fibroin; group 3, fat plus SVF. Retention was 44%, 52% and "
     "63% "
     "in groups 1, 2 and 3.",
     "SVF 63; conventional 44; other 52"},
    {"Grafts given 5 mg/kg lovastatin retained 61% and controls 48%.", "conventional 48; other 61"},
    {"Grafts were mixed with decellularized matrix (DCM) or PBS. Retention was 62% in the DCM group and 49% in the PBS "
     "group.",
     "conventional 49; other 62"},
    // without anything to compare it with, or where the text itself says what the name means, there is none
    {"Retention was 57% in the heparin group.", "all 57"},
    {"Rats received fat with own ASCs (own group), foreign ASCs (alien group) or medium (medium group). Retention was "
     "60% in the alien group and 44% in the medium group.",
     "ASC 60; conventional 44"},
    {"Retention was 60% in the blank group and 70% in the PRP group.", "PRP 70; conventional 60"},
    // a name made of a letter and a word
    {"Exosomes from hypoxic adipose-derived stem cells (H-exo) were used. Retention was 66% in the H-exo group and 48% "
     "in the PBS group.",
     "conventional 48; other 66"},
};

INSTANTIATE_TEST_SUITE_P(OpenArms, Phrasing, testing::ValuesIn(kOpenArms));

constexpr Wording kNoOutcomes[] = {
    {"Respondents expected a mean retention of 60% (SD 12%) with fat alone.", "-"},
    {"The absorption rate was calculated as (first volume - last volume)/first volume × 100%.", "-"},
};

INSTANTIATE_TEST_SUITE_P(NoOutcomes, Phrasing, testing::ValuesIn(kNoOutcomes));

INSTANTIATE_TEST_SUITE_P(Sentences, Phrasing, testing::ValuesIn(kPhrases));

}  // namespace
