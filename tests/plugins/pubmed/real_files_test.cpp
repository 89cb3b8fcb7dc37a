// Every recorded PubMed file: nothing valid is rejected, nothing invalid is taken silently.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "pubmed_runner.h"

namespace evigraft::pubmed {
namespace {
namespace fs = std::filesystem;

const fs::path kReal = fs::path(EVIGRAFT_SHARED) / "fixtures/real";

std::vector<std::string> files(const std::string& folder) {
  std::vector<std::string> out;
  if (fs::is_directory(kReal / folder))
    for (const auto& entry : fs::directory_iterator(kReal / folder)) out.push_back(entry.path().string());
  std::sort(out.begin(), out.end());
  return out;
}

class RealPubMed : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::is_directory(kReal / "pubmed")) GTEST_SKIP() << "recorded files are not here: " << kReal;
  }
};

TEST_F(RealPubMed, EveryRecordOfEveryFileIsRead) {
  std::size_t records = 0, gone = 0, rejected = 0;
  for (const std::string folder : {"pubmed/efetch", "pubmed/baseline"})
    for (const std::string& path : files(folder)) {
      const FileRead file = read_file(file_bytes(path));
      EXPECT_EQ(file.batch.answer, Answer::ok) << path << ": " << file.batch.message;
      for (const Rejected& reject : file.batch.rejected) {
        // Cut down by hand to a PMID and pages, which the DTD forbids.
        EXPECT_TRUE(path.ends_with("jabref_MedlineImporterTestBookArticleSet.xml"))
            << path << " " << reject.where << ": " << reject.reason;
        EXPECT_EQ(reject.key, "21413195");
      }
      for (const Record& record : file.records) {
        EXPECT_NE(record.title, "") << path << " " << record.key;
        EXPECT_GT(record.year, 1900) << path << " " << record.key;
        EXPECT_NE(record.journal.title, "") << path << " " << record.key;
        EXPECT_TRUE(record.source_text.find(record.pmid) != std::string::npos);
      }
      records += file.records.size();
      gone += file.batch.gone.size();
      rejected += file.batch.rejected.size();
    }
  EXPECT_EQ(records, 1194U);
  EXPECT_EQ(rejected, 1U);
  EXPECT_EQ(gone, 8U);
}

TEST_F(RealPubMed, NoErrorDocumentIsAnAnswer) {
  int read = 0;
  for (const std::string& path : files("pubmed/errors")) {
    ++read;
    const std::string bytes = file_bytes(path);
    const Batch batch = read_fetch({"37909814"}, bytes);
    const std::string name = fs::path(path).filename();
    EXPECT_TRUE(batch.records.empty()) << name;
    if (name == "efetch_empty_or_error_37909814.xml" || name == "efetch_unknown_ids_empty_set.xml")
      EXPECT_EQ(batch.answer, Answer::ok) << name << ": a complete, empty set; the key stays owed";
    else if (name.starts_with("jabref") || name.starts_with("fatcat"))
      EXPECT_EQ(batch.rejected.size(), 1U) << name << " " << batch.message;
    else
      EXPECT_NE(batch.answer, Answer::ok) << name;
  }
  EXPECT_EQ(read, 7);
}

TEST_F(RealPubMed, EverySearchAnswerIsReadOrRefusedForItsReason) {
  for (const std::string& path : files("pubmed/esearch")) {
    const Batch batch = read_search(file_bytes(path));
    const std::string name = fs::path(path).filename();
    if (name == "sulpub_altman_reldate90.xml" || name == "sulpub_altman_retmax100000.xml" ||
        name == "sulpub_altman_retmax3000.xml" || name == "biopython_esearch5.xml" || name == "biopython_esearch8.xml")
      EXPECT_EQ(batch.answer, Answer::ok) << name << " " << batch.message;  // complete lists
    else if (name.starts_with("fulltext"))
      EXPECT_EQ(batch.requests.size(), 2U) << name << ": over 9,999, halved";
    else
      EXPECT_EQ(batch.answer, Answer::bad_payload) << name;  // a page of a longer list, another database, JSON
  }
  EXPECT_EQ(files("pubmed/esearch").size(), 12U);
}

TEST_F(RealPubMed, AnswersOfOtherUtilitiesAreNeverAnEmptyResult) {
  for (const std::string& path : files("pubmed/other")) {
    const std::string name = fs::path(path).filename();
    EXPECT_NE(read_fetch({"1"}, file_bytes(path)).answer, Answer::ok) << name;
    if (name.find("esearch") == std::string::npos) {
      EXPECT_NE(read_search(file_bytes(path)).answer, Answer::ok) << name;
    }
  }
}

TEST_F(RealPubMed, QuotedErrorsOfNcbiAreToldApart) {
  const auto search = [](const std::string& name) {
    return read_search(file_bytes((kReal / "quoted" / name).string()));
  };
  EXPECT_EQ(search("ncbi_429_rate_limit.json").answer, Answer::retry_later);
  EXPECT_EQ(search("ncbi_429_rate_limit_count5.json").answer, Answer::retry_later);
  EXPECT_EQ(search("ncbi_esearch_200_backend_failed.xml").answer, Answer::bad_payload);
  EXPECT_EQ(search("ncbi_prolog_only.xml").answer, Answer::bad_payload);
  EXPECT_EQ(search("ncbi_unable_to_route.txt").answer, Answer::bad_payload);
  EXPECT_EQ(search("ncbi_www_500.html").answer, Answer::bad_payload);
  EXPECT_EQ(search("ncbi_esearch_200_error_bad_db.json").answer, Answer::bad_payload);
}

TEST_F(RealPubMed, EveryFileIsKnownByItsHead) {
  const auto runner = pubmed_runner();
  for (const std::string folder : {"pubmed/efetch", "pubmed/baseline"})
    for (const std::string& path : files(folder))
      EXPECT_EQ(runner->sniff(file_bytes(path).substr(0, 4096)), 100U) << path;
  for (const std::string folder : {"nbib", "ris", "bibtex", "csv", "endnote_xml", "jats"})
    for (const std::string& path : files(folder))
      EXPECT_EQ(runner->sniff(file_bytes(path).substr(0, 4096)), 0U) << path;
}

}  // namespace
}  // namespace evigraft::pubmed
