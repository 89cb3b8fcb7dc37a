// tests/core/review/two_readers.h: one number of one report, and what two readers and a third say of it.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "review/readers.h"

namespace evigraft::review {

inline MachineOutcome number_read(std::int64_t outcome = 7, const std::string& n = "") {
  MachineOutcome out;
  out.outcome = outcome;
  out.report = 1;
  out.key = {"s:a", "abstract", std::to_string(40 + outcome) + "%", "0", "ASC", "6", "0"};
  out.values = {{"value", "49.8"},  {"spread", "3.6"},     {"spread_kind", "unknown"},
                {"n", n},           {"months", "6"},       {"method", "MRI"},
                {"definition", ""}, {"statistic", "mean"}, {"arm_class", "ASC"}};
  return out;
}

/// Decisions in the order they are made.
struct History {
  std::vector<Decision> decisions;
  std::vector<MachineOutcome> machine = {number_read()};
  std::map<std::string, std::int64_t> reports = {{"s:a", 1}};

  std::int64_t say(const std::string& who, Kind kind, Target target_kind, const std::string& target, Values value,
                   Values seen = {}) {
    Decision decision;
    decision.id = static_cast<std::int64_t>(decisions.size()) + 1;
    decision.who = who;
    decision.why = "because " + who;
    decision.kind = kind;
    decision.target_kind = target_kind;
    decision.target = target;
    decision.value = std::move(value);
    decision.seen = std::move(seen);
    decisions.push_back(decision);
    return decision.id;
  }
  std::int64_t readers(const std::string& first = "Ann", const std::string& second = "Bob",
                       const std::string& resolver = "Cleo") {
    return say("Dan", Kind::readers, Target::database, "",
               {{"first", first}, {"second", second}, {"resolver", resolver}});
  }
  std::int64_t set(const std::string& who, const Values& value, const MachineOutcome& on = number_read()) {
    Values seen;
    for (const auto& [field, text] : value) seen[field] = value_of(on.values, field);
    return say(who, Kind::set, Target::outcome, to_text(on.key), value, seen);
  }
  std::int64_t accept(const std::string& who, const MachineOutcome& on = number_read()) {
    return say(who, Kind::accept, Target::outcome, to_text(on.key), {}, on.values);
  }
  std::int64_t reject(const std::string& who, const MachineOutcome& on = number_read()) {
    return say(who, Kind::reject, Target::outcome, to_text(on.key), {}, on.values);
  }
  std::int64_t screen(const std::string& who, const std::string& verdict) {
    return say(who, Kind::screen, Target::report, "s:a", {{"verdict", verdict}}, {{"verdict", "include"}});
  }
  std::int64_t add(const std::string& who, const std::string& value, const std::string& months = "6") {
    return say(who, Kind::add, Target::report, "s:a",
               {{"value", value}, {"arm_class", "SVF"}, {"months", months}, {"statistic", "mean"}, {"page", who}});
  }
  std::int64_t undo(const std::string& who, std::int64_t decision) {
    return say(who, Kind::undo, Target::decision, std::to_string(decision), {});
  }

  [[nodiscard]] Places places() const { return {machine, reports}; }
  [[nodiscard]] TwoReaders two() const { return read_twice(in_force(decisions), places()); }
  [[nodiscard]] Settled settled() const { return settle(two().counting, machine, reports); }
  [[nodiscard]] std::vector<VotePair> pairs() const { return vote_pairs(decisions, places()); }
  [[nodiscard]] std::set<std::int64_t> hidden(const std::string& who) const {
    return hidden_from(who, decisions, two(), places());
  }
  /// What counts of a field; "-" when no decision bears on the number.
  [[nodiscard]] std::string counts(const std::string& field, std::int64_t outcome = 7) const {
    for (const Standing& standing : settled().standings)
      if (standing.outcome == outcome) return value_of(standing.values, field);
    return "-";
  }
};

}  // namespace evigraft::review
