// cli/network_reading.h: which model, order and reference a pooled network is shown by, in lines and in plots.
#pragma once
#include <string>
#include <vector>

#include "synthesis/network.h"

namespace evigraft::cli {

struct NetworkView {
  std::string method = "REML";  ///< of tau2: REML or DL
  std::string reference;        ///< empty: the last in the order
  bool small_values_are_good = false;
};

struct NetworkReading {
  const RandomNetwork* random = nullptr;  ///< none: the common-effect model, as no degree of freedom is left
  const League* league = nullptr;
  const std::vector<double>* score = nullptr;  ///< P-scores
  std::vector<std::size_t> order;              ///< best first
  std::size_t reference = 0;
};

/// Points into `fit`. The reference must be one of the network's treatments.
NetworkReading read_network(const Network& network, const NetworkFit& fit, const NetworkView& view);

}  // namespace evigraft::cli
