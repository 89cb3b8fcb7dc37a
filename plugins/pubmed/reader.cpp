#include "reader.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <evigraft/source.hpp>
#include <optional>
#include <pugixml.hpp>

#include "article.h"
#include "identifiers.h"
#include "inline_text.h"
#include "well_formed.h"

namespace evigraft::pubmed {
namespace {

/// The first PMID printed in a record that could not be parsed, for the ledger; empty when there is none.
std::string printed_pmid(std::string_view xml) {
  const std::size_t tag = xml.find("<PMID"), begin = tag == std::string_view::npos ? tag : xml.find('>', tag);
  if (begin == std::string_view::npos) return {};
  const std::string pmid = tidy(xml.substr(begin + 1, std::min(xml.find('<', begin), begin + 20) - begin - 1));
  return is_pmid(pmid) ? pmid : std::string();
}

class Reader {
 public:
  Reader(Splitter& splitter, const Handlers& handlers, const ReadOptions& options)
      : splitter_(splitter), handlers_(handlers), options_(options) {}

  void read() {
    while (const std::optional<Piece> piece = splitter_.next()) {
      if (!piece->fault.empty())
        reject(*piece, 0, piece->fault);
      else
        read_piece(*piece);
    }
  }

 private:
  void reject(const Piece& piece, std::size_t position, const std::string& reason) {
    handlers_.rejected(printed_pmid(piece.text), "byte " + std::to_string(piece.offset + position), reason);
  }

  void read_piece(const Piece& piece) {
    if (const std::optional<Flaw> flaw = find_flaw(piece.text)) return reject(piece, flaw->position, flaw->reason);
    // pugixml writes into what it parses; the piece stays whole for the record's source text.
    if (scratch_.size() < piece.text.size()) scratch_.resize(piece.text.size() * 2);
    std::memcpy(scratch_.data(), piece.text.data(), piece.text.size());
    const pugi::xml_parse_result result =
        document_.load_buffer_inplace(scratch_.data(), piece.text.size(), kParseFlags, pugi::encoding_utf8);
    if (!result) {
      const std::size_t nested = nested_start(piece.text);
      if (nested != std::string_view::npos) splitter_.resume_at(nested);
      return reject({piece.text.substr(0, nested), piece.offset, {}},
                    std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0)), piece.text.size()),
                    std::string("it is not well-formed XML: ") + result.description());
    }
    try {
      hand_over(document_.document_element(), piece);
    } catch (const UnusableArticle& problem) {
      reject(piece, 0, problem.what());
    }
  }

  void hand_over(pugi::xml_node node, const Piece& piece) {
    const std::string_view name = node.name();
    if (name == "DeleteCitation" || name == "DeleteDocument") {
      for (const pugi::xml_node pmid : node.children("PMID")) {
        const std::string text = inline_text(pmid);
        if (is_pmid(text))
          handlers_.deleted(text);
        else
          handlers_.rejected({}, "byte " + std::to_string(piece.offset),
                             "a deleted PMID is not a number of 1 to 8 digits");
      }
      return;
    }
    Record record = name == "PubmedBookArticle" ? read_book_article(node) : read_article(node);
    if (options_.keep_source) {
      record.source_text.assign(piece.text);
      record.source_offset = piece.offset;
    }
    handlers_.record(std::move(record));
  }

  Splitter& splitter_;
  const Handlers& handlers_;
  const ReadOptions& options_;
  std::vector<char> scratch_;
  pugi::xml_document document_;
};
}  // namespace

void read_pubmed_xml(Bytes bytes, const Handlers& handlers, const ReadOptions& options) {
  Splitter splitter(std::move(bytes), options.longest_record);
  Reader(splitter, handlers, options).read();
}

Bytes bytes_of(std::string_view text) {
  return [text](char* buffer, std::size_t capacity) mutable {
    const std::size_t size = text.copy(buffer, capacity);
    text.remove_prefix(size);
    return size;
  };
}

unsigned sniff_pubmed_xml(std::string_view head) {
  constexpr std::array<std::string_view, 6> names = {"PubmedArticleSet", "PubmedBookArticleSet", "MedlineCitationSet",
                                                     "PubmedArticle",    "PubmedBookArticle",    "MedlineCitation"};
  Splitter splitter(bytes_of(head));
  try {
    splitter.next();
  } catch (const BadPayload&) {  // the head of a file is always cut short; its root tells
  }
  if (std::find(names.begin(), names.end(), splitter.root()) != names.end()) return 100;
  const std::size_t doctype = head.find("<!DOCTYPE ");
  if (!splitter.root().empty() || doctype == std::string_view::npos) return 0;
  for (const std::string_view name : names)
    if (head.substr(doctype + 10, name.size()) == name) return 90;
  return 0;
}

}  // namespace evigraft::pubmed
