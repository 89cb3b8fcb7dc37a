// Buckets in the order of trust (identical record, PMID, DOI, PMCID, title + year + first author). Within a bucket a
// record joins the first earlier group it does not contradict; what contradicts all of them starts a new one and is
// listed. A group holds at most one PMID and one DOI, whatever joined it.
#include "link/group.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "link/identifier.h"

namespace evigraft::link {
namespace {

/// An identifier or title borne by more works than this identifies none of the later ones: they stay apart, listed.
constexpr std::size_t kMostGroupsOfABucket = 64;
/// Letters below which a title ("Reply", "Introduction", "Fat grafting") needs the same volume or page beside it.
constexpr std::size_t kShortTitle = 20;

bool differ(const std::string& a, const std::string& b) { return !a.empty() && !b.empty() && a != b; }
bool agree(const std::string& a, const std::string& b) { return !a.empty() && a == b; }

bool is_notice(Kind kind) { return kind == Kind::erratum || kind == Kind::concern || kind == Kind::retraction; }

// A subtitle left out by one source makes one title the beginning of the other.
bool titles_alike(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty() || a == b) return true;
  const auto& [shorter, longer] = a.size() < b.size() ? std::tie(a, b) : std::tie(b, a);
  return shorter.size() >= kShortTitle && longer.starts_with(shorter);
}

class Groups {
 public:
  Groups(std::span<const Compared> records, std::span<const std::size_t> order)
      : records_(records), parent_(records.size()) {
    for (std::size_t i = 0; i < parent_.size(); ++i) parent_[i] = i;
    ids_.reserve(records.size());
    for (const Compared& record : records) ids_.push_back({record.pmid, record.doi});
    rank_.resize(records.size());
    for (std::size_t i = 0; i < order.size(); ++i) rank_[order[i]] = i;
  }

  std::size_t root(std::size_t i) {
    while (parent_[i] != i) {
      parent_[i] = parent_[parent_[i]];
      i = parent_[i];
    }
    return i;
  }

  /// Why the groups of a and b may not become one by their identifiers; empty when they may.
  std::string_view identifier_clash(std::size_t a, std::size_t b) {
    const Ids &left = ids_[root(a)], &right = ids_[root(b)];
    if (differ(left.pmid, right.pmid)) return "different PMID";
    if (differ(left.doi, right.doi)) return "different DOI";
    return {};
  }

  void unite(std::size_t a, std::size_t b) {
    a = root(a);
    b = root(b);
    if (rank_[b] < rank_[a]) std::swap(a, b);
    parent_[b] = a;
    if (ids_[a].pmid.empty()) ids_[a].pmid = ids_[b].pmid;
    if (ids_[a].doi.empty()) ids_[a].doi = ids_[b].doi;
  }

  const Compared& record(std::size_t i) const { return records_[i]; }

 private:
  struct Ids {
    std::string pmid, doi;
  };
  std::span<const Compared> records_;
  std::vector<std::size_t> parent_, rank_;  // rank_: place in the order of keys
  std::vector<Ids> ids_;                    // of the group, at its root
};

// What else tells two records apart that share an identifier: meeting abstracts share the DOI of their volume, some
// notices carry the article's.
std::string_view unlike(const Compared& a, const Compared& b) {
  if (a.title.kind != b.title.kind && (is_notice(a.title.kind) || is_notice(b.title.kind)) && a.kind != b.kind)
    return "one is a notice about the other";
  if (!titles_alike(a.title.letters, b.title.letters) && differ(a.author, b.author))
    return "different title and first author";
  return {};
}

std::string_view unlike_placed(const Compared& a, const Compared& b) {
  if (differ(a.volume, b.volume) && differ(a.page, b.page)) return "different volume and page";
  if (a.title.letters.size() < kShortTitle && !agree(a.volume, b.volume) && !agree(a.page, b.page) &&
      !agree(a.pmid, b.pmid) && !agree(a.doi, b.doi))
    return "a short title and no volume or page in common";
  return {};
}

struct Bucket {
  std::vector<std::size_t> members;  // in the order of keys
};

std::vector<Bucket> buckets(std::span<const std::size_t> order, const auto& key_of) {
  std::unordered_map<std::string, std::size_t> place;
  std::vector<Bucket> out;
  for (const std::size_t i : order) {
    const std::string key = key_of(i);
    if (key.empty()) continue;
    const auto [at, fresh] = place.try_emplace(key, out.size());
    if (fresh) out.emplace_back();
    out[at->second].members.push_back(i);
  }
  return out;
}

void join(const Bucket& bucket, const std::string& rule, std::string_view same, const auto& reason_against,
          Groups& groups, Grouping& out) {
  std::vector<std::size_t> heads;  // the first member of each group met in this bucket
  for (const std::size_t member : bucket.members) {
    std::string_view first_reason;
    bool placed = false;
    for (const std::size_t head : heads) {
      if (groups.root(head) == groups.root(member)) {
        placed = true;
        break;
      }
      std::string_view reason = groups.identifier_clash(head, member);
      if (reason.empty()) reason = reason_against(groups.record(head), groups.record(member));
      if (reason.empty()) {
        groups.unite(head, member);
        out.joined.push_back({head, member, rule});
        placed = true;
        break;
      }
      if (first_reason.empty()) first_reason = reason;
    }
    if (placed) continue;
    if (!heads.empty())
      out.conflicts.push_back({heads.front(), member, std::string(same) + ", " + std::string(first_reason)});
    if (heads.size() < kMostGroupsOfABucket) heads.push_back(member);
  }
}

// One row per pair of groups: the first reason found, and none where a later rule joined them after all.
std::vector<Conflict> still_apart(const std::vector<Conflict>& found, Groups& groups) {
  std::set<std::pair<std::size_t, std::size_t>> seen;
  std::vector<Conflict> out;
  for (const Conflict& conflict : found) {
    const std::size_t a = groups.root(conflict.a), b = groups.root(conflict.b);
    if (a != b && seen.insert(std::minmax(a, b)).second) out.push_back(conflict);
  }
  return out;
}

Kind kind_of(const Citation& citation, const Title& title) {
  if (title.kind != Kind::article) return title.kind;
  for (const std::string& type : citation.publication_types) {
    const std::string plain = compared_title(type).letters;
    if (plain == "retractionofpublication" || plain == "retractionnotice") return Kind::retraction;
    if (plain == "publishederratum" || plain == "erratum" || plain == "corrigendum") return Kind::erratum;
    if (plain == "expressionofconcern") return Kind::concern;
    if (plain == "comment") return Kind::comment;
  }
  for (const Citation::Relation& relation : citation.relations) {
    if (relation.kind == "retracts") return Kind::retraction;
    if (relation.kind == "erratum_for" || relation.kind == "corrects") return Kind::erratum;
    if (relation.kind == "concern_of") return Kind::concern;
    if (relation.kind == "comment_on") return Kind::comment;
  }
  return Kind::article;
}

// Everything the record says, for copies that carry no identifier.
std::string whole(const Compared& record, const Citation& citation) {
  if (record.title.letters.empty() || record.author.empty()) return {};
  std::string key;
  for (const std::string* part :
       {&record.pmid, &record.doi, &record.pmcid, &citation.title, &citation.year, &citation.first_author,
        &citation.journal, &citation.volume, &citation.issue, &citation.pages})
    key += *part + '\x1f';
  for (const std::string& type : citation.publication_types) key += type + '\x1e';
  return key;
}

}  // namespace

