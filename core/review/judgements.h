// core/review/judgements.h: decisions of kind `judge`, folded: for each thing that was assessed the newest judgement of
// each domain, with its support. Pure.
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "review/settle.h"

namespace evigraft::review {

/// One domain's judgement.
struct Judged {
  std::string word, why, who, at;
  std::int64_t decision = 0;
  Values seen;  ///< what was judged, as it was then
};

/// What was assessed: an outcome or report by its number now, or a question by its text.
struct Assessed {
  Target kind = Target::outcome;  ///< outcome (entered numbers too), report, question
  std::int64_t id = 0;
  std::string question;
  auto operator<=>(const Assessed&) const = default;  // NOLINT(modernize-use-nullptr): the compiler's own 0
};

struct Assessment {
  std::string instrument;
  Assessed subject;
  std::map<std::string, Judged> domains;

  [[nodiscard]] Values words() const;  ///< domain -> word
};

struct Assessments {
  std::vector<Assessment> standing;  ///< by instrument, then subject
  std::vector<Lost> lost;
};

/// What there is to be judged now.
struct Assessable {
  std::span<const MachineOutcome> machine;
  std::map<std::string, std::int64_t> reports;  ///< by record key
  std::map<std::string, std::int64_t> entered;  ///< outcomes by the number of their `add`
  std::set<std::string> questions;              ///< "ASC:conventional", "ASC"
};

/// Decisions of other kinds pass by.
Assessments assess(std::span<const Decision> counting, const Assessable& subjects);

/// The newest standing judgement that was made of something else than what is there now; none when all still fit.
const Judged* outdated(const Assessment& assessment, const Values& now);

}  // namespace evigraft::review
