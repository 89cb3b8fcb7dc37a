#include "tests/core/source/loopback_server.h"

#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace evigraft::test {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(tolower(c)); });
  return text;
}

std::string find(const std::vector<std::pair<std::string, std::string>>& pairs, const std::string& name) {
  for (const auto& [key, value] : pairs)
    if (key == name) return value;
  return {};
}

}  // namespace

std::string HttpAsked::header(const std::string& name) const { return find(headers, name); }
std::string HttpAsked::parameter(const std::string& name) const { return find(parameters, name); }

struct LoopbackServer::Machine {
  httplib::Server server;
  std::thread thread;
  int port = 0;
  std::atomic<bool> stopping{false};
  mutable std::mutex mutex;
  std::map<std::string, Handler> handlers;
  std::vector<HttpAsked> asked;

  void serve(const httplib::Request& request, httplib::Response& response) {
    const HttpAnswer answer = decide(request);
    sleep(answer.latency);
    response.status = answer.status;
    for (const auto& [name, value] : answer.headers) response.headers.emplace(name, value);
    if (answer.body.empty())
      response.set_content("", answer.type);
    else
      send(answer, response);
  }

  HttpAnswer decide(const httplib::Request& request) {
    const std::lock_guard lock(mutex);
    HttpAsked now{.method = request.method, .path = request.path, .body = request.body};
    for (const auto& [name, value] : request.headers) now.headers.emplace_back(lower(name), value);
    for (const auto& [name, value] : request.params) now.parameters.emplace_back(name, value);
    now.number = 1 + static_cast<int>(std::count_if(asked.begin(), asked.end(),
                                                    [&](const HttpAsked& one) { return one.path == request.path; }));
    now.at = std::chrono::steady_clock::now();
    asked.push_back(now);
    const auto handler = handlers.find(request.path);
    return handler == handlers.end() ? HttpAnswer{.status = 404, .body = "{}"} : handler->second(now);
  }

  /// By a provider of known length, because httplib would compress the rest by itself.
  void send(const HttpAnswer& answer, httplib::Response& response) {
    const auto provider = [this, answer](std::size_t offset, std::size_t, httplib::DataSink& sink) {
      if (answer.cut_after && offset >= *answer.cut_after) return false;
      sleep(answer.drip);
      if (stopping) return false;
      const std::size_t end = answer.cut_after.value_or(answer.body.size());
      const std::size_t size = answer.drip.count() > 0 ? 1 : end - offset;
      return sink.write(answer.body.data() + offset, size);
    };
    response.set_content_provider(answer.body.size(), answer.type, provider);
  }

  void sleep(std::chrono::milliseconds time) const {
    const auto until = std::chrono::steady_clock::now() + time;
    while (!stopping && std::chrono::steady_clock::now() < until)
      std::this_thread::sleep_for(
          std::min<std::chrono::nanoseconds>(until - std::chrono::steady_clock::now(), std::chrono::milliseconds(10)));
  }
};

LoopbackServer::LoopbackServer() : machine_(std::make_unique<Machine>()) {
  httplib::Server& server = machine_->server;
  server.new_task_queue = [] { return new httplib::ThreadPool(32); };
  server.set_tcp_nodelay(true);
  server.set_keep_alive_max_count(100'000);
  const auto serve = [this](const httplib::Request& request, httplib::Response& response) {
    machine_->serve(request, response);
  };
  server.Get(".*", serve);
  server.Post(".*", serve);
  machine_->port = server.bind_to_any_port("127.0.0.1");
  if (machine_->port <= 0) throw std::runtime_error("no port on 127.0.0.1 is free");
  machine_->thread = std::thread([this] { machine_->server.listen_after_bind(); });
  while (!server.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

LoopbackServer::~LoopbackServer() {
  machine_->stopping = true;
  machine_->server.stop();
  machine_->thread.join();
}

void LoopbackServer::on(const std::string& path, Handler handler) {
  const std::lock_guard lock(machine_->mutex);
  machine_->handlers[path] = std::move(handler);
}

int LoopbackServer::port() const { return machine_->port; }
std::string LoopbackServer::base_url() const { return "http://127.0.0.1:" + std::to_string(port()) + "/"; }
std::string LoopbackServer::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port()) + path;
}

std::vector<HttpAsked> LoopbackServer::asked(const std::string& path) const {
  const std::lock_guard lock(machine_->mutex);
  std::vector<HttpAsked> out;
  for (const HttpAsked& one : machine_->asked)
    if (path.empty() || one.path == path) out.push_back(one);
  return out;
}

int LoopbackServer::count(const std::string& path) const { return static_cast<int>(asked(path).size()); }

}  // namespace evigraft::test
