// cli/meta_since.h: `meta --since RUN` and `--order refreshed`: how a pooled result has moved as the file grew.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "pipeline/history.h"
#include "synthesis/fit.h"

namespace evigraft::cli {

/// The key `since`: {run, date, entered, left, moved, before, after}.
nlohmann::ordered_json since_json(const Changes& changes, const Selected& today, const FitOptions& options);
std::vector<std::string> since_lines(const Changes& changes, const Selected& today, const FitOptions& options);

/// Indices of pooled studies, those that entered first in front; ties as the studies stand.
std::vector<std::size_t> order_of_entry(const std::vector<Entered>& entered);

/// The key `refreshed`: one row a pooled study in that order, with the summary of all that had entered by then.
nlohmann::ordered_json refreshed_json(const std::vector<Entered>& entered, const Selected& today,
                                      const FitOptions& options);
std::vector<std::string> refreshed_lines(const std::vector<Entered>& entered, const Selected& today,
                                         const FitOptions& options);

}  // namespace evigraft::cli
