// cli/commands/extract_explain.h: `extract --explain`: what was recognised in each text, which rule tied it, what was
// left out and why.
#pragma once
#include <iosfwd>

#include "extract/read.h"

namespace evigraft {

/// Readings with the key "explain", one a line (`as_json`), or a page of text for people. Exit codes as extract_jsonl.
int extract_explain(std::istream& in, std::ostream& out, std::ostream& errors, const OutcomeReader& reader,
                    bool as_json);

}  // namespace evigraft
