// docs/database.md names every public view and column, and nothing that is not there.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "schema/embedded.h"

namespace {
using namespace evigraft;

class Schema {
 public:
  Schema() {
    sqlite3_open(":memory:", &database_);
    for (const EmbeddedFile& migration : embedded_migrations())
      EXPECT_EQ(sqlite3_exec(database_, std::string(migration.text).c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
          << migration.name << ": " << sqlite3_errmsg(database_);
  }
  ~Schema() { sqlite3_close(database_); }
  Schema(const Schema&) = delete;
  Schema& operator=(const Schema&) = delete;

  [[nodiscard]] std::vector<std::string> column(const std::string& sql) const {
    std::vector<std::string> out;
    const auto take = [](void* rows, int, char** values, char**) {
      static_cast<std::vector<std::string>*>(rows)->emplace_back(values[0]);
      return 0;
    };
    EXPECT_EQ(sqlite3_exec(database_, sql.c_str(), take, &out, nullptr), SQLITE_OK) << sqlite3_errmsg(database_);
    return out;
  }

 private:
  sqlite3* database_ = nullptr;
};

/// "v_outcome.value" for each documented column, in order.
std::vector<std::string> documented() {
  std::ifstream page(std::string(EVIGRAFT_ROOT) + "/docs/database.md");
  std::vector<std::string> out;
  std::string view;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("## ")) view = line.substr(3);
    if (line.starts_with("| `")) out.push_back(view + "." + line.substr(3, line.find('`', 3) - 3));
  }
  return out;
}

TEST(DatabasePage, NamesEveryViewAndColumnInOrder) {
  const Schema schema;
  EXPECT_THAT(documented(), testing::ElementsAreArray(schema.column(
                                "SELECT v.name || '.' || c.name FROM sqlite_schema v, "
                                "pragma_table_info(v.name) c WHERE v.type = 'view' ORDER BY v.name, c.cid")));
}

TEST(DatabasePage, RestoresACopyAsTheVersionItIs) {
  std::ifstream page(std::string(EVIGRAFT_ROOT) + "/docs/database.md");
  const std::string text{std::istreambuf_iterator<char>(page), {}};
  const std::string version = std::to_string(embedded_migrations().size());
  EXPECT_THAT(text, testing::HasSubstr("PRAGMA user_version = " + version + "\""));
}

TEST(DatabasePage, DescribesEveryColumn) {
  std::ifstream page(std::string(EVIGRAFT_ROOT) + "/docs/database.md");
  int rows = 0;
  for (std::string line; std::getline(page, line);)
    if (line.starts_with("| `")) {
      ++rows;
      EXPECT_GT(line.size(), line.find("` | ") + 6) << line;
    }
  EXPECT_GT(rows, 200);
}

TEST(OutcomeView, BeginsWithTheColumnsOfTheMachineInterface) {
  const Schema schema;
  const std::vector<std::string> promised = {
      "outcome_id", "study_id", "report_id",  "doi",        "pmid",   "year",        "arm_class",
      "arm_label",  "n",        "value",      "unit",       "spread", "spread_kind", "spread_inferred",
      "interval",   "months",   "method",     "definition", "site",   "species",     "design",
      "pairing",    "decision", "confidence", "flags",      "quote"};
  std::vector<std::string> columns = schema.column("SELECT name FROM pragma_table_info('v_outcome') ORDER BY cid");
  ASSERT_GE(columns.size(), promised.size());
  columns.resize(promised.size());
  EXPECT_EQ(columns, promised);
}

TEST(Migrations, AreNumberedWithoutGaps) {
  int number = 0;
  for (const EmbeddedFile& migration : embedded_migrations())
    EXPECT_EQ(std::stoi(std::string(migration.name.substr(0, 4))), ++number) << migration.name;
  EXPECT_GE(number, 4);
}

TEST(Migrations, UseNoFunctionThatAnUntrustedSchemaMayNot) {
  for (const EmbeddedFile& migration : embedded_migrations()) {
    EXPECT_EQ(migration.text.find("json_"), std::string_view::npos) << migration.name;
    // A trigger may refuse, which calls no function; it may not write a full-text table.
    for (std::size_t at = migration.text.find("CREATE TRIGGER"); at != std::string_view::npos;
         at = migration.text.find("CREATE TRIGGER", at + 1))
      EXPECT_EQ(migration.text.substr(migration.text.find("BEGIN", at), 19), "BEGIN SELECT RAISE(") << migration.name;
  }
}
}  // namespace
