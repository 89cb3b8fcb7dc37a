#include "store/store.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "schema/embedded.h"
#include "scratch.h"
#include "store/connection.h"
#include "store/lock.h"
#include "store/records.h"

namespace {
using namespace evigraft;
using testing::HasSubstr;
namespace fs = std::filesystem;

TEST(Store, RemembersItsTopic) {
  const Scratch scratch;
  scratch.make();
  const StoredTopic topic = stored_topic(Store::open(scratch.file(), Access::read));
  EXPECT_EQ(topic.name, "lipotransfer");
  EXPECT_EQ(topic.toml, "name = \"lipotransfer\"");
  EXPECT_EQ(topic.created_at, kNow);
}

TEST(Store, MarksTheFileAsItsOwn) {
  const Scratch scratch;
  scratch.make();
  EXPECT_EQ(plain_sql(scratch.file(), "PRAGMA application_id"), std::to_string(kApplicationId));
  EXPECT_EQ(plain_sql(scratch.file(), "PRAGMA user_version"), std::to_string(schema_version()));
  EXPECT_EQ(plain_sql(scratch.file(), "PRAGMA journal_mode"), "wal");
}

TEST(Store, KeepsARecordOfEachMigration) {
  const Scratch scratch;
  scratch.make();
  EXPECT_EQ(plain_sql(scratch.file(), "SELECT count(*), max(number) FROM migration WHERE length(sha256) = 64"),
            std::to_string(schema_version()) + "|" + std::to_string(schema_version()));
}

TEST(Store, HasOnlyStrictTables) {
  const Scratch scratch;
  scratch.make();
  EXPECT_EQ(plain_sql(scratch.file(),
                      "SELECT group_concat(name) FROM pragma_table_list WHERE schema = 'main' AND "
                      "type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'"),
            "");
}

TEST(Store, RefusesAMissingFileAndNamesTheCommandsThatMakeOne) {
  const Scratch scratch;
  const std::string said = sentence(Error::Kind::database, [&] { Store::open(scratch.file(), Access::read); });
  EXPECT_THAT(said, HasSubstr("evigraft init"));
  EXPECT_THAT(said, HasSubstr("evigraft refresh"));
  EXPECT_FALSE(Store::exists(scratch.file()));
}

TEST(Store, RefusesAFolder) {
  const Scratch scratch;
  EXPECT_THAT(sentence(Error::Kind::database, [&] { Store::open(scratch.folder(), Access::read); }),
              HasSubstr("is a folder"));
}

TEST(Store, RefusesToCreateWhereSomethingIs) {
  const Scratch scratch;
  std::ofstream(scratch.file()) << "my thesis";
  EXPECT_THAT(sentence(Error::Kind::database, [&] { scratch.make(); }), HasSubstr("already"));
  EXPECT_EQ(fs::file_size(scratch.file()), 9U);
}

TEST(Store, RefusesToCreateInAMissingFolder) {
  const Scratch scratch;
  EXPECT_THAT(
      sentence(Error::Kind::database, [&] { Store::create(scratch.folder() / "no" / "such.db", "topic", "", kNow); }),
      HasSubstr("does not exist"));
}

TEST(Store, CreatesOverAnEmptyFile) {
  const Scratch scratch;
  std::ofstream(scratch.file()).flush();
  EXPECT_FALSE(Store::exists(scratch.file()));
  EXPECT_THAT(sentence(Error::Kind::database, [&] { Store::open(scratch.file(), Access::write); }), HasSubstr("empty"));
  scratch.make();
  EXPECT_TRUE(Store::exists(scratch.file()));
}

TEST(Store, PlaysNoLeftOverLogIntoANewFile) {
  const Scratch scratch;
  scratch.make();
  EXPECT_EQ(in_child([&] {
              Store store = Store::open(scratch.file(), Access::write);
              begin_run(store, "refresh", kNow);
              return raise(SIGKILL);
            }),
            128 + SIGKILL);
  ASSERT_TRUE(fs::exists(scratch.file().string() + "-wal"));
  fs::remove(scratch.file());
  scratch.make();
  EXPECT_EQ(plain_sql(scratch.file(), "SELECT count(*) FROM run"), "0");
}

TEST(Store, LeavesNothingUnderItsNameWhenCreateIsKilled) {
  const Scratch scratch;
  std::ofstream(scratch.file().string() + ".new") << "half a database";
  EXPECT_FALSE(Store::exists(scratch.file()));
  scratch.make();
  EXPECT_FALSE(fs::exists(scratch.file().string() + ".new"));
}

TEST(Store, RefusesWhatIsNoDatabase) {
  const Scratch scratch;
  std::ofstream(scratch.file()) << "PMID- 34101387\nTI  - not a database at all, but long enough to look\n";
  for (const Access access : {Access::read, Access::write})
    EXPECT_THAT(sentence(Error::Kind::database, [&] { Store::open(scratch.file(), access); }),
                HasSubstr("is not a database"));
}

TEST(Store, RefusesADatabaseOfAnotherProgram) {
  const Scratch scratch;
  std::ofstream(scratch.file()).flush();
  plain_sql(scratch.file(), "CREATE TABLE bookmarks(url TEXT)");
  EXPECT_THAT(sentence(Error::Kind::database, [&] { Store::open(scratch.file(), Access::write); }),
              HasSubstr("another program"));
}

TEST(Store, RefusesAFileOfANewerVersion) {
  const Scratch scratch;
  scratch.make();
  plain_sql(scratch.file(), "PRAGMA user_version = 999");
  for (const Access access : {Access::read, Access::write})
    EXPECT_THAT(sentence(Error::Kind::database, [&] { Store::open(scratch.file(), access); }),
                HasSubstr("newer evigraft (schema 999"));
}

TEST(Store, RefusesADamagedFile) {
  const Scratch scratch;
  scratch.make();
  plain_sql(scratch.file(), "PRAGMA wal_checkpoint(TRUNCATE)");
  {
    std::fstream file(scratch.file(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(100);
    file << std::string(4000, '\x5a');  // the page that says where every table is
  }
  EXPECT_THAT(sentence(Error::Kind::database, [&] { Store::open(scratch.file(), Access::write); }),
              HasSubstr("is damaged"));
}

TEST(Store, SaysSoWhenADamagedPageIsMetLater) {
  const Scratch scratch;
  {
    Store store = scratch.make();
    const std::int64_t run = begin_run(store, "import", kNow);
    RecordImport import(store, run, "pubmed", "a.xml", kNow);
    for (int i = 0; i < 2000; ++i) import.add(small_record(std::to_string(i)));
    import.finish({10, std::string(64, 'a')});
  }
  plain_sql(scratch.file(), "PRAGMA wal_checkpoint(TRUNCATE)");
  const auto size = static_cast<std::streamoff>(fs::file_size(scratch.file()));
  {
    std::fstream file(scratch.file(), std::ios::in | std::ios::out | std::ios::binary);
    for (std::streamoff page = 40; page * 4096 < size; ++page) {
      file.seekp(page * 4096);
      file << std::string(512, '\x5a');
    }
  }
  EXPECT_THAT(sentence(Error::Kind::database,
                       [&] {
                         const Store store = Store::open(scratch.file(), Access::read);
                         for_each_record(store, [](const StoredRecord&) {});
                       }),
              HasSubstr("is damaged"));
}

TEST(Store, LetsNoSecondProcessWrite) {
  const Scratch scratch;
  const Store store = scratch.make();
  const pid_t holder = getpid();
  EXPECT_EQ(in_child([&] {
              try {
                Store::open(scratch.file(), Access::write);
              } catch (const Error& error) {
                const std::string said = error.what();
                return said.find("process " + std::to_string(holder) + " on host") != std::string::npos ? 0 : 1;
              }
              return 2;
            }),
            0);
}

TEST(Store, IsFreeAgainWhenTheWriterWasKilled) {
  const Scratch scratch;
  scratch.make();
  EXPECT_EQ(in_child([&] {
              const Store store = Store::open(scratch.file(), Access::write);
              return raise(SIGKILL);
            }),
            128 + SIGKILL);
  EXPECT_EQ(lock_holder(scratch.file()), std::nullopt);
  EXPECT_NO_THROW(Store::open(scratch.file(), Access::write));
}

TEST(Store, CanBeReadWhileAnotherProcessWrites) {
  const Scratch scratch;
  Store store = scratch.make();
  const std::int64_t run = begin_run(store, "refresh", kNow);
  EXPECT_EQ(in_child([&] {
              const Store reader = Store::open(scratch.file(), Access::read);
              return source_runs(reader, run).empty() ? 0 : 1;
            }),
            0);
  EXPECT_EQ(lock_holder(scratch.file()).value_or("").substr(0, 8), "process ");
}

TEST(Store, WritesNothingWhenOpenedForReading) {
  const Scratch scratch;
  scratch.make();
  Store reader = Store::open(scratch.file(), Access::read);
  EXPECT_THAT(sentence(Error::Kind::database, [&] { begin_run(reader, "refresh", kNow); }),
              HasSubstr("cannot be written"));
}

TEST(Store, CanBeReadFromAFolderThatCannotBeWritten) {
  const Scratch scratch;
  scratch.make();
  chmod(scratch.file().c_str(), 0444);
  chmod(scratch.folder().c_str(), 0555);
  EXPECT_EQ(in_child([&] {
              if (getuid() == 0 && setuid(65534) != 0) return 3;  // root may write anywhere: be nobody
              if (stored_topic(Store::open(scratch.file(), Access::read)).name != "lipotransfer") return 1;
              try {
                Store::open(scratch.file(), Access::write);
              } catch (const Error& error) {
                return error.kind() == Error::Kind::database ? 0 : 2;
              }
              return 4;
            }),
            0);
}

TEST(Store, IsTheSameFileThroughALink) {
  const Scratch scratch;
  const Store store = scratch.make();
  fs::create_symlink(scratch.file(), scratch.folder() / "link.db");
  EXPECT_THAT(sentence(Error::Kind::database, [&] { Store::open(scratch.folder() / "link.db", Access::write); }),
              HasSubstr("is being written by"));
  EXPECT_FALSE(fs::exists(scratch.folder() / "link.db.lock"));
}

TEST(Store, TakesFileNamesThatSqliteWouldReadAsSettings) {
  const Scratch scratch;
  const fs::path odd = scratch.folder() / "50% of #1?mode=memory.db";
  Store::create(odd, "lipotransfer", "", kNow);
  EXPECT_TRUE(fs::exists(odd));
  EXPECT_EQ(stored_topic(Store::open(odd, Access::read)).name, "lipotransfer");
}

TEST(Store, KnowsNetworkFileSystemsByTheirMagicNumbers) {
  EXPECT_EQ(network_file_system(0x6969), "NFS");
  EXPECT_EQ(network_file_system(0xFF534D42), "CIFS");
  EXPECT_EQ(network_file_system(0xEF53), std::nullopt);      // ext4
  EXPECT_EQ(network_file_system(0x01021994), std::nullopt);  // tmpfs
}

TEST(Store, OpensWithEverySafetySetting) {
  const Scratch scratch;
  scratch.make();
  for (const Access access : {Access::read, Access::write}) {
    const Store store = Store::open(scratch.file(), access);
    Connection& connection = store.connection();
    EXPECT_EQ(single_number(connection, "PRAGMA foreign_keys"), 1);
    EXPECT_EQ(single_number(connection, "PRAGMA cell_size_check"), 1);
    EXPECT_EQ(single_number(connection, "PRAGMA trusted_schema"), 0);
    EXPECT_GT(single_number(connection, "PRAGMA busy_timeout"), 0);
    int defensive = 0;
    sqlite3_db_config(connection.database.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, -1, &defensive);
    EXPECT_EQ(defensive, 1);
  }
}

/// A file as the first migrations made it, with rows of its time.
void make_older_file(const std::filesystem::path& file, int version, const std::string& rows) {
  std::string sql = "PRAGMA application_id = " + std::to_string(kApplicationId) + ";";
  for (int number = 1; number <= version; ++number) {
    const EmbeddedFile migration = embedded_migrations()[static_cast<std::size_t>(number - 1)];
    sql += migration.text;
    sql += "INSERT INTO migration VALUES (" + std::to_string(number) + ", '" + std::string(migration.name) + "', '" +
           std::string(64, '0') + "', 't');";
  }
  sql +=
      "INSERT INTO topic VALUES (1, 'lipotransfer', 't', 't'); PRAGMA user_version = " + std::to_string(version) + ";";
  std::ofstream{file};
  ASSERT_EQ(plain_sql(file, sql + rows), "");
}

TEST(Store, BringsAnOlderFileUpToDateWhenOpenedForWritingOnly) {
  const Scratch scratch;
  make_older_file(scratch.file(), 3, "");
  EXPECT_THAT(sentence(Error::Kind::database, [&] { Store::open(scratch.file(), Access::read); }),
              HasSubstr("older evigraft"));
  Store::open(scratch.file(), Access::write);
  EXPECT_EQ(plain_sql(scratch.file(), "PRAGMA user_version"), std::to_string(schema_version()));
  EXPECT_EQ(plain_sql(scratch.file(), "SELECT count(*) FROM migration"), std::to_string(schema_version()));
  EXPECT_NO_THROW(Store::open(scratch.file(), Access::read));
}

/// A record and what was read of it: one outcome, number 7.
const std::string kOneOutcome =
    "INSERT INTO run(id, command, started_at) VALUES (1, 'x', 't');"
    "INSERT INTO payload(id, kind, run_id, source, name, size, verdict, received_at) "
    "VALUES (1, 'file', 1, 's', 'n', 1, 'accepted', 't');"
    "INSERT INTO record(id, source, source_key, status, title, abstract, abstract_text, authors, journal, "
    "publication_types, mesh, keywords, language, relations, registry, payload_id, digest, first_run, changed_run) "
    "VALUES (1, 's', 'a', 'current', 't', '[]', '', '[]', '{}', '[]', '[]', '[]', '[]', '[]', '[]', 1, x'00', 1, 1);"
    "INSERT INTO report VALUES (1, 's:a', 'current', NULL, 1, 1);"
    "INSERT INTO reading VALUES (1, 1, 'human', 'rct', 'parallel', NULL, NULL, '1', 'd', 1);"
    "INSERT INTO arm VALUES (1, 1, 'ASC', '', 0, NULL);"
    "INSERT INTO outcome(id, arm_id, report_id, arm_label, measure, value, unit, statistic, polarity_flipped, "
    "as_printed, occurrence, span_field, span_start, span_end, span_text, confidence, flags, first_run, changed_run) "
    "VALUES (7, 1, 1, '', 'retention', 48, '%', 'mean', 0, '48%', 0, 'title', 0, 1, 't', 1, '[]', 1, 1);";

TEST(Store, KeepsOutcomesAndTheirUseWhenTheirTableIsMadeAnew) {
  const Scratch scratch;
  make_older_file(
      scratch.file(), 5,
      kOneOutcome +
          "INSERT INTO study VALUES (1, 's:a', 'r', 1);"
          "INSERT INTO effect(id, comparison, study_id, measure, reading, within_person, flags, run_id) "
          "VALUES (1, 'ASC', 1, 'MN', 'stated', 0, '[]', 1);"
          "INSERT INTO effect_outcome VALUES (1, 1, 7); UPDATE sqlite_sequence SET seq = 20 WHERE name = 'outcome'");
  Store::open(scratch.file(), Access::write);
  EXPECT_EQ(plain_sql(scratch.file(), "SELECT outcome_id, value, decision FROM v_outcome"), "7|48.0|auto");
  EXPECT_EQ(plain_sql(scratch.file(), "SELECT effect_id, side, outcome_id FROM effect_outcome"), "1|1|7");
  EXPECT_EQ(plain_sql(scratch.file(), "SELECT seq FROM sqlite_sequence WHERE name = 'outcome'"), "20");
}

TEST(Store, KeepsDecisionsAndWhatStandsOnThemWhenTheirTableIsMadeAnew) {
  const Scratch scratch;
  make_older_file(
      scratch.file(), 7,
      "INSERT INTO run(id, command, started_at) VALUES (1, 'x', 't');"
      "INSERT INTO decision(id, at, who, why, kind, target_kind, target, run_id) "
      "VALUES (3, 't', 'w', 'y', 'add', 'report', 's:a', 1);"
      "INSERT INTO entered_number VALUES (3, 12); UPDATE sqlite_sequence SET seq = 9 WHERE name = 'decision'");
  Store::open(scratch.file(), Access::write);
  EXPECT_EQ(plain_sql(scratch.file(), "SELECT decision_id, who, kind, target FROM v_decision"), "3|w|add|s:a");
  EXPECT_EQ(plain_sql(scratch.file(), "SELECT decision_id, outcome_id FROM entered_number"), "3|12");
  EXPECT_EQ(plain_sql(scratch.file(), "SELECT seq FROM sqlite_sequence WHERE name = 'decision'"), "9");
}

TEST(Store, KeepsWhatCountsOnDecisionsWhenTheirTableIsMadeAnew) {
  const Scratch scratch;
  make_older_file(scratch.file(), 7,
                  kOneOutcome +
                      "INSERT INTO decision(id, at, who, why, kind, target_kind, target, value, seen, run_id) VALUES "
                      "(2, 't', 'Ann', 'y', 'set', 'outcome', 's:a|title|48%|0|||0', '{\"n\":\"6\"}', '{}', 1), "
                      "(3, 't', 'Ann', 'z', 'screen', 'report', 's:a', '{\"verdict\":\"include\"}', '{}', 1), "
                      "(4, 't', 'Bob', 'z', 'undo', 'decision', '3', '{}', '{}', 1);"
                      "INSERT INTO decided_outcome(outcome_id, decision, decision_id, arm_class, value, statistic, n, "
                      "machine) VALUES (7, 'corrected', 2, 'ASC', 48, 'mean', 6, '{\"n\":\"\"}')");
  Store::open(scratch.file(), Access::write);
  EXPECT_EQ(plain_sql(scratch.file(), "SELECT n, decision, decided_by, decided_why FROM v_outcome"),
            "6|corrected|Ann|y");
  EXPECT_EQ(plain_sql(scratch.file(), "SELECT undone_by FROM v_decision WHERE decision_id = 3"), "4");
  EXPECT_EQ(plain_sql(scratch.file(), "PRAGMA foreign_key_check"), "");
  EXPECT_EQ(plain_sql(scratch.file(), "SELECT sum(n) FROM v_prisma WHERE box = 'dbr_excluded'"), "0");
}

TEST(Store, LeavesAnOlderFileAsItWasWhenAMigrationFails) {
  const Scratch scratch;
  scratch.make();
  plain_sql(scratch.file(), "DELETE FROM migration WHERE number >= 4; PRAGMA user_version = 3");  // the views are there
  EXPECT_THROW(Store::open(scratch.file(), Access::write), Error);
  EXPECT_EQ(plain_sql(scratch.file(), "PRAGMA user_version"), "3");
  EXPECT_EQ(plain_sql(scratch.file(), "SELECT count(*) FROM migration"), "3");
}
}  // namespace
