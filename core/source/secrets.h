// core/source/secrets.h: credentials go out on the wire and nowhere else.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace evigraft {

using Secrets = std::vector<std::pair<std::string, std::string>>;  ///< name, value

/// Replaces each secret value in `text` by "${NAME}", in every spelling a server echoes: as it is, percent-encoded
/// (either case), with XML or JSON escapes. True when something was replaced.
bool mask_secrets(std::string& text, const Secrets& secrets);

}  // namespace evigraft
