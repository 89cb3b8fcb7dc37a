// core/pipeline/pooled_answer.h: the standing answers in short, to set beside each other before and after a decision.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline.h"
#include "store/store.h"

namespace evigraft {

/// A pooled answer in short, spreads as stated.
struct PooledAnswer {
  int k = 0;
  std::optional<double> estimate;  ///< from k = 1
  std::optional<std::array<double, 2>> ci;
  std::optional<std::array<double, 2>> prediction;  ///< from k = 3
  bool operator==(const PooledAnswer&) const = default;
};

/// The answer that the selected studies give.
PooledAnswer pooled_answer(const Selected& selected);

/// The standing answers of all comparisons and single arms, in the topic's order.
std::vector<std::pair<std::string, PooledAnswer>> pooled_answers(const Store& store, const Topic& topic);

}  // namespace evigraft
