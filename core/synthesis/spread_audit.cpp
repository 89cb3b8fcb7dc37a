#include "synthesis/spread_audit.h"

#include <evigraft/error.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace evigraft {
namespace {

/// The effect that `taken` gives a study, which the line is about.
std::optional<Effect> effect_of(const SpreadStudy& study, SpreadTaken taken) {
  switch (taken) {
    case SpreadTaken::left_out:
      return std::nullopt;
    case SpreadTaken::as_sd:
      return study.as_sd;
    case SpreadTaken::as_se:
      return study.as_se;
    case SpreadTaken::as_asked:
      break;
  }
  return study.asked;
}

SpreadLine pool(std::span<const SpreadStudy> studies, std::optional<std::size_t> which, SpreadTaken taken,
                const FitOptions& options, std::optional<double> null) {
  SpreadLine line;
  line.study = which;
  line.taken = taken;
  std::vector<Effect> effects;
  std::optional<std::size_t> place;
  for (std::size_t i = 0; i < studies.size(); ++i) {
    const bool meant = which ? i == *which : studies[i].undeclared;
    const auto effect = meant ? effect_of(studies[i], taken) : studies[i].asked;
    if (!effect && !which && meant && taken != SpreadTaken::left_out && taken != SpreadTaken::as_asked) {
      line.refusal = "This reading gives one of the studies no effect and variance.";
      return line;
    }
    if (!effect) continue;
    if (which && i == *which) place = effects.size();
    effects.push_back(*effect);
  }
  line.k = static_cast<int>(effects.size());
  if (effects.empty()) {
    line.refusal = "No study is left to pool.";
    return line;
  }
  if (which && !place && taken != SpreadTaken::left_out) {
    line.refusal = "This reading gives the study no effect and variance.";
    return line;
  }
  try {
    line.fit = fit(effects, options);
  } catch (const Error& error) {
    if (error.kind() == Error::Kind::usage) throw;
    line.refusal = error.what();
    return line;
  }
  if (place) line.weight_percent = line.fit->weights_percent[*place];
  if (null) line.conclusion = conclude(*line.fit, *null);
  return line;
}

}  // namespace

std::string_view name(SpreadTaken value) {
  constexpr std::array<std::string_view, 4> names = {"as_asked", "left_out", "as_sd", "as_se"};
  return names.at(static_cast<std::size_t>(value));
}

Conclusion conclude(const Fit& fit, double null) {
  const Interval& ci = fit.adhoc ? fit.adhoc->ci : fit.inference.ci;
  const int sign = fit.estimate > null ? 1 : fit.estimate < null ? -1 : 0;
  return {ci.lower > null || ci.upper < null, sign};
}

SpreadAudit audit_spreads(std::span<const SpreadStudy> studies, const FitOptions& options, std::optional<double> null) {
  FitOptions each = options;
  each.intervals = false;
  SpreadAudit audit;
  audit.asked = pool(studies, std::nullopt, SpreadTaken::as_asked, each, null);
  constexpr std::array readings = {SpreadTaken::left_out, SpreadTaken::as_sd, SpreadTaken::as_se};
  for (std::size_t i = 0; i < studies.size(); ++i)
    if (studies[i].undeclared)
      for (const SpreadTaken taken : readings) audit.lines.push_back(pool(studies, i, taken, each, null));
  if (audit.lines.empty()) return audit;
  for (const SpreadTaken taken : readings) audit.lines.push_back(pool(studies, std::nullopt, taken, each, null));
  std::optional<Conclusion> first = audit.asked.conclusion;
  for (SpreadLine& line : audit.lines) {
    if (!line.conclusion) continue;
    if (audit.asked.conclusion) line.changes = *line.conclusion != *audit.asked.conclusion;
    if (!first) first = line.conclusion;
    audit.conclusions_differ = audit.conclusions_differ || *line.conclusion != *first;
  }
  return audit;
}

std::optional<double> standardised_difference(const ArmSummary& a, const ArmSummary& b) {
  if (!(a.n > 1) || !(b.n > 1) || !(a.sd >= 0) || !(b.sd >= 0)) return std::nullopt;
  const double df = a.n + b.n - 2;
  const double sd = std::sqrt(((a.n - 1) * a.sd * a.sd + (b.n - 1) * b.sd * b.sd) / df);
  const double smd = hedges_correction(df) * (a.mean - b.mean) / sd;
  return std::isfinite(smd) ? std::optional<double>(smd) : std::nullopt;
}

}  // namespace evigraft
