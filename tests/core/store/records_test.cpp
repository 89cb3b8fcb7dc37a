#include "store/records.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "scratch.h"
#include "store/payloads.h"
#include "store/query.h"
#include "store/record_columns.h"
#include "store/utf8.h"

namespace {
using namespace evigraft;
using testing::ElementsAre;
using testing::HasSubstr;

struct Library {
  Scratch scratch;
  Store store = scratch.make();
  std::int64_t run = begin_run(store, "import", kNow);

  RecordCounts import(const std::vector<Record>& records, const std::string& source = "pubmed") {
    RecordImport reading(store, run, source, "file.xml", kNow);
    for (const Record& record : records) reading.add(record);
    return reading.finish({123, std::string(64, '0')});
  }
  std::string sql(const std::string& text) const { return plain_sql(scratch.file(), text); }
};

Record full_record() {
  Record record = small_record("34101387", "[Fettgewebe: „Überleben“.]");
  record.doi = "10.1002/sctm.20-0111";
  record.pmcid = "PMC8235131";
  record.abstract = {{"", "Unlabelled."}, {"RESULTS", "48% ± 3.6; \"quoted\" \\ and\ttab."}};
  record.authors = {{"Wang", "Chenyu", "Jr", "0000-0001-2345-6789", "", true},
                    {"", "", "", "", "The Group", true},
                    {"Wong", "C", "", "", "", false}};
  record.journal = {"Stem cells translational medicine",
                    "Stem Cells Transl Med",
                    {"2157-6564", "2157-6580"},
                    "2157-6564",
                    "101578022",
                    "Oxford",
                    "England"};
  record.volume = "10";
  record.issue = "8";
  record.pages = "1148-1156";
  record.published = "2021-08";
  record.published_as_printed = "2021 Aug-Sep";
  record.publication_types = {"Journal Article", "Randomized Controlled Trial"};
  record.mesh = {{"Adipose Tissue", true, {{"cytology", false}, {"transplantation", true}}}, {"Humans", false, {}}};
  record.keywords = {"CAL", "fat graft"};
  record.language = {"eng"};
  record.relations = {{"erratum_in", "1", "10.1/x", "note"}};
  record.registry = {"ChiCTR1900025717"};
  return record;
}

TEST(Records, ComeBackAsTheyWentIn) {
  Library library;
  library.import({full_record()});
  const auto stored = find_record(library.store, "pubmed", "34101387");
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->record, full_record());
  EXPECT_EQ(stored->status, "current");
}

RC_GTEST_PROP(Records, KeepWhateverTextAuthorsWrite, (const std::vector<std::string>& bytes)) {
  Record record = small_record("1");
  for (const std::string& text : bytes) {
    record.abstract.push_back({clean_text(text), clean_text(text) + "."});
    record.authors.push_back({clean_text(text), "", "", "", clean_text(text), text.size() % 2 == 0});
    record.keywords.push_back(clean_text(text));
    record.title += clean_text(text);
  }
  RC_ASSERT(record_from(record_columns(record)) == record);
}

TEST(Records, AreUnchangedTheSecondTime) {
  Library library;
  EXPECT_EQ(library.import({full_record(), small_record("2")}).added, 2U);
  const RecordCounts again = library.import({full_record(), small_record("2")});
  EXPECT_EQ(again.unchanged, 2U);
  EXPECT_EQ(again.added + again.changed, 0U);
}

TEST(Records, ChangeWithAnyOfTheirFields) {
  Library library;
  library.import({full_record()});
  Record later = full_record();
  later.mesh[0].qualifiers[0].major = true;
  EXPECT_EQ(library.import({later}).changed, 1U);
  EXPECT_EQ(find_record(library.store, "pubmed", later.key)->record, later);
}

TEST(Records, KeepTheHighestVersion) {
  Library library;
  Record second = small_record("7", "Second version"), first = small_record("7", "First version");
  second.version = 2;
  library.import({second, first});
  EXPECT_EQ(find_record(library.store, "pubmed", "7")->record.title, "Second version");
}

