// core/source/har_transport.h: answers from a HAR file in place of the network. No pace, no delays.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "source/har.h"
#include "source/har_match.h"
#include "source/transport.h"

namespace evigraft {

/// Of several entries that match a request equally well (see match()) each is used once, in the order of their start;
/// then the last of them again and again.
class HarTransport final : public Transport {
 public:
  /// Throws Error::data as read_har does, and on a file without entries.
  explicit HarTransport(std::filesystem::path file);

  /// Throws Error::data when no entry answers the request, naming the nearest one and what differs; also when the
  /// entry that does holds no body.
  void send(WireRequest request, std::chrono::milliseconds delay) override;
  /// All answers at once, in the order of the requests.
  std::vector<Exchange> wait(std::chrono::milliseconds limit) override;
  void abandon() override;

  /// The first startedDateTime, ISO 8601 UTC: the clock of a run that replays this file.
  [[nodiscard]] std::string first_started() const;

 private:
  struct Line {
    HarEntry entry;
    AskedFor asked;
    bool used = false;
  };
  [[nodiscard]] std::string mismatch(const AskedFor& asked) const;

  std::filesystem::path file_;
  std::vector<Line> lines_;  ///< by start
  std::vector<Exchange> ready_;
};

}  // namespace evigraft
