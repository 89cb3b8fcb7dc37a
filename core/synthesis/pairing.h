// core/synthesis/pairing.h: what becomes of a summary when the correlation between two measurements of one person is
// not printed and another one is assumed.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "synthesis/fit.h"

namespace evigraft {

/// The summary under one correlation; empty where the fit was refused.
struct PairingStep {
  double correlation = 0;
  std::optional<double> estimate, tau2, p;
  std::optional<Interval> ci;  ///< the one to lead with: ad hoc where Hartung-Knapp's is narrower than Wald's
  std::string refusal;
};

struct PairingSensitivity {
  std::vector<PairingStep> steps;  ///< r = 0, 0.1 ... 0.9
  std::string conclusion;          ///< one sentence: for which r the interval holds 0 (no difference), for which not
};

/// `effects_at` gives the effects when every pair whose correlation is not known has that one.
PairingSensitivity pairing_sensitivity(const std::function<std::vector<Effect>(double)>& effects_at,
                                       FitOptions options = {});

}  // namespace evigraft
