// cli/clock.h: the run's time, from the machine or fixed by the user.
#pragma once
#include <functional>
#include <string>

#include "cli/settings.h"

namespace evigraft::cli {

struct Clock {
  std::function<std::string()> now;  ///< ISO 8601 UTC to the second
  bool fixed = false;
};

/// --now, else SOURCE_DATE_EPOCH, else the machine's. Throws Error::usage or ::configuration on a value that is no
/// time.
Clock make_clock(const std::string& now_flag, const Environment& environment);

/// "2026-11-23" or "2026-11-23T06:00:00[.123](Z|+01:00)" to "2026-11-23T06:00:00Z"; empty when it is neither.
std::string normalised_time(const std::string& text);

}  // namespace evigraft::cli
