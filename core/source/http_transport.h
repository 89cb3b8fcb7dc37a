// core/source/http_transport.h: requests over the network with libcurl, several in flight, each start within its pace.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "source/transport.h"

namespace evigraft {

struct HttpLimits {
  std::chrono::milliseconds connect{15'000};  ///< name, connection and TLS together
  std::chrono::milliseconds idle{30'000};     ///< without a byte from the server
  std::chrono::milliseconds total{300'000};   ///< one attempt
  std::uint64_t wire_bytes = 64ull << 20;     ///< body before decompression
  std::uint64_t body_bytes = 256ull << 20;    ///< body after decompression
  std::uint64_t header_bytes = 256ull << 10;
  int redirects = 5;
};

struct HttpOptions {
  std::string user_agent{};             ///< see user_agent()
  std::filesystem::path pace_folder{};  ///< empty: default_pace_folder()
  HttpLimits limits{};
  int in_flight = 16;  ///< over all paces; what is beyond waits
};

/// "evigraft/0.1.0", with " (mailto:EMAIL)" when an address is given, so that a service can reach who runs this.
/// Throws Error::configuration on an address that cannot stand in a header.
std::string user_agent(const std::string& version, const std::string& email);

/// https with the system's certificates and the proxies of the environment; plain http, without a proxy, to loopback.
/// No pace where `starts_per_second` is 0 or infinite, which only a loopback address may ask for.
/// Nothing happens outside wait(): a start that falls due while the caller works elsewhere is made at its return.
class HttpTransport final : public Transport {
 public:
  /// Throws Error::configuration when the pace folder cannot be used.
  explicit HttpTransport(HttpOptions options);
  ~HttpTransport() override;

  void send(WireRequest request, std::chrono::milliseconds delay) override;
  std::vector<Exchange> wait(std::chrono::milliseconds limit) override;
  void abandon() override;

 private:
  class Machine;
  std::unique_ptr<Machine> machine_;
};

}  // namespace evigraft
