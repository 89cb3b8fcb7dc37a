// cli/commands/extract_jats.h: `extract --jats`: full texts in, one Reading a file out, or the answer to one question.
#pragma once
#include <iosfwd>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "extract/article_reading.h"
#include "extract/trial_answer.h"

namespace evigraft {

/// The keys of the machine interface for one question about one article.
nlohmann::ordered_json to_json(const TrialAnswer& answer);

/// The same for people: one line an arm.
std::string to_text(const TrialAnswer& answer);

/// Reads one file. Throws Error::data, one sentence.
Article read_jats_file(const std::string& file);

/// One line a file. Files that cannot be read are named on `errors`, the others go on.
/// Returns 0, 4 when some files failed, 1 when all did.
int extract_jats(const std::vector<std::string>& files, std::ostream& out, std::ostream& errors,
                 const OutcomeReader& reader, const Topic& topic);

}  // namespace evigraft
