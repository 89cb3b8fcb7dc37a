#include "link/status.h"

#include <string>
#include <unordered_map>

#include "link/identifier.h"

namespace evigraft::link {
namespace {

// A later finding replaces an earlier one only when it weighs more: a notice is a notice whatever else is said of it.
int weight(ReportStatus status) {
  switch (status) {
    case ReportStatus::notice:
      return 3;
    case ReportStatus::retracted:
      return 2;
    case ReportStatus::concern:
      return 1;
    case ReportStatus::current:
      return 0;
  }
  return 0;
}

void say(ReportGroup& report, ReportStatus status, std::string evidence) {
  if (weight(status) <= weight(report.status)) return;
  report.status = status;
  report.status_evidence = std::move(evidence);
}

std::string related(const Citation::Relation& relation) {
  if (!relation.pmid.empty()) return "PMID " + relation.pmid;
  if (!relation.doi.empty()) return "DOI " + relation.doi;
  return "a publication without identifier";
}

void say_by_itself(const Citation& citation, const Compared& record, ReportGroup& report) {
  for (const std::string& type : citation.publication_types) {
    const std::string plain = compared_title(type).letters;
    const std::string evidence = citation.key + " has the publication type \"" + type + "\"";
    if (plain == "retractedpublication") say(report, ReportStatus::retracted, evidence);
    if (plain == "retractionofpublication" || plain == "retractionnotice") say(report, ReportStatus::notice, evidence);
    if (plain == "expressionofconcern") say(report, ReportStatus::concern, evidence);
  }
  for (const Citation::Relation& relation : citation.relations) {
    const std::string there = related(relation);
    if (relation.kind == "retracted_by" || relation.kind == "retracted_and_republished_in")
      say(report, ReportStatus::retracted, citation.key + " is retracted by " + there);
    if (relation.kind == "retracts") say(report, ReportStatus::notice, citation.key + " retracts " + there);
    if (relation.kind == "concern")
      say(report, ReportStatus::concern, citation.key + " has an expression of concern in " + there);
    if (relation.kind == "concern_of")
      say(report, ReportStatus::concern, citation.key + " is an expression of concern about " + there);
  }
  if (record.title.kind == Kind::retraction)
    say(report, ReportStatus::notice, citation.key + " calls itself a retraction in its title");
}

}  // namespace

void set_status(std::span<const Citation> citations, std::span<const Compared> records,
                std::vector<ReportGroup>& reports) {
  std::unordered_multimap<std::string, std::size_t> by_identifier;  // "pmid 1", "doi 10.1/x" -> report
  for (std::size_t r = 0; r < reports.size(); ++r)
    for (const std::size_t i : reports[r].members) {
      say_by_itself(citations[i], records[i], reports[r]);
      if (!records[i].pmid.empty()) by_identifier.emplace("pmid " + records[i].pmid, r);
      if (!records[i].doi.empty()) by_identifier.emplace("doi " + records[i].doi, r);
    }

  for (std::size_t r = 0; r < reports.size(); ++r)
    for (const std::size_t i : reports[r].members)
      for (const Citation::Relation& relation : citations[i].relations) {
        // The second replaces what it retracts, and is no notice itself.
        const bool retracts = relation.kind == "retracts" || relation.kind == "retracted_and_republished_from";
        if (!retracts && relation.kind != "concern_of") continue;
        for (const std::string& target : {"pmid " + plain_pmid(relation.pmid), "doi " + plain_doi(relation.doi)}) {
          const auto [first, last] = by_identifier.equal_range(target);
          for (auto at = first; at != last; ++at)
            if (at->second != r)
              say(reports[at->second], retracts ? ReportStatus::retracted : ReportStatus::concern,
                  citations[i].key + (retracts ? " retracts " : " expresses concern about ") + related(relation));
        }
      }

  // The title alone proves nothing, but it must not pass unseen either.
  for (ReportGroup& report : reports)
    for (const std::size_t i : report.members)
      if (report.status_evidence.empty() && records[i].title.says_retracted)
        report.status_evidence = citations[i].key + " says retracted in its title; no type or relation does: check";
}

}  // namespace evigraft::link
