// The bundled example through the real program, as quickstart runs it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "program.h"

namespace {
using namespace evigraft::test;
using Json = nlohmann::json;

class ExampleTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    sandbox_ = new Sandbox;
    const std::string example = std::string(EVIGRAFT_ROOT) + "/docs/example/";
    refreshed_ = sandbox_->run({"refresh", "--replay", example + "lipotransfer.har"});
    imported_ = sandbox_->run({"import", example + "references.json", example + "retraction.json"});
    published_ = sandbox_->run({"publish", "-o", sandbox_->file("page")});
  }
  static void TearDownTestSuite() { delete sandbox_; }

  static std::string page() {
    std::ifstream in(sandbox_->file("page/index.html"));
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  }
  static Json meta(const std::string& comparison, const std::string& spread) {
    return sandbox_->json({"meta", "--compare", comparison, "--spread", spread});
  }

  static inline Sandbox* sandbox_ = nullptr;
  static inline Ended refreshed_, imported_, published_;
};

TEST_F(ExampleTest, RunsWithoutAFault) {
  EXPECT_EQ(refreshed_.code, 0) << refreshed_.err;
  EXPECT_EQ(imported_.code, 0) << imported_.err;
  EXPECT_EQ(published_.code, 0) << published_.err;
}

TEST_F(ExampleTest, PrintsEachComparisonAndThePageLast) {
  std::istringstream lines(published_.out);
  std::string line, last;
  for (const char* name : {"ASC vs conventional", "SVF vs conventional", "ASC vs SVF"}) {
    ASSERT_TRUE(std::getline(lines, line));
    EXPECT_EQ(line.find(name), 0U) << line;
    EXPECT_NE(line.find("k = "), std::string::npos) << line;
    EXPECT_NE(line.find("95% CI"), std::string::npos) << line;
  }
  ASSERT_TRUE(std::getline(lines, last));
  EXPECT_TRUE(last.ends_with(".html")) << last;
}

TEST_F(ExampleTest, PoolsTheTwoTrialsWhoseIntervalsGiveAStandardDeviation) {
  const Json stated = meta("ASC:conventional", "stated");
  EXPECT_EQ(stated.at("k"), 2);
}

TEST_F(ExampleTest, SaysHowAResultMovedSinceTheFirstRun) {
  const Json since = sandbox_->json({"meta", "--compare", "ASC:conventional", "--since", "1"}).at("since");
  EXPECT_EQ(since.at("before").at("k"), 1);
  EXPECT_EQ(since.at("after").at("k"), 2);
  ASSERT_EQ(since.at("entered").size(), 1U);
  EXPECT_EQ(since.at("entered").at(0).at("study"), "Vester-Glowinski 2022");
  EXPECT_EQ(since.at("entered").at(0).at("run"), 2);
}

TEST_F(ExampleTest, PoolsStudiesAsTheyEntered) {
  const Json rows = sandbox_->json({"meta", "--compare", "ASC:conventional", "--order", "refreshed"}).at("refreshed");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows.at(0).at("run"), 1);
  EXPECT_EQ(rows.at(1).at("k"), 2);
}

TEST_F(ExampleTest, UndeclaredSpreadsEnterOnlyWhenAskedFor) {
  EXPECT_EQ(meta("SVF:conventional", "stated").at("k"), 0);
  EXPECT_GE(meta("SVF:conventional", "as-sd").at("k").get<int>(), 3);
  EXPECT_EQ(meta("ASC:SVF", "as-se").at("k"), 1);
}

TEST_F(ExampleTest, TheSeedTrialsSpreadsAreJudgedStandardErrorsFromItsPValues) {
  const Json show = sandbox_->json({"show", "10.1002/sctm.20-0419"}).at("show").at(0);
  ASSERT_EQ(show.at("outcomes").size(), 3U);
  for (const Json& outcome : show.at("outcomes")) {
    EXPECT_EQ(outcome.at("spread_kind"), "unknown");
    EXPECT_EQ(outcome.at("spread_inferred"), "se");
    EXPECT_NE(outcome.at("spread_evidence").get<std::string>().find("ANOVA with Tukey's test (.00036, .000003, .0346)"),
              std::string::npos);
  }
}

