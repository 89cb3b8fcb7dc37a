// core/extract/spread_convention.h: what an article's undeclared ± and brackets can only be. Ages tell: "56.1 ± 12.9"
// of 30 people cannot be a standard error, for their standard deviation would be 71 years.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "extract/table_answer.h"

namespace evigraft {

struct SpreadConvention {
  bool plus_minus_is_sd = false;
  bool bracket_is_sd = false;
  std::string evidence;  ///< in words
};

/// From the ages in the tables; `sizes` are the arms' n. Nothing is concluded from small spreads. Else from words: an
/// article that names standard deviations and never a standard error prints no other behind ±.
SpreadConvention read_convention(const Article& article, const std::vector<ReadTable>& tables,
                                 const std::array<std::optional<AnsweredNumber>, 2>& sizes);

}  // namespace evigraft
