// cli/commands/question_flags.h: the options that say which outcomes of the database may enter, for `meta` and `nma`.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/context.h"
#include "pipeline.h"

namespace CLI {
class App;
}

namespace evigraft::cli {

struct QuestionFlags {
  std::string site, measurement, spread = "stated";
  std::vector<std::string> species, designs;
  std::optional<double> at, from;
  std::string to;  ///< months; text, because of a table `meta --to` says which empty cells --add fills
};

/// Error::usage when one that chooses outcomes of the database is given: a table has chosen already. Not --spread and
/// --to, which a table may have its own meaning for.
void refuse_of_table(const QuestionFlags& flags);

/// All of them but --to, whose meaning the command tells.
void add_question_options(CLI::App& command, QuestionFlags& flags);

/// The topic's question about these arm classes, with what flags and settings change. Error::usage on an arm class that
/// is none, a time that is no number, an unknown reading of spreads.
PoolQuestion question_of(const QuestionFlags& flags, const Settings& settings, const Topic& topic,
                         const std::string& intervention, const std::string& comparator);

/// The two arm classes of --compare A:B. Error::usage when it is none.
std::pair<std::string, std::string> compared_arms(const std::string& compare);

/// The classes an arm may have.
std::vector<std::string> arm_classes();
/// Error::usage, with those there are, on another name.
void check_arm_class(const std::string& arm);

/// Says that undeclared spreads were read as the question asks; nothing when they were not.
void note_reading(Output& out, SpreadReading reading);

}  // namespace evigraft::cli
