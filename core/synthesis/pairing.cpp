#include "synthesis/pairing.h"

#include <evigraft/error.h>

#include <array>
#include <charconv>

namespace evigraft {
namespace {

/// "r = 0.3", "r = 0 to 0.3"; steps are tenths.
std::string range(std::size_t first, std::size_t last) {
  const auto tenth = [](std::size_t i) { return i == 0 ? std::string("0") : "0." + std::to_string(i); };
  return "r = " + tenth(first) + (first == last ? "" : " to " + tenth(last));
}

std::string verdict(const PairingStep& step) {
  if (!step.ci) return "there is no summary";
  if (step.ci->lower > 0) return "it lies above 0";
  return step.ci->upper < 0 ? "it lies below 0" : "it holds 0";
}

std::string conclusion_of(const std::vector<PairingStep>& steps, double level) {
  std::string runs;
  std::size_t first = 0, changes = 0;
  for (std::size_t i = 1; i <= steps.size(); ++i) {
    if (i < steps.size() && verdict(steps[i]) == verdict(steps[first])) continue;
    runs += (runs.empty() ? "" : ", ") + std::string("with ") + range(first, i - 1) + " " + verdict(steps[first]);
    changes += i < steps.size() ? 1 : 0;
    first = i;
  }
  std::array<char, 32> digits{};
  const std::string percent(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), level).ptr);
  return "The " + percent + "% interval by the correlation within persons: " + runs +
         (changes == 0 ? "; the conclusion does not depend on it." : "; the conclusion depends on it.");
}

}  // namespace

PairingSensitivity pairing_sensitivity(const std::function<std::vector<Effect>(double)>& effects_at,
                                       FitOptions options) {
  options.intervals = false;  // of tau2
  PairingSensitivity result;
  for (int tenth = 0; tenth < 10; ++tenth) {
    PairingStep& step = result.steps.emplace_back();
    step.correlation = tenth / 10.0;
    try {
      const Fit pooled = fit(effects_at(step.correlation), options);
      const Inference& lead = pooled.adhoc ? *pooled.adhoc : pooled.inference;
      step.estimate = pooled.estimate;
      step.tau2 = pooled.tau2;
      step.p = lead.p;
      step.ci = lead.ci;
    } catch (const Error& error) {
      if (error.kind() == Error::Kind::usage) throw;
      step.refusal = error.what();
    }
  }
  result.conclusion = conclusion_of(result.steps, options.level);
  return result;
}

}  // namespace evigraft
