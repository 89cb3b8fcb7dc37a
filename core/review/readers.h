// core/review/readers.h: two people read without seeing each other; what one of them says counts when the other says
// the same. Pure: decisions in force go in, those that count come out, and what is open between the two.
//
// Decisions are taken in their order. While two read, a decision of one of them on an outcome, a report or an entered
// number is a vote on its fields. Where the other's open vote on a field is the same, both are done with and the field
// counts; where it differs, nothing changes until one of them says otherwise or a third person decides. What a third
// person says counts at once and closes the fields it is about.
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "review/decision.h"
#include "review/votes.h"

namespace evigraft::review {

struct Differing {
  std::string field, first, second;  ///< what the two say
};
struct Disagreement {
  VotedOn subject;
  std::vector<Differing> fields;
  std::int64_t decision = 0;  ///< the newest of the votes
};

/// A vote that the other one has not answered.
struct OpenVote {
  VotedOn subject;
  std::string field, value;
  std::size_t reader = 0;  ///< 0 the first, 1 the second
  std::int64_t decision = 0;
  bool answered = false;  ///< the other's vote is another: a disagreement
};

struct TwoReaders {
  Readers readers;   ///< the last two; `two()` is false when there never were any
  bool now = false;  ///< they read now
  /// In order. Where both agreed, one decision under the number of the later vote, narrowed to the fields on which they
  /// do; `who` and `why` name both.
  std::vector<Decision> counting;
  std::map<std::int64_t, std::vector<std::int64_t>> with;  ///< number of such a decision -> the other's votes behind it
  std::vector<Disagreement> disagreements;                 ///< by subject
  std::vector<OpenVote> open;                              ///< by subject and field
  /// Number -> who: the votes that the other one has not answered, on a field at least; those of which the reader says
  /// otherwise by now, and those on what is not there now, too.
  std::map<std::int64_t, std::string> unanswered;
};

/// Without a decision of the kind `readers`, `counting` is `in_force`. Votes on what is not there now pass through:
/// core/review/settle.h lists them as lost.
TwoReaders read_twice(std::span<const Decision> in_force, const Places& places);

/// By number: votes of others that are not answered, and those that the other one took back before `who` said anything
/// on their fields, with the undos. None when `who` is not one of the two who read now.
/// `all`: undone decisions and undos among them; `two`: what those in force amount to.
std::set<std::int64_t> hidden_from(const std::string& who, std::span<const Decision> all, const TwoReaders& two,
                                   const Places& places);

}  // namespace evigraft::review
