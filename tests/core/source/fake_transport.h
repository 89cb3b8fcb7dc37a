// tests/core/source/fake_transport.h: a server made of a function, and a clock that only moves when the loop waits.
#pragma once
#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "source/timestamp.h"
#include "source/transport.h"

namespace evigraft {

class FakeTransport final : public Transport {
 public:
  using Server = std::function<Exchange(const WireRequest&)>;
  struct Sent {
    WireRequest request;
    std::int64_t at = 0;  ///< milliseconds since the test began
  };

  explicit FakeTransport(Server server) : server_(std::move(server)) {}

  void send(WireRequest request, std::chrono::milliseconds delay) override {
    queued_.push_back({std::move(request), clock_ + delay.count()});
    most_at_once = std::max(most_at_once, queued_.size());
  }

  std::vector<Exchange> wait(std::chrono::milliseconds limit) override {
    std::vector<Exchange> out;
    if (queued_.empty()) return out;
    const auto next =
        std::min_element(queued_.begin(), queued_.end(), [](const Sent& a, const Sent& b) { return a.at < b.at; });
    if (next->at + duration > clock_ + limit.count()) {
      clock_ += limit.count();
      return out;
    }
    clock_ = std::max(clock_, next->at + duration);
    Exchange exchange = server_(next->request);
    exchange.ticket = next->request.ticket;
    exchange.started_at = iso_utc(begin_ + next->at);
    exchange.seconds = static_cast<double>(duration) / 1000;
    exchange.wire_bytes = exchange.body.size();
    sent.push_back(*next);
    queued_.erase(next);
    out.push_back(std::move(exchange));
    return out;
  }

  void abandon() override { queued_.clear(); }

  [[nodiscard]] std::string now() const { return iso_utc(begin_ + clock_); }
  [[nodiscard]] double seconds() const { return static_cast<double>(clock_) / 1000; }

  std::vector<Sent> sent;        ///< answered requests in order
  std::size_t most_at_once = 0;  ///< requests queued or in flight together
  std::int64_t duration = 100;   ///< milliseconds an exchange takes

 private:
  Server server_;
  std::vector<Sent> queued_;
  std::int64_t begin_ = 1767225600000;  ///< 2026-01-01T00:00:00Z
  std::int64_t clock_ = 0;
};

inline Exchange reply(int status, std::string body) {
  Exchange exchange;
  exchange.status = status;
  exchange.body = std::move(body);
  return exchange;
}

inline Exchange busy(int status, std::int64_t seconds) {
  Exchange exchange = reply(status, "slow down");
  exchange.retry_after_seconds = seconds;
  return exchange;
}

inline Exchange broken(std::string failure, bool transient) {
  Exchange exchange;
  exchange.failure = std::move(failure);
  exchange.transient = transient;
  return exchange;
}

}  // namespace evigraft
