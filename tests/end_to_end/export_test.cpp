// `evigraft export` over the bundled example, in which the seed trial's ± were declared standard errors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "program.h"

namespace {
using namespace evigraft::test;
using Json = nlohmann::json;
namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void run_sql(const std::string& file, const std::string& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
  sqlite3_close(database);
}

class ExportTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    sandbox_ = new Sandbox;
    sandbox_->environment["EVIGRAFT_REVIEWER"] = "Ann Lee";
    const std::string example = std::string(EVIGRAFT_ROOT) + "/docs/example/";
    ASSERT_EQ(sandbox_->run({"refresh", "--replay", example + "lipotransfer.har"}).code, 0);
    ASSERT_EQ(sandbox_->run({"import", example + "references.json", example + "retraction.json"}).code, 0);
    const Json seed =
        sandbox_->json({"query", "SELECT outcome_id FROM v_outcome WHERE doi = '10.1002/sctm.20-0419'"}).at("query");
    ASSERT_EQ(seed.size(), 3U);
    for (const Json& row : seed)
      ASSERT_EQ(
          sandbox_->run({"review", "set", row.at("outcome_id").dump(), "spread_kind", "se", "--why", "=P values"}).code,
          0);
  }
  static void TearDownTestSuite() { delete sandbox_; }

  static Json meta(const std::vector<std::string>& args) {
    std::vector<std::string> all = {"meta"};
    all.insert(all.end(), args.begin(), args.end());
    return sandbox_->json(all);
  }
  static std::string file(const std::string& name) { return sandbox_->file(name); }

  static inline Sandbox* sandbox_ = nullptr;
};

TEST_F(ExportTest, TheFlowHasTheHeaderOfThePackageAndTheCountsOfTheView) {
  const Ended ended = sandbox_->run({"export", "--format", "prisma2020"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  EXPECT_TRUE(ended.out.starts_with("data,node,box,description,boxtext,tooltips,url,n\r\n"));
  EXPECT_THAT(ended.out, HasSubstr("\"csljson, 56; pubmed, 22\""));
  const Json boxes = sandbox_->json({"export", "--format", "prisma2020"}).at("prisma2020");
  const Json counts = sandbox_->json({"query", "SELECT box, n FROM v_prisma"}).at("query");
  for (const Json& row : counts) EXPECT_EQ(boxes.at(row.at("box").get<std::string>()).at("n"), row.at("n")) << row;
}

TEST_F(ExportTest, AFlowThatDoesNotAddUpIsRefusedWithItsNumbersAndNothingIsWritten) {
  const std::string broken = file("broken.sqlite");
  ASSERT_EQ(sandbox_->run({"export", "--format", "snapshot", "-o", file("for-breaking")}).code, 0);
  fs::copy_file(file("for-breaking") + "/evigraft.sqlite", broken);
  run_sql(broken,
          "DROP VIEW v_prisma; CREATE VIEW v_prisma AS SELECT 'records_screened' AS box, 10 AS n, NULL AS detail, 1 AS "
          "position UNION ALL SELECT 'records_excluded', 7, NULL, 2 UNION ALL SELECT 'dbr_sought_reports', 2, NULL, 3");
  const Ended ended =
      sandbox_->run_bare({"--db", broken, "export", "--format", "prisma2020", "-o", file("broken.csv")});
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, HasSubstr("Records screened = excluded + sought: 10 is not 9."));
  EXPECT_FALSE(fs::exists(file("broken.csv")));
}

TEST_F(ExportTest, TheSearchLogHasEachSliceAsSentAndEachFileWithoutSecrets) {
  const Json lines = sandbox_->json({"export", "--format", "prisma-s"}).at("searches");
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines.at(0).at("platform"), "https://eutils.ncbi.nlm.nih.gov");
  EXPECT_EQ(lines.at(0).at("hits"), 22);
  EXPECT_EQ(lines.at(0).at("received"), 22);
  EXPECT_EQ(lines.at(0).at("state"), "balanced");
  EXPECT_THAT(lines.at(0).at("sent").get<std::string>(), HasSubstr("\nterm=(\"Adipose Tissue/transplantation\"[Mesh]"));
  EXPECT_THAT(lines.at(0).at("sent").get<std::string>(), HasSubstr("\nmaxdate=2026/11/20"));
  EXPECT_EQ(lines.at(1).at("query"), "references.json");
  EXPECT_EQ(lines.at(1).at("received"), 54);
  EXPECT_EQ(lines.at(1).at("sha256").get<std::string>().size(), 64U);
  for (const char* format : {"csv", "json", "text"}) {
    const std::string out = sandbox_->run({"--output", format, "export", "--format", "prisma-s"}).out;
    EXPECT_THAT(out, HasSubstr("nanofat[tiab]"));
    for (const char* hidden : {"${", "api_key", "email"}) EXPECT_THAT(out, Not(HasSubstr(hidden))) << format;
  }
}

