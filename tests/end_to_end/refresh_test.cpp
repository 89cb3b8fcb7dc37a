// `evigraft refresh` through the real program: completeness, increments, faults.
#include <gtest/gtest.h>

#include <algorithm>

#include "program.h"
#include "pubmed_stand_in.h"

namespace {
using namespace evigraft::test;
using Json = nlohmann::json;

class RefreshTest : public testing::Test {
 protected:
  void SetUp() override { point_at(sandbox_, pubmed_); }
  Json refresh(std::vector<std::string> more = {}, int code = 0, const std::string& now = "2026-02-01T06:00:00Z") {
    std::vector<std::string> args = {"--now", now, "refresh"};
    args.insert(args.end(), more.begin(), more.end());
    return sandbox_.json(args, code);
  }
  Json source(const Json& summary) { return summary.at("sources").at(0); }
  std::size_t records() { return sandbox_.json({"records"}).at("records").size(); }

  PubMedStandIn pubmed_;
  Sandbox sandbox_;
};

TEST_F(RefreshTest, StoresEveryRecordTheServerCounts) {
  pubmed_.add_trials(450);
  const Json summary = refresh();
  EXPECT_EQ(summary.at("status"), "ok");
  EXPECT_EQ(source(summary).at("expected"), 450);
  EXPECT_EQ(source(summary).at("received"), 450);
  EXPECT_EQ(source(summary).at("new"), 450);
  EXPECT_EQ(source(summary).at("owed"), 0);
  EXPECT_EQ(source(summary).at("watermark"), "2026-02-01");
  EXPECT_EQ(records(), 450U);
  EXPECT_EQ(pubmed_.fetches(), 3);
}

TEST_F(RefreshTest, ReadsOutcomesOfBothArms) {
  pubmed_.add_trials(3);
  EXPECT_EQ(refresh().at("outcomes").at("new"), 6);
}

TEST_F(RefreshTest, AsksOnlyForWhatIsNewTheSecondTime) {
  pubmed_.add_trials(250);
  (void)refresh();
  const int fetches = pubmed_.fetches();
  pubmed_.add_trials(2, 9001);
  pubmed_.articles[9001].entered = pubmed_.articles[9001].modified = "2026-02-03";
  pubmed_.articles[9002].entered = pubmed_.articles[9002].modified = "2026-02-03";
  const Json summary = refresh({}, 0, "2026-02-04T06:00:00Z");
  EXPECT_EQ(source(summary).at("new"), 2);
  EXPECT_LE(pubmed_.fetches() - fetches, 2);
  EXPECT_EQ(records(), 252U);
}

TEST_F(RefreshTest, TakesARevisedRecordByItsModificationDate) {
  pubmed_.add_trials(5);
  (void)refresh();
  pubmed_.articles[1001].title = "A corrected title";
  pubmed_.articles[1001].modified = "2026-02-03";
  const Json summary = refresh({}, 0, "2026-02-04T06:00:00Z");
  EXPECT_EQ(source(summary).at("changed"), 1);
  EXPECT_EQ(sandbox_.json({"records", "--pmid", "1001"}).at("records").at(0).at("title"), "A corrected title");
}

TEST_F(RefreshTest, NothingNewIsExitCode3OnlyWhenAskedFor) {
  pubmed_.add_trials(5);
  (void)refresh();
  (void)refresh({}, 0);
  (void)refresh({"--exit-code"}, 3);
}

TEST_F(RefreshTest, AKeyThatDoesNotComeIsOwedAndAskedForAgain) {
  pubmed_.add_trials(10);
  pubmed_.missing = {1004};
  const Json first = refresh();
  EXPECT_EQ(source(first).at("owed"), 1);
  EXPECT_EQ(records(), 9U);
  pubmed_.missing.clear();
  const Json second = refresh();
  EXPECT_EQ(source(second).at("owed"), 0);
  EXPECT_EQ(records(), 10U);
}

TEST_F(RefreshTest, AMalformedArticleIsSetAsideAndTheRestGoesOn) {
  pubmed_.add_trials(10);
  pubmed_.malformed = {1004};
  const Json summary = refresh();
  EXPECT_EQ(source(summary).at("rejected"), 1);
  EXPECT_EQ(source(summary).at("owed"), 1);
  EXPECT_EQ(records(), 9U);
}

TEST_F(RefreshTest, ABusyServerIsAskedAgain) {
  pubmed_.add_trials(10);
  pubmed_.instead = [](const HttpAsked& asked) -> std::optional<HttpAnswer> {
    if (asked.path == "/efetch.fcgi" && asked.number == 1)
      return HttpAnswer{.status = 503, .headers = {{"Retry-After", "0"}}};
    return std::nullopt;
  };
  const Json summary = refresh();
  EXPECT_EQ(source(summary).at("retries"), 1);
  EXPECT_EQ(records(), 10U);
}

TEST_F(RefreshTest, ARateLimitDocumentIsNeverZeroResults) {
  pubmed_.add_trials(10);
  pubmed_.instead = [](const HttpAsked& asked) -> std::optional<HttpAnswer> {
    if (asked.path == "/esearch.fcgi" && asked.number == 1)
      return HttpAnswer{.status = 200, .body = R"({"error":"API rate limit exceeded","count":"4","limit":"3"})"};
    return std::nullopt;
  };
  (void)refresh();
  EXPECT_EQ(records(), 10U);
}

TEST_F(RefreshTest, AnErrorDocumentInsideHttp200LeavesTheWatermark) {
  pubmed_.add_trials(10);
  pubmed_.instead = [](const HttpAsked& asked) -> std::optional<HttpAnswer> {
    if (asked.path == "/esearch.fcgi")
      return HttpAnswer{
          .body = "<?xml version=\"1.0\"?><eSearchResult><ERROR>Search Backend failed: down</ERROR></eSearchResult>",
          .type = "text/xml"};
    return std::nullopt;
  };
  sandbox_.environment["EVIGRAFT_RETRY_SECONDS"] = "1";
  const Json summary = refresh({}, 6);
  EXPECT_EQ(summary.at("status"), "failed");
  EXPECT_TRUE(source(summary).at("watermark").is_null());
  EXPECT_NE(source(summary).at("error"), nullptr);
}

TEST_F(RefreshTest, HtmlInPlaceOfXmlIsAskedAgain) {
  pubmed_.add_trials(10);
  pubmed_.instead = [](const HttpAsked& asked) -> std::optional<HttpAnswer> {
    if (asked.path == "/efetch.fcgi" && asked.number == 1)
      return HttpAnswer{.body = "<html><body>maintenance</body></html>", .type = "text/html"};
    return std::nullopt;
  };
  (void)refresh();
  EXPECT_EQ(records(), 10U);
}

TEST_F(RefreshTest, ATruncatedAnswerIsAskedAgain) {
  pubmed_.add_trials(10);
  pubmed_.instead = [](const HttpAsked& asked) -> std::optional<HttpAnswer> {
    if (asked.path == "/efetch.fcgi" && asked.number == 1)
      return HttpAnswer{.body = std::string(5000, 'x'), .type = "text/xml", .cut_after = 100};
    return std::nullopt;
  };
  (void)refresh();
  EXPECT_EQ(records(), 10U);
}

TEST_F(RefreshTest, AFailedBatchIsPartialAndItsKeysAreOwed) {
  pubmed_.add_trials(450);
  pubmed_.instead = [](const HttpAsked& asked) -> std::optional<HttpAnswer> {
    if (asked.path == "/efetch.fcgi" && asked.parameter("id").starts_with("1201,"))
      return HttpAnswer{.body = "<html>never</html>", .type = "text/html"};
    return std::nullopt;
  };
  sandbox_.environment["EVIGRAFT_RETRY_SECONDS"] = "1";
  const Json summary = refresh({}, 4);
  EXPECT_EQ(summary.at("status"), "partial");
  EXPECT_EQ(source(summary).at("owed"), 200);
  EXPECT_EQ(records(), 250U);
  pubmed_.instead = nullptr;
  EXPECT_EQ(source(refresh()).at("owed"), 0);
  EXPECT_EQ(records(), 450U);
}

TEST_F(RefreshTest, ACountThatFallsIsDrift) {
  pubmed_.add_trials(10);
  (void)refresh({"--full"});
  pubmed_.articles.erase(1003);
  const Json summary = refresh({"--full"}, 4);
  EXPECT_TRUE(source(summary).at("drift").get<bool>());
}

TEST_F(RefreshTest, MoreThanTheServerPagesIsSplitByDate) {
  for (int i = 0; i < 12000; ++i) {
    Article& article = pubmed_.articles[100000 + i];
    article.title = "T";
    article.entered = i % 2 == 0 ? "2024-05-01" : "2025-09-01";
  }
  const Json summary = refresh();
  EXPECT_EQ(source(summary).at("expected"), 12000);
  EXPECT_EQ(source(summary).at("new"), 12000);
  EXPECT_GT(pubmed_.searches(), 1);
}

TEST_F(RefreshTest, RecordedRunReplaysWithoutTheNetwork) {
  pubmed_.add_trials(20);
  (void)refresh({"--record", sandbox_.file("night.har")});
  Sandbox elsewhere;
  elsewhere.environment["EVIGRAFT_SOURCE_PUBMED_BASE_URL"] = "http://127.0.0.1:1/";
  const Json summary =
      elsewhere.json({"--now", "2026-02-01T06:00:00Z", "refresh", "--replay", sandbox_.file("night.har")});
  EXPECT_EQ(source(summary).at("new"), 20);
}

TEST_F(RefreshTest, RefreshingTwiceLeavesOutcomeIdsEqual) {
  pubmed_.add_trials(10);
  (void)refresh();
  const Json before = sandbox_.json({"outcomes"});
  (void)refresh();
  ASSERT_EQ(sandbox_.run({"extract"}).code, 0);
  EXPECT_EQ(
      sandbox_.json({"query", "SELECT outcome_id, as_printed, arm_class FROM v_outcome ORDER BY 1"}).at("query").size(),
      before.at("outcomes").size());
  EXPECT_EQ(before.at("outcomes"), sandbox_.json({"outcomes"}).at("outcomes"));
}

TEST_F(RefreshTest, ALimitedRunLeavesTheRestPending) {
  pubmed_.add_trials(450);
  const Json limited = refresh({"--limit", "200"});
  EXPECT_TRUE(source(limited).at("watermark").is_null());
  EXPECT_LE(records(), 400U);
  (void)refresh();
  EXPECT_EQ(records(), 450U);
}
}  // namespace
