// core/source/pace.h: one pace for all processes of this user. A small file per pace key holds the moment of the last
// start on CLOCK_BOOTTIME, which no clock change moves and which goes on through a suspend.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace evigraft {

/// $XDG_STATE_HOME/evigraft/pace, else ~/.local/state/evigraft/pace: the same for a shell and for a timer of one user
/// (XDG_RUNTIME_DIR is not set under cron). Throws Error::configuration when neither variable is set.
std::filesystem::path default_pace_folder();

class Pace {
 public:
  using Nanoseconds = std::function<std::int64_t()>;

  /// Makes the folder, for this user only; throws Error::configuration when it cannot be used.
  explicit Pace(std::filesystem::path folder, Nanoseconds now = {});

  /// Asks for a start now. Zero: granted and noted for all others. Otherwise: ask again after so long; nothing is
  /// reserved, so a caller that comes late never makes a burst. Starts are kept 3 % further apart than
  /// 1/starts_per_second, because the server counts arrivals and the way there varies.
  /// A moment in the future (a reboot, garbage in the file) counts as a start just now: it costs one interval at most.
  /// Throws Error::configuration when the file cannot be used, or stays locked for 30 s.
  std::chrono::nanoseconds ask(const std::string& key, double starts_per_second);

  /// The file of a key, for messages.
  [[nodiscard]] std::filesystem::path file(const std::string& key) const;

 private:
  std::filesystem::path folder_;
  Nanoseconds now_;
  std::map<std::string, std::int64_t> locked_since_;
};

}  // namespace evigraft
