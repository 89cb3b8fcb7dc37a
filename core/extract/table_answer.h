// core/extract/table_answer.h: the place of a table that answers a question, with the numbers of both arms.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "extract/header_roles.h"
#include "extract/table_grid.h"
#include "extract/trial_answer.h"
#include "extract/trial_arms.h"
#include "extract/wanted_outcome.h"

namespace evigraft {

/// Headers that may name arms although their words do not say so: those of tables in which no two labels name the arms.
std::vector<std::string> open_labels(const std::vector<ReadTable>& tables, const ArmPair& arms);

/// What one arm has in one slot of a table.
struct SlotArm {
  std::string label;
  std::optional<AnsweredNumber> mean, median, events, n, percent, single;
  struct Spread {
    double value = 0;
    std::optional<SpreadKind> kind;  ///< none when nothing says what it is
    AnsweredNumber at;
    bool plus_minus = true;  ///< else in a bracket
  };
  std::optional<Spread> spread;
  int percent_decimals = 0;  ///< as printed
  std::optional<std::array<double, 2>> ci95;
  AnsweredNumber ci_at;
};

/// One outcome at one time in one table.
struct TableSlot {
  double score = 0;  ///< how well its words are the outcome's, 0 to 1
  std::optional<HeaderTime> time;
  bool change = false;
  std::array<SlotArm, 2> arms;
};

/// All slots whose words fit, best first.
std::vector<TableSlot> find_slots(const std::vector<ReadTable>& tables, const ArmPair& arms,
                                  const WantedOutcome& wanted, const StatisticHints& article_hints);

}  // namespace evigraft
