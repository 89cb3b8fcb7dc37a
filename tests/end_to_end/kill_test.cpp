// kill -9 at random moments, then a second refresh: the same content as an undisturbed one.
#include <gtest/gtest.h>
#include <signal.h>

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

/// All that a reader of the database sees, without ids and run numbers.
std::string content(const Sandbox& sandbox) {
  std::string all;
  for (const char* sql :
       {"SELECT source, source_key, title, doi, year, abstract_text, authors, status FROM v_record ORDER BY source_key",
        "SELECT key, status, verdict, species, design FROM v_report ORDER BY key",
        "SELECT doi, arm_class, value, spread, spread_kind, n, months, method, quote FROM v_outcome ORDER BY doi, "
        "value",
        "SELECT comparison, reading, study, yi, vi FROM v_contrast ORDER BY 1, 2, 3"})
    all += sandbox.run({"query", "--output", "csv", sql}).out;
  return all;
}

TEST(Kill, AtAnyMomentLosesNothing) {
  PubMedStandIn pubmed;
  pubmed.add_trials(1200);
  pubmed.latency = std::chrono::milliseconds(30);

  Sandbox undisturbed;
  point_at(undisturbed, pubmed);
  const auto start = std::chrono::steady_clock::now();
  ASSERT_EQ(undisturbed.run({"--now", kNow, "refresh"}).code, 0);
  const auto whole = std::chrono::steady_clock::now() - start;
  const std::string wanted = content(undisturbed);
  ASSERT_GT(wanted.size(), 100000U);

  const char* times = std::getenv("EVIGRAFT_KILLS");
  const char* given = std::getenv("EVIGRAFT_SEED");
  const unsigned seed = given ? static_cast<unsigned>(std::stoul(given)) : std::random_device{}();
  std::cout << "seed " << seed << " (EVIGRAFT_SEED)\n";
  std::mt19937 random(seed);
  int killed = 0;
  for (int i = 0; i < (times ? std::atoi(times) : 10); ++i) {
    Sandbox sandbox;
    point_at(sandbox, pubmed);
    const pid_t pid = sandbox.start({"--now", kNow, "refresh"});
    std::this_thread::sleep_for(std::chrono::duration_cast<std::chrono::microseconds>(whole) *
                                std::uniform_int_distribution<int>(1, 100)(random) / 100);
    kill(pid, SIGKILL);
    if (wait_for(pid) == 128 + SIGKILL) ++killed;
    const Ended again = sandbox.run({"--now", kNow, "refresh"});
    ASSERT_EQ(again.code, 0) << again.err;
    ASSERT_EQ(content(sandbox), wanted) << "kill " << i << " with seed " << seed;
  }
  EXPECT_GT(killed, 0) << "every run ended before it was killed";
}

TEST(Kill, AnInterruptEndsWith130AndKeepsWhatCame) {
  PubMedStandIn pubmed;
  pubmed.add_trials(1200);
  pubmed.latency = std::chrono::milliseconds(300);
  Sandbox sandbox;
  point_at(sandbox, pubmed);
  const pid_t pid = sandbox.start({"--now", kNow, "refresh"});
  while (pubmed.fetches() < 2) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  kill(pid, SIGINT);
  EXPECT_EQ(wait_for(pid), 130);
  pubmed.latency = std::chrono::milliseconds(0);
  EXPECT_EQ(sandbox.run({"--now", kNow, "refresh"}).code, 0);
  EXPECT_EQ(sandbox.json({"records"}).at("records").size(), 1200U);
}
}  // namespace
