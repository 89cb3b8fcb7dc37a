#include "review/judgements.h"

#include <optional>

namespace evigraft::review {
namespace {

std::optional<std::int64_t> number_at(const std::map<std::string, std::int64_t>& numbers, const std::string& key) {
  const auto found = numbers.find(key);
  return found == numbers.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::int64_t> outcome_at(const std::string& target, const Assessable& subjects) {
  const std::optional<OutcomeKey> key = parse_outcome_key(target);
  const auto report = key ? number_at(subjects.reports, key->report) : std::nullopt;
  if (!report) return std::nullopt;
  const auto at = find_outcome(*key, *report, subjects.machine);
  return at ? std::optional(subjects.machine[*at].outcome) : std::nullopt;
}

std::optional<Assessed> subject_of(const Decision& decision, const Assessable& subjects) {
  const auto with = [](Target kind, std::optional<std::int64_t> id) {
    return id ? std::optional(Assessed{kind, *id, {}}) : std::nullopt;
  };
  switch (decision.target_kind) {
    case Target::outcome:
      return with(Target::outcome, outcome_at(decision.target, subjects));
    case Target::entered:
      return with(Target::outcome, number_at(subjects.entered, decision.target));
    case Target::report:
      return with(Target::report, number_at(subjects.reports, decision.target));
    default:
      if (!subjects.questions.contains(decision.target)) return std::nullopt;
      return Assessed{Target::question, 0, decision.target};
  }
}

const char* reason_of(Target kind) {
  if (kind == Target::report) return "its report is not there any more";
  if (kind == Target::question) return "the topic does not ask its question any more";
  return "the number it judges is not there any more";
}

}  // namespace

Values Assessment::words() const {
  Values out;
  for (const auto& [domain, judged] : domains) out[domain] = judged.word;
  return out;
}

Assessments assess(std::span<const Decision> counting, const Assessable& subjects) {
  Assessments out;
  std::map<std::pair<std::string, Assessed>, Assessment> folded;
  for (const Decision& decision : counting) {
    if (decision.kind != Kind::judge) continue;
    const std::optional<Assessed> subject = subject_of(decision, subjects);
    if (!subject) {
      out.lost.push_back({decision.id, reason_of(decision.target_kind)});
      continue;
    }
    const std::string& instrument = value_of(decision.value, "instrument");
    Assessment& assessment = folded[{instrument, *subject}];
    assessment.instrument = instrument;
    assessment.subject = *subject;
    for (const auto& [domain, word] : decision.value)
      if (domain != "instrument")
        assessment.domains[domain] = {word, decision.why, decision.who, decision.at, decision.id, decision.seen};
  }
  for (auto& [key, assessment] : folded) out.standing.push_back(std::move(assessment));
  return out;
}

const Judged* outdated(const Assessment& assessment, const Values& now) {
  const Judged* newest = nullptr;
  for (const auto& [domain, judged] : assessment.domains)
    if (judged.seen != now && (newest == nullptr || judged.decision > newest->decision)) newest = &judged;
  return newest;
}

}  // namespace evigraft::review
