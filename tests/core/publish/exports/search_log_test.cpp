#include "publish/exports/search_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evigraft::publish {
namespace {
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

SearchLine search() {
  SearchLine line;
  line.kind = "search";
  line.source = "pubmed";
  line.platform = "https://eutils.example";
  line.query = "fat\nAND graft";
  line.sent = "POST esearch.fcgi\nterm=fat AND graft";
  line.until = "2026-11-20";
  line.hits = 22;
  line.received = 21;
  line.state = "unbalanced";
  line.reason = "1 is missing";
  return line;
}

TEST(SearchLog, SaysHitsReceivedAndWhetherTheyBalance) {
  EXPECT_THAT(search_log_text({"t", "v", "p", {search()}}),
              Contains("   hits 22, received 21; unbalanced: 1 is missing"));
}

TEST(SearchLog, ARoughCountIsSaidToBeOne) {
  SearchLine line = search();
  line.exact = false;
  EXPECT_THAT(search_log_text({"t", "v", "p", {line}}), Contains(HasSubstr("hits about 22")));
}

TEST(SearchLog, ACountThatTheServerDidNotGiveIsNotZero) {
  SearchLine line = search();
  line.hits.reset();
  EXPECT_THAT(search_log_text({"t", "v", "p", {line}}), Contains(HasSubstr("hits not reported")));
}

TEST(SearchLog, TheLimitsOfASearchAreItsDates) {
  EXPECT_EQ(limits_of(search()), "entered or changed to 2026-11-20");
  SearchLine line = search();
  line.until.clear();
  EXPECT_EQ(limits_of(line), "none");
}

TEST(SearchLog, AFileHasItsDigestAndNoHits) {
  SearchLine line;
  line.kind = "file";
  line.source = "csljson";
  line.query = "references.json";
  line.received = 54;
  line.sha256 = "ab";
  const auto text = search_log_text({"t", "v", "p", {line}});
  EXPECT_THAT(text, Contains(HasSubstr("csljson, file references.json")));
  EXPECT_THAT(text, Contains("   SHA-256: ab"));
  EXPECT_THAT(text, Not(Contains(HasSubstr("hits"))));
}
}  // namespace
}  // namespace evigraft::publish
