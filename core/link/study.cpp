#include "link/study.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string>
#include <unordered_map>

#include "link/identifier.h"

namespace evigraft::link {
namespace {

bool stands_alone(const Citation& citation, const Compared& record) {
  if (record.kind != Kind::article) return true;
  return std::any_of(citation.publication_types.begin(), citation.publication_types.end(), [](const std::string& type) {
    const std::string plain = compared_title(type).letters;
    return plain.ends_with("review") || plain.find("metaanalysis") != std::string::npos || plain == "editorial" ||
           plain == "practiceguideline" || plain == "guideline";
  });
}

const char* version_words(const std::string& kind) {
  if (kind == "update_of" || kind == "updated_by") return "versions of one article (update)";
  if (kind.ends_with("republished_in") || kind.ends_with("republished_from"))  // also after correction or retraction
    return "versions of one article (republished)";
  return nullptr;
}

class Studies {
 public:
  explicit Studies(std::size_t reports) : parent_(reports) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }

  std::size_t root(std::size_t i) {
    while (parent_[i] != i) {
      parent_[i] = parent_[parent_[i]];
      i = parent_[i];
    }
    return i;
  }

  // The smaller index stays the root, so that the outcome does not hang on the order of the calls.
  void unite(std::size_t a, std::size_t b, std::string rule) {
    rules_.push_back({a, std::move(rule)});
    a = root(a);
    b = root(b);
    if (a != b) parent_[std::max(a, b)] = std::min(a, b);
  }

  std::vector<StudyGroup> groups() {
    std::vector<StudyGroup> out;
    std::unordered_map<std::size_t, std::size_t> place;
    for (std::size_t r = 0; r < parent_.size(); ++r) {
      const auto [at, fresh] = place.try_emplace(root(r), out.size());
      if (fresh) out.emplace_back();
      out[at->second].reports.push_back(r);
    }
    std::vector<std::set<std::string>> rules(out.size());
    for (const auto& [report, rule] : rules_) rules[place.at(root(report))].insert(rule);
    for (std::size_t s = 0; s < out.size(); ++s) {
      for (const std::string& rule : rules[s]) out[s].rule += (out[s].rule.empty() ? "" : "; ") + rule;
      if (out[s].reports.size() == 1) out[s].rule = "single report";
    }
    return out;
  }

 private:
  struct Rule {
    std::size_t report = 0;
    std::string words;
  };
  std::vector<std::size_t> parent_;
  std::vector<Rule> rules_;
};

}  // namespace

std::vector<StudyGroup> group_reports(std::span<const Citation> citations, std::span<const Compared> records,
                                      std::span<const ReportGroup> reports) {
  Studies studies(reports.size());
  std::unordered_map<std::string, std::size_t> first_of_trial;
  std::unordered_map<std::string, std::size_t> by_identifier;  // the first report that bears it
  for (std::size_t r = 0; r < reports.size(); ++r) {
    const auto& members = reports[r].members;
    for (const std::size_t i : members) {
      if (!records[i].pmid.empty()) by_identifier.try_emplace("pmid " + records[i].pmid, r);
      if (!records[i].doi.empty()) by_identifier.try_emplace("doi " + records[i].doi, r);
    }
    if (reports[r].status == ReportStatus::notice || std::any_of(members.begin(), members.end(), [&](std::size_t i) {
          return stands_alone(citations[i], records[i]);
        }))
      continue;
    for (const std::size_t i : members)
      for (const std::string& printed : citations[i].registry) {
        const std::string trial = plain_registration(printed);
        if (trial.empty()) continue;
        const auto [at, fresh] = first_of_trial.try_emplace(trial, r);
        if (!fresh && at->second != r) studies.unite(at->second, r, "registration " + trial);
      }
  }
  for (std::size_t r = 0; r < reports.size(); ++r)
    for (const std::size_t i : reports[r].members)
      for (const Citation::Relation& relation : citations[i].relations) {
        const char* words = version_words(relation.kind);
        if (words == nullptr) continue;
        for (const std::string& target : {"pmid " + plain_pmid(relation.pmid), "doi " + plain_doi(relation.doi)})
          if (const auto at = by_identifier.find(target); at != by_identifier.end() && at->second != r)
            studies.unite(at->second, r, words);
      }
  return studies.groups();
}

}  // namespace evigraft::link
