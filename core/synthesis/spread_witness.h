// core/synthesis/spread_witness.h: what else the printed numbers say of a spread's kind, beside P values. Part of
// spread_judge.h.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "synthesis/spread_judge.h"

namespace evigraft {

struct Witness {
  std::optional<PrintedSpread> says;  ///< none: the numbers fit neither reading
  std::string words;                  ///< "the range 41 to 60 fits 3.61 only as SE"
};

/// Those that fit one reading at most; what fits both says nothing and is left out.
///  - the range of n values bounds their SD: (max - min) / sqrt(2 (n - 1)) <= SD <= (max - min) / 2 sqrt(n / (n - 1));
///  - a 95% confidence interval is as wide as the standard error makes it;
///  - means that are all whole numbers over n are those of counted things, and of such only some SD can be (Brown &
///    Heathers 2017, Soc Psychol Personal Sci 8:363-369; Anaya 2016, PeerJ Preprints 4:e2400v1).
std::vector<Witness> witnesses(const SpreadQuestion& question);

}  // namespace evigraft
