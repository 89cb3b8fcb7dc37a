// A run recorded and replayed, and files that people bring.
#include "source/har.h"

#include <evigraft/error.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "source/base64.h"
#include "source/har_transport.h"
#include "tests/core/source/http_client.h"
#include "tests/core/source/loopback_server.h"

namespace {
using namespace evigraft;
using namespace evigraft::test;
using nlohmann::json;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kSecret = "s3cr3t+key/0123";
constexpr const char* kSecretEncoded = "s3cr3t%2Bkey%2F0123";

std::string read_text(const std::filesystem::path& file) {
  std::ostringstream out;
  out << std::ifstream(file, std::ios::binary).rdbuf();
  return out.str();
}

std::string what_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), Error::Kind::data);
    return error.what();
  }
  ADD_FAILURE() << "no error";
  return {};
}

/// A request with a key in its query, header and body.
WireRequest secret_request(const std::string& url) {
  const std::string key = kSecretEncoded;
  WireRequest request = post_request(url + "?api_key=" + key, "id=1&key=" + key);
  request.url_shown = url + "?api_key=${NCBI_API_KEY}";
  request.body_shown = "id=1&key=${NCBI_API_KEY}";
  request.headers = {{"X-Key", kSecret}, {"Authorization", "Basic abc"}, {"Accept", "text/xml"}};
  request.headers_shown = {{"X-Key", "${NCBI_API_KEY}"}, {"Authorization", "Basic abc"}, {"Accept", "text/xml"}};
  request.secrets = {{"NCBI_API_KEY", kSecret}};
  return request;
}

class HarTest : public testing::Test {
 protected:
  std::filesystem::path write(const std::string& text) {
    std::ofstream(file_, std::ios::binary) << text;
    return file_;
  }
  json recorded() { return json::parse(read_text(file_)).at("log"); }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "run.har";
  LoopbackServer server_;  // outlives the client: it waits 5 s for connections that are kept open
  HttpClient client_;
};

TEST_F(HarTest, HoldsEverythingHar12Requires) {
  server_.on("/a", [](const HttpAsked&) { return HttpAnswer{.body = "{\"n\":1}", .headers = {{"X-A", "b"}}}; });
  HarRecorder recorder(client_.transport, file_, "9.9");
  ask(recorder, get_request(server_.url("/a?x=1&y=%20")));
  ask(recorder, post_request(server_.url("/a"), "p=q"));
  recorder.finish();
  const json log = recorded();
  EXPECT_EQ(log.at("version"), "1.2");
  EXPECT_EQ(log.at("creator"), (json{{"name", "evigraft"}, {"version", "9.9"}}));
  ASSERT_EQ(log.at("entries").size(), 2u);
  for (const json& entry : log.at("entries")) {
    EXPECT_TRUE(entry.at("startedDateTime").is_string());
    EXPECT_GT(entry.at("time").get<double>(), 0);
    EXPECT_TRUE(entry.at("cache").is_object());
    for (const char* name : {"send", "wait", "receive"}) EXPECT_GE(entry.at("timings").at(name).get<double>(), 0);
    for (const char* name :
         {"method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize"})
      EXPECT_TRUE(entry.at("request").contains(name)) << name;
    for (const char* name : {"status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL",
                             "headersSize", "bodySize"})
      EXPECT_TRUE(entry.at("response").contains(name)) << name;
    for (const char* name : {"size", "mimeType", "text"})
      EXPECT_TRUE(entry.at("response").at("content").contains(name)) << name;
  }
  const json query = log["entries"][0]["request"]["queryString"];
  EXPECT_EQ(query, (json{{{"name", "x"}, {"value", "1"}}, {{"name", "y"}, {"value", "%20"}}}));
  EXPECT_EQ(log["entries"][1]["request"]["postData"],
            (json{{"mimeType", "application/x-www-form-urlencoded"}, {"text", "p=q"}}));
}

TEST_F(HarTest, HoldsNoSecretInAnySpelling) {
  server_.on("/a", [](const HttpAsked& asked) {
    return HttpAnswer{.status = 429,
                      .body = "{\"api-key\":\"" + asked.parameter("api_key") + "\"}",
                      .headers = {{"X-Echo", asked.header("x-key")}, {"Set-Cookie", "session=abc"}}};
  });
  HarRecorder recorder(client_.transport, file_, "9.9");
  const Exchange got = ask(recorder, secret_request(server_.url("/a")));
  EXPECT_THAT(got.body, HasSubstr(kSecret));  // the server did echo it
  recorder.finish();
  const std::string text = read_text(file_);
  for (const char* hidden : {kSecret, kSecretEncoded, "s3cr3t", "Basic abc", "session=abc"})
    EXPECT_THAT(text, Not(HasSubstr(hidden)));
  EXPECT_THAT(text, HasSubstr("${NCBI_API_KEY}"));
}

TEST_F(HarTest, ReplaysWhatItRecordedToTheByte) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  const std::vector<std::string> bodies = {"", "text", "\xc3\xa9t\xc3\xa9 \xe2\x80\xa6", bytes, "\xff\xfe", "a\0b"};
  std::size_t next = 0;
  server_.on("/a", [&](const HttpAsked&) {
    return HttpAnswer{.status = 200, .body = bodies[next++], .headers = {{"Retry-After", "7"}}};
  });
  std::vector<Exchange> live;
  HarRecorder recorder(client_.transport, file_, "9.9");
  for (std::size_t i = 0; i < bodies.size(); ++i)
    live.push_back(ask(recorder, get_request(server_.url("/a?i=" + std::to_string(i)))));
  recorder.finish();

  HarTransport replay(file_);
  EXPECT_EQ(replay.first_started(), live[0].started_at);
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    const Exchange again = ask(replay, get_request(server_.url("/a?i=" + std::to_string(i))));
    EXPECT_EQ(again.status, live[i].status);
    EXPECT_EQ(again.headers, live[i].headers);
    EXPECT_EQ(again.body, bodies[i]);
    EXPECT_EQ(again.wire_bytes, live[i].wire_bytes);
    EXPECT_EQ(again.started_at, live[i].started_at);
    EXPECT_EQ(again.retry_after_seconds, 7);
  }
}

