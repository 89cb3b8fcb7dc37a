// core/source/har.h: the HAR 1.2 form (http://www.softwareishard.com/blog/har-12-spec/) of what went over the network.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "source/transport.h"

namespace evigraft {

/// One request and its answer as a HAR file holds them.
struct HarEntry {
  std::size_t number = 0;  ///< from 1, its place in the file
  std::string method;      ///< upper case
  std::string url;         ///< with its query
  std::string body;
  std::string body_type;      ///< content type without parameters, lower case
  bool body_missing = false;  ///< the answer had a body that the file does not hold
  Exchange exchange;          ///< ticket 0
  std::int64_t started = 0;   ///< milliseconds since 1970 UTC
};

/// Reads a HAR file, entries by their start (ties in the file's order). Throws Error::data with one sentence on a file
/// that cannot be read, is larger than `limit`, is no JSON, no HAR, or lacks what an entry needs.
std::vector<HarEntry> read_har(const std::filesystem::path& file, std::uint64_t limit = 512ull << 20);

/// Records what passes through another transport, secrets left out, as a HAR file.
class HarRecorder final : public Transport {
 public:
  /// Opens a file beside `file` at once, so that a folder that cannot be written is known before the first request;
  /// throws Error::failed.
  HarRecorder(Transport& inner, std::filesystem::path file, const std::string& version);
  /// Without finish() nothing is left behind.
  ~HarRecorder() override;
  HarRecorder(const HarRecorder&) = delete;
  HarRecorder& operator=(const HarRecorder&) = delete;

  void send(WireRequest request, std::chrono::milliseconds delay) override;
  std::vector<Exchange> wait(std::chrono::milliseconds limit) override;
  void abandon() override;
  /// Puts the file in its place, whole. Throws Error::failed when the disk refuses.
  void finish();

 private:
  void write(const WireRequest& request, const Exchange& exchange);
  void put(const std::string& text);

  Transport& inner_;
  std::filesystem::path file_, partial_;
  std::map<std::uint64_t, WireRequest> asked_;  ///< by ticket, without what only the wire needs
  int descriptor_ = -1;
  bool any_ = false;
};

}  // namespace evigraft
