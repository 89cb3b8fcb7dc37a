// What has happened to a pooled result since an earlier run.
#include "pipeline/history.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "pipeline.h"
#include "store/links.h"
#include "store/readings.h"
#include "store/records.h"
#include "store/runs.h"
#include "store/screening.h"

namespace {
using namespace evigraft;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

/// One trial's report as a run finds it: both arms at 6 months, SD 10, 20 people each.
struct Trial {
  std::string key, status = "current";
  double asc = 60, conventional = 50;
  bool read = true;  ///< false: no number is read from it any more
};

OutcomeRow outcome_of(const std::string& arm, double value) {
  OutcomeRow row;
  row.arm_class = row.arm_label = arm;
  row.value = value;
  row.spread = 10;
  row.spread_kind = "sd";
  row.statistic = "mean";
  row.n = 20;
  row.months = 6;
  row.as_printed = "x";
  row.span = {"abstract", 0, 1, "x"};
  row.confidence = 1;
  return row;
}

/// A database in which each call of `run` is a run that finds these trials.
class Library {
 public:
  Library() {
    std::string name = (std::filesystem::temp_directory_path() / "evigraft-history-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    store_ = std::make_unique<Store>(
        Store::create(folder_ / "e.db", "lipotransfer", "name = \"lipotransfer\"", "2026-01-01T00:00:00Z"));
  }
  ~Library() {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  void run(const std::string& day, const std::vector<Trial>& trials) {
    const std::string now = day + "T09:00:00Z";
    const std::int64_t run = begin_run(*store_, "refresh", now);
    RecordImport import(*store_, run, "s", "file" + day, now);
    for (const Trial& trial : trials) {
      Record record;
      record.key = record.pmid = trial.key;
      record.title = "Trial " + trial.key;
      record.year = 2020;
      import.add(record);
    }
    import.finish({1, std::string(64, '0')});
    LinkRows links;
    std::vector<ScreeningRows> screening;
    std::vector<ReadingRow> readings;
    std::int64_t id = 0;
    for (const Trial& trial : trials) {
      ++id;
      links.reports.push_back({"s:" + trial.key, {{id, "first"}}, trial.status, ""});
      links.studies.push_back({{links.reports.size() - 1}, "single report"});
      screening.push_back({id, {{"species", trial.status == "retracted" ? "exclude" : "include", "test"}}});
      ReadingRow reading;
      reading.report_id = reading.record_id = id;
      reading.species = "human";
      reading.design = "rct";
      reading.pairing = "parallel";
      reading.extractor = day;
      reading.text_digest = "abc";
      if (trial.read) reading.outcomes = {outcome_of("ASC", trial.asc), outcome_of("conventional", trial.conventional)};
      readings.push_back(reading);
    }
    replace_links(*store_, run, links);
    replace_screening(*store_, run, screening);
    replace_readings(*store_, run, readings);
    record_outcome_history(*store_, run, {});
    finish_run(*store_, run, RunStatus::ok, "{}", now);
  }

  [[nodiscard]] Changes since(const std::string& run_or_day) const {
    const std::vector<Candidate> all = candidates(*store_);
    return changes_since(*store_, question(), all, select_for(question(), all), run_or_day);
  }
  [[nodiscard]] std::vector<Entered> entered() const {
    return entered_runs(*store_, question(), select_for(question(), candidates(*store_)));
  }

  static PoolQuestion question() {
    PoolQuestion question;
    question.intervention = "ASC";
    question.comparator = "conventional";
    question.selection = {.at_months = 6, .from_months = 3, .to_months = 24, .method_order = {}};
    question.species = {"human"};
    question.designs = {"rct"};
    return question;
  }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<Store> store_;
};

TEST(ChangesSince, SayWhichStudiesEnteredAndInWhichRun) {
  Library library;
  library.run("2026-02-01", {{"a"}, {"b"}});
  library.run("2026-03-01", {{"a"}, {"b"}, {"c"}});
  const Changes changes = library.since("1");
  EXPECT_THAT(changes.entered,
              ElementsAre(testing::AllOf(Field(&Entered::label, "Trial c 2020"), Field(&Entered::run, 2),
                                         Field(&Entered::date, "2026-03-01"))));
  EXPECT_THAT(changes.left, IsEmpty());
  EXPECT_EQ(changes.before.studies.size(), 2U);
  EXPECT_EQ(changes.recorded_from, "");
}

TEST(ChangesSince, SayThatARetractedStudyLeft) {
  Library library;
  library.run("2026-02-01", {{"a"}, {"b"}});
  library.run("2026-03-01", {{"a"}, {"b", "retracted"}});
  EXPECT_THAT(library.since("1").left, ElementsAre(testing::AllOf(Field(&Left::label, "Trial b 2020"),
                                                                  Field(&Left::reason, "report retracted"))));
  EXPECT_THAT(library.since("2").left, IsEmpty());
}

TEST(ChangesSince, SayThatNumbersAreNoLongerRead) {
  Library library;
  library.run("2026-02-01", {{"a"}, {"b"}});
  library.run("2026-03-01", {{"a"}, {.key = "b", .read = false}});
  EXPECT_THAT(library.since("1").left,
              ElementsAre(Field(&Left::reason, "its numbers are no longer read from its reports")));
}

TEST(ChangesSince, SayWhichEffectsMoved) {
  Library library;
  library.run("2026-02-01", {{"a"}, {"b"}});
  library.run("2026-03-01", {{"a"}, {.key = "b", .asc = 70}});
  const Changes changes = library.since("1");
  ASSERT_EQ(changes.moved.size(), 1U);
  EXPECT_EQ(changes.moved.front().yi_before, 10);
  EXPECT_EQ(changes.moved.front().yi_after, 20);
  EXPECT_THAT(changes.entered, IsEmpty());
}

TEST(ChangesSince, AreNoneWhenTheSameIsReadAgain) {
  Library library;
  library.run("2026-02-01", {{"a"}, {"b"}});
  library.run("2026-03-01", {{"a"}, {"b"}});
  const Changes changes = library.since("1");
  EXPECT_THAT(changes.entered, IsEmpty());
  EXPECT_THAT(changes.left, IsEmpty());
  EXPECT_THAT(changes.moved, IsEmpty());
  EXPECT_THAT(library.entered(), testing::Each(Field(&Entered::run, 1)));
}

TEST(ChangesSince, CountFromNothingBeforeTheFirstRun) {
  Library library;
  library.run("2026-02-01", {{"a"}, {"b"}});
  EXPECT_EQ(library.since("0").entered.size(), 2U);
  EXPECT_EQ(library.since("2026-02-01").entered.size(), 2U);  // the day itself counts
  EXPECT_EQ(library.since("2026-02-02").entered.size(), 0U);
}

TEST(ChangesSince, RefuseARunThatIsNotThere) {
  Library library;
  library.run("2026-02-01", {{"a"}});
  EXPECT_THROW((void)library.since("7"), Error);
  EXPECT_THROW((void)library.since("yesterday"), Error);
}

TEST(EnteredRuns, AreThoseSinceWhichAStudyIsPooled) {
  Library library;
  library.run("2026-02-01", {{"a"}, {"b"}});
  library.run("2026-03-01", {{"a"}, {"b", "retracted"}, {"c"}});
  library.run("2026-04-01", {{"a"}, {"b"}, {"c"}});  // the retraction was an error
  EXPECT_THAT(library.entered(),
              ElementsAre(Field(&Entered::run, 1), Field(&Entered::run, 3), Field(&Entered::run, 2)));
}

}  // namespace
