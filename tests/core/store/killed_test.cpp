// A writer killed at any moment loses nothing that was committed, and whoever comes next ends with the same content.
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <iostream>
#include <random>
#include <thread>

#include "scratch.h"
#include "store/check.h"
#include "store/records.h"
#include "store/slices.h"

namespace {
using namespace evigraft;

constexpr int kPages = 30;

/// A source of 30 pages with two records each; goes on where the table stands, as a refresh does.
void refresh(Store& store) {
  const std::int64_t run = begin_run(store, "refresh", kNow);
  balance_slices(store, run);  // what a killed run finished, but did not close
  advance_watermark(store, run, "pubmed");
  if (pending_requests(store, "pubmed").empty() && !watermark(store, "pubmed", "fat grafting"))
    open_requests(store, run, "pubmed", search_query(), {request_for("1")}, kNow);
  for (auto pending = pending_requests(store, "pubmed"); !pending.empty();
       pending = pending_requests(store, "pubmed")) {
    const int page = std::stoi(pending.front().request.path);
    Brought brought;
    brought.records = {small_record(std::to_string(2 * page)), small_record(std::to_string(2 * page + 1))};
    brought.expected = 2 * kPages;
    if (page < kPages) brought.requests = {request_for(std::to_string(page + 1))};
    commit_exchange(store, run, pending.front(), reply("page " + std::to_string(page)), brought, kNow);
  }
  balance_slices(store, run);
  advance_watermark(store, run, "pubmed");
  finish_run(store, run, RunStatus::ok, "{}", kNow);
}

std::string content(const std::filesystem::path& file) {
  return plain_sql(file, "SELECT source_key, title, abstract_text, status FROM record ORDER BY source_key") +
         plain_sql(file, "SELECT slice_id, key, state FROM slice_key ORDER BY 1, 2") +
         plain_sql(file, "SELECT name, expected, state FROM slice") + plain_sql(file, "SELECT date FROM watermark") +
         plain_sql(file, "SELECT path, state FROM request ORDER BY id") +
         plain_sql(file, "SELECT count(*) FROM payload");
}

TEST(KilledWriter, EndsWithTheContentOfAnUndisturbedOne) {
  const Scratch calm;
  const auto start = std::chrono::steady_clock::now();
  {
    Store store = calm.make();
    refresh(store);
  }
  const auto undisturbed =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
  std::uniform_int_distribution<std::int64_t> moment(500, std::max<std::int64_t>(undisturbed.count() / 2, 1000));
  const unsigned seed = std::random_device{}();
  std::cout << "seed " << seed << "\n";
  std::mt19937 random(seed);
  const Scratch disturbed;
  int killed = 0;
  for (int round = 0; round < 10; ++round) {
    const pid_t child = fork();
    if (child == 0) {
      try {
        Store store = Store::exists(disturbed.file()) ? Store::open(disturbed.file(), Access::write) : disturbed.make();
        refresh(store);
        _exit(0);
      } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        _exit(1);
      }
    }
    std::this_thread::sleep_for(std::chrono::microseconds(moment(random)));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_FALSE(WIFEXITED(status) && WEXITSTATUS(status) != 0) << "round " << round << ", seed " << seed;
    killed += WIFSIGNALED(status) ? 1 : 0;
  }
  EXPECT_GT(killed, 0);
  {
    Store store = Store::exists(disturbed.file()) ? Store::open(disturbed.file(), Access::write) : disturbed.make();
    refresh(store);
  }
  EXPECT_EQ(content(disturbed.file()), content(calm.file())) << "seed " << seed;
  for (const Finding& found : check_file(disturbed.file()))
    EXPECT_TRUE(found.sound) << found.detail << ", seed " << seed;
}
}  // namespace
