// One pace for all processes of a user, whatever the file holds.
#include "source/pace.h"

#include <evigraft/error.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "source/timestamp.h"
#include "tests/core/source/http_client.h"
#include "tests/core/source/loopback_server.h"

namespace {
using namespace evigraft;
using namespace evigraft::test;
using std::chrono::nanoseconds;
using testing::HasSubstr;

constexpr std::int64_t kMillisecond = 1'000'000;

/// A pace whose clock stands until it is moved.
class PaceTest : public testing::Test {
 protected:
  Pace pace() {
    return Pace(folder_.path() / "pace", [this] { return now_; });
  }
  void write(const std::string& text) { std::ofstream(pace().file("k"), std::ios::binary) << text; }
  TemporaryFolder folder_;
  std::int64_t now_ = 1000 * 1000 * kMillisecond;
};

TEST_F(PaceTest, GrantsTheFirstStartAtOnceAndTheNextAfterTheInterval) {
  Pace one = pace();
  EXPECT_EQ(one.ask("k", 10), nanoseconds(0));
  EXPECT_EQ(one.ask("k", 10), nanoseconds(103 * kMillisecond));
  now_ += 102 * kMillisecond;
  EXPECT_EQ(one.ask("k", 10), nanoseconds(kMillisecond));
  now_ += kMillisecond;
  EXPECT_EQ(one.ask("k", 10), nanoseconds(0));
}

TEST_F(PaceTest, GivesNoBurstToOneThatComesLate) {
  Pace one = pace();
  one.ask("k", 10);
  now_ += 60'000 * kMillisecond;
  EXPECT_EQ(one.ask("k", 10), nanoseconds(0));
  EXPECT_GT(one.ask("k", 10), nanoseconds(0));
}

TEST_F(PaceTest, KeepsDifferentKeysApart) {
  Pace one = pace();
  EXPECT_EQ(one.ask("a", 1), nanoseconds(0));
  EXPECT_EQ(one.ask("b", 1), nanoseconds(0));
}

TEST_F(PaceTest, IsSharedWithWhoeverOpensTheSameFolder) {
  Pace one = pace(), two = pace();
  one.ask("k", 10);
  EXPECT_GT(two.ask("k", 10), nanoseconds(0));
}

TEST_F(PaceTest, AMomentOfAnEarlierBootCostsOneIntervalAtMost) {
  Pace one = pace();
  one.ask("k", 10);
  now_ = 5 * kMillisecond;  // CLOCK_BOOTTIME begins anew
  EXPECT_EQ(one.ask("k", 10), nanoseconds(103 * kMillisecond));
  now_ += 103 * kMillisecond;
  EXPECT_EQ(one.ask("k", 10), nanoseconds(0));
}

TEST_F(PaceTest, GarbageInTheFileCostsOneIntervalAndIsReplaced) {
  for (const std::string& garbage :
       {std::string("x"), std::string("evigraft pace 1\n-5\n"), std::string("evigraft pace 1\n12"),
        std::string("evigraft pace 1\n99999999999999999999999\n"), std::string(5000, '\0'),
        std::string("evigraft pace 2\n5\n")}) {
    write(garbage);
    Pace one = pace();
    EXPECT_EQ(one.ask("k", 10), nanoseconds(103 * kMillisecond)) << garbage;
    now_ += 103 * kMillisecond;
    EXPECT_EQ(one.ask("k", 10), nanoseconds(0)) << garbage;
  }
}

TEST_F(PaceTest, WaitsALittleWhileAnotherHoldsTheFileAndSaysSoInTheEnd) {
  Pace one = pace();
  one.ask("k", 10);
  const int other = open(one.file("k").c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(flock(other, LOCK_EX), 0);
  EXPECT_GT(one.ask("k", 10), nanoseconds(0));
  now_ += 31'000 * kMillisecond;
  try {
    one.ask("k", 10);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), Error::Kind::configuration);
    EXPECT_THAT(error.what(), HasSubstr("another process has held it for 30 s"));
  }
  close(other);
  EXPECT_EQ(one.ask("k", 10), nanoseconds(0));
}

TEST_F(PaceTest, KeepsItsFolderToItselfAndShowsNoKeyInAName) {
  Pace one = pace();
  one.ask("eutils.ncbi.nlm.nih.gov#3f2a", 3);
  struct stat status {};
  ASSERT_EQ(stat((folder_.path() / "pace").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700u);
  EXPECT_THAT(one.file("eutils.ncbi.nlm.nih.gov#3f2a").filename().string(), testing::MatchesRegex("[0-9a-f]+"));
}

TEST_F(PaceTest, FollowsNoLinkOutOfItsFolder) {
  const auto target = folder_.path() / "precious";
  std::ofstream(target) << "precious";
  Pace one = pace();
  std::filesystem::create_symlink(target, one.file("k"));
  EXPECT_THROW(one.ask("k", 10), Error);
  EXPECT_EQ(std::filesystem::file_size(target), 8u);
}

TEST_F(PaceTest, AFolderThatCannotBeMadeIsAConfigurationError) {
  std::ofstream(folder_.path() / "file") << "x";
  try {
    Pace(folder_.path() / "file" / "pace");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), Error::Kind::configuration);
    EXPECT_THAT(error.what(), HasSubstr("XDG_STATE_HOME"));
  }
}

