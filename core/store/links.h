// core/store/links.h: Reports and Studies: which Records are one publication, which publications are one study.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "store/store.h"

namespace evigraft {

struct ReportMember {
  std::int64_t record_id = 0;
  std::string rule;  ///< what joined it: "pmid", "doi", "title+year+author"; "first" for the one it is named for
};

struct ReportRow {
  std::string key;                    ///< smallest record key, "pubmed:34101387"
  std::vector<ReportMember> members;  ///< ordered by key
  std::string status = "current";     ///< current, retracted, notice, concern
  std::string status_evidence;
};

struct StudyRow {
  std::vector<std::size_t> reports;  ///< indices into LinkRows::reports; the first one's key is the study's
  std::string rule;
};

struct ConflictRow {
  std::int64_t record_a = 0, record_b = 0;
  std::string reason;
};

struct LinkRows {
  std::vector<ReportRow> reports;
  std::vector<StudyRow> studies;
  std::vector<ConflictRow> conflicts;
};

struct LinkChanges {
  std::uint64_t added = 0;                          ///< reports that were not there before
  std::uint64_t merged = 0;                         ///< reports that became part of another; their ids are aliases now
  std::vector<std::int64_t> report_ids, study_ids;  ///< by index of the input
};

/// Replaces all links in one transaction. A report keeps its id while its key holds, or while its records stay
/// together under another key; an id that is given up answers as an alias.
LinkChanges replace_links(Store& store, std::int64_t run, const LinkRows& rows);

/// A report and the text that is screened and read: of its first member with an abstract, else of its first.
struct ReportText {
  std::int64_t id = 0, record_id = 0;
  std::string key, status, title, abstract_text;
  std::vector<std::string> publication_types;  ///< of all members, each once
  std::string digest;                          ///< SHA-256 of the above texts: changes when they do
};
/// Reports in order of their ids. Those whose every record was deleted are left out.
void for_each_report(const Store& store, const std::function<void(const ReportText&)>& take);

/// Two records that share one identifier and contradict in another, and the reports they are in (0: none).
struct ConflictPair {
  std::string key_a, key_b, reason;
  std::int64_t report_a = 0, report_b = 0;
};
std::vector<ConflictPair> conflict_pairs(const Store& store);

/// The report an id or an alias of it stands for today; 0 when there is none.
std::int64_t report_for(const Store& store, std::int64_t id_or_alias);

}  // namespace evigraft
