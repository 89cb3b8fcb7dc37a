// cli/commands/nma_of_database.h: where the arms of `nma` come from without --csv.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/commands/question_flags.h"
#include "cli/csv_table.h"

namespace evigraft::cli {

// NOLINTNEXTLINE(bugprone-exception-escape): moving a JSON value asserts, it does not throw
struct NetworkOfDatabase {
  CsvTable arms;                         ///< study, treatment, mi, sdi, ni: those that can be pooled
  nlohmann::ordered_json evidence;       ///< question, studies, excluded, not_used
  std::vector<std::string> study_lines;  ///< the same studies for people
  SpreadReading reading = SpreadReading::stated;
};

/// The arms of `classes` (those that have outcomes, but "other" and "all", when none is named) in the open database.
/// Error::usage on a class that is none, on one class alone, or on one named twice.
NetworkOfDatabase network_of_database(Context& context, std::vector<std::string> classes, const QuestionFlags& flags);

}  // namespace evigraft::cli
