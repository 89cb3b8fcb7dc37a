// core/store/record_columns.h: a Record as the columns of its row, and back. Lists are JSON text
// (docs/decisions/0001-store-json-columns.md), in the form `records --json` prints.
#pragma once
#include <evigraft/record.h>

#include <evigraft/source.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace evigraft {

/// The columns whose content makes a record what it is; `digest` is over all of them.
struct RecordColumns {
  std::string key, pmid, doi, pmcid, title, abstract, abstract_text, authors, journal;
  std::string volume, issue, pages, published, published_as_printed;
  std::string publication_types, mesh, keywords, language, relations, registry;
  int year = 0, version = 1;
  std::string journal_title, first_author;  ///< for display, out of `journal` and `authors`
  bool retracted = false;                   ///< the record itself says so
  std::string digest;                       ///< SHA-256, 32 bytes
};

RecordColumns record_columns(const Record& record);
/// The inverse for everything but source_text, source_offset, and text that was no UTF-8.
Record record_from(const RecordColumns& columns);

std::string json_texts(const std::vector<std::string>& texts);  ///< ["a", "b"]
std::vector<std::string> texts_from_json(const std::string& json);
std::string json_pairs(const Pairs& pairs);  ///< [["name", "value"]]
Pairs pairs_from_json(const std::string& json);

}  // namespace evigraft
