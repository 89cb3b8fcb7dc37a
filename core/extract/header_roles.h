// core/extract/header_roles.h: what the words of a header, a row label, a caption or a note say about numbers: which
// statistic, how many people, which time, and whether it compares arms instead of naming one.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "extract/cell_value.h"

namespace evigraft {

struct StatisticHints {
  bool mean = false, median = false;
  bool count = false, percent = false;  ///< "n (%)", "No.", "%"
  bool p_value = false;
  bool contrast = false;                     ///< "difference", "A vs B", "odds ratio": no arm's own number
  bool change = false;                       ///< "change from baseline"
  bool n_in_bracket = false;                 ///< "mean score (n)"
  std::optional<SpreadKind> plus_minus;      ///< what stands behind ±
  std::optional<SpreadKind> bracket_spread;  ///< "mean (SD)"
  std::optional<IntervalKind> bracket_interval;
  bool bracket_percent = false;            ///< "n (%)"
  std::optional<SpreadKind> spread_alone;  ///< "SD" with no sign: the column holds spreads
  bool only_statistics = false;            ///< nothing but such words: the header names no outcome, arm or time

  [[nodiscard]] bool any() const {
    return mean || median || count || percent || p_value || contrast || plus_minus || bracket_spread ||
           bracket_interval || spread_alone || n_in_bracket;
  }
};

StatisticHints read_hints(std::string_view text);

/// "(n = 52)", "N=52", "n: 52"
std::optional<int> stated_n(std::string_view text);

/// A point in time, in days; ordered by `days`.
struct HeaderTime {
  double days = 0;     ///< since the start; baseline is -1, "post-test" 0.5, "follow-up" without a number 1e6
  bool exact = false;  ///< a number with a unit was printed
  bool baseline = false;
  bool change = false;  ///< "change from baseline to week 12"
  std::string text;     ///< as printed
};

std::optional<HeaderTime> read_time(std::string_view text);

}  // namespace evigraft
