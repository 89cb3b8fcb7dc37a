// cli/context.h: what every command gets.
#pragma once
#include <functional>
#include <string>

#include "cli/output.h"
#include "cli/settings.h"

namespace evigraft::cli {

struct Context {
  GlobalOptions flags;
  Environment environment;
  Settings settings;
  Output* output = nullptr;
  std::function<std::string()> now;  ///< ISO 8601 UTC to the second; fixed by --now or SOURCE_DATE_EPOCH
  bool now_is_fixed = false;
  std::string program;  ///< absolute path of the running program

  [[nodiscard]] Output& out() const { return *output; }
};

}  // namespace evigraft::cli
