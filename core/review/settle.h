// core/review/settle.h: decisions laid over what the machine reads now. Pure: no outcome, no decision gets lost on the
// way.
//
// For each field three values are compared: what the machine said when the person decided (then), what it says now, and
// what the person said. Now as the person, or now as then: silent. Anything else is a clash: the person's value stands
// and the clash is listed until somebody decides again with the new reading before them.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "review/decision.h"
#include "review/key.h"

namespace evigraft::review {

/// An outcome as the machine reads it now.
struct MachineOutcome {
  std::int64_t outcome = 0, report = 0;
  OutcomeKey key;
  Values values;
};

struct Clash {
  std::string field, then, now, person;
  std::int64_t decision = 0;
};

enum class Label { accepted, rejected, corrected, entered };
std::string_view name(Label label);

/// An outcome that decisions bear on.
struct Standing {
  std::int64_t outcome = 0;
  Values values;   ///< what counts, every field
  Values machine;  ///< what the machine reads now, of the fields where it differs
  Label label = Label::accepted;
  std::int64_t decision = 0;  ///< the newest that bears on it
  std::vector<Clash> clashes;
};

/// A number that a person entered.
struct Entered {
  std::int64_t decision = 0;  ///< the `add`
  std::int64_t report = 0;    ///< where its report is now
  Values values;              ///< with arm_label, as_printed, words, page, table, figure, letter as they were entered
  Label label = Label::entered;
  std::int64_t newest = 0;
};

/// A decision whose outcome or report is not there now.
struct Lost {
  std::int64_t decision = 0;
  std::string reason;
};

struct Settled {
  std::vector<Standing> standings;  ///< by outcome
  std::vector<Entered> entered;     ///< by decision
  std::vector<Lost> lost;           ///< by decision
};

/// `reports`: the report each record key belongs to now. Decisions about screening, links and other decisions,
/// and judgements, pass by.
Settled settle(std::span<const Decision> counting, std::span<const MachineOutcome> machine,
               const std::map<std::string, std::int64_t>& reports);

/// The outcome a decision's key means now: the one with that key; else the only one that stands at the same place of
/// the text; else the only one there with the same arm. Its index, or none: the same words elsewhere are another
/// number.
std::optional<std::size_t> find_outcome(const OutcomeKey& key, std::int64_t report,
                                        std::span<const MachineOutcome> machine);

/// The person's verdict on a report.
struct Verdict {
  std::int64_t decision = 0, report = 0;
  std::string verdict, who, why;
  std::string then;      ///< the rules' verdict when it was given
  std::string category;  ///< of an exclusion at full text
};
/// A verdict on title and abstract takes back what was said at full text before it.
struct Verdicts {
  std::vector<Verdict> standing;   ///< on title and abstract, by report, the newest of each
  std::vector<Verdict> full_text;  ///< the same at full text
  std::vector<Lost> lost;
};
Verdicts screening_verdicts(std::span<const Decision> counting, const std::map<std::string, std::int64_t>& reports);

}  // namespace evigraft::review
