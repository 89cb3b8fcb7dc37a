// Rows of values: a row without arms or times takes those of the row before; a row with its own keeps them.
#include <gtest/gtest.h>

#include "reader.h"

namespace {
using namespace evigraft;

class Rows : public testing::TestWithParam<Wording> {};

TEST_P(Rows, AreRead) { EXPECT_EQ(shown(read_abstract(GetParam().text)), GetParam().expected) << GetParam().text; }

constexpr Wording kRowArms[] = {
    // value by value, also where two are of one class
    {"At 2 weeks retention was 86% with SVF, 78% with saline and 88% in healthy controls. By week 8 the respective "
     "values had decreased to 61%, 42% and 65%.",
     "SVF 61@1.84; SVF 86@0.46; conventional 42@1.84; conventional 65@1.84; conventional 78@0.46; conventional "
     "88@0.46"},
    {"Retention in groups A to C was 72%, 68% and 60% at 3 months. At 12 months the values fell to 61%, 58% and 47% (A "
     "vs C, p = 0.01). Group A received PRP, group B SVF and group C saline.",
     "PRP 61@12; PRP 72@3; SVF 58@12; SVF 68@3; conventional 47@12; conventional 60@3"},
    {"Median graft retention was 61% (IQR 55-68) with SVF and 52% (45-60) with saline on day 60. On day 180 the "
     "medians "
     "were 55% (47-61) and 44% (38-51), respectively.",
     "SVF 55@5.91; SVF 61@1.97; conventional 44@5.91; conventional 52@1.97"},
    {"Mean retention at 1 month was 74.1% on the PRP side and 72.5% on the saline side. Corresponding means were 58.0% "
     "and 55.7% at 3 months and 46.8% and 45.2% at 12 months.",
     "PRP 46.8@12; PRP 58@3; PRP 74.1@1; conventional 45.2@12; conventional 55.7@3; conventional 72.5@1"},
    // a row with a time of its own in the same sentence
    {"Retention was 72% with PRP and 60% with saline after 3 months, falling to 61% and 47% after 12 months.",
     "PRP 61@12; PRP 72@3; conventional 47@12; conventional 60@3"},
    {"Six months postoperatively retention was 72% with PRP and 60% with saline; one year postoperatively it was 61% "
     "and "
     "47%.",
     "PRP 61@12; PRP 72@6; conventional 47@12; conventional 60@6"},
    {"The PRP group retained 72% at 3 months and the saline group 60%; these values changed to 61% and 47% at 12 "
     "months.",
     "PRP 61@12; PRP 72@3; conventional 47@12; conventional 60@3"},
    {"At D30 retention was 72% with PRP and 60% with saline, and at D90 61% and 47%.",
     "PRP 61@2.96; PRP 72@0.99; conventional 47@2.96; conventional 60@0.99"},
    {"Of the volume 72% and 60% remained at 3 months and 61% and 47% at 12 months with PRP and saline, respectively.",
     "PRP 61@12; PRP 72@3; conventional 47@12; conventional 60@3"},
};
INSTANTIATE_TEST_SUITE_P(Arms, Rows, testing::ValuesIn(kRowArms));

constexpr Wording kRowTimes[] = {
    // the time of a P value is not that of a row
    {"SVF grafts retained 88% after 30 days, 70% after 90 days and 62% after 180 days. The corresponding values for "
     "saline grafts were 85%, 64% and 50% (p = 0.03 after 180 days).",
     "SVF 62@5.91; SVF 70@2.96; SVF 88@0.99; conventional 50@5.91; conventional 64@2.96; conventional 85@0.99"},
    {"Graft survival after 3 months was 78%, 70% and 59% in the PRP, SVF and saline groups, respectively, and dropped "
     "to "
     "66%, 62% and 45% after 6 months.",
     "PRP 66@6; PRP 78@3; SVF 62@6; SVF 70@3; conventional 45@6; conventional 59@3"},
    // follow-up that the methods tell
    {"The mean (SD) age was 24.6 (9.1) years and the mean (SD) follow-up 2.4 (0.8) years. Graft retention was 46% with "
     "PRP.",
     "PRP 46@28.8"},
    {"The mean age of the 30 patients (26 women, 4 men) was 41 years. Graft retention was 46% with PRP.", "PRP 46"},
    {"The median (IQR) follow-up was 14 (12-18) months. Graft retention was 46% with PRP.", "PRP 46@14"},
    {"Follow-up ranged from 6 to 24 months (mean 14.2 ± 3.1 months). Graft retention was 46% with PRP.", "PRP 46@14.2"},
    {"Patients were seen after 1 week, 3 months and 1 year. Final retention was 46% with PRP.", "PRP 46@12"},
    {"Scans were taken at 1 week and 12 months. Graft retention was 46% with PRP.", "PRP 46@12"},
    {"Scans were taken at 3 months and 12 months. Graft retention was 46% with PRP.", "PRP 46"},
    {"CT was carried out every 2 weeks for 12 weeks. At the end of the experiment, graft retention was 46% with PRP.",
     "PRP 46@2.76"},
    // the last visit beside a time in the sentence
    {"Women had a repeat MRI after a mean of 5.4 years. Graft retention with PRP had been 61% at 6 months; at the "
     "long-term visit it was 56%.",
     "PRP 56@64.8; PRP 61@6"},
    {"Graft retention with PRP was 72% at 6 months and 61% at the last follow-up (mean 3.2 years).",
     "PRP 61@38.4; PRP 72@6"},
    {"Graft retention with PRP was 54.6% (SD, 16.3) at D90 and 48.2% (SD, 15.0) at D180.",
     "PRP 48.2±15@5.91; PRP 54.6±16.3@2.96"},
};
INSTANTIATE_TEST_SUITE_P(Times, Rows, testing::ValuesIn(kRowTimes));

}  // namespace
