// core/synthesis/spread_words.h: the judge's numbers as a paper prints them. Part of spread_judge.h.
#pragma once
#include <string>
#include <vector>

#include "synthesis/spread_judge.h"
#include "synthesis/spread_procedures.h"

namespace evigraft {

std::string name(PrintedSpread value);  ///< "SD", "SE"

/// With the digits it was printed with.
std::string shown(const PrintedNumber& number);
/// ".0346", "< .0001".
std::string shown(const PrintedP& p);
/// A recomputed P with `significant` digits: ".00036".
std::string shown_p(double p, int significant);

/// What a procedure gives for each printed P, in their order.
struct Trial {
  Procedure procedure;
  std::vector<Recomputed> p;
  bool reproduces_all = false;
};

/// "with n = 6 per arm the three printed P values (.0004, < .0001, .0346) follow from 3.61, 1.73 and 1.68 as SE by
/// ANOVA with Tukey's test (.00036, .000003, .0346); as SD all would be below .0001; 8 tests tried"
std::string evidence_words(const SpreadQuestion& question, PrintedSpread verdict, const Trial& winner,
                           const std::vector<Trial>& other_reading, const std::vector<std::string>& witnesses);

}  // namespace evigraft
