#include "source/request_check.h"

#include <algorithm>
#include <array>
#include <evigraft/source.hpp>

namespace evigraft {
namespace {

constexpr std::uint64_t list_limit = 100000;      ///< parameters, headers or keys of one request
constexpr std::uint64_t text_limit = 64U << 20U;  ///< bytes of one text of a request

bool readable(evigraft_text text) { return text.size <= text_limit && (text.size == 0 || text.data != nullptr); }

bool readable(const evigraft_pair* pairs, std::uint64_t count) {
  if (count > list_limit || (count > 0 && pairs == nullptr)) return false;
  return std::all_of(pairs, pairs + count,
                     [](const evigraft_pair& pair) { return readable(pair.name) && readable(pair.value); });
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

bool escapes_base(std::string_view path) {
  if (path.starts_with('/')) return true;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    if (part == "." || part == "..") return true;
    begin = end + 1;
  }
  return false;
}

/// RFC 9110 5.6.2, in lower case; and none of those that belong to the connection or to the host.
bool allowed_header(std::string_view name) {
  static constexpr std::array<std::string_view, 10> reserved{
      "host",    "content-length", "connection", "transfer-encoding",  "te", "upgrade",
      "trailer", "expect",         "cookie",     "proxy-authorization"};
  static constexpr std::string_view extra = "!#$%&'*+-.^_`|~";
  std::string lower;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool plain =
        upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || extra.find(c) != std::string_view::npos;
    if (!plain) return false;
    lower += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return !lower.empty() && std::find(reserved.begin(), reserved.end(), lower) == reserved.end();
}

}  // namespace

bool placeholder_name(std::string_view name) {
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  return !name.empty() && upper(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) { return upper(c) || (c >= '0' && c <= '9') || c == '_'; });
}

std::string request_fault(const evigraft_request* request) {
  if (request == nullptr || !EVIGRAFT_HAS(request, evigraft_request, state))
    return "the plugin gave a request smaller than version 1.0 of the contract";
  if (!readable(request->path) || !readable(request->body) || !readable(request->slice) || !readable(request->state) ||
      !readable(request->parameters, request->parameter_count) || !readable(request->headers, request->header_count) ||
      request->key_count > list_limit || (request->key_count > 0 && request->keys == nullptr) ||
      !std::all_of(request->keys, request->keys + request->key_count, [](evigraft_text key) { return readable(key); }))
    return "the plugin gave a request with a text or list that cannot be read";
  if (request->method != EVIGRAFT_GET && request->method != EVIGRAFT_POST)
    return "the plugin gave a request that is neither GET nor POST";
  if (request->method == EVIGRAFT_GET && request->body.size > 0) return "the plugin gave a GET request with a body";
  if (request->state.size > EVIGRAFT_STATE_MAX)
    return "the plugin gave a request with " + std::to_string(request->state.size) + " bytes of state; " +
           std::to_string(EVIGRAFT_STATE_MAX) + " are allowed";
  const std::string_view path = neck::view(request->path);
  if (escapes_base(path) || has_control(path))
    return "the plugin gave a request whose path leaves the source's base address";
  for (std::uint64_t i = 0; i < request->header_count; ++i)
    if (!allowed_header(neck::view(request->headers[i].name)) || has_control(neck::view(request->headers[i].value)))
      return "the plugin gave a request with a header that is not its to set";
  return {};
}

}  // namespace evigraft
