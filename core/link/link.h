// core/link/link.h: Records -> Reports -> Studies. Pure: bibliographic lines in, groups out, with the rule that joined
// each. Nothing is merged on a conflict of identifiers; conflicts are listed.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evigraft {

/// What linking looks at. `key` orders the members of a group: the smallest is the report's key.
struct Citation {
  std::string key;  ///< unique, e.g. "pubmed:34101387"
  std::string title, year, first_author, journal, volume, issue, pages;
  std::string pmid, doi, pmcid;
  std::vector<std::string> publication_types;
  std::vector<std::string> registry;  ///< trial registration numbers
  struct Relation {
    std::string kind, pmid, doi;  ///< evigraft::Relation's kinds
  };
  std::vector<Relation> relations;
};

struct Joined {
  std::size_t a = 0, b = 0;  ///< indices into the input
  std::string rule;          ///< "pmid", "doi", "pmcid", "title+year+author", "identical record"
};

struct Conflict {
  std::size_t a = 0, b = 0;
  std::string reason;  ///< "same DOI, different PMID" ...
};

enum class ReportStatus { current, retracted, notice, concern };  ///< notice: a notice of retraction itself
std::string_view name(ReportStatus value);

struct ReportGroup {
  std::vector<std::size_t> members;  ///< indices, ordered by key
  ReportStatus status = ReportStatus::current;
  std::string status_evidence;  ///< in words: which record said so
};

struct StudyGroup {
  std::vector<std::size_t> reports;  ///< indices into Links::reports
  std::string rule;                  ///< "single report", "registration ChiCTR1900025717"
};

struct Links {
  std::vector<ReportGroup> reports;  ///< every record in exactly one, ordered by smallest key
  std::vector<StudyGroup> studies;   ///< every report in exactly one, ordered by first report
  std::vector<Joined> joined;
  std::vector<Conflict> conflicts;
};

/// What a person said of two records and all that is joined with them.
struct Ruling {
  enum class Level { publication, study };
  Level level = Level::study;
  bool together = true;
  std::string a, b;  ///< keys; apart: `a` leaves the group it shares with `b`, or with anybody where `b` is empty
};

/// Deterministic, and independent of the order of the input apart from the indices themselves. Rulings are laid over
/// what the rules find, in their order.
Links link_citations(std::span<const Citation> citations, std::span<const Ruling> rulings = {});

}  // namespace evigraft
