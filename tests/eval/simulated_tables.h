// tests/eval/simulated_tables.h: tables of studies as a reviewer types them, sound ones and ones with one planted
// fault, for the input audit.
#pragma once
#include <random>
#include <string>
#include <vector>

#include "synthesis/input_audit.h"

namespace evigraft {

/// What a sound table is made of.
enum class SoundTable {
  percent,       ///< bounded data in percent, unit given, means and SDs with 0 to 2 decimals
  one_unit,      ///< a quantity of any size in one unit
  instruments,   ///< every study has its own scale, as for SMD
  proportional,  ///< spreads in proportion to means over several powers of ten, as for ROM
  whole,         ///< whole numbers, said so, with ranges
  few_events,    ///< counts of rare events
  odds_ratios,   ///< printed odds ratios with Wald intervals and P of Wald's or of the chi-squared test
  differences,   ///< printed differences with t intervals and P of Student's or of Welch's test
  one_author,    ///< several trials of one first author, one after the other
};
const std::vector<std::pair<SoundTable, std::string>>& sound_tables();

/// 3 to 25 studies.
std::vector<AuditedRow> simulate_sound(SoundTable kind, std::mt19937_64& random);

/// One error made on purpose in one row.
struct PlantedFault {
  std::string name;  ///< "standard errors for SDs"
  SoundTable in = SoundTable::percent;
  std::vector<std::string> found_as;  ///< rules that name it
};
const std::vector<PlantedFault>& planted_faults();

/// Makes the error in row 0 (and where it takes two, row 1).
void plant(const PlantedFault& fault, std::vector<AuditedRow>& rows, std::mt19937_64& random);

struct AuditTally {
  int tables = 0, rows = 0, tables_with_findings = 0, findings = 0, certain_or_likely = 0;
};
/// `show` prints each finding.
AuditTally audit_sound(SoundTable kind, int tables, std::mt19937_64& random, bool show = false);
/// Tables in which a rule of the fault names row 0.
int found(const PlantedFault& fault, int tables, std::mt19937_64& random);

}  // namespace evigraft
