// evigraft/plain_text.h: inline markup of titles and abstracts to plain text, with nothing lost.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace evigraft {

namespace neck {
/// Length of the tag that begins at markup[0] == '<', or 0 when it is text: "p < 0.05", "n<a and b>c".
inline std::size_t tag_length(std::string_view markup) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const std::size_t close = markup.find_first_of("<>", 1);
  if (close == std::string_view::npos || markup[close] != '>') return 0;
  std::string_view inside = markup.substr(1, close - 1);
  if (inside.starts_with('/')) inside.remove_prefix(1);
  if (inside.ends_with('/')) inside.remove_suffix(1);
  if (inside.empty() || !letter(inside.front())) return 0;
  std::size_t name = 0;
  while (name < inside.size() && (letter(inside[name]) || (inside[name] >= '0' && inside[name] <= '9') ||
                                  inside[name] == ':' || inside[name] == '-'))
    ++name;
  const std::string_view rest = inside.substr(name);
  const bool attributes = rest.find('=') != std::string_view::npos;
  const bool blank = rest.find_first_not_of(" \t\r\n") == std::string_view::npos;
  return blank || (attributes && rest.find_first_of(" \t\r\n") == 0) ? close + 1 : 0;
}

inline void append_utf8(std::string& out, std::uint32_t point) {
  const auto byte = [&out](std::uint32_t value) { out += static_cast<char>(static_cast<unsigned char>(value)); };
  if (point < 0x80) {
    byte(point);
  } else if (point < 0x800) {
    byte(0xC0 | (point >> 6));
    byte(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    byte(0xE0 | (point >> 12));
    byte(0x80 | ((point >> 6) & 0x3F));
    byte(0x80 | (point & 0x3F));
  } else {
    byte(0xF0 | (point >> 18));
    byte(0x80 | ((point >> 12) & 0x3F));
    byte(0x80 | ((point >> 6) & 0x3F));
    byte(0x80 | (point & 0x3F));
  }
}

/// Decodes the character reference that begins at markup[0] == '&' (XML's five, decimal, hexadecimal) into `out`;
/// its length, or 0 when it is text.
inline std::size_t decode_reference(std::string_view markup, std::string& out) {
  static constexpr std::array<std::pair<std::string_view, char>, 5> named{
      {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}}};
  for (const auto& [name, letter] : named)
    if (markup.starts_with(name)) {
      out += letter;
      return name.size();
    }
  if (!markup.starts_with("&#")) return 0;
  const bool hexadecimal = markup.size() > 2 && (markup[2] == 'x' || markup[2] == 'X');
  const std::uint32_t base = hexadecimal ? 16 : 10;
  const std::size_t first = hexadecimal ? 3 : 2;
  std::uint32_t point = 0;
  for (std::size_t i = first; i < markup.size(); ++i) {
    const char c = markup[i];
    std::uint32_t digit = 99;
    if (c >= '0' && c <= '9') digit = static_cast<std::uint32_t>(c - '0');
    if (c >= 'a' && c <= 'f') digit = static_cast<std::uint32_t>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') digit = static_cast<std::uint32_t>(c - 'A') + 10;
    if (c == ';' && i > first) {
      if (point == 0 || (point >= 0xD800 && point <= 0xDFFF)) return 0;
      append_utf8(out, point);
      return i + 1;
    }
    if (digit >= base) return 0;
    point = point * base + digit;
    if (point > 0x10FFFF) return 0;
  }
  return 0;
}
}  // namespace neck

/// Markup out, character references decoded, nothing else lost or added: "CO<sub>2</sub> &lt; 5" becomes "CO2 < 5".
inline std::string plain_text(std::string_view markup) {
  std::string out;
  out.reserve(markup.size());
  for (std::size_t i = 0; i < markup.size();) {
    std::size_t taken = 0;
    if (markup[i] == '<') taken = neck::tag_length(markup.substr(i));
    if (markup[i] == '&') taken = neck::decode_reference(markup.substr(i), out);
    if (taken == 0) {
      out += markup[i];
      taken = 1;
    }
    i += taken;
  }
  return out;
}

}  // namespace evigraft
