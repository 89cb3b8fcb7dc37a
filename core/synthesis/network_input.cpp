// core/synthesis/network_input.cpp: arms or contrasts -> studies with covariances.
#include <evigraft/error.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "synthesis/network.h"

namespace evigraft {
namespace {

/// Labels in order of appearance with their entries.
template <class Entry>
std::vector<std::pair<std::string, std::vector<Entry>>> by_study(const std::vector<Entry>& entries) {
  std::vector<std::pair<std::string, std::vector<Entry>>> studies;
  std::map<std::string, std::size_t> where;
  for (const Entry& entry : entries) {
    const auto [found, fresh] = where.emplace(entry.study, studies.size());
    if (fresh) studies.emplace_back(entry.study, std::vector<Entry>{});
    studies[found->second].second.push_back(entry);
  }
  return studies;
}

std::size_t index_of(const std::vector<std::string>& treatments, const std::string& name) {
  return static_cast<std::size_t>(std::lower_bound(treatments.begin(), treatments.end(), name) - treatments.begin());
}

[[noreturn]] void refuse(const std::string& study, const std::string& why) {
  throw Error(Error::Kind::data, "study " + study + " " + why);
}

/// A covariance that no data can have means that the variances given do not belong together.
void check(const NetworkStudy& study) {
  const auto m = static_cast<Eigen::Index>(study.difference.size());
  const Eigen::LLT<Eigen::MatrixXd> factor(Eigen::Map<const Eigen::MatrixXd>(study.covariance.data(), m, m));
  const bool positive = factor.info() == Eigen::Success;
  if (!positive)
    refuse(study.label, m == 1 ? "has a standard error of 0"
                               : "has standard errors that contradict each other: its contrasts have no covariance");
}

}  // namespace

Network network_of_arms(const std::vector<NetworkArm>& arms) {
  Network network;
  std::set<std::string> names;
  const auto studies = by_study(arms);
  for (const auto& [label, own] : studies) {
    std::set<std::string> seen;
    for (const NetworkArm& arm : own) {
      if (!std::isfinite(arm.value) || !std::isfinite(arm.variance) || arm.variance < 0)
        refuse(label, "has an arm without a finite value and variance");
      if (!seen.insert(arm.treatment).second)
        refuse(label, "has the treatment " + arm.treatment + " twice; combine these arms first");
    }
    if (own.size() < 2)
      network.dropped.push_back(label);
    else
      names.insert(seen.begin(), seen.end());
  }
  network.treatments.assign(names.begin(), names.end());
  for (auto [label, own] : studies) {
    if (own.size() < 2) continue;
    std::sort(own.begin(), own.end(), [](const auto& a, const auto& b) { return a.treatment < b.treatment; });
    NetworkStudy study;
    study.label = label;
    for (const NetworkArm& arm : own) study.treatments.push_back(index_of(network.treatments, arm.treatment));
    for (std::size_t j = 1; j < own.size(); ++j) study.difference.push_back(own[j].value - own[0].value);
    for (std::size_t i = 1; i < own.size(); ++i)
      for (std::size_t j = 1; j < own.size(); ++j) {
        double covariance = own[0].variance + (i == j ? own[i].variance : 0);
        if (own[0].standardised_n > 0)
          covariance += study.difference[i - 1] * study.difference[j - 1] / (2 * own[0].standardised_n);
        study.covariance.push_back(covariance);
      }
    check(study);
    network.studies.push_back(std::move(study));
  }
  return network;
}

Network network_of_contrasts(const std::vector<NetworkContrast>& contrasts) {
  Network network;
  std::set<std::string> names;
  for (const NetworkContrast& contrast : contrasts) {
    if (!std::isfinite(contrast.difference) || !(contrast.se > 0) || !std::isfinite(contrast.se))
      refuse(contrast.study, "has a contrast without a finite difference and a standard error above 0");
    if (contrast.treatment1 == contrast.treatment2)
      refuse(contrast.study, "compares the treatment " + contrast.treatment1 + " with itself");
    names.insert(contrast.treatment1);
    names.insert(contrast.treatment2);
  }
  network.treatments.assign(names.begin(), names.end());
  for (const auto& entry : by_study(contrasts)) {
    const std::string& label = entry.first;
    const std::vector<NetworkContrast>& own = entry.second;
    std::map<std::pair<std::size_t, std::size_t>, Effect> pairs;  // (smaller, larger): larger minus smaller
    std::set<std::size_t> treatments;
    for (const NetworkContrast& contrast : own) {
      const std::size_t a = index_of(network.treatments, contrast.treatment1),
                        b = index_of(network.treatments, contrast.treatment2);
      treatments.insert({a, b});
      const Effect effect{a < b ? -contrast.difference : contrast.difference, contrast.se * contrast.se};
      if (!pairs.emplace(std::minmax(a, b), effect).second) refuse(label, "gives one of its contrasts twice");
    }
    NetworkStudy study;
    study.label = label;
    study.treatments.assign(treatments.begin(), treatments.end());
    const auto& t = study.treatments;
    const auto variance = [&](std::size_t i, std::size_t j) {
      const auto pair = pairs.find(std::minmax(t[i], t[j]));
      if (pair == pairs.end())
        refuse(label, "has no contrast of " + network.treatments[t[i]] + " with " + network.treatments[t[j]] +
                          ", which the covariance of a study with several arms follows from");
      return pair->second.vi;
    };
    for (std::size_t j = 1; j < t.size(); ++j) {
      variance(0, j);
      study.difference.push_back(pairs.at({t[0], t[j]}).yi);
    }
    for (std::size_t i = 1; i < t.size(); ++i)
      for (std::size_t j = 1; j < t.size(); ++j)
        study.covariance.push_back(
            i == j ? variance(0, i) : (variance(0, i) + variance(0, j) - variance(std::min(i, j), std::max(i, j))) / 2);
    check(study);
    network.studies.push_back(std::move(study));
  }
  return network;
}

std::vector<std::vector<std::size_t>> components(const Network& network) {
  std::vector<std::size_t> part(network.treatments.size());
  for (std::size_t i = 0; i < part.size(); ++i) part[i] = i;
  for (const NetworkStudy& study : network.studies)
    for (const std::size_t treatment : study.treatments) {
      const std::size_t from = part[treatment], to = part[study.treatments[0]];
      for (std::size_t& p : part)
        if (p == from) p = to;
    }
  std::map<std::size_t, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < part.size(); ++i) groups[part[i]].push_back(i);
  std::vector<std::vector<std::size_t>> result;
  result.reserve(groups.size());
  for (auto& [root, members] : groups) result.push_back(std::move(members));
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace evigraft
