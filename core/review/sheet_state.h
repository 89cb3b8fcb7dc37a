// core/review/sheet_state.h: the cell in which a row of a sheet remembers what it was made from.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "review/decision.h"

namespace evigraft::review {

/// What was there when the row was written.
struct SheetState {
  std::string database;      ///< which one: its topic and the time it was made
  std::int64_t run = 0;      ///< its newest run
  std::int64_t outcome = 0;  ///< 0: a row for a number that is not there yet
  std::int64_t report = 0;
  std::string report_key;
  Target target_kind = Target::report;  ///< outcome, entered, or report for a number that is not there yet
  std::string target;                   ///< OutcomeKey, number of the `add`, or the report's key
  std::string decision;                 ///< auto, accepted, rejected, corrected, entered
  Values counted;                       ///< every field of the outcome

  bool operator==(const SheetState&) const = default;
};

/// One line of printable ASCII: "evigraft|1|…" with parts joined by "|" and a check sum at the end, so that no
/// spreadsheet takes it for a number, a date or a formula, and no saving in another character set changes it.
std::string to_text(const SheetState& state);
/// None when it is no such line, or was cut or changed.
std::optional<SheetState> parse_sheet_state(std::string_view text);

}  // namespace evigraft::review
