// cli/meta_repeated.h: what `meta` says beside its summary when measurements repeat: several times or outcomes of a
// study (--times all, --cluster), and two values of one person (--ri).
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "cli/meta_dependence.h"
#include "cli/meta_pairing.h"
#include "cli/meta_table.h"

namespace evigraft::cli {

struct RepeatedFlags {
  std::string cluster;            ///< column of a table whose rows depend on each other
  std::string times = "nearest";  ///< of the database
  std::optional<double> ri;       ///< correlation of the two values of one person, where none is printed
};

struct Repeated {
  std::optional<Dependence> dependence;
  std::optional<PairingSensitivity> pairing;
  std::string pairing_refusal;  ///< why there is none although values are paired
};

/// The flags as part of a question to the database. Error::usage on a flag that belongs to tables.
void ask(PoolQuestion& question, const RepeatedFlags& flags);

/// The table with --ri in its empty cells of ri. Error::usage on a flag that belongs to the database, and on --ri with
/// a measure that pairs nothing.
CsvTable with_flags(CsvTable table, const std::string& measure, const RepeatedFlags& flags);

/// `table` as it was read, `result` what was pooled of it. Error::data on an effect without a cluster.
Repeated repeated_of_table(const CsvTable& table, const MetaResult& result, const MetaOptions& asked,
                           const RepeatedFlags& flags);

/// `result` has a row for each of the studies selected.
Repeated repeated_of_studies(const Selected& selected, const MetaResult& result, const PoolQuestion& question);

void add_repeated(nlohmann::ordered_json& json, const Repeated& repeated);
void print_repeated(Output& out, const Repeated& repeated, const MetaResult& result);

}  // namespace evigraft::cli
