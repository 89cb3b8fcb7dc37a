// cli/version.h: the program's version, from CMake's project().
#pragma once

namespace evigraft::cli {
inline constexpr const char* kVersion = EVIGRAFT_PROGRAM_VERSION;
}  // namespace evigraft::cli
