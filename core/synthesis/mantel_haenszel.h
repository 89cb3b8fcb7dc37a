// core/synthesis/mantel_haenszel.h: tables of events pooled without weights that need variances.
#pragma once
#include <optional>
#include <span>

#include "synthesis/fit.h"
#include "synthesis/two_by_two.h"

namespace evigraft {

enum class CountMeasure { OR, RR, RD };

/// A chi-squared statistic and its p.
struct ChiSquared {
  double value = 0, p = 0;
};

struct MantelHaenszel {
  int k = 0;  ///< tables
  /// NaN where a sum that is divided by is 0: nobody, or everybody, had the event. Log scale for OR and RR.
  double estimate = 0;
  Inference inference;
  double Q = 0, Q_p = 0, I2 = 0, H2 = 0;  ///< of the studies' own estimates around the pooled one
  // Odds ratio only.
  std::optional<ChiSquared> cmh, cmh_uncorrected;  ///< Cochran-Mantel-Haenszel, with and without continuity correction
  std::optional<ChiSquared> breslow_day, tarone;   ///< of equal odds ratios
};

/// Mantel & Haenszel (1959), J Natl Cancer Inst 22:719-748; variances by Robins, Breslow & Greenland (1986), Greenland
/// & Robins (1985), Sato, Greenland & Robins (1989). `corrected`: 1/2 in tables with an empty cell for the pooled
/// estimate too, else for the studies' own ones only. Error::data on no table.
MantelHaenszel mantel_haenszel(std::span<const TwoByTwo> tables, CountMeasure measure, bool corrected,
                               double level = 95);

/// Yusuf et al. (1985). Error::data when one of the two outcomes never occurs.
MantelHaenszel peto(std::span<const TwoByTwo> tables, double level = 95);

}  // namespace evigraft
