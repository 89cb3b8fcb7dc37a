// cli/meta_json.h: pooled results -> the JSON of the machine interface, with metafor's names. NaN and what is absent
// are null, infinities the strings "Inf" and "-Inf"; a refused computation has "error" in its place.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "cli/meta_model.h"
#include "synthesis/fit.h"

namespace evigraft::cli {

/// The keys of one model: k, coef_names, beta ... q_based, other_levels. Also what `meta` from a database begins with.
nlohmann::ordered_json fit_json(const Fit& fit);

/// The same for a meta-regression, with arrays, QM, R2 and the fitted values.
nlohmann::ordered_json regression_json(const Regression& fit);

/// The whole document of `meta --csv`, with the diagnostics that were asked for.
nlohmann::ordered_json meta_json(const MetaResult& result);

}  // namespace evigraft::cli
