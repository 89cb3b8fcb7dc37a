// `extract --jats`: one line a file; a bad file is named and the rest goes on.
#include "cli/commands/extract_jats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "reader.h"

namespace {
using namespace evigraft;

class ExtractJats : public testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& bytes) {
    const auto path = folder_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("evigraft_jats_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  int run(const std::vector<std::string>& files) {
    return extract_jats(files, out_, errors_, reader(), lipotransfer());
  }

  std::filesystem::path folder_;
  std::ostringstream out_, errors_;
};

const char* const kArticle =
    "<article><front><article-meta><article-id pub-id-type=\"pmc\">PMC9</article-id><abstract><p>Retention was 61% "
    "with SVF at 6 "
    "months.</p></abstract></article-meta></front></article>";

TEST_F(ExtractJats, WritesTheKeysOfTheInterface) {
  EXPECT_EQ(run({file("a.xml", kArticle)}), 0);
  const auto line = nlohmann::json::parse(out_.str());
  EXPECT_EQ(line["id"], "PMC9");
  for (const char* key : {"species", "design", "pairing", "n_total", "arms", "outcomes", "comparisons"})
    EXPECT_TRUE(line.contains(key)) << key;
  EXPECT_EQ(line["outcomes"][0]["span"]["field"], "abstract");
}

TEST_F(ExtractJats, NamesABadFileInOneLineAndGoesOn) {
  EXPECT_EQ(run({file("bad.xml", "<article><body>"), file("a.xml", kArticle), folder_ / "missing.xml"}), 4);
  EXPECT_THAT(errors_.str(), testing::HasSubstr("bad.xml"));
  EXPECT_THAT(errors_.str(), testing::HasSubstr("missing.xml"));
  EXPECT_EQ(std::ranges::count(errors_.str(), '\n'), 2);
  EXPECT_EQ(std::ranges::count(out_.str(), '\n'), 1);
}

TEST_F(ExtractJats, FailsWhenEveryFileIsBad) { EXPECT_EQ(run({file("bad.xml", "no xml"), folder_.string()}), 1); }

TEST_F(ExtractJats, AnswersAQuestionWithNullForWhatIsNotReported) {
  const Article article = read_jats_file(file("a.xml", kArticle));
  const auto json = to_json(answer(article, {"SVF", "control", "blood pressure"}));
  EXPECT_TRUE(json["type"].is_null());
  EXPECT_TRUE(json["intervention"]["mean"].is_null());
  EXPECT_TRUE(json["comparator"]["events"].is_null());
}

}  // namespace
