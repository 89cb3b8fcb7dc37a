#include "cli/export_folder.h"

#include <evigraft/error.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace evigraft::cli {
namespace {
namespace fs = std::filesystem;

class ExportFolderTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "evigraft-folder-XXXXXX").string();
    root_ = mkdtemp(name.data());
  }
  void TearDown() override { fs::remove_all(root_); }
  [[nodiscard]] fs::path out() const { return root_ / "out"; }
  static void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }
  static std::string read(const fs::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void export_text(const std::string& text) const {
    ExportFolder folder(out(), {"a.csv"});
    write(folder.file("a.csv"), text);
    folder.commit();
  }
  fs::path root_;
};

TEST_F(ExportFolderTest, IsThereOnlyWhenItIsWhole) {
  {
    ExportFolder folder(out(), {"a.csv"});
    write(folder.file("a.csv"), "1");
    EXPECT_FALSE(fs::exists(out()));
  }
  EXPECT_TRUE(fs::is_empty(root_));
  export_text("1");
  EXPECT_EQ(read(out() / "a.csv"), "1");
}

TEST_F(ExportFolderTest, ReplacesOneOfItsOwn) {
  export_text("1");
  export_text("2");
  EXPECT_EQ(read(out() / "a.csv"), "2");
  EXPECT_EQ(std::distance(fs::directory_iterator(root_), {}), 1);
}

TEST_F(ExportFolderTest, RefusesAFolderWithAnythingElseInIt) {
  export_text("1");
  write(out() / "thesis.doc", "mine");
  EXPECT_THROW(export_text("2"), Error);
  EXPECT_EQ(read(out() / "a.csv"), "1");
  EXPECT_EQ(read(out() / "thesis.doc"), "mine");
}

TEST_F(ExportFolderTest, ClearsAwayWhatAKilledExportLeft) {
  fs::create_directory(root_ / "out.part");
  write(root_ / "out.part" / "a.csv.part", "half");
  export_text("1");
  EXPECT_EQ(std::distance(fs::directory_iterator(root_), {}), 1);
}

TEST_F(ExportFolderTest, GoesOnAfterOneThatWasKilledBetweenItsRenamings) {
  fs::create_directory(root_ / "out.earlier");
  write(root_ / "out.earlier" / "a.csv", "0");
  export_text("1");
  export_text("2");
  EXPECT_EQ(read(out() / "a.csv"), "2");
  EXPECT_EQ(std::distance(fs::directory_iterator(root_), {}), 1);
}

TEST_F(ExportFolderTest, RefusesToClearAwayWhatIsNotItsOwn) {
  fs::create_directory(root_ / "out.earlier");
  write(root_ / "out.earlier" / "thesis.doc", "mine");
  EXPECT_THROW(export_text("1"), Error);
  EXPECT_EQ(read(root_ / "out.earlier" / "thesis.doc"), "mine");
}

TEST_F(ExportFolderTest, RefusesAFileAndALink) {
  write(out(), "mine");
  EXPECT_THROW(export_text("1"), Error);
  fs::remove(out());
  fs::create_directory(root_ / "elsewhere");
  fs::create_directory_symlink(root_ / "elsewhere", out());
  EXPECT_THROW(export_text("1"), Error);
}

TEST_F(ExportFolderTest, ASlashAtTheEndOfTheNameMeansTheSame) {
  ExportFolder folder(out().string() + "/", {"a.csv"});
  write(folder.file("a.csv"), "1");
  folder.commit();
  EXPECT_EQ(read(out() / "a.csv"), "1");
}
}  // namespace
}  // namespace evigraft::cli
