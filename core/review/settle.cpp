#include "review/settle.h"

#include <algorithm>

#include "review/screening.h"

namespace evigraft::review {
namespace {

struct Said {
  std::string person, then;
  std::int64_t decision = 0;
};

/// The decisions on one outcome, folded in their order.
struct Folded {
  std::map<std::string, Said> fields;
  const Decision* rejected = nullptr;
  std::int64_t newest = 0;

  void take(const Decision& decision) {
    newest = decision.id;
    switch (decision.kind) {
      case Kind::set:
        for (const auto& [field, value] : decision.value)
          fields[field] = {value, value_of(decision.seen, field), decision.id};
        break;
      case Kind::reject:
        rejected = &decision;
        break;
      case Kind::accept:
        rejected = nullptr;
        if (!decision.value.empty()) {  // of one of two readers: it names what stood
          for (const auto& [field, value] : decision.value)
            if (is_stated(value)) fields[field] = {value, value_of(decision.seen, field), decision.id};
          break;
        }
        // What stands is affirmed, against what the machine says now; a field that nobody knows is left open.
        for (const std::string& field : outcome_fields()) {
          const std::string& seen = value_of(decision.seen, field);
          if (const auto said = fields.find(field); said != fields.end())
            said->second = {said->second.person, seen, decision.id};
          else if (is_stated(seen))
            fields[field] = {seen, seen, decision.id};
        }
        break;
      default:
        break;
    }
  }
};

Standing standing_of(const MachineOutcome& machine, const Folded& folded) {
  Standing out;
  out.outcome = machine.outcome;
  out.values = machine.values;
  out.decision = folded.newest;
  for (const auto& [field, said] : folded.fields) {
    const std::string& now = value_of(machine.values, field);
    if (now != said.person && now != said.then)
      out.clashes.push_back({field, said.then, now, said.person, said.decision});
    out.values[field] = said.person;
  }
  out.values = consistent(std::move(out.values));
  for (const std::string& field : outcome_fields())
    if (value_of(out.values, field) != value_of(machine.values, field))
      out.machine[field] = value_of(machine.values, field);
  out.label = out.machine.empty() ? Label::accepted : Label::corrected;
  if (folded.rejected) {
    out.label = Label::rejected;
    // What was rejected is this number of this arm at this time; another one has to be looked at again.
    for (const char* field : {"value", "arm_class", "months"}) {
      const std::string& then = value_of(folded.rejected->seen, field);
      const std::string& now = value_of(machine.values, field);
      if (then != now) out.clashes.push_back({field, then, now, "rejected", folded.rejected->id});
    }
  }
  return out;
}

bool same_place(const OutcomeKey& a, const OutcomeKey& b) {
  return a.field == b.field && a.as_printed == b.as_printed && a.occurrence == b.occurrence;
}

template <class Alike>
std::optional<std::size_t> only(const OutcomeKey& key, std::int64_t report, std::span<const MachineOutcome> machine,
                                Alike alike) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < machine.size(); ++i) {
    if (machine[i].report != report || !alike(machine[i].key, key)) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

}  // namespace

std::string_view name(Label label) {
  switch (label) {
    case Label::accepted:
      return "accepted";
    case Label::rejected:
      return "rejected";
    case Label::corrected:
      return "corrected";
    case Label::entered:
      return "entered";
  }
  return {};
}

std::optional<std::size_t> find_outcome(const OutcomeKey& key, std::int64_t report,
                                        std::span<const MachineOutcome> machine) {
  const auto exact = only(key, report, machine, [](const OutcomeKey& a, const OutcomeKey& b) {
    return same_place(a, b) && a.arm_label == b.arm_label && a.months == b.months && a.repeat == b.repeat;
  });
  if (exact) return exact;
  if (const auto place = only(key, report, machine, same_place)) return place;
  return only(key, report, machine,
              [](const OutcomeKey& a, const OutcomeKey& b) { return same_place(a, b) && a.arm_label == b.arm_label; });
}

Settled settle(std::span<const Decision> counting, std::span<const MachineOutcome> machine,
               const std::map<std::string, std::int64_t>& reports) {
  Settled out;
  std::map<std::size_t, Folded> folded;        // by index of the outcome
  std::map<std::string, std::size_t> entered;  // by number of the `add`
  std::vector<Folded> on_entered;
  std::map<std::int64_t, std::vector<MachineOutcome>> by_report;
  std::map<std::int64_t, std::size_t> index;
  for (std::size_t i = 0; i < machine.size(); ++i) {
    by_report[machine[i].report].push_back(machine[i]);
    index[machine[i].outcome] = i;
  }
  for (const Decision& decision : counting) {
    if (decision.kind == Kind::judge) continue;
    if (decision.kind == Kind::add) {
      const auto report = reports.find(decision.target);
      if (report == reports.end()) {
        out.lost.push_back({decision.id, "its report is not there any more"});
        continue;
      }
      entered[std::to_string(decision.id)] = out.entered.size();
      out.entered.push_back({decision.id, report->second, decision.value, Label::entered, decision.id});
      on_entered.emplace_back();
    } else if (decision.target_kind == Target::entered) {
      if (const auto at = entered.find(decision.target); at != entered.end())
        on_entered[at->second].take(decision);
      else
        out.lost.push_back({decision.id, "the entered number it is about was taken back"});
    } else if (decision.target_kind == Target::outcome) {
      const std::optional<OutcomeKey> key = parse_outcome_key(decision.target);
      const auto report = key ? reports.find(key->report) : reports.end();
      if (report == reports.end()) {
        out.lost.push_back({decision.id, "its report is not there any more"});
        continue;
      }
      const std::vector<MachineOutcome>& there = by_report[report->second];
      if (const auto at = find_outcome(*key, report->second, there))
        folded[index.at(there[*at].outcome)].take(decision);
      else
        out.lost.push_back({decision.id, "no number is read at its place any more"});
    }
  }
  for (const auto& [at, said] : folded) out.standings.push_back(standing_of(machine[at], said));
  for (std::size_t i = 0; i < on_entered.size(); ++i) {
    Entered& number = out.entered[i];
    if (on_entered[i].newest != 0) number.newest = on_entered[i].newest;
    for (const auto& [field, said] : on_entered[i].fields) number.values[field] = said.person;
    number.values = consistent(std::move(number.values));
    if (on_entered[i].rejected) number.label = Label::rejected;
  }
  std::sort(out.standings.begin(), out.standings.end(),
            [](const Standing& a, const Standing& b) { return a.outcome < b.outcome; });
  return out;
}

Verdicts screening_verdicts(std::span<const Decision> counting, const std::map<std::string, std::int64_t>& reports) {
  Verdicts out;
  std::map<std::int64_t, Verdict> newest, at_full_text;
  for (const Decision& decision : counting) {
    if (decision.kind != Kind::screen) continue;
    const auto report = reports.find(decision.target);
    if (report == reports.end()) {
      out.lost.push_back({decision.id, "its report is not there any more"});
      continue;
    }
    const bool full_text = value_of(decision.value, "stage") == kFullText;
    if (!full_text) at_full_text.erase(report->second);
    (full_text ? at_full_text : newest)[report->second] = {decision.id,
                                                           report->second,
                                                           value_of(decision.value, "verdict"),
                                                           decision.who,
                                                           decision.why,
                                                           value_of(decision.seen, "verdict"),
                                                           value_of(decision.value, "category")};
  }
  for (auto& [report, verdict] : newest) out.standing.push_back(std::move(verdict));
  for (auto& [report, verdict] : at_full_text) out.full_text.push_back(std::move(verdict));
  return out;
}

}  // namespace evigraft::review
