#include "source/secrets.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "source/wire.h"

namespace {
using namespace evigraft;
using testing::HasSubstr;
using testing::Not;

std::string masked(std::string text, const Secrets& secrets) {
  mask_secrets(text, secrets);
  return text;
}

TEST(MaskSecrets, FindsEverySpellingAServerEchoes) {
  const Secrets secrets = {{"KEY", "a+b/c&d"}};
  EXPECT_EQ(masked("k=a+b/c&d;", secrets), "k=${KEY};");
  EXPECT_EQ(masked("k=a%2Bb%2Fc%26d;", secrets), "k=${KEY};");
  EXPECT_EQ(masked("k=%61%2bb%2fc%26d;", secrets), "k=${KEY};");
  EXPECT_EQ(masked("k=a+b/c&amp;d;", secrets), "k=${KEY};");
  EXPECT_EQ(masked(R"({"k":"a+b\/c&d"})", secrets), R"({"k":"${KEY}"})");
  EXPECT_EQ(masked(R"({"k":"a\u002bb/c\u0026d"})", secrets), R"({"k":"${KEY}"})");
}

TEST(MaskSecrets, LeavesEverythingElseAlone) {
  std::string text = "a+b/c 100% & more \\";
  EXPECT_FALSE(mask_secrets(text, {{"KEY", "a+b/cd"}, {"UNSET", ""}}));
  EXPECT_EQ(text, "a+b/c 100% & more \\");
}

TEST(MaskSecrets, MasksTheLongerOfTwoThatBeginAlike) {
  EXPECT_EQ(masked("secret and secret-two", {{"A", "secret"}, {"B", "secret-two"}}), "${A} and ${B}");
}

RC_GTEST_PROP(MaskSecrets, NoEncodedSecretSurvives, (const std::string& before, const std::string& after)) {
  const auto secret = "K" + *rc::gen::container<std::string>(12, rc::gen::inRange<char>('!', '~'));
  for (const std::string& spelled : {secret, percent_encoded(secret)}) {
    std::string text = before + spelled + after;
    RC_ASSERT(mask_secrets(text, {{"KEY", secret}}));
    RC_ASSERT(text.find(spelled) == std::string::npos);
  }
}

SourceInfo shelf() {
  SourceInfo info;
  info.id = "shelf";
  info.base_url = "https://shelf.example/api/";
  info.key_name = "SHELF_KEY";
  info.requests_per_second = 3;
  info.requests_per_second_with_key = 10;
  return info;
}

FetchOptions with_key(const std::string& base_url = {}) {
  FetchOptions options;
  options.base_url = base_url;
  options.secrets = {{"SHELF_KEY", "s3cr3t"}, {"OTHER_KEY", "0th3r"}};
  return options;
}

const Request keyed{.path = "search", .parameters = {{"q", "fat"}, {"api_key", "${SHELF_KEY}"}}};

std::string url_at(const std::string& base_url) {
  return wire_request(destination(shelf(), with_key(base_url)), keyed).url;
}

std::string refusal_at(const std::string& base_url) {
  try {
    destination(shelf(), with_key(base_url));
  } catch (const Error& e) {
    return e.kind() == Error::Kind::configuration ? e.what() : "another kind";
  }
  return "";
}

TEST(Wire, FillsTheKeyInOnTheWireOnly) {
  const WireRequest wire = wire_request(destination(shelf(), with_key()), keyed);
  EXPECT_EQ(wire.url, "https://shelf.example/api/search?q=fat&api_key=s3cr3t");
  EXPECT_EQ(wire.url_shown, "https://shelf.example/api/search?q=fat&api_key=${SHELF_KEY}");
  EXPECT_THAT(wire.pace_key, Not(HasSubstr("s3cr3t")));
}

TEST(Wire, TheKeyGoesToItsOwnHostByHttpsOrToLoopbackAndNowhereElse) {
  EXPECT_THAT(url_at("https://shelf.example/mirror/"), HasSubstr("s3cr3t"));
  EXPECT_THAT(url_at("http://127.0.0.1:8099/"), HasSubstr("s3cr3t"));
  EXPECT_EQ(url_at("https://evil.example/"), "https://evil.example/search?q=fat");
  EXPECT_EQ(url_at("https://shelf.example.evil.org/"), "https://shelf.example.evil.org/search?q=fat");
  EXPECT_EQ(url_at("https://shelf.example:8443/"), "https://shelf.example:8443/search?q=fat");
}

TEST(Wire, DropsAParameterOrHeaderWhoseValueIsNotSet) {
  FetchOptions options;
  const Request request{.path = "search",
                        .parameters = {{"q", "fat"}, {"api_key", "${SHELF_KEY}"}, {"email", "${EVIGRAFT_EMAIL}"}},
                        .headers = {{"authorization", "Bearer ${SHELF_KEY}"}, {"accept", "text/xml"}}};
  const WireRequest wire = wire_request(destination(shelf(), options), request);
  EXPECT_EQ(wire.url, "https://shelf.example/api/search?q=fat");
  EXPECT_EQ(wire.headers, (Pairs{{"accept", "text/xml"}}));
  options = with_key();
  EXPECT_EQ(wire_request(destination(shelf(), options), request).headers[0].second, "Bearer s3cr3t");
  EXPECT_EQ(wire_request(destination(shelf(), options), request).headers_shown[0].second, "Bearer ${SHELF_KEY}");
}

TEST(Wire, ASourceMayOnlyUseTheCredentialItDeclares) {
  const Destination there = destination(shelf(), with_key());
  EXPECT_THROW(wire_request(there, {.path = "x", .parameters = {{"k", "${OTHER_KEY}"}}}), Error);
  EXPECT_THROW(wire_request(there, {.path = "x", .headers = {{"k", "v ${HOME}"}}}), Error);
}

TEST(Wire, APlaceholderInsideAQueryTextIsText) {
  const WireRequest wire =
      wire_request(destination(shelf(), with_key()), {.path = "x", .parameters = {{"q", "cost ${SHELF_KEY}"}}});
  EXPECT_THAT(wire.url, HasSubstr("q=cost%20%24%7BSHELF_KEY%7D"));
}

TEST(Wire, EncodesPathAndParametersByRfc3986) {
  const WireRequest wire = wire_request(
      destination(shelf(), {}), {.path = "works/10.1002/(x)<1> #?%", .parameters = {{"a b", "1+1&2=3~\u00e9"}}});
  EXPECT_EQ(wire.url, "https://shelf.example/api/works/10.1002/(x)%3C1%3E%20%23%3F%25?a%20b=1%2B1%262%3D3~%C3%A9");
}

TEST(Wire, PostsParametersAsAFormUnlessThereIsABody) {
  Request request = keyed;
  request.method = Method::post;
  WireRequest wire = wire_request(destination(shelf(), with_key()), request);
  EXPECT_EQ(wire.url, "https://shelf.example/api/search");
  EXPECT_EQ(wire.body, "q=fat&api_key=s3cr3t");
  EXPECT_EQ(wire.body_shown, "q=fat&api_key=${SHELF_KEY}");
  EXPECT_EQ(wire.body_type, "application/x-www-form-urlencoded");
  request.body = "{}";
  request.headers = {{"Content-Type", "application/json"}};
  wire = wire_request(destination(shelf(), with_key()), request);
  EXPECT_EQ(wire.url, "https://shelf.example/api/search?q=fat&api_key=s3cr3t");
  EXPECT_EQ(wire.body, "{}");
  EXPECT_EQ(wire.body_type, "application/json");
  EXPECT_TRUE(wire.headers.empty());
}

TEST(Wire, RefusesABaseAddressThatIsNeitherHttpsNorLoopback) {
  for (const char* base : {"http://shelf.example/", "http://127.0.0.1.evil.org/", "ftp://127.0.0.1/", "shelf.example",
                           "https://user:pw@shelf.example/", "https://shelf.example/?a=b", "https://shelf.example/#x"})
    EXPECT_THAT(refusal_at(base), HasSubstr("base address of shelf")) << base;
  for (const char* base :
       {"http://127.0.0.1:8099/x", "http://localhost/", "http://[::1]:80/", "https://mirror.example"})
    EXPECT_EQ(refusal_at(base), "") << base;
}

TEST(Wire, GoesFasterThanTheServiceAllowsOnlyToLoopback) {
  FetchOptions options = with_key();
  options.starts_per_second = 50;
  EXPECT_THROW(destination(shelf(), options), Error);
  options.base_url = "http://127.0.0.1:8099/";
  EXPECT_EQ(destination(shelf(), options).starts_per_second, 50);
  options.base_url.clear();
  options.starts_per_second = 1;
  EXPECT_EQ(destination(shelf(), options).starts_per_second, 1);
}

TEST(Wire, PacesByHostAndCredential) {
  FetchOptions none;
  EXPECT_EQ(destination(shelf(), none).pace_key, "shelf.example");
  EXPECT_EQ(destination(shelf(), none).starts_per_second, 3);
  const Destination keyed_pace = destination(shelf(), with_key());
  EXPECT_THAT(keyed_pace.pace_key, HasSubstr("shelf.example#"));
  EXPECT_EQ(keyed_pace.starts_per_second, 10);
  none.base_url = "http://127.0.0.1:8099/";
  EXPECT_EQ(destination(shelf(), none).pace_key, "127.0.0.1:8099");
}

TEST(Wire, RefusesACredentialThatCannotBeMaskedWithoutShowingIt) {
  FetchOptions options;
  options.secrets = {{"SHELF_KEY", "q7"}};
  try {
    destination(shelf(), options);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind(), Error::Kind::configuration);
    EXPECT_THAT(e.what(), HasSubstr("SHELF_KEY"));
    EXPECT_THAT(e.what(), Not(HasSubstr("q7")));
  }
}
}  // namespace
