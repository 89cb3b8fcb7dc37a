// core/store/journals.h: which journal a record's journal is.
#pragma once
#include <evigraft/record.h>

#include <cstdint>

#include "store/connection.h"

namespace evigraft {

/// By NLM id, else by linking ISSN, else by one of its ISSNs; a blank of the row is filled, nothing is overwritten. A
/// journal with another NLM id is another journal though they share an ISSN. 0 when it has no identifier at all.
std::int64_t find_or_add_journal(Connection& connection, const Journal& journal);

}  // namespace evigraft
