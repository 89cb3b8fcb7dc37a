// plugins/pubmed/article.h: one parsed record of PubMed XML into a Record.
// Elements: https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/index.html
#pragma once
#include <evigraft/record.h>

#include <pugixml.hpp>
#include <stdexcept>

namespace evigraft::pubmed {

/// Why a record cannot be used.
struct UnusableArticle : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A PubmedArticle, or the bare MedlineCitation of files up to 2016. Throws UnusableArticle.
Record read_article(pugi::xml_node record);

/// A PubmedBookArticle: its own title, abstract and authors; the book stands where a journal would. Throws
/// UnusableArticle.
Record read_book_article(pugi::xml_node record);

// Parts that both have.
std::vector<AbstractPart> read_abstract(pugi::xml_node abstract);
std::vector<Author> read_authors(pugi::xml_node author_list);
std::string read_pages(pugi::xml_node pagination);
std::string read_pmid(pugi::xml_node parent);

// links.cpp: what a record says of others.
std::vector<Relation> read_relations(pugi::xml_node comments_corrections_list);
/// Accession numbers of trial registries; those of sequence and data banks are left out.
std::vector<std::string> read_registry(pugi::xml_node data_bank_list);

}  // namespace evigraft::pubmed
