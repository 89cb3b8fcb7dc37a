// cli/network_table.h: `nma --csv`: a table of arms or of contrasts -> a network. No parsing of options, no printing.
#pragma once
#include <string>
#include <vector>

#include "cli/csv_table.h"
#include "synthesis/network.h"

namespace evigraft::cli {

struct NetworkTable {
  Network network;
  bool ratio = false;                 ///< effects are logarithms
  std::vector<std::string> warnings;  ///< rows and studies left out, with the reason
};

/// Measures that `nma` knows, for messages.
std::string network_measures();

/// Columns study, treatment and mi sdi ni (MD, SMD, ROM) or xi ni (OR, RR, RD); or study, treat1, treat2, TE, seTE
/// with any measure, of which the last two then say all. A study of OR, RR or RD with an empty cell gets 1/2 added to
/// each cell of its arms; one where nobody, or everybody, had the event says nothing about a ratio and is left out.
/// Error::usage on an unknown measure or missing columns; Error::data as network_of_arms and network_of_contrasts.
NetworkTable network_from_table(const CsvTable& table, const std::string& measure);

}  // namespace evigraft::cli
