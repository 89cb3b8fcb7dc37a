// cli/network_json.h: a network meta-analysis -> the JSON of the machine interface.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "synthesis/network.h"

namespace evigraft::cli {

nlohmann::ordered_json network_json(const Network& network, const NetworkFit& fit);

/// What is said of a network that cannot be pooled.
nlohmann::ordered_json refused_network_json(const Network& network, const std::string& why);

}  // namespace evigraft::cli