TEST_F(ExportTest, TheTableForMetaforPoolsToTheSameAnswer) {
  for (const std::string arms : {"ASC:conventional", "SVF:conventional"}) {
    const std::string table = file("trials.csv");
    ASSERT_EQ(sandbox_->run({"export", "--format", "metafor", "--compare", arms, "-o", table}).code, 0);
    const Json ours = meta({"--compare", arms});
    for (const std::string measure : {"MD", "GEN"}) {
      const Json again = meta({"--csv", table, "--measure", measure});
      EXPECT_EQ(again.at("k"), ours.at("k"));
      for (const char* key : {"beta", "se", "ci_lb", "ci_ub"})
        EXPECT_NEAR(again.at(key).at(0).get<double>(), ours.at(key).at(0).get<double>(), 1e-12)
            << measure << " " << key;
    }
  }
}

TEST_F(ExportTest, TheTableOfOneArmPoolsToTheSameMean) {
  const std::string table = file("arm.csv");
  ASSERT_EQ(sandbox_->run({"export", "--format", "metafor", "--arm", "ASC", "-o", table}).code, 0);
  EXPECT_NEAR(meta({"--csv", table, "--measure", "MN"}).at("beta").at(0).get<double>(),
              meta({"--arm", "ASC"}).at("beta").at(0).get<double>(), 1e-12);
}

TEST_F(ExportTest, NothingIsSilentlyMissingFromTheTableForMetafor) {
  const Json table = sandbox_->json({"export", "--format", "metafor", "--compare", "SVF:conventional"}).at("studies");
  std::map<std::string, Json> rows;
  for (const Json& row : table) rows[row.at("study").get<std::string>()] = row;
  EXPECT_EQ(rows.at("Zhang 2022").at("not_pooled"), "spread printed without saying whether SD or SE");
  EXPECT_EQ(rows.at("Zhang 2022").at("m1i"), 41.2);
  EXPECT_TRUE(rows.at("Zhang 2022").at("sd1i").is_null());
  EXPECT_TRUE(rows.at("Zhang 2022").at("vi").is_null());
  EXPECT_EQ(rows.at("Gentile 2012").at("not_pooled"), "time not stated");
  EXPECT_TRUE(rows.at("Wang 2021").at("not_pooled").is_null());
  EXPECT_EQ(rows.at("Wang 2021").at("flags"), "corrected; sd_from_se");
  EXPECT_THAT(rows.at("Wang 2021").at("remarks").get<std::string>(), HasSubstr("SVF corrected by Ann Lee"));
}

TEST_F(ExportTest, RsMetaforComesToTheSameNumbers) {
  if (std::system("Rscript -e 'library(metafor)' >/dev/null 2>&1") != 0) GTEST_SKIP() << "R metafor is not installed";
  const std::string table = file("forR.csv");
  ASSERT_EQ(sandbox_->run({"export", "--format", "metafor", "--compare", "ASC:conventional", "-o", table}).code, 0);
  const std::string script = sandbox_->write(
      "check.R",
      "suppressMessages(library(metafor)); d <- read.csv('" + table +
          "'); a <- suppressWarnings(rma(yi, vi, data = d, test = 'knha'))\n"
          "e <- escalc(measure = 'MD', n1i = n1i, m1i = m1i, sd1i = sd1i, n2i = n2i, m2i = m2i, sd2i = sd2i, data = "
          "d[setdiff(names(d), c('yi', 'vi'))])\n"
          "b <- suppressWarnings(rma(yi, vi, data = e, slab = slab, test = 'knha'))\n"
          "cat(sprintf('%.12f ', c(a$beta, a$ci.lb, a$ci.ub, b$beta)))\n");
  std::array<char, 400> line{};
  FILE* r = popen(("Rscript " + script).c_str(), "r");
  ASSERT_NE(r, nullptr);
  ASSERT_NE(std::fgets(line.data(), line.size(), r), nullptr);
  EXPECT_EQ(pclose(r), 0);
  std::istringstream numbers(line.data());
  double beta = 0, low = 0, high = 0, of_escalc = 0;
  numbers >> beta >> low >> high >> of_escalc;
  const Json ours = meta({"--compare", "ASC:conventional"});
  EXPECT_NEAR(beta, ours.at("beta").at(0).get<double>(), 1e-6);
  EXPECT_NEAR(of_escalc, ours.at("beta").at(0).get<double>(), 1e-6);
  EXPECT_NEAR(low, ours.at("ci_lb").at(0).get<double>(), 1e-6);
  EXPECT_NEAR(high, ours.at("ci_ub").at(0).get<double>(), 1e-6);
}

