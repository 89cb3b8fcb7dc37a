#include "pipeline/exports.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "store/evidence.h"
#include "store/query.h"
#include "store/search_log.h"

namespace evigraft {
namespace {

/// "reason, n; reason, n" as the store joins it. A reason may hold both marks: an item ends at its count.
std::vector<publish::Count> counts_of(const std::string& detail) {
  std::vector<publish::Count> counts;
  for (std::size_t from = 0, at = 0; at < detail.size();) {
    std::size_t end = detail.find("; ", at);
    if (end == std::string::npos) end = detail.size();
    const std::string item = detail.substr(from, end - from);
    const std::size_t comma = item.rfind(", ");
    const bool counted = comma != std::string::npos && comma + 2 < item.size() && item.size() - comma <= 18 &&
                         std::all_of(item.begin() + static_cast<std::ptrdiff_t>(comma) + 2, item.end(),
                                     [](unsigned char letter) { return std::isdigit(letter) != 0; });
    at = end + 2;
    if (!counted) continue;
    counts.push_back({item.substr(0, comma), std::stoll(item.substr(comma + 2))});
    from = at;
  }
  return counts;
}

/// "https://host" of an address; whoever's name stands before the host is left out.
std::string host_of(const std::string& address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string::npos) return {};
  std::string host = address.substr(scheme + 3, address.find_first_of("/?#", scheme + 3) - scheme - 3);
  if (const std::size_t at = host.rfind('@'); at != std::string::npos) host.erase(0, at + 1);
  return address.substr(0, scheme + 3) + host;
}

std::string sent_text(const SearchedSlice& slice) {
  if (slice.method.empty()) return {};
  std::string text = slice.method + " " + slice.path;
  for (const auto& [name, value] : slice.parameters)
    if (value.find("${") == std::string::npos) text += "\n" + name + "=" + value;
  return text;
}

publish::SearchLine line_of(const SearchedSlice& slice) {
  publish::SearchLine line;
  line.kind = slice.kind;
  line.source = slice.source;
  line.platform = host_of(slice.address);
  line.query = slice.text;
  line.sent = sent_text(slice);
  line.slice = slice.slice;
  line.part_of = slice.parent;
  line.since = slice.since;
  line.until = slice.until;
  line.run_at = slice.run_at;
  line.run = slice.run_id;
  line.hits = slice.expected;
  line.exact = slice.exact;
  line.received = slice.received;
  line.stored = slice.stored;
  line.deleted = slice.deleted;
  line.owed = slice.owed;
  line.state = slice.state;
  line.reason = slice.reason;
  return line;
}

publish::SearchLine line_of(const ImportedFile& file) {
  publish::SearchLine line;
  line.kind = line.platform = "file";
  line.source = file.source;
  line.query = file.name;
  line.run_at = file.read_at;
  line.run = file.run_id;
  line.received = file.read;
  if (file.fresh) line.stored = *file.fresh + file.changed.value_or(0) + file.unchanged.value_or(0);
  line.not_relevant = file.not_relevant;
  line.rejected = file.rejected;
  line.sha256 = file.sha256;
  return line;
}

}  // namespace

publish::SearchLog search_log(const Store& store, const Topic& topic) {
  const OneMoment moment(store);
  publish::SearchLog log;
  log.topic = topic.name;
  log.topic_version = topic.fingerprint;
  for (const SearchedSlice& slice : searched_slices(store)) log.lines.push_back(line_of(slice));
  for (const ImportedFile& file : imported_files(store)) log.lines.push_back(line_of(file));
  std::stable_sort(log.lines.begin(), log.lines.end(),
                   [](const publish::SearchLine& a, const publish::SearchLine& b) { return a.run < b.run; });
  return log;
}

publish::Prisma prisma_flow(const Store& store) {
  publish::Prisma flow;
  for (const PrismaView& view : prisma_views(store)) flow[view.box] = {view.n, counts_of(view.detail)};
  return flow;
}

std::vector<StudyLeft> studies_left(const Selected& selected, std::span<const Candidate> candidates) {
  std::map<std::int64_t, std::string> reasons;  // by outcome
  for (const NotUsed& outcome : selected.not_used) reasons[outcome.outcome_id] = outcome.reason;
  std::set<std::int64_t> there;
  for (const PoolStudy& study : selected.studies) there.insert(study.study_id);
  std::map<std::int64_t, StudyLeft> left;
  std::set<std::pair<std::int64_t, std::string>> said;
  for (const Candidate& outcome : candidates) {
    const auto reason = reasons.find(outcome.outcome_id);
    if (reason == reasons.end() || outcome.screening != "include" || there.contains(outcome.study_id)) continue;
    StudyLeft& study = left[outcome.study_id];
    study.study_id = outcome.study_id;
    study.label = outcome.study_label;
    study.year = outcome.study_year;
    if (said.emplace(outcome.study_id, reason->second).second)
      study.reason += (study.reason.empty() ? "" : "; ") + reason->second;
  }
  std::vector<StudyLeft> rows;
  rows.reserve(left.size());
  for (auto& [id, study] : left) rows.push_back(std::move(study));
  std::stable_sort(rows.begin(), rows.end(), [](const StudyLeft& a, const StudyLeft& b) { return a.label < b.label; });
  return rows;
}

std::map<std::int64_t, PaperIds> papers_of_studies(const Store& store) {
  std::map<std::int64_t, PaperIds> papers;
  for (ReportView& report : report_views(store))
    if (report.study_id != 0)
      papers.try_emplace(report.study_id,
                         PaperIds{std::move(report.doi), std::move(report.pmid), std::move(report.title)});
  return papers;
}

std::vector<std::string> rule_versions(const Store& store) {
  std::set<std::string> versions;
  list_view(store, {.view = "v_report"}, [&](const Row& row) {
    if (const auto* version = std::get_if<std::string>(&row["extractor"])) versions.insert(*version);
  });
  return {versions.begin(), versions.end()};
}

}  // namespace evigraft
