#include "store/slices.h"

#include <gmock/gmock.h>

#include "scratch.h"

namespace {
using namespace evigraft;
using testing::HasSubstr;
using testing::IsEmpty;

struct Ledger {
  Scratch scratch;
  Store store = scratch.make();
  std::int64_t run = begin_run(store, "refresh", kNow);

  StoredRequest open(const Query& query = search_query(), const Request& request = request_for("esearch")) {
    return open_requests(store, run, "pubmed", query, {request}, kNow).front();
  }
  Committed commit(const StoredRequest& request, const Brought& brought) {
    return commit_exchange(store, run, request, reply("x"), brought, kNow);
  }
  SliceLine line(std::size_t index = 0) { return balance_slices(store, run).at(index); }
};

Brought records(std::initializer_list<const char*> keys, std::optional<std::uint64_t> expected = std::nullopt) {
  Brought brought;
  for (const char* key : keys) brought.records.push_back(small_record(key));
  brought.expected = expected;
  return brought;
}

TEST(BalanceSlices, IsBalancedWhenAllThatWasExpectedIsStored) {
  Ledger ledger;
  ledger.commit(ledger.open(), records({"1", "2"}, 2));
  const SliceLine line = ledger.line();
  EXPECT_EQ(line.state, SliceState::balanced);
  EXPECT_EQ(line.stored, 2U);
  EXPECT_EQ(line.reason, "");
}

TEST(BalanceSlices, IsOpenWhileRequestsArePending) {
  Ledger ledger;
  ledger.open();
  EXPECT_EQ(ledger.line().state, SliceState::open);
}

TEST(BalanceSlices, IsUnbalancedWhenFewerCame) {
  Ledger ledger;
  ledger.commit(ledger.open(), records({"1"}, 2));
  EXPECT_EQ(ledger.line().state, SliceState::unbalanced);
  EXPECT_EQ(ledger.line().reason, "the server said 2, 1 came or are owed");
}

TEST(BalanceSlices, CountsOwedAndDeletedKeys) {
  Ledger ledger;
  Brought ids;
  ids.expected = 3;
  ids.requests = {request_for("efetch", {"1", "2", "3"})};
  const StoredRequest fetch = ledger.commit(ledger.open(), ids).follow_ups.front();
  Brought brought = records({"1"});
  brought.gone = {{"2", "deleted"}};
  ledger.commit(fetch, brought);
  const SliceLine line = ledger.line();
  EXPECT_EQ(line.state, SliceState::balanced);
  EXPECT_EQ(line.stored + line.deleted + line.owed, 3U);
  EXPECT_EQ(line.owed, 1U);
}

TEST(BalanceSlices, CountsTheKeysOfAFailedRequestAsOwed) {
  Ledger ledger;
  Brought ids;
  ids.expected = 2;
  ids.requests = {request_for("efetch", {"1", "2"})};
  const StoredRequest fetch = ledger.commit(ledger.open(), ids).follow_ups.front();
  fail_request(ledger.store, ledger.run, fetch, reply(""), "HTTP 500", std::nullopt, kNow);
  EXPECT_EQ(ledger.line().state, SliceState::balanced);
  EXPECT_EQ(ledger.line().owed, 2U);
}

TEST(BalanceSlices, IsUnbalancedWhenARequestFailedThatNamedNoKeys) {
  Ledger ledger;
  fail_request(ledger.store, ledger.run, ledger.open(), reply(""), "HTTP 500", std::nullopt, kNow);
  EXPECT_EQ(ledger.line().state, SliceState::unbalanced);
  EXPECT_EQ(ledger.line().reason, "HTTP 500");
}

TEST(BalanceSlices, IsUnbalancedWhenARejectedRecordHasNoKey) {
  Ledger ledger;
  Brought brought = records({"1"}, 1);
  brought.rejected = {{"", "byte 5", "broken"}};
  ledger.commit(ledger.open(), brought);
  EXPECT_EQ(ledger.line().state, SliceState::unbalanced);
}

TEST(BalanceSlices, IsUnverifiedWithoutACountOrWithARoughOne) {
  Ledger ledger;
  ledger.commit(ledger.open(), records({"1"}));
  EXPECT_EQ(ledger.line().state, SliceState::unverified);
  Ledger rough;
  Brought brought = records({"1"}, 1);
  brought.exactness = about;
  rough.commit(rough.open(), brought);
  EXPECT_EQ(rough.line().state, SliceState::unverified);
}

TEST(BalanceSlices, IsBalancedWhenZeroWasSaidAndZeroCame) {
  Ledger ledger;
  ledger.commit(ledger.open(), records({}, 0));
  EXPECT_EQ(ledger.line().state, SliceState::balanced);
}

TEST(BalanceSlices, TakesTheChildrensSumsOfASplitSlice) {
  Ledger ledger;
  Brought split;
  split.expected = 3;
  split.requests = {request_for("a", {}, "first half"), request_for("b", {}, "second half")};
  const auto parts = ledger.commit(ledger.open(), split).follow_ups;
  ledger.commit(parts[0], records({"1"}, 1));
  EXPECT_EQ(ledger.line().state, SliceState::open);
  ledger.commit(parts[1], records({"2", "3"}, 2));
  const SliceLine whole = ledger.line();
  EXPECT_EQ(whole.state, SliceState::balanced);
  EXPECT_EQ(whole.expected, 3U);
  EXPECT_EQ(whole.stored, 3U);
  EXPECT_EQ(ledger.line(1).parent, whole.name);
}

TEST(BalanceSlices, NoticesPartsThatHoldLessThanTheWhole) {
  Ledger ledger;
  Brought split;
  split.expected = 5;
  split.requests = {request_for("a", {}, "half")};
  ledger.commit(ledger.commit(ledger.open(), split).follow_ups[0], records({"1"}, 1));
  EXPECT_EQ(ledger.line().state, SliceState::unbalanced);
  EXPECT_THAT(ledger.line().reason, HasSubstr("5 for the whole and 1 for its parts"));
}

TEST(BalanceSlices, KnowsItselfWhatAQueryByKeysExpects) {
  Ledger ledger;
  Query query;
  query.kind = Query::Kind::keys;
  query.keys = {"1", "2"};
  ledger.commit(ledger.open(query, request_for("efetch", {"1", "2"})), records({"1"}));
  const SliceLine line = ledger.line();
  EXPECT_EQ(line.state, SliceState::balanced);
  EXPECT_EQ(line.expected, 2U);
  EXPECT_EQ(line.owed, 1U);
}

TEST(BalanceSlices, ReportsADriftingCount) {
  Ledger ledger;
  ledger.commit(ledger.open(), records({"1", "2"}, 2));
  EXPECT_FALSE(ledger.line().expected_earlier);
  ledger.run = begin_run(ledger.store, "refresh", kNow);
  ledger.commit(ledger.open(), records({"1"}, 1));
  EXPECT_EQ(ledger.line().expected_earlier, 2U);
}

TEST(Watermark, MovesToTheEndOfABalancedQuery) {
  Ledger ledger;
  ledger.commit(ledger.open(), records({"1"}, 1));
  balance_slices(ledger.store, ledger.run);
  EXPECT_EQ(advance_watermark(ledger.store, ledger.run, "pubmed"), "2026-11-20");
  EXPECT_EQ(watermark(ledger.store, "pubmed", "fat grafting"), "2026-11-20");
}

TEST(Watermark, StaysWhenOneSliceOfTheQueryDoesNotBalance) {
  Ledger ledger;
  const auto opened = open_requests(ledger.store, ledger.run, "pubmed", search_query(),
                                    {request_for("a", {}, "A"), request_for("b", {}, "B")}, kNow);
  ledger.commit(opened[0], records({"1"}, 1));
  ledger.commit(opened[1], records({}, 1));
  balance_slices(ledger.store, ledger.run);
  EXPECT_EQ(advance_watermark(ledger.store, ledger.run, "pubmed"), std::nullopt);
}

TEST(Watermark, StaysWhenAGapWouldBeLeftOut) {
  Ledger ledger;
  ledger.commit(ledger.open(search_query("2026-06-01")), records({"1"}, 1));
  balance_slices(ledger.store, ledger.run);
  EXPECT_EQ(advance_watermark(ledger.store, ledger.run, "pubmed"), std::nullopt);
}

TEST(Watermark, GoesOnFromTheDayAfter) {
  Ledger ledger;
  ledger.commit(ledger.open(search_query("", "2026-11-20")), records({}, 0));
  ledger.commit(ledger.open(search_query("2026-11-21", "2026-11-25")), records({}, 0));
  ledger.commit(ledger.open(search_query("2026-11-27", "2026-11-30")), records({}, 0));
  balance_slices(ledger.store, ledger.run);
  EXPECT_EQ(advance_watermark(ledger.store, ledger.run, "pubmed"), "2026-11-25");
}

TEST(Watermark, TakesInWhatAKilledRunFinishedButDidNotClose) {
  Ledger ledger;
  ledger.commit(ledger.open(), records({"1"}, 1));
  ledger.run = begin_run(ledger.store, "refresh", kNow);  // the other was killed before it balanced its slices
  EXPECT_THAT(balance_slices(ledger.store, ledger.run), IsEmpty());
  EXPECT_EQ(advance_watermark(ledger.store, ledger.run, "pubmed"), "2026-11-20");
}

TEST(Watermark, NeverMovesBack) {
  Ledger ledger;
  ledger.commit(ledger.open(search_query("", "2026-11-20")), records({}, 0));
  ledger.commit(ledger.open(search_query("2026-01-01", "2026-02-01")), records({}, 0));
  balance_slices(ledger.store, ledger.run);
  EXPECT_EQ(advance_watermark(ledger.store, ledger.run, "pubmed"), "2026-11-20");
}

TEST(Watermark, DoesNotHoldForAnotherQueryText) {
  Ledger ledger;
  ledger.commit(ledger.open(), records({}, 0));
  balance_slices(ledger.store, ledger.run);
  advance_watermark(ledger.store, ledger.run, "pubmed");
  EXPECT_EQ(watermark(ledger.store, "pubmed", "fat grafting OR lipofilling"), std::nullopt);
  Query other = search_query("2026-11-20");
  other.text = "fat grafting OR lipofilling";
  ledger.commit(ledger.open(other), records({}, 0));
  balance_slices(ledger.store, ledger.run);
  advance_watermark(ledger.store, ledger.run, "pubmed");
  EXPECT_EQ(watermark(ledger.store, "pubmed", other.text), std::nullopt);  // only from the beginning
}

void miss(Ledger& ledger, const std::string& now) {
  ledger.run = begin_run(ledger.store, "refresh", now);
  const auto request =
      open_requests(ledger.store, ledger.run, "pubmed", search_query(), {request_for("f", {"9"})}, now);
  commit_exchange(ledger.store, ledger.run, request[0], reply("x"), {}, now);
}

TEST(ExpireOwed, GivesAKeyUpAfterFiveTriesOverThirtyDays) {
  Ledger ledger;
  for (const char* now :
       {"2026-01-01T00:00:00Z", "2026-01-08T00:00:00Z", "2026-01-15T00:00:00Z", "2026-01-22T00:00:00Z"})
    miss(ledger, now);
  EXPECT_EQ(expire_owed(ledger.store, ledger.run, "2026-03-01T00:00:00Z"), 0U);  // long enough, tried too rarely
  miss(ledger, "2026-01-29T00:00:00Z");
  EXPECT_EQ(expire_owed(ledger.store, ledger.run, "2026-01-30T00:00:00Z"), 0U);  // often enough, too soon
  EXPECT_EQ(expire_owed(ledger.store, ledger.run, "2026-01-31T00:00:00Z"), 1U);
  EXPECT_THAT(owed_keys(ledger.store, "pubmed"), IsEmpty());
  EXPECT_EQ(plain_sql(ledger.scratch.file(), "SELECT stage, subject, reason FROM v_exclusion"),
            "fetch|pubmed:9|unavailable");
  miss(ledger, "2026-02-05T00:00:00Z");
  EXPECT_THAT(owed_keys(ledger.store, "pubmed"), IsEmpty());  // given up once, not owed anew
}

TEST(ExpireOwed, CountsOneTryARun) {
  Ledger ledger;
  miss(ledger, kNow);
  const auto again = open_requests(ledger.store, ledger.run, "pubmed", search_query(), {request_for("f", {"9"})}, kNow);
  commit_exchange(ledger.store, ledger.run, again[0], reply("x"), {}, kNow);
  EXPECT_EQ(owed_keys(ledger.store, "pubmed").at(0).tries, 1);
}

TEST(ExpireOwed, IsTakenBackWhenTheRecordComes) {
  Ledger ledger;
  for (const char* month : {"01", "02", "03", "04", "05"}) miss(ledger, std::string("2026-") + month + "-01T00:00:00Z");
  ASSERT_EQ(expire_owed(ledger.store, ledger.run, "2026-06-01T00:00:00Z"), 1U);
  ledger.commit(ledger.open(), records({"9"}));
  EXPECT_EQ(plain_sql(ledger.scratch.file(), "SELECT count(*) FROM v_exclusion"), "0");
}

TEST(Runs, ThatNeverFinishedWereInterrupted) {
  Ledger ledger;
  const std::int64_t killed = ledger.run;
  const std::int64_t next = begin_run(ledger.store, "refresh", kNow);
  finish_run(ledger.store, next, RunStatus::ok, "{\"run\": 2}", kNow);
  EXPECT_EQ(plain_sql(ledger.scratch.file(), "SELECT status, summary FROM v_run ORDER BY run_id"),
            "interrupted|\nok|{\"run\": 2}");
  EXPECT_LT(killed, next);
}
}  // namespace
