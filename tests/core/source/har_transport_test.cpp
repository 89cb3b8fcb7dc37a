// Which recorded entry answers which request.
#include "source/har_transport.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/core/source/http_client.h"

namespace {
using namespace evigraft;
using namespace evigraft::test;
using nlohmann::json;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kBase = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/";

json entry(const std::string& url, const std::string& answer, const std::string& form = {}) {
  json out = {{"startedDateTime", "2026-09-01T12:00:00.000Z"},
              {"time", 250},
              {"request", {{"method", form.empty() ? "GET" : "POST"}, {"url", url}}},
              {"response", {{"status", 200}, {"headers", json::array()}, {"content", {{"text", answer}}}}}};
  if (!form.empty()) out["request"]["postData"] = {{"mimeType", "application/x-www-form-urlencoded"}, {"text", form}};
  return out;
}

class HarTransportTest : public testing::Test {
 protected:
  HarTransport replay(const std::vector<json>& entries) {
    const auto file = folder_.path() / "run.har";
    std::ofstream(file) << json{{"log", {{"version", "1.2"}, {"entries", entries}}}};
    return HarTransport(file);
  }
  static std::string mismatch(HarTransport& transport, const WireRequest& request) {
    try {
      transport.send(request, milliseconds(0));
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), Error::Kind::data);
      return error.what();
    }
    ADD_FAILURE() << "no error";
    return {};
  }
  TemporaryFolder folder_;
};

TEST_F(HarTransportTest, MatchesParametersInAnyOrderAndSpelling) {
  HarTransport transport = replay({entry(std::string(kBase) + "esearch.fcgi?db=pubmed&term=fat%20graft", "yes")});
  EXPECT_EQ(ask(transport, get_request(std::string(kBase) + "esearch.fcgi?term=fat+graft&db=pubmed")).body, "yes");
}

TEST_F(HarTransportTest, LeavesOutWhoAsks) {
  HarTransport transport = replay(
      {entry(std::string(kBase) + "esearch.fcgi?term=a&tool=x&email=a%40b.org&api_key=123&token=${OTHER}", "yes")});
  EXPECT_EQ(ask(transport, get_request(std::string(kBase) + "esearch.fcgi?term=a")).body, "yes");
  EXPECT_EQ(ask(transport, get_request(std::string(kBase) + "esearch.fcgi?term=a&key=%24%7BMY_KEY%7D&tool=y")).body,
            "yes");
}

TEST_F(HarTransportTest, ComparesFormBodiesAsParametersAndOtherBodiesAsTheyAre) {
  json raw = entry("https://a.org/graphql", "raw", "{\"q\": 1}");
  raw["request"]["postData"]["mimeType"] = "application/json; charset=utf-8";
  json listed = entry("https://a.org/listed", "listed", "x");
  listed["request"]["postData"] = {{"mimeType", "application/x-www-form-urlencoded"},
                                   {"params", {{{"name", "id"}, {"value", "1,2"}}}}};
  HarTransport transport =
      replay({entry("https://a.org/form", "form", "id=1%2C2&db=pubmed&email=${EVIGRAFT_EMAIL}"), raw, listed});
  EXPECT_EQ(ask(transport, post_request("https://a.org/form", "db=pubmed&id=1,2")).body, "form");
  EXPECT_EQ(ask(transport, post_request("https://a.org/listed", "id=1%2c2")).body, "listed");
  WireRequest request = post_request("https://a.org/graphql", "{\"q\": 1}");
  request.body_type = "application/json";
  EXPECT_EQ(ask(transport, request).body, "raw");
  request.body_shown = "{\"q\": 2}";
  EXPECT_THAT(mismatch(transport, request), HasSubstr("the body is"));
}

TEST_F(HarTransportTest, ServesAnotherBaseAddressByTheTailOfThePath) {
  HarTransport transport = replay({entry("http://127.0.0.1:8099/esearch.fcgi?a=1", "short"),
                                   entry(std::string(kBase) + "efetch.fcgi?a=1", "long")});
  EXPECT_EQ(ask(transport, get_request(std::string(kBase) + "esearch.fcgi?a=1")).body, "short");
  EXPECT_EQ(ask(transport, get_request("http://127.0.0.1:1/efetch.fcgi?a=1")).body, "long");
  EXPECT_THAT(mismatch(transport, get_request("http://127.0.0.1:1/fetch.fcgi?a=1")), HasSubstr("the path is"));
}

