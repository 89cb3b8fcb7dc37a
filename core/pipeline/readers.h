// core/pipeline/readers.h: two people who read independently: who they are, what they do not see of each other, and how
// far they agree.
#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "review/votes.h"
#include "store/store.h"
#include "synthesis/agreement.h"

namespace evigraft {

/// The two who read now; none when one reads.
std::optional<review::Readers> readers_now(const Store& store);

/// Numbers of the decisions that `who` is not to see yet, as one of two readers.
std::set<std::int64_t> hidden_decisions(const Store& store, const std::string& who);

/// What became of a reader's decision, right after it was made.
struct VoteState {
  std::string other;     ///< the other reader
  bool agreed = false;   ///< on a field at least: it counts
  bool differs = false;  ///< on a field at least
  bool waits = false;    ///< a field at least has only this vote
};
/// Of each decision; none for one that is no vote.
std::vector<std::optional<VoteState>> vote_states(const Store& store, const std::vector<std::int64_t>& decisions);

struct FieldAgreement {
  std::string first, second;  ///< the readers
  std::string field;          ///< screening, used, or a field of an outcome
  Agreement agreement;
};
/// Over all pairs of votes, resolved or not: by readers as they first became a pair, then by field; fields without
/// pairs are left out. Values are alike when their texts are.
std::vector<FieldAgreement> reader_agreement(const Store& store);

}  // namespace evigraft
