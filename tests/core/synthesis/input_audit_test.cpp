// One made-up bad row for every rule, and the sound row beside it.
#include "synthesis/input_audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "synthesis/spread.h"
#include "tests/eval/simulated_tables.h"

namespace evigraft {
namespace {
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TypedNumber typed(const std::string& text, const std::string& column) {
  return {{std::stod(text), decimals_of(text)}, column};
}

AuditedRow estimate(EstimateScale scale, const std::string& measure, const std::string& value, const std::string& lower,
                    const std::string& upper) {
  AuditedRow row;
  row.name = "Li 2020";
  row.estimate.scale = scale;
  row.estimate.measure = measure;
  row.estimate.estimate = typed(value, "estimate");
  if (!lower.empty()) row.estimate.lower = typed(lower, "ci_lb");
  if (!upper.empty()) row.estimate.upper = typed(upper, "ci_ub");
  return row;
}

AuditedRow with_p(AuditedRow row, char relation, const std::string& p) {
  row.estimate.p = AuditedP{relation, typed(p, "p")};
  return row;
}

AuditedArm arm(const std::string& mean, const std::string& sd, const std::string& n, char side = '1') {
  const std::string end = std::string(1, side) + "i";
  AuditedArm out;
  out.mean = typed(mean, "m" + end);
  if (!sd.empty()) out.spread = typed(sd, "sd" + end);
  if (!n.empty()) out.n = typed(n, "n" + end);
  return out;
}

AuditedRow arms(const std::string& name, const AuditedArm& a, const AuditedArm& b) {
  AuditedRow row;
  row.name = name;
  row.arms = {a, b};
  return row;
}

std::vector<std::string> rules(const std::vector<AuditedRow>& rows, const InputAuditOptions& options = {}) {
  std::vector<std::string> out;
  for (const InputFinding& finding : audit_input(rows, options)) out.push_back(finding.rule);
  return out;
}

std::vector<std::string> rules(const AuditedRow& row) { return rules(std::vector<AuditedRow>{row}); }

std::string sentence(const AuditedRow& row) {
  const auto findings = audit_input(std::vector<AuditedRow>{row});
  return findings.empty() ? "nothing" : findings[0].sentence;
}

/// Six trials in percent, SDs about 10, sizes about 20.
std::vector<AuditedRow> sound() {
  return {arms("A 2010", arm("61.2", "10.4", "21"), arm("50.3", "11.2", "20", '2')),
          arms("B 2011", arm("55.9", "12.3", "14"), arm("51.7", "8.6", "15", '2')),
          arms("C 2012", arm("70.5", "9.1", "30"), arm("58.8", "10.9", "31", '2')),
          arms("D 2013", arm("48.4", "13.7", "18"), arm("40.1", "12.2", "17", '2')),
          arms("E 2014", arm("66.6", "8.8", "25"), arm("52.9", "9.5", "24", '2')),
          arms("F 2015", arm("59.3", "11.5", "40"), arm("47.2", "10.1", "38", '2'))};
}

TEST(InputAudit, HasNothingToSayOfASoundTable) { EXPECT_THAT(rules(sound()), IsEmpty()); }

TEST(InputAudit, QuestionsFewRowsOfSimulatedSoundTables) {
  std::mt19937_64 random(7);
  for (const auto& [kind, what] : sound_tables()) {
    const AuditTally tally = audit_sound(kind, 60, random);
    EXPECT_LE(tally.findings, tally.rows / 100) << what;
    EXPECT_LE(tally.certain_or_likely, tally.rows / 250) << what;
  }
}

TEST(InputAudit, FindsMostPlantedFaults) {
  std::mt19937_64 random(7);
  for (const PlantedFault& fault : planted_faults()) EXPECT_GE(found(fault, 40, random), 12) << fault.name;
}

TEST(IntervalRules, ARatioMayNotBeNegative) {
  EXPECT_THAT(rules(estimate(EstimateScale::ratio, "OR", "3.2", "-0.8", "7.2")), ElementsAre("ratio_not_positive"));
}

TEST(IntervalRules, AnEstimateLiesInItsInterval) {
  EXPECT_THAT(rules(estimate(EstimateScale::difference, "MD", "12.4", "13.1", "20.2")), ElementsAre("interval_order"));
}

TEST(IntervalRules, ADifferencePrintedAsAnOddsRatioIsFound) {
  EXPECT_THAT(rules(estimate(EstimateScale::ratio, "OR", "21.40", "11.75", "31.05")),
              ElementsAre("ratio_is_difference"));
  EXPECT_THAT(sentence(estimate(EstimateScale::ratio, "OR", "21.40", "11.75", "31.05")),
              HasSubstr("OR 21.40 (11.75 to 31.05) lies in the middle of its interval"));
}

TEST(IntervalRules, AnOddsRatioIsSymmetricOnTheLogScale) {
  EXPECT_THAT(rules(estimate(EstimateScale::ratio, "OR", "3.69", "0.73", "18.53")), IsEmpty());
  EXPECT_THAT(rules(estimate(EstimateScale::ratio, "RR", "0.61", "0.30", "1.24")), IsEmpty());
}

TEST(IntervalRules, ANarrowRatioSaysNothingOfItsScale) {
  EXPECT_THAT(rules(estimate(EstimateScale::ratio, "RR", "1.02", "0.98", "1.06")), IsEmpty());
}

TEST(IntervalRules, AMisprintedLimitOfARatioIsFound) {
  EXPECT_THAT(rules(estimate(EstimateScale::ratio, "RR", "0.61", "0.03", "1.24")), ElementsAre("interval_asymmetric"));
}

TEST(IntervalRules, AMisprintedLimitOfADifferenceIsFound) {
  EXPECT_THAT(rules(estimate(EstimateScale::difference, "MD", "12.4", "2.1", "20.2")),
              ElementsAre("interval_asymmetric"));
  EXPECT_THAT(rules(estimate(EstimateScale::difference, "MD", "12.4", "4.6", "20.2")), IsEmpty());
}

TEST(IntervalRules, RoundingIsAllowedFor) {
  EXPECT_THAT(rules(estimate(EstimateScale::difference, "MD", "12", "5", "20")), IsEmpty());
  EXPECT_THAT(rules(estimate(EstimateScale::ratio, "OR", "1.4", "0.7", "2.7")), IsEmpty());
}

TEST(IntervalRules, WithoutAClaimThereIsNothingToHoldAnIntervalTo) {
  EXPECT_THAT(rules(estimate(EstimateScale::none, "", "91.1", "85.1", "94.8")), IsEmpty());
}

TEST(IntervalRules, AnOddsRatioOfHundredsIsAsked) {
  EXPECT_THAT(rules(estimate(EstimateScale::ratio, "OR", "384", "", "")), ElementsAre("ratio_implausible"));
  EXPECT_THAT(rules(estimate(EstimateScale::ratio, "OR", "38.4", "", "")), IsEmpty());
}

TEST(IntervalRules, ASmallRatioMayBeTheNearestThatRoundsToIt) {
  EXPECT_THAT(rules(estimate(EstimateScale::ratio, "OR", "0.01", "", "")), IsEmpty());
  EXPECT_THAT(rules(estimate(EstimateScale::ratio, "OR", "0.002", "", "")), ElementsAre("ratio_implausible"));
}

TEST(IntervalRules, ASparseTableMayHaveAnOddsRatioOfHundreds) {
  EXPECT_THAT(rules(estimate(EstimateScale::ratio, "OR", "231.0", "11.5", "4640.1")), IsEmpty());
}

TEST(IntervalRules, ARatioEnteredWithoutItsLogarithmIsAsked) {
  AuditedRow row = estimate(EstimateScale::log_ratio, "OR", "18.9", "", "");
  row.estimate.se = typed("5.01", "sei");
  EXPECT_THAT(rules(row), ElementsAre("ratio_implausible"));
}

TEST(PRules, APThatContradictsItsIntervalIsFound) {
  const AuditedRow row = estimate(EstimateScale::difference, "MD", "12.4", "4.6", "20.2");
  EXPECT_THAT(rules(with_p(row, '=', "0.21")), ElementsAre("p_contradicts"));
  EXPECT_THAT(sentence(with_p(row, '=', "0.21")), HasSubstr("P = 0.21 does not belong to 12.4 (4.6 to 20.2)"));
}

TEST(PRules, APOfTheSameTestIsLeftAlone) {
  const AuditedRow row = estimate(EstimateScale::difference, "MD", "12.4", "4.6", "20.2");
  EXPECT_THAT(rules(with_p(row, '=', "0.002")), IsEmpty());
  EXPECT_THAT(rules(with_p(row, '<', "0.01")), IsEmpty());
  // Of a t test with 8 degrees of freedom: t = 12.4 / 7.8 * 2.306 = 3.67.
  EXPECT_THAT(rules(with_p(row, '=', "0.006")), IsEmpty());
}

TEST(PRules, TheLogarithmOfARatioIsTested) {
  const AuditedRow row = estimate(EstimateScale::ratio, "OR", "3.69", "0.73", "18.53");
  EXPECT_THAT(rules(with_p(row, '=', "0.11")), IsEmpty());
  EXPECT_THAT(rules(with_p(row, '<', "0.001")), ElementsAre("p_contradicts"));
  EXPECT_THAT(rules(with_p(row, '=', "0.02")), ElementsAre("p_contradicts"));
}

TEST(PRules, APIsHeldAgainstTheErrorWhereThereIsNoInterval) {
  AuditedRow row = estimate(EstimateScale::difference, "MD", "0.80", "", "");
  row.estimate.se = typed("0.40", "sei");
  EXPECT_THAT(rules(with_p(row, '=', "0.046")), IsEmpty());
  EXPECT_THAT(rules(with_p(row, '=', "0.46")), ElementsAre("p_contradicts"));
}

TEST(ArmRules, ASpreadOfZeroIsAsked) {
  EXPECT_THAT(rules(arms("A", arm("61.2", "0", "21"), arm("50.3", "11.2", "20"))), ElementsAre("sd_zero"));
}

TEST(ArmRules, ASizeThatIsNotWholeIsAsked) {
  EXPECT_THAT(rules(arms("A", arm("61.2", "10.4", "21.7"), arm("50.3", "11.2", "20"))), ElementsAre("n_not_whole"));
  AuditedRow counts;
  counts.name = "B";
  counts.counts = {typed("12", "ai"), typed("3.4", "bi")};
  EXPECT_THAT(rules(counts), ElementsAre("n_not_whole"));
}

AuditedRow ranged(const std::string& mean, const std::string& sd, const std::string& lowest,
                  const std::string& highest) {
  AuditedArm one = arm(mean, sd, "10");
  one.minimum = typed(lowest, "min1i");
  one.maximum = typed(highest, "max1i");
  AuditedRow row;
  row.name = "Li 2020";
  row.arms = {one};
  return row;
}

TEST(ArmRules, AMeanLiesInItsRange) {
  EXPECT_THAT(rules(ranged("61.2", "9", "30", "58")), ElementsAre("mean_outside_range"));
}

TEST(ArmRules, AnSdLiesBetweenTheBoundsOfItsRange) {
  EXPECT_THAT(rules(ranged("50", "9", "36", "64")), IsEmpty());
  EXPECT_THAT(rules(ranged("50", "2.8", "36", "64")), ElementsAre("sd_beyond_range"));  // 27 / sqrt(18) = 6.36
  EXPECT_THAT(sentence(ranged("50", "2.8", "36", "64")), HasSubstr("at least 6.36. A standard error?"));
  EXPECT_THAT(rules(ranged("50", "19", "36", "64")), ElementsAre("sd_beyond_range"));  // 14 sqrt(10/9) = 14.8
}

TEST(ArmRules, APercentageHasABoundedSd) {
  AuditedRow row;
  row.name = "Li 2020";
  row.percent = true;
  row.arms = {arm("92.0", "35.0", "20")};  // sqrt(92 * 8 * 20 / 19) = 27.8
  EXPECT_THAT(rules(row), ElementsAre("sd_beyond_range"));
  row.arms = {arm("92.0", "25.0", "20")};
  EXPECT_THAT(rules(row), IsEmpty());
  row.arms = {arm("112.0", "25.0", "20")};  // grown, not bounded
  EXPECT_THAT(rules(row), IsEmpty());
}

TEST(ArmRules, WholeNumbersHaveCertainMeansOnly) {
  AuditedRow row;
  row.name = "Li 2020";
  row.whole_numbers = true;
  row.arms = {arm("3.47", "", "20")};  // 69 / 20 = 3.45, 70 / 20 = 3.50
  EXPECT_THAT(rules(row), ElementsAre("mean_granularity"));
  EXPECT_THAT(sentence(row), HasSubstr("3.450 and 3.500"));
  row.arms = {arm("3.45", "", "20")};
  EXPECT_THAT(rules(row), IsEmpty());
  row.whole_numbers = false;
  row.arms = {arm("3.47", "", "20")};
  EXPECT_THAT(rules(row), IsEmpty());
}

TEST(ArmRules, WholeNumbersHaveCertainSdsOnly) {
  AuditedRow row;
  row.name = "Li 2020";
  row.whole_numbers = true;
  row.arms = {arm("2.50", "0.577", "4")};  // 2, 2, 3, 3
  EXPECT_THAT(rules(row), IsEmpty());
  row.arms = {arm("2.50", "0.700", "4")};
  EXPECT_THAT(rules(row), ElementsAre("sd_granularity"));
}

TEST(ScaleRules, ASpreadWrittenAsAFractionOfPercentagesIsFound) {
  std::vector<AuditedRow> rows = sound();
  rows.push_back(arms("G 2016", arm("53.1", "0.17", "30"), arm("45.2", "0.09", "31", '2')));
  EXPECT_THAT(rules(rows), ElementsAre("spread_as_fraction"));
}

TEST(ScaleRules, APreciseMeasurementIsNoFraction) {
  std::vector<AuditedRow> rows;
  for (const char* mean : {"7.38", "7.41", "7.40", "7.36", "7.42", "7.39"})
    rows.push_back(arms(mean, arm(mean, "0.04", "20"), arm("7.35", "0.05", "21")));
  EXPECT_THAT(rules(rows), IsEmpty());
}

TEST(ScaleRules, AFractionAmongPercentagesIsFound) {
  std::vector<AuditedRow> rows = sound();
  rows.push_back(arms("G 2016", arm("0.631", "0.12", "30"), arm("0.524", "0.10", "31", '2')));
  EXPECT_THAT(rules(rows), ElementsAre("mixed_scale"));
  EXPECT_THAT(rules(rows, {.one_scale = false}), IsEmpty());
}

TEST(ScaleRules, AnSdThatIsAStandardErrorAmongTheOthersIsFound) {
  std::vector<AuditedRow> rows = sound();
  rows.push_back(arms("G 2016", arm("63.1", "1.81", "36"), arm("52.4", "1.62", "36", '2')));
  EXPECT_THAT(rules(rows), ElementsAre("sd_looks_like_se"));
}

TEST(ScaleRules, ASmallSdThatIsNoStandardErrorIsLeftAlone) {
  std::vector<AuditedRow> rows = sound();
  rows.push_back(arms("G 2016", arm("63.1", "5.2", "36"), arm("52.4", "4.9", "36", '2')));
  EXPECT_THAT(rules(rows), IsEmpty());
}

TEST(CohortRules, OneRegistrationIsOneTrial) {
  std::vector<AuditedRow> rows = sound();
  rows[1].cohort.registrations = rows[4].cohort.registrations = {"NCT00000000"};
  const auto findings = audit_input(rows);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].rule, "same_registration");
  EXPECT_THAT(findings[0].rows, ElementsAre(1, 4));
}

