#include "source/secrets.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace evigraft {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (lower(c) >= 'a' && lower(c) <= 'f') return lower(c) - 'a' + 10;
  return -1;
}

struct Spelled {
  char letter = 0;
  std::size_t length = 1;
};

/// The letter at `at` in `text` as some escaping of it may stand for: "%2B", "&amp;", "&#39;", "\/", "\u002b", "+".
/// Up to two readings: as it is, and unescaped.
std::array<Spelled, 2> spellings(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  std::array<Spelled, 2> out{Spelled{rest[0], 1}, Spelled{rest[0], 1}};
  if (rest[0] == '%' && rest.size() >= 3 && hex(rest[1]) >= 0 && hex(rest[2]) >= 0)
    out[1] = {static_cast<char>(hex(rest[1]) * 16 + hex(rest[2])), 3};
  if (rest[0] == '+') out[1] = {' ', 1};
  if (rest.starts_with("\\u00") && rest.size() >= 6 && hex(rest[4]) >= 0 && hex(rest[5]) >= 0)
    out[1] = {static_cast<char>(hex(rest[4]) * 16 + hex(rest[5])), 6};
  else if (rest[0] == '\\' && rest.size() >= 2)
    out[1] = {rest[1], 2};
  static constexpr std::array<std::pair<std::string_view, char>, 6> entities{
      {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&#39;", '\''}}};
  for (const auto& [name, letter] : entities)
    if (rest.starts_with(name)) out[1] = {letter, name.size()};
  return out;
}

/// Bytes of `text` from `at` that spell `value`, or 0. Each letter may stand as it is or escaped ('&' of a value is
/// "&" or "&amp;"), so the places where the next letter may begin are carried along, the furthest one last.
std::size_t spelled_length(std::string_view text, std::size_t at, std::string_view value) {
  std::vector<std::size_t> places = {at}, next;
  for (const char wanted : value) {
    next.clear();
    for (const std::size_t place : places) {
      if (place >= text.size()) continue;
      for (const Spelled& reading : spellings(text, place))
        if (reading.letter == wanted) next.push_back(place + reading.length);
    }
    if (next.empty()) return 0;
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    places.swap(next);
  }
  return places.back() - at;
}

}  // namespace

bool mask_secrets(std::string& text, const Secrets& secrets) {
  bool masked = false;
  Secrets longest_first = secrets;
  std::sort(longest_first.begin(), longest_first.end(),
            [](const auto& a, const auto& b) { return a.second.size() > b.second.size(); });
  for (const auto& [name, value] : longest_first) {
    if (value.empty()) continue;
    const std::string shown = "${" + name + "}";
    // An escape begins with one of these; the value's own first letter as it is. Everything else is skipped fast.
    const std::string starts = std::string("%&\\+") + value.front();
    std::string out;
    std::size_t copied = 0;
    for (std::size_t at = text.find_first_of(starts); at != std::string::npos; at = text.find_first_of(starts, at)) {
      const std::size_t length = spelled_length(text, at, value);
      if (length == 0) {
        ++at;
        continue;
      }
      out.append(text, copied, at - copied);
      out += shown;
      at += length;
      copied = at;
      masked = true;
    }
    if (copied > 0) text = out.append(text, copied, std::string::npos);
  }
  return masked;
}

}  // namespace evigraft
