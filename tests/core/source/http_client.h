// tests/core/source/http_client.h: one transport with a pace folder of its own, asked for one thing at a time.
#pragma once
#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>

#include "source/http_transport.h"

namespace evigraft::test {

/// A folder that goes when the test does.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "evigraft-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// An unpaced GET.
inline WireRequest get_request(const std::string& url) {
  WireRequest request;
  request.url = request.url_shown = url;
  request.pace_key = "test";
  request.starts_per_second = 0;
  return request;
}

inline WireRequest post_request(const std::string& url, const std::string& body) {
  WireRequest request = get_request(url);
  request.method = Method::post;
  request.body = request.body_shown = body;
  request.body_type = "application/x-www-form-urlencoded";
  return request;
}

/// Sends one and waits for it.
inline Exchange ask(Transport& transport, WireRequest request) {
  transport.send(std::move(request), std::chrono::milliseconds(0));
  auto done = transport.wait(std::chrono::seconds(20));
  if (done.size() != 1) throw std::runtime_error("no exchange within 20 s");
  return std::move(done.front());
}

class HttpClient {
 public:
  explicit HttpClient(HttpLimits limits = {})
      : transport({.user_agent = "evigraft/test", .pace_folder = folder_.path() / "pace", .limits = limits}) {}
  Exchange get(const std::string& url) { return ask(transport, get_request(url)); }

 private:
  TemporaryFolder folder_;

 public:
  HttpTransport transport;
};

}  // namespace evigraft::test
