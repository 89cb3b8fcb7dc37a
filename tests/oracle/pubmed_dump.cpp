// Reads PubMed XML from standard input with the plugin's reader; one JSON line a record, deletion or rejection. For
// xtract_compare.py and for a look at a file.
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "plugins/pubmed/reader.h"

namespace {
using nlohmann::json;

json as_json(const evigraft::Record& record) {
  json parts = json::array();
  for (const evigraft::AbstractPart& part : record.abstract)
    parts.push_back({{"label", part.label}, {"text", part.text}});
  return {{"pmid", record.pmid},
          {"version", record.version},
          {"doi", record.doi},
          {"title", record.title},
          {"abstract", parts},
          {"year", record.year},
          {"published", record.published},
          {"journal", record.journal.title}};
}
}  // namespace

int main() {
  try {
    evigraft::pubmed::read_pubmed_xml(
        [](char* buffer, std::size_t capacity) { return std::fread(buffer, 1, capacity, stdin); },
        {.record = [](evigraft::Record&& record) { std::cout << as_json(record).dump() << '\n'; },
         .deleted =
             [](std::string_view pmid) {
               std::cout << json{{"deleted", pmid}}.dump() << '\n';
             },
         .rejected =
             [](const std::string& pmid, const std::string& where, const std::string& reason) {
               std::cout << json{{"rejected", pmid}, {"where", where}, {"reason", reason}}.dump() << '\n';
             }},
        {});
  } catch (const std::exception& problem) {
    std::cout << json{{"error", problem.what()}}.dump() << '\n';
    return 1;
  }
  return 0;
}
