#include "source/base64.h"

#include <cstdint>

namespace evigraft {
namespace {
constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
}

std::string to_base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view group = bytes.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t j = 0; j < 3; ++j)
      bits = bits << 8 | (j < group.size() ? static_cast<unsigned char>(group[j]) : 0u);
    for (std::size_t j = 0; j < 4; ++j) out += j <= group.size() ? kAlphabet[bits >> (18 - 6 * j) & 63] : '=';
  }
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  int letters = 0, padding = 0;
  for (const char letter : text) {
    if (letter == '\n' || letter == '\r') continue;
    if (letter == '=') {
      ++padding;
      continue;
    }
    const std::size_t value = kAlphabet.find(letter);
    if (value == std::string_view::npos || padding > 0) return {};
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    if (++letters % 4 == 0)
      for (int shift = 16; shift >= 0; shift -= 8) out += static_cast<char>(bits >> shift & 255);
  }
  const int rest = letters % 4;
  if (rest == 1 || (rest == 0 ? padding : rest + padding - 4) != 0) return {};
  if (rest >= 2) out += static_cast<char>(bits << (24 - 6 * rest) >> 16 & 255);
  if (rest == 3) out += static_cast<char>(bits << 6 >> 8 & 255);
  return out;
}

}  // namespace evigraft
