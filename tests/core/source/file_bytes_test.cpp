#include "source/file_bytes.h"

#include <evigraft/error.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

namespace {
using namespace evigraft;
namespace fs = std::filesystem;

class FileBytesTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("evigraft-bytes-" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path write(const std::string& name, const std::string& bytes) {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return folder_ / name;
  }
  fs::path write_gzip(const std::string& name, const std::string& bytes) {
    gzFile file = gzopen((folder_ / name).c_str(), "wb");
    gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
    gzclose(file);
    return folder_ / name;
  }
  static std::string all(FileBytes& bytes) {
    std::string out(64, '\0'), text;
    while (const std::size_t got = bytes.read(out.data(), out.size())) text.append(out, 0, got);
    return text;
  }
  static std::string varied(std::size_t size) {
    std::string text;
    for (unsigned i = 1; text.size() < size; i = i * 1664525U + 1013904223U) text += std::to_string(i);
    return text;
  }

  fs::path folder_;
};

TEST_F(FileBytesTest, PlainBytesComeAsTheyAre) {
  FileBytes bytes(write("a", "hello"), {});
  EXPECT_FALSE(bytes.compressed());
  EXPECT_EQ(all(bytes), "hello");
}

TEST_F(FileBytesTest, GzipIsUndoneWhateverTheNameSays) {
  const std::string text = varied(2'000'000);
  FileBytes bytes(write_gzip("a.xml", text), {});
  EXPECT_TRUE(bytes.compressed());
  EXPECT_EQ(all(bytes), text);
}

TEST_F(FileBytesTest, TheHeadIsNotTaken) {
  FileBytes bytes(write("a", "hello"), {});
  EXPECT_EQ(bytes.head(), "hello");
  EXPECT_EQ(all(bytes), "hello");
}

TEST_F(FileBytesTest, RawBlocksAreTheBytesOnDisk) {
  const fs::path file = write_gzip("a", varied(1'000'000));
  std::uint64_t size = 0;
  FileBytes bytes(file, [&](std::string_view block) { size += block.size(); });
  (void)all(bytes);
  EXPECT_EQ(size, fs::file_size(file));
}

TEST_F(FileBytesTest, ATruncatedGzipGivesWhatCameBeforeAndSaysSo) {
  const std::string text = varied(2'000'000);
  const fs::path file = write_gzip("a", text);
  fs::resize_file(file, fs::file_size(file) / 2);
  FileBytes bytes(file, {});
  const std::string before = all(bytes);
  EXPECT_GT(before.size(), 100'000U);
  EXPECT_EQ(text.compare(0, before.size(), before), 0);
  EXPECT_NE(bytes.fault().find("ends too early"), std::string::npos);
}

TEST_F(FileBytesTest, AnEmptyFileIsEmpty) {
  FileBytes bytes(write("a", ""), {});
  EXPECT_EQ(all(bytes), "");
}

TEST_F(FileBytesTest, AMissingFileAndAFolderAreRefused) {
  EXPECT_THROW(FileBytes(folder_ / "none", {}), Error);
  EXPECT_THROW(FileBytes(folder_, {}), Error);
}
}  // namespace
