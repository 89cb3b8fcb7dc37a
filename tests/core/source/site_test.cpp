#include "source/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {
using namespace evigraft;
using testing::HasSubstr;

Address address(const std::string& url) {
  const auto parsed = parse_address(url);
  EXPECT_TRUE(parsed) << url;
  return parsed.value_or(Address{});
}

bool follows(const std::string& from, const std::string& to, bool carries_secrets = false) {
  return !redirect_refusal(address(from), address(to), carries_secrets);
}

TEST(ParseAddress, NormalisesWhoIsAsked) {
  EXPECT_EQ(address("HTTPS://API.Crossref.ORG/works"), (Address{"https", "api.crossref.org", "443", false}));
  EXPECT_EQ(address("http://127.0.0.1:8099/"), (Address{"http", "127.0.0.1", "8099", true}));
  EXPECT_TRUE(address("http://[::1]:80/").loopback);
  EXPECT_TRUE(address("http://localhost/").loopback);
  EXPECT_TRUE(address("http://127.1/").loopback);  // curl reads it as 127.0.0.1
}

TEST(ParseAddress, TakesNoLookAlikeForLoopback) {
  EXPECT_FALSE(address("http://127.0.0.1.example.org/").loopback);
  EXPECT_FALSE(address("http://localhost.example.org/").loopback);
  EXPECT_FALSE(address("http://128.0.0.1/").loopback);
}

TEST(ParseAddress, RefusesUserNamesAndWhatIsNoUrl) {
  for (const char* url : {"https://user@example.org/", "https://u:p@example.org/", "esearch.fcgi", "", "https://"})
    EXPECT_FALSE(parse_address(url)) << url;
}

TEST(Refusal, AllowsHttpsAndLoopbackOnly) {
  EXPECT_FALSE(refusal(address("https://example.org/")));
  EXPECT_FALSE(refusal(address("http://127.0.0.1/")));
  EXPECT_THAT(refusal(address("http://example.org/")).value_or(""), HasSubstr("only https"));
  EXPECT_TRUE(refusal(address("ftp://127.0.0.1/")));
}

TEST(RedirectRefusal, AllowsTheSameSite) {
  EXPECT_TRUE(follows("https://api.crossref.org/a", "https://api.crossref.org/b"));
  EXPECT_TRUE(follows("https://api.crossref.org/", "https://www.crossref.org/"));
  EXPECT_TRUE(follows("https://eutils.ncbi.nlm.nih.gov/", "https://www.ncbi.nlm.nih.gov/"));
  EXPECT_TRUE(follows("https://clinicaltrials.gov/", "https://www.clinicaltrials.gov/"));
  EXPECT_TRUE(follows("https://www.ebi.ac.uk/", "https://ebi.ac.uk/"));
}

TEST(RedirectRefusal, RefusesAnotherSiteEvenUnderOneRegistry) {
  EXPECT_FALSE(follows("https://api.crossref.org/", "https://example.org/"));
  EXPECT_FALSE(follows("https://api.crossref.org/", "https://evilcrossref.org/"));
  EXPECT_FALSE(follows("https://ebi.ac.uk/", "https://ox.ac.uk/"));
  EXPECT_FALSE(follows("https://clinicaltrials.gov/", "https://nih.gov/"));
  EXPECT_FALSE(follows("https://93.184.216.34/", "https://1.184.216.34/"));
  EXPECT_FALSE(follows("https://api.crossref.org/", "https://api.crossref.org:8443/", true));
}

TEST(RedirectRefusal, RefusesToLeaveHttpsOrToReachIntoLoopback) {
  EXPECT_FALSE(follows("https://api.crossref.org/", "http://api.crossref.org/"));
  EXPECT_FALSE(follows("https://api.crossref.org/", "https://localhost/"));
  EXPECT_FALSE(follows("https://api.crossref.org/", "http://127.0.0.1/"));
  EXPECT_FALSE(follows("http://127.0.0.1:1/", "http://127.0.0.1:2/"));
}

TEST(RedirectRefusal, KeepsARequestWithASecretOnItsHost) {
  EXPECT_TRUE(follows("https://api.crossref.org/a", "https://api.crossref.org/b", true));
  EXPECT_FALSE(follows("https://api.crossref.org/", "https://www.crossref.org/", true));
}

TEST(JoinLocation, ResolvesAgainstTheAddressThatAnswered) {
  EXPECT_EQ(join_location("https://a.org/x/y?q=1", "z?r=2"), "https://a.org/x/z?r=2");
  EXPECT_EQ(join_location("https://a.org/x/y", "/z#part"), "https://a.org/z");
  EXPECT_EQ(join_location("https://a.org/x/y", "//b.org/z"), "https://b.org/z");
}
}  // namespace
