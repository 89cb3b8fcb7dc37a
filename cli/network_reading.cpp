#include "cli/network_reading.h"

#include <algorithm>
#include <numeric>

namespace evigraft::cli {

NetworkReading read_network(const Network& network, const NetworkFit& fit, const NetworkView& view) {
  NetworkReading reading;
  if (fit.dl) reading.random = view.method == "DL" ? &*fit.dl : &*fit.reml;
  reading.league = reading.random != nullptr ? &reading.random->league : &fit.common;
  reading.score = view.small_values_are_good ? &reading.league->pscore_small_good : &reading.league->pscore_large_good;
  const std::vector<double>& score = *reading.score;
  reading.order.resize(network.treatments.size());
  std::iota(reading.order.begin(), reading.order.end(), std::size_t{0});
  std::stable_sort(reading.order.begin(), reading.order.end(),
                   [&](std::size_t a, std::size_t b) { return score[a] > score[b]; });
  const auto named = std::find(network.treatments.begin(), network.treatments.end(), view.reference);
  reading.reference = view.reference.empty() || named == network.treatments.end()
                          ? reading.order.back()
                          : static_cast<std::size_t>(named - network.treatments.begin());
  return reading;
}

}  // namespace evigraft::cli
