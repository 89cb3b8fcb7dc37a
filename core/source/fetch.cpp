#include "source/fetch.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <random>
#include <set>
#include <tuple>

#include "source/secrets.h"
#include "source/timestamp.h"
#include "source/wire.h"

namespace evigraft {
namespace {

constexpr double first_backoff = 1, longest_backoff = 30;  ///< seconds
constexpr int restarts_of_a_slice = 3;                     ///< a run
constexpr std::chrono::milliseconds attention{200};        ///< how long a cancellation may go unnoticed

/// One request being asked, through all its attempts of this run.
struct Flight {
  Pending pending;
  int attempts = 0;      ///< made or under way
  double waited = 0;     ///< seconds before them
  bool held = false;     ///< the server told us to wait: nothing new is started meanwhile
  bool dropped = false;  ///< its slice was started again: the answer no longer counts
};

/// A slice belongs to its query: two searches may use the same name.
using Slice = std::tuple<Query::Kind, std::string, std::string, std::string, std::vector<std::string>, std::string>;

Slice slice_of(const Pending& request) {
  const Query& query = request.query;
  return {query.kind, query.text, query.since, query.until, query.keys, request.request.slice};
}

class Loop {
 public:
  Loop(Runner& runner, Transport& transport, RequestTable& table, const FetchOptions& options)
      : runner_(runner),
        transport_(transport),
        table_(table),
        options_(options),
        destination_(destination(runner.info(), options)),
        jitter_(options.seed) {
    for (const auto& [name, value] : options.secrets) secrets_.emplace_back(name, value);
    in_flight_ = static_cast<std::size_t>(std::max(options.in_flight, 1));
    if (const auto limit = runner.info().concurrent_requests; limit > 0)
      in_flight_ = std::min<std::size_t>(in_flight_, limit);
  }

  FetchReport run() {
    adopt(table_.pending());
    while (!over()) {
      start_more();
      if (over() || !any_alive()) break;
      for (Exchange& exchange : transport_.wait(attention)) {
        take(std::move(exchange));
        if (options_.progress) options_.progress(done_, done_ + queue_.size() + flights_.size());
      }
    }
    transport_.abandon();
    using End = FetchReport::End;
    if (cancelled_)
      report_.end = End::cancelled;
    else if (!report_.error.empty())
      report_.end = report_.answered ? End::partial : End::failed;
    return report_;
  }

 private:
  // --- what is to be asked -------------------------------------------------------------------------------------------

  bool over() {
    if (!cancelled_ && options_.cancelled && options_.cancelled()) cancelled_ = true;
    return cancelled_ || ended_ || report_.limited;
  }

  bool any_alive() const {
    return std::any_of(flights_.begin(), flights_.end(), [](const auto& entry) { return !entry.second.dropped; });
  }

  void adopt(const std::vector<Pending>& pending) {
    std::set<std::int64_t> asking;
    for (const auto& [ticket, flight] : flights_)
      if (!flight.dropped) asking.insert(flight.pending.id);
    for (const Pending& request : pending)
      if (asking.count(request.id) == 0) queue_.push_back(request);
  }

  void start_more() {
    const auto held = [this] {
      return std::any_of(flights_.begin(), flights_.end(), [](const auto& entry) { return entry.second.held; });
    };
    while (!queue_.empty() && flights_.size() < in_flight_ && !held() && !ended_) {
      Flight flight;
      flight.pending = queue_.front();
      queue_.pop_front();
      if (expired(flight.pending))
        restart(flight.pending, unsent("its position expired"),
                "its position in the answers is older than the source keeps it");
      else
        send(std::move(flight), 0);
    }
  }

  bool expired(const Pending& request) const {
    const auto lives = runner_.info().positions_live_seconds;
    const auto made = parse_iso(request.created_at), now = parse_iso(this->now());
    if (lives == 0 || request.opens_slice) return false;
    return !made || !now || static_cast<double>(*now - *made) / 1000 > static_cast<double>(lives);
  }

  void send(Flight flight, double delay) {
    try {
      WireRequest wire = wire_request(destination_, flight.pending.request);
      wire.ticket = ++tickets_;
      ++flight.attempts;
      flights_.emplace(tickets_, std::move(flight));
      transport_.send(std::move(wire), std::chrono::milliseconds(std::llround(delay * 1000)));
    } catch (const Error& e) {
      if (e.kind() != Error::Kind::plugin) throw;
      give_up(flight.pending, unsent(e.what()), e.what(), std::nullopt);
    }
  }