TEST(Records, OfTwoSourcesStandApart) {
  Library library;
  library.import({small_record("7")});
  EXPECT_EQ(library.import({small_record("7")}, "csljson").added, 1U);
}

TEST(Records, SayThemselvesThatTheyWereRetracted) {
  Library library;
  Record by_type = small_record("1"), by_relation = small_record("2"), notice = small_record("3");
  by_type.publication_types = {"Journal Article", "Retracted Publication"};
  by_relation.relations = {{"retracted_by", "9", "", ""}};
  notice.publication_types = {"Retraction of Publication"};
  library.import({by_type, by_relation, notice});
  EXPECT_EQ(library.sql("SELECT group_concat(status) FROM (SELECT status FROM record ORDER BY source_key)"),
            "retracted,retracted,current");
}

TEST(Records, StayAsTombstonesWithTheirContent) {
  Library library;
  library.import({small_record("1", "Gone tomorrow")});
  RecordImport reading(library.store, library.run, "pubmed", "update.xml", kNow);
  reading.gone("1", "");
  reading.gone("never seen", "");
  EXPECT_EQ(reading.finish({1, std::string(64, '0')}).deleted, 1U);
  const auto stored = find_record(library.store, "pubmed", "1");
  EXPECT_EQ(stored->status, "deleted");
  EXPECT_EQ(stored->record.title, "Gone tomorrow");
}

TEST(Records, ComeBackFromTheDead) {
  Library library;
  library.import({small_record("1")});
  RecordImport(library.store, library.run, "pubmed", "update.xml", kNow).gone("1", "");  // not finished: rolled back
  EXPECT_EQ(find_record(library.store, "pubmed", "1")->status, "current");
  {
    RecordImport reading(library.store, library.run, "pubmed", "update.xml", kNow);
    reading.gone("1", "deleted");
    reading.finish({1, std::string(64, '0')});
  }
  EXPECT_EQ(library.import({small_record("1")}).changed, 1U);
  EXPECT_EQ(find_record(library.store, "pubmed", "1")->status, "current");
}

TEST(Records, BecomeValidTextWhateverWasSent) {
  Library library;
  Record record = small_record("1", std::string("caf\xE9 \0 ok", 9));
  record.authors = {{"M\xFCller", "", "", "", "", true}};
  library.import({record});
  const auto stored = find_record(library.store, "pubmed", "1");
  EXPECT_EQ(stored->record.title, "caf\xEF\xBF\xBD \xEF\xBF\xBD ok");
  EXPECT_EQ(stored->record.authors[0].family, "M\xEF\xBF\xBDller");
}

TEST(CleanText, LeavesValidTextAlone) {
  const std::string text = "± µm \xF0\x9F\x94\xAC \xED\x9F\xBF";
  EXPECT_EQ(clean_text(text), text);
}

