// core/extract/jats_document.cpp: one walk over the file in document order; what stands inside a paragraph, a cell or a
// caption is gathered by a second walk that leaves out tables and figures, so that no text is visited more than twice.
#include "extract/jats_document.h"

#include <evigraft/error.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <pugixml.hpp>
#include <set>

namespace evigraft {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is(pugi::xml_node node, std::initializer_list<std::string_view> names) {
  const std::string_view name = node.name();
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// What a text leaves out: it is visited on its own, or is no text.
bool is_apart(pugi::xml_node node) {
  return is(node, {"table-wrap", "table", "fig", "fig-group", "tex-math", "object-id", "media", "graphic", "fn",
                   "supplementary-material", "boxed-text", "table-wrap-group"});
}

/// "12.3<sup>a</sup>", "0.04*": letters and signs raised behind a number are marks of footnotes; "10<sup>9</sup>" is
/// not.
bool is_note_mark(pugi::xml_node node, const std::string& before) {
  if (is(node, {"xref"})) {
    const std::string_view type = node.attribute("ref-type").value();
    return type == "table-fn" || type == "fn" || type == "bibr" || type == "corresp";
  }
  if (!is(node, {"sup"})) return false;
  std::size_t last = before.size();
  while (last > 0 && is_blank(before[last - 1])) --last;
  const bool after_digit = last > 0 && before[last - 1] >= '0' && before[last - 1] <= '9';
  const bool after_ten = last > 1 && before.substr(0, last).ends_with("10");
  int letters = 0, digits = 0;
  for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
    if (is(child, {"xref"})) return true;
    for (const char c : std::string_view(child.value())) {
      if (c >= '0' && c <= '9') ++digits;
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) ++letters;
    }
  }
  if (digits > 0) return after_digit && !after_ten;
  return letters <= 2;
}

bool begins_line(pugi::xml_node node) { return is(node, {"p", "break", "list-item", "title", "label", "td", "th"}); }

/// The text of `node` with white space run together. `marks` keeps marks of footnotes.
std::string text_of(pugi::xml_node node, bool marks = false) {
  std::string text;
  for (pugi::xml_node at = node.first_child(); at;) {
    bool skip = is_apart(at) || (!marks && is_note_mark(at, text));
    if (!skip) {
      if (begins_line(at)) text += ' ';
      // "10<sup>9</sup>" is a power, "10 9" and "109" are not
      if (is(at, {"sup"}) && text.ends_with("10")) text += '^';
      text += at.value();
    }
    pugi::xml_node next = skip ? pugi::xml_node() : at.first_child();
    while (!next && at != node) {
      if (begins_line(at)) text += ' ';
      next = at.next_sibling();
      if (!next) at = at.parent();
    }
    at = next;
  }
  std::size_t out = 0;
  for (std::size_t in = 0; in < text.size(); ++in) {
    const bool blank = is_blank(text[in]);
    if (blank && (out == 0 || text[out - 1] == ' ')) continue;
    text[out++] = blank ? ' ' : text[in];
  }
  if (out > 0 && text[out - 1] == ' ') --out;
  text.resize(out);
  return text;
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

ArticlePart part_named(const std::string& words) {
  const std::string text = lower(words);
  const auto has = [&](std::string_view word) { return text.find(word) != std::string::npos; };
  if (has("result") || has("finding")) return ArticlePart::results;
  if (has("method") || has("material") || has("design") || has("procedure") || has("statistic") || has("analysis") ||
      has("experimental") || has("participants"))
    return ArticlePart::methods;
  if (has("discussion") || has("conclusion") || has("comment") || has("limitation")) return ArticlePart::discussion;
  if (has("introduction") || has("background")) return ArticlePart::introduction;
  return ArticlePart::other;
}

int span_of(pugi::xml_node cell, const char* name) {
  const std::string_view text = cell.attribute(name).value();
  int span = 1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), span);
  if (error == std::errc::result_out_of_range) return text.starts_with('-') ? 1 : 1'000'000'000;
  return error == std::errc() && span > 0 ? span : 1;
}

/// The rows of one <table>, without those of tables inside it.
std::vector<PrintedRow> rows_of(pugi::xml_node table) {
  std::vector<PrintedRow> rows;
  bool head = false;
  for (pugi::xml_node at = table.first_child(); at;) {
    if (is(at, {"thead"})) head = true;
    if (is(at, {"tbody", "tfoot"})) head = false;
    bool enter = is(at, {"thead", "tbody", "tfoot", "oasis:tgroup", "tgroup"});
    if (is(at, {"tr", "row"})) {
      PrintedRow row;
      row.head = head;
      for (const pugi::xml_node cell : at.children()) {
        if (!is(cell, {"td", "th", "entry"})) continue;
        row.cells.push_back({text_of(cell), span_of(cell, "rowspan"), span_of(cell, "colspan"), is(cell, {"th"})});
      }
      rows.push_back(std::move(row));
    }
    pugi::xml_node next = enter ? at.first_child() : pugi::xml_node();
    while (!next && at != table) {
      next = at.next_sibling();
      if (!next) at = at.parent();
    }
    at = next;
  }
  return rows;
}

