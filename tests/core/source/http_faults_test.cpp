// What the transport says of a server that misbehaves: one clause, and whether another try may help.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <zlib.h>

#include <chrono>
#include <thread>

#include "tests/core/source/http_client.h"
#include "tests/core/source/loopback_server.h"
#include "tests/core/source/raw_server.h"

namespace {
using namespace evigraft;
using namespace evigraft::test;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::StartsWith;

void expect_failure(const Exchange& got, const std::string& clause, bool transient) {
  EXPECT_EQ(got.failure, clause);
  EXPECT_EQ(got.transient, transient);
  EXPECT_EQ(got.status, 0);
  EXPECT_TRUE(got.body.empty());
}

/// gzip of so many zeros, about a thousandth of the size.
std::string bomb(std::size_t size) {
  z_stream z{};
  EXPECT_EQ(deflateInit2(&z, 9, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY), Z_OK);
  const std::string zeros(1 << 20, '\0');
  std::string out(size / 500 + 1024, '\0');
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  for (std::size_t done = 0; done < size; done += zeros.size()) {
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(zeros.data()));
    z.avail_in = static_cast<uInt>(zeros.size());
    deflate(&z, done + zeros.size() < size ? Z_NO_FLUSH : Z_FINISH);
  }
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

TEST(HttpFaults, AResetConnectionMayBeTriedAgain) {
  RawServer server([](RawServer::Connection& connection) { connection.reset(); });
  HttpClient client;
  expect_failure(client.get(server.url()), "connection reset", true);
}

TEST(HttpFaults, AnAnswerThatNeverComesEndsAfterTheIdleLimit) {
  RawServer server([](RawServer::Connection& connection) { connection.hang(); });
  HttpClient client({.idle = milliseconds(200)});
  expect_failure(client.get(server.url()), "no answer within 0.2 s", true);
}

TEST(HttpFaults, ABodyThatStopsHalfWayEndsAfterTheIdleLimit) {
  RawServer server([](RawServer::Connection& connection) {
    connection.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
    connection.hang();
  });
  HttpClient client({.idle = milliseconds(200)});
  expect_failure(client.get(server.url()), "no further byte within 0.2 s", true);
}

TEST(HttpFaults, ADripEndsAtTheTotalLimit) {
  LoopbackServer server;
  server.on("/d",
            [](const HttpAsked&) { return HttpAnswer{.body = std::string(1000, 'x'), .drip = milliseconds(20)}; });
  HttpClient client({.idle = milliseconds(1000), .total = milliseconds(400)});
  const Exchange got = client.get(server.url("/d"));
  expect_failure(got, "not complete within 0.4 s", true);
  EXPECT_GT(got.wire_bytes, 0u);
  EXPECT_LT(got.seconds, 2);
}

TEST(HttpFaults, ATruncatedBodyMayBeTriedAgain) {
  LoopbackServer server;
  server.on("/t", [](const HttpAsked&) { return HttpAnswer{.body = std::string(1000, 'x'), .cut_after = 600}; });
  HttpClient client;
  expect_failure(client.get(server.url("/t")), "cut short after 600 bytes of the body", true);
}

TEST(HttpFaults, AChunkedBodyWithoutItsEndIsTruncated) {
  RawServer server([](RawServer::Connection& connection) {
    connection.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
  });
  HttpClient client;
  expect_failure(client.get(server.url()), "cut short after 5 bytes of the body", true);
}

TEST(HttpFaults, ATooLongContentLengthIsATruncation) {
  RawServer server([](RawServer::Connection& connection) {
    connection.say("HTTP/1.1 200 OK\r\nContent-Length: 50\r\nConnection: close\r\n\r\n<a/>");
  });
  HttpClient client;
  expect_failure(client.get(server.url()), "cut short after 4 bytes of the body", true);
}

TEST(HttpFaults, ATooShortContentLengthCutsTheBodyAndLeftoversFailTheNextAnswer) {
  RawServer server([](RawServer::Connection& connection) {
    connection.say("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n{\"a\"");
    connection.say(":1}");
    connection.hang();
  });
  HttpClient client;
  for (int i = 0; i < 5; ++i) {
    const Exchange got = client.get(server.url());
    if (got.failure.empty())
      EXPECT_EQ(got.body, "{\"a\"");  // no JSON any more: the source rejects it
    else
      expect_failure(got, "not an HTTP answer", true);  // the rest lay in the way of the next answer
  }
}

TEST(HttpFaults, AnAnswerWithoutASingleByteMayBeTriedAgain) {
  RawServer server([](RawServer::Connection& connection) { connection.say(""); });
  HttpClient client;
  expect_failure(client.get(server.url()), "connection closed without an answer", true);
}

TEST(HttpFaults, WhatIsNoHttpIsSaidToBeNone) {
  RawServer server([](RawServer::Connection& connection) { connection.say("SSH-2.0-OpenSSH_9.2\r\n"); });
  HttpClient client;
  expect_failure(client.get(server.url()), "not an HTTP answer", true);
}

TEST(HttpFaults, AGzipBombStopsAtTheLimitAfterDecompression) {
  LoopbackServer server;
  const std::string body = bomb(64 << 20);
  ASSERT_LT(body.size(), 100'000u);
  server.on("/b", [&](const HttpAsked&) {
    return HttpAnswer{.body = body, .headers = {{"Content-Encoding", "gzip"}}};
  });
  HttpClient client({.body_bytes = 1 << 20});
  expect_failure(client.get(server.url("/b")), "larger than 1 MiB when decompressed", false);
}

TEST(HttpFaults, ABodyAnnouncedTooLargeIsNotEvenBegun) {
  LoopbackServer server;
  server.on("/b", [](const HttpAsked&) { return HttpAnswer{.body = std::string(5000, 'x')}; });
  HttpClient client({.wire_bytes = 4096});
  const Exchange got = client.get(server.url("/b"));
  expect_failure(got, "larger than 4 KiB on the wire", false);
  EXPECT_EQ(got.wire_bytes, 0u);
}

TEST(HttpFaults, ABodyWithoutEndStopsAtTheLimitOnTheWire) {
  RawServer server([](RawServer::Connection& connection) {
    connection.say("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
    while (connection.say(std::string(10'000, 'x'))) {
    }
  });
  HttpClient client({.wire_bytes = 100'000});
  expect_failure(client.get(server.url()), "larger than 100000 bytes on the wire", false);
}

TEST(HttpFaults, HeadersWithoutEndStopAtTheirLimit) {
  RawServer server([](RawServer::Connection& connection) {
    connection.say("HTTP/1.1 200 OK\r\n");
    while (connection.say("X-More: and more\r\n")) {
    }
  });
  HttpClient client({.header_bytes = 10 << 10});
  expect_failure(client.get(server.url()), "headers larger than 10 KiB", false);
}

TEST(HttpFaults, AHeaderLineWithoutEndIsStopped) {
  RawServer server([](RawServer::Connection& connection) {
    connection.say("HTTP/1.1 200 OK\r\nX-Long: ");
    while (connection.say(std::string(10'000, 'x'))) {
    }
  });
  HttpClient client;
  expect_failure(client.get(server.url()), "a header line longer than curl takes", false);
}

TEST(HttpFaults, AnEndlessRowOfInterimAnswersIsStopped) {
  RawServer server([](RawServer::Connection& connection) {
    while (connection.say("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")) {
    }
  });
  HttpClient client({.header_bytes = 10 << 10});
  expect_failure(client.get(server.url()), "headers larger than 10 KiB", false);
}

TEST(HttpFaults, DamagedAndUnfinishedCompressionMayBeTriedAgain) {
  LoopbackServer server;
  const std::string whole = bomb(1 << 20);
  std::string body;
  server.on("/z", [&](const HttpAsked&) {
    return HttpAnswer{.body = body, .headers = {{"Content-Encoding", "gzip"}}};
  });
  HttpClient client;
  body = "<html>not gzip</html>";
  expect_failure(client.get(server.url("/z")), "damaged compression", true);
  body = whole.substr(0, whole.size() - 4);
  expect_failure(client.get(server.url("/z")), "cut short: the compressed body has no end", true);
  body = whole;
  body[body.size() - 6] ^= 1;  // the checksum
  expect_failure(client.get(server.url("/z")), "damaged compression", true);
}

TEST(HttpFaults, AnEncodingThatWasNotAskedForIsRefused) {
  LoopbackServer server;
  server.on("/z", [](const HttpAsked&) { return HttpAnswer{.body = "x", .headers = {{"Content-Encoding", "br"}}}; });
  HttpClient client;
  expect_failure(client.get(server.url("/z")), "in an encoding that was not asked for", false);
}

TEST(HttpFaults, ARefusedConnectionNamesTheHostAndNoPartOfTheQuery) {
  int port = 0;
  { port = LoopbackServer().port(); }
  HttpClient client;
  expect_failure(client.get("http://127.0.0.1:" + std::to_string(port) + "/?api_key=SECRET"),
                 "connection refused on the way to 127.0.0.1", true);
}

TEST(HttpFaults, ANameThatCannotBeResolvedIsSaid) {
  HttpClient client({.connect = milliseconds(2000)});
  WireRequest request = get_request("https://no-such-host.invalid/?api_key=SECRET");
  request.starts_per_second = 10;
  const Exchange got = ask(client.transport, request);
  EXPECT_THAT(got.failure, testing::AnyOf(StartsWith("the name no-such-host.invalid cannot be resolved"),
                                          StartsWith("no connection to no-such-host.invalid"),
                                          StartsWith("the name of the proxy cannot be resolved")));
  EXPECT_TRUE(got.transient);
}

TEST(HttpFaults, AServerThatSpeaksNoTlsIsSaid) {
  LoopbackServer plain;
  HttpClient client;
  const Exchange got = client.get("https://127.0.0.1:" + std::to_string(plain.port()) + "/?api_key=SECRET");
  EXPECT_THAT(got.failure, StartsWith("no TLS connection to 127.0.0.1"));
  EXPECT_EQ(got.failure.find("SECRET"), std::string::npos);
  EXPECT_TRUE(got.transient);
}
}  // namespace
