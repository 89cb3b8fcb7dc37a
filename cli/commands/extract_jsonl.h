// cli/commands/extract_jsonl.h: `extract --jsonl`: one text a line in, one Reading a line out.
#pragma once
#include <functional>
#include <iosfwd>
#include <nlohmann/json_fwd.hpp>

#include "extract/read.h"

namespace evigraft {

/// The keys of the machine interface for one text, without "id".
nlohmann::ordered_json to_json(const Reading& reading);

/// Calls `read` for each line with the line and its text. Lines that cannot be read are named on `errors` with their
/// number, the others go on. Returns 0, 4 when some lines failed, 1 when all did.
int for_each_text(std::istream& in, std::ostream& errors,
                  const std::function<void(const nlohmann::ordered_json& line, const Text& text)>& read);

/// Lines that cannot be read are named on `errors` with their number, the others go on.
/// Returns 0, 4 when some lines failed, 1 when all did.
int extract_jsonl(std::istream& in, std::ostream& out, std::ostream& errors, const OutcomeReader& reader);

}  // namespace evigraft