/// "Table 2", "TABLE 2.": the number; "Table S2", "Table II" have none.
int number_of(const std::string& label) {
  const std::string text = lower(label);
  std::size_t at = text.find("table");
  if (at == std::string::npos) return 0;
  at += 5;
  while (at < text.size() && (is_blank(text[at]) || text[at] == '.')) ++at;
  int number = 0;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
  return error == std::errc() && number > 0 && number < 1000 ? number : 0;
}

PrintedTable read_table(pugi::xml_node wrap) {
  PrintedTable table;
  table.number = number_of(text_of(wrap.child("label")));
  table.caption = text_of(wrap.child("caption"));
  for (pugi::xml_node at = wrap.first_child(); at;) {
    const bool nested = is(at, {"table-wrap", "fig"});
    if (is(at, {"table"})) table.grids.push_back(rows_of(at));
    const bool note = is(at, {"fn", "p", "attrib"}) && !is(at.parent(), {"caption", "fn"});
    if (is(at, {"fn"}))
      for (const pugi::xml_node child : at.children()) {
        std::string text = text_of(child, true);
        if (is(child, {"p"}) && !text.empty()) table.notes.push_back(std::move(text));
      }
    else if (note)
      if (std::string text = text_of(at, true); !text.empty()) table.notes.push_back(std::move(text));
    const bool enter = !nested && !note && !is(at, {"table", "caption", "label"});
    pugi::xml_node next = enter ? at.first_child() : pugi::xml_node();
    while (!next && at != wrap) {
      next = at.next_sibling();
      if (!next) at = at.parent();
    }
    at = next;
  }
  return table;
}

/// "RESULTS: ..." for each section, joined by newlines.
std::string abstract_text(pugi::xml_node abstract) {
  std::string out;
  const auto add = [&](const std::string& label, const std::string& text) {
    if (text.empty()) return;
    if (!out.empty()) out += '\n';
    std::string tidy = label;
    while (!tidy.empty() && (tidy.back() == ':' || tidy.back() == '.' || is_blank(tidy.back()))) tidy.pop_back();
    if (!tidy.empty()) out += tidy + ": ";
    out += text;
  };
  for (const pugi::xml_node part : abstract.children()) {
    if (is(part, {"sec"})) {
      std::string text;
      for (const pugi::xml_node child : part.children())
        if (!is(child, {"title", "label"})) {
          const std::string words = text_of(child);
          if (!words.empty()) text += (text.empty() ? "" : " ") + words;
        }
      add(text_of(part.child("title")), text);
    } else if (!is(part, {"title", "label"})) {
      add("", text_of(part));
    }
  }
  return out;
}

class ArticleReader {
 public:
  explicit ArticleReader(Article& article) : article_(article) {}

  bool run(pugi::xml_node document) {
    int depth = 0;
    for (pugi::xml_node at = document.first_child(); at;) {
      const bool enter = open(at);
      pugi::xml_node next = enter ? at.first_child() : pugi::xml_node();
      if (next) ++depth;
      while (!next) {
        close(at);
        next = at.next_sibling();
        if (next) break;
        at = at.parent();
        --depth;
        if (!at || at == document) break;
      }
      at = next;
    }
    return found_;
  }

 private:
  struct Open {
    std::string number;  ///< "3.1"
    std::string title;
    ArticlePart part = ArticlePart::other;
    int sections = 0, paragraphs = 0;
  };

  /// Whether to go inside.
  bool open(pugi::xml_node node) {
    if (is(node, {"front", "front-stub", "article-meta", "body", "back", "floats-group", "article", "abstract"}))
      found_ = true;
    if (is(node, {"article"}) && article_.type.empty()) article_.type = node.attribute("article-type").value();
    if (is(node, {"ref-list", "permissions", "contrib-group", "journal-meta", "ack", "glossary"})) return false;
    if (is(node, {"article-id"}) && in_front_) {
      const std::string_view kind = node.attribute("pub-id-type").value();
      std::string& id = kind == "pmid" ? article_.pmid : kind == "doi" ? article_.doi : article_.pmcid;
      const bool known = kind == "pmid" || kind == "doi" || kind == "pmc" || kind == "pmcid";
      if (known && id.empty()) id = text_of(node);
      return false;
    }
    if (is(node, {"article-meta"})) in_front_ = article_.title.empty();
    if (is(node, {"article-title"}) && is(node.parent(), {"title-group"})) {
      if (article_.title.empty()) article_.title = text_of(node);
      return false;
    }
    if (is(node, {"abstract"})) {
      const std::string_view type = node.attribute("abstract-type").value();
      if (article_.abstract.empty() && type != "graphical" && type != "teaser" && type != "toc" && type != "precis" &&
          type != "plain-language-summary")
        article_.abstract = abstract_text(node);
      return false;
    }
    if (is(node, {"trans-abstract"})) return false;
    if (is(node, {"sec"})) {
      found_ = true;
      open_section(node);
    }
    if (is(node, {"p"}) && !is(node.parent(), {"caption", "fn", "table-wrap-foot"})) add_paragraph(node);
    if (is(node, {"table-wrap"})) {
      found_ = true;
      article_.tables.push_back(read_table(node));
    }
    return true;
  }

