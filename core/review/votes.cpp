#include "review/votes.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace evigraft::review {
namespace {

std::string folded(const std::string& name) {
  std::string out;
  for (const char c : name) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank)
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

/// The decisions as they stood at each moment, and who read then.
class Timeline {
 public:
  explicit Timeline(std::span<const Decision> all) : all_(all) {
    for (const Decision& decision : all) {
      if (decision.kind == Kind::undo) undos_[decision.target].push_back(&decision);
      if (decision.kind == Kind::readers) readers_.push_back(readers_of(decision));
    }
  }

  /// Whether no undo before `moment` takes it back.
  [[nodiscard]] bool stood(std::int64_t decision, std::int64_t moment) const {
    const auto undos = undos_.find(std::to_string(decision));
    if (undos == undos_.end()) return true;
    return std::none_of(undos->second.begin(), undos->second.end(),
                        [&](const Decision* undo) { return undo->id < moment && stood(undo->id, moment); });
  }

  [[nodiscard]] Readers readers_at(std::int64_t moment) const {
    for (auto named = readers_.rbegin(); named != readers_.rend(); ++named)
      if (named->decision < moment && stood(named->decision, moment)) return *named;
    return {};
  }

 private:
  std::span<const Decision> all_;
  std::map<std::string, std::vector<const Decision*>> undos_;  ///< by what they take back
  std::vector<Readers> readers_;
};

}  // namespace

bool same_person(const std::string& a, const std::string& b) { return folded(a) == folded(b); }

std::optional<std::size_t> Readers::reader(const std::string& who) const {
  if (!two()) return std::nullopt;
  if (same_person(who, first)) return 0;
  if (same_person(who, second)) return 1;
  return std::nullopt;
}

Readers readers_of(const Decision& decision) {
  return {decision.id, value_of(decision.value, "first"), value_of(decision.value, "second"),
          value_of(decision.value, "resolver")};
}

Places::Places(std::span<const MachineOutcome> machine, const std::map<std::string, std::int64_t>& reports)
    : reports_(reports) {
  for (const MachineOutcome& outcome : machine) by_report_[outcome.report].push_back(outcome);
}

std::optional<VotedOn> Places::subject(const Decision& decision) const {
  switch (decision.kind) {
    case Kind::screen:
    case Kind::add: {
      const auto report = reports_.find(decision.target);
      if (report == reports_.end()) return std::nullopt;
      if (decision.kind == Kind::screen) return VotedOn{Target::report, report->second, ""};
      return VotedOn{Target::report, report->second,
                     value_of(decision.value, "arm_class") + "|" + value_of(decision.value, "months")};
    }
    case Kind::accept:
    case Kind::reject:
    case Kind::set:
      break;
    default:
      return std::nullopt;
  }
  if (decision.target_kind == Target::entered) {
    std::int64_t number = 0;
    std::from_chars(decision.target.data(), decision.target.data() + decision.target.size(), number);
    return VotedOn{Target::entered, number, ""};
  }
  const std::optional<OutcomeKey> key = parse_outcome_key(decision.target);
  const auto report = key ? reports_.find(key->report) : reports_.end();
  if (report == reports_.end()) return std::nullopt;
  const auto there = by_report_.find(report->second);
  if (there == by_report_.end()) return std::nullopt;
  const auto at = find_outcome(*key, report->second, there->second);
  if (!at) return std::nullopt;
  return VotedOn{Target::outcome, there->second[*at].outcome, ""};
}

Values votes_of(const Decision& decision) {
  Values out;
  switch (decision.kind) {
    case Kind::screen: {
      std::string verdict = value_of(decision.value, "verdict");
      if (verdict != "include" && verdict != "exclude" && verdict != "unsure") break;
      if (const std::string& reason = value_of(decision.value, "category"); !reason.empty()) verdict += ": " + reason;
      out[value_of(decision.value, "stage") == kFullText ? kFullText : kScreening] = verdict;
      break;
    }
    case Kind::reject:
      out[kUsed] = "no";
      break;
    case Kind::set:
      out = decision.value;
      out[kUsed] = "yes";
      break;
    case Kind::accept:
      // What stood before the reader is kept with the vote; without it the machine's reading stood.
      for (const std::string& field : outcome_fields())
        out[field] = value_of(decision.value.empty() ? decision.seen : decision.value, field);
      out[kUsed] = "yes";
      break;
    case Kind::add:
      for (const std::string& field : outcome_fields())
        if (field != "arm_class" && field != "months") out[field] = value_of(decision.value, field);
      break;
    default:
      break;
  }
  return out;
}

std::vector<VotePair> vote_pairs(std::span<const Decision> all, const Places& places) {
  /// What one person said on a field, the newest last, or one number that they entered.
  struct Said {
    std::string person;
    std::vector<std::pair<std::int64_t, Values>> words;  ///< by decision
    std::set<std::string> paired;                        ///< the pairs it is in
  };
  const Timeline time(all);
  std::map<VotedOn, std::map<std::string, std::vector<Said>>> words;  ///< by field; a whole entry under ""
  std::map<std::string, Readers> named;                               ///< each pair as it was first named
  std::vector<VotePair> out;
  for (const Decision& decision : all) {
    const Readers now = time.readers_at(decision.id);
    const auto who = now.reader(decision.who);
    const auto subject = who ? places.subject(decision) : std::nullopt;
    if (!subject) continue;
    const std::string me = folded(now.name(*who)), other = folded(now.name(1 - *who));
    const std::string both = std::min(me, other) + "|" + std::max(me, other);
    const Readers& pair = named.emplace(both, now).first->second;
    const bool first = same_person(me, pair.first);
    const bool entry = decision.kind == Kind::add;
    std::map<std::string, Values> parts;
    if (entry) parts[""] = votes_of(decision);
    if (!entry)
      for (const auto& [field, value] : votes_of(decision)) parts[field] = {{field, value}};
    for (const auto& [part, votes] : parts) {
      std::vector<Said>& said = words[*subject][part];
      Said* mine = nullptr;
      for (Said& each : said)
        if (!entry && each.person == me) mine = &each;
      if (!mine) mine = &said.emplace_back(Said{me, {}, {}});
      mine->words.emplace_back(decision.id, votes);
      if (mine->paired.contains(both)) continue;
      Said* answer = nullptr;
      const Values* theirs = nullptr;
      for (Said& each : said) {
        if (each.person != other || each.paired.contains(both)) continue;
        const auto last = std::find_if(each.words.rbegin(), each.words.rend(),
                                       [&](const auto& word) { return time.stood(word.first, decision.id); });
        if (last == each.words.rend() || (answer && (*theirs == votes || last->second != votes))) continue;
        answer = &each;
        theirs = &last->second;
      }
      if (!answer) continue;
      answer->paired.insert(both);
      mine->paired.insert(both);
      for (const auto& [field, value] : votes) {
        const std::string& word = value_of(*theirs, field);
        out.push_back({pair.first, pair.second, field, first ? value : word, first ? word : value});
      }
    }
  }
  return out;
}

}  // namespace evigraft::review
