#include <evigraft/error.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>

#include "source/base64.h"
#include "source/har.h"
#include "source/secrets.h"
#include "source/utf8.h"

namespace evigraft {
namespace {
using json = nlohmann::ordered_json;

[[noreturn]] void cannot_write(const std::filesystem::path& file, const std::string& why) {
  throw Error(Error::Kind::failed,
              "The recording " + file.string() + " cannot be written: " + why + "; give --record another place.");
}

std::string masked(std::string text, const Secrets& secrets) {
  mask_secrets(text, secrets);
  return text;
}

std::string header(const Pairs& headers, std::string_view name) {
  for (const auto& [key, value] : headers)
    if (key == name) return value;
  return {};
}

/// Headers whose whole purpose is to identify someone are named, and their values left out.
bool is_private(std::string_view name) {
  return name == "authorization" || name == "proxy-authorization" || name == "cookie" || name == "set-cookie";
}

json header_list(const Pairs& headers, const Secrets& secrets) {
  json list = json::array();
  for (const auto& [name, value] : headers) {
    std::string lower(name);
    for (char& letter : lower)
      if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + 32);
    list.push_back({{"name", name}, {"value", is_private(lower) ? "(not recorded)" : masked(value, secrets)}});
  }
  return list;
}

/// The query as pairs, decoded as far as the standard asks: names and values as they stand in the URL.
json query_list(const std::string& url) {
  json list = json::array();
  const std::size_t mark = url.find('?');
  if (mark == std::string::npos) return list;
  std::size_t at = mark + 1;
  while (at <= url.size()) {
    const std::size_t end = std::min(url.find('&', at), url.size());
    const std::string pair = url.substr(at, end - at);
    const std::size_t equals = pair.find('=');
    if (!pair.empty())
      list.push_back({{"name", pair.substr(0, equals)},
                      {"value", equals == std::string::npos ? std::string{} : pair.substr(equals + 1)}});
    at = end + 1;
  }
  return list;
}

json request_json(const WireRequest& request) {
  const std::string url = masked(request.url_shown, request.secrets);
  json out = {{"method", request.method == Method::post ? "POST" : "GET"},
              {"url", url},
              {"httpVersion", "HTTP/1.1"},
              {"cookies", json::array()},
              {"headers", header_list(request.headers_shown, request.secrets)},
              {"queryString", query_list(url)},
              {"headersSize", -1},
              {"bodySize", request.body_shown.size()}};
  if (request.method == Method::post)
    out["postData"] = {{"mimeType", request.body_type}, {"text", masked(request.body_shown, request.secrets)}};
  return out;
}

json content_json(const Exchange& exchange, const Secrets& secrets) {
  const std::string body = masked(exchange.body, secrets);
  json out = {{"size", body.size()}, {"mimeType", header(exchange.headers, "content-type")}};
  bool binary = false;
  repair_utf8(body, binary);
  out["text"] = binary ? to_base64(body) : body;
  if (binary) out["encoding"] = "base64";
  return out;
}

json response_json(const Exchange& exchange, const Secrets& secrets) {
  json out = {{"status", exchange.status},
              {"statusText", ""},
              {"httpVersion", "HTTP/1.1"},
              {"cookies", json::array()},
              {"headers", header_list(exchange.headers, secrets)},
              {"content", content_json(exchange, secrets)},
              {"redirectURL", masked(header(exchange.headers, "location"), secrets)},
              {"headersSize", -1},
              {"bodySize", exchange.wire_bytes}};
  if (exchange.status == 0) {
    out["_error"] = masked(exchange.failure, secrets);
    out["_transient"] = exchange.transient;
  }
  return out;
}

}  // namespace

HarRecorder::HarRecorder(Transport& inner, std::filesystem::path file, const std::string& version)
    : inner_(inner), file_(std::move(file)), partial_(file_.string() + ".partial") {
  std::error_code ignored;
  if (std::filesystem::is_directory(file_, ignored)) cannot_write(file_, "it is a directory");
  descriptor_ = open(partial_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (descriptor_ < 0) cannot_write(file_, std::strerror(errno));
  const json creator = {{"name", "evigraft"}, {"version", version}};
  put(R"({"log":{"version":"1.2","creator":)" + creator.dump() + R"(,"entries":[)");
}

HarRecorder::~HarRecorder() {
  if (descriptor_ < 0) return;
  close(descriptor_);
  unlink(partial_.c_str());
}

void HarRecorder::send(WireRequest request, std::chrono::milliseconds delay) {
  WireRequest kept;
  kept.method = request.method;
  kept.url_shown = request.url_shown;
  kept.headers_shown = request.headers_shown;
  kept.body_shown = request.body_shown;
  kept.body_type = request.body_type;
  kept.secrets = request.secrets;
  asked_.insert_or_assign(request.ticket, std::move(kept));
  inner_.send(std::move(request), delay);
}

std::vector<Exchange> HarRecorder::wait(std::chrono::milliseconds limit) {
  std::vector<Exchange> exchanges = inner_.wait(limit);
  for (const Exchange& exchange : exchanges)
    if (const auto node = asked_.extract(exchange.ticket)) write(node.mapped(), exchange);
  return exchanges;
}

void HarRecorder::abandon() {
  asked_.clear();
  inner_.abandon();
}

void HarRecorder::write(const WireRequest& request, const Exchange& exchange) {
  const double milliseconds = std::round(exchange.seconds * 1e6) / 1e3;
  const json entry = {{"startedDateTime", exchange.started_at},
                      {"time", milliseconds},
                      {"request", request_json(request)},
                      {"response", response_json(exchange, request.secrets)},
                      {"cache", json::object()},
                      {"timings", {{"send", 0}, {"wait", milliseconds}, {"receive", 0}}}};
  const bool first = !std::exchange(any_, true);
  put((first ? "\n" : ",\n") + entry.dump(-1, ' ', false, json::error_handler_t::replace));
}

void HarRecorder::put(const std::string& text) {
  for (std::size_t written = 0; written < text.size();) {
    const ssize_t size = ::write(descriptor_, text.data() + written, text.size() - written);
    if (size < 0 && errno != EINTR) cannot_write(file_, std::strerror(errno));
    if (size > 0) written += static_cast<std::size_t>(size);
  }
}

void HarRecorder::finish() {
  if (descriptor_ < 0) return;
  put("\n]}}\n");
  const bool synced = fsync(descriptor_) == 0;
  if (!synced || rename(partial_.c_str(), file_.c_str()) != 0) cannot_write(file_, std::strerror(errno));
  close(std::exchange(descriptor_, -1));
}

}  // namespace evigraft
