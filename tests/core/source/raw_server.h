// tests/core/source/raw_server.h: a server on 127.0.0.1 that says anything, for what no proper HTTP server would do.
#pragma once
#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace evigraft::test {

class RawServer {
 public:
  /// One connection, after its request head came; closed when the script returns.
  class Connection {
   public:
    Connection(int socket, const std::atomic<bool>& stopping) : socket_(socket), stopping_(stopping) {}
    /// False once the other side is gone or the test is over.
    bool say(std::string_view bytes);
    void hang();   ///< until the test is over or the other side closes
    void reset();  ///< RST in place of a proper end

   private:
    int socket_;
    const std::atomic<bool>& stopping_;
  };
  using Script = std::function<void(Connection&)>;

  explicit RawServer(Script script);
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::string url(const std::string& path = "/") const;
  [[nodiscard]] int count() const { return count_; }

 private:
  void accept_loop();
  void serve(int socket);

  Script script_;
  int listener_ = -1, port_ = 0;
  std::atomic<int> count_{0};
  std::atomic<bool> stopping_{false};
  std::thread thread_;
  std::mutex mutex_;
  std::vector<std::thread> connections_;
};

}  // namespace evigraft::test
