// cli/run_json.h: what refresh and import did, as the machine interface prints it.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "pipeline.h"

namespace evigraft::cli {

nlohmann::ordered_json to_json(const RefreshSummary& summary);
nlohmann::ordered_json to_json(const ImportSummary& summary);

}  // namespace evigraft::cli