  void close(pugi::xml_node node) {
    if (is(node, {"sec"}) && !sections_.empty()) sections_.pop_back();
    if (is(node, {"article-meta"})) in_front_ = false;
  }

  void open_section(pugi::xml_node node) {
    Open section;
    const int number = ++(sections_.empty() ? top_sections_ : sections_.back().sections);
    section.title = text_of(node.child("title"));
    const std::string own = std::string(node.attribute("sec-type").value()) + " " + section.title;
    // an address is as long as its nesting: beyond a few levels it only counts on
    const bool deep = sections_.size() > 6;
    section.number = sections_.empty() ? std::to_string(number)
                     : deep            ? sections_.back().number
                                       : sections_.back().number + "." + std::to_string(number);
    section.part = part_named(own);
    // "Participants" or "Analysis" inside the results belong to the results
    if (!sections_.empty() && sections_.back().part != ArticlePart::other &&
        (section.part != ArticlePart::discussion || sections_.back().part == ArticlePart::methods))
      section.part = sections_.back().part;
    if (!sections_.empty() && sections_.size() < 6 && !sections_.back().title.empty())
      section.title = sections_.back().title + (section.title.empty() ? "" : ": " + section.title);
    sections_.push_back(std::move(section));
  }

  void add_paragraph(pugi::xml_node node) {
    // a paragraph inside a list inside a paragraph is part of the outer one
    for (pugi::xml_node up = node.parent(); up && !is(up, {"sec", "body", "back", "table-wrap", "boxed-text", "fig"});
         up = up.parent())
      if (is(up, {"p"})) return;
    Paragraph paragraph;
    paragraph.text = text_of(node);
    if (paragraph.text.empty()) return;
    const int number = ++(sections_.empty() ? top_paragraphs_ : sections_.back().paragraphs);
    paragraph.where = sections_.empty() ? "par " + std::to_string(number)
                                        : "sec " + sections_.back().number + " par " + std::to_string(number);
    if (!sections_.empty()) {
      paragraph.part = sections_.back().part;
      paragraph.heading = sections_.back().title;
    }
    article_.paragraphs.push_back(std::move(paragraph));
  }

  Article& article_;
  std::vector<Open> sections_;
  int top_sections_ = 0, top_paragraphs_ = 0;
  bool in_front_ = false, found_ = false;
};

void check_depth(pugi::xml_node document, const std::string& name) {
  int depth = 0;
  for (pugi::xml_node at = document.first_child(); at;) {
    pugi::xml_node next = at.first_child();
    if (next && ++depth > kDeepestArticle)
      throw Error(Error::Kind::data, name + ": elements are nested deeper than " + std::to_string(kDeepestArticle) +
                                         " levels, which no article needs; the file was not read.");
    while (!next) {
      next = at.next_sibling();
      if (next) break;
      at = at.parent();
      --depth;
      if (!at || at == document) break;
    }
    at = next;
  }
}

/// "Table 2" is table 2 when every label has its own number; otherwise tables are counted.
void number_tables(std::vector<PrintedTable>& tables) {
  std::set<int> seen;
  bool labelled = true;
  for (const PrintedTable& table : tables) labelled &= table.number > 0 && seen.insert(table.number).second;
  for (std::size_t i = 0; !labelled && i < tables.size(); ++i) tables[i].number = static_cast<int>(i) + 1;
}

}  // namespace

Article read_jats(std::string_view bytes, const std::string& name) {
  if (bytes.size() > kLargestArticle)
    throw Error(Error::Kind::data, name + ": the file has " + std::to_string(bytes.size() >> 20) +
                                       " MiB and articles of more than " + std::to_string(kLargestArticle >> 20) +
                                       " MiB are not read; check that it is one article.");
  pugi::xml_document document;
  const auto flags = pugi::parse_escapes | pugi::parse_cdata | pugi::parse_ws_pcdata;
  const pugi::xml_parse_result result = document.load_buffer(bytes.data(), bytes.size(), flags);
  if (!result)
    throw Error(Error::Kind::data, name + ": not well-formed XML at byte " + std::to_string(result.offset) + " (" +
                                       result.description() + "); check that the file is a whole JATS article.");
  check_depth(document, name);
  Article article;
  if (!ArticleReader(article).run(document))
    throw Error(Error::Kind::data,
                name + ": holds none of JATS' elements (article, body, abstract, sec, table-wrap); is it a JATS file?");
  number_tables(article.tables);
  return article;
}

}  // namespace evigraft
