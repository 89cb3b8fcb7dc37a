// plugins/pubmed/answer.h: what an E-utilities reply is. A status of 200 is not success: NCBI answers errors, rate
// limits and pages for people with it, and a count that is not stated is never zero.
#pragma once
#include <evigraft/source.hpp>
#include <string>
#include <vector>

namespace evigraft::pubmed {

/// Throws what the reply calls for unless it may be XML that answers the request: RetryLater (rate limit), AuthRefused
/// (key), BadConfig (refused request), BadPayload (HTML, empty, plain text).
void check_reply(const Reply& reply);

/// Throws for an ERROR document of any E-utility: BadConfig when the query is at fault, else BadPayload.
[[noreturn]] void throw_error(std::string_view utility, const std::string& message);

struct Found {
  unsigned count = 0;                 ///< how many records PubMed says match
  std::vector<std::string> ids;       ///< distinct, in the order listed
  std::vector<std::string> warnings;  ///< phrases not found, so that the query was widened
};

/// An eSearchResult. Throws as above, and BadPayload when it states no count.
Found read_esearch(const Reply& reply);

/// For an efetch reply whose root is eFetchResult: throws what its ERROR says. Returns when it is something else.
void check_efetch(const Reply& reply);

}  // namespace evigraft::pubmed
