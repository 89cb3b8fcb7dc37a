// Judgements, fates at full text and letters through the real program, over the bundled references.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "program.h"

namespace {
using namespace evigraft::test;
using Json = nlohmann::json;

std::string bytes_of(const std::string& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

class JudgementsTest : public testing::Test {
 protected:
  void SetUp() override {
    sandbox_.environment["EVIGRAFT_REVIEWER"] = "Ann Lee";
    const Ended imported = sandbox_.run({"import", std::string(EVIGRAFT_ROOT) + "/docs/example/references.json"});
    ASSERT_EQ(imported.code, 0) << imported.err;
  }

  Ended judge(const std::vector<std::string>& words) {
    std::vector<std::string> args = {"review", "judge"};
    args.insert(args.end(), words.begin(), words.end());
    args.insert(args.end(), {"--why", "full text"});
    return sandbox_.run(args);
  }
  std::string an_outcome() {
    return "outcome:" +
           std::to_string(sandbox_.json({"outcomes"}).at("outcomes").at(0).at("outcome_id").get<std::int64_t>());
  }

  Sandbox sandbox_;
};

TEST_F(JudgementsTest, AnOverallBetterThanItsWorstDomainIsKeptWithAWarning) {
  const Ended judged = judge({an_outcome(), "rob2", "D3", "high", "overall", "low"});
  EXPECT_EQ(judged.code, 0) << judged.err;
  EXPECT_NE(judged.err.find("D3 is 'High'"), std::string::npos) << judged.err;
  const Json all = sandbox_.json({"review", "judgements"}).at("judgements");
  EXPECT_EQ(all.at(0).at("domains").at("overall").at("judgement"), "Low");
  EXPECT_EQ(all.at(0).at("disagreements").size(), 1U);
}

TEST_F(JudgementsTest, WhatTheInstrumentDoesNotTakeIsRefusedWithWhatItDoes) {
  const Ended word = judge({an_outcome(), "rob2", "D1", "moderate"});
  EXPECT_EQ(word.code, 2);
  EXPECT_NE(word.err.find("Low, Some concerns or High"), std::string::npos) << word.err;
  EXPECT_EQ(judge({"ASC:tea", "grade", "start", "high"}).code, 2);
  EXPECT_EQ(judge({"report:99999", "nos", "S1", "1"}).code, 1);
  EXPECT_EQ(judge({"ASC:conventional", "rob2", "D1", "low"}).code, 2);
}

TEST_F(JudgementsTest, RobvisGetsWholeRowsAndHearsOfTheOthers) {
  const std::string outcome = an_outcome();
  judge({outcome, "rob2", "D1", "low"});
  const Ended part = sandbox_.run({"export", "--format", "robvis", "--instrument", "rob2"});
  EXPECT_EQ(part.out, "Study,D1,D2,D3,D4,D5,Overall\r\n");
  EXPECT_NE(part.err.find("not judged yet: D2, D3, D4, D5, Overall"), std::string::npos) << part.err;
  judge({outcome, "rob2", "D2", "low", "D3", "low", "D4", "low", "D5", "some concerns", "overall", "some concerns"});
  const Ended whole = sandbox_.run({"export", "--format", "robvis", "--instrument", "rob2"});
  EXPECT_NE(whole.out.find(",Low,Low,Low,Low,Some concerns,Some concerns\r\n"), std::string::npos) << whole.out;
  EXPECT_EQ(whole.err, "");
  const Ended weighted =
      sandbox_.run({"export", "--format", "robvis", "--instrument", "rob2", "--weights", "ASC:conventional"});
  EXPECT_TRUE(weighted.out.starts_with("Study,D1,D2,D3,D4,D5,Overall,Weight\r\n")) << weighted.out;
  EXPECT_EQ(sandbox_.run({"export", "--format", "robvis"}).code, 2);
  EXPECT_EQ(sandbox_.run({"export", "--format", "prisma2020", "--instrument", "rob2"}).code, 2);
}

TEST_F(JudgementsTest, StandOnThePageOnceThereAreAny) {
  ASSERT_EQ(sandbox_.run({"publish", "-o", sandbox_.file("page")}).code, 0);
  EXPECT_EQ(bytes_of(sandbox_.file("page/index.html")).find("id=\"judgements\""), std::string::npos);
  judge({an_outcome(), "rob2", "D1", "low"});
  judge({"ASC:conventional", "grade", "start", "high"});
  ASSERT_EQ(sandbox_.run({"publish", "-o", sandbox_.file("page")}).code, 0);
  const std::string page = bytes_of(sandbox_.file("page/index.html"));
  EXPECT_NE(page.find("Summary of findings"), std::string::npos);
  EXPECT_NE(page.find("Risk of bias, RoB 2"), std::string::npos);
}

TEST_F(JudgementsTest, AnExclusionAtFullTextNeedsACategoryAndIsCountedByIt) {
  EXPECT_EQ(sandbox_.run({"review", "screen", "1", "exclude", "--stage", "full_text", "--why", "x"}).code, 2);
  const Ended done = sandbox_.run({"review", "screen", "1", "exclude", "--stage", "full_text", "--category",
                                   "wrong comparator", "--why", "both arms got cells"});
  ASSERT_EQ(done.code, 0) << done.err;
  const Json boxes = sandbox_.json({"query", "SELECT detail FROM v_prisma WHERE box = 'dbr_excluded'"});
  EXPECT_NE(boxes.at("query").at(0).at("detail").get<std::string>().find("wrong comparator, 1"), std::string::npos);
}

TEST_F(JudgementsTest, LettersAreFilesNamedByTheStudysNumber) {
  const Ended written = sandbox_.run({"review", "letters", "-o", sandbox_.file("letters")});
  ASSERT_EQ(written.code, 0) << written.err;
  const Json all = sandbox_.json({"review", "letters"}).at("letters");
  ASSERT_FALSE(all.empty());
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(sandbox_.file("letters"))) {
    ++files;
    EXPECT_TRUE(entry.path().filename().string().starts_with("letter-")) << entry.path();
  }
  EXPECT_EQ(files, all.size());
  const std::string name = "letter-" + std::to_string(all.at(0).at("study_id").get<std::int64_t>()) + ".txt";
  EXPECT_EQ(bytes_of(sandbox_.file("letters/" + name)), all.at(0).at("text"));
}

TEST_F(JudgementsTest, ALetterNoLongerAsksForWhatAPersonEntered) {
  const Json first = sandbox_.json({"review", "letters"}).at("letters").at(0);
  const std::string study = std::to_string(first.at("study_id").get<std::int64_t>());
  for (const Json& report : first.at("reports"))
    for (const Json& question : report.at("questions")) {
      const std::string id = std::to_string(question.at("outcome_id").get<std::int64_t>());
      const Ended set = sandbox_.run({"review", "set", id, "n", "7", "spread", "5", "spread_kind", "sd", "months", "6",
                                      "definition", "of the injected volume", "arm_class", "SVF", "--why", "letter"});
      ASSERT_EQ(set.code, 0) << set.err;
    }
  EXPECT_TRUE(sandbox_.json({"review", "letters", "--study", study}).at("letters").empty());
}
}  // namespace
