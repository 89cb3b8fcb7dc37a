// `evigraft extract` over a whole database: the same rows and ids whenever it runs, killed or not; and `refresh` reads
// again only what another extractor read or what has another text.
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>
#include <thread>

#include "program.h"
#include "pubmed_stand_in.h"

namespace {
using namespace evigraft::test;

constexpr const char* kNow = "2026-02-01T06:00:00Z";

/// What extraction wrote, ids included; runs and times left out.
std::string readings(const Sandbox& sandbox) {
  std::string all;
  for (const char* sql :
       {"SELECT report_id, species, design, pairing, n_total, site, extractor FROM reading ORDER BY report_id",
        "SELECT id, report_id, class, label, repeat, n FROM arm ORDER BY id",
        "SELECT outcome_id, study_id, report_id, arm_class, arm_label, n, value, spread, spread_kind, months, method, "
        "flags, quote FROM v_outcome ORDER BY outcome_id",
        "SELECT report_id, position, arms, p, test FROM comparison ORDER BY report_id, position",
        "SELECT comparison, reading, study, yi, vi FROM v_contrast ORDER BY 1, 2, 3"}) {
    const Ended rows = sandbox.run({"query", "--output", "csv", sql});
    EXPECT_EQ(rows.code, 0) << rows.err;
    all += rows.out;
  }
  return all;
}

void change(const Sandbox& sandbox, const char* sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(sandbox.database().c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
  sqlite3_close(database);
}

/// As if an older release had read the texts, and read some numbers differently.
void age(const Sandbox& sandbox) {
  change(sandbox,
         "UPDATE reading SET extractor = 'extract/0 older', species = 'animal' WHERE report_id % 2 = 0; "
         "UPDATE outcome SET value = 1 WHERE report_id % 2 = 0;");
}

std::int64_t read_last(const Sandbox& sandbox) {
  const auto rows =
      sandbox.json({"query", "SELECT count(*) AS n FROM reading WHERE run_id = (SELECT max(id) FROM run)"});
  return rows.at("query").at(0).at("n");
}

class ExtractAgain : public testing::Test {
 protected:
  void SetUp() override {
    pubmed_.add_trials(400);
    point_at(sandbox_, pubmed_);
    ASSERT_EQ(sandbox_.run({"--now", kNow, "refresh"}).code, 0);
    wanted_ = readings(sandbox_);
    ASSERT_GT(wanted_.size(), 30000U);
  }
  void extract() {
    const Ended ended = sandbox_.run({"--now", kNow, "extract"});
    ASSERT_EQ(ended.code, 0) << ended.err;
  }

  PubMedStandIn pubmed_;
  Sandbox sandbox_;
  std::string wanted_;
};

TEST_F(ExtractAgain, GivesTheSameRowsAndIdsEachTime) {
  for (int time = 0; time < 2; ++time) {
    extract();
    EXPECT_EQ(readings(sandbox_), wanted_);
  }
}

TEST_F(ExtractAgain, MendsWhatAnOlderExtractorReadUnderTheSameIds) {
  age(sandbox_);
  ASSERT_NE(readings(sandbox_), wanted_);
  extract();
  EXPECT_EQ(readings(sandbox_), wanted_);
}

TEST_F(ExtractAgain, KilledInTheMiddleAndStartedAgainEndsTheSame) {
  const char* given = std::getenv("EVIGRAFT_SEED");
  const unsigned seed = given ? static_cast<unsigned>(std::stoul(given)) : std::random_device{}();
  std::cout << "seed " << seed << " (EVIGRAFT_SEED)\n";
  std::mt19937 random(seed);
  const auto start = std::chrono::steady_clock::now();
  extract();
  const auto whole = std::chrono::steady_clock::now() - start;
  int killed = 0;
  for (int i = 0; i < 6; ++i) {
    age(sandbox_);
    const pid_t pid = sandbox_.start({"--now", kNow, "extract"});
    std::this_thread::sleep_for(std::chrono::duration_cast<std::chrono::microseconds>(whole) *
                                std::uniform_int_distribution<int>(1, 100)(random) / 100);
    kill(pid, SIGKILL);
    if (wait_for(pid) == 128 + SIGKILL) ++killed;
    extract();
    ASSERT_EQ(readings(sandbox_), wanted_) << "kill " << i << " with seed " << seed;
  }
  EXPECT_GT(killed, 0) << "every run ended before it was killed";
}

TEST_F(ExtractAgain, RefreshStoresOnlyReadingsOfOtherTextsAndOtherExtractors) {
  pubmed_.articles[1001].abstract += " Bruises were rare.";
  pubmed_.articles[1001].modified = "2026-02-03";
  ASSERT_EQ(sandbox_.run({"--now", "2026-02-04T06:00:00Z", "refresh"}).code, 0);
  EXPECT_EQ(read_last(sandbox_), 1);
  change(sandbox_, "UPDATE reading SET extractor = 'extract/0 older' WHERE report_id <= 10");
  ASSERT_EQ(sandbox_.run({"--now", "2026-02-05T06:00:00Z", "refresh"}).code, 0);
  EXPECT_EQ(read_last(sandbox_), 10);
}
}  // namespace
