// cli/commands/meta_flags.h: the options of `meta`, and the two places its effects come from.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/commands/question_flags.h"
#include "cli/context.h"
#include "cli/meta_audit.h"
#include "cli/meta_model.h"
#include "cli/meta_refits.h"
#include "cli/meta_repeated.h"
#include "cli/plot_flags.h"

namespace evigraft::cli {

struct MetaFlags {
  std::string csv, method = "REML", test = "knha";
  std::optional<std::string> measure;  ///< of a table; MD
  double level = 95;
  std::optional<double> add;
  bool drop00 = false;
  std::vector<std::string> mods, factors, diagnostics, audits;
  std::string subgroup, order;
  std::string compare, arm;
  PlotFlags plot;
  RefitFlags refits;
  RepeatedFlags repeated;
  std::string since;       ///< a run or a day; empty: not asked for
  bool refreshed = false;  ///< cumulative pooling as studies entered the database
  QuestionFlags question;  ///< of the database; its `to` is of a table which empty cells --add fills
};

/// Model, moderators, subgroups, order and diagnostics as the flags name them: all that does not depend on where the
/// effects come from. Error::usage on a method, test or diagnostic that is none.
MetaOptions options_of(const MetaFlags& flags);

/// Those after --audit, and the spread audit where it is drawn. Error::usage on a name that is none.
Audits audits_of(const MetaFlags& flags);

/// Pools a table (`--csv`). Returns the exit code.
int meta_of_table(Context& context, const MetaFlags& flags);

/// Pools what the database has on `--compare` or `--arm`. Returns the exit code.
int meta_of_database(Context& context, const MetaFlags& flags);

}  // namespace evigraft::cli
