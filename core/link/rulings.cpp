#include "link/rulings.h"

#include <algorithm>
#include <map>
#include <string>

namespace evigraft::link {
namespace {

using Groups = std::vector<std::vector<std::size_t>>;

std::size_t group_with(const Groups& groups, std::size_t member) {
  for (std::size_t g = 0; g < groups.size(); ++g)
    if (std::find(groups[g].begin(), groups[g].end(), member) != groups[g].end()) return g;
  return groups.size();
}

void unite(Groups& groups, std::size_t a, std::size_t b) {
  const std::size_t left = group_with(groups, a), right = group_with(groups, b);
  if (left == right) return;
  groups[left].insert(groups[left].end(), groups[right].begin(), groups[right].end());
  groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(right));
}

void part(Groups& groups, std::size_t member) {
  std::vector<std::size_t>& group = groups[group_with(groups, member)];
  if (group.size() == 1) return;
  group.erase(std::find(group.begin(), group.end(), member));
  groups.push_back({member});
}

bool joined(const Groups& groups, std::size_t a, std::size_t b) {
  return group_with(groups, a) == group_with(groups, b);
}

std::map<std::string, std::size_t> by_key(std::span<const Citation> citations) {
  std::map<std::string, std::size_t> out;
  for (std::size_t i = 0; i < citations.size(); ++i) out.emplace(citations[i].key, i);
  return out;
}

}  // namespace

void rule_records(std::span<const Citation> citations, std::span<const std::size_t> order,
                  std::span<const Ruling> rulings, Grouping& grouping) {
  std::map<std::string, std::size_t> index;
  for (const Ruling& ruling : rulings) {
    if (ruling.level != Ruling::Level::publication) continue;
    if (index.empty()) index = by_key(citations);
    const auto a = index.find(ruling.a), b = index.find(ruling.b);
    if (a == index.end() || (ruling.together && b == index.end())) continue;
    if (!ruling.together) {
      if (b == index.end() || joined(grouping.groups, a->second, b->second)) part(grouping.groups, a->second);
      continue;
    }
    unite(grouping.groups, a->second, b->second);
    grouping.joined.push_back({a->second, b->second, "person"});
  }
  if (index.empty()) return;
  std::vector<std::size_t> rank(citations.size());
  for (std::size_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  const auto earlier = [&](std::size_t a, std::size_t b) { return rank[a] < rank[b]; };
  for (auto& group : grouping.groups) std::sort(group.begin(), group.end(), earlier);
  std::sort(grouping.groups.begin(), grouping.groups.end(),
            [&](const auto& a, const auto& b) { return earlier(a.front(), b.front()); });
  std::vector<std::size_t> group_of(citations.size());
  for (std::size_t g = 0; g < grouping.groups.size(); ++g)
    for (const std::size_t member : grouping.groups[g]) group_of[member] = g;
  std::erase_if(grouping.conflicts,
                [&](const Conflict& conflict) { return group_of[conflict.a] == group_of[conflict.b]; });
}

void rule_studies(std::span<const Citation> citations, std::span<const ReportGroup> reports,
                  std::span<const Ruling> rulings, std::vector<StudyGroup>& studies) {
  std::map<std::string, std::size_t> report_of;  // by record key
  Groups groups;
  std::map<std::vector<std::size_t>, std::string> rule;  // of groups that stay as they were
  for (const Ruling& ruling : rulings) {
    if (ruling.level != Ruling::Level::study) continue;
    if (groups.empty()) {
      for (std::size_t r = 0; r < reports.size(); ++r)
        for (const std::size_t member : reports[r].members) report_of.emplace(citations[member].key, r);
      for (const StudyGroup& study : studies) {
        groups.push_back(study.reports);
        rule[study.reports] = study.rule;
      }
    }
    const auto a = report_of.find(ruling.a), b = report_of.find(ruling.b);
    if (a == report_of.end() || (ruling.together && b == report_of.end())) continue;
    if (ruling.together)
      unite(groups, a->second, b->second);
    else if (b == report_of.end() || joined(groups, a->second, b->second))
      part(groups, a->second);
  }
  if (groups.empty()) return;
  for (auto& group : groups) std::sort(group.begin(), group.end());
  std::sort(groups.begin(), groups.end());
  studies.clear();
  for (auto& group : groups) {
    const auto as_before = rule.find(group);
    std::string words = as_before != rule.end() ? as_before->second : group.size() == 1 ? "single report" : "a person";
    studies.push_back({std::move(group), std::move(words)});
  }
}

}  // namespace evigraft::link
