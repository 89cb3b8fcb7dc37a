#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "plugins/csljson/item.h"
#include "plugins/csljson/source.h"
#include "source/in_process_runner.h"
#include "source/loader.h"

namespace evigraft::csljson {
namespace {
using testing::ElementsAre;
using testing::HasSubstr;

constexpr evigraft_source kSource = describe<CslJson>("csljson", "");

struct FileRead {
  Batch batch;
  std::vector<Record> records;
};

FileRead read_file(const std::string& bytes, std::size_t chunk = 4096) {
  FileRead out;
  std::size_t at = 0;
  out.batch = run_in_process(kSource, "1.0.0", "built in")
                  ->read_file(
                      [&](char* buffer, std::size_t capacity) {
                        const std::size_t size = std::min({capacity, chunk, bytes.size() - at});
                        std::copy_n(bytes.data() + at, size, buffer);
                        at += size;
                        return size;
                      },
                      [&](Record&& record) { out.records.push_back(std::move(record)); });
  return out;
}

Record only(const std::string& members) {
  const FileRead file = read_file("[{\"id\": \"a\", " + members + "}]");
  EXPECT_EQ(file.batch.answer, Answer::ok) << file.batch.message;
  for (const Rejected& reject : file.batch.rejected) ADD_FAILURE() << reject.where << ": " << reject.reason;
  return file.records.size() == 1 ? file.records[0] : Record{};
}

TEST(CslJsonFile, ReadsEveryFieldOfAReference) {
  const Record record = only(R"("type": "article-journal", "title": "Fat <i>grafting</i> at CO<sub>2</sub>.",
    "abstract": "<jats:title>Abstract</jats:title><jats:p>One, p &lt; 0.05.</jats:p><jats:p>n<x and y.</jats:p>",
    "author": [{"family": "Wang", "given": "Chen", "suffix": "Jr"},
               {"family": "Beek", "given": "A", "non-dropping-particle": "van der"},
               {"family": "Fontaine", "given": "Jean", "dropping-particle": "de"}, {"literal": "The Graft Group"}],
    "container-title": "Stem Cells", "container-title-short": "Stem C", "ISSN": "2157-6564, 2157-6580", "volume": 10, "issue": "8",
    "page": "1148-1156", "issued": {"date-parts": [[2021, 8]]}, "DOI": "https://doi.org/10.1002/SCTM.20-0442",
    "PMID": "34101387", "PMCID": "PMC8284777", "genre": "Randomized Controlled Trial; Clinical Trial",
    "language": "en", "keyword": "fat; graft, SVF", "publisher": "Wiley")");
  EXPECT_EQ(record.key, "a");
  EXPECT_EQ(record.title, "Fat grafting at CO2.");
  EXPECT_EQ(record.abstract, (std::vector<AbstractPart>{{"", "Abstract One, p < 0.05. n<x and y."}}));
  ASSERT_EQ(record.authors.size(), 4U);
  EXPECT_EQ(record.authors[0].suffix, "Jr");
  EXPECT_EQ(record.authors[1].family, "van der Beek");
  EXPECT_EQ(record.authors[2].given, "Jean de");
  EXPECT_EQ(record.authors[3].collective, "The Graft Group");
  EXPECT_EQ(record.journal.title, "Stem Cells");
  EXPECT_EQ(record.journal.iso_abbreviation, "Stem C");
  EXPECT_THAT(record.journal.issn, ElementsAre("2157-6564", "2157-6580"));
  EXPECT_EQ(record.journal.publisher, "Wiley");
  EXPECT_EQ(record.volume, "10");
  EXPECT_EQ(record.issue, "8");
  EXPECT_EQ(record.pages, "1148-1156");
  EXPECT_EQ(record.published, "2021-08");
  EXPECT_EQ(record.year, 2021);
  EXPECT_EQ(record.doi, "10.1002/sctm.20-0442");
  EXPECT_EQ(record.pmid, "34101387");
  EXPECT_EQ(record.pmcid, "PMC8284777");
  EXPECT_THAT(record.publication_types, ElementsAre("Randomized Controlled Trial", "Clinical Trial"));
  EXPECT_THAT(record.keywords, ElementsAre("fat", "graft", "SVF"));
  EXPECT_THAT(record.language, ElementsAre("en"));
}

TEST(CslJsonFile, KeepsEachItemsOwnTextAndPlace) {
  const std::string file = "\xEF\xBB\xBF [ {\"id\": 7} ,\n{\"id\":\"b\", \"title\": \"] } \\\" [\"} ]\n";
  const FileRead read = read_file(file);
  ASSERT_EQ(read.records.size(), 2U) << read.batch.message;
  EXPECT_EQ(read.records[0].key, "7");
  EXPECT_EQ(read.records[1].title, "] } \" [");
  EXPECT_EQ(read.records[1].source_text,
            file.substr(read.records[1].source_offset, read.records[1].source_text.size()));
}

TEST(CslJsonFile, MayBeOneItemOrAWebAnswerWithItems) {
  EXPECT_EQ(read_file(R"({"id": "one", "title": "x"})").records.size(), 1U);
  EXPECT_EQ(read_file(R"({"total": {"n": [1, 2]}, "items": [{"id": "a"}, {"id": "b"}], "more": 1})").records.size(),
            2U);
  EXPECT_EQ(read_file("[]").batch.answer, Answer::ok);
}

TEST(CslJsonFile, ABadItemIsRejectedWithItsIndexAndTheRestGoesOn) {
  const FileRead read =
      read_file(R"([{"id": "a"}, 5, {"title": "neither id nor DOI"}, {"id": "b", "title": {}}, {"id": "c", },
    {"id": "d", "author": "Wang"}, null, {"id": "e"}, {"DOI": "10.1/X"}])");
  ASSERT_EQ(read.batch.answer, Answer::ok) << read.batch.message;
  ASSERT_EQ(read.records.size(), 3U);
  EXPECT_EQ(read.records[2].key, "10.1/x");
  ASSERT_EQ(read.batch.rejected.size(), 6U);
  EXPECT_THAT(read.batch.rejected[0].where, HasSubstr("item 1,"));
  EXPECT_THAT(read.batch.rejected[1].reason, HasSubstr("neither an id nor a DOI"));
  EXPECT_THAT(read.batch.rejected[2].reason, HasSubstr("\"title\""));
  EXPECT_THAT(read.batch.rejected[3].where, HasSubstr("item 4,"));
}

TEST(CslJsonFile, BrokenLettersRejectTheirItemOnly) {
  const FileRead read = read_file("[{\"id\": \"a\", \"title\": \"caf\xE9\"}, {\"id\": \"b\"}]");
  EXPECT_EQ(read.records.size(), 1U);
  EXPECT_EQ(read.batch.rejected.size(), 1U);
}

TEST(CslJsonFile, OfAnotherKindOrCutShortIsAnErrorAfterWhatCame) {
  for (const char* text : {"", "TY  - JOUR", "\"text\"", "<xml/>", "[", "[{\"id\": \"a\"}", "[{\"id\": \"a\"},",
                           "{\"id\"", "[{\"id\": \"a\"} {}]", "[{\"id\": \"a\"}] x", "[,]"})
    EXPECT_EQ(read_file(text).batch.answer, Answer::bad_payload) << text;
  EXPECT_EQ(read_file("[{\"id\": \"a\"}, {\"id\": \"b").records.size(), 1U);
}

TEST(CslJsonFile, DeepNestingIsRejectedNotFollowed) {
  const std::string deep = std::string(300000, '[') + std::string(300000, ']');
  const FileRead read = read_file("[{\"id\": \"a\", \"custom\": " + deep + "}, {\"id\": \"b\"}]");
  EXPECT_EQ(read.records.size(), 1U);
  ASSERT_EQ(read.batch.rejected.size(), 1U);
  EXPECT_THAT(read.batch.rejected[0].reason, HasSubstr("deeper than 64"));
  EXPECT_EQ(read_file(std::string(300000, '[')).batch.answer, Answer::bad_payload);
}

TEST(CslJsonItem, IdentifiersMayStandInCustomOrNote) {
  EXPECT_EQ(only(R"("custom": {"PMID": 123})").pmid, "123");
  EXPECT_EQ(only(R"("custom": "PMCID: 77")").pmcid, "PMC77");
  const Record record = only(R"("note": "Read twice.\nPMID: 123\nPMCID: PMC9\nDOI: 10.1/Q")");
  EXPECT_EQ(record.pmid, "123");
  EXPECT_EQ(record.pmcid, "PMC9");
  EXPECT_EQ(record.doi, "10.1/q");
}

TEST(CslJsonItem, WhatIsNoIdentifierIsLeftOutAndTold) {
  const FileRead read = read_file(R"([{"id": "a", "DOI": "n/a", "PMID": "PMC12", "PMCID": "x"}])");
  ASSERT_EQ(read.records.size(), 1U);
  EXPECT_EQ(read.records[0].doi + read.records[0].pmid + read.records[0].pmcid, "");
  EXPECT_EQ(read.batch.warnings.size(), 3U);
}

TEST(CslJsonItem, DatesAreReadInEveryForm) {
  EXPECT_EQ(only(R"("issued": {"date-parts": [["2020", "06", 1]]})").published, "2020-06-01");
  EXPECT_EQ(only(R"("issued": {"date-parts": [[2020, 2, 30]]})").published, "2020-02");
  EXPECT_EQ(only(R"("issued": {"date-parts": [[null]]})").year, 0);
  EXPECT_EQ(only(R"("issued": {"raw": "2020-06"})").published, "2020-06");
  EXPECT_EQ(only(R"("issued": "2019")").year, 2019);
  const Record span = only(R"("issued": {"date-parts": [[2020, 1], [2020, 3]]})");
  EXPECT_EQ(span.published, "2020");
  EXPECT_EQ(span.published_as_printed, "2020-01/2020-03");
  const Record words = only(R"("issued": {"literal": "Spring 2018"})");
  EXPECT_EQ(words.published, "2018");
  EXPECT_EQ(words.published_as_printed, "Spring 2018");
}

TEST(CslJsonItem, ATypeOtherThanAnArticleIsAPublicationType) {
  EXPECT_THAT(only(R"("type": "paper-conference", "genre": "Meeting Abstract")").publication_types,
              ElementsAre("Meeting Abstract", "paper-conference"));
  EXPECT_TRUE(only(R"("type": "article-journal")").publication_types.empty());
}

TEST(CslJsonItem, ListsAreReadWhereTextIsUsual) {
  const Record record =
      only(R"("title": ["Fat"], "container-title": ["Journal"], "ISSN": ["1234-5678"], "keyword": ["a, b", "c"])");
  EXPECT_EQ(record.title, "Fat");
  EXPECT_EQ(record.journal.title, "Journal");
  EXPECT_THAT(record.keywords, ElementsAre("a, b", "c"));
}

RC_GTEST_PROP(CslJsonFile, AnyBytesEndInAnAnswer, (const std::string& bytes)) {
  const FileRead read = read_file("[{\"id\": \"a\", \"title\": \"" + bytes, 7);
  RC_ASSERT(read.batch.answer == Answer::ok || read.batch.answer == Answer::bad_payload);
}

TEST(CslJsonSniff, KnowsItsFilesFromOtherJsonAndText) {
  const auto runner = run_in_process(kSource, "1.0.0", "built in");
  EXPECT_GE(runner->sniff("[\n {\"id\": \"a\", \"type\": \"article-journal\","), 90U);
  EXPECT_GE(runner->sniff("\xEF\xBB\xBF{\"id\": 1, \"title\": \"x\"}"), 40U);
  EXPECT_GT(runner->sniff("[]"), 0U);
  for (const char* other :
       {"", "@article{a,", "TY  - JOUR", "<PubmedArticleSet>", "{\"type\": \"FeatureCollection\"}", "[1, 2, 3]"})
    EXPECT_EQ(runner->sniff(other), 0U) << other;
}

TEST(CslJsonPlugin, ReadsFilesAndSearchesNothing) {
  const auto runner = load_plugin(EVIGRAFT_PLUGINS "/csljson.so");
  EXPECT_EQ(runner->info().id, "csljson");
  EXPECT_TRUE(runner->info().reads_files());
  EXPECT_FALSE(runner->info().searches());
}

TEST(CslJsonExample, EveryReferenceOfTheExampleIsRead) {
  std::ifstream file(EVIGRAFT_ROOT "/docs/example/references.json", std::ios::binary);
  ASSERT_TRUE(file);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const FileRead read = read_file(bytes);
  EXPECT_EQ(read.batch.answer, Answer::ok) << read.batch.message;
  EXPECT_TRUE(read.batch.rejected.empty());
  EXPECT_TRUE(read.batch.warnings.empty());
  EXPECT_GT(read.records.size(), 40U);
  for (const Record& record : read.records) EXPECT_NE(record.title, "") << record.key;
}

}  // namespace
}  // namespace evigraft::csljson
