// The boxes of the PRISMA 2020 flow must add up whatever the file holds.
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "scratch.h"
#include "store/decisions.h"
#include "store/effects.h"
#include "store/exclusions.h"
#include "store/links.h"
#include "store/query.h"
#include "store/readings.h"
#include "store/records.h"
#include "store/screening.h"
#include "store/slices.h"

namespace {
using namespace evigraft;

std::map<std::string, std::int64_t> boxes(const Store& store) {
  std::map<std::string, std::int64_t> out;
  list_view(store, {"v_prisma"}, [&](const Row& row) {
    if (const auto* n = std::get_if<std::int64_t>(&row["n"])) out[std::get<std::string>(row["box"])] = *n;
  });
  return out;
}

std::map<std::string, std::string> details(const Store& store) {
  std::map<std::string, std::string> out;
  list_view(store, {"v_prisma"}, [&](const Row& row) {
    if (const auto* text = std::get_if<std::string>(&row["detail"])) out[std::get<std::string>(row["box"])] = *text;
  });
  return out;
}

void expect_identities(std::map<std::string, std::int64_t> n) {
  RC_ASSERT(n["database_results"] ==
            n["duplicates"] + n["excluded_automatic"] + n["excluded_other"] + n["records_screened"]);
  RC_ASSERT(n["records_screened"] == n["records_excluded"] + n["dbr_sought_reports"]);
  RC_ASSERT(n["dbr_sought_reports"] == n["dbr_notretrieved_reports"] + n["dbr_assessed"]);
  RC_ASSERT(n["dbr_assessed"] == n["dbr_excluded"] + n["new_reports"]);
  for (const auto& [box, count] : n) RC_ASSERT(count >= 0);
}

OutcomeRow outcome() {
  OutcomeRow row;
  row.arm_class = "ASC";
  row.value = 50;
  row.as_printed = "50";
  row.span = {"abstract", 0, 7, "RESULTS"};
  row.confidence = 1;
  return row;
}

ReadingRow reading(std::int64_t report, std::int64_t record, bool with_outcome) {
  ReadingRow row;
  row.report_id = report;
  row.record_id = record;
  row.species = "human";
  row.design = "rct";
  row.pairing = "parallel";
  row.extractor = row.text_digest = "x";
  if (with_outcome) row.outcomes = {outcome()};
  return row;
}

std::int64_t screening_decision(Store& store, std::int64_t run) {
  return add_decision(store, {.id = 0,
                              .at = kNow,
                              .who = "Ann Lee",
                              .why = "full text",
                              .kind = "screen",
                              .target_kind = "report",
                              .target = "pubmed:1",
                              .value = {},
                              .seen = {},
                              .run = run});
}

RC_GTEST_PROP(Prisma, AddsUpAtEveryStep, ()) {
  const Scratch scratch;
  Store store = scratch.make();
  const std::int64_t run = begin_run(store, "refresh", kNow);
  const int records = *rc::gen::inRange(0, 12);
  {
    RecordImport import(store, run, "pubmed", "f", kNow);
    for (int i = 0; i < records; ++i) import.add(small_record(std::to_string(100 + i)));
    import.not_stored("not_relevant", *rc::gen::inRange<std::uint64_t>(0, 50));
    if (*rc::gen::arbitrary<bool>()) import.reject("", "byte 5", "broken");
    if (records > 0 && *rc::gen::arbitrary<bool>()) import.gone("100", "");
    import.finish({1, std::string(64, '0')});
  }
  const auto asked = open_requests(store, run, "pubmed", search_query(), {request_for("f", {"7", "8"})}, kNow);
  if (*rc::gen::arbitrary<bool>()) commit_exchange(store, run, asked[0], reply("x"), {}, kNow);
  expect_identities(boxes(store));

  LinkRows links;
  const int linked = *rc::gen::inRange(0, records + 1);
  for (int i = 0; i < linked;) {
    const int size = std::min(linked - i, *rc::gen::inRange(1, 4));
    ReportRow report;
    report.key = "pubmed:" + std::to_string(100 + i);
    for (int m = 0; m < size; ++m) report.members.push_back({i + m + 1, m == 0 ? "first" : "doi"});
    links.studies.push_back({{links.reports.size()}, "single report"});
    links.reports.push_back(report);
    i += size;
  }
  replace_links(store, run, links);
  expect_identities(boxes(store));

  std::vector<ScreeningRows> screened;
  std::vector<ReadingRow> readings;
  for_each_report(store, [&](const ReportText& report) {
    if (*rc::gen::inRange(0, 5) == 0) return;  // not screened yet
    ScreeningRows rows{report.id, {}};
    for (int rule = *rc::gen::inRange(1, 4); rule > 0; --rule)
      rows.rules.push_back({"rule", *rc::gen::elementOf(std::vector<std::string>{"include", "exclude", "unsure"}),
                            *rc::gen::elementOf(std::vector<std::string>{"animal study", "review; letter", ""})});
    screened.push_back(rows);
    readings.push_back(reading(report.id, report.record_id, *rc::gen::arbitrary<bool>()));
  });
  replace_screening(store, run, screened);
  expect_identities(boxes(store));
  replace_readings(store, run, readings);
  expect_identities(boxes(store));

  const std::int64_t decision = screening_decision(store, run);
  std::vector<FullTextRow> fates;
  for_each_report(store, [&](const ReportText& report) {
    if (*rc::gen::arbitrary<bool>()) return;
    const auto fate =
        *rc::gen::elementOf(std::vector<std::string>{"sought", "not_retrieved", "assessed", "include", "exclude"});
    fates.push_back({report.id, fate, fate == "exclude" ? "wrong comparator" : "", decision, "Ann Lee", "full text"});
  });
  replace_full_text(store, fates);
  expect_identities(boxes(store));
}

TEST(Prisma, CountsAKnownFlow) {
  const Scratch scratch;
  Store store = scratch.make();
  const std::int64_t run = begin_run(store, "refresh", kNow);
  RecordImport import(store, run, "pubmed", "f", kNow);
  for (const char* key : {"1", "2", "3", "4", "5"}) import.add(small_record(key));
  import.not_stored("not_relevant", 10);
  import.finish({1, std::string(64, '0')});
  LinkRows links;
  links.reports = {{"pubmed:1", {{1, "first"}, {2, "doi"}}, "current", ""},
                   {"pubmed:3", {{3, "first"}}, "current", ""},
                   {"pubmed:4", {{4, "first"}}, "current", ""},
                   {"pubmed:5", {{5, "first"}}, "current", ""}};
  links.studies = {{{0, 1}, "registration"}, {{2}, "single report"}, {{3}, "single report"}};
  const auto ids = replace_links(store, run, links);
  replace_screening(store, run,
                    {{1, {{"species", "include", "human"}}},
                     {2, {{"species", "include", "human"}}},
                     {3, {{"species", "exclude", "animal study"}, {"design", "exclude", "review"}}},
                     {4, {{"species", "include", "human"}, {"design", "unsure", "design not stated"}}}});
  replace_readings(store, run, {reading(1, 1, true), reading(2, 3, false)});
  EffectRow effect;
  effect.comparison = "ASC";
  effect.study_id = ids.study_ids[0];
  effect.measure = "MN";
  effect.reading = "stated";
  effect.yi = 50;
  effect.vi = 1;
  effect.intervention.outcomes = {1};
  replace_effects(store, run, {effect});
  auto n = boxes(store);
  EXPECT_EQ(n["database_results"], 15);
  EXPECT_EQ(n["duplicates"], 1);
  EXPECT_EQ(n["excluded_automatic"], 10);
  EXPECT_EQ(n["records_screened"], 4);
  EXPECT_EQ(n["records_excluded"], 1);
  EXPECT_EQ(n["dbr_sought_reports"], 3);
  EXPECT_EQ(n["dbr_notretrieved_reports"], 1);
  EXPECT_EQ(n["dbr_assessed"], 2);
  EXPECT_EQ(n["dbr_excluded"], 1);
  EXPECT_EQ(n["new_reports"], 1);
  EXPECT_EQ(n["new_studies"], 1);
  EXPECT_EQ(n["total_studies_ma"], 1);
  EXPECT_EQ(n.count("website_results"), 0U);
  auto words = details(store);
  EXPECT_EQ(words["records_excluded"], "animal study, 1");
  EXPECT_EQ(words["database_specific_results"], "pubmed, 5");
  EXPECT_EQ(words["excluded_automatic"], "not_relevant, 10");
  EXPECT_EQ(words["dbr_excluded"], "no outcome in the text, 1");
}

/// Five reports of one study each: 1 to 3 with an outcome and included by the rules, 4 without one, 5 excluded.
struct FiveReports {
  FiveReports() {
    RecordImport import(store, run, "pubmed", "f", kNow);
    LinkRows links;
    std::vector<ScreeningRows> screened;
    std::vector<ReadingRow> readings;
    for (std::int64_t id = 1; id <= 5; ++id) {
      import.add(small_record(std::to_string(id)));
      links.reports.push_back({"pubmed:" + std::to_string(id), {{id, "first"}}, "current", ""});
      links.studies.push_back({{static_cast<std::size_t>(id - 1)}, "single report"});
      screened.push_back({id, {{"species", id == 5 ? "exclude" : "include", id == 5 ? "animal study" : "human"}}});
      readings.push_back(reading(id, id, id < 4));
    }
    import.finish({1, std::string(64, '0')});
    replace_links(store, run, links);
    replace_screening(store, run, screened);
    replace_readings(store, run, readings);
  }

