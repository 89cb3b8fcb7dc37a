// Decisions through the store: made, derived at once, and kept through whatever the machine reads next.
#include "pipeline/review.h"

#include <gmock/gmock.h>

#include <random>

#include "pipeline/judgements.h"
#include "pipeline/overlay.h"
#include "store/evidence.h"
#include "store/exclusions.h"
#include "tests/core/pipeline/library.h"

namespace {
using namespace evigraft;
using review::Kind;
using test::kSurroundings;
using test::Library;
using testing::HasSubstr;

TEST(Decide, DerivesAtOnceWhatStandsOnIt) {
  Library library(1);
  library.set(1, {{"n", "6"}, {"spread_kind", "se"}});
  const DecidedSummary second = library.set(2, {{"n", "6"}, {"spread_kind", "se"}});
  const OutcomeView asc = library.view(1);
  EXPECT_EQ(asc.decision, "corrected");
  EXPECT_EQ(asc.n, 6);
  EXPECT_EQ(asc.spread_kind, "se");
  EXPECT_EQ(asc.decided_by, "Ann Lee");
  ASSERT_FALSE(second.pooled.empty());
  EXPECT_EQ(second.pooled[0].question, "ASC:conventional");
  EXPECT_EQ(second.pooled[0].before.k, 0);
  EXPECT_EQ(second.pooled[0].after.k, 1);
}

TEST(Decide, KeepsNothingOfWhatIsRefused) {
  Library library(1);
  EXPECT_THAT(sentence(Error::Kind::usage, [&] { library.set(1, {{"n", "some"}}); }), HasSubstr("whole number"));
  EXPECT_THAT(sentence(Error::Kind::failed, [&] { library.set(99, {{"n", "6"}}); }), HasSubstr("no outcome 99"));
  EXPECT_TRUE(decision_rows(library.store).empty());
  EXPECT_EQ(library.view(1).decision, "auto");
}

TEST(Decide, ARejectedNumberIsAnExclusionWithItsReason) {
  Library library(1);
  library.say({.kind = Kind::reject, .outcome = 1});
  EXPECT_EQ(library.view(1).decision, "rejected");
  bool told = false;
  for (const ExclusionView& row : exclusion_views(library.store))
    told = told ||
           (row.subject == "outcome 1" && row.reason == kRejected && row.detail.find("full text") != std::string::npos);
  EXPECT_TRUE(told);
}

TEST(Decide, UndoTakesADecisionBackOnce) {
  Library library(1);
  library.set(1, {{"n", "6"}});
  const Saying undo = {.kind = Kind::undo, .decision = 1};
  library.say(undo);
  EXPECT_EQ(library.view(1).decision, "auto");
  EXPECT_FALSE(library.view(1).n);
  EXPECT_THAT(sentence(Error::Kind::usage, [&] { library.say(undo); }), HasSubstr("already undone"));
}

TEST(Decide, AnEnteredNumberHasAPlaceAndKeepsItsIdThroughANewReading) {
  Library library(1);
  const review::Values number = {{"arm_class", "SVF"}, {"value", "55"}, {"table", "2"}, {"page", "7"}};
  const std::int64_t id = library.say({.kind = Kind::add, .report = 1, .value = number}).outcomes[0];
  EXPECT_EQ(library.view(id).decision, "entered");
  EXPECT_EQ(library.view(id).place, "page 7, table 2");
  library.link();
  library.read(1);
  EXPECT_EQ(library.view(id).value, 55);
  library.set(id, {{"n", "9"}});
  EXPECT_EQ(library.view(id).n, 9);
}

TEST(Decide, AnEnteredNumberWithoutAPlaceIsRefused) {
  Library library(1);
  const Saying add = {.kind = Kind::add, .report = 1, .value = {{"arm_class", "SVF"}, {"value", "55"}}};
  EXPECT_THAT(sentence(Error::Kind::usage, [&] { library.say(add); }), HasSubstr("--table"));
}

TEST(Decide, AVerdictOfAPersonStandsAndTheRulesAreKeptBeside) {
  Library library(1);
  const Saying screen = {.kind = Kind::screen, .report = 1, .value = {{"verdict", "exclude"}}};
  library.say(screen);
  EXPECT_EQ(report_views(library.store).at(0).verdict, "exclude");
  EXPECT_EQ(rules_verdict(library.store, 1).verdict, "include");
  library.read(1);
  EXPECT_EQ(report_views(library.store).at(0).verdict, "exclude");
  library.say({.kind = Kind::undo, .decision = 1});
  EXPECT_EQ(report_views(library.store).at(0).verdict, "include");
}

/// A word on report 1, at the title and abstract or at full text.
Saying screening(review::Values value) { return {.kind = Kind::screen, .report = 1, .value = std::move(value)}; }

TEST(Decide, AnExclusionAtFullTextIsAnExclusionWithItsReasonAndSurvives) {
  Library library(1);
  library.say(screening({{"verdict", "exclude"}, {"stage", "full_text"}, {"category", "wrong comparator"}}));
  library.link();
  library.read(1);
  EXPECT_EQ(report_views(library.store).at(0).verdict, "exclude");
  EXPECT_EQ(report_views(library.store).at(0).verdict_reason, "full text: wrong comparator");
  std::string reasons;
  for (const PrismaView& box : prisma_views(library.store))
    if (box.box == "dbr_excluded") reasons = box.detail;
  EXPECT_EQ(reasons, "wrong comparator, 1");
}

TEST(Decide, AReportThatIsOnlySoughtIsUsedAsBefore) {
  Library library(1);
  EXPECT_TRUE(library.say(screening({{"verdict", "sought"}, {"stage", "full_text"}})).pooled.empty());
  EXPECT_EQ(report_views(library.store).at(0).verdict, "include");
}

TEST(Decide, ALaterVerdictOnTitleAndAbstractTakesTheReportBackFromFullText) {
  Library library(1);
  library.say(screening({{"verdict", "not_retrieved"}, {"stage", "full_text"}}));
  EXPECT_EQ(report_views(library.store).at(0).verdict, "unsure");
  library.say(screening({{"verdict", "include"}}));
  EXPECT_EQ(report_views(library.store).at(0).verdict, "include");
}

TEST(ReviewQueue, DoesNotAskAgainForAFullTextThatWasNotRetrieved) {
  Library library(1);
  library.say(screening({{"verdict", "not_retrieved"}, {"stage", "full_text"}}));
  for (const review::Item& item : review_queue(library.store, library.topic))
    EXPECT_NE(item.need, review::Need::screening);
}

TEST(Decide, MergedReportsAreOneStudyUntilTheMergeIsUndone) {
  Library library(2);
  const Saying merge = {.kind = Kind::merge, .report = 1, .other = 2};
  const auto study = [&](std::int64_t report) {
    for (const ReportView& view : report_views(library.store))
      if (view.report_id == report) return view.study_id;
    return std::int64_t{0};
  };
  ASSERT_NE(study(1), study(2));
  library.say(merge);
  EXPECT_EQ(study(1), study(2));
  library.say({.kind = Kind::undo, .decision = 1});
  EXPECT_NE(study(1), study(2));
}

/// Ann Lee's judgement of outcome 1 or of a question.
Saying judgement(review::Values value, std::int64_t outcome, const std::string& question = "") {
  return {.kind = Kind::judge, .outcome = outcome, .value = std::move(value), .question = question};
}

TEST(Judgements, SurviveANewReadingAndSayWhatChanged) {
  Library library(1);
  library.say(judgement({{"instrument", "rob2"}, {"D1", "low"}}, 1));
  library.link();
  library.read(1);
  const Judgements same = judgements(library.store, library.topic);
  ASSERT_EQ(same.rows.size(), 1U);
  EXPECT_EQ(same.rows[0].assessment.words(), (review::Values{{"D1", "Low"}}));
  EXPECT_EQ(same.rows[0].changed, "");
  const std::int64_t outcome = same.rows[0].assessment.subject.id;
  library.set(outcome, {{"value", "70"}});
  EXPECT_THAT(judgements(library.store, library.topic).rows.at(0).changed, HasSubstr("70%"));
  bool asked = false;
  for (const review::Item& item : review_queue(library.store, library.topic))
    asked = asked || (item.need == review::Need::conflict && item.outcome == outcome);
  EXPECT_TRUE(asked);
}

TEST(Judgements, OfANumberThatIsGoneAreCountedAsLost) {
  Library library(11);
  library.say(judgement({{"instrument", "rob2"}, {"D1", "low"}}, 22));
  EXPECT_EQ(library.read(2).lost, 1);
  EXPECT_EQ(library.read(0).lost, 0);
}

TEST(Judgements, GradeStandsBesideTheAnswerOfNow) {
  Library library(1);
  library.say(
      judgement({{"instrument", "grade"}, {"start", "high"}, {"imprecision", "very serious"}}, 0, "ASC:conventional"));
  for (const std::int64_t outcome : {1, 2}) library.set(outcome, {{"n", "6"}, {"spread_kind", "sd"}});
  const JudgedRow row = judgements(library.store, library.topic).rows.at(0);
  EXPECT_THAT(row.changed, HasSubstr("when it was k = 0; it is k = 1, 20"));
  ASSERT_TRUE(row.finding);
  EXPECT_EQ(row.finding->participants_1, 6);
  const publish::CertaintyRow line = certainty_rows(judgements(library.store, library.topic)).at(0);
  EXPECT_EQ(line.studies, 1);
  EXPECT_EQ(line.certainty, "");
}

TEST(Judgements, ThatContradictTheInstrumentsRuleAreKeptWithAWarning) {
  Library library(1);
  const DecidedSummary said = library.say(judgement({{"instrument", "rob2"}, {"D1", "high"}, {"overall", "low"}}, 1));
  EXPECT_THAT(said.warnings, testing::ElementsAre(HasSubstr("at least as bad as the worst domain")));
  EXPECT_EQ(judgements(library.store, library.topic).rows.at(0).assessment.words().at("overall"), "Low");
}

TEST(Judgements, OfWhatIsNotThereOrNotTheInstrumentsBusinessAreRefused) {
  Library library(1);
  EXPECT_THAT(sentence(Error::Kind::usage,
                       [&] {
                         library.say(judgement({{"instrument", "grade"}, {"start", "high"}}, 1));
                       }),
              HasSubstr("not about an outcome"));
  EXPECT_THAT(sentence(Error::Kind::usage,
                       [&] {
                         library.say(judgement({{"instrument", "grade"}, {"start", "high"}}, 0, "tea"));
                       }),
              HasSubstr("ASC:conventional"));
  EXPECT_THAT(sentence(Error::Kind::failed,
                       [&] {
                         library.say(judgement({{"instrument", "rob2"}, {"D1", "low"}}, 99));
                       }),
              HasSubstr("no outcome 99"));
}

TEST(DecisionTable, IsOnlyEverAddedTo) {
  Library library(1);
  library.set(1, {{"n", "6"}});
  for (const char* sql : {"UPDATE decision SET who = 'x'", "DELETE FROM decision",
                          "REPLACE INTO decision(id, at, who, why, kind, target_kind, target, run_id) "
                          "VALUES (1, 't', 'x', 'x', 'set', 'outcome', 'x', 1)"})
    EXPECT_THAT(plain_sql(library.scratch.file(), sql), HasSubstr("never")) << sql;
}

TEST(ReviewQueue, AsksForTheSpreadOfATrialAndNoLongerOnceItIsSaid) {
  Library library(1);
  const auto queue = review_queue(library.store, library.topic);
  ASSERT_FALSE(queue.empty());
  EXPECT_EQ(queue[0].need, review::Need::spread);
  EXPECT_EQ(queue[0].reach, review::Reach::comparison);
  EXPECT_EQ(queue[0].missing, (std::vector<std::string>{"spread_kind", "n"}));
  for (const std::int64_t outcome : {1, 2}) library.set(outcome, {{"n", "6"}, {"spread_kind", "sd"}});
  EXPECT_TRUE(review_queue(library.store, library.topic).empty());
}

TEST(Survival, AThousandDecisionsThroughTenVersionsOfTheRules) {
  Library library(500);
  std::mt19937 random(20261120);
  std::vector<Saying> sayings;
  for (std::int64_t outcome = 1; outcome <= 1000; ++outcome) {
    Saying saying{.kind = Kind::set, .who = "Ann Lee", .why = "full text", .outcome = outcome};
    saying.value = {{"n", std::to_string(5 + random() % 60)}};
    if (random() % 2 == 0) saying.value["spread_kind"] = random() % 2 == 0 ? "sd" : "se";
    sayings.push_back(std::move(saying));
  }
  ASSERT_EQ(decide(library.store, library.topic, sayings, kSurroundings).decisions.size(), 1000U);
  const auto before = pooled_answers(library.store, library.topic);

  for (int version = 1; version <= 10; ++version) {
    library.link();
    const Unsettled told = library.read(version);
    const Overlay overlay = overlay_of(library.store);
    ASSERT_EQ(overlay.in_force.size(), 1000U);
    ASSERT_EQ(overlay.outcomes.standings.size() + overlay.outcomes.lost.size(), 1000U) << version;
    std::size_t third_values = 0, clashes = 0;
    for (const review::Standing& standing : overlay.outcomes.standings) {
      const auto& decision = *std::find_if(overlay.in_force.begin(), overlay.in_force.end(),
                                           [&](const auto& d) { return d.id == standing.decision; });
      for (const auto& [field, value] : decision.value) {
        ASSERT_EQ(standing.values.at(field), value);
        const auto now = standing.machine.find(field);
        if (now != standing.machine.end() && now->second != decision.seen.at(field)) ++third_values;
      }
      clashes += standing.clashes.size();
    }
    EXPECT_EQ(clashes, third_values);
    EXPECT_EQ(told.conflicts, static_cast<std::int64_t>(clashes));
    EXPECT_EQ(told.lost, static_cast<std::int64_t>(overlay.outcomes.lost.size()));
    EXPECT_EQ(clashes > 0, version % 2 == 1) << version;
    if (version != 7) continue;  // one with both: the queue lists exactly what clashes and what is lost
    std::size_t conflicts = 0, lost = 0;
    for (const review::Item& item : review_queue(library.store, library.topic)) {
      conflicts += item.need == review::Need::conflict;
      lost += item.need == review::Need::lost;
    }
    EXPECT_EQ(conflicts, clashes);
    EXPECT_EQ(lost, overlay.outcomes.lost.size());
  }
  library.read(0);
  EXPECT_TRUE(overlay_of(library.store).outcomes.lost.empty());
  EXPECT_EQ(pooled_answers(library.store, library.topic), before);
}
}  // namespace