TEST_F(ExportTest, RevManGetsATableOfStudiesOfArmsAndOfResults) {
  const Json said = sandbox_->json({"export", "--format", "revman", "--compare", "ASC:conventional", "-o", file("rm")});
  EXPECT_EQ(said.at("files").size(), 3U);
  EXPECT_THAT(bytes_of(file("rm") + "/study_results.csv"),
              HasSubstr("Wang 2021,ADSCs-assisted,ASC,Graft retention (%),6 months,49.83,8.842657971447272,6,\r\n"));
  EXPECT_THAT(bytes_of(file("rm") + "/study_arms.csv"), HasSubstr("Wang 2021,conventional,conventional\r\n"));
  EXPECT_THAT(bytes_of(file("rm") + "/study_information.csv"), HasSubstr("Wang 2021,2021,10.1002/sctm.20-0419,"));
}

TEST_F(ExportTest, ASnapshotAnswersTheSameWhenTheOriginalHasGoneOn) {
  const std::string folder = file("kept");
  ASSERT_EQ(sandbox_->run({"export", "--format", "snapshot", "-o", folder}).code, 0);
  const std::string work = file("work.sqlite");
  fs::copy_file(folder + "/evigraft.sqlite", work);  // the original goes on, the other tests' database stays
  ASSERT_EQ(sandbox_->run_bare({"--db", work, "extract"}).code, 0);
  const Json kolle = Json::parse(
      sandbox_->run_bare({"--db", work, "--json", "query", "SELECT outcome_id FROM v_outcome WHERE pmid = '24075051'"})
          .out);
  const std::string number = kolle.at("query").at(0).at("outcome_id").dump();
  ASSERT_EQ(sandbox_->run_bare({"--db", work, "review", "reject", number, "--why", "another look"}).code, 0);

  for (const fs::path& entry : fs::directory_iterator(folder)) fs::permissions(entry, fs::perms::owner_read);
  fs::permissions(folder, fs::perms::owner_read | fs::perms::owner_exec);
  const Json kept = Json::parse(bytes_of(folder + "/answers.json")).at("answers");
  EXPECT_EQ(kept.size(), 12U);
  const auto document = nlohmann::ordered_json::parse(bytes_of(folder + "/answers.json"));
  for (const auto& answer : document.at("answers")) {
    std::istringstream command(answer.at("command").get<std::string>());
    std::vector<std::string> words;
    for (std::string word; command >> word;) words.push_back(word);
    ASSERT_EQ(words.at(2), "evigraft.sqlite");
    words.at(2) = folder + "/evigraft.sqlite";
    words.erase(words.begin());
    const Ended again = sandbox_->run_bare(words);
    EXPECT_EQ(again.out, answer.at("answer").dump(1) + "\n") << answer.at("command");
  }
  const Json now =
      Json::parse(sandbox_->run_bare({"--db", work, "--json", "meta", "--compare", "ASC:conventional"}).out);
  EXPECT_NE(now.at("k"), kept.at(0).at("answer").at("k"));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 8);  // reading left nothing there
  const Json verified = Json::parse(sandbox_->run_bare({"--json", "export", "--verify", folder}).out);
  EXPECT_EQ(verified.at("sound"), true);
  EXPECT_EQ(verified.at("checks").size(), 19U);
  fs::permissions(folder, fs::perms::owner_all);
}

TEST_F(ExportTest, ASnapshotsSumsAreThoseOfSha256sum) {
  ASSERT_EQ(sandbox_->run({"export", "--format", "snapshot", "-o", file("sums")}).code, 0);
  EXPECT_EQ(std::system(("cd " + file("sums") + " && sha256sum --quiet -c SHA256SUMS").c_str()), 0);
}

