#include "store/check.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "scratch.h"
#include "store/links.h"
#include "store/payloads.h"
#include "store/readings.h"
#include "store/records.h"

namespace {
using namespace evigraft;
using testing::HasSubstr;

struct Library {
  Scratch scratch;
  Library() {
    Store store = scratch.make();
    const std::int64_t run = begin_run(store, "refresh", kNow);
    Brought brought;
    brought.records = {small_record("1")};
    brought.expected = 1;
    commit_exchange(store, run, open_requests(store, run, "pubmed", search_query(), {request_for("f")}, kNow)[0],
                    reply("<set>1</set>"), brought, kNow);
    LinkRows links;
    links.reports = {{"pubmed:1", {{1, "first"}}, "current", ""}};
    links.studies = {{{0}, "single report"}};
    replace_links(store, run, links);
    ReadingRow reading;
    reading.report_id = reading.record_id = 1;
    reading.species = "human";
    reading.design = "rct";
    reading.pairing = "parallel";
    reading.extractor = reading.text_digest = "x";
    OutcomeRow outcome;
    outcome.arm_class = "ASC";
    outcome.value = 48;
    outcome.as_printed = "48%";
    outcome.span = {"abstract", 9, 18, "Retention"};
    reading.outcomes = {outcome};
    replace_readings(store, run, {reading});
  }
  Finding finding(const std::string& name) const {
    for (const Finding& found : check_file(scratch.file()))
      if (found.check == name) return found;
    ADD_FAILURE() << "nothing was said about " << name;
    return {};
  }
};

TEST(CheckFile, FindsASoundFileSound) {
  const Library library;
  for (const Finding& found : check_file(library.scratch.file()))
    EXPECT_TRUE(found.sound) << found.check << ": " << found.detail;
  EXPECT_THAT(library.finding("text index").detail, HasSubstr("agrees"));
}

TEST(CheckFile, NamesWhoHoldsTheLock) {
  const Library library;
  const Store writer = Store::open(library.scratch.file(), Access::write);
  EXPECT_THAT(library.finding("lock").detail, HasSubstr("process " + std::to_string(getpid())));
  EXPECT_THAT(library.finding("text index").detail, HasSubstr("not checked"));
}

TEST(CheckFile, FindsAnOutcomeWhoseWordsMoved) {
  const Library library;
  plain_sql(library.scratch.file(), "UPDATE outcome SET span_start = 10, span_end = 19");
  EXPECT_FALSE(library.finding("spans").sound);
}

TEST(CheckFile, FindsAnIndexThatDisagrees) {
  const Library library;
  plain_sql(library.scratch.file(), "UPDATE record SET title = 'Another'");
  EXPECT_FALSE(library.finding("text index").sound);
}

TEST(CheckFile, FindsReferencesThatPointNowhere) {
  const Library library;
  plain_sql(library.scratch.file(), "PRAGMA foreign_keys = OFF; DELETE FROM study");
  const Finding found = library.finding("foreign keys");
  EXPECT_FALSE(found.sound);
  EXPECT_THAT(found.detail, HasSubstr("study_report"));
}

TEST(CheckFile, FindsAPayloadThatWasTamperedWith) {
  const Library library;
  plain_sql(library.scratch.file(), "UPDATE payload SET sha256 = '" + std::string(64, '0') + "'");
  EXPECT_FALSE(library.finding("payloads").sound);
  const Store store = Store::open(library.scratch.file(), Access::read);
  EXPECT_THAT(sentence(Error::Kind::database, [&] { payload_bytes(store, 1); }), HasSubstr("SHA-256"));
}

TEST(CheckFile, FindsAMigrationThatIsNotOurs) {
  const Library library;
  plain_sql(library.scratch.file(), "UPDATE migration SET sha256 = '" + std::string(64, '0') + "' WHERE number = 2");
  EXPECT_THAT(library.finding("schema").detail, HasSubstr("0002_record"));
}

TEST(CheckFile, SaysWhatIsWrongWithAFileItCannotOpen) {
  const Scratch scratch;
  const auto findings = check_file(scratch.file());
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_FALSE(findings[1].sound);
  EXPECT_THAT(findings[1].detail, HasSubstr("there is no database"));
}

TEST(PlainTools, RestoreTheFileFromADump) {
  if (std::system("command -v sqlite3 >/dev/null 2>&1") != 0) GTEST_SKIP() << "the program sqlite3 is not installed";
  const Library library;
  const std::string from = library.scratch.file().string(), to = (library.scratch.folder() / "copy.db").string();
  ASSERT_EQ(std::system(("sqlite3 '" + from + "' .dump | sqlite3 '" + to + "'").c_str()), 0);
  for (const std::string table : {"record", "payload", "outcome", "slice_key", "v_outcome", "v_prisma"})
    EXPECT_EQ(plain_sql(to, "SELECT * FROM " + table), plain_sql(from, "SELECT * FROM " + table)) << table;
  EXPECT_EQ(plain_sql(to, "SELECT rowid FROM record_fts WHERE record_fts MATCH 'retention'"), "1");
  // A dump carries no header: with these two (docs/database.md) the copy is evigraft's again.
  plain_sql(to, "PRAGMA application_id = " + std::to_string(kApplicationId));
  plain_sql(to, "PRAGMA user_version = " + std::to_string(schema_version()));
  EXPECT_NO_THROW(Store::open(to, Access::write));
}
}  // namespace
