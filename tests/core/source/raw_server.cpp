#include "tests/core/source/raw_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <stdexcept>

namespace evigraft::test {

bool RawServer::Connection::say(std::string_view bytes) {
  while (!bytes.empty() && !stopping_) {
    const ssize_t size = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (size <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  return !stopping_;
}

void RawServer::Connection::hang() {
  std::array<char, 1024> ignored{};
  while (!stopping_) {
    pollfd wait{socket_, POLLIN, 0};
    if (poll(&wait, 1, 10) > 0 && recv(socket_, ignored.data(), ignored.size(), 0) <= 0) return;
  }
}

void RawServer::Connection::reset() {
  const linger now{1, 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

RawServer::RawServer(Script script) : script_(std::move(script)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 64) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("no port on 127.0.0.1 is free");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { accept_loop(); });
}

RawServer::~RawServer() {
  stopping_ = true;
  thread_.join();
  for (std::thread& one : connections_) one.join();
  close(listener_);
}

std::string RawServer::url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(port_) + path; }

void RawServer::accept_loop() {
  while (!stopping_) {
    pollfd wait{listener_, POLLIN, 0};
    if (poll(&wait, 1, 10) <= 0) continue;
    const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    const std::lock_guard lock(mutex_);
    connections_.emplace_back([this, socket] { serve(socket); });
  }
}

void RawServer::serve(int socket) {
  std::string request;
  std::array<char, 4096> buffer{};
  while (request.find("\r\n\r\n") == std::string::npos && !stopping_) {
    pollfd wait{socket, POLLIN, 0};
    if (poll(&wait, 1, 10) <= 0) continue;
    const ssize_t size = recv(socket, buffer.data(), buffer.size(), 0);
    if (size <= 0) break;
    request.append(buffer.data(), static_cast<std::size_t>(size));
  }
  if (request.find("\r\n\r\n") != std::string::npos) {
    ++count_;
    Connection connection(socket, stopping_);
    script_(connection);
  }
  close(socket);
}

}  // namespace evigraft::test
