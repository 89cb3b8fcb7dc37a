#include "cli/whole_file.h"

#include <evigraft/error.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace {
namespace fs = std::filesystem;
using evigraft::Error;
using evigraft::cli::read_whole;
using evigraft::cli::write_whole;

class WriteWhole : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "evigraft-whole-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  void TearDown() override { fs::remove_all(folder_); }
  [[nodiscard]] std::ptrdiff_t files() const { return std::distance(fs::directory_iterator(folder_), {}); }
  fs::path folder_;
};

TEST_F(WriteWhole, LeavesNothingBesideTheFile) {
  write_whole(folder_ / "a", "1", "file");
  write_whole(folder_ / "a", "2", "file");
  EXPECT_EQ(read_whole((folder_ / "a").string(), 9), "2");
  EXPECT_EQ(files(), 1);
}

TEST_F(WriteWhole, FollowsNoLinkThatLiesInItsWay) {
  std::ofstream(folder_ / "diary") << "mine";
  fs::create_symlink(folder_ / "diary", folder_ / "a.part");
  write_whole(folder_ / "a", "1", "file");
  EXPECT_EQ(read_whole((folder_ / "diary").string(), 9), "mine");
  EXPECT_EQ(read_whole((folder_ / "a").string(), 9), "1");
}

TEST_F(WriteWhole, LeavesNoPartBehindWhenItFails) {
  fs::create_directory(folder_ / "a");
  std::ofstream(folder_ / "a" / "b") << "x";
  EXPECT_THROW(write_whole(folder_ / "a", "1", "file"), Error);
  EXPECT_EQ(files(), 1);
}
}  // namespace
