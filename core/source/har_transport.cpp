#include "source/har_transport.h"

#include <evigraft/error.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "source/timestamp.h"

namespace evigraft {

HarTransport::HarTransport(std::filesystem::path file) : file_(std::move(file)) {
  for (HarEntry& entry : read_har(file_)) {
    AskedFor asked = asked_for(entry.method, entry.url, entry.body, entry.body_type);
    lines_.push_back({std::move(entry), std::move(asked)});
  }
  if (lines_.empty())
    throw Error(Error::Kind::data, file_.string() + " cannot be replayed: it holds no entries; record it again.");
}

void HarTransport::send(WireRequest request, std::chrono::milliseconds /*delay*/) {
  const AskedFor asked = asked_for(request.method == Method::post ? "POST" : "GET", request.url_shown,
                                   request.body_shown, request.body_type);
  Line* found = nullptr;
  std::pair<bool, std::size_t> best{};
  for (Line& line : lines_) {
    const auto rank = match(asked, line.asked);
    if (!rank || (found != nullptr && *rank < best)) continue;
    if (found == nullptr || *rank > best || found->used) found = &line;
    best = *rank;
  }
  if (found == nullptr) throw Error(Error::Kind::data, mismatch(asked));
  if (found->entry.body_missing)
    throw Error(Error::Kind::data, file_.string() + " cannot be replayed: entry " +
                                       std::to_string(found->entry.number) +
                                       " holds no response body; export it again with its contents.");
  found->used = true;
  Exchange exchange = found->entry.exchange;
  exchange.ticket = request.ticket;
  ready_.push_back(std::move(exchange));
}

std::string HarTransport::mismatch(const AskedFor& asked) const {
  const Line* nearest = nullptr;
  Difference least;
  for (const Line& line : lines_) {
    Difference now = difference(asked, line.asked);
    if (nearest != nullptr && now.distance >= least.distance) continue;
    nearest = &line;
    least = std::move(now);
  }
  constexpr std::size_t kShown = 4;
  std::string clauses;
  for (std::size_t i = 0; i < std::min(kShown, least.clauses.size()); ++i)
    clauses += (i == 0 ? "" : ", ") + least.clauses[i];
  if (least.clauses.size() > kShown) clauses += " and " + std::to_string(least.clauses.size() - kShown) + " more";
  return "No entry of " + file_.string() + " answers " + asked.method + " " + asked.path + "; in the nearest, entry " +
         std::to_string(nearest->entry.number) + ", " + clauses + "; record the file again with this topic and range.";
}

std::vector<Exchange> HarTransport::wait(std::chrono::milliseconds /*limit*/) { return std::exchange(ready_, {}); }

void HarTransport::abandon() { ready_.clear(); }

std::string HarTransport::first_started() const { return iso_utc(lines_.front().entry.started); }

}  // namespace evigraft
