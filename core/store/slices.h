// core/store/slices.h: the ledger. For every slice of a query: what the server said exists, what came, what is owed.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace evigraft {

enum class SliceState {
  open,        ///< requests are still pending
  balanced,    ///< every expected key is stored, deleted or owed
  unverified,  ///< the server gave no count, or a rough one
  unbalanced   ///< something is missing that nobody can name
};

/// A slice's line; a slice that was split has its children's sums.
struct SliceLine {
  std::int64_t id = 0;
  std::string source, name, parent;  ///< parent: name, empty at the root
  std::optional<std::uint64_t> expected;
  bool exact = true;
  std::uint64_t received = 0, stored = 0, deleted = 0, owed = 0, rejected = 0;
  SliceState state = SliceState::open;
  std::string reason;                             ///< why it is not balanced; empty when it is
  std::optional<std::uint64_t> expected_earlier;  ///< drift: another count for the same query in an earlier run
};

/// Works out and stores the state of every slice of the queries touched in `run`; returns them in order of their ids.
/// Slices whose run was killed before it got here are settled too, but not returned: called with advance_watermark at
/// the start of a refresh, what a killed one had finished need not be asked again.
std::vector<SliceLine> balance_slices(Store& store, std::int64_t run);

struct OwedKey {
  std::string source, key, reason, first_at, last_at;
  int tries = 0;
};
/// Keys a source still owes, oldest first.
std::vector<OwedKey> owed_keys(const Store& store, std::string_view source);
/// Those tried 5 times over 30 days become exclusions `unavailable`. Returns how many.
std::uint64_t expire_owed(Store& store, std::int64_t run, std::string_view now);

}  // namespace evigraft
