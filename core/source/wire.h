// core/source/wire.h: a Request as it goes out: where to, with what filled in, and how it may be shown.
#pragma once
#include <map>
#include <string>

#include "source/fetch.h"
#include "source/runner.h"
#include "source/secrets.h"
#include "source/transport.h"

namespace evigraft {

/// Where one source's requests go in this run.
struct Destination {
  std::string source;    ///< id, for messages
  std::string base_url;  ///< ends with a slash
  std::string pace_key;  ///< host, port when unusual, and a mark of the credential
  double starts_per_second = 1;
  std::map<std::string, std::string> values;  ///< placeholders the source may use; empty: not set, or not to go there
  Secrets sent;                               ///< the credential that may go out
};

/// Throws Error::configuration on a base address that is neither https nor http to loopback, a rate beyond the
/// service's limit anywhere else than loopback, or a credential that cannot be one. The credential goes to the source's
/// own scheme, host and port or to loopback; to any other base address nothing is sent for it.
Destination destination(const SourceInfo& info, const FetchOptions& options);

/// RFC 3986, "unreserved" kept, the rest percent-encoded; `keep` is kept too.
std::string percent_encoded(std::string_view text, std::string_view keep = {});

/// Fills in placeholders and encodes. Throws Error::plugin when the request uses one that its source does not declare.
WireRequest wire_request(const Destination& destination, const Request& request);

}  // namespace evigraft
