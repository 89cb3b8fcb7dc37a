#include "issued.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <vector>

#include "words.h"

namespace evigraft::csljson {
namespace {

using nlohmann::json;

int number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && error == std::errc{} && end == text.data() + text.size() ? value : 0;
}

int number_of(const json& value) {
  if (value.is_number_integer()) {
    const auto whole = value.get<std::int64_t>();
    return whole > 0 && whole < 10000 ? static_cast<int>(whole) : 0;
  }
  return value.is_string() ? number(trimmed(value.get_ref<const std::string&>())) : 0;
}

/// Year, month and day as far as they are a date.
std::vector<int> valid(const std::vector<int>& parts) {
  std::vector<int> out;
  constexpr std::array<int, 12> days = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (parts.empty() || parts[0] < 1000 || parts[0] > 2999) return out;
  out.push_back(parts[0]);
  if (parts.size() < 2 || parts[1] < 1 || parts[1] > 12) return out;
  out.push_back(parts[1]);
  const bool leap = (parts[0] % 4 == 0 && parts[0] % 100 != 0) || parts[0] % 400 == 0;
  if (parts.size() < 3 || parts[2] < 1 || parts[2] > days[static_cast<std::size_t>(parts[1] - 1)]) return out;
  if (parts[1] != 2 || parts[2] < 29 || leap) out.push_back(parts[2]);
  return out;
}

std::vector<int> date_parts(const json& parts) {
  std::vector<int> out;
  if (parts.is_array())
    for (const json& part : parts) out.push_back(number_of(part));
  return valid(out);
}

std::string iso(const std::vector<int>& parts) {
  std::string out;
  for (const int part : parts) out += (out.empty() ? "" : part < 10 ? "-0" : "-") + std::to_string(part);
  return out;
}

Issued from_words(const std::string& words) {
  Issued out;
  std::vector<int> parts;
  for (const std::string& part : split(words, "-/")) parts.push_back(number(part));
  const std::vector<int> date = valid(parts);
  if (!date.empty() && date.size() == parts.size()) {
    out.iso = iso(date);
    out.year = date[0];
    return out;
  }
  out.printed = words;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t at = 0; at < words.size(); ++at) {  // the first run of four digits that is a year
    const std::size_t end = static_cast<std::size_t>(
        std::find_if_not(words.begin() + static_cast<std::ptrdiff_t>(at), words.end(), is_digit) - words.begin());
    if (end - at == 4 && !valid({number(words.substr(at, 4))}).empty()) {
      out.year = number(words.substr(at, 4));
      out.iso = std::to_string(out.year);
      return out;
    }
    at = std::max(at, end);
  }
  return out;
}
}  // namespace

Issued read_issued(const json& date) {
  if (date.is_string()) return from_words(trimmed(date.get_ref<const std::string&>()));
  if (!date.is_object()) return {};
  if (const auto parts = date.find("date-parts"); parts != date.end() && parts->is_array() && !parts->empty()) {
    std::vector<int> from = date_parts(parts->front()), to = date_parts(parts->back());
    if (to.empty()) to = from;
    if (!from.empty()) {
      Issued out{.iso = {}, .printed = from == to ? "" : iso(from) + "/" + iso(to), .year = from[0]};
      const auto shared = std::mismatch(from.begin(), from.end(), to.begin(), to.end()).first;
      from.erase(std::max(shared, from.begin() + 1), from.end());
      out.iso = iso(from);
      return out;
    }
  }
  for (const char* name : {"raw", "literal"})
    if (const auto words = date.find(name); words != date.end() && words->is_string())
      return from_words(trimmed(words->get_ref<const std::string&>()));
  return {};
}

}  // namespace evigraft::csljson
