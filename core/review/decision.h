// core/review/decision.h: what one person said once. Decisions are only ever added; what is in force is folded from
// them.
#pragma once
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "review/fields.h"

namespace evigraft::review {

enum class Kind { accept, reject, set, add, screen, merge, split, judge, readers, undo };
std::string_view name(Kind kind);
Kind parse_kind(std::string_view name);  ///< Error::data for another word: it comes from the database

enum class Target { outcome, entered, report, question, database, decision };
std::string_view name(Target target);
Target parse_target(std::string_view name);

struct Decision {
  std::int64_t id = 0;
  std::string at, who, why;
  Kind kind = Kind::set;
  Target target_kind = Target::outcome;
  /// outcome: OutcomeKey; report: a record's key; question: "ASC:conventional"; database: empty; entered, decision: the
  /// number of a decision
  std::string target;
  Values value;  ///< set, add: fields; screen: "verdict", "stage", "category"; merge, split: "with", "level";
                 ///< judge: "instrument", domains
  Values seen;   ///< what the machine said then
};

/// The numbers of those, undos among them, that a standing undo takes back.
std::set<std::int64_t> undone(std::span<const Decision> decisions);

/// Those that no undo takes back, in the order they were made. An undo can itself be undone.
std::vector<Decision> in_force(std::span<const Decision> decisions);

}  // namespace evigraft::review
