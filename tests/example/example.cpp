#include "example.h"

#include <fstream>
#include <iterator>
#include <pugixml.hpp>
#include <stdexcept>

namespace evigraft::example {
namespace {

std::string article_id(pugi::xml_node article, const char* kind) {
  return article.child("PubmedData")
      .child("ArticleIdList")
      .find_child_by_attribute("ArticleId", "IdType", kind)
      .text()
      .get();
}

std::string text(const nlohmann::json& object, const char* key) { return object.value(key, std::string()); }

}  // namespace

std::filesystem::path file(const std::string& name) {
  return std::filesystem::path(EVIGRAFT_ROOT) / "docs/example" / name;
}

std::string bytes(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(path.string() + " cannot be read");
  return {std::istreambuf_iterator<char>(in), {}};
}

nlohmann::json json(const std::filesystem::path& path) { return nlohmann::json::parse(bytes(path)); }

std::vector<Publication> parse_articles(const std::string& xml) {
  pugi::xml_document document;
  const auto result = document.load_buffer(xml.data(), xml.size());
  if (!result) throw std::runtime_error(result.description());
  std::vector<Publication> out;
  for (const pugi::xml_node node : document.child("PubmedArticleSet").children("PubmedArticle")) {
    const pugi::xml_node article = node.child("MedlineCitation").child("Article");
    Publication publication;
    publication.pmid = node.child("MedlineCitation").child("PMID").text().get();
    publication.doi = article.child("ELocationID").text().get();
    publication.pmcid = article_id(node, "pmc");
    publication.title = article.child("ArticleTitle").text().get();
    publication.journal = article.child("Journal").child("Title").text().get();
    publication.year = article.child("Journal").child("JournalIssue").child("PubDate").child("Year").text().get();
    for (const pugi::xml_node part : article.child("Abstract").children())
      publication.abstract += part.text().get() + std::string(" ");
    for (const pugi::xml_node author : article.child("AuthorList").children())
      publication.families.push_back(author.child("LastName").text().get());
    for (const pugi::xml_node type : article.child("PublicationTypeList").children())
      publication.types.push_back(type.text().get());
    out.push_back(std::move(publication));
  }
  return out;
}

std::vector<Publication> all_publications() {
  std::vector<Publication> out = parse_articles(bytes(file("articles.xml")));
  for (const auto& reference : json(file("references.json"))) {
    Publication publication;
    publication.id = text(reference, "id");
    publication.pmid = text(reference, "PMID");
    publication.doi = text(reference, "DOI");
    publication.pmcid = text(reference, "PMCID");
    publication.title = text(reference, "title");
    publication.abstract = text(reference, "abstract");
    publication.journal = text(reference, "container-title");
    if (reference.contains("issued"))
      publication.year = std::to_string(reference["issued"]["date-parts"][0][0].get<int>());
    for (const auto& author : reference.value("author", nlohmann::json::array()))
      publication.families.push_back(text(author, "family"));
    if (reference.contains("genre")) publication.types.push_back(text(reference, "genre"));
    out.push_back(std::move(publication));
  }
  return out;
}

}  // namespace evigraft::example
