#include "source/fetch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "source/in_process_runner.h"
#include "tests/core/source/fake_source.h"
#include "tests/core/source/fake_transport.h"
#include "tests/core/source/memory_table.h"

namespace {
using namespace evigraft;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using End = FetchReport::End;

/// A run of the fake source against a server; what the server does not mind is answered as an obliging one would.
struct Session {
  explicit Session(FakeTransport::Server server_) : transport(std::move(server_)) {
    options.now = [this] { return transport.now(); };
  }
  FetchReport go(const evigraft_source& source = fake_source) {
    const auto runner = run_in_process(source, "1.0.0", "test");
    if (table.rows.empty()) table.open(query, runner->first(query).requests);
    return fetch(*runner, transport, table, options);
  }
  Query query{.kind = Query::Kind::search, .text = "fat", .since = {}, .until = {}, .keys = {}};
  FakeTransport transport;
  MemoryTable table{[this] { return transport.now(); }};
  FetchOptions options;
};

bool is_search(const WireRequest& request) { return request.url.find("/search") != std::string::npos; }

std::vector<std::string> ids_of(const WireRequest& request) {
  std::vector<std::string> ids;
  const std::size_t begin = request.url.find("ids=") + 4;
  std::string list = request.url.substr(begin, request.url.find('&', begin) - begin);
  for (std::size_t comma = list.find("%2C"); comma != std::string::npos; comma = list.find("%2C")) {
    ids.push_back(list.substr(0, comma));
    list = list.substr(comma + 3);
  }
  ids.push_back(list);
  return ids;
}

Exchange obliging(const WireRequest& request) {
  if (is_search(request)) return reply(200, "OK 5 a b c d e");
  std::string body = "OK";
  for (const std::string& id : ids_of(request)) body += " " + id;
  return reply(200, body);
}

/// Answers the first requests as told, the later ones as an obliging server.
FakeTransport::Server at_first(std::vector<Exchange> exchanges) {
  return [exchanges = std::move(exchanges), next = std::size_t{0}](const WireRequest& request) mutable {
    return next < exchanges.size() ? exchanges[next++] : obliging(request);
  };
}

TEST(Fetch, StoresWhatASearchPromisedAndBalances) {
  Session run(obliging);
  const FetchReport report = run.go();
  EXPECT_EQ(report.end, End::finished);
  EXPECT_EQ(report.requests, 4u);
  EXPECT_THAT(run.table.stored, ElementsAre("a", "b", "c", "d", "e"));
  EXPECT_TRUE(run.table.balances("all"));
}

TEST(Fetch, OwesTheKeysAReplyLacks) {
  Session run([](const WireRequest& request) {
    return is_search(request) ? reply(200, "OK 4 a b c d")
                              : reply(200, request.url.find("=a") != std::string::npos ? "OK a" : "OK -c !d");
  });
  EXPECT_EQ(run.go().end, End::finished);
  EXPECT_THAT(run.table.stored, ElementsAre("a"));
  EXPECT_THAT(run.table.gone, ElementsAre("c"));
  EXPECT_THAT(run.table.rejected, ElementsAre("d"));
  EXPECT_THAT(run.table.owed, SizeIs(2));
  EXPECT_EQ(run.table.owed.count("b") + run.table.owed.count("d"), 2u);
}

TEST(Fetch, KeepsSeveralRequestsInFlightButNoMoreThanAllowed) {
  Session run([](const WireRequest& request) {
    return is_search(request) ? reply(200, "OK 12 a b c d e f g h i j k l") : obliging(request);
  });
  run.options.in_flight = 3;
  run.go();
  EXPECT_EQ(run.transport.most_at_once, 3u);
}

class OneAtATime : public FakeSource {
 public:
  static constexpr std::uint32_t concurrent_requests = 1;
};

TEST(Fetch, ObeysTheServicesLimitOfConcurrentRequests) {
  static constexpr evigraft_source source = describe<OneAtATime>("one", "https://one.example/");
  Session run(obliging);
  EXPECT_EQ(run.go(source).end, End::finished);
  EXPECT_EQ(run.transport.most_at_once, 1u);
}

TEST(Fetch, WaitsAsLongAsRetryAfterSays) {
  Session run(at_first({busy(429, 30)}));
  const FetchReport report = run.go();
  EXPECT_EQ(report.end, End::finished);
  EXPECT_EQ(report.retries, 1u);
  EXPECT_GE(run.transport.sent.at(1).at, 30000);
  EXPECT_TRUE(run.table.balances("all"));
}

TEST(Fetch, StartsNothingNewWhileTheServerAsksToWait) {
  // The first efetch is told to wait 20 s; the two in flight beside it come back, the fourth must not start before.
  Session run([calls = 0](const WireRequest& request) mutable {
    if (is_search(request)) return reply(200, "OK 8 a b c d e f g h");
    return ++calls == 1 ? busy(429, 20) : obliging(request);
  });
  run.options.in_flight = 3;
  EXPECT_EQ(run.go().end, End::finished);
  const auto& sent = run.transport.sent;
  ASSERT_THAT(sent, SizeIs(6));
  EXPECT_LT(sent[3].at, 1000);
  EXPECT_GE(sent[4].at, 20000);
  EXPECT_GE(sent[5].at, 20000);
}

TEST(Fetch, CuresPassingFailuresWithBackOff) {
  Session run(at_first({reply(503, "x"), broken("connection reset", true), reply(500, "x"), reply(504, "x")}));
  const FetchReport report = run.go();
  EXPECT_EQ(report.end, End::finished);
  EXPECT_EQ(report.retries, 4u);
  EXPECT_LE(run.transport.seconds(), 1 + 2 + 4 + 8 + 2);
  EXPECT_THAT(run.table.reasons, ElementsAre("HTTP 503", "connection reset", "HTTP 500", "HTTP 504"));
}

TEST(Fetch, GivesARequestUpAfterFiveTriesAndGoesOnWithTheOthers) {
  Session run([](const WireRequest& request) {
    return !is_search(request) && ids_of(request)[0] == "a" ? reply(500, "x") : obliging(request);
  });
  const FetchReport report = run.go();
  EXPECT_EQ(report.end, End::partial);
  EXPECT_EQ(report.requests, 1u + 5u + 2u);
  EXPECT_THAT(report.error, HasSubstr("HTTP 500, 5 tries"));
  EXPECT_THAT(run.table.stored, ElementsAre("c", "d", "e"));
  EXPECT_EQ(run.table.owed.count("a") + run.table.owed.count("b"), 2u);
  EXPECT_FALSE(run.table.balances("all"));
}

TEST(Fetch, ASourceThatNeverAnswersHasFailedAndNothingBalances) {
  Session run([](const WireRequest&) { return broken("connection refused", true); });
  const FetchReport report = run.go();
  EXPECT_EQ(report.end, End::failed);
  EXPECT_FALSE(report.answered);
  EXPECT_EQ(report.requests, 5u);
  EXPECT_FALSE(run.table.balances("all"));
}

TEST(Fetch, DoesNotTryAgainWhatNoTryCures) {
  Session run(at_first({broken("larger than 256 MiB", false)}));
  const FetchReport report = run.go();
  EXPECT_EQ(report.requests, 1u);
  EXPECT_EQ(report.end, End::failed);
  EXPECT_THAT(report.error, HasSubstr("larger than 256 MiB"));
}

TEST(Fetch, ARetryAfterBeyondOurPatienceEndsTheSourceAndIsKept) {
  Session run([](const WireRequest& request) {
    if (is_search(request)) return obliging(request);
    return ids_of(request)[0] == "a" ? busy(429, 3600) : broken("must not be asked", false);
  });
  run.options.in_flight = 1;
  const FetchReport report = run.go();
  EXPECT_EQ(report.end, End::partial);
  EXPECT_EQ(report.requests, 2u);
  const auto& row = run.table.rows.at(2);
  EXPECT_EQ(row.state, MemoryTable::State::failed);
  EXPECT_THAT(row.not_before.value_or(""), HasSubstr("2026-01-01T01:00:00"));
  EXPECT_THAT(run.table.pending(), SizeIs(2));
  EXPECT_FALSE(run.table.balances("all"));
}

TEST(Fetch, EndsTheSourceWhenItsWaitingIsUsedUp) {
  // Each request waits 50 s once and is then answered: within its own 60 s, but the third is beyond the source's 120 s.
  Session run([last = std::string()](const WireRequest& request) mutable {
    return std::exchange(last, request.url) == request.url ? obliging(request) : busy(429, 50);
  });
  run.options.in_flight = 1;
  const FetchReport report = run.go();
  EXPECT_EQ(report.end, End::partial);
  EXPECT_EQ(report.retries, 2u);
  EXPECT_LE(run.transport.seconds(), 101);
  EXPECT_THAT(run.table.stored, ElementsAre("a", "b"));
  EXPECT_THAT(run.table.pending(), SizeIs(1));
}

TEST(Fetch, AServerThatIsDownCostsTheSourcesWaitingAndNotEachRequests) {
  Session run([](const WireRequest& request) {
    if (!is_search(request)) return broken("connection refused", true);
    std::string body = "OK 400";
    for (int i = 0; i < 400; ++i) body += " k" + std::to_string(i);
    return reply(200, body);
  });
  run.options.retry_seconds = 20;
  const FetchReport report = run.go();
  EXPECT_EQ(report.end, End::partial);
  EXPECT_LE(run.transport.seconds(), 30);
  EXPECT_THAT(run.table.pending(), Not(IsEmpty()));
}

TEST(Fetch, CountsWaitsThatOverlapOnce) {
  // Four requests wait 40 s each at the same time: 40 s of the run's 120, not 160.
  Session run([calls = 0](const WireRequest& request) mutable {
    if (is_search(request)) return reply(200, "OK 8 a b c d e f g h");
    return ++calls <= 4 ? busy(429, 40) : obliging(request);
  });
  EXPECT_EQ(run.go().end, End::finished);
  EXPECT_TRUE(run.table.balances("all"));
}

TEST(Fetch, AsksAgainWhenTheReplyIsNotWhatWasAskedFor) {
  Session run(at_first({reply(200, "<html>maintenance</html>")}));
  EXPECT_EQ(run.go().end, End::finished);
  EXPECT_THAT(run.table.reasons, ElementsAre("not what was asked for: no OK in it"));
  EXPECT_THAT(run.table.archived[0], HasSubstr("maintenance"));
}

TEST(Fetch, APayloadThatStaysBadIsNeverZeroResults) {
  Session run([](const WireRequest&) { return reply(200, "API rate limit exceeded"); });
  const FetchReport report = run.go();
  EXPECT_EQ(report.end, End::failed);
  EXPECT_EQ(report.requests, 5u);
  EXPECT_FALSE(run.table.balances("all"));
}

TEST(Fetch, WaitsWhenThePluginReadsThatItShould) {
  Session run(at_first({reply(200, "LATER 17")}));
  EXPECT_EQ(run.go().end, End::finished);
  EXPECT_GE(run.transport.sent.at(1).at, 17000);
}

TEST(Fetch, HandsEveryOtherStatusToThePlugin) {
  Session run(at_first({reply(404, "QUOTA")}));
  const FetchReport report = run.go();
  EXPECT_EQ(report.answer, Answer::quota);
  EXPECT_EQ(report.requests, 1u);
}

TEST(Fetch, StartsASliceAgainAndForgetsWhatWasInFlight) {
  Session run([calls = 0](const WireRequest& request) mutable {
    if (is_search(request)) return obliging(request);
    return ++calls == 1 ? reply(200, "RESTART") : obliging(request);
  });
  const FetchReport report = run.go();
  EXPECT_EQ(report.end, End::finished);
  EXPECT_EQ(run.table.restarts, 1);
  EXPECT_THAT(run.table.stored, ElementsAre("a", "b", "c", "d", "e"));
  EXPECT_TRUE(run.table.balances("all"));
}

TEST(Fetch, ASliceThatAlwaysDiesFails) {
  Session run(
      [](const WireRequest& request) { return is_search(request) ? obliging(request) : reply(200, "RESTART"); });
  const FetchReport report = run.go();
  EXPECT_EQ(report.end, End::partial);
  EXPECT_THAT(report.error, HasSubstr("3 restarts"));
  EXPECT_FALSE(run.table.balances("all"));
}

class ShortLived : public FakeSource {
 public:
  static constexpr std::uint64_t positions_live_seconds = 300;
};

TEST(Fetch, APositionOlderThanItLivesStartsItsSliceAgain) {
  static constexpr evigraft_source source = describe<ShortLived>("short", "https://short.example/");
  Session run(obliging);
  const auto runner = run_in_process(source, "1.0.0", "test");
  run.table.open(run.query, runner->first(run.query).requests);
  Pending left = run.table.rows.at(1).pending;
  left.id = 7;
  left.opens_slice = false;
  left.created_at = "2025-12-31T23:50:00Z";  // ten minutes before the run
  run.table.rows[7].pending = left;
  run.table.rows.at(1).state = MemoryTable::State::done;
  EXPECT_EQ(run.go(source).end, End::finished);
  EXPECT_EQ(run.table.restarts, 1);
  EXPECT_EQ(run.table.rows.count(7), 0u);
  EXPECT_TRUE(run.table.balances("all"));
}

TEST(Fetch, QuotaAndRefusedCredentialsEndTheSourceAndLeaveTheRequestStanding) {
  for (const auto& [body, answer] : {std::pair{"QUOTA", Answer::quota}, std::pair{"AUTH", Answer::auth}}) {
    Session run(at_first({reply(200, body)}));
    const FetchReport report = run.go();
    EXPECT_EQ(report.end, End::failed);
    EXPECT_EQ(report.answer, answer);
    EXPECT_EQ(report.requests, 1u);
    EXPECT_THAT(run.table.pending(), SizeIs(1));
  }
}

TEST(Fetch, AQueryThatCannotWorkFailsAndEndsTheSource) {
  Session run(at_first({reply(400, "CONFIG")}));
  const FetchReport report = run.go();
  EXPECT_EQ(report.answer, Answer::bad_config);
  EXPECT_EQ(run.table.rows.at(1).state, MemoryTable::State::failed);
}

TEST(Fetch, StopsAtTheLimitAndLeavesTheSliceOpen) {
  Session run(obliging);
  run.options.limit = 3;
  const FetchReport report = run.go();
  EXPECT_EQ(report.end, End::finished);
  EXPECT_TRUE(report.limited);
  EXPECT_THAT(run.table.stored, SizeIs(3));
  EXPECT_THAT(run.table.owed, IsEmpty());
  EXPECT_FALSE(run.table.balances("all"));
}

TEST(Fetch, ARunAfterALimitedOneBringsTheRest) {
  Session run(obliging);
  run.options.limit = 3;
  run.go();
  run.options.limit = 0;
  EXPECT_EQ(run.go().end, End::finished);
  EXPECT_THAT(run.table.stored, SizeIs(5));
  EXPECT_TRUE(run.table.balances("all"));
}

TEST(Fetch, ACancelledRunLeavesTheRestPending) {
  Session run(obliging);
  run.options.cancelled = [&run] { return !run.transport.sent.empty(); };
  const FetchReport report = run.go();
  EXPECT_EQ(report.end, End::cancelled);
  EXPECT_EQ(report.requests, 1u);
  EXPECT_THAT(run.table.pending(), SizeIs(3));
}

TEST(Fetch, NoReplyOrReasonKeepsACredential) {
  const std::string key = "s3cr3t+key/";
  Session run([&](const WireRequest& request) {
    if (is_search(request)) return reply(200, "your key s3cr3t+key/ (s3cr3t%2Bkey%2f, s3cr3t+key\\/) is over its rate");
    return obliging(request);
  });
  run.options.secrets = {{"SHELF_KEY", key}};
  const FetchReport report = run.go();
  EXPECT_THAT(run.transport.sent.at(0).request.url, HasSubstr("s3cr3t%2Bkey%2F"));
  EXPECT_THAT(run.table.archived, Each(Not(HasSubstr("s3cr3t"))));
  EXPECT_THAT(run.table.archived, Each(HasSubstr("${SHELF_KEY}")));
  EXPECT_THAT(report.error, Not(HasSubstr("s3cr3t")));
}

TEST(Fetch, NoFailureKeepsACredential) {
  Session run([](const WireRequest& request) { return broken("cannot resolve " + request.url, false); });
  run.options.secrets = {{"SHELF_KEY", "s3cr3tkey"}};
  EXPECT_THAT(run.go().error, Not(HasSubstr("s3cr3t")));
  EXPECT_THAT(run.table.reasons, Each(Not(HasSubstr("s3cr3t"))));
}

TEST(Fetch, TheSameSeedWaitsTheSame) {
  const auto seconds = [](std::uint64_t seed) {
    Session run(at_first({reply(500, "x"), reply(500, "x"), reply(500, "x")}));
    run.options.seed = seed;
    run.go();
    return run.transport.seconds();
  };
  EXPECT_EQ(seconds(1), seconds(1));
  EXPECT_NE(seconds(1), seconds(2));
}

/// Whatever the server does, each promised key ends stored, gone, rejected, owed or with its request still standing,
/// and a slice balances only when nothing of it is missing.
RC_GTEST_PROP(Fetch, AccountsForEveryKeyWhateverTheServerDoes, ()) {
  const auto moods = *rc::gen::container<std::vector<int>>(60, rc::gen::inRange(0, 22));
  std::size_t next = 0;
  bool lied = false;  // a reply that left out a key
  Session run([&](const WireRequest& request) -> Exchange {
    const int mood = next < moods.size() ? moods[next++] : 99;
    switch (mood) {
      case 0:
        return busy(429, 3);
      case 1:
        return reply(503, "");
      case 2:
        return broken("connection reset", true);
      case 3:
        return broken("certificate expired", false);
      case 4:
        return reply(200, "<html>");
      case 5:
        return reply(200, "LATER 2");
      case 6:
        return reply(200, "RESTART");
      case 7:
        return busy(429, 1000);
      case 8:
        return reply(200, "");
      case 9:
        return reply(404, "gone fishing");
      case 10:
        return reply(200, "QUOTA");
      case 11:
        return reply(200, "CONFIG");
      case 12:
      case 13:
        if (is_search(request)) return obliging(request);
        lied = lied || mood == 12;
        return reply(200, mood == 12 ? "OK"
                                     : "OK -" + ids_of(request)[0] +
                                           (ids_of(request).size() > 1 ? " !" + ids_of(request)[1] : ""));
      default:
        return obliging(request);
    }
  });
  run.options.in_flight = *rc::gen::inRange(1, 5);
  run.options.seed = *rc::gen::arbitrary<std::uint64_t>();
  const FetchReport report = run.go();

  std::set<std::string> standing;
  bool searched = false, all_done = true;
  for (const auto& [id, row] : run.table.rows) {
    if (row.state != MemoryTable::State::done) all_done = false;
    if (row.pending.opens_slice && row.state == MemoryTable::State::done) searched = true;
    if (row.state == MemoryTable::State::pending)
      standing.insert(row.pending.request.keys.begin(), row.pending.request.keys.end());
  }
  if (searched)
    for (const std::string key : {"a", "b", "c", "d", "e"})
      RC_ASSERT(run.table.stored.count(key) + run.table.gone.count(key) + run.table.rejected.count(key) +
                    run.table.owed.count(key) + standing.count(key) >
                0);
  if (run.table.balances("all")) RC_ASSERT(searched && all_done);
  if (!searched) RC_ASSERT(!run.table.balances("all"));
  if (report.end == End::finished) RC_ASSERT(all_done && run.table.balances("all"));
  RC_ASSERT(report.error.empty() == (report.end == End::finished));
}
}  // namespace
