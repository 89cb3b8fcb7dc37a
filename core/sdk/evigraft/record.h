// evigraft/record.h: one publication as one source described it.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace evigraft {

struct AbstractPart {
  std::string label{};  ///< as printed, empty where the source has none
  std::string text{};   ///< plain text, markup removed with nothing lost
  friend bool operator==(const AbstractPart&, const AbstractPart&) = default;
};

struct Author {
  std::string family{}, given{}, suffix{}, orcid{};
  std::string collective{};  ///< group authors; then family and given are empty
  bool valid = true;         ///< false where the source says the name is an error
  friend bool operator==(const Author&, const Author&) = default;
};

struct Journal {
  std::string title{}, iso_abbreviation{};
  std::vector<std::string> issn{};  ///< as printed in the record
  std::string issn_linking{}, nlm_id{}, publisher{}, country{};
  friend bool operator==(const Journal&, const Journal&) = default;
};

struct MeshQualifier {
  std::string term{};
  bool major = false;
  friend bool operator==(const MeshQualifier&, const MeshQualifier&) = default;
};

struct MeshHeading {
  std::string descriptor{};
  bool major = false;
  std::vector<MeshQualifier> qualifiers{};
  friend bool operator==(const MeshHeading&, const MeshHeading&) = default;
};

struct Relation {
  std::string kind{};  ///< retracted_by, retracts, corrected_by, concern, update_of ... (source_abi.h)
  std::string pmid{}, doi{}, note{};
  friend bool operator==(const Relation&, const Relation&) = default;
};

/// Identifiers are the article's own, never a cited work's. Lists keep the printed order.
struct Record {
  std::string key{};  ///< the source's own key; never empty
  std::string pmid{}, doi{}, pmcid{};
  std::string title{};  ///< as printed: brackets of translations and the final stop kept
  std::vector<AbstractPart> abstract{};
  std::vector<Author> authors{};
  Journal journal{};
  std::string volume{}, issue{}, pages{};
  std::string published{};             ///< YYYY, YYYY-MM or YYYY-MM-DD; empty when unknown
  std::string published_as_printed{};  ///< where it is not a plain date: "1998 Dec-1999 Jan"
  int year = 0;                        ///< 0 when unknown
  std::vector<std::string> publication_types{};
  std::vector<MeshHeading> mesh{};
  std::vector<std::string> keywords{}, language{};
  std::vector<Relation> relations{};
  std::vector<std::string> registry{};  ///< trial registration numbers
  int version = 1;                      ///< the highest version of a key is kept
  std::string source_text{};            ///< files: the record's own slice of the source text
  std::uint64_t source_offset = 0;      ///< files: where that slice begins in the decompressed bytes
  friend bool operator==(const Record&, const Record&) = default;
};

/// The one text of an abstract: its parts joined by a newline, each as "LABEL: text" or "text". Spans, search and
/// pages all count in this string.
inline std::string abstract_text(const std::vector<AbstractPart>& parts) {
  std::string text;
  for (const AbstractPart& part : parts) {
    if (part.text.empty()) continue;
    if (!text.empty()) text += '\n';
    if (!part.label.empty()) text += part.label + ": ";
    text += part.text;
  }
  return text;
}

}  // namespace evigraft
