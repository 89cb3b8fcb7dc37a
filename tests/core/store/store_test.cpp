#include "store/store.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

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

TEST(Store, BringsAnOlderFileUpToDateWhenOpenedForWritingOnly) {
  const Scratch scratch;
  scratch.make();
  // As a file looks that was made before 0004, the views, before the column of 0005 and the table of 0006.
  const std::string views =
      plain_sql(scratch.file(), "SELECT 'DROP VIEW ' || name || ';' FROM sqlite_schema WHERE type = 'view'");
  plain_sql(scratch.file(), views);
  plain_sql(scratch.file(), "ALTER TABLE outcome DROP COLUMN spread_evidence; DROP TABLE outcome_history");
  plain_sql(scratch.file(), "DELETE FROM migration WHERE number >= 4; PRAGMA user_version = 3");
  EXPECT_THAT(sentence(Error::Kind::database, [&] { Store::open(scratch.file(), Access::read); }),
              HasSubstr("older evigraft"));
  Store::open(scratch.file(), Access::write);
  EXPECT_EQ(plain_sql(scratch.file(), "PRAGMA user_version"), std::to_string(schema_version()));
  EXPECT_EQ(plain_sql(scratch.file(), "SELECT count(*) FROM migration"), std::to_string(schema_version()));
  EXPECT_NO_THROW(Store::open(scratch.file(), Access::read));
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
