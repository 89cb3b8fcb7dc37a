// What may be pooled: one value an arm and study, every other with its reason.
#include "pipeline/selection.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

namespace {
using namespace evigraft;

/// An eligible value of 50 ± 10 (SD) from 20 people at 6 months by MRI.
Candidate value_of(const std::string& arm, std::int64_t id, std::int64_t study = 1) {
  Candidate c;
  c.outcome_id = id;
  c.report_id = c.study_id = study;
  c.study_label = "Study " + std::to_string(study);
  c.arm_class = arm;
  c.unit = "%";
  c.value = 50;
  c.value_as_printed = "50.0";
  c.spread = 10;
  c.spread_kind = "sd";
  c.statistic = "mean";
  c.n = 20;
  c.months = 6;
  c.method = "MRI";
  c.species = "human";
  c.design = "rct";
  c.pairing = "parallel";
  c.screening = "include";
  c.report_status = "current";
  return c;
}

PoolQuestion asc_against_conventional(SpreadReading reading = SpreadReading::stated) {
  PoolQuestion question;
  question.intervention = "ASC";
  question.comparator = "conventional";
  question.selection = {.at_months = 6, .from_months = 3, .to_months = 24, .method_order = {"MRI", "CT"}};
  question.species = {"human"};
  question.designs = {"rct"};
  question.reading = reading;
  return question;
}

std::string reason_of(const Selected& selected, std::int64_t outcome) {
  for (const NotUsed& unused : selected.not_used)
    if (unused.outcome_id == outcome) return unused.reason;
  return {};
}

TEST(Selection, TwoArmsGiveADifferenceAndItsVariance) {
  std::vector<Candidate> all = {value_of("ASC", 1), value_of("conventional", 2)};
  all[1].value = 30;
  const Selected selected = select_for(asc_against_conventional(), all);
  ASSERT_EQ(selected.studies.size(), 1U);
  EXPECT_DOUBLE_EQ(*selected.studies[0].yi, 20);
  EXPECT_DOUBLE_EQ(*selected.studies[0].vi, 100.0 / 20 + 100.0 / 20);
}

TEST(Selection, AStudyCarriesWhatItsValuesSayOfIt) {
  std::vector<Candidate> all = {value_of("ASC", 1), value_of("conventional", 2)};
  all[0].study_year = all[1].study_year = 2019;
  all[0].arm_label = "ASC-enriched";
  all[1].arm_label = "control";
  all[0].site = "breast";
  const StudyTraits traits = select_for(asc_against_conventional(), all).studies.at(0).traits;
  EXPECT_EQ(traits.year, 2019);
  EXPECT_EQ(traits.arm_label, "ASC-enriched");
  EXPECT_EQ(traits.comparator_label, "control");
  EXPECT_EQ(traits.site, "breast");
  EXPECT_EQ(traits.method, "MRI");
  EXPECT_EQ(traits.spread_kind, "sd");
}

TEST(Selection, ATraitInWhichTheArmsDifferNamesBoth) {
  std::vector<Candidate> all = {value_of("ASC", 1), value_of("conventional", 2)};
  all[1].method = "CT";
  EXPECT_EQ(select_for(asc_against_conventional(), all).studies.at(0).traits.method, "CT, MRI");
}

TEST(Selection, PeopleWithinWhomArmsAreComparedAreCountedOnce) {
  std::vector<Candidate> all = {value_of("ASC", 1), value_of("conventional", 2)};
  EXPECT_EQ(participants(select_for(asc_against_conventional(), all).studies.at(0)), 40);
  all[0].pairing = all[1].pairing = "within_person";
  EXPECT_EQ(participants(select_for(asc_against_conventional(), all).studies.at(0)), 20);
  all[1].n.reset();
  EXPECT_EQ(participants(select_for(asc_against_conventional(), all).studies.at(0)), std::nullopt);
}

TEST(Selection, TheTimeNearestToTheTargetIsTaken) {
  std::vector<Candidate> all;
  for (const auto& [id, months] : std::vector<std::pair<int, double>>{{1, 3}, {3, 5}, {5, 12}}) {
    all.push_back(value_of("ASC", id));
    all.push_back(value_of("conventional", id + 1));
    all[all.size() - 2].months = all.back().months = months;
  }
  const Selected selected = select_for(asc_against_conventional(), all);
  EXPECT_EQ(selected.studies[0].intervention_outcomes, std::vector<std::int64_t>{3});
  EXPECT_EQ(reason_of(selected, 1), "another time is nearer to the target");
}

TEST(Selection, OfTwoTimesEquallyNearTheLaterIsTaken) {
  std::vector<Candidate> all = {value_of("ASC", 1), value_of("ASC", 2), value_of("conventional", 3),
                                value_of("conventional", 4)};
  all[0].months = all[2].months = 4;
  all[1].months = all[3].months = 8;
  EXPECT_EQ(select_for(asc_against_conventional(), all).studies[0].intervention_outcomes, std::vector<std::int64_t>{2});
}

TEST(Selection, ArmsAreComparedAtTheSameTimeOnly) {
  std::vector<Candidate> all = {value_of("ASC", 1), value_of("conventional", 2)};
  all[1].months = 12;
  const Selected selected = select_for(asc_against_conventional(), all);
  EXPECT_TRUE(selected.studies.empty());
  EXPECT_EQ(reason_of(selected, 1), "no value of the other arm at the same time");
}

TEST(Selection, TheBetterMethodIsTaken) {
  std::vector<Candidate> all = {value_of("ASC", 1), value_of("ASC", 2), value_of("conventional", 3)};
  all[0].method = "CT";
  const Selected selected = select_for(asc_against_conventional(), all);
  EXPECT_EQ(selected.studies[0].intervention_outcomes, std::vector<std::int64_t>{2});
  EXPECT_EQ(reason_of(selected, 1), "another value of the same arm and time was taken");
}

TEST(Selection, SeveralArmsOfOneClassAreCombined) {
  std::vector<Candidate> all = {value_of("ASC", 1), value_of("ASC", 2), value_of("conventional", 3)};
  all[0].arm_label = "low dose";
  all[1].arm_label = "high dose";
  all[1].value = 60;
  const PoolStudy study = select_for(asc_against_conventional(), all).studies[0];
  EXPECT_DOUBLE_EQ(study.intervention.mean, 55);
  EXPECT_EQ(*study.intervention.n, 40);
  // Handbook table 6.5.a: sqrt((19*100 + 19*100 + 20*20/40 * 10^2) / 39)
  EXPECT_NEAR(*study.intervention.sd, std::sqrt((1900.0 + 1900 + 1000) / 39), 1e-12);
}

TEST(Selection, AnUndeclaredSpreadNeverEntersSilently) {
  std::vector<Candidate> all = {value_of("ASC", 1), value_of("conventional", 2)};
  all[0].spread_kind = "unknown";
  const PoolStudy study = select_for(asc_against_conventional(), all).studies[0];
  EXPECT_FALSE(study.vi);
  EXPECT_EQ(study.reason, "spread printed without saying whether SD or SE");
}

TEST(Selection, AnUndeclaredSpreadReadAsSeIsMultipliedByRootN) {
  std::vector<Candidate> all = {value_of("ASC", 1), value_of("conventional", 2)};
  all[0].spread_kind = "unknown";
  const PoolStudy study = select_for(asc_against_conventional(SpreadReading::as_se), all).studies[0];
  EXPECT_NEAR(*study.intervention.sd, 10 * std::sqrt(20.0), 1e-12);
  EXPECT_THAT(study.flags, testing::Contains("read_as_se"));
}

TEST(Selection, AnInferredKindIsUsedOnlyWhereItIsAskedFor) {
  std::vector<Candidate> all = {value_of("ASC", 1), value_of("conventional", 2)};
  for (Candidate& c : all) c.spread_kind = "unknown";
  for (Candidate& c : all) c.spread_inferred = "se";
  EXPECT_FALSE(select_for(asc_against_conventional(), all).studies[0].vi);
  EXPECT_TRUE(select_for(asc_against_conventional(SpreadReading::inferred), all).studies[0].vi);
}

TEST(Selection, AnInferredStandardErrorCarriesFlagEvidenceAndWords) {
  std::vector<Candidate> all = {value_of("ASC", 1), value_of("conventional", 2)};
  all[0].spread_kind = "unknown";
  all[0].spread_inferred = "se";
  all[0].spread_evidence = "the P values follow from it as SE";
  all[0].quote = "50 ± 10%";
  all[0].span_field = "abstract";
  const PoolStudy study = select_for(asc_against_conventional(SpreadReading::inferred), all).studies[0];
  EXPECT_NEAR(*study.intervention.sd, 10 * std::sqrt(20.0), 1e-12);
  EXPECT_THAT(study.flags, testing::Contains("se_inferred"));
  EXPECT_THAT(study.notes, testing::Contains("the P values follow from it as SE"));
  ASSERT_EQ(study.inferred.size(), 1U);
  EXPECT_EQ(study.inferred[0].outcome_id, 1);
  EXPECT_EQ(study.inferred[0].quote, "50 ± 10%");
}

TEST(Selection, AnInferredStandardDeviationIsTakenAsItIs) {
  std::vector<Candidate> all = {value_of("ASC", 1), value_of("conventional", 2)};
  all[0].spread_kind = "unknown";
  all[0].spread_inferred = "sd";
  const PoolStudy study = select_for(asc_against_conventional(SpreadReading::inferred), all).studies[0];
  EXPECT_EQ(*study.intervention.sd, 10);
  EXPECT_THAT(study.flags, testing::Contains("sd_inferred"));
}

TEST(Selection, AnUndeclaredSpreadWithoutAVerdictStaysOut) {
  std::vector<Candidate> all = {value_of("ASC", 1), value_of("conventional", 2)};
  all[0].spread_kind = "unknown";
  const PoolStudy study = select_for(asc_against_conventional(SpreadReading::inferred), all).studies[0];
  EXPECT_EQ(study.reason, "spread printed without saying whether SD or SE, and the numbers do not tell");
}

TEST(Selection, ADeclaredSpreadIsNotReadOtherwise) {
  const std::vector<Candidate> all = {value_of("ASC", 1), value_of("conventional", 2)};
  EXPECT_EQ(*select_for(asc_against_conventional(SpreadReading::as_se), all).studies[0].intervention.sd, 10);
}

TEST(Selection, ASymmetricConfidenceIntervalGivesTheStandardDeviation) {
  // Kolle 2013: 80.9% (76.6 to 85.2), n = 10; t(0.975, 9) = 2.262157
  std::vector<Candidate> all = {value_of("ASC", 1), value_of("conventional", 2)};
  all[0].value = 80.9;
  all[0].value_as_printed = "80.9";
  all[0].spread = std::nullopt;
  all[0].spread_kind = "";
  all[0].interval = {76.6, 85.2};
  all[0].interval_kind = "ci95";
  all[0].n = 10;
  const PoolStudy study = select_for(asc_against_conventional(), all).studies[0];
  EXPECT_NEAR(*study.intervention.sd, std::sqrt(10.0) * 8.6 / (2 * 2.262157163), 1e-6);
  EXPECT_THAT(study.flags, testing::Contains("sd_from_ci95"));
}

TEST(Selection, AWithinPersonTrialIsMarked) {
  std::vector<Candidate> all = {value_of("ASC", 1), value_of("conventional", 2)};
  for (Candidate& c : all) c.pairing = "within_person";
  EXPECT_THAT(select_for(asc_against_conventional(), all).studies[0].flags, testing::Contains("within_person"));
}

std::vector<Candidate> split_face(double n_first = 20, double n_second = 20) {
  std::vector<Candidate> all = {value_of("ASC", 1), value_of("conventional", 2)};
  for (Candidate& c : all) c.pairing = "within_person";
  all[0].n = n_first;
  all[1].n = n_second;
  all[1].spread = 8;
  return all;
}

TEST(Selection, TheTwoSidesOfOnePersonAreUncorrelatedUntilSomeoneSaysOtherwise) {
  const PoolStudy study = select_for(asc_against_conventional(), split_face()).studies[0];
  EXPECT_DOUBLE_EQ(study.vi.value(), (100.0 + 64) / 20);
  EXPECT_THAT(study.notes, testing::Contains(testing::HasSubstr("taken as 0")));
}

TEST(Selection, AStatedCorrelationNarrowsWithinPersonComparisonsOnly) {
  PoolQuestion question = asc_against_conventional();
  question.correlation = 0.5;
  EXPECT_DOUBLE_EQ(select_for(question, split_face()).studies[0].vi.value(), (100.0 + 64 - 80) / 20);
  std::vector<Candidate> parallel = split_face();
  for (Candidate& c : parallel) c.pairing = "parallel";
  EXPECT_DOUBLE_EQ(select_for(question, parallel).studies[0].vi.value(), (100.0 + 64) / 20);
}

TEST(Selection, PairsAreAsManyAsTheSmallerSideHas) {
  EXPECT_DOUBLE_EQ(select_for(asc_against_conventional(), split_face(20, 16)).studies[0].vi.value(), (100.0 + 64) / 16);
}

TEST(Selection, SeveralSitesOfOnePersonDoNotMultiplyThePeople) {
  std::vector<Candidate> all = split_face();
  all.push_back(all[0]);
  all[2].outcome_id = 3;
  all[2].arm_label = "second dose";
  EXPECT_EQ(select_for(asc_against_conventional(), all).studies[0].intervention.n, 20);
}

std::vector<Candidate> three_visits() {
  std::vector<Candidate> all;
  for (const double months : {3.0, 6.0, 12.0})
    for (const char* arm : {"ASC", "conventional"}) {
      all.push_back(value_of(arm, static_cast<std::int64_t>(all.size()) + 1));
      all.back().months = months;
    }
  return all;
}

TEST(Selection, AllTimesGiveARowForEachVisitOfBothArms) {
  PoolQuestion question = asc_against_conventional();
  question.times = Times::all;
  std::vector<Candidate> all = three_visits();
  all[3].months = 9;  // the control came later: neither 6 nor 9 months has both arms
  const Selected selected = select_for(question, all);
  ASSERT_EQ(selected.studies.size(), 2U);
  EXPECT_EQ(selected.studies[0].months, 3);
  EXPECT_EQ(selected.studies[1].months, 12);
  EXPECT_EQ(reason_of(selected, 3), "no value of the other arm at the same time");
  EXPECT_EQ(reason_of(selected, 4), "no value of the other arm at the same time");
}

TEST(Selection, NearestTimeTakesOneOfTheSameVisits) {
  const Selected selected = select_for(asc_against_conventional(), three_visits());
  ASSERT_EQ(selected.studies.size(), 1U);
  EXPECT_EQ(selected.studies[0].months, 6);
  EXPECT_EQ(reason_of(selected, 1), "another time is nearer to the target");
}

TEST(Selection, UnknownRulesOfTimeAreUsage) { EXPECT_THROW((void)parse_times("latest"), Error); }

TEST(Selection, EachBarrierHasItsReason) {
  const std::vector<std::pair<void (*)(Candidate&), std::string>> barriers = {
      {[](Candidate& c) { c.report_status = "retracted"; }, "report retracted"},
      {[](Candidate& c) { c.species = "animal"; }, "species not asked for"},
      {[](Candidate& c) { c.design = "single_arm"; }, "design not eligible"},
      {[](Candidate& c) { c.screening = "unsure"; }, "report not included by screening"},
      {[](Candidate& c) { c.unit = "ml"; }, "not a percentage"},
      {[](Candidate& c) { c.statistic = "median"; }, "median, not a mean"},
      {[](Candidate& c) { c.months = std::nullopt; }, "time not stated"},
      {[](Candidate& c) { c.months = 36; }, "outside the time window"},
  };
  for (const auto& [spoil, reason] : barriers) {
    std::vector<Candidate> all = {value_of("ASC", 1), value_of("conventional", 2)};
    spoil(all[0]);
    EXPECT_EQ(reason_of(select_for(asc_against_conventional(), all), 1), reason);
  }
}

TEST(Selection, UnknownReadingsOfSpreadsAreUsage) { EXPECT_THROW((void)parse_spread_reading("sd"), Error); }

RC_GTEST_PROP(SelectionProperties, EveryValueOfTheQuestionIsUsedOrHasAReason, ()) {
  std::vector<Candidate> all;
  const int count = *rc::gen::inRange(0, 12);
  for (int i = 0; i < count; ++i) {
    Candidate c =
        value_of(*rc::gen::element<std::string>("ASC", "conventional", "SVF"), i + 1, *rc::gen::inRange(1, 4));
    c.months = *rc::gen::element<std::optional<double>>(std::nullopt, 1.0, 3.0, 6.0, 12.0);
    c.method = *rc::gen::element<std::string>("", "MRI", "CT");
    c.arm_label = *rc::gen::element<std::string>("", "a", "b");
    c.spread_kind = *rc::gen::element<std::string>("sd", "se", "unknown");
    c.spread_inferred = *rc::gen::element<std::string>("sd", "se", "");
    all.push_back(c);
  }
  const Selected selected = select_for(asc_against_conventional(), all);
  std::multiset<std::int64_t> seen;
  for (const PoolStudy& study : selected.studies) {
    seen.insert(study.intervention_outcomes.begin(), study.intervention_outcomes.end());
    seen.insert(study.comparator_outcomes.begin(), study.comparator_outcomes.end());
    RC_ASSERT(study.vi.has_value() == study.reason.empty());
  }
  for (const NotUsed& unused : selected.not_used) seen.insert(unused.outcome_id);
  for (const Candidate& c : all) RC_ASSERT(seen.count(c.outcome_id) == (c.arm_class == "SVF" ? 0U : 1U));
}

RC_GTEST_PROP(SelectionProperties, TheOrderOfTheInputDoesNotMatter, ()) {
  std::vector<Candidate> all;
  for (int i = 0; i < 8; ++i) {
    Candidate c = value_of(i % 2 == 0 ? "ASC" : "conventional", i + 1, i / 4 + 1);
    c.months = *rc::gen::element(3.0, 6.0, 12.0);
    c.arm_label = std::to_string(i);
    all.push_back(c);
  }
  const Selected forward = select_for(asc_against_conventional(), all);
  std::reverse(all.begin(), all.end());
  const Selected backward = select_for(asc_against_conventional(), all);
  RC_ASSERT(forward.studies.size() == backward.studies.size());
  for (std::size_t i = 0; i < forward.studies.size(); ++i)
    RC_ASSERT(std::abs(forward.studies[i].yi.value() - backward.studies[i].yi.value()) < 1e-9);
}
}  // namespace
