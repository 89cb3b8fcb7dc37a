// core/extract/linked.h: what the linking stages fill: a value with its polarity, arm and time, and the rule that tied
// it to each.
#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "extract/arms.h"
#include "extract/measurements.h"
#include "extract/nouns.h"
#include "extract/rules.h"

namespace evigraft {

struct Linked {
  Value value;
  Polarity polarity = Polarity::remaining;
  NounRule noun_rule = NounRule::before;
  std::optional<ArmMention> arm;    ///< none: the sentence names no arm for it
  bool unnamed_comparator = false;  ///< "86% survival versus 55%"
  ArmRule arm_rule = ArmRule::none;
  std::optional<double> months;  ///< none: the sentence names no time for it
  TimeRule time_rule = TimeRule::none;
  bool by_time = false;  ///< its list runs through the times of each arm
  bool by_pair = false;  ///< its list runs through the arms of each time
  bool noun_carried = false;
};

/// What the sentences before tell: for "it was 60%" and "the corresponding values were 60% and 45%".
struct Before {
  std::optional<Polarity> polarity;                ///< of the outcomes of the sentence before
  std::optional<ArmMention> arm;                   ///< the only arm that the sentence before names
  std::vector<std::vector<ArmMention>> arm_lists;  ///< arms of one sentence each, in the order of naming; latest last
};

/// What was considered and left out.
struct Refused {
  Value value;
  Refusal why = Refusal::no_noun;
};

struct LinkedSentence {
  std::vector<Linked> outcomes;
  std::vector<Refused> refused;
};

/// The values of one list.
struct ValueGroup {
  std::size_t first = 0, last = 0;  ///< outcomes [first, last)
  [[nodiscard]] std::size_t size() const { return last - first; }
};
std::vector<ValueGroup> groups_of(const std::vector<Linked>& outcomes);

/// Words between two arms of one list, or between an arm and its neighbour in a comparison.
bool joins_arms(const Token& token);

}  // namespace evigraft
