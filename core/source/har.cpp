#include "source/har.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "source/base64.h"
#include "source/timestamp.h"

namespace evigraft {
namespace {
using nlohmann::json;

[[noreturn]] void unusable(const std::filesystem::path& file, const std::string& why) {
  throw Error(Error::Kind::data,
              file.string() + " cannot be replayed: " + why + "; give a HAR 1.2 file, as --record writes it.");
}

std::string read_bytes(const std::filesystem::path& file, std::uint64_t limit) {
  std::error_code fault;
  const bool regular = std::filesystem::is_regular_file(file, fault);
  if (fault) unusable(file, "it cannot be read (" + fault.message() + ")");
  if (!regular) unusable(file, "it is not a file");
  const std::uintmax_t size = std::filesystem::file_size(file, fault);
  if (!fault && size > limit) unusable(file, "it is larger than " + std::to_string(limit >> 20) + " MiB");
  std::ifstream in(file, std::ios::binary);
  std::string bytes(fault ? 0 : static_cast<std::size_t>(size), '\0');
  if (!in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) unusable(file, "it cannot be read");
  return bytes;
}

/// Reads one entry, and says where it stands when it cannot.
class EntryReader {
 public:
  EntryReader(const std::filesystem::path& file, std::size_t number) : file_(file), number_(number) {}

  HarEntry read(json& entry) const {
    json& request = object(entry, "entry", "request");
    json& response = object(entry, "entry", "response");
    HarEntry out;
    out.number = number_;
    out.method = text(request, "request", "method");
    std::transform(out.method.begin(), out.method.end(), out.method.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
    out.url = text(request, "request", "url");
    if (out.url.find('?') == std::string::npos) add_query(request, out.url);
    read_post(request, out);
    read_started(entry, out);
    read_response(response, out);
    const json* time = member(entry, "time");
    if (time != nullptr && time->is_number()) {
      const double milliseconds = time->get<double>();
      if (std::isfinite(milliseconds) && milliseconds > 0) out.exchange.seconds = milliseconds / 1000;
    }
    return out;
  }

 private:
  [[noreturn]] void wrong(const std::string& what) const {
    unusable(file_, "entry " + std::to_string(number_) + " " + what);
  }

  static json* member(json& parent, const char* name) {
    const auto found = parent.is_object() ? parent.find(name) : parent.end();
    return found == parent.end() ? nullptr : &*found;
  }

  json& object(json& parent, const std::string& where, const char* name) const {
    json* found = member(parent, name);
    if (found == nullptr || !found->is_object()) wrong("has no " + where + "." + name);
    return *found;
  }

  std::string text(json& parent, const std::string& where, const char* name) const {
    json* found = member(parent, name);
    if (found == nullptr || !found->is_string()) wrong("has no " + where + "." + name);
    return std::move(found->get_ref<std::string&>());
  }

  /// A member that may be missing; empty then, or when it is no text.
  static std::string optional_text(json& parent, const char* name) {
    json* found = member(parent, name);
    return found != nullptr && found->is_string() ? std::move(found->get_ref<std::string&>()) : std::string{};
  }

  Pairs pairs(json& parent, const std::string& where, const char* name) const {
    Pairs out;
    json* list = member(parent, name);
    if (list == nullptr) return out;
    if (!list->is_array()) wrong("has a " + where + "." + name + " that is no list");
    for (json& pair : *list) out.emplace_back(text(pair, where + "." + name, "name"), optional_text(pair, "value"));
    return out;
  }

  static std::string form(const Pairs& parameters) {
    std::string out;
    for (const auto& [name, value] : parameters) {
      if (!out.empty()) out += '&';
      out += percent_encoded(name) + '=' + percent_encoded(value);
    }
    return out;
  }

  static std::string percent_encoded(const std::string& text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char letter : text) {
      const auto byte = static_cast<unsigned char>(letter);
      if (std::isalnum(byte) != 0) {
        out += letter;
      } else {
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
      }
    }
    return out;
  }

