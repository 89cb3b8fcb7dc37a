#include "store/query.h"

#include <gmock/gmock.h>

#include "scratch.h"
#include "store/records.h"

namespace {
using namespace evigraft;
using testing::ElementsAre;
using testing::HasSubstr;

struct Library {
  Scratch scratch;
  Library() {
    Store store = scratch.make();
    RecordImport import(store, begin_run(store, "import", kNow), "pubmed", "f", kNow);
    for (int i = 1; i <= 5; ++i) {
      Record record = small_record(std::to_string(i), "Title " + std::to_string(i));
      record.year = 2015 + i;
      import.add(record);
    }
    import.finish({1, std::string(64, '0')});
  }
  std::vector<std::string> titles(std::vector<Filter> filters, std::uint64_t limit = 0,
                                  std::uint64_t offset = 0) const {
    std::vector<std::string> out;
    const Store store = Store::open(scratch.file(), Access::read);
    list_view(store, {"v_record", std::move(filters), limit, offset},
              [&](const Row& row) { out.push_back(std::get<std::string>(row["title"])); });
    return out;
  }
  QueryEnd query(const std::string& sql, const QueryLimits& limits = {}) const {
    return run_query(scratch.file(), sql, limits, [](const Row&) {});
  }
};

TEST(ListView, FiltersByColumn) {
  const Library library;
  EXPECT_THAT(library.titles({{"year", Filter::Test::at_least, std::int64_t{2018}},
                              {"year", Filter::Test::below, std::int64_t{2020}}}),
              ElementsAre("Title 3", "Title 4"));
  EXPECT_THAT(library.titles({{"title", Filter::Test::contains, "tLE 5"}}), ElementsAre("Title 5"));
  EXPECT_THAT(library.titles({{"pmid", Filter::Test::equals, "2"}}), ElementsAre("Title 2"));
  EXPECT_EQ(library.titles({{"doi", Filter::Test::equals, std::monostate{}}}).size(), 5U);
  EXPECT_EQ(library.titles({{"pmid", Filter::Test::differs, "2"}}).size(), 4U);
}

TEST(ListView, LimitsAndSkips) {
  const Library library;
  EXPECT_THAT(library.titles({}, 2, 1), ElementsAre("Title 2", "Title 3"));
}

TEST(ListView, RefusesUnknownViewsColumnsAndWordsItCannotLookUp) {
  const Library library;
  const Store store = Store::open(library.scratch.file(), Access::read);
  const auto list = [&](const Listing& listing) { list_view(store, listing, [](const Row&) {}); };
  sentence(Error::Kind::usage, [&] { list({"record"}); });
  sentence(Error::Kind::usage, [&] { list({"v_record; DROP TABLE record"}); });
  sentence(Error::Kind::usage, [&] { list({"v_record", {{"1=1 --", Filter::Test::equals, "x"}}}); });
  sentence(Error::Kind::usage, [&] { list({"v_run", {{"", Filter::Test::matches, "x"}}}); });
  sentence(Error::Kind::usage, [&] { list({"v_record", {{"", Filter::Test::matches, "\"open"}}}); });
}

TEST(ListView, ReadsEveryPublicView) {
  const Library library;
  const Store store = Store::open(library.scratch.file(), Access::read);
  for (const std::string& view : public_views()) EXPECT_NO_THROW(list_view(store, {view}, [](const Row&) {})) << view;
}

TEST(RunQuery, AnswersASelectWithTypedValues) {
  const Library library;
  std::vector<Value> values;
  const QueryEnd end = run_query(library.scratch.file(), "SELECT 1 AS a, 2.5, 'x', NULL, x'0AFF';  \n", {},
                                 [&](const Row& row) { values = row.values; });
  EXPECT_THAT(values, ElementsAre(Value(std::int64_t{1}), Value(2.5), Value(std::string("x")), Value(std::monostate{}),
                                  Value(std::string("0aff"))));
  EXPECT_EQ(end.columns.at(0), "a");
  EXPECT_EQ(end.rows, 1U);
}

TEST(RunQuery, ReadsViewsFullTextAndCommonTableExpressions) {
  const Library library;
  EXPECT_EQ(library.query("SELECT * FROM v_record").rows, 5U);
  EXPECT_EQ(library.query("SELECT * FROM v_prisma").rows, 28U);
  EXPECT_EQ(library.query("SELECT rowid FROM record_fts WHERE record_fts MATCH 'retention' ORDER BY rank").rows, 5U);
  EXPECT_EQ(library
                .query("WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 9) "
                       "SELECT i FROM n")
                .rows,
            9U);
}

class Forbidden : public testing::TestWithParam<const char*> {};
TEST_P(Forbidden, IsRefused) {
  const Library library;
  const std::string before = plain_sql(library.scratch.file(), "SELECT count(*) FROM record");
  sentence(Error::Kind::usage, [&] { library.query(GetParam()); });
  EXPECT_EQ(plain_sql(library.scratch.file(), "SELECT count(*) FROM record"), before);
  EXPECT_FALSE(std::filesystem::exists(library.scratch.folder() / "other.db"));
}
INSTANTIATE_TEST_SUITE_P(
    RunQuery, Forbidden,
    testing::Values("DELETE FROM record", "INSERT INTO topic VALUES (2, 'x', 'x', 'x')",
                    "UPDATE record SET title = 'x'", "DROP TABLE record", "CREATE TABLE t(x)", "CREATE TEMP TABLE t(x)",
                    "ATTACH 'other.db' AS other", "ATTACH ':memory:' AS other", "DETACH main", "PRAGMA user_version",
                    "PRAGMA user_version = 3", "PRAGMA writable_schema = ON", "SELECT * FROM pragma_database_list",
                    "SELECT load_extension('x')", "BEGIN", "COMMIT", "SAVEPOINT s", "VACUUM INTO 'other.db'", "REINDEX",
                    "ANALYZE", "EXPLAIN DELETE FROM record", "SELECT 1; DELETE FROM record", "SELECT 1; SELECT 2", "",
                    "  ;", "SELECT", "SELECT * FROM nowhere", "WITH x AS (SELECT 1) DELETE FROM record",
                    "INSERT INTO record_fts(record_fts) VALUES ('rebuild')", "SELECT writefile('other.db', 'x')",
                    "SELECT * FROM record RETURNING 1"));

TEST(RunQuery, StopsWhenTheTimeIsUp) {
  const Library library;
  EXPECT_THAT(sentence(Error::Kind::failed,
                       [&] {
                         library.query(
                             "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) "
                             "SELECT count(*) FROM n",
                             {0.2, 10});
                       }),
              HasSubstr("stopped after"));
}

TEST(RunQuery, StopsAtTheRowLimitAndSaysSo) {
  const Library library;
  const QueryEnd end = library.query("SELECT * FROM v_record", {10, 3});
  EXPECT_EQ(end.rows, 3U);
  EXPECT_TRUE(end.truncated);
  EXPECT_FALSE(library.query("SELECT * FROM v_record", {10, 5}).truncated);
}

TEST(RunQuery, NeedsNoLockAndWaitsForNobody) {
  const Library library;
  const Store writer = Store::open(library.scratch.file(), Access::write);
  EXPECT_EQ(library.query("SELECT * FROM v_record").rows, 5U);
}
}  // namespace
