// What goes out and what comes back when the server behaves.
#include "source/http_transport.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <chrono>
#include <vector>

#include "source/timestamp.h"
#include "tests/core/source/http_client.h"
#include "tests/core/source/loopback_server.h"

namespace {
using namespace evigraft;
using namespace evigraft::test;
using std::chrono::milliseconds;
using testing::Contains;
using testing::HasSubstr;
using testing::Pair;

std::string header(const Exchange& exchange, const std::string& name) {
  for (const auto& [key, value] : exchange.headers)
    if (key == name) return value;
  return {};
}

/// zlib's own compressor: 15 + 16 gzip, 15 zlib, -15 raw deflate.
std::string compressed(const std::string& text, int window_bits) {
  z_stream z{};
  EXPECT_EQ(deflateInit2(&z, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&z, static_cast<uLong>(text.size())) + 64, '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&z, Z_FINISH), Z_STREAM_END);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

TEST(HttpTransport, BringsStatusHeadersAndBodyOfAnAnswer) {
  LoopbackServer server;
  server.on("/a", [](const HttpAsked&) {
    return HttpAnswer{.body = "{\"n\": 1}", .headers = {{"X-RateLimit-Limit", "10"}}};
  });
  HttpClient client;
  const Exchange got = client.get(server.url("/a?x=1"));
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.body, "{\"n\": 1}");
  EXPECT_EQ(got.failure, "");
  EXPECT_EQ(got.wire_bytes, 8u);
  EXPECT_THAT(got.headers, Contains(Pair("x-ratelimit-limit", "10")));
  EXPECT_TRUE(parse_iso(got.started_at).has_value());
  EXPECT_GT(got.seconds, 0);
}

TEST(HttpTransport, GivesEveryStatusToTheCallerUnjudged) {
  LoopbackServer server;
  int status = 0;
  server.on("/s", [&](const HttpAsked&) {
    const bool has_body = status != 204 && status != 304;  // RFC 9110 6.4.1
    return HttpAnswer{.status = status, .body = has_body ? "<html>" : ""};
  });
  HttpClient client;
  for (const int each : {200, 204, 300, 304, 400, 401, 403, 404, 429, 500, 502, 503, 504}) {
    status = each;
    const Exchange got = client.get(server.url("/s"));
    EXPECT_EQ(got.status, each);
    EXPECT_EQ(got.failure, "");
  }
}

TEST(HttpTransport, PostsTheBodyWithItsTypeAndTheCallersHeaders) {
  LoopbackServer server;
  server.on("/p", [](const HttpAsked&) { return HttpAnswer{}; });
  HttpClient client;
  WireRequest request = post_request(server.url("/p"), "db=pubmed&id=1%2C2");
  request.headers = {{"Accept", "application/xml"}};
  ask(client.transport, request);
  const HttpAsked asked = server.asked("/p").at(0);
  EXPECT_EQ(asked.method, "POST");
  EXPECT_EQ(asked.body, "db=pubmed&id=1%2C2");
  EXPECT_EQ(asked.parameter("id"), "1,2");
  EXPECT_EQ(asked.header("content-type"), "application/x-www-form-urlencoded");
  EXPECT_EQ(asked.header("accept"), "application/xml");
  EXPECT_EQ(asked.header("expect"), "");
}

TEST(HttpTransport, SaysWhoItIsAndAsksForCompression) {
  LoopbackServer server;
  HttpClient client;
  client.get(server.url("/"));
  const HttpAsked asked = server.asked().at(0);
  EXPECT_EQ(asked.header("user-agent"), "evigraft/test");
  EXPECT_EQ(asked.header("accept-encoding"), "gzip, deflate");
}

TEST(UserAgent, CarriesTheAddressOnlyWhenGivenAndUsable) {
  EXPECT_EQ(user_agent("0.1.0", ""), "evigraft/0.1.0");
  EXPECT_EQ(user_agent("0.1.0", "a@b.org"), "evigraft/0.1.0 (mailto:a@b.org)");
  EXPECT_THROW(user_agent("0.1.0", "a@b.org\r\nX-Evil: 1"), Error);
}

TEST(HttpTransport, DecompressesGzipInSeveralMembersAndBothFormsOfDeflate) {
  LoopbackServer server;
  const std::string text(100'000, 'x');
  const std::vector<std::pair<std::string, std::string>> bodies = {
      {"gzip", compressed(text, 31)},
      {"x-gzip", compressed(text.substr(0, 40'000), 31) + compressed(text.substr(40'000), 31)},
      {"deflate", compressed(text, 15)},
      {"deflate", compressed(text, -15)}};
  HttpClient client;
  for (const auto& [coding, body] : bodies) {
    server.on("/z", [&, coding = coding, body = body](const HttpAsked&) {
      return HttpAnswer{.body = body, .headers = {{"Content-Encoding", coding}}};
    });
    const Exchange got = client.get(server.url("/z"));
    EXPECT_EQ(got.body, text) << coding;
    EXPECT_EQ(got.wire_bytes, body.size());
  }
}

TEST(HttpTransport, ReportsRetryAfterInSecondsAndAsADate) {
  LoopbackServer server;
  HttpClient client;
  std::vector<std::pair<std::string, std::string>> headers;
  server.on("/r", [&](const HttpAsked&) { return HttpAnswer{.status = 429, .headers = headers}; });
  headers = {{"Retry-After", "7"}};
  EXPECT_EQ(client.get(server.url("/r")).retry_after_seconds, 7);
  headers = {{"Date", "Sun, 06 Nov 1994 08:49:07 GMT"}, {"Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"}};
  EXPECT_EQ(client.get(server.url("/r")).retry_after_seconds, 30);
  headers = {};
  EXPECT_EQ(client.get(server.url("/r")).retry_after_seconds, std::nullopt);
}

TEST(HttpTransport, WaitsTheDelayBeforeARequestAndNoLonger) {
  LoopbackServer server;
  HttpClient client;
  const auto began = std::chrono::steady_clock::now();
  client.transport.send(get_request(server.url("/")), milliseconds(150));
  EXPECT_TRUE(client.transport.wait(milliseconds(50)).empty());
  EXPECT_EQ(server.count(), 0);
  EXPECT_EQ(client.transport.wait(std::chrono::seconds(10)).size(), 1u);
  EXPECT_GE(server.asked().at(0).at - began, milliseconds(150));
}

TEST(HttpTransport, IsEmptyAtOnceWhenNothingIsQueued) {
  HttpClient client;
  EXPECT_TRUE(client.transport.wait(std::chrono::hours(1)).empty());
}

TEST(HttpTransport, KeepsSeveralInFlightSoThatLatencyDoesNotSetThePace) {
  constexpr milliseconds latency{1500};
  LoopbackServer server;
  server.on("/l", [&](const HttpAsked&) { return HttpAnswer{.latency = latency}; });
  HttpClient client;
  for (std::uint64_t i = 0; i < 4; ++i) {
    WireRequest request = get_request(server.url("/l"));
    request.ticket = i;
    request.starts_per_second = 20;
    client.transport.send(request, milliseconds(0));
  }
  std::size_t done = 0;
  while (done < 4) done += client.transport.wait(std::chrono::seconds(10)).size();
  // All were asked before the first was answered.
  EXPECT_LT(server.asked().at(3).at - server.asked().at(0).at, latency);
}

TEST(HttpTransport, NeverHasMoreInFlightThanItsLimit) {
  LoopbackServer server;
  server.on("/l", [](const HttpAsked&) { return HttpAnswer{.latency = milliseconds(100)}; });
  TemporaryFolder folder;
  HttpTransport transport({.user_agent = "evigraft/test", .pace_folder = folder.path(), .in_flight = 2});
  for (int i = 0; i < 6; ++i) transport.send(get_request(server.url("/l")), milliseconds(0));
  std::size_t done = 0;
  while (done < 6) done += transport.wait(std::chrono::seconds(10)).size();
  const auto asked = server.asked();
  for (std::size_t i = 2; i < asked.size(); ++i) EXPECT_GE(asked[i].at - asked[i - 2].at, milliseconds(95));
}

TEST(HttpTransport, ForgetsWhatItAbandons) {
  LoopbackServer server;
  server.on("/l", [](const HttpAsked&) { return HttpAnswer{.latency = milliseconds(200)}; });
  HttpClient client;
  client.transport.send(get_request(server.url("/l")), milliseconds(0));
  client.transport.send(get_request(server.url("/l")), std::chrono::hours(1));
  client.transport.wait(milliseconds(20));
  client.transport.abandon();
  EXPECT_TRUE(client.transport.wait(std::chrono::seconds(10)).empty());
}

TEST(HttpTransport, RefusesPlainHttpBeyondLoopbackAndAnythingWithoutAPace) {
  HttpClient client;
  EXPECT_THAT(client.get("http://example.org/").failure, HasSubstr("only https"));
  EXPECT_THAT(client.get("ftp://example.org/").failure, HasSubstr("only https"));
  EXPECT_THAT(client.get("https://user:pw@example.org/").failure, HasSubstr("not a usable URL"));
  const Exchange unpaced = client.get("https://example.org/");
  EXPECT_EQ(unpaced.failure, "no pace is set for example.org");
  EXPECT_FALSE(unpaced.transient);
}

TEST(HttpTransport, RefusesHeadersThatWouldBreakOutOfTheirLine) {
  LoopbackServer server;
  HttpClient client;
  for (const auto& [name, value] : Pairs{{"X-A", "1\r\nX-B: 2"}, {"X A", "1"}, {"", "1"}, {"Host", "example.org"}}) {
    WireRequest request = get_request(server.url("/"));
    request.headers = {{name, value}};
    const Exchange got = ask(client.transport, request);
    EXPECT_NE(got.failure, "") << name;
    EXPECT_FALSE(got.transient);
  }
  EXPECT_EQ(server.count(), 0);
}

TEST(HttpTransport, FollowsARedirectOnTheSameHost) {
  LoopbackServer server;
  server.on("/old", [](const HttpAsked&) { return HttpAnswer{.status = 301, .headers = {{"Location", "/new?x=1"}}}; });
  server.on("/new", [](const HttpAsked& asked) { return HttpAnswer{.body = asked.method + asked.body}; });
  HttpClient client;
  EXPECT_EQ(client.get(server.url("/old")).body, "GET");
  EXPECT_EQ(ask(client.transport, post_request(server.url("/old"), "a=b")).body, "POSTa=b");
}

TEST(HttpTransport, AsksByGetAfterASeeOther) {
  LoopbackServer server;
  server.on("/job", [](const HttpAsked&) { return HttpAnswer{.status = 303, .headers = {{"Location", "/result"}}}; });
  server.on("/result", [](const HttpAsked& asked) { return HttpAnswer{.body = asked.method + asked.body}; });
  HttpClient client;
  EXPECT_EQ(ask(client.transport, post_request(server.url("/job"), "a=b")).body, "GET");
}

TEST(HttpTransport, FollowsNoRedirectToAnotherHostOrPort) {
  LoopbackServer server, other;
  HttpClient client;
  for (const std::string& target : {other.url("/"), "http://localhost:" + std::to_string(server.port()) + "/",
                                    std::string("https://example.org/"), std::string("file:///etc/passwd")}) {
    server.on("/old", [&](const HttpAsked&) { return HttpAnswer{.status = 302, .headers = {{"Location", target}}}; });
    const Exchange got = client.get(server.url("/old?api_key=SECRET"));
    EXPECT_EQ(got.status, 0);
    EXPECT_THAT(got.failure, HasSubstr("redirected")) << target;
    EXPECT_FALSE(got.transient);
    EXPECT_EQ(got.failure.find("SECRET"), std::string::npos);
  }
  EXPECT_EQ(other.count(), 0);
}

TEST(HttpTransport, GivesUpOnARedirectLoop) {
  LoopbackServer server;
  server.on("/loop", [](const HttpAsked&) { return HttpAnswer{.status = 302, .headers = {{"Location", "/loop"}}}; });
  HttpClient client;
  EXPECT_EQ(client.get(server.url("/loop")).failure, "redirected more than 5 times");
  EXPECT_EQ(server.count("/loop"), 6);
}

TEST(HttpTransport, GivesARedirectWithoutALocationToTheCaller) {
  LoopbackServer server;
  server.on("/r", [](const HttpAsked&) { return HttpAnswer{.status = 302}; });
  HttpClient client;
  EXPECT_EQ(client.get(server.url("/r")).status, 302);
}

TEST(HttpTransport, AnswersWithTheTicketOfItsRequest) {
  LoopbackServer server;
  server.on("/slow", [](const HttpAsked&) { return HttpAnswer{.body = "slow", .latency = milliseconds(200)}; });
  server.on("/fast", [](const HttpAsked&) { return HttpAnswer{.body = "fast"}; });
  HttpClient client;
  WireRequest slow = get_request(server.url("/slow")), fast = get_request(server.url("/fast"));
  slow.ticket = 11;
  fast.ticket = 12;
  client.transport.send(slow, milliseconds(0));
  client.transport.send(fast, milliseconds(0));
  const auto first = client.transport.wait(std::chrono::seconds(10));
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first[0].ticket, 12u);
  EXPECT_EQ(first[0].body, "fast");
  const auto second = client.transport.wait(std::chrono::seconds(10));
  ASSERT_EQ(second.size(), 1u);
  EXPECT_EQ(second[0].ticket, 11u);
  EXPECT_EQ(header(second[0], "content-type"), "application/json");
}
}  // namespace
