// core/review/votes.h: who reads independently, and what one decision of theirs votes on.
#pragma once
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "review/decision.h"
#include "review/screening.h"
#include "review/settle.h"

namespace evigraft::review {

/// Two people who read independently, as a decision of the kind `readers` names them.
struct Readers {
  std::int64_t decision = 0;
  std::string first, second;  ///< both empty: one reads, as without such a decision
  std::string resolver;       ///< empty: anyone who is neither

  [[nodiscard]] bool two() const { return !first.empty(); }
  /// 0 and 1: this is the first, the second.
  [[nodiscard]] std::optional<std::size_t> reader(const std::string& who) const;
  [[nodiscard]] const std::string& name(std::size_t reader) const { return reader == 0 ? first : second; }
};
Readers readers_of(const Decision& decision);

/// Letters' case (ASCII) and runs of blanks make no other person.
bool same_person(const std::string& a, const std::string& b);

/// What both read: an outcome, a report, a number that was entered, or a number of a report that is being entered.
struct VotedOn {
  Target kind = Target::outcome;
  std::int64_t id = 0;                               ///< of the outcome or report; entered: number of the `add`
  std::string entry;                                 ///< of an `add`: "ASC|6", arm class and months
  auto operator<=>(const VotedOn&) const = default;  // NOLINT(modernize-use-nullptr): the compiler's own 0
};

/// Where decisions point to now.
class Places {
 public:
  Places(std::span<const MachineOutcome> machine, const std::map<std::string, std::int64_t>& reports);
  /// None when it is not there now, and for decisions that nobody votes with.
  [[nodiscard]] std::optional<VotedOn> subject(const Decision& decision) const;

 private:
  const std::map<std::string, std::int64_t>& reports_;
  std::map<std::int64_t, std::vector<MachineOutcome>> by_report_;
};

constexpr const char* kScreening = "screening";  ///< field of a vote on a report: include, exclude, unsure
// kFullText (screening.h): the same at full text; an exclusion with its reason
constexpr const char* kUsed = "used";  ///< field of a vote on a number: yes, no (it was rejected)

/// Field -> value. accept: every field as it was before the reader, and used; set: its fields, and used; reject: not
/// used; screen: the verdict (whether a text was sought or found is no verdict); add: the number's fields without arm
/// class and months, which say what number it is.
Values votes_of(const Decision& decision);

/// Both readers' words on one field of one thing, each said when the other's was not known.
struct VotePair {
  std::string first_reader, second_reader;  ///< as they were named when they first were a pair
  std::string field, first, second;
};
/// A pair is what the one said last before the other spoke, and what the other then said first; what they say or take
/// back later changes it no more. Of several entries for one arm class and time, equal ones are paired, else the first.
/// `all`: undone decisions and undos among them.
std::vector<VotePair> vote_pairs(std::span<const Decision> all, const Places& places);

}  // namespace evigraft::review