  /// For an attempt that never reached the wire.
  static Exchange unsent(const std::string& reason) {
    Exchange exchange;
    exchange.failure = reason;
    return exchange;
  }

  // --- what came back ------------------------------------------------------------------------------------------------

  void take(Exchange exchange) {
    const auto found = flights_.find(exchange.ticket);
    if (found == flights_.end()) return;
    Flight flight = std::move(found->second);
    flights_.erase(found);
    flight.held = false;
    ++report_.requests;
    report_.bytes += exchange.wire_bytes;
    if (flight.dropped || report_.limited) return;
    mask_secrets(exchange.body, secrets_);
    mask_secrets(exchange.failure, secrets_);
    for (auto& [name, value] : exchange.headers) mask_secrets(value, secrets_);

    if (exchange.status == 429 || exchange.status >= 500)
      return retry(std::move(flight), exchange, "HTTP " + std::to_string(exchange.status), exchange.retry_after_seconds,
                   exchange.status == 429);
    if (exchange.status > 0 && exchange.failure.empty()) return read(std::move(flight), exchange);
    if (exchange.transient) return retry(std::move(flight), exchange, exchange.failure, std::nullopt, false);
    give_up(flight.pending, exchange, exchange.failure, std::nullopt);
  }

  void read(Flight flight, const Exchange& exchange) {
    const Pending& request = flight.pending;
    Batch batch = runner_.read(
        request.query,
        {.status = exchange.status, .headers = exchange.headers, .body = exchange.body, .request = request.request});
    switch (batch.answer) {
      case Answer::ok:
        return keep(request, exchange, std::move(batch));
      case Answer::bad_payload:
        return retry(std::move(flight), exchange, "not what was asked for: " + batch.message, std::nullopt, false);
      case Answer::retry_later: {
        const auto seconds = static_cast<std::int64_t>(std::min(batch.wait_seconds, std::uint64_t{366} * 86400));
        return retry(std::move(flight), exchange, batch.message, seconds, true);
      }
      case Answer::restart_slice:
        table_.again(request, exchange, batch.message);
        return restart(request, exchange, batch.message);
      case Answer::quota:
      case Answer::auth:  // the request is sound: it stands until the quota is back or the credential right
        table_.again(request, exchange, batch.message);
        return end(batch.answer, name_of(request) + ": " + batch.message);
      case Answer::bad_config:
        give_up(request, exchange, batch.message, std::nullopt);
        return end(batch.answer, name_of(request) + ": " + batch.message);
    }
  }

  void keep(const Pending& request, const Exchange& exchange, Batch batch) {
    Pending asked = request;
    if (options_.limit > 0 && !within_limit(batch)) {
      // Part of the answer is kept and the same request stands again, so that the slice stays open.
      batch.requests = {request.request};
      std::set<std::string> brought;
      for (const Record& record : batch.records) brought.insert(record.key);
      for (const Gone& gone : batch.gone) brought.insert(gone.key);
      std::erase_if(asked.request.keys, [&](const std::string& key) { return brought.count(key) == 0; });
    }
    const std::vector<Pending> follow_ups = table_.done(asked, exchange, batch);
    ++done_;
    report_.answered = true;
    queue_.insert(queue_.end(), follow_ups.begin(), follow_ups.end());
    if (options_.limit > 0 && keys_.size() >= options_.limit && (!queue_.empty() || any_alive()))
      report_.limited = true;
  }

  /// Cuts the records down to the limit; false when some had to go.
  bool within_limit(Batch& batch) {
    const std::size_t before = batch.records.size();
    std::erase_if(batch.records, [this](const Record& record) {
      if (keys_.count(record.key) > 0) return false;
      if (keys_.size() >= options_.limit) return true;
      keys_.insert(record.key);
      return false;
    });
    return batch.records.size() == before;
  }

  // --- what went wrong -----------------------------------------------------------------------------------------------

