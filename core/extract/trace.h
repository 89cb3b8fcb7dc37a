// core/extract/trace.h: what the stages considered and decided, for `extract --explain`. Written by the stages that
// decide, so that an explanation cannot differ from the reading.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "extract/outcome.h"
#include "extract/rules.h"

namespace evigraft {

struct TracedArm {
  Span span;
  ArmClass arm = ArmClass::all;
  bool class_unknown = false;
};

/// One recognised percentage or fraction.
struct TracedValue {
  Span span;
  std::optional<Refusal> why;  ///< none: it became the outcome `outcome` of the reading
  int outcome = -1;
  NounRule noun = NounRule::before;
  ArmRule arm = ArmRule::none;
  TimeRule time = TimeRule::none;
};

struct Trace {
  std::optional<Refusal> text;  ///< why nothing of the whole text counts
  std::vector<TracedArm> arms;
  std::vector<TracedValue> values;  ///< in the order of the text
};

}  // namespace evigraft
