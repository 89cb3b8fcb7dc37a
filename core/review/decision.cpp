#include "review/decision.h"

#include <evigraft/error.h>

#include <array>
#include <utility>

namespace evigraft::review {
namespace {

constexpr std::array<std::pair<Kind, std::string_view>, 10> kKinds = {{{Kind::accept, "accept"},
                                                                       {Kind::reject, "reject"},
                                                                       {Kind::set, "set"},
                                                                       {Kind::add, "add"},
                                                                       {Kind::screen, "screen"},
                                                                       {Kind::merge, "merge"},
                                                                       {Kind::split, "split"},
                                                                       {Kind::judge, "judge"},
                                                                       {Kind::readers, "readers"},
                                                                       {Kind::undo, "undo"}}};
constexpr std::array<std::pair<Target, std::string_view>, 6> kTargets = {{{Target::outcome, "outcome"},
                                                                          {Target::entered, "entered"},
                                                                          {Target::report, "report"},
                                                                          {Target::question, "question"},
                                                                          {Target::database, "database"},
                                                                          {Target::decision, "decision"}}};

template <class Names, class Value>
std::string_view name_in(const Names& names, Value value) {
  for (const auto& [each, word] : names)
    if (each == value) return word;
  return {};
}

template <class Names>
auto parse_in(const Names& names, std::string_view text) {
  for (const auto& [each, word] : names)
    if (word == text) return each;
  throw Error(Error::Kind::data, "The database holds a decision of the kind '" + std::string(text) +
                                     "', which this program does not know; use a newer one.");
}

}  // namespace

std::string_view name(Kind kind) { return name_in(kKinds, kind); }
Kind parse_kind(std::string_view text) { return parse_in(kKinds, text); }
std::string_view name(Target target) { return name_in(kTargets, target); }
Target parse_target(std::string_view text) { return parse_in(kTargets, text); }

std::set<std::int64_t> undone(std::span<const Decision> decisions) {
  // An undo points to what was there before it, so the newest is known to stand, then the one before it, and so on.
  std::set<std::string> targets;
  std::set<std::int64_t> out;
  for (auto decision = decisions.rbegin(); decision != decisions.rend(); ++decision) {
    if (targets.contains(std::to_string(decision->id)))
      out.insert(decision->id);
    else if (decision->kind == Kind::undo)
      targets.insert(decision->target);
  }
  return out;
}

std::vector<Decision> in_force(std::span<const Decision> decisions) {
  const std::set<std::int64_t> taken_back = undone(decisions);
  std::vector<Decision> out;
  for (const Decision& decision : decisions)
    if (decision.kind != Kind::undo && !taken_back.contains(decision.id)) out.push_back(decision);
  return out;
}

}  // namespace evigraft::review
