// cli/commands/meta_flags.h: the options of `meta`, and the two places its effects come from.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/plot_flags.h"
#include "synthesis/fit.h"

namespace evigraft::cli {

struct MetaFlags {
  std::string csv, measure = "MD", method = "REML", test = "knha";
  double level = 95;
  std::optional<double> add;
  bool drop00 = false;
  std::vector<std::string> mods, factors, diagnostics;
  std::string subgroup, order;
  std::string compare, arm, site, measurement, spread = "stated";
  std::vector<std::string> species, designs;
  std::optional<double> at, from;
  PlotFlags plot;
  std::string to;  ///< of a table: which empty cells --add fills; of the database: months
};

/// Pools a table (`--csv`). Returns the exit code.
int meta_of_table(Context& context, const MetaFlags& flags, const FitOptions& options);

/// Pools what the database has on `--compare` or `--arm`. Returns the exit code.
int meta_of_database(Context& context, const MetaFlags& flags, const FitOptions& options);

/// The names after `--diagnostics`, "all" spelled out. Error::usage on another name.
std::vector<std::string> diagnostics_of(const std::vector<std::string>& asked);

}  // namespace evigraft::cli
