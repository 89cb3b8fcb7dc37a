// The files of docs/example, read with the libraries themselves and not with our own readers.
#pragma once
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace evigraft::example {

struct Publication {
  std::string id;  ///< of references.json; empty in articles.xml
  std::string pmid, doi, pmcid, title, abstract, journal, year;
  std::vector<std::string> families, types;
};

std::filesystem::path file(const std::string& name);
std::string bytes(const std::filesystem::path& path);
nlohmann::json json(const std::filesystem::path& path);

std::vector<Publication> parse_articles(
    const std::string& xml);                  ///< throws std::runtime_error on what is not well-formed
std::vector<Publication> all_publications();  ///< articles.xml, then references.json

}  // namespace evigraft::example