  void say(std::int64_t report, const std::string& fate, const std::string& category = "") {
    fates.push_back({report, fate, category, screening_decision(store, run), "Ann Lee", "full text"});
    replace_full_text(store, fates);
  }

  Scratch scratch;
  Store store = scratch.make();
  std::int64_t run = begin_run(store, "refresh", kNow);
  std::vector<FullTextRow> fates;
};

TEST(Prisma, CountsExclusionsAtFullTextByTheirReason) {
  FiveReports five;
  five.say(1, "exclude", "wrong comparator");
  five.say(2, "exclude", "wrong comparator");
  auto n = boxes(five.store);
  EXPECT_EQ(n["dbr_assessed"], 4);
  EXPECT_EQ(n["dbr_excluded"], 3);
  EXPECT_EQ(n["new_reports"], 1);
  EXPECT_EQ(details(five.store)["dbr_excluded"], "wrong comparator, 2; no outcome in the text, 1");
}

TEST(Prisma, AReportWhoseFullTextWasNotRetrievedIsNotAssessed) {
  FiveReports five;
  five.say(1, "not_retrieved");
  auto n = boxes(five.store);
  EXPECT_EQ(n["dbr_sought_reports"], 4);
  EXPECT_EQ(n["dbr_notretrieved_reports"], 1);
  EXPECT_EQ(n["dbr_assessed"], 3);
}

TEST(Prisma, AReportSoughtAgainstTheRulesIsNotScreenedOut) {
  FiveReports five;
  five.say(5, "sought");
  auto n = boxes(five.store);
  EXPECT_EQ(n["records_excluded"], 0);
  EXPECT_EQ(n["dbr_sought_reports"], 5);
  EXPECT_EQ(n["dbr_notretrieved_reports"], 1);
}

TEST(Prisma, AReportThatAPersonIncludesAtFullTextNeedsNoOutcomeInTheAbstract) {
  FiveReports five;
  five.say(4, "include");
  EXPECT_EQ(boxes(five.store)["new_reports"], 4);
}

TEST(Prisma, HasTheRowKeysOfTheRPackageInItsOrder) {
  const Scratch scratch;
  const Store store = scratch.make();
  std::vector<std::string> keys;
  list_view(store, {"v_prisma"}, [&](const Row& row) { keys.push_back(std::get<std::string>(row["box"])); });
  EXPECT_THAT(keys, testing::ElementsAreArray({"previous_studies",     "previous_reports",
                                               "database_results",     "database_specific_results",
                                               "register_results",     "register_specific_results",
                                               "website_results",      "organisation_results",
                                               "citations_results",    "duplicates",
                                               "excluded_automatic",   "excluded_other",
                                               "records_screened",     "records_excluded",
                                               "dbr_sought_reports",   "dbr_notretrieved_reports",
                                               "other_sought_reports", "other_notretrieved_reports",
                                               "dbr_assessed",         "dbr_excluded",
                                               "other_assessed",       "other_excluded",
                                               "new_studies",          "new_reports",
                                               "total_studies",        "total_reports",
                                               "total_studies_ma",     "total_reports_ma"}));
}
}  // namespace