TEST(CohortRules, TheSameNumbersTwiceAreFound) {
  std::vector<AuditedRow> rows = sound();
  rows.push_back(rows[2]);
  EXPECT_THAT(rules(rows), ElementsAre("same_numbers"));
}

TEST(CohortRules, FewDigitsAgreeByChance) {
  std::vector<AuditedRow> rows(2);
  for (AuditedRow& row : rows)
    row.counts = {typed("0", "ai"), typed("20", "n1i"), typed("1", "ci"), typed("20", "n2i")};
  EXPECT_THAT(rules(rows), IsEmpty());
}

TEST(CohortRules, AComparatorInTwoRowsIsFound) {
  std::vector<AuditedRow> rows = sound();
  rows[3].arms[1] = rows[2].arms[1];
  EXPECT_THAT(rules(rows), ElementsAre("same_comparator"));
}

TEST(CohortRules, OneCentreWithOverlappingRecruitmentIsAsked) {
  std::vector<AuditedRow> rows = sound();
  rows[0].cohort = {"", "Riverside Clinic", {}, 2008.0, 2010.5};
  rows[1].cohort = {"", "Riverside Clinic", {}, 2010.0, 2012.0};
  EXPECT_THAT(rules(rows), ElementsAre("same_cohort"));
  rows[1].cohort.start = 2011;
  EXPECT_THAT(rules(rows), IsEmpty());
}

TEST(CohortRules, OneAuthorWithTheSameMeansAndSizesIsAsked) {
  std::vector<AuditedRow> rows = sound();
  rows[0].cohort.author = rows[1].cohort.author = "alder";
  EXPECT_THAT(rules(rows), IsEmpty());
  rows[1].arms = rows[0].arms;
  rows[1].arms[0].spread = typed("10.1", "sd1i");
  rows[1].arms[1].spread = typed("11.9", "sd2i");
  EXPECT_THAT(rules(rows), ElementsAre("same_cohort"));
}

TEST(Findings, NameTheirColumnsAndAreOrderedByRow) {
  std::vector<AuditedRow> rows = sound();
  rows[4].arms[0].n = typed("25.5", "n1i");
  rows[1].arms[1].spread = typed("0", "sd2i");
  const auto findings = audit_input(rows);
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_THAT(findings[0].columns, ElementsAre("sd2i"));
  EXPECT_THAT(findings[1].columns, ElementsAre("n1i"));
  EXPECT_EQ(name(findings[0].sure), "likely");
}

}  // namespace
}  // namespace evigraft
