#include "store/snapshot.h"

#include "scratch.h"
#include "store/evidence.h"

namespace {
using namespace evigraft;

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Snapshot, HoldsWhatIsCommittedAndKeepsItWhenTheOriginalGoesOn) {
  const Scratch scratch;
  Store store = scratch.make();
  begin_run(store, "first", kNow);
  const auto copy = scratch.folder() / "copy.sqlite";
  copy_database(store, copy);
  begin_run(store, "second", kNow);
  EXPECT_EQ(plain_sql(copy, "SELECT command FROM run"), "first");
  EXPECT_EQ(stored_topic(Store::open(copy, Access::read)).name, "lipotransfer");
}

TEST(OneMoment, ReadsWhatStoodAtItsFirstReadWhateverIsCommittedMeanwhile) {
  const Scratch scratch;
  Store writer = scratch.make();
  begin_run(writer, "first", kNow);
  const Store reader = Store::open(scratch.file(), Access::read);
  {
    const OneMoment moment(reader);
    EXPECT_EQ(last_run(reader), 1);
    begin_run(writer, "second", kNow);
    EXPECT_EQ(last_run(reader), 1);
  }
  EXPECT_EQ(last_run(reader), 2);
}

TEST(Snapshot, TheSameContentGivesTheSameBytes) {
  const Scratch scratch;
  const Store store = scratch.make();
  copy_database(store, scratch.folder() / "a.sqlite");
  copy_database(store, scratch.folder() / "b.sqlite");
  EXPECT_EQ(bytes_of(scratch.folder() / "a.sqlite"), bytes_of(scratch.folder() / "b.sqlite"));
}

TEST(Snapshot, NeedsNoWriteAheadLog) {
  const Scratch scratch;
  const auto copy = scratch.folder() / "copy.sqlite";
  copy_database(scratch.make(), copy);
  EXPECT_EQ(bytes_of(copy).substr(18, 2), "\1\1");  // file format 1: a rollback journal
  { const Store reader = Store::open(copy, Access::read); }
  EXPECT_FALSE(std::filesystem::exists(copy.string() + "-wal"));
  EXPECT_FALSE(std::filesystem::exists(copy.string() + "-shm"));
}

TEST(Snapshot, AFileThatIsThereIsNotWrittenOver) {
  const Scratch scratch;
  const auto copy = scratch.folder() / "copy.sqlite";
  std::ofstream(copy) << "mine";
  const Store store = scratch.make();
  EXPECT_THROW(copy_database(store, copy), Error);
  EXPECT_EQ(bytes_of(copy), "mine");
}
}  // namespace
