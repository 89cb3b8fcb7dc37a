// core/store/effects.h: estimates of single studies that a synthesis pools, each with the outcomes it was made from.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/store.h"

namespace evigraft {

/// One side of an effect: an arm as it entered (combined where several of one class were).
struct EffectSide {
  std::vector<std::int64_t> outcomes;
  std::optional<double> mean, sd, n;
};

struct EffectRow {
  std::string comparison;  ///< "ASC:conventional", or an arm class alone
  std::int64_t study_id = 0;
  std::string measure;           ///< MD, MN ...
  std::string reading;           ///< stated, as_sd, as_se: how an undeclared spread was taken
  std::optional<double> yi, vi;  ///< vi > 0; none: shown without an interval, not pooled
  std::optional<double> months;
  bool within_person = false;
  EffectSide intervention, comparator;  ///< comparator empty for a single arm
  std::vector<std::string> flags;       ///< "sd_from_ci95" ...
};

/// Replaces all effects in one transaction; one keeps its id while comparison, study, measure and reading hold.
void replace_effects(Store& store, std::int64_t run, const std::vector<EffectRow>& rows);

}  // namespace evigraft
