// How often the input audit questions sound tables, and how often it finds a planted fault:
//   build/release/tests/eval/input_audit [tables a kind, default 2000] [seed, default 1] [show]
#include <cstdio>
#include <cstdlib>

#include "tests/eval/simulated_tables.h"

int main(int argc, char** argv) {
  using namespace evigraft;
  const int tables = argc > 1 ? static_cast<int>(std::strtol(argv[1], nullptr, 10)) : 2000;
  std::mt19937_64 random(argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1);
  if (tables < 1) {
    std::fputs("input_audit: the number of tables must be 1 or more.\n", stderr);
    return 2;
  }
  std::printf("| sound tables | tables | rows | with a finding | findings a 1000 rows | of them certain or likely |\n");
  std::printf("|---|---:|---:|---:|---:|---:|\n");
  for (const auto& [kind, name] : sound_tables()) {
    const AuditTally tally = audit_sound(kind, tables, random, argc > 3);
    std::printf("| %s | %d | %d | %.2f %% | %.2f | %.2f |\n", name.c_str(), tally.tables, tally.rows,
                100.0 * tally.tables_with_findings / tally.tables, 1000.0 * tally.findings / tally.rows,
                1000.0 * tally.certain_or_likely / tally.rows);
  }
  std::printf("\n| planted in one row | tables | found |\n|---|---:|---:|\n");
  for (const PlantedFault& fault : planted_faults())
    std::printf("| %s | %d | %.1f %% |\n", fault.name.c_str(), tables, 100.0 * found(fault, tables, random) / tables);
  return 0;
}
