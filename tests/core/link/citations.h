// Citations for the tests of this room, short to write.
#pragma once
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "link/link.h"

namespace evigraft::link_test {

inline Citation article(std::string key, std::string title = "Fat grafting enriched with stromal vascular fraction",
                        std::string year = "2020", std::string author = "Smith") {
  Citation citation;
  citation.key = std::move(key);
  citation.title = std::move(title);
  citation.year = std::move(year);
  citation.first_author = std::move(author);
  return citation;
}

inline Citation with_pmid(std::string key, std::string pmid, std::string doi = "") {
  Citation citation = article(key, "Title of its own, number " + key);
  citation.pmid = std::move(pmid);
  citation.doi = std::move(doi);
  return citation;
}

/// The groups as sets of keys: what a reader sees, free of indices.
inline std::set<std::set<std::string>> groups(const std::vector<Citation>& citations) {
  std::set<std::set<std::string>> out;
  for (const ReportGroup& report : link_citations(citations).reports) {
    std::set<std::string> keys;
    for (const std::size_t i : report.members) keys.insert(citations[i].key);
    out.insert(keys);
  }
  return out;
}

inline std::size_t count_reports(const std::vector<Citation>& citations) {
  return link_citations(citations).reports.size();
}

inline ReportGroup report_of(const std::vector<Citation>& citations, const std::string& key) {
  for (const ReportGroup& report : link_citations(citations).reports)
    for (const std::size_t i : report.members)
      if (citations[i].key == key) return report;
  return {};
}

}  // namespace evigraft::link_test
