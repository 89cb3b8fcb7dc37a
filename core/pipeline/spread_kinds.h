// core/pipeline/spread_kinds.h: what core/extract read, put before the judge of core/synthesis: is an undeclared ± of
// this text an SD or an SE?
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "extract/outcome.h"

namespace evigraft {

struct InferredSpread {
  std::optional<SpreadKind> kind;  ///< sd or se
  std::string evidence;            ///< one sentence; empty without a kind
};

/// One for each outcome of the reading, in its order. None where the text states the kind, where no P value compares
/// the outcome, or where the judge gives no verdict. A P value whose values cannot be told silences the whole text:
/// a verdict has to account for every P.
std::vector<InferredSpread> infer_spreads(const Reading& reading);

}  // namespace evigraft
