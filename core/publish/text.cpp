#include "publish/text.h"

#include <cstdint>

namespace evigraft::publish {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::string_view kReplacementBytes = "\xEF\xBF\xBD";

// The Unicode Standard, table 3-7: lengths, and the narrower second bytes after E0, ED, F0 and F4.
CodePoint next(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> unsigned { return static_cast<unsigned char>(text[i]); };
  const CodePoint broken{kReplacement, text.substr(at, 1)};
  const unsigned first = byte(at);
  if (first < 0x80) return {first, text.substr(at, 1)};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return broken;
  char32_t value = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return broken;
    value = (value << 6) | (byte(at + i) & 0x3F);
  }
  const char32_t least = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80;
  if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return broken;
  return {value, text.substr(at, length)};
}

bool is_dropped(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  const bool not_a_character = (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
  return control || bidi || not_a_character;
}

}  // namespace

std::vector<CodePoint> code_points(std::string_view text) {
  std::vector<CodePoint> points;
  for (std::size_t at = 0; at < text.size(); at += points.back().bytes.size()) points.push_back(next(text, at));
  return points;
}

std::string clean(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = next(text, at);
    at += point.bytes.size();
    if (point.value == '\r' || point.value == '\t')
      out += ' ';
    else if (point.value == kReplacement)
      out += kReplacementBytes;
    else if (point.value == '\n' || !is_dropped(point.value))
      out += point.bytes;
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : clean(text)) switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  return out;
}

std::string shortened(std::string_view text, std::size_t columns) {
  std::string whole = clean(text);
  const std::vector<CodePoint> points = code_points(whole);
  if (points.size() <= columns) return whole;
  std::string out;
  for (std::size_t i = 0; i + 1 < columns; ++i) out += points[i].bytes;
  return out + "…";
}

}  // namespace evigraft::publish