Compared compared(const Citation& citation) {
  Compared out;
  out.pmid = plain_pmid(citation.pmid);
  out.doi = plain_doi(citation.doi);
  out.pmcid = plain_pmcid(citation.pmcid);
  out.title = compared_title(citation.title);
  out.kind = kind_of(citation, out.title);
  out.author = compared_family(citation.first_author);
  out.year = plain_year(citation.year);
  out.volume = compared_title(citation.volume).letters;
  out.page = first_page(citation.pages);
  return out;
}

Grouping group_records(std::span<const Compared> records, std::span<const std::size_t> order,
                       std::span<const Citation> citations) {
  Grouping out;
  Groups groups(records, order);
  const auto nothing_against = [](const Compared&, const Compared&) { return std::string_view(); };

  // Copies first: whatever the rules below refuse, one record met twice is one report.
  for (const Bucket& bucket : buckets(order, [&](std::size_t i) { return whole(records[i], citations[i]); })) {
    const Compared& first = records[bucket.members.front()];
    const char* rule = !first.pmid.empty() ? "pmid" : !first.doi.empty() ? "doi" : "identical record";
    join(bucket, rule, rule, nothing_against, groups, out);
  }
  for (const Bucket& bucket : buckets(order, [&](std::size_t i) { return records[i].pmid; }))
    join(bucket, "pmid", "same PMID", unlike, groups, out);
  // Of several works that share a DOI, a record without a PMID belongs to the one of its own title: so that goes first.
  for (const Bucket& bucket : buckets(order, [&](std::size_t i) {
         const Compared& record = records[i];
         return record.doi.empty() || record.title.letters.empty() ? std::string()
                                                                   : record.doi + ' ' + record.title.letters;
       }))
    join(bucket, "doi", "same DOI", unlike, groups, out);
  for (const Bucket& bucket : buckets(order, [&](std::size_t i) { return records[i].doi; }))
    join(bucket, "doi", "same DOI", unlike, groups, out);
  for (const Bucket& bucket : buckets(order, [&](std::size_t i) { return records[i].pmcid; }))
    join(bucket, "pmcid", "same PMCID", unlike, groups, out);
  for (const Bucket& bucket : buckets(order, [&](std::size_t i) {
         const Compared& record = records[i];
         if (record.title.letters.empty() || record.year.empty() || record.author.empty()) return std::string();
         return std::to_string(static_cast<int>(record.kind)) + record.year + ' ' + record.author + ' ' +
                record.title.letters;
       }))
    join(bucket, "title+year+author", "same title, year and first author", unlike_placed, groups, out);

  std::unordered_map<std::size_t, std::size_t> place;  // root -> group
  for (const std::size_t i : order) {
    const auto [at, fresh] = place.try_emplace(groups.root(i), out.groups.size());
    if (fresh) out.groups.emplace_back();
    out.groups[at->second].push_back(i);
  }
  out.conflicts = still_apart(out.conflicts, groups);
  return out;
}

}  // namespace evigraft::link
