#include "extract/follow_ups.h"

#include <algorithm>
#include <cmath>

namespace evigraft {
namespace {

bool stands_before(const Passage& passage, int at, int reach, std::string_view word) {
  for (int i = std::max(0, at - reach); i < at; ++i)
    if (passage.at(i).is(word)) return true;
  return false;
}

/// "at low, middle and high doses it was 55%, 62% and 71%", "in the three centres": the values are not of times.
bool lists_another_thing(const Scene& scene) {
  const Passage& passage = scene.passage;
  const auto taken = [&](int i) {
    const auto holds = [&](const auto& one) { return i >= one.first && i < one.last; };
    return std::any_of(scene.measured.values.begin(), scene.measured.values.end(), holds) ||
           std::any_of(scene.arms.begin(), scene.arms.end(), holds);
  };
  const auto member = [&](int i) {
    return i >= scene.sentence.first && i < scene.sentence.last && passage.at(i).kind != TokenKind::mark && !taken(i);
  };
  for (int i = scene.sentence.first; i < scene.sentence.last; ++i) {
    const Token& token = passage.at(i);
    for (const std::string_view kind :
         {"dose",     "concentration", "ratio",    "centre",  "center",   "reader",  "rater",
          "observer", "surgeon",       "operator", "tertile", "quartile", "stratum", "strata",
          "subgroup", "site",          "region",   "method",  "device",   "level"})
      if (token.stem == kind) return true;
    if (token.is_one_of({"and", "or"}) && !taken(i) && member(i - 1) && member(i + 1)) return true;
  }
  return false;
}

/// The bracket of a time that is said to be after grafting.
bool after_a_time_since_grafting(const std::vector<TimeMention>& times, const TimeMention& time) {
  return std::any_of(times.begin(), times.end(), [&](const TimeMention& other) {
    return other.after_grafting && other.last < time.first && time.first - other.last < 8;
  });
}

/// "After a median of 2.5 years a further procedure had been done"; a second scan is none
bool of_a_further_procedure(const Passage& abstract, const Sentence& sentence) {
  for (int k = sentence.first; k < sentence.last; ++k)
    if (abstract.is(k, {"further", "second", "another", "repeat", "revision", "reoperation"}) &&
        !abstract.is(k + 1, {"mri", "ct", "scan", "scans", "imaging", "magnetic", "computed", "visit", "examination"}))
      return true;
  return false;
}

/// "CT was carried out every 2 weeks for 12 weeks", "weekly over 8 weeks"
bool at_intervals(const Passage& abstract, const Sentence& sentence, int at) {
  if (!abstract.is(at - 1, {"for", "over", "to"})) return false;
  for (int k = std::max(sentence.first, at - 6); k < at; ++k)
    if (abstract.is(k, {"every", "weekly", "biweekly", "fortnightly", "monthly", "daily"})) return true;
  return false;
}

}  // namespace

std::optional<double> Clock::end() const {
  if (mean_follow_up) return mean_follow_up;
  if (follow_ups.empty()) return std::nullopt;
  return *std::max_element(follow_ups.begin(), follow_ups.end());
}

std::optional<double> Clock::only() const {
  if (mean_follow_up) return mean_follow_up;
  if (follow_ups.empty()) return std::nullopt;
  // "scanned at 1 week and at 12 months": the swelling of the first days is what the later scan is compared with
  constexpr double kEarly = 0.5, kLate = 2.5;  // months
  const double latest = *std::max_element(follow_ups.begin(), follow_ups.end());
  for (const double other : follow_ups)
    if (std::abs(other - latest) > 0.05 && !(other <= kEarly && latest >= kLate)) return std::nullopt;
  return latest;
}

int last_visit(const Passage& passage, const Sentence& sentence, int at) {
  const auto is = [&](int i, WordList words) { return i < sentence.last && passage.is(i, words); };
  int visit = at + 1;
  if (is(at, {"long"})) {
    while (is(visit, {"-", "term"})) ++visit;
    if (visit == at + 1) return 0;
  } else if (is(at, {"end"})) {
    if (!is(visit, {"of"})) return 0;
    ++visit;
    while (is(visit, {"the", "this"})) ++visit;
    return is(visit, {"study", "experiment", "trial", "follow", "followup", "observation"}) ? visit + 1 : 0;
  } else if (!is(at, {"final", "last", "latest"})) {
    return 0;
  }
  if (is(at, {"final"}) && is(visit, {"retention", "survival", "volume"})) return visit + 1;
  return is(visit, {"scan", "visit", "follow", "followup", "examination", "assessment", "evaluation", "imaging",
                    "control", "measurement", "appointment", "mri"})
             ? visit + 1
             : 0;
}

bool tells_of_treatment(const Passage& passage, const Sentence& sentence) {
  if (!passage.is(sentence.first, {"on", "at", "after"})) return false;
  bool treated = false;
  for (int i = sentence.first; i < sentence.last; ++i) {
    if (passage.is(i, {"harvested", "measured", "scanned", "excised", "evaluated", "removed", "weighed", "examined",
                       "assessed", "imaged", "explanted", "killed", "sacrificed", "euthanized", "reviewed"}))
      return false;
    treated = treated || (passage.is(i, {"were", "was"}) &&
                          passage.is(i + 1, {"injected", "grafted", "implanted", "transplanted"}));
  }
  return treated;
}

Clock read_follow_ups(const Passage& abstract, const std::vector<Measured>& measured) {
  Clock clock;
  for (std::size_t i = 0; i < abstract.sentences.size(); ++i) {
    const Sentence& sentence = abstract.sentences[i];
    if (sentence.section == Section::background || sentence.section == Section::conclusion) continue;
    if (!measured[i].times.empty() && tells_of_treatment(abstract, sentence)) continue;
    for (const TimeMention& time : measured[i].times) {
      const bool point = time.follow_up || time.after_grafting ||
                         abstract.is(time.last, {"volume", "scan", "visit", "mri", "ct", "retention", "examination"}) ||
                         abstract.is(time.first - 1, {"at", "until", "on", "day", "after", "by", "and"}) ||
                         (abstract.is(time.first - 1, {"the"}) && abstract.is(time.first - 2, {"at", "on", "after"})) ||
                         at_intervals(abstract, sentence, time.first) ||
                         (abstract.is(time.first - 1, {"the"}) && abstract.is(time.first - 3, {"end"})) ||
                         (abstract.is(time.first - 1, {"of"}) && abstract.is(time.first - 2, {"end"}));
      // "imaging at baseline and at a mean of 13.6 ± 3.4 months"
      // "at least 6 months after grafting (median, 7.5 months)"
      const bool direct = abstract.is(time.first - 1, {"mean", "median", "average"}) &&
                          abstract.is(time.first - 2, '(') &&
                          (after_a_time_since_grafting(measured[i].times, time) ||
                           stands_before(abstract, time.first, 12, "follow"));  // "(mean 14.2 months)"
      const bool mean = direct || (abstract.is(time.first - 1, {"of", ",", ":", "was"}) &&
                                   abstract.is(time.first - 2, {"mean", "median", "average"}));
      if (mean && time.months.size() == 1 && !clock.mean_follow_up && !of_a_further_procedure(abstract, sentence))
        clock.mean_follow_up = time.months[0];
      if (time.follow_up && time.months.size() == 1 && !clock.mean_follow_up &&
          (stands_before(abstract, time.first, 7, "mean") || stands_before(abstract, time.first, 7, "average") ||
           stands_before(abstract, time.first, 7, "median")))
        clock.mean_follow_up = time.months[0];
      // "cells were added after 3 days"; visits within the first days are no follow-up, nor is what took 9.4 ± 2.0 days
      if (point && !time.spread)
        for (const double months : time.months)
          if (months > 0.2) clock.follow_ups.push_back(months);
    }
  }
  return clock;
}

void zip_times(std::vector<Linked>& outcomes, const std::vector<double>& months) {
  if (months.size() < 2) return;
  for (std::size_t i = 0; i < outcomes.size();) {
    std::size_t end = i + 1;
    while (end < outcomes.size() && outcomes[end].value.list == outcomes[i].value.list) ++end;
    if (end - i == months.size())
      for (std::size_t k = i; k < end; ++k)
        if (!outcomes[k].months && !(outcomes[k].arm && k > i && outcomes[k - 1].arm &&
                                     outcomes[k].arm->first != outcomes[k - 1].arm->first)) {
          outcomes[k].months = months[k - i];
          outcomes[k].time_rule = TimeRule::list_before;
        }
    i = end;
  }
}

void by_schedule(std::vector<Linked>& outcomes, const std::vector<double>& months, const Scene& scene) {
  if (months.size() < 2 || lists_another_thing(scene)) return;
  for (const ValueGroup& group : groups_of(outcomes)) {
    if (group.size() != months.size()) continue;
    bool one = true;
    for (std::size_t k = group.first; k < group.last; ++k)
      one = one && !outcomes[k].months && outcomes[k].arm && outcomes[k].arm->first == outcomes[group.first].arm->first;
    if (!one) continue;
    for (std::size_t k = group.first; k < group.last; ++k) {
      outcomes[k].months = months[k - group.first];
      outcomes[k].time_rule = TimeRule::list_before;
    }
  }
}

}  // namespace evigraft
