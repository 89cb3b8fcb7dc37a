// core/extract/jats_document.h: a JATS file as values: title, abstract, paragraphs and tables, each with its address.
// Nothing is interpreted here. Linear in the size of the file; no recursion, whatever the nesting.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace evigraft {

/// The part of an article that a paragraph stands in, from `sec-type` or the words of the section's title.
enum class ArticlePart { introduction, methods, results, discussion, other };

struct Paragraph {
  std::string where;  ///< "sec 3 par 2", in a subsection "sec 3.1 par 2"
  ArticlePart part = ArticlePart::other;
  std::string heading;  ///< titles of its sections, outermost first, joined by ": "
  std::string text;
};

struct PrintedCell {
  std::string text;  ///< lines joined by a blank; footnote marks left out where they are marked up as such
  int rowspan = 1, colspan = 1;
  bool header = false;  ///< <th>
};

struct PrintedRow {
  std::vector<PrintedCell> cells;
  bool head = false;  ///< in <thead>
};

struct PrintedTable {
  int number = 0;  ///< as its label says ("Table 2"), else its place in the file
  std::string caption;
  std::vector<std::string> notes;              ///< footnotes
  std::vector<std::vector<PrintedRow>> grids;  ///< one for each <table>; none when the table is an image
};

struct Article {
  std::string title;
  std::string abstract;  ///< sections joined by a newline, each as "LABEL: text"
  std::string pmid, pmcid, doi, type;
  std::vector<Paragraph> paragraphs;  ///< of body, back and sub-articles
  std::vector<PrintedTable> tables;   ///< of body, back, floats-group and sub-articles
};

/// Files larger than this many bytes are refused.
constexpr std::size_t kLargestArticle = std::size_t{64} << 20;
/// Elements nested deeper than this are refused.
constexpr int kDeepestArticle = 500;

/// `name` is for messages. Throws Error::data, one sentence, when it is not an article: too large, too deep, broken
/// XML, none of JATS' elements in it. An excerpt (an <abstract> and <sec> elements) counts as an article.
Article read_jats(std::string_view bytes, const std::string& name);

}  // namespace evigraft
