// Answers of every kind told apart: a status of 200 is not success.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pubmed_runner.h"

namespace evigraft::pubmed {
namespace {
using testing::HasSubstr;
using testing::Not;

const std::string kProlog = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n";

void expect_both(const std::string& body, int status, Answer answer) {
  EXPECT_EQ(read_search(body, status).answer, answer) << "search: " << body.substr(0, 80);
  EXPECT_EQ(read_fetch({"1"}, body, status).answer, answer) << "fetch: " << body.substr(0, 80);
}

TEST(PubMedReply, ARateLimitIsWaitedOutWhateverTheStatus) {
  const std::string body = R"({"error":"API rate limit exceeded","api-key":"0123abcd","count":"11","limit":"10"})";
  for (const int status : {200, 400, 403, 429}) expect_both(body, status, Answer::retry_later);
  EXPECT_THAT(read_search(body).message, Not(HasSubstr("0123abcd")));
  EXPECT_GT(read_search(body).wait_seconds, 0U);
}

TEST(PubMedReply, AnInvalidKeyEndsTheSourceAndIsNotRepeated) {
  const std::string body = R"({"error":"API key invalid","api-key":"0123abcd","type":"api key","status":"unknown"})";
  expect_both(body, 400, Answer::auth);
  expect_both(body, 200, Answer::auth);
  EXPECT_THAT(read_search(body, 400).message, Not(HasSubstr("0123abcd")));
  EXPECT_THAT(read_search(body, 400).message, HasSubstr("NCBI_API_KEY"));
}

TEST(PubMedReply, AWebPageAnEmptyBodyAndPlainWordsAreAskedAgain) {
  for (const char* body :
       {"<html><head><title>Maintenance</title></head></html>", "<!DOCTYPE html>\n<html lang=\"en\">",
        "<head> <title>NCBI/eutils202 - WWW Error 500 Diagnostic</title> </head>", "", " \n\t",
        "Unable to route request!", "\xEF\xBB\xBF", R"({"esearchresult":{"count":"0"}})"})
    expect_both(body, 200, Answer::bad_payload);
}

TEST(PubMedReply, APrologWithoutARootIsNotAnEmptyAnswer) {
  expect_both(
      kProlog + "<!DOCTYPE eSearchResult PUBLIC \"-//NLM//DTD esearch 20060628//EN\" \"https://x/esearch.dtd\">\n", 200,
      Answer::bad_payload);
}

TEST(PubMedReply, RefusalsEndTheSource) {
  expect_both("Bad Request (400): Mandatory parameter: db - is omitted", 400, Answer::bad_config);
  expect_both("<html>Submitted URI too large!</html>", 414, Answer::bad_config);
  expect_both("<html>Not Found</html>", 404, Answer::bad_config);
  expect_both("<html>Forbidden</html>", 403, Answer::auth);
}

TEST(PubMedReply, ABackendThatFailedIsAskedAgain) {
  const std::string body = kProlog +
                           "<eSearchResult>\n\t<ERROR>Search Backend failed: Unable to open connection to "
                           "#PMQuerySrv?dbaf=taxonomy</ERROR>\n</eSearchResult>";
  EXPECT_EQ(read_search(body).answer, Answer::bad_payload);
  EXPECT_THAT(read_search(body).message, HasSubstr("Search Backend failed"));
}

TEST(PubMedReply, AQueryAtFaultEndsTheSource) {
  EXPECT_EQ(read_search("<eSearchResult><ERROR>Empty term and query_key - nothing todo</ERROR></eSearchResult>").answer,
            Answer::bad_config);
  EXPECT_EQ(read_search("<eSearchResult><ERROR>Invalid db name specified: pubmad</ERROR></eSearchResult>").answer,
            Answer::bad_config);
  EXPECT_EQ(read_search("<eSearchResult><Count>0</Count><ERROR>Search Backend failed: Exception:\n'retstart' cannot be "
                        "larger than 9998.</ERROR></eSearchResult>")
                .answer,
            Answer::bad_config);
}

TEST(PubMedReply, AnErrorBesideACountOfZeroIsAnError) {
  EXPECT_EQ(read_search("<eSearchResult><Count>0</Count><IdList/><ERROR>C++ Exception</ERROR></eSearchResult>").answer,
            Answer::bad_payload);
}

TEST(PubMedReply, AnEfetchErrorDocumentIsSaidInItsWords) {
  const Batch batch =
      read_fetch({"1"}, kProlog + "<eFetchResult>\n<ERROR>Unable to obtain query #1</ERROR>\n</eFetchResult>");
  EXPECT_EQ(batch.answer, Answer::bad_payload);
  EXPECT_THAT(batch.message, HasSubstr("Unable to obtain query #1"));
}

TEST(PubMedReply, TheAnswerOfAnotherUtilityIsRefused) {
  EXPECT_EQ(read_search(set_of(article("1"))).answer, Answer::bad_payload);
  EXPECT_EQ(read_fetch({"1"}, "<eSearchResult><Count>0</Count></eSearchResult>").answer, Answer::bad_payload);
  EXPECT_EQ(read_fetch({"1"}, "<eSummaryResult><ERROR>NCBI C++ Exception</ERROR></eSummaryResult>").answer,
            Answer::bad_payload);
}

TEST(PubMedReply, ATruncatedAnswerCountsForNothing) {
  const std::string body = set_of(article("1") + article("2"));
  for (std::size_t size = 1; size + 1 < body.size(); ++size) {
    const Batch batch = read_fetch({"1", "2"}, body.substr(0, size));
    ASSERT_EQ(batch.answer, Answer::bad_payload) << size;
    ASSERT_TRUE(batch.records.empty());
  }
  EXPECT_EQ(read_fetch({"1", "2"}, body).records.size(), 2U);
}

TEST(PubMedReply, ATruncatedSearchAnswerCountsForNothing) {
  const std::string body =
      kProlog + "<eSearchResult><Count>2</Count><IdList><Id>1</Id><Id>2</Id></IdList></eSearchResult>";
  for (std::size_t size = 0; size < body.size(); ++size)
    ASSERT_EQ(read_search(body.substr(0, size)).answer, Answer::bad_payload) << size;
}

TEST(PubMedReply, MissingArticlesAreLeftToTheHost) {
  const Batch batch = read_fetch({"1", "2", "3"}, set_of(article("2")));
  EXPECT_EQ(batch.answer, Answer::ok);
  EXPECT_EQ(batch.records.size(), 1U);
  ASSERT_TRUE(batch.expected);
  EXPECT_EQ(batch.expected->count, 3U);
  EXPECT_EQ(read_fetch({"1"}, set_of("")).answer, Answer::ok);
}

TEST(PubMedReply, ArticlesThatWereNotAskedForAreNotTakenAndTold) {
  const Batch batch = read_fetch({"1"}, set_of(article("1") + article("99")));
  ASSERT_EQ(batch.records.size(), 1U);
  EXPECT_EQ(batch.records[0].key, "1");
  ASSERT_EQ(batch.warnings.size(), 1U);
  EXPECT_THAT(batch.warnings[0], HasSubstr("99"));
}

TEST(PubMedReply, TheSearchsSliceIsNotCountedAgainByItsFetches) {
  const Query query = search("fat", "", "2026-11-23");
  Request request;
  request.path = "efetch.fcgi";
  request.keys = {"1"};
  EXPECT_FALSE(read(query, request, set_of(article("1"))).expected);
}

TEST(PubMedReply, AMalformedArticleIsRejectedByItsPmidAndTheRestGoesOn) {
  const std::string bad =
      "<PubmedArticle><MedlineCitation><PMID Version=\"1\">2</PMID><Article></MedlineCitation></PubmedArticle>\n";
  const Batch batch = read_fetch({"1", "2", "3"}, set_of(article("1") + bad + article("3")));
  EXPECT_EQ(batch.answer, Answer::ok);
  EXPECT_EQ(batch.records.size(), 2U);
  ASSERT_EQ(batch.rejected.size(), 1U);
  EXPECT_EQ(batch.rejected[0].key, "2");
  EXPECT_THAT(batch.rejected[0].where, HasSubstr("byte "));
}

TEST(PubMedReply, BothVersionsOfARecordAreHandedOverWithTheirNumber) {
  std::string second = article("1");
  second.replace(second.find("Version=\"1\""), 11, "Version=\"2\"");
  const Batch batch = read_fetch({"1"}, set_of(article("1") + second));
  ASSERT_EQ(batch.records.size(), 2U);
  EXPECT_EQ(batch.records[0].version, 1);
  EXPECT_EQ(batch.records[1].version, 2);
}

}  // namespace
}  // namespace evigraft::pubmed
