// cli/meta_diagnostics_json.h: what `meta --diagnostics` and `--subgroup` add to the document: computed here, under the
// key names of metafor's functions, because nothing else needs it.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "cli/meta_model.h"

namespace evigraft::cli {

/// "diagnostics", "small_study" and "binary", as far as asked for.
void add_diagnostics(nlohmann::ordered_json& document, const MetaResult& result);

nlohmann::ordered_json small_study_json(const MetaResult& result);
nlohmann::ordered_json binary_json(const MetaResult& result);
nlohmann::ordered_json subgroup_json(const MetaResult& result);

}  // namespace evigraft::cli
