// What PubMed is asked, and what follows from a search's answer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pubmed_runner.h"

namespace evigraft::pubmed {
namespace {
using testing::ElementsAre;
using testing::HasSubstr;

std::string found(unsigned count, const std::vector<unsigned>& ids, const std::string& more = "") {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<eSearchResult><Count>" + std::to_string(count) +
                    "</Count><RetMax>" + std::to_string(ids.size()) + "</RetMax><RetStart>0</RetStart><IdList>\n";
  for (const unsigned id : ids) xml += "<Id>" + std::to_string(id) + "</Id>\n";
  return xml + "</IdList>" + more + "</eSearchResult>";
}

std::vector<unsigned> ids(unsigned from, unsigned count) {
  std::vector<unsigned> out(count);
  for (unsigned i = 0; i < count; ++i) out[i] = from + i;
  return out;
}

TEST(PubMedSearch, AsksByPostWithFullDaysAndNamesThatTheHostFillsIn) {
  const Batch batch = pubmed_runner()->first(search("fat[ti] AND graft*", "", "2026-11-23"));
  ASSERT_EQ(batch.requests.size(), 1U);
  const Request& request = batch.requests[0];
  EXPECT_EQ(request.method, Method::post);
  EXPECT_EQ(request.path, "esearch.fcgi");
  EXPECT_EQ(request.slice, "edat 1800-01-01..2026-11-23");
  EXPECT_THAT(
      request.parameters,
      ElementsAre(std::pair("db", "pubmed"), std::pair("term", "fat[ti] AND graft*"), std::pair("retmode", "xml"),
                  std::pair("retmax", "9999"), std::pair("datetype", "edat"), std::pair("mindate", "1800/01/01"),
                  std::pair("maxdate", "2026/11/23"), std::pair("tool", "${EVIGRAFT_TOOL}"),
                  std::pair("email", "${EVIGRAFT_EMAIL}"), std::pair("api_key", "${NCBI_API_KEY}")));
}

TEST(PubMedSearch, AsksSinceADateForWhatIsNewAndForWhatWasChanged) {
  const Batch batch = pubmed_runner()->first(search("fat", "2026-01-01", "2026-11-23"));
  ASSERT_EQ(batch.requests.size(), 2U);
  EXPECT_EQ(batch.requests[0].slice, "edat 2026-01-01..2026-11-23");
  EXPECT_EQ(batch.requests[1].slice, "mdat 2026-01-01..2026-11-23");
  EXPECT_EQ(batch.requests[1].parameter("datetype"), "mdat");
}

TEST(PubMedSearch, RefusesATopicWithoutAQueryAndDaysThatAreNone) {
  EXPECT_EQ(pubmed_runner()->first(search("  ", "", "2026-11-23")).answer, Answer::bad_config);
  EXPECT_EQ(pubmed_runner()->first(search("fat", "yesterday", "2026-11-23")).answer, Answer::bad_config);
  EXPECT_EQ(pubmed_runner()->first(search("fat", "2026-11-24", "2026-11-23")).answer, Answer::bad_config);
}

TEST(PubMedSearch, FetchesWhatWasFoundTwoHundredAtATimeByKey) {
  const Batch batch = read_search(found(450, ids(1000, 450)));
  ASSERT_EQ(batch.answer, Answer::ok) << batch.message;
  ASSERT_TRUE(batch.expected);
  EXPECT_EQ(batch.expected->count, 450U);
  EXPECT_EQ(batch.expected->exactness, exact);
  ASSERT_EQ(batch.requests.size(), 3U);
  EXPECT_EQ(batch.requests[0].path, "efetch.fcgi");
  EXPECT_EQ(batch.requests[0].method, Method::post);
  EXPECT_EQ(batch.requests[0].keys.size(), 200U);
  EXPECT_EQ(batch.requests[2].keys.size(), 50U);
  EXPECT_EQ(batch.requests[2].keys.back(), "1449");
  EXPECT_EQ(batch.requests[0].slice, "");
  EXPECT_EQ(batch.requests[1].parameter("id").substr(0, 9), "1200,1201");
}

TEST(PubMedSearch, NothingFoundIsACountOfZero) {
  const Batch batch = read_search(found(0, {}));
  ASSERT_EQ(batch.answer, Answer::ok) << batch.message;
  ASSERT_TRUE(batch.expected);
  EXPECT_EQ(batch.expected->count, 0U);
  EXPECT_TRUE(batch.requests.empty());
}

TEST(PubMedSearch, AMissingCountIsNeverZero) {
  EXPECT_EQ(read_search("<eSearchResult><IdList/></eSearchResult>").answer, Answer::bad_payload);
  EXPECT_EQ(read_search("<eSearchResult><Count/><IdList/></eSearchResult>").answer, Answer::bad_payload);
  EXPECT_EQ(read_search("<eSearchResult><Count>many</Count><IdList/></eSearchResult>").answer, Answer::bad_payload);
}

TEST(PubMedSearch, FewerOrOtherIdsThanCountedAreNotBelieved) {
  EXPECT_EQ(read_search(found(3, {1, 2})).answer, Answer::bad_payload);
  EXPECT_EQ(read_search(found(2, {1, 2, 3})).answer, Answer::bad_payload);
  EXPECT_EQ(read_search(found(2, {7, 7})).answer, Answer::bad_payload);
  EXPECT_EQ(read_search("<eSearchResult><Count>1</Count><IdList><Id>PMC12</Id></IdList></eSearchResult>").answer,
            Answer::bad_payload);
}

TEST(PubMedSearch, MoreThanPubMedListsIsHalvedByDate) {
  const Batch batch = read_search(found(10000, ids(1, 9999)));
  ASSERT_EQ(batch.answer, Answer::ok) << batch.message;
  EXPECT_FALSE(batch.expected);
  ASSERT_EQ(batch.requests.size(), 2U);
  EXPECT_EQ(batch.requests[0].slice, "edat 1800-01-01..1913-06-13");
  EXPECT_EQ(batch.requests[1].slice, "edat 1913-06-14..2026-11-23");
  EXPECT_EQ(batch.requests[1].parameter("mindate"), "1913/06/14");
  EXPECT_EQ(batch.requests[1].parameter("term"), "fat grafting");
}

TEST(PubMedSearch, ExactlyWhatPubMedListsIsNotHalved) {
  const Batch batch = read_search(found(9999, ids(1, 9999)));
  EXPECT_EQ(batch.expected->count, 9999U);
  EXPECT_EQ(batch.requests.size(), 50U);
}

TEST(PubMedSearch, ADayWithTooManyIsDividedByIdUntilEachPartIsListed) {
  const Query query = search("fat OR skin", "2026-01-01", "2026-01-01");
  Request request = pubmed_runner()->first(query).requests.at(0);
  const Batch day = read(query, request, found(20000, ids(40000001, 9999)));
  ASSERT_EQ(day.requests.size(), 2U);
  EXPECT_EQ(day.requests[0].slice, "edat 2026-01-01..2026-01-01 ids 1..40004999");
  EXPECT_EQ(day.requests[1].slice, "edat 2026-01-01..2026-01-01 ids 40005000..99999999");
  EXPECT_EQ(day.requests[1].parameter("term"), "(fat OR skin) AND 40005000:99999999[UID]");
  const Batch part = read(query, day.requests[1], found(15001, ids(40005000, 9999)));
  ASSERT_EQ(part.requests.size(), 2U);
  EXPECT_EQ(part.requests[0].slice, "edat 2026-01-01..2026-01-01 ids 40005000..40009998");
  EXPECT_EQ(part.requests[1].parameter("term"), "(fat OR skin) AND 40009999:99999999[UID]");
}

TEST(PubMedSearch, PhrasesThatWereDroppedAreToldBecauseTheQueryIsWiderThanWritten) {
  const Batch batch = read_search(found(
      1, {5},
      "<ErrorList><PhraseNotFound>lipofiling</PhraseNotFound></ErrorList><WarningList><QuotedPhraseNotFound>\"fat "
      "graf\"</QuotedPhraseNotFound><OutputMessage>Odd.</OutputMessage></WarningList>"));
  ASSERT_EQ(batch.answer, Answer::ok);
  ASSERT_EQ(batch.warnings.size(), 3U);
  EXPECT_THAT(batch.warnings[0], HasSubstr("lipofiling"));
  EXPECT_THAT(batch.warnings[1], HasSubstr("fat graf"));
  EXPECT_THAT(batch.warnings[2], HasSubstr("Odd."));
  EXPECT_EQ(batch.requests.size(), 1U);
}

TEST(PubMedKeys, AreFetchedDirectlyTwoHundredAtATime) {
  std::vector<std::string> pmids;
  for (int i = 1; i <= 201; ++i) pmids.push_back(std::to_string(34101386 + i));
  pmids.push_back(pmids.front());
  const Batch batch = pubmed_runner()->first(keys(pmids));
  ASSERT_EQ(batch.requests.size(), 2U);
  EXPECT_EQ(batch.requests[0].slice, "keys 34101387..34101586");
  EXPECT_EQ(batch.requests[1].slice, "keys 34101587..34101587");
  EXPECT_THAT(batch.requests[1].keys, ElementsAre("34101587"));
}

TEST(PubMedKeys, ThatAreNoPmidAreRefused) {
  for (const char* key : {"10.1000/x", "", "0", "123456789", "PMC1"})
    EXPECT_EQ(pubmed_runner()->first(keys({key})).answer, Answer::bad_config) << key;
}

TEST(PubMedKeys, NoneAskForNothing) {
  const Batch batch = pubmed_runner()->first(keys({}));
  EXPECT_EQ(batch.answer, Answer::ok);
  EXPECT_TRUE(batch.requests.empty());
}

}  // namespace
}  // namespace evigraft::pubmed
