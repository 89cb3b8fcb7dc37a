// cli/meta_refits.h: what `meta` says by fitting the model again and again: GOSH, permutation tests, and once more in
// R.
#pragma once
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/meta_table.h"

namespace evigraft::cli {

struct RefitFlags {
  bool gosh = false;  ///< `--diagnostics gosh`; not part of `all`, for it takes longer than all the others
  std::uint64_t gosh_subsets = 1'000'000;
  std::size_t gosh_points = 0;
  bool permutation = false;
  std::uint64_t iterations = 10'000;
  std::uint64_t seed = 1;
  std::string verify_with;  ///< empty, or R

  [[nodiscard]] bool any() const { return gosh || permutation || !verify_with.empty(); }
};

struct Refits {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();  ///< keys gosh, permutation, verify_with
  std::vector<std::string> lines;                                  ///< the same for people
  bool differs = false;                                            ///< from R
};

/// Computes what the flags ask for of the model in `result`. What cannot be computed has "error" in its place, as all
/// of it has where there is no model. Error::configuration when R or metafor is not there to verify with.
Refits refit(const MetaResult& result, const RefitFlags& flags);

}  // namespace evigraft::cli
