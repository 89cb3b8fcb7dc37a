// core/source/request_check.h: what a plugin may ask for. Checked where the request enters, so that the table of
// requests and the wire only ever see sound ones.
#pragma once
#include <evigraft/source_abi.h>

#include <string>
#include <string_view>

namespace evigraft {

/// Why the request cannot be taken; empty when it can.
std::string request_fault(const evigraft_request* request);

/// [A-Z][A-Z0-9_]*
bool placeholder_name(std::string_view name);

}  // namespace evigraft
