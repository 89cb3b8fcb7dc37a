#include "store/requests.h"

#include <gmock/gmock.h>

#include "scratch.h"
#include "store/payloads.h"
#include "store/slices.h"

namespace {
using namespace evigraft;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Ledger {
  Scratch scratch;
  Store store = scratch.make();
  std::int64_t run = begin_run(store, "refresh", kNow);

  StoredRequest open(const Request& request = request_for("esearch"), const Query& query = search_query()) {
    return open_requests(store, run, "pubmed", query, {request}, kNow).front();
  }
  Committed commit(const StoredRequest& request, const Brought& brought, std::string_view body = "<answer/>") {
    return commit_exchange(store, run, request, reply(body), brought, kNow);
  }
  std::vector<std::string> owed() const {
    std::vector<std::string> out;
    for (const OwedKey& key : owed_keys(store, "pubmed")) out.push_back(key.key + ": " + key.reason);
    return out;
  }
  std::string sql(const std::string& text) const { return plain_sql(scratch.file(), text); }
};

TEST(Requests, ComeBackWithAllTheyCarry) {
  Ledger ledger;
  Request request;
  request.method = Method::post;
  request.path = "efetch.fcgi";
  request.parameters = {{"api_key", "${NCBI_API_KEY}"}, {"id", "1,2"}};
  request.headers = {{"accept", "text/xml"}};
  request.body = std::string("bytes\0\xFF", 7);
  request.slice = "2020..2021";
  request.keys = {"1", "2"};
  request.state = std::string("state\0", 6);
  const StoredRequest opened = ledger.open(request);
  const auto pending = pending_requests(ledger.store, "pubmed");
  ASSERT_EQ(pending.size(), 1U);
  EXPECT_EQ(pending[0].request, request);
  EXPECT_EQ(pending[0].id, opened.id);
  EXPECT_TRUE(pending[0].opens_slice);
  EXPECT_EQ(pending[0].created_at, kNow);
  EXPECT_EQ(pending[0].query.text, "fat grafting");
  EXPECT_THAT(pending_requests(ledger.store, "europepmc"), IsEmpty());
}

TEST(Requests, OpenASliceNamedForTheQueryWhenTheyNameNone) {
  Ledger ledger;
  EXPECT_EQ(ledger.open(request_for("a"), search_query("2026-01-01")).request.slice, "2026-01-01..2026-11-20");
  Query keys;
  keys.kind = Query::Kind::keys;
  keys.keys = {"1"};
  EXPECT_EQ(ledger.open(request_for("b", {"1"}), keys).request.slice, "keys");
}

TEST(CommitExchange, StoresRecordsPayloadAndFollowUpsAtOnce) {
  Ledger ledger;
  const StoredRequest request = ledger.open();
  Brought brought;
  brought.records = {small_record("1")};
  brought.expected = 1;
  brought.requests = {request_for("page 2")};
  const Committed committed = ledger.commit(request, brought, "<set>1</set>");
  EXPECT_EQ(committed.counts.added, 1U);
  ASSERT_EQ(committed.follow_ups.size(), 1U);
  EXPECT_EQ(committed.follow_ups[0].request.slice, request.request.slice);
  EXPECT_FALSE(committed.follow_ups[0].opens_slice);
  const auto pending = pending_requests(ledger.store, "pubmed");
  ASSERT_EQ(pending.size(), 1U);
  EXPECT_EQ(pending[0].request.path, "page 2");
  const auto record = find_record(ledger.store, "pubmed", "1");
  ASSERT_TRUE(record);
  EXPECT_EQ(payload_bytes(ledger.store, record->payload_id), "<set>1</set>");
  const auto payload = find_payload(ledger.store, record->payload_id);
  EXPECT_EQ(payload->verdict, "accepted");
  EXPECT_EQ(payload->request->path, "esearch");
}

TEST(CommitExchange, KeepsNothingWhenOneRowIsRefused) {
  Ledger ledger;
  const StoredRequest request = ledger.open();
  Brought brought;
  brought.records = {small_record("1")};
  brought.requests = {request_for("next")};
  brought.requests[0].state = std::string(65537, 'x');  // more than a request may carry
  EXPECT_THAT(sentence(Error::Kind::database, [&] { ledger.commit(request, brought); }), HasSubstr("refused"));
  EXPECT_FALSE(find_record(ledger.store, "pubmed", "1"));
  EXPECT_EQ(pending_requests(ledger.store, "pubmed").front().id, request.id);
  EXPECT_EQ(ledger.sql("SELECT count(*) FROM payload"), "0");
}

TEST(CommitExchange, ArchivesAnAnswerWithoutBytes) {
  Ledger ledger;
  ledger.commit(ledger.open(), {}, "");
  EXPECT_EQ(payload_bytes(ledger.store, 1), "");
}

TEST(CommitExchange, OwesTheKeysThatDidNotCome) {
  Ledger ledger;
  Brought brought;
  brought.records = {small_record("1")};
  brought.gone = {{"2", "deleted"}};
  brought.rejected = {{"3", "byte 7", "no title"}};
  ledger.commit(ledger.open(request_for("efetch", {"1", "2", "3", "4"})), brought);
  EXPECT_THAT(ledger.owed(), ElementsAre("3: rejected at byte 7: no title", "4: not in the reply"));
}

TEST(CommitExchange, OwesOnlyWhatALimitedFetchAskedFor) {
  Ledger ledger;
  StoredRequest request = ledger.open(request_for("efetch", {"1", "2", "3"}));
  request.request.keys = {"1"};
  Brought brought;
  brought.records = {small_record("1")};
  ledger.commit(request, brought);
  EXPECT_THAT(ledger.owed(), IsEmpty());
  const auto lines = balance_slices(ledger.store, ledger.run);
  EXPECT_EQ(lines.at(0).state, SliceState::open);
  EXPECT_THAT(lines.at(0).reason, HasSubstr("limit"));
}

TEST(CommitExchange, SettlesADebtWhenTheRecordComesOrIsGone) {
  Ledger ledger;
  ledger.commit(ledger.open(request_for("efetch", {"1", "2", "3"})), {});
  ASSERT_EQ(ledger.owed().size(), 3U);
  Brought brought;
  brought.records = {small_record("1")};
  brought.gone = {{"2", "deleted"}};
  ledger.commit(ledger.open(request_for("efetch", {"1", "2"})), brought);
  EXPECT_THAT(ledger.owed(), ElementsAre("3: not in the reply"));
}

TEST(CommitExchange, CountsEverythingOnTheRunsLine) {
  Ledger ledger;
  Brought brought;
  brought.records = {small_record("1"), small_record("2"), small_record("1")};
  brought.rejected = {{"3", "byte 7", "no title"}, {"", "byte 9", "no key"}};
  brought.expected = 4;
  ledger.commit(ledger.open(), brought);
  const SourceRun line = finish_source(ledger.store, ledger.run, "pubmed", {"partial", "one slice", 3, 1, 1000, 2.5});
  EXPECT_EQ(line.expected, 4U);
  EXPECT_EQ(line.received, 5U);
  EXPECT_EQ(line.parsed, 3U);
  EXPECT_EQ(line.rejected, 2U);
  EXPECT_EQ(line.added, 2U);
  EXPECT_EQ(line.unchanged, 1U);
  EXPECT_EQ(line.owed, 1U);
  EXPECT_EQ(line.status, "partial");
  EXPECT_EQ(line.error, "one slice");
}

TEST(CommitExchange, ListsARejectedRecordThatHasNoKey) {
  Ledger ledger;
  Brought brought;
  brought.rejected = {{"", "byte 9", "no PMID"}};
  ledger.commit(ledger.open(request_for("efetch", {}, "slice one")), brought);
  EXPECT_EQ(ledger.sql("SELECT stage, subject, reason, detail FROM v_exclusion"),
            "fetch|pubmed slice one|unreadable|byte 9: no PMID");
}

TEST(CommitExchange, IgnoresAReplyWhoseSliceWasStartedAgain) {
  Ledger ledger;
  const StoredRequest opener = ledger.open();
  Brought first;
  first.requests = {request_for("page 2")};
  const StoredRequest page = ledger.commit(opener, first).follow_ups.front();
  restart_slice(ledger.store, ledger.run, page, "the cursor died", kNow);
  Brought late;
  late.records = {small_record("1")};
  late.requests = {request_for("page 3")};
  EXPECT_THAT(ledger.commit(page, late).follow_ups, IsEmpty());
  EXPECT_FALSE(find_record(ledger.store, "pubmed", "1"));
  EXPECT_EQ(pending_requests(ledger.store, "pubmed").size(), 1U);
}

TEST(KeepAttempt, ArchivesTheRejectedAnswerAndAsksAgain) {
  Ledger ledger;
  const StoredRequest request = ledger.open();
  keep_attempt(ledger.store, ledger.run, request, reply("<html>busy</html>"), "an HTML page");
  const auto pending = pending_requests(ledger.store, "pubmed");
  ASSERT_EQ(pending.size(), 1U);
  EXPECT_EQ(pending[0].tries, 1);
  EXPECT_EQ(ledger.sql("SELECT verdict, reason FROM payload"), "rejected|an HTML page");
  EXPECT_EQ(payload_bytes(ledger.store, 1), "<html>busy</html>");
}

TEST(KeepAttempt, ArchivesAnAttemptThatBroughtNothing) {
  Ledger ledger;
  Attempt reset;
  reset.url = "https://example.org/search";
  reset.failure = "connection reset";
  reset.started_at = kNow;
  keep_attempt(ledger.store, ledger.run, ledger.open(), reset, "connection reset");
  EXPECT_EQ(ledger.sql("SELECT verdict, reason, status IS NULL, sha256 IS NULL FROM payload"),
            "failed|connection reset|1|1");
}

TEST(FailRequest, OwesItsKeysWithTheReason) {
  Ledger ledger;
  fail_request(ledger.store, ledger.run, ledger.open(request_for("efetch", {"1", "2"})), reply(""), "HTTP 500",
               std::nullopt, kNow);
  EXPECT_THAT(ledger.owed(), ElementsAre("1: failed: HTTP 500", "2: failed: HTTP 500"));
  EXPECT_THAT(pending_requests(ledger.store, "pubmed"), IsEmpty());
}

TEST(FailRequest, RemembersWhenTheServerWantsToBeAskedAgain) {
  Ledger ledger;
  fail_request(ledger.store, ledger.run, ledger.open(), reply(""), "HTTP 429", "2026-11-20T12:00:00Z", kNow);
  EXPECT_EQ(not_before(ledger.store, "pubmed", kNow), "2026-11-20T12:00:00Z");
  EXPECT_EQ(not_before(ledger.store, "pubmed", "2026-11-20T12:00:01Z"), std::nullopt);
  EXPECT_EQ(not_before(ledger.store, "europepmc", kNow), std::nullopt);
}

TEST(RestartSlice, StandsAtItsBeginningAndKeepsTheRecords) {
  Ledger ledger;
  const StoredRequest opener = ledger.open();
  Brought first;
  first.records = {small_record("1")};
  first.expected = 3;
  first.requests = {request_for("page 2", {"2"}), request_for("part", {}, "child slice")};
  const Committed committed = ledger.commit(opener, first);
  const auto standing =
      restart_slice(ledger.store, ledger.run, committed.follow_ups[0], "the cursor died", "2026-11-20T10:00:00Z");
  ASSERT_EQ(standing.size(), 1U);
  EXPECT_EQ(standing[0].id, opener.id);
  EXPECT_EQ(standing[0].created_at, "2026-11-20T10:00:00Z");
  EXPECT_EQ(pending_requests(ledger.store, "pubmed").size(), 1U);
  EXPECT_TRUE(find_record(ledger.store, "pubmed", "1"));
  EXPECT_EQ(ledger.sql("SELECT count(*) FROM slice_key"), "0");
  EXPECT_THAT(ledger.sql("SELECT warnings FROM v_slice WHERE parent IS NULL"), HasSubstr("the cursor died"));
}

TEST(RestartSlice, LeavesTheOtherSlicesAlone) {
  Ledger ledger;
  const auto opened = open_requests(ledger.store, ledger.run, "pubmed", search_query(),
                                    {request_for("a", {}, "A"), request_for("b", {}, "B")}, kNow);
  Brought next;
  next.requests = {request_for("b2")};
  ledger.commit(opened[1], next);
  restart_slice(ledger.store, ledger.run, opened[0], "again", kNow);
  std::vector<std::string> paths;
  for (const StoredRequest& request : pending_requests(ledger.store, "pubmed")) paths.push_back(request.request.path);
  EXPECT_THAT(paths, ElementsAre("a", "b2"));
}

TEST(RestartSlice, OpensItsPartsAnewWithoutAskingTheirOldOpenersToo) {
  Ledger ledger;
  const StoredRequest opener = ledger.open();
  Brought split;
  split.requests = {request_for("old part", {}, "part")};
  ledger.commit(opener, split);
  const StoredRequest again = restart_slice(ledger.store, ledger.run, opener, "again", kNow).front();
  split.requests[0].path = "new part";
  const StoredRequest part = ledger.commit(again, split).follow_ups.front();
  const auto standing = restart_slice(ledger.store, ledger.run, part, "again", kNow);
  ASSERT_EQ(standing.size(), 1U);
  EXPECT_EQ(standing[0].request.path, "new part");
}

TEST(DropRequests, LeavesTheirSlicesUnbalancedWithTheReason) {
  Ledger ledger;
  ledger.open();
  EXPECT_EQ(drop_requests(ledger.store, "pubmed", "the topic's query changed"), 1U);
  EXPECT_THAT(pending_requests(ledger.store, "pubmed"), IsEmpty());
  EXPECT_EQ(ledger.sql("SELECT state, reason FROM v_slice"), "unbalanced|the topic's query changed");
}
}  // namespace
