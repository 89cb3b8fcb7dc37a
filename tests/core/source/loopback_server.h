// tests/core/source/loopback_server.h: a scripted HTTP server on 127.0.0.1 that counts what it is asked. For tests of
// the transport and for those that run the program with EVIGRAFT_SOURCE_NAME_BASE_URL=base_url().
#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace evigraft::test {

struct HttpAsked {
  std::string method{}, path{}, body{};
  std::vector<std::pair<std::string, std::string>> headers{};     ///< names in lower case
  std::vector<std::pair<std::string, std::string>> parameters{};  ///< of the query and of a form body, decoded
  int number = 0;                                                 ///< which request to this path, from 1
  std::chrono::steady_clock::time_point at{};                     ///< when it had arrived whole

  [[nodiscard]] std::string header(const std::string& name) const;
  [[nodiscard]] std::string parameter(const std::string& name) const;
};

struct HttpAnswer {
  int status = 200;
  std::string body{};
  std::string type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers{};
  std::chrono::milliseconds latency{0};    ///< before the first byte
  std::optional<std::size_t> cut_after{};  ///< the whole length is announced, so many bytes are sent, then it is closed
  std::chrono::milliseconds drip{0};       ///< one byte at a time, so far apart
};

class LoopbackServer {
 public:
  using Handler = std::function<HttpAnswer(const HttpAsked&)>;

  LoopbackServer();
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  /// Answers `path` (no query) from now on; may be called again. Handlers run on the server's threads, one at a time.
  /// Paths without a handler get 404.
  void on(const std::string& path, Handler handler);

  [[nodiscard]] int port() const;
  [[nodiscard]] std::string base_url() const;  ///< "http://127.0.0.1:8099/"
  [[nodiscard]] std::string url(const std::string& path) const;
  /// What was asked so far, in order of arrival; of one path, or of all.
  [[nodiscard]] std::vector<HttpAsked> asked(const std::string& path = {}) const;
  [[nodiscard]] int count(const std::string& path = {}) const;

 private:
  struct Machine;
  std::unique_ptr<Machine> machine_;
};

}  // namespace evigraft::test
