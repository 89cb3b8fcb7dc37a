#include "article.h"

#include <algorithm>
#include <string_view>

#include "identifiers.h"
#include "inline_text.h"
#include "printed_date.h"

namespace evigraft::pubmed {
namespace {

bool says(pugi::xml_node node, const char* attribute, std::string_view value) {
  return node.attribute(attribute).value() == value;
}

std::string article_id(pugi::xml_node list, std::string_view kind) {
  for (const pugi::xml_node id : list.children("ArticleId"))
    if (says(id, "IdType", kind)) return inline_text(id);
  return {};
}

/// The article's own DOI: a valid ELocationID, else the id list of this record (a cited work's list lies deeper).
std::string read_doi(pugi::xml_node article, pugi::xml_node data) {
  for (const pugi::xml_node location : article.children("ELocationID"))
    if (says(location, "EIdType", "doi") && !says(location, "ValidYN", "N"))
      if (std::string doi = bare_doi(inline_text(location)); !doi.empty()) return doi;
  return bare_doi(article_id(data.child("ArticleIdList"), "doi"));
}

/// PubmedData has it since 2017; before that it stood among the OtherIDs.
std::string read_pmcid(pugi::xml_node citation, pugi::xml_node data) {
  if (std::string id = pmcid(article_id(data.child("ArticleIdList"), "pmc")); !id.empty()) return id;
  for (const pugi::xml_node other : citation.children("OtherID"))
    if (std::string id = pmcid(inline_text(other)); says(other, "Source", "NLM") && !id.empty()) return id;
  return {};
}

Journal read_journal(pugi::xml_node journal, pugi::xml_node info) {
  Journal out;
  out.title = inline_text(journal.child("Title"));
  out.iso_abbreviation = inline_text(journal.child("ISOAbbreviation"));
  for (const pugi::xml_node issn : journal.children("ISSN"))
    if (std::string text = inline_text(issn); !text.empty()) out.issn.push_back(std::move(text));
  out.issn_linking = inline_text(info.child("ISSNLinking"));
  out.nlm_id = inline_text(info.child("NlmUniqueID"));
  out.country = inline_text(info.child("Country"));
  return out;
}

std::vector<MeshHeading> read_mesh(pugi::xml_node list) {
  std::vector<MeshHeading> out;
  for (const pugi::xml_node heading : list.children("MeshHeading")) {
    const pugi::xml_node descriptor = heading.child("DescriptorName");
    MeshHeading mesh{
        .descriptor = inline_text(descriptor), .major = says(descriptor, "MajorTopicYN", "Y"), .qualifiers = {}};
    for (const pugi::xml_node qualifier : heading.children("QualifierName"))
      mesh.qualifiers.push_back({inline_text(qualifier), says(qualifier, "MajorTopicYN", "Y")});
    if (!mesh.descriptor.empty()) out.push_back(std::move(mesh));
  }
  return out;
}

std::vector<std::string> texts(pugi::xml_node parent, const char* name) {
  std::vector<std::string> out;
  for (const pugi::xml_node node : parent.children(name))
    if (std::string text = inline_text(node); !text.empty()) out.push_back(std::move(text));
  return out;
}

std::vector<std::string> read_keywords(pugi::xml_node parent) {
  std::vector<std::string> out;
  for (const pugi::xml_node list : parent.children("KeywordList"))
    for (std::string& keyword : texts(list, "Keyword"))
      if (std::find(out.begin(), out.end(), keyword) == out.end()) out.push_back(std::move(keyword));
  return out;
}

/// Versions are printed since 2010, for journals that revise in place; 1 where none is.
int read_version(pugi::xml_node pmid) { return std::max(1, pmid.attribute("Version").as_int(1)); }

void put_date(Record& record, const PrintedDate& date) {
  record.published = date.iso;
  record.published_as_printed = date.printed;
  record.year = date.year;
}

/// The title as printed; where a record has none in English, the one in its own language.
std::string read_title(pugi::xml_node article) {
  std::string title = inline_text(article.child("ArticleTitle"));
  return title.empty() ? inline_text(article.child("VernacularTitle")) : title;
}
}  // namespace

std::string read_pmid(pugi::xml_node parent) {
  std::string pmid = inline_text(parent.child("PMID"));
  if (pmid.empty()) throw UnusableArticle("it has no PMID");
  if (!is_pmid(pmid)) throw UnusableArticle("its PMID is not a number of 1 to 8 digits");
  return pmid;
}

std::vector<AbstractPart> read_abstract(pugi::xml_node abstract) {
  std::vector<AbstractPart> out;
  for (const pugi::xml_node part : abstract.children("AbstractText"))
    if (std::string text = inline_text(part); !text.empty())
      out.push_back({tidy(part.attribute("Label").value()), std::move(text)});
  return out;
}

std::vector<Author> read_authors(pugi::xml_node author_list) {
  std::vector<Author> out;
  for (const pugi::xml_node node : author_list.children("Author")) {
    Author author;
    author.collective = inline_text(node.child("CollectiveName"));
    author.family = inline_text(node.child("LastName"));
    author.given = inline_text(node.child("ForeName"));
    if (author.given.empty()) author.given = inline_text(node.child("Initials"));
    author.suffix = inline_text(node.child("Suffix"));
    for (const pugi::xml_node id : node.children("Identifier"))
      if (author.orcid.empty() && says(id, "Source", "ORCID")) author.orcid = orcid(inline_text(id));
    author.valid = !says(node, "ValidYN", "N");
    if (!author.collective.empty() || !author.family.empty() || !author.given.empty()) out.push_back(std::move(author));
  }
  return out;
}

std::string read_pages(pugi::xml_node pagination) {
  if (std::string pages = inline_text(pagination.child("MedlinePgn")); !pages.empty()) return pages;
  const std::string start = inline_text(pagination.child("StartPage")), end = inline_text(pagination.child("EndPage"));
  return end.empty() || end == start ? start : start + "-" + end;
}

Record read_article(pugi::xml_node node) {
  const bool bare = std::string_view(node.name()) == "MedlineCitation";
  const pugi::xml_node citation = bare ? node : node.child("MedlineCitation"), data = node.child("PubmedData");
  if (!citation) throw UnusableArticle("it has no MedlineCitation");
  Record record;
  record.key = record.pmid = read_pmid(citation);
  record.version = read_version(citation.child("PMID"));
  const pugi::xml_node article = citation.child("Article");
  if (!article) throw UnusableArticle("it has no Article");

  record.doi = read_doi(article, data);
  record.pmcid = read_pmcid(citation, data);
  record.title = read_title(article);
  record.abstract = read_abstract(article.child("Abstract"));
  record.authors = read_authors(article.child("AuthorList"));
  const pugi::xml_node journal = article.child("Journal"), issue = journal.child("JournalIssue");
  record.journal = read_journal(journal, citation.child("MedlineJournalInfo"));
  record.volume = inline_text(issue.child("Volume"));
  record.issue = inline_text(issue.child("Issue"));
  record.pages = read_pages(article.child("Pagination"));
  const PrintedDate printed = read_date(issue.child("PubDate"));
  put_date(record, printed.year > 0 ? printed : read_date(article.child("ArticleDate")));
  record.publication_types = texts(article.child("PublicationTypeList"), "PublicationType");
  record.mesh = read_mesh(citation.child("MeshHeadingList"));
  record.keywords = read_keywords(citation);
  record.language = texts(article, "Language");
  record.relations = read_relations(citation.child("CommentsCorrectionsList"));
  record.registry = read_registry(article.child("DataBankList"));
  return record;
}

Record read_book_article(pugi::xml_node node) {
  const pugi::xml_node document = node.child("BookDocument"), book = document.child("Book"),
                       data = node.child("PubmedBookData");
  if (!document) throw UnusableArticle("it has no BookDocument");
  Record record;
  record.key = record.pmid = read_pmid(document);
  record.version = read_version(document.child("PMID"));
  if (!book) throw UnusableArticle("its BookDocument has no Book");

  const std::string book_title = inline_text(book.child("BookTitle"));
  record.title = read_title(document);
  if (record.title.empty()) record.title = book_title;  // a record of the whole book
  record.doi = bare_doi(article_id(document.child("ArticleIdList"), "doi"));
  if (record.doi.empty()) record.doi = read_doi(book, data);
  record.pmcid = pmcid(article_id(data.child("ArticleIdList"), "pmc"));
  record.abstract = read_abstract(document.child("Abstract"));
  for (const pugi::xml_node place : {document, book})  // a chapter's own authors before the book's; editors are not
    for (const pugi::xml_node list : place.children("AuthorList"))
      if (record.authors.empty() && !says(list, "Type", "editors")) record.authors = read_authors(list);
  record.journal.title = book_title;
  record.journal.publisher = inline_text(book.child("Publisher").child("PublisherName"));
  record.volume = inline_text(book.child("Volume"));
  record.pages = read_pages(document.child("Pagination"));
  put_date(record, read_date(book.child("PubDate")));
  record.publication_types = texts(document, "PublicationType");
  record.keywords = read_keywords(document);
  record.language = texts(document, "Language");
  return record;
}

}  // namespace evigraft::pubmed
