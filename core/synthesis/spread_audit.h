// core/synthesis/spread_audit.h: what a pooled result owes to spreads whose kind no text states. Each study with an
// undeclared ± is in turn left out, read as SD and read as SE while the others stay as asked; then all of them at once.
// Numbers in, result out; docs/audits.md.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "synthesis/escalc.h"
#include "synthesis/fit.h"

namespace evigraft {

/// A study as the analysis has it, and as the readings of its spreads would have it.
struct SpreadStudy {
  std::optional<Effect> asked;         ///< as the analysis that is audited has it; none: not pooled there
  bool undeclared = false;             ///< a ± that nobody called SD or SE
  std::optional<Effect> as_sd, as_se;  ///< of an undeclared one; none where that reading gives no effect (n missing)
};

enum class SpreadTaken { as_asked, left_out, as_sd, as_se };
std::string_view name(SpreadTaken value);  ///< "as_asked", "left_out", "as_sd", "as_se"

/// What a pooled result says, in two questions: does its interval exclude no effect, and on which side is it?
/// The interval is the one that leads: ad hoc where the Hartung-Knapp error is below Wald's.
struct Conclusion {
  bool excludes_null = false;
  int sign = 0;  ///< of the estimate against no effect: -1, 0, 1
  bool operator==(const Conclusion&) const = default;
};

/// One pooled result of the audit.
struct SpreadLine {
  std::optional<std::size_t> study;  ///< whose spread is taken so; none: all undeclared ones
  SpreadTaken taken = SpreadTaken::as_asked;
  int k = 0;
  std::optional<Fit> fit;                ///< none: `refusal` says why
  std::optional<double> weight_percent;  ///< of `study`; none where it is not pooled or the line is about all
  std::optional<Conclusion> conclusion;  ///< none without a fit, or for a measure without a value of no effect
  std::optional<bool> changes;           ///< the conclusion is another than that of the analysis as asked
  std::string refusal;                   ///< one sentence
};

struct SpreadAudit {
  SpreadLine asked;
  std::vector<SpreadLine> lines;    ///< three a study in their order, then three for all; empty: none is undeclared
  bool conclusions_differ = false;  ///< among all results that there are, the one as asked included
};

/// `null`: the value of no effect on the measure's scale (0 for differences and log ratios), none for means and shares.
/// Throws Error::usage as fit() does; data that cannot be fitted are a line's `refusal`.
SpreadAudit audit_spreads(std::span<const SpreadStudy> studies, const FitOptions& options, std::optional<double> null);

/// Whether `fit` excludes `null`, and its side.
Conclusion conclude(const Fit& fit, double null);

/// The standardised mean difference (Hedges 1981) of two arms; none where the figures give none.
std::optional<double> standardised_difference(const ArmSummary& a, const ArmSummary& b);

/// Beyond this a standardised mean difference is more often an SE taken for an SD than an effect.
inline constexpr double kImplausibleSmd = 2;

}  // namespace evigraft
