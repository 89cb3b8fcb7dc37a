// Files of PubMed XML: cut into records in bounded memory, hostile ones included.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "plugins/pubmed/reader.h"
#include "pubmed_runner.h"

namespace evigraft::pubmed {
namespace {
using testing::HasSubstr;

std::vector<std::string> keys_of(const FileRead& file) {
  std::vector<std::string> out;
  for (const Record& record : file.records) out.push_back(record.key);
  return out;
}

TEST(PubMedFile, EachRecordKeepsItsSliceAndOffset) {
  const std::string xml = set_of(article("1") + "\n  " + article("22"));
  const FileRead file = read_file(xml);
  ASSERT_EQ(file.records.size(), 2U);
  const Record& second = file.records[1];
  EXPECT_EQ(second.source_text, xml.substr(second.source_offset, second.source_text.size()));
  EXPECT_TRUE(second.source_text.starts_with("<PubmedArticle>"));
  EXPECT_TRUE(second.source_text.ends_with("</PubmedArticle>"));
}

RC_GTEST_PROP(PubMedFile, IsReadTheSameWhateverPiecesItComesIn, ()) {
  const std::string xml =
      set_of("<!-- a > comment with <PubmedArticle> -->" + article("1") + "<?pi <x> ?>" +
             article("2", "<ArticleTitle><![CDATA[</PubmedArticle> & ]]>x<!-- </PubmedArticle> --></ArticleTitle>") +
             "<DeleteCitation><PMID>3</PMID></DeleteCitation>");
  const auto chunk = static_cast<std::size_t>(*rc::gen::inRange(1, 40));
  const FileRead whole = read_file(xml), pieces = read_file(xml, chunk);
  RC_ASSERT(whole.batch.answer == Answer::ok);
  RC_ASSERT(whole.records.size() == 2U);
  RC_ASSERT(pieces.records == whole.records);
  RC_ASSERT(pieces.batch.gone.size() == 1U);
}

TEST(PubMedFile, TagsInCommentsAndCdataEndNothing) {
  const Record record = only(
      set_of(article("7", "<ArticleTitle>a<!-- </PubmedArticle> -->b<![CDATA[</PubmedArticle><i>]]>c</ArticleTitle>")));
  EXPECT_EQ(record.title, "ab</PubmedArticle><i>c");
}

TEST(PubMedFile, ADeleteCitationMeansGone) {
  const FileRead file =
      read_file(set_of(article("1") + "<DeleteCitation>\n<PMID Version=\"1\">8</PMID><PMID>9</PMID></DeleteCitation>"));
  ASSERT_EQ(file.batch.gone.size(), 2U);
  EXPECT_EQ(file.batch.gone[1].key, "9");
}

TEST(PubMedFile, OfTheLayoutUpTo2016IsRead) {
  const Record record = only(
      "<?xml version=\"1.0\"?><MedlineCitationSet><MedlineCitation Owner=\"NLM\"><PMID Version=\"1\">5</PMID><Article>"
      "<ArticleTitle>Old.</ArticleTitle></Article><OtherID Source=\"NLM\">PMC4688250 [Available on 12/22/16]</OtherID>"
      "</MedlineCitation></MedlineCitationSet>");
  EXPECT_EQ(record.key, "5");
  EXPECT_EQ(record.pmcid, "PMC4688250");
}

TEST(PubMedFile, ARecordWithoutAnEndTagDoesNotTakeTheNextWithIt) {
  const std::string open = "<PubmedArticle><MedlineCitation><PMID>2</PMID>";
  const FileRead file = read_file(set_of(article("1") + open + article("3") + article("4")));
  EXPECT_EQ(file.batch.answer, Answer::ok) << file.batch.message;
  EXPECT_EQ(keys_of(file), (std::vector<std::string>{"1", "3", "4"}));
  ASSERT_EQ(file.batch.rejected.size(), 1U);
  EXPECT_EQ(file.batch.rejected[0].key, "2");
}

TEST(PubMedFile, TheLastRecordWithoutAnEndTagIsRejectedAlone) {
  const FileRead file = read_file(set_of(article("1") + "<PubmedArticle>\n wrong format\n"));
  EXPECT_EQ(file.batch.answer, Answer::ok) << file.batch.message;
  EXPECT_EQ(keys_of(file), (std::vector<std::string>{"1"}));
  ASSERT_EQ(file.batch.rejected.size(), 1U);
  EXPECT_THAT(file.batch.rejected[0].reason, HasSubstr("no end tag"));
}

TEST(PubMedFile, CutShortIsAnErrorAfterWhatCame) {
  const std::string xml = set_of(article("1") + article("2"));
  const FileRead file = read_file(xml.substr(0, xml.find("<PMID Version=\"1\">2")));
  EXPECT_EQ(file.batch.answer, Answer::bad_payload);
  EXPECT_THAT(file.batch.message, HasSubstr("too early"));
  EXPECT_EQ(keys_of(file), (std::vector<std::string>{"1"}));
}

TEST(PubMedFile, WithoutTheEndOfItsSetIsCutShort) {
  const std::string xml = set_of(article("1"));
  EXPECT_EQ(read_file(xml.substr(0, xml.rfind("</"))).batch.answer, Answer::bad_payload);
}

TEST(PubMedFile, OfAnotherKindIsRefused) {
  for (const char* text : {"", "PMID- 123", "<html><body/></html>", "<xml><records/></xml>", "<?xml version=\"1.0\"?>",
                           "{\"a\": 1}", "\xFF\xFE<\0P\0", "<article><front/></article>"})
    EXPECT_EQ(read_file(text).batch.answer, Answer::bad_payload) << text;
}

TEST(PubMedFile, InAnotherEncodingIsRefusedByName) {
  const FileRead file = read_file("<?xml version='1.0' encoding='ISO-8859-1'?><PubmedArticleSet></PubmedArticleSet>");
  EXPECT_EQ(file.batch.answer, Answer::bad_payload);
  EXPECT_THAT(file.batch.message, HasSubstr("ISO-8859-1"));
}

TEST(PubMedFile, BrokenLettersRejectTheirRecordOnly) {
  const FileRead file = read_file(set_of(article("1", "<ArticleTitle>caf\xE9</ArticleTitle>") + article("2")));
  EXPECT_EQ(file.batch.answer, Answer::ok);
  EXPECT_EQ(keys_of(file), (std::vector<std::string>{"2"}));
  ASSERT_EQ(file.batch.rejected.size(), 1U);
  EXPECT_THAT(file.batch.rejected[0].reason, HasSubstr("UTF-8"));
}

TEST(PubMedFile, EntitiesOfADoctypeAreNeverExpanded) {
  std::string bomb = "<!DOCTYPE PubmedArticleSet [<!ENTITY a \"" + std::string(1000, 'x') + "\">\n";
  char previous = 'a';
  for (char name = 'b'; name <= 'k'; previous = name++) {
    bomb += std::string("<!ENTITY ") + name + " \"";
    for (int i = 0; i < 10; ++i) bomb += std::string("&") + previous + ";";
    bomb += "\">";
  }
  bomb += "<!-- ]> ' --><!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
  const FileRead file =
      read_file(bomb + "<PubmedArticleSet>" + article("1", "<ArticleTitle>&k;</ArticleTitle>") +
                article("2", "<ArticleTitle>&f;</ArticleTitle>") + article("3") + "</PubmedArticleSet>");
  EXPECT_EQ(file.batch.answer, Answer::ok) << file.batch.message;
  EXPECT_EQ(keys_of(file), (std::vector<std::string>{"3"}));
  EXPECT_EQ(file.batch.rejected.size(), 2U);
}

TEST(PubMedFile, DeepNestingDoesNotOverflow) {
  std::string deep;
  for (int i = 0; i < 200000; ++i) deep += "<i>";
  deep += "x";
  for (int i = 0; i < 200000; ++i) deep += "</i>";
  EXPECT_EQ(only(set_of(article("1", "<ArticleTitle>" + deep + "</ArticleTitle>"))).title, "x");
}

TEST(PubMedFile, ARecordBeyondTheLimitIsRejectedWithItsPlaceAndTheRestGoesOn) {
  const std::string xml = set_of(
      article("1") + article("2", "<ArticleTitle>" + std::string(3U << 20U, 'x') + "</ArticleTitle>") + article("3"));
  std::vector<std::string> keys, rejected;
  read_pubmed_xml(
      bytes_of(xml),
      {.record = [&](Record&& record) { keys.push_back(record.key); },
       .deleted = [](std::string_view) {},
       .rejected = [&](const std::string& pmid, const std::string& where,
                       const std::string& reason) { rejected.push_back(pmid + " " + where + " " + reason); }},
      {.keep_source = false, .longest_record = 1U << 20U});
  EXPECT_EQ(keys, (std::vector<std::string>{"1", "3"}));
  ASSERT_FALSE(rejected.empty());
  EXPECT_THAT(rejected[0], testing::AllOf(testing::StartsWith("2 byte "), HasSubstr("longer than 1 MiB")));
}

TEST(PubMedFile, WhatDoesNotBelongBetweenRecordsIsTold) {
  const FileRead file = read_file(
      set_of(article("1") + "stray" + article("2") + "<Unknown><b>x</b></Unknown>" + article("3") + "</Odd>"));
  EXPECT_EQ(file.batch.answer, Answer::ok);
  EXPECT_EQ(file.records.size(), 3U);
  EXPECT_EQ(file.batch.rejected.size(), 3U);
}

TEST(PubMedFile, OneSetAfterAnotherIsReadToTheEnd) {
  EXPECT_EQ(read_file(set_of(article("1")) + set_of(article("2"))).records.size(), 2U);
}

TEST(PubMedFile, EmptyRecordTagsAreRejectedOrNothing) {
  const FileRead file = read_file(set_of("<PubmedArticle/><DeleteCitation/>" + article("1")));
  EXPECT_EQ(keys_of(file), (std::vector<std::string>{"1"}));
  EXPECT_EQ(file.batch.rejected.size(), 1U);
}

TEST(PubMedSniff, KnowsItsRoots) {
  const auto runner = pubmed_runner();
  EXPECT_EQ(runner->sniff(set_of(article("1"))), 100U);
  EXPECT_EQ(runner->sniff("\xEF\xBB\xBF<MedlineCitationSet>"), 100U);
  EXPECT_EQ(runner->sniff("<PubmedArticleSet>"), 100U);
  EXPECT_EQ(runner->sniff("<?xml version=\"1.0\"?><!DOCTYPE PubmedArticleSet [ <!ENTITY x \"y\">"), 90U);
  for (const char* other : {"", "<html>", "TY  - JOUR", "<?xml version=\"1.0\"?><article>", "[{\"id\": 1}]", "<"})
    EXPECT_EQ(runner->sniff(other), 0U) << other;
}

}  // namespace
}  // namespace evigraft::pubmed