TEST_F(HarTest, ReplaysAFailureAsTheFailureItWas) {
  HarRecorder recorder(client_.transport, file_, "9.9");
  int port = 0;
  { port = LoopbackServer().port(); }
  const Exchange live = ask(recorder, get_request("http://127.0.0.1:" + std::to_string(port) + "/"));
  recorder.finish();
  EXPECT_EQ(recorded()["entries"][0]["response"]["status"], 0);
  HarTransport replay(file_);
  const Exchange again = ask(replay, get_request("http://127.0.0.1:1/"));
  EXPECT_EQ(again.failure, live.failure);
  EXPECT_TRUE(again.transient);
  EXPECT_EQ(again.status, 0);
}

TEST_F(HarTest, LeavesAnEarlierRecordingAloneUntilItIsFinished) {
  write("earlier");
  {
    HarRecorder recorder(client_.transport, file_, "9.9");
    ask(recorder, get_request(server_.url("/")));
    EXPECT_EQ(read_text(file_), "earlier");
  }
  EXPECT_EQ(read_text(file_), "earlier");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 1);
}

TEST_F(HarTest, SaysBeforeTheFirstRequestThatItCannotWrite) {
  EXPECT_THROW(HarRecorder(client_.transport, folder_.path() / "none" / "run.har", "9.9"), Error);
  EXPECT_THROW(HarRecorder(client_.transport, folder_.path(), "9.9"), Error);
}

TEST_F(HarTest, AFileThatIsNoUsableHarIsOneClearSentence) {
  const auto said = [&](const std::string& text) { return what_of([&] { HarTransport replay(write(text)); }); };
  const std::string head = R"({"log":{"entries":[)", tail = "]}}";
  const std::string request = R"("request":{"method":"GET","url":"https://a.org/"})";
  EXPECT_THAT(said(""), HasSubstr("not JSON"));
  EXPECT_THAT(said("<html>"), HasSubstr("not JSON (at byte 1)"));
  EXPECT_THAT(said(std::string(100'000, '[')), HasSubstr("not JSON"));
  EXPECT_THAT(said("[]"), HasSubstr("no log"));
  EXPECT_THAT(said(R"({"log":{}})"), HasSubstr("no log.entries"));
  EXPECT_THAT(said(R"({"log":{"entries":{}}})"), HasSubstr("no log.entries"));
  EXPECT_THAT(said(head + tail), HasSubstr("holds no entries"));
  EXPECT_THAT(said(head + "7" + tail), HasSubstr("entry 1 has no entry.request"));
  EXPECT_THAT(said(head + "{}" + tail), HasSubstr("entry 1 has no entry.request"));
  EXPECT_THAT(said(head + R"({"request":{},"response":{}})" + tail), HasSubstr("no request.method"));
  EXPECT_THAT(said(head + "{" + request + R"(,"response":{}})" + tail), HasSubstr("no entry.startedDateTime"));
  EXPECT_THAT(said(head + "{" + request + R"(,"response":{},"startedDateTime":"now"})" + tail), HasSubstr("ISO 8601"));
  const std::string started = R"(,"startedDateTime":"2026-09-01T12:00:00Z")";
  EXPECT_THAT(said(head + "{" + request + started + R"(,"response":{"status":"200"}})" + tail),
              HasSubstr("no response.status"));
  EXPECT_THAT(said(head + "{" + request + started + R"(,"response":{"status":200}})" + tail),
              HasSubstr("no response.content"));
  EXPECT_THAT(said(head + "{" + request + started +
                   R"(,"response":{"status":200,"content":{"text":"%%","encoding":"base64"}}})" + tail),
              HasSubstr("no base64"));
  EXPECT_THAT(said(head + "{" + request + started + R"(,"response":{"status":-1,"content":{}}})" + tail),
              HasSubstr("no HTTP status"));
}

TEST_F(HarTest, AFileThatIsMissingTooLargeOrNoFileIsOneClearSentence) {
  EXPECT_THAT(what_of([&] { read_har(folder_.path() / "none.har"); }), HasSubstr("cannot be read"));
  EXPECT_THAT(what_of([&] { read_har(folder_.path()); }), HasSubstr("not a file"));
  write(std::string((2 << 20) + 1, ' '));
  EXPECT_THAT(what_of([&] { read_har(file_, 2 << 20); }), HasSubstr("larger than 2 MiB"));
}

TEST(Base64, GivesTheVectorsOfRfc4648) {
  const std::vector<std::pair<std::string, std::string>> vectors = {{"", ""},
                                                                    {"f", "Zg=="},
                                                                    {"fo", "Zm8="},
                                                                    {"foo", "Zm9v"},
                                                                    {"foob", "Zm9vYg=="},
                                                                    {"fooba", "Zm9vYmE="},
                                                                    {"foobar", "Zm9vYmFy"},
                                                                    {"\xff\xfe\xfd", "//79"}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(to_base64(bytes), text);
    EXPECT_EQ(from_base64(text), bytes);
  }
  for (const char* bad : {"Z", "Zg", "Zg=", "Zg===", "====", "Z!==", "Zg==Zg=="}) EXPECT_FALSE(from_base64(bad)) << bad;
}
}  // namespace
