#include "store/readings.h"

#include <gmock/gmock.h>

#include "scratch.h"
#include "store/effects.h"
#include "store/exclusions.h"
#include "store/links.h"
#include "store/query.h"
#include "store/records.h"

namespace {
using namespace evigraft;
using testing::ElementsAre;

OutcomeRow outcome(const std::string& arm_class, const std::string& label, double value, const std::string& printed) {
  OutcomeRow row;
  row.arm_class = arm_class;
  row.arm_label = label;
  row.value = value;
  row.as_printed = printed;
  row.months = 6;
  row.span = {"abstract", 9, 28, "Retention of record"};
  row.confidence = 0.9;
  return row;
}

ReadingRow reading(std::vector<OutcomeRow> outcomes, std::int64_t report = 1) {
  ReadingRow row;
  row.report_id = row.record_id = report;
  row.species = "human";
  row.design = "rct";
  row.pairing = "parallel";
  row.extractor = "1";
  row.text_digest = "abc";
  row.outcomes = std::move(outcomes);
  return row;
}

struct Library {
  Scratch scratch;
  Store store = scratch.make();
  std::int64_t run = begin_run(store, "extract", kNow);
  Library() {
    RecordImport import(store, run, "s", "f", kNow);
    for (const char* key : {"a", "b"}) import.add(small_record(key));
    import.finish({1, std::string(64, '0')});
    LinkRows links;
    links.reports = {{"s:a", {{1, "first"}}, "current", ""}, {"s:b", {{2, "first"}}, "current", ""}};
    links.studies = {{{0}, "single report"}, {{1}, "single report"}};
    replace_links(store, run, links);
  }
  OutcomeChanges read(std::vector<OutcomeRow> outcomes) {
    return replace_readings(store, run, {reading(std::move(outcomes))});
  }
  std::string ids() const { return sql("SELECT group_concat(id) FROM (SELECT id FROM outcome ORDER BY id)"); }
  std::string sql(const std::string& text) const { return plain_sql(scratch.file(), text); }
};

TEST(ReplaceReadings, KeepsIdsWhenReadTwice) {
  Library library;
  EXPECT_EQ(library.read({outcome("ASC", "ASC", 80, "80"), outcome("conventional", "control", 40, "40")}).added, 2U);
  const std::string before = library.ids(), arms = library.sql("SELECT group_concat(id) FROM arm");
  const OutcomeChanges again =
      library.read({outcome("conventional", "control", 40, "40"), outcome("ASC", "ASC", 80, "80")});
  EXPECT_EQ(again.unchanged, 2U);
  EXPECT_EQ(again.added + again.changed + again.removed, 0U);
  EXPECT_EQ(library.ids(), before);
  EXPECT_EQ(library.sql("SELECT group_concat(id) FROM arm"), arms);
}

TEST(ReplaceReadings, KeepsTheIdWhenBetterRulesReadAnotherValueOrClass) {
  Library library;
  library.read({outcome("other", "cells", 20, "80")});
  const std::string before = library.ids();
  EXPECT_EQ(library.read({outcome("ASC", "cells", 80, "80")}).changed, 1U);
  EXPECT_EQ(library.ids(), before);
  EXPECT_EQ(library.sql("SELECT arm_class, value FROM v_outcome"), "ASC|80.0");
  EXPECT_EQ(library.sql("SELECT count(*) FROM arm"), "1");
}

TEST(ReplaceReadings, MakesANewRowForAnotherKey) {
  Library library;
  library.read({outcome("ASC", "ASC", 80, "80")});
  OutcomeRow later = outcome("ASC", "ASC", 80, "80");
  later.months = 12;
  OutcomeRow second = outcome("ASC", "ASC", 80, "80");
  second.occurrence = 1;
  const OutcomeChanges changes = library.read({later, second});
  EXPECT_EQ(changes.added, 2U);
  EXPECT_EQ(changes.removed, 1U);
  EXPECT_EQ(library.ids(), "2,3");  // an id that was given up is never given out again
}

TEST(ReplaceReadings, NumbersRowsThatShareTheWholeKey) {
  Library library;
  const std::vector<OutcomeRow> twice = {outcome("ASC", "", 80, "80"), outcome("SVF", "", 80, "80")};
  library.read(twice);
  EXPECT_EQ(library.read(twice).unchanged, 2U);
}

TEST(ReplaceReadings, LeavesOtherReportsAlone) {
  Library library;
  replace_readings(library.store, library.run,
                   {reading({outcome("ASC", "ASC", 80, "80")}), reading({outcome("ASC", "ASC", 70, "70")}, 2)});
  library.read({});
  EXPECT_EQ(library.sql("SELECT report_id, value FROM v_outcome"), "2|70.0");
  EXPECT_EQ(reading_stamps(library.store).size(), 2U);
  EXPECT_EQ(reading_stamps(library.store).at(1).text_digest, "abc");
}

TEST(ReplaceReadings, WritesAllOfAnOutcome) {
  Library library;
  OutcomeRow row = outcome("ASC", "ASC-enriched", 80.9, "80.9");
  row.spread = 5.2;
  row.spread_kind = "unknown";
  row.spread_inferred = "se";
  row.spread_evidence = "three P values";
  row.interval = {{76.1, 85.7}};
  row.interval_kind = "ci95";
  row.statistic = "mean";
  row.n = 10;
  row.method = "MRI";
  row.definition = "of the injected volume";
  row.flags = {"spread_undeclared"};
  ReadingRow whole = reading({row});
  whole.site = "breast";
  whole.n_total = 20;
  whole.arms = {{"ASC", "ASC-enriched", 11}, {"conventional", "control", 9}};
  replace_readings(library.store, library.run, {whole});
  EXPECT_EQ(
      library.sql("SELECT arm_class, arm_label, n, value, unit, spread, spread_kind, spread_inferred, interval, "
                  "months, method, definition, site, species, design, pairing, decision, confidence, flags, quote, "
                  "arm_n, n_total, statistic FROM v_outcome"),
      "ASC|ASC-enriched|10|80.9|%|5.2|unknown|se|[76.1,85.7]|6.0|MRI|of the injected volume|breast|human|rct|"
      "parallel|auto|0.9|[\"spread_undeclared\"]|Retention of record|11|20|mean");
  EXPECT_EQ(library.sql("SELECT count(*) FROM arm"), "2");
}

TEST(ReplaceReadings, TakesASpreadWithoutAKindAsUnknown) {
  Library library;
  OutcomeRow row = outcome("ASC", "ASC", 80, "80");
  row.spread = 3;
  library.read({row});
  EXPECT_EQ(library.sql("SELECT spread_kind FROM v_outcome"), "unknown");
}

TEST(ReplaceReadings, KeepsReportedComparisons) {
  Library library;
  ReadingRow row = reading({});
  ComparisonRow comparison;
  comparison.arms = {"ASC", "conventional"};
  comparison.p = 0.0004;
  comparison.p_relation = "=";
  comparison.span = {"abstract", 0, 7, "RESULTS"};
  row.comparisons = {comparison};
  replace_readings(library.store, library.run, {row});
  EXPECT_EQ(library.sql("SELECT arms, p, p_relation, test IS NULL, ci95 IS NULL FROM v_comparison"),
            "[\"ASC\",\"conventional\"]|0.0004|=|1|1");
}

TEST(ReplaceReadings, IsAllOrNothing) {
  Library library;
  library.read({outcome("ASC", "ASC", 80, "80")});
  ReadingRow wrong = reading({}, 2);
  wrong.species = "martian";
  EXPECT_THROW(replace_readings(library.store, library.run, {reading({}), wrong}), Error);
  EXPECT_EQ(library.sql("SELECT count(*) FROM outcome"), "1");
}

TEST(ReplaceEffects, KeepsIdsAndNamesTheirOutcomes) {
  Library library;
  library.read({outcome("ASC", "ASC", 80, "80"), outcome("conventional", "control", 40, "40")});
  EffectRow effect;
  effect.comparison = "ASC:conventional";
  effect.study_id = 1;
  effect.measure = "MD";
  effect.reading = "stated";
  effect.yi = 40;
  effect.vi = 4;
  effect.intervention = {{1}, 80, 5, 10};
  effect.comparator = {{2}, 40, 5, 10};
  EffectRow without = effect;
  without.comparison = "ASC";
  without.vi = std::nullopt;
  without.comparator = {};
  replace_effects(library.store, library.run, {effect, without});
  replace_effects(library.store, library.run, {effect});
  EXPECT_EQ(library.sql("SELECT effect_id, comparison, study, yi, vi, outcomes_1, outcomes_2, n_2 FROM v_contrast"),
            "1|ASC:conventional|s:a 2021|40.0|4.0|[1]|[2]|10.0");
}

TEST(ReplaceExclusions, ReplacesOneStageOnly) {
  Library library;
  replace_exclusions(library.store, library.run, Stage::select, {{"outcome 1", "another time", "12 months"}});
  add_exclusions(library.store, library.run, Stage::import, {{"a.ris", "not_relevant", "", 5}});
  replace_exclusions(library.store, library.run, Stage::select, {{"outcome 2", "another time", ""}});
  EXPECT_EQ(library.sql("SELECT stage, subject, reason, n FROM v_exclusion ORDER BY exclusion_id"),
            "import|a.ris|not_relevant|5\nselect|outcome 2|another time|1");
}
}  // namespace