TEST(CleanText, ReplacesSurrogatesOverlongFormsAndTruncatedSequences) {
  EXPECT_EQ(clean_text("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(clean_text("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(clean_text("a\xE2\x82"), "a\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(Records, OfAFileKeepTheirOwnSliceOfIt) {
  Library library;
  Record record = small_record("1");
  record.source_text = "<PubmedArticle>\xE9 as it came</PubmedArticle>";
  record.source_offset = 4711;
  library.import({record, small_record("2")});
  const auto stored = find_record(library.store, "pubmed", "1");
  EXPECT_EQ(source_text(library.store, stored->id), record.source_text);
  EXPECT_EQ(stored->record.source_offset, 4711U);
  EXPECT_EQ(source_text(library.store, find_record(library.store, "pubmed", "2")->id), "");
}

TEST(Records, OfAFilePointToItsNameSizeAndDigest) {
  Library library;
  library.import({small_record("1")});
  const auto payload = find_payload(library.store, find_record(library.store, "pubmed", "1")->payload_id);
  ASSERT_TRUE(payload);
  EXPECT_EQ(payload->kind, "file");
  EXPECT_EQ(payload->name, "file.xml");
  EXPECT_EQ(payload->size, 123U);
  EXPECT_EQ(payload->sha256, std::string(64, '0'));
  EXPECT_EQ(payload_bytes(library.store, payload->id), std::nullopt);
}

TEST(RecordImport, ListsWhatItCouldNotReadAndCountsWhatItLeftOut) {
  Library library;
  for (int twice = 0; twice < 2; ++twice) {
    RecordImport reading(library.store, library.run, "pubmed", "base.xml.gz", kNow);
    reading.reject("", "byte 1234", "no PMID");
    reading.add(small_record(""));
    reading.not_stored("not_relevant", 29985);
    reading.finish({1, std::string(64, '0')});
  }
  EXPECT_EQ(library.sql("SELECT stage, subject, reason, detail, n FROM v_exclusion ORDER BY exclusion_id"),
            "import|base.xml.gz|unreadable|byte 1234: no PMID|1\n"
            "import|base.xml.gz|unreadable|byte 0: the record has no key|1\n"
            "import|base.xml.gz|not_relevant||29985");
  EXPECT_EQ(source_runs(library.store, library.run).front().rejected, 4U);
}

TEST(Records, AreFoundByTheirWordsWithoutAccents) {
  Library library;
  library.import({full_record(), small_record("2", "Nanofat")});
  std::vector<std::string> keys;
  list_view(library.store, {"v_record", {{"", Filter::Test::matches, "uberleben"}}},
            [&](const Row& row) { keys.push_back(std::get<std::string>(row["source_key"])); });
  EXPECT_THAT(keys, ElementsAre("34101387"));
}

TEST(Records, AreNoLongerFoundByWordsTheyLost) {
  Library library;
  library.import({small_record("1", "Nanofat")});
  library.import({small_record("1", "Microfat")});
  EXPECT_EQ(library.sql("SELECT count(*) FROM record_fts WHERE record_fts MATCH 'nanofat'"), "0");
  EXPECT_EQ(library.sql("SELECT count(*) FROM record_fts WHERE record_fts MATCH 'microfat'"), "1");
}

TEST(Journals, AreOneUnderTheirNlmId) {
  Library library;
  Record a = full_record(), b = full_record();
  b.key = "2";
  b.journal.title = "Stem Cells Transl. Med.";
  b.journal.issn = {"9999-9994"};
  library.import({a, b});
  EXPECT_EQ(library.sql("SELECT nlm_id, issn_linking, title, issn, records FROM v_journal"),
            "101578022|2157-6564|Stem cells translational medicine|[\"2157-6564\",\"2157-6580\",\"9999-9994\"]|2");
}

TEST(Journals, AreFoundByIssnAndTakeTheNlmIdLater) {
  Library library;
  Record bare = full_record();
  bare.journal = {"Stem cells translational medicine", "", {"2157-6580"}, "", "", "", ""};
  library.import({bare}, "csljson");
  library.import({full_record()});
  EXPECT_EQ(library.sql("SELECT nlm_id, issn_linking, records FROM v_journal"), "101578022|2157-6564|2");
}

TEST(Journals, WithAnotherNlmIdAreOthersThoughTheyShareAnIssn) {
  Library library;
  Record successor = full_record();
  successor.key = "2";
  successor.journal.nlm_id = "999";
  library.import({full_record(), successor});
  EXPECT_EQ(library.sql("SELECT count(*) FROM v_journal"), "2");
}

TEST(Journals, WithoutAnyIdentifierStayInTheRecord) {
  Library library;
  Record record = small_record("1");
  record.journal.title = "Annals";
  library.import({record});
  EXPECT_EQ(library.sql("SELECT count(*) FROM v_journal"), "0");
  EXPECT_EQ(find_record(library.store, "pubmed", "1")->record.journal.title, "Annals");
}
}  // namespace