TEST_F(HarTransportTest, PrefersTheSameHostThenTheLongerPath) {
  HarTransport transport = replay(
      {entry("https://a.org/search", "a"), entry("https://b.org/search", "b"), entry("https://c.org/v2/search", "c")});
  EXPECT_EQ(ask(transport, get_request("https://b.org/search")).body, "b");
  EXPECT_EQ(ask(transport, get_request("https://d.org/v2/search")).body, "c");
}

TEST_F(HarTransportTest, UsesEqualEntriesInTheirOrderThenTheLastAgain) {
  json later = entry("https://a.org/x", "third");
  later["startedDateTime"] = "2026-09-01T12:00:01+00:00";
  HarTransport transport = replay({later, entry("https://a.org/x", "first"), entry("https://a.org/x", "second")});
  for (const char* expected : {"first", "second", "third", "third", "third"})
    EXPECT_EQ(ask(transport, get_request("https://a.org/x")).body, expected);
}

TEST_F(HarTransportTest, GivesAllAnswersInTheOrderOfTheRequestsAtOnce) {
  HarTransport transport = replay({entry("https://a.org/x", "x"), entry("https://a.org/y", "y")});
  WireRequest x = get_request("https://a.org/x"), y = get_request("https://a.org/y");
  x.ticket = 1;
  y.ticket = 2;
  transport.send(y, std::chrono::hours(1));
  transport.send(x, milliseconds(0));
  const auto got = transport.wait(milliseconds(0));
  ASSERT_EQ(got.size(), 2u);
  EXPECT_EQ(got[0].ticket, 2u);
  EXPECT_EQ(got[0].body, "y");
  EXPECT_EQ(got[0].seconds, 0.25);
  EXPECT_EQ(got[1].ticket, 1u);
  EXPECT_TRUE(transport.wait(milliseconds(0)).empty());
}

TEST_F(HarTransportTest, NamesTheNearestEntryAndWhatDiffers) {
  HarTransport transport = replay({entry(std::string(kBase) + "efetch.fcgi?id=1", "no"),
                                   entry(std::string(kBase) + "esearch.fcgi?term=ape&retmax=5&old=1", "no")});
  WireRequest request = get_request(std::string(kBase) + "esearch.fcgi?term=bee&retmax=5&new=2&api_key=SECRET");
  request.url_shown = std::string(kBase) + "esearch.fcgi?term=bee&retmax=5&new=2&api_key=${NCBI_API_KEY}";
  const std::string said = mismatch(transport, request);
  EXPECT_THAT(said, HasSubstr("GET /entrez/eutils/esearch.fcgi"));
  EXPECT_THAT(said, HasSubstr("entry 2"));
  EXPECT_THAT(said, HasSubstr("term is \"ape\" (asked: \"bee\")"));
  EXPECT_THAT(said, HasSubstr("new is missing (asked: \"2\")"));
  EXPECT_THAT(said, HasSubstr("old is \"1\" (not asked)"));
  EXPECT_THAT(said, Not(HasSubstr("SECRET")));
  EXPECT_THAT(said, Not(HasSubstr("api_key")));
}

TEST_F(HarTransportTest, KeepsAMismatchShortWhateverWasAsked) {
  HarTransport transport = replay({entry("https://a.org/x?a=1&b=2&c=3&d=4&e=5&f=6", "no")});
  const std::string said = mismatch(transport, get_request("https://a.org/x?a=" + std::string(10'000, 'z')));
  EXPECT_LT(said.size(), 700u);
  EXPECT_THAT(said, HasSubstr("and 2 more"));
}

TEST_F(HarTransportTest, SaysThatAnEntryWasExportedWithoutItsBody) {
  json empty = entry("https://a.org/x", "");
  empty["response"]["content"] = {{"size", 100}, {"mimeType", "text/xml"}};
  HarTransport transport = replay({empty});
  EXPECT_THAT(mismatch(transport, get_request("https://a.org/x")), HasSubstr("entry 1 holds no response body"));
}

TEST_F(HarTransportTest, TellsItsFirstMomentInUtc) {
  json early = entry("https://a.org/x", "");
  early["startedDateTime"] = "2026-09-01T13:00:00.000+02:00";
  EXPECT_EQ(replay({entry("https://a.org/x", ""), early}).first_started(), "2026-09-01T11:00:00.000Z");
}
}  // namespace
