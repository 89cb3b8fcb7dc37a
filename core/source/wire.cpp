#include "source/wire.h"

#include <evigraft/error.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "source/request_check.h"
#include "source/site.h"

namespace evigraft {
namespace {

constexpr std::size_t secret_minimum = 4;  ///< bytes; a shorter one could not be told from the words of a reply

Error misconfigured(const std::string& sentence) { return {Error::Kind::configuration, sentence}; }

bool has_control_or_blank(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c <= 0x20 || c == 0x7F; });
}

/// FNV-1a, to tell credentials apart in a pace key without giving them away: 16 bits.
std::string mark_of(std::string_view secret) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : secret) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  std::string out;
  for (int shift = 12; shift >= 0; shift -= 4) out += "0123456789abcdef"[(hash >> shift) & 15U];
  return out;
}

/// The placeholder that begins at text[0], "${NAME}": its NAME; empty when there is none.
std::string_view placeholder_at(std::string_view text) {
  if (!text.starts_with("${")) return {};
  const std::size_t close = text.find('}');
  if (close == std::string_view::npos) return {};
  const std::string_view name = text.substr(2, close - 2);
  return placeholder_name(name) ? name : std::string_view{};
}

const std::string& value_of(const Destination& destination, std::string_view name) {
  const auto found = destination.values.find(std::string(name));
  if (found == destination.values.end())
    throw Error(Error::Kind::plugin, "the source " + destination.source + " uses ${" + std::string(name) +
                                         "}, which its descriptor does not declare");
  return found->second;
}

/// A header's value with its placeholders filled in; none when one of them is not set.
std::optional<std::string> filled(const Destination& destination, std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::string_view name = placeholder_at(text);
    if (name.empty()) {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    const std::string& value = value_of(destination, name);
    if (value.empty()) return std::nullopt;
    out += value;
    text.remove_prefix(name.size() + 3);
  }
  return out;
}

/// name=value&..., for the wire and to be shown.
std::pair<std::string, std::string> encoded(const Destination& destination, const Pairs& parameters) {
  std::string wire, shown;
  for (const auto& [name, value] : parameters) {
    const std::string_view placeholder = placeholder_at(value);
    const bool whole = !placeholder.empty() && placeholder.size() + 3 == value.size();
    if (whole && value_of(destination, placeholder).empty()) continue;
    const std::string lead = (wire.empty() ? "" : "&") + percent_encoded(name) + "=";
    wire += lead + percent_encoded(whole ? value_of(destination, placeholder) : value);
    shown += lead + (whole ? value : percent_encoded(value));
  }
  return {wire, shown};
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

/// The base address in force, checked.
Address base_address(const SourceInfo& info, std::string& base_url) {
  if (!base_url.ends_with('/')) base_url += '/';
  const auto address = parse_address(base_url);
  if (!address || has_control_or_blank(base_url) || base_url.find_first_of("?#\\") != std::string::npos)
    throw misconfigured("the base address of " + info.id + " is no plain URL without user name and query: " + base_url);
  if (const auto reason = refusal(*address)) throw misconfigured("the base address of " + info.id + ": " + *reason);
  return *address;
}

}  // namespace

std::string percent_encoded(std::string_view text, std::string_view keep) {
  static constexpr std::array<char, 17> digits{"0123456789ABCDEF"};
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~' || keep.find(c) != std::string_view::npos;
    const auto byte = static_cast<unsigned char>(c);
    if (plain)
      out += c;
    else
      out.append({'%', digits[byte >> 4U], digits[byte & 15U]});
  }
  return out;
}

Destination destination(const SourceInfo& info, const FetchOptions& options) {
  Destination out;
  out.source = info.id;
  out.base_url = options.base_url.empty() ? info.base_url : options.base_url;
  const Address address = base_address(info, out.base_url);
  const bool own = address.loopback || (address.scheme == "https" && parse_address(info.base_url) == address);
  out.values = {{"EVIGRAFT_TOOL", options.tool}, {"EVIGRAFT_EMAIL", options.email}};
  for (const auto& [name, value] : options.secrets)
    if (!value.empty() && (value.size() < secret_minimum || has_control_or_blank(value)))
      throw misconfigured(name + " is no credential: it is shorter than " + std::to_string(secret_minimum) +
                          " characters or holds a blank");
  std::string key;
  if (!info.key_name.empty()) {
    const auto found = options.secrets.find(info.key_name);
    if (own && found != options.secrets.end()) key = found->second;
    out.values[info.key_name] = key;
    if (!key.empty()) out.sent = {{info.key_name, key}};
  }

  const bool usual = address.port == "443" && address.scheme == "https";
  out.pace_key = address.host + (usual ? "" : ":" + address.port) + (key.empty() ? "" : "#" + mark_of(key));
  const bool with_key = !key.empty() && info.requests_per_second_with_key > 0;
  const double limit = with_key ? info.requests_per_second_with_key : info.requests_per_second;
  out.starts_per_second = options.starts_per_second > 0 ? options.starts_per_second : limit;
  if (out.starts_per_second > limit && !address.loopback)
    throw misconfigured("the rate set for " + info.id + " is beyond the service's limit of " + std::to_string(limit) +
                        " requests a second; only a loopback address may be asked faster");
  return out;
}

WireRequest wire_request(const Destination& destination, const Request& request) {
  WireRequest out;
  out.method = request.method;
  out.pace_key = destination.pace_key;
  out.starts_per_second = destination.starts_per_second;
  out.secrets = destination.sent;
  // Sub-delimiters, ":" and "@" may stand in a path as they are (RFC 3986 3.3).
  const std::string address = destination.base_url + percent_encoded(request.path, "/:@!$&'()*+,;=");
  out.url = out.url_shown = address;
  const auto [wire, shown] = encoded(destination, request.parameters);
  const bool form = request.method == Method::post && request.body.empty();
  if (form) {
    out.body = wire;
    out.body_shown = shown;
    if (!wire.empty()) out.body_type = "application/x-www-form-urlencoded";
  } else {
    if (!wire.empty()) out.url += "?" + wire;
    if (!shown.empty()) out.url_shown += "?" + shown;
    out.body = out.body_shown = request.body;
  }
  for (const auto& [name, value] : request.headers) {
    const auto sent = filled(destination, value);
    if (!sent) continue;
    if (!form && !request.body.empty() && lower(name) == "content-type") {
      out.body_type = *sent;
      continue;
    }
    out.headers.emplace_back(name, *sent);
    out.headers_shown.emplace_back(name, value);
  }
  if (!request.body.empty() && out.body_type.empty()) out.body_type = "application/octet-stream";
  return out;
}

}  // namespace evigraft