TEST_F(ExportTest, TwoSnapshotsOfOneStateAreTheSameBytes) {
  ASSERT_EQ(sandbox_->run({"export", "--format", "snapshot", "-o", file("one")}).code, 0);
  ASSERT_EQ(sandbox_->run({"export", "--format", "snapshot", "-o", file("two")}).code, 0);
  EXPECT_EQ(bytes_of(file("one") + "/SHA256SUMS"), bytes_of(file("two") + "/SHA256SUMS"));
}

TEST_F(ExportTest, ASnapshotThatWasTouchedIsFoundOut) {
  ASSERT_EQ(sandbox_->run({"export", "--format", "snapshot", "-o", file("touched")}).code, 0);
  std::ofstream(file("touched") + "/METHODS.txt", std::ios::app) << "and more";
  const Ended ended = sandbox_->run_bare({"export", "--verify", file("touched")});
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.out, HasSubstr("METHODS.txt is not the file that was written"));
}

TEST_F(ExportTest, AnAnswerThatWasForgedWithItsSumIsFoundOut) {
  const std::string folder = file("forged");
  ASSERT_EQ(sandbox_->run({"export", "--format", "snapshot", "-o", folder}).code, 0);
  std::string answers = bytes_of(folder + "/answers.json");
  const std::size_t at = answers.find("\"beta\": [\n     32.5");
  ASSERT_NE(at, std::string::npos);
  answers.replace(at + 15, 4, "42.5");
  std::ofstream(folder + "/answers.json", std::ios::trunc) << answers;
  ASSERT_EQ(std::system(("cd " + folder + " && sha256sum $(cut -c67- SHA256SUMS) > s && mv s SHA256SUMS").c_str()), 0);
  const Ended ended = sandbox_->run_bare({"export", "--verify", folder});
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.out, HasSubstr("answers differently"));
}

TEST_F(ExportTest, ANumberEnteredByHandHasAHistoryToo) {
  ASSERT_EQ(sandbox_->run({"export", "--format", "snapshot", "-o", file("history")}).code, 0);
  const std::string db = file("history") + "/evigraft.sqlite";
  const auto run = [&](std::vector<std::string> args) {
    args.insert(args.begin(), {"--db", db});
    return sandbox_->run_bare(args);
  };
  const Ended added = run({"review",    "add",      "--report", "pmid:24075051", "--arm",   "ASC", "--value",
                           "80.9",      "--spread", "5.6",      "--spread-kind", "sd",      "--n", "10",
                           "--months",  "4",        "--method", "MRI",           "--table", "3",   "--why",
                           "full text", "--json"});
  ASSERT_EQ(added.code, 0) << added.err;
  ASSERT_EQ(run({"review", "screen", "pmid:24075051", "include", "--why", "read in full"}).code, 0);
  const Json json =
      Json::parse(run({"--json", "review", "history", Json::parse(added.out).at("outcome_id").dump()}).out)
          .at("history")
          .at(0);
  EXPECT_EQ(json.at("outcome").at("place"), "table 3");
  EXPECT_EQ(json.at("payloads").at(0).at("source"), "pubmed");
  EXPECT_EQ(json.at("decisions").at(0).at("kind"), "add");
  EXPECT_EQ(json.at("decisions").at(1).at("kind"), "screen");
  EXPECT_THAT(json.at("used_in").at(0).at("comparison"), "ASC:conventional");
}

TEST_F(ExportTest, WhatAFormatWouldIgnoreIsRefused) {
  const auto refused = [&](std::vector<std::string> args, const std::string& why) {
    args.insert(args.begin(), "export");
    const Ended ended = sandbox_->run(args);
    EXPECT_EQ(ended.code, 2);
    EXPECT_THAT(ended.err, HasSubstr(why));
  };
  refused({}, "--format NAME");
  refused({"--format", "word"}, "there are metafor, prisma2020");
  refused({"--format", "prisma2020", "--species", "human"}, "leave out --species");
  refused({"--format", "metafor"}, "--compare A:B or --arm A");
  refused({"--format", "metafor", "--compare", "ASC"}, "two arm classes");
  refused({"--format", "snapshot"}, "-o DIR");
  refused({"--verify", "d", "-o", "e"}, "leave out --out");
}
}  // namespace
