// tests/plugins/pubmed/pubmed_runner.h: the PubMed source through the neck, and XML to feed it.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "plugins/pubmed/source.h"
#include "source/in_process_runner.h"

namespace evigraft::pubmed {

std::unique_ptr<Runner> pubmed_runner();

Query search(const std::string& text, const std::string& since, const std::string& until);
Query keys(std::vector<std::string> pmids);

/// A reply to the first request that `query` opens with, or to `request`.
Batch read(const Query& query, const Request& request, const std::string& body, int status = 200);
Batch read_search(const std::string& body, int status = 200);
Batch read_fetch(std::vector<std::string> asked, const std::string& body, int status = 200);

/// What read_file makes of a file.
struct FileRead {
  Batch batch;
  std::vector<Record> records;
};
FileRead read_file(const std::string& bytes, std::size_t chunk = 1U << 16U);

/// A PubmedArticle with the PMID and, inside Article, `inside`.
std::string article(const std::string& pmid, const std::string& inside = "<ArticleTitle>Fat.</ArticleTitle>");
std::string set_of(const std::string& records);
/// The one record of a set.
Record only(const std::string& xml);

std::string file_text(const std::string& path);
/// Decompressed when it ends in .gz.
std::string file_bytes(const std::string& path);

}  // namespace evigraft::pubmed