  void add_query(json& request, std::string& url) const {
    const std::string query = form(pairs(request, "request", "queryString"));
    if (!query.empty()) url += "?" + query;
  }

  void read_post(json& request, HarEntry& out) const {
    json* post = member(request, "postData");
    if (post == nullptr || post->is_null()) return;
    if (!post->is_object()) wrong("has a request.postData that is no object");
    const std::string type = optional_text(*post, "mimeType");
    out.body_type = type.substr(0, type.find(';'));
    std::transform(out.body_type.begin(), out.body_type.end(), out.body_type.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    out.body = optional_text(*post, "text");
    if (out.body.empty()) out.body = form(pairs(*post, "request.postData", "params"));
  }

  void read_started(json& entry, HarEntry& out) const {
    const auto started = parse_iso(text(entry, "entry", "startedDateTime"));
    if (!started) wrong("has a startedDateTime that is no ISO 8601 date and time");
    out.started = *started;
    out.exchange.started_at = iso_utc(*started);
  }

  void read_response(json& response, HarEntry& out) const {
    json* status = member(response, "status");
    if (status == nullptr || !status->is_number_integer()) wrong("has no response.status");
    const std::int64_t number = status->get<std::int64_t>();
    if (number < 0 || number > 999) wrong("has a response.status that is no HTTP status");
    if (number == 0) {
      const std::string error = optional_text(response, "_error");
      out.exchange.failure = error.empty() ? "the recording holds no answer" : error;
      json* transient = member(response, "_transient");
      out.exchange.transient = transient != nullptr && transient->is_boolean() && transient->get<bool>();
      return;
    }
    out.exchange.status = static_cast<int>(number);
    for (auto& [name, value] : pairs(response, "response", "headers")) {
      std::transform(name.begin(), name.end(), name.begin(),
                     [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
      out.exchange.headers.emplace_back(std::move(name), std::move(value));
    }
    out.exchange.retry_after_seconds = retry_after_seconds(out.exchange.headers, out.started);
    read_body(object(response, "response", "content"), out);
    json* wire = member(response, "bodySize");
    out.exchange.wire_bytes = wire != nullptr && wire->is_number_integer() && wire->get<std::int64_t>() >= 0
                                  ? wire->get<std::uint64_t>()
                                  : out.exchange.body.size();
  }

  void read_body(json& content, HarEntry& out) const {
    json* body = member(content, "text");
    if (body == nullptr) {
      json* size = member(content, "size");
      out.body_missing = size != nullptr && size->is_number() && size->get<double>() > 0;
      return;
    }
    if (!body->is_string()) wrong("has a response.content.text that is no text");
    const std::string encoding = optional_text(content, "encoding");
    if (encoding.empty()) {
      out.exchange.body = std::move(body->get_ref<std::string&>());
    } else if (encoding == "base64") {
      auto bytes = from_base64(body->get_ref<const std::string&>());
      if (!bytes) wrong("has a response.content.text that is no base64");
      out.exchange.body = std::move(*bytes);
    } else {
      wrong("has a response.content.encoding other than base64");
    }
  }

  const std::filesystem::path& file_;
  std::size_t number_;
};

}  // namespace

std::vector<HarEntry> read_har(const std::filesystem::path& file, std::uint64_t limit) {
  json document;
  try {
    document = json::parse(read_bytes(file, limit));
  } catch (const json::parse_error& fault) {
    unusable(file, "it is not JSON (at byte " + std::to_string(fault.byte) + ")");
  }
  const auto log = document.is_object() ? document.find("log") : document.end();
  if (log == document.end() || !log->is_object()) unusable(file, "it has no log");
  const auto list = log->find("entries");
  if (list == log->end() || !list->is_array()) unusable(file, "it has no log.entries");
  std::vector<HarEntry> entries;
  for (json& entry : *list) entries.push_back(EntryReader(file, entries.size() + 1).read(entry));
  std::stable_sort(entries.begin(), entries.end(),
                   [](const HarEntry& a, const HarEntry& b) { return a.started < b.started; });
  return entries;
}

}  // namespace evigraft