  /// Asks again after a wait, within the budgets. `server_wait`: the seconds the server named.
  void retry(Flight flight, const Exchange& exchange, const std::string& reason,
             std::optional<std::int64_t> server_wait, bool hold) {
    const Pending request = flight.pending;
    if (flight.attempts >= options_.tries)
      return give_up(request, exchange, reason + ", " + std::to_string(flight.attempts) + " tries", std::nullopt);
    const double backoff = std::min(first_backoff * std::exp2(flight.attempts - 1), longest_backoff) * fraction();
    const double delay = std::max(backoff, static_cast<double>(server_wait.value_or(0)));
    const double source_waited = waited_with(exchange, delay);
    const bool patient = flight.waited + delay <= options_.retry_seconds_per_request;
    if (!patient || source_waited > options_.retry_seconds) {
      std::optional<std::string> not_before;
      if (server_wait) not_before = later(*server_wait);
      const std::string asked = server_wait ? ", asked to wait " + std::to_string(*server_wait) + " s" : "";
      give_up(request, exchange, reason + asked + ", longer than this run waits", not_before);
      if (server_wait || source_waited > options_.retry_seconds) ended_ = true;
      return;
    }
    table_.again(request, exchange, reason);
    ++flight.pending.tries;
    if (ended_) return;
    waited_ = source_waited;
    waiting_until_ = std::max(waiting_until_, end_of(exchange) + delay);
    flight.waited += delay;
    flight.held = hold || server_wait.has_value();
    ++report_.retries;
    send(std::move(flight), delay);
  }

  void give_up(const Pending& request, const Exchange& exchange, const std::string& reason,
               const std::optional<std::string>& not_before) {
    table_.failed(request, exchange, reason, not_before);
    ++done_;
    if (report_.error.empty()) report_.error = name_of(request) + ": " + reason;
  }

  void restart(const Pending& request, const Exchange& exchange, const std::string& reason) {
    if (++restarts_[slice_of(request)] > restarts_of_a_slice) {
      const std::string after = ", after " + std::to_string(restarts_of_a_slice) + " restarts of its slice";
      return give_up(request, exchange, reason + after, std::nullopt);
    }
    table_.restart(request, reason);
    const std::vector<Pending> standing = table_.pending();
    std::set<std::int64_t> ids;
    for (const Pending& pending : standing) ids.insert(pending.id);
    for (auto& [ticket, flight] : flights_) {
      if (ids.count(flight.pending.id) > 0) continue;
      flight.dropped = true;
      flight.held = false;
    }
    queue_.clear();
    adopt(standing);
  }

  void end(Answer answer, const std::string& reason) {
    ended_ = true;
    report_.answer = answer;
    if (report_.error.empty()) report_.error = reason;
  }

  static std::string name_of(const Pending& request) {
    const std::string& path = request.request.path;
    return (path.empty() ? "the request" : path) +
           (request.request.slice.empty() ? "" : " (" + request.request.slice + ")");
  }

  // --- time ----------------------------------------------------------------------------------------------------------

  std::string now() const { return options_.now ? options_.now() : iso_utc(wall_milliseconds()); }

  std::string later(std::int64_t seconds) const {
    return iso_utc(parse_iso(now()).value_or(wall_milliseconds()) + seconds * 1000);
  }

  /// Seconds since 1970 at which the exchange ended.
  static double end_of(const Exchange& exchange) {
    return static_cast<double>(parse_iso(exchange.started_at).value_or(0)) / 1000 + exchange.seconds;
  }

  /// Seconds this source will have spent waiting with `delay` more from the end of `exchange`: waits that overlap count
  /// once.
  double waited_with(const Exchange& exchange, double delay) const {
    const double from = std::max(end_of(exchange), waiting_until_);
    return waited_ + std::max(0.0, end_of(exchange) + delay - from);
  }

  /// [0, 1) from the seed.
  double fraction() { return static_cast<double>(jitter_() >> 11U) * 0x1p-53; }

  Runner& runner_;
  Transport& transport_;
  RequestTable& table_;
  const FetchOptions& options_;
  Destination destination_;
  Secrets secrets_;
  std::mt19937_64 jitter_;
  std::size_t in_flight_ = 1;
  std::deque<Pending> queue_;
  std::map<std::uint64_t, Flight> flights_;  ///< by ticket
  std::uint64_t tickets_ = 0, done_ = 0;
  std::set<std::string> keys_;  ///< stored in this run, where a limit is set
  std::map<Slice, int> restarts_;
  double waited_ = 0, waiting_until_ = 0;
  bool cancelled_ = false, ended_ = false;
  FetchReport report_;
};

}  // namespace

FetchReport fetch(Runner& runner, Transport& transport, RequestTable& table, const FetchOptions& options) {
  struct Abandon {
    Transport& transport;
    ~Abandon() { transport.abandon(); }
  } abandon{transport};
  return Loop(runner, transport, table, options).run();
}

}  // namespace evigraft
