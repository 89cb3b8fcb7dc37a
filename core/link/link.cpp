#include "link/link.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "link/group.h"
#include "link/rulings.h"
#include "link/status.h"
#include "link/study.h"

namespace evigraft {

std::string_view name(ReportStatus value) {
  switch (value) {
    case ReportStatus::current:
      return "current";
    case ReportStatus::retracted:
      return "retracted";
    case ReportStatus::notice:
      return "notice";
    case ReportStatus::concern:
      return "concern";
  }
  return "current";
}

Links link_citations(std::span<const Citation> citations, std::span<const Ruling> rulings) {
  std::vector<link::Compared> records;
  records.reserve(citations.size());
  for (const Citation& citation : citations) records.push_back(link::compared(citation));

  // Keys are unique; the rest of the comparison keeps a caller's slip from making the answer hang on the input's order.
  std::vector<std::size_t> order(citations.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto whole = [&](std::size_t i) {
    const Citation& c = citations[i];
    return std::tie(c.key, c.pmid, c.doi, c.pmcid, c.title, c.year, c.first_author, c.journal, c.volume, c.issue,
                    c.pages, c.publication_types, c.registry);
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return whole(a) < whole(b); });

  link::Grouping grouping = link::group_records(records, order, citations);
  link::rule_records(citations, order, rulings, grouping);
  Links links;
  links.joined = std::move(grouping.joined);
  links.conflicts = std::move(grouping.conflicts);
  links.reports.reserve(grouping.groups.size());
  for (auto& members : grouping.groups) links.reports.push_back({std::move(members), ReportStatus::current, {}});
  link::set_status(citations, records, links.reports);
  links.studies = link::group_reports(citations, records, links.reports);
  link::rule_studies(citations, links.reports, rulings, links.studies);
  return links;
}

}  // namespace evigraft
