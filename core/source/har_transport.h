// core/source/har_transport.h: answers from a HAR file in place of the network. No pace, no delays.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "source/har.h"
#include "source/transport.h"

namespace evigraft {

/// A request as it is compared: what it asks, without who asks and where.
struct AskedFor {
  std::string method, host, path;  ///< path percent-decoded
  Pairs parameters;                ///< of the query and of a form body, decoded, sorted; see below for what is left out
  std::string body;                ///< when it is no form
};

/// Entries match by method, path, parameters in any order, and body. Left out of the comparison: the parameters `tool`,
/// `email` and `api_key`, and on both sides every parameter whose value is a placeholder "${NAME}" on either. Paths
/// match when equal or when one is the tail of the other ("/entrez/eutils/esearch.fcgi", "/esearch.fcgi"), so that a
/// recording serves another base address; the same host and the longer match come first.
/// Of several entries that match each is used once in their order, then the last one again and again.
class HarTransport final : public Transport {
 public:
  /// Throws Error::data as read_har does.
  explicit HarTransport(std::filesystem::path file);

  /// Throws Error::data when no entry answers the request, naming the nearest one and what differs.
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
  [[nodiscard]] std::string mismatch(const AskedFor& asked, const std::string& url) const;

  std::filesystem::path file_;
  std::vector<Line> lines_;
  std::vector<Exchange> ready_;
};

}  // namespace evigraft
