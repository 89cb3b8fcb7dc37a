#include "pubmed_runner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "source/inflate.h"

namespace evigraft::pubmed {
namespace {
constexpr evigraft_source kSource = describe<PubMed>("pubmed", "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/");
}

std::unique_ptr<Runner> pubmed_runner() { return run_in_process(kSource, "1.0.0", "built in"); }

Query search(const std::string& text, const std::string& since, const std::string& until) {
  Query query;
  query.text = text;
  query.since = since;
  query.until = until;
  return query;
}

Query keys(std::vector<std::string> pmids) {
  Query query;
  query.kind = Query::Kind::keys;
  query.keys = std::move(pmids);
  return query;
}

Batch read(const Query& query, const Request& request, const std::string& body, int status) {
  Reply reply;
  reply.status = status;
  reply.body = body;
  reply.request = request;
  return pubmed_runner()->read(query, reply);
}

Batch read_search(const std::string& body, int status) {
  const Query query = search("fat grafting", "", "2026-11-23");
  return read(query, pubmed_runner()->first(query).requests.at(0), body, status);
}

Batch read_fetch(std::vector<std::string> asked, const std::string& body, int status) {
  const Query query = keys(std::move(asked));
  return read(query, pubmed_runner()->first(query).requests.at(0), body, status);
}

FileRead read_file(const std::string& bytes, std::size_t chunk) {
  FileRead out;
  std::size_t at = 0;
  out.batch = pubmed_runner()->read_file(
      [&](char* buffer, std::size_t capacity) {
        const std::size_t size = std::min({capacity, chunk, bytes.size() - at});
        std::copy_n(bytes.data() + at, size, buffer);
        at += size;
        return size;
      },
      [&](Record&& record) { out.records.push_back(std::move(record)); });
  return out;
}

std::string article(const std::string& pmid, const std::string& inside) {
  return "<PubmedArticle><MedlineCitation><PMID Version=\"1\">" + pmid + "</PMID><Article>" + inside +
         "</Article></MedlineCitation></PubmedArticle>\n";
}

std::string set_of(const std::string& records) {
  return "<?xml version=\"1.0\" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC \"-//NLM//DTD PubMedArticle, 1st January "
         "2025//EN\" "
         "\"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd\">\n<PubmedArticleSet>\n" +
         records + "</PubmedArticleSet>\n";
}

Record only(const std::string& xml) {
  const FileRead file = read_file(xml);
  EXPECT_EQ(file.batch.answer, Answer::ok) << file.batch.message;
  EXPECT_EQ(file.records.size(), 1U);
  for (const Rejected& reject : file.batch.rejected) ADD_FAILURE() << reject.where << ": " << reject.reason;
  return file.records.empty() ? Record{} : file.records.front();
}

std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string file_bytes(const std::string& path) {
  const std::string raw = file_text(path);
  if (!path.ends_with(".gz")) return raw;
  std::string out;
  Inflater inflater(Coding::gzip, 1U << 30U);
  EXPECT_EQ(inflater.feed(raw, out), Inflater::State::ok) << path;
  return out;
}

}  // namespace evigraft::pubmed