TEST_F(ExampleTest, AVerdictEntersAnEstimateOnlyWhenAskedForAndIsFlagged) {
  EXPECT_EQ(meta("ASC:SVF", "stated").at("k"), 0);
  const Json inferred = meta("ASC:SVF", "inferred");
  EXPECT_EQ(inferred.at("k"), 1);
  const Json& study = inferred.at("studies").at(0);
  EXPECT_EQ(study.at("flags"), Json::array({"se_inferred"}));
  ASSERT_EQ(study.at("inferred").size(), 2U);
  EXPECT_EQ(study.at("inferred").at(0).at("span").at("text"), "49.83 ± 3.61%");
}

TEST_F(ExampleTest, AVerdictSurvivesAnotherReading) {
  const std::string query = "SELECT outcome_id, spread_inferred, spread_evidence FROM v_outcome ORDER BY outcome_id";
  const Json before = sandbox_->json({"query", query});
  ASSERT_EQ(sandbox_->run({"extract"}).code, 0);
  EXPECT_EQ(sandbox_->json({"query", query}), before);
}

TEST_F(ExampleTest, HoldsTheSeedTrialsSixMonthFigures) {
  const Json show = sandbox_->json({"show", "10.1002/sctm.20-0419"}).at("show").at(0);
  std::map<std::string, double> values;
  for (const Json& outcome : show.at("outcomes")) values[outcome.at("arm_class")] = outcome.at("value");
  EXPECT_EQ(values["ASC"], 49.83);
  EXPECT_EQ(values["SVF"], 31.75);
  EXPECT_EQ(values["conventional"], 21.86);
}

TEST_F(ExampleTest, PrismaIdentitiesHold) {
  std::map<std::string, int> n;
  const Json boxes = sandbox_->json({"query", "SELECT box, n FROM v_prisma WHERE n IS NOT NULL"});
  for (const Json& row : boxes.at("query")) n[row.at("box")] = row.at("n");
  EXPECT_EQ(n["database_results"],
            n["duplicates"] + n["excluded_automatic"] + n["excluded_other"] + n["records_screened"]);
  EXPECT_EQ(n["records_screened"], n["records_excluded"] + n["dbr_sought_reports"]);
  EXPECT_EQ(n["dbr_sought_reports"], n["dbr_notretrieved_reports"] + n["dbr_assessed"]);
  EXPECT_EQ(n["dbr_assessed"], n["dbr_excluded"] + n["new_reports"]);
  EXPECT_GT(n["records_excluded"], 20);
}

TEST_F(ExampleTest, TheRetractedArticleIsExcluded) {
  const Json retracted = sandbox_->json({"reports", "--status", "retracted"}).at("reports");
  ASSERT_EQ(retracted.size(), 1U);
  EXPECT_EQ(retracted.at(0).at("verdict"), "exclude");
}

TEST_F(ExampleTest, ThePageLoadsNothing) {
  const std::string html = page();
  for (const char* loader : {"<script", "<link", "src=\"http", "@import", "url("})
    EXPECT_EQ(html.find(loader), std::string::npos) << loader;
}

TEST_F(ExampleTest, ThePageMarksTheSeedTrialsNumberInItsText) {
  EXPECT_NE(page().find("<mark>49.83"), std::string::npos);
}

TEST_F(ExampleTest, PublishingTwiceGivesTheSameBytes) {
  const std::string first = page();
  ASSERT_EQ(sandbox_->run({"publish", "-o", sandbox_->file("page")}).code, 0);
  EXPECT_EQ(page(), first);
}
// Four studies that agree by luck: the Hartung-Knapp error is below Wald's.
TEST(MetaText, ThePredictionIntervalHoldsTheIntervalThatLeads) {
  const Sandbox sandbox;
  const std::string table = sandbox.write("t.csv", "study,yi,vi\nA,0.1,1\nB,0.2,1\nC,0.15,1\nD,0.12,1\n");
  const Ended ended = sandbox.run({"meta", "--csv", table, "--measure", "GEN"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  const auto after = [&](const std::string& words) {
    const std::size_t at = ended.out.find(words);
    EXPECT_NE(at, std::string::npos) << ended.out;
    return std::strtod(ended.out.c_str() + at + words.size(), nullptr);
  };
  EXPECT_LE(after("prediction interval "), after("95% CI ")) << ended.out;
}

}  // namespace
