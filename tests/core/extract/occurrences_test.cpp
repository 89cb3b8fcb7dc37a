#include "extract/occurrences.h"

#include <gtest/gtest.h>

#include <string>

namespace {
using namespace evigraft;

std::vector<int> occurrences(const std::string& text, const std::vector<std::pair<std::string, int>>& numbers) {
  std::vector<Outcome> outcomes(1);  // one of another passage
  std::vector<int> printed_at;
  for (const auto& [number, at] : numbers) {
    outcomes.emplace_back().as_printed = number;
    printed_at.push_back(at);
  }
  count_occurrences(text, outcomes, printed_at);
  std::vector<int> found;
  for (std::size_t i = 1; i < outcomes.size(); ++i) found.push_back(outcomes[i].occurrence);
  EXPECT_EQ(outcomes[0].occurrence, 0);
  return found;
}

TEST(CountOccurrences, StartsFromZeroAndRisesWithEachPrint) {
  EXPECT_EQ(occurrences("48 48 48", {{"48", 0}, {"48", 3}, {"48", 6}}), (std::vector<int>{0, 1, 2}));
}

TEST(CountOccurrences, CountsNumbersInsideOthers) {
  EXPECT_EQ(occurrences("14 4.4 4", {{"4", 7}}), (std::vector<int>{3}));
}

TEST(CountOccurrences, KeepsNumbersOfOneLengthApart) {
  EXPECT_EQ(occurrences("48 29 48 29", {{"29", 3}, {"48", 6}, {"29", 9}}), (std::vector<int>{0, 1, 1}));
}

TEST(CountOccurrences, CountsOverlappingOnes) { EXPECT_EQ(occurrences("1111", {{"11", 2}}), (std::vector<int>{2})); }
}  // namespace
