// cli/commands/export_studies.h: the studies of one question of the database, for the formats that write them.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "cli/commands/export_formats.h"
#include "pipeline/exports.h"

namespace evigraft::cli {

struct AskedStudies {
  PoolQuestion question;
  std::vector<PoolStudy> studies;
  std::vector<StudyLeft> left;
  std::vector<std::string>
      slabs;  ///< of the studies, then of those left: the label, with the number where two share it
  std::map<std::int64_t, PaperIds> papers;  ///< by study
};

/// As `meta` takes them for the same flags. Says on standard error when undeclared spreads were read as asked.
AskedStudies asked_studies(Context& context, const ExportFlags& flags);

std::string by_semicolons(const std::vector<std::string>& items);

}  // namespace evigraft::cli
