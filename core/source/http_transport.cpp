#include "source/http_transport.h"

#include <evigraft/error.h>

#include <algorithm>
#include <map>
#include <new>
#include <utility>

#include "source/http_transfer.h"
#include "source/pace.h"

namespace evigraft {
namespace {
using Clock = HttpTransfer::Clock;

void start_curl_once() {
  static const CURLcode result = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (result != CURLE_OK) throw std::bad_alloc();
}

struct FreeMulti {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
}  // namespace

class HttpTransport::Machine {
 public:
  explicit Machine(HttpOptions options)
      : options_(std::move(options)),
        pace_(options_.pace_folder.empty() ? default_pace_folder() : options_.pace_folder) {
    start_curl_once();
    multi_.reset(curl_multi_init());
    if (!multi_) throw std::bad_alloc();
  }
  ~Machine() { abandon(); }
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  void send(WireRequest request, std::chrono::milliseconds delay) {
    auto transfer = std::make_unique<HttpTransfer>(std::move(request), options_);
    if (const auto reason = transfer->refused()) {
      transfer->fail(*reason, false);
      finished_.push_back(transfer->take(Clock::now()));
      return;
    }
    queue(std::move(transfer), Clock::now() + delay);
  }

  std::vector<Exchange> wait(std::chrono::milliseconds limit) {
    const auto until = Clock::now() + std::min<std::chrono::milliseconds>(limit, std::chrono::hours(24));
    while (true) {
      start_due();
      int running = 0;
      curl_multi_perform(multi_.get(), &running);
      collect();
      stop_overdue();
      const auto now = Clock::now();
      if (!finished_.empty() || (active_.empty() && lanes_.empty()) || now >= until)
        return std::exchange(finished_, {});
      const auto pause = std::chrono::ceil<std::chrono::milliseconds>(std::min(until, next_event()) - now);
      curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(std::clamp<long long>(pause.count(), 0, 60'000)),
                      nullptr);
    }
  }

  void abandon() {
    for (const auto& [easy, transfer] : active_) curl_multi_remove_handle(multi_.get(), easy);
    active_.clear();
    lanes_.clear();
    finished_.clear();
  }

 private:
  /// Requests of one pace, by the moment they may start; equal moments keep their order.
  struct Lane {
    std::multimap<Clock::time_point, std::unique_ptr<HttpTransfer>> waiting;
    Clock::time_point ask_again{};
  };

  void queue(std::unique_ptr<HttpTransfer> transfer, Clock::time_point ready) {
    const std::string key = transfer->request().pace_key;
    lanes_[key].waiting.emplace(ready, std::move(transfer));
  }

  [[nodiscard]] bool full() const { return active_.size() >= static_cast<std::size_t>(options_.in_flight); }

  void start_due() {
    for (auto lane = lanes_.begin(); lane != lanes_.end();) {
      auto& waiting = lane->second.waiting;
      while (!waiting.empty() && !full() && may_start(lane->first, lane->second)) {
        std::unique_ptr<HttpTransfer> transfer = std::move(waiting.begin()->second);
        waiting.erase(waiting.begin());
        CURL* easy = transfer->start(Clock::now());
        active_.emplace(easy, std::move(transfer));
        curl_multi_add_handle(multi_.get(), easy);
      }
      lane = waiting.empty() ? lanes_.erase(lane) : std::next(lane);
    }
  }

  bool may_start(const std::string& key, Lane& lane) {
    const auto now = Clock::now();
    const auto& [ready, transfer] = *lane.waiting.begin();
    if (ready > now || lane.ask_again > now) return false;
    if (!transfer->paced()) return true;
    const auto pause = pace_.ask(key, transfer->request().starts_per_second);
    lane.ask_again = now + pause;
    return pause == pause.zero();
  }

  void collect() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      CURL* easy = message->easy_handle;
      const CURLcode result = message->data.result;
      std::unique_ptr<HttpTransfer> transfer = release(easy);
      if (transfer->ended(result))
        finished_.push_back(transfer->take(Clock::now()));
      else
        queue(std::move(transfer), {});  // a redirect goes first, but at the pace: it is a request as any other
    }
  }

  void stop_overdue() {
    const auto now = Clock::now();
    std::vector<CURL*> late;
    for (const auto& [easy, transfer] : active_)
      if (transfer->deadline() <= now) late.push_back(easy);
    for (CURL* easy : late) {
      std::unique_ptr<HttpTransfer> transfer = release(easy);
      transfer->fail_overdue(now);
      finished_.push_back(transfer->take(now));
    }
  }

  std::unique_ptr<HttpTransfer> release(CURL* easy) {
    curl_multi_remove_handle(multi_.get(), easy);
    auto node = active_.extract(easy);
    return std::move(node.mapped());
  }

  /// The next moment something is to be done that curl does not know of.
  [[nodiscard]] Clock::time_point next_event() const {
    auto next = Clock::time_point::max();
    if (!full())
      for (const auto& [key, lane] : lanes_)
        next = std::min(next, std::max(lane.waiting.begin()->first, lane.ask_again));
    for (const auto& [easy, transfer] : active_) next = std::min(next, transfer->deadline());
    return next;
  }

  HttpOptions options_;
  Pace pace_;
  std::unique_ptr<CURLM, FreeMulti> multi_;
  std::map<std::string, Lane> lanes_;  ///< none is empty
  std::map<CURL*, std::unique_ptr<HttpTransfer>> active_;
  std::vector<Exchange> finished_;
};

std::string user_agent(const std::string& version, const std::string& email) {
  const auto printable = [](char letter) { return letter > ' ' && letter < 0x7f && letter != '(' && letter != ')'; };
  if (!std::all_of(email.begin(), email.end(), printable))
    throw Error(Error::Kind::configuration,
                "The e-mail address for the services holds a blank, a bracket or a letter outside ASCII; correct it.");
  return "evigraft/" + version + (email.empty() ? "" : " (mailto:" + email + ")");
}

HttpTransport::HttpTransport(HttpOptions options) : machine_(std::make_unique<Machine>(std::move(options))) {}
HttpTransport::~HttpTransport() = default;

void HttpTransport::send(WireRequest request, std::chrono::milliseconds delay) {
  machine_->send(std::move(request), delay);
}
std::vector<Exchange> HttpTransport::wait(std::chrono::milliseconds limit) { return machine_->wait(limit); }
void HttpTransport::abandon() { machine_->abandon(); }

}  // namespace evigraft