TEST(PaceFolder, IsTheStateFolderOfTheUser) {
  setenv("XDG_STATE_HOME", "/s", 1);
  EXPECT_EQ(default_pace_folder(), "/s/evigraft/pace");
  setenv("XDG_STATE_HOME", "relative", 1);  // the standard says: ignore
  setenv("HOME", "/h", 1);
  EXPECT_EQ(default_pace_folder(), "/h/.local/state/evigraft/pace");
  unsetenv("XDG_STATE_HOME");
  unsetenv("HOME");
  EXPECT_THROW(default_pace_folder(), Error);
}

/// One of two processes: takes its share of starts and reports, by the clock that the pace itself read, when each was
/// granted; a busy machine cannot tell one late.
[[noreturn]] void take_share(int report_pipe, const std::filesystem::path& folder, int starts, double rate) {
  std::int64_t asked = 0;
  Pace pace(folder, [&] {
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return asked = std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
  });
  for (int done = 0; done < starts;) {
    const nanoseconds pause = pace.ask("k", rate);
    if (pause == nanoseconds(0)) {
      if (write(report_pipe, &asked, sizeof asked) != sizeof asked) _exit(1);
      ++done;
    } else {
      std::this_thread::sleep_for(pause);
    }
  }
  _exit(0);
}

TEST(PaceAcrossProcesses, EachGrantedStartIsAnIntervalBehindTheOneBefore) {
  constexpr int kEach = 10;
  TemporaryFolder folder;
  int reports[2];
  ASSERT_EQ(pipe(reports), 0);
  std::vector<pid_t> children;
  for (int i = 0; i < 2; ++i) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) take_share(reports[1], folder.path() / "pace", kEach, 20);
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  close(reports[1]);
  std::vector<std::int64_t> granted;
  for (std::int64_t one = 0; read(reports[0], &one, sizeof one) == sizeof one;) granted.push_back(one);
  close(reports[0]);
  std::sort(granted.begin(), granted.end());
  ASSERT_EQ(granted.size(), 2u * kEach);
  for (std::size_t i = 1; i < granted.size(); ++i)
    EXPECT_GE(granted[i] - granted[i - 1], 51'500'000);
}

/// One of two processes: sends its share as soon as it knows the port, and reports when each request started.
[[noreturn]] void send_share(int port_pipe, int report_pipe, const std::filesystem::path& folder, int requests,
                             double rate) {
  int port = 0;
  if (read(port_pipe, &port, sizeof port) != sizeof port) _exit(1);
  HttpTransport transport({.user_agent = "evigraft/test", .pace_folder = folder});
  for (int i = 0; i < requests; ++i) {
    WireRequest request = get_request("http://127.0.0.1:" + std::to_string(port) + "/");
    request.starts_per_second = rate;
    transport.send(request, std::chrono::milliseconds(0));
  }
  for (int done = 0; done < requests;) {
    for (const Exchange& exchange : transport.wait(std::chrono::seconds(10))) {
      const std::int64_t started = parse_iso(exchange.started_at).value_or(0);
      if (exchange.status != 404 || write(report_pipe, &started, sizeof started) != sizeof started) _exit(1);
      ++done;
    }
  }
  _exit(0);
}

/// The most starts in any window of a second.
std::size_t most_in_a_second(const std::vector<std::int64_t>& starts) {
  std::size_t most = 0;
  for (std::size_t first = 0, last = 0; last < starts.size(); ++last) {
    while (starts[last] - starts[first] >= 1000) ++first;
    most = std::max(most, last - first + 1);
  }
  return most;
}

TEST(PaceAcrossProcesses, TwoProcessesTogetherNeverExceedTheRate) {
  constexpr int kEach = 16;
  constexpr double kRate = 20;
  TemporaryFolder folder;
  int ports[2], reports[2];
  ASSERT_EQ(pipe(ports), 0);
  ASSERT_EQ(pipe(reports), 0);
  std::vector<pid_t> children;
  for (int i = 0; i < 2; ++i) {  // before the server's threads exist
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) send_share(ports[0], reports[1], folder.path() / "pace", kEach, kRate);
    children.push_back(child);
  }
  LoopbackServer server;
  const int port = server.port();
  for (int i = 0; i < 2; ++i) ASSERT_EQ(write(ports[1], &port, sizeof port), static_cast<ssize_t>(sizeof port));
  for (const pid_t child : children) {
    int status = 1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  close(reports[1]);
  std::vector<std::int64_t> starts;
  for (std::int64_t one = 0; read(reports[0], &one, sizeof one) == sizeof one;) starts.push_back(one);
  for (const int each : {ports[0], ports[1], reports[0]}) close(each);
  std::sort(starts.begin(), starts.end());
  EXPECT_EQ(server.count(), 2 * kEach);
  ASSERT_EQ(starts.size(), 2u * kEach);
  EXPECT_LE(most_in_a_second(starts), static_cast<std::size_t>(kRate));
  EXPECT_LT(starts.back() - starts.front(), 3200);  // 31 intervals of 51.5 ms are 1.6 s: the rate is used
}
}  // namespace
