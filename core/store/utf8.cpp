#include "store/utf8.h"

#include <cstddef>

namespace evigraft {
namespace {

/// Length of the valid sequence at the start of `text` (Unicode 15, table 3-7); 0 when there is none.
std::size_t valid_sequence(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto within = [](unsigned value, unsigned low, unsigned high) { return value >= low && value <= high; };
  const unsigned first = byte(0);
  if (within(first, 0x01, 0x7F)) return 1;
  const auto tail = [&](std::size_t i) { return within(byte(i), 0x80, 0xBF); };
  if (within(first, 0xC2, 0xDF)) return tail(1) ? 2 : 0;
  if (within(first, 0xE0, 0xEF)) {
    const unsigned low = first == 0xE0 ? 0xA0 : 0x80, high = first == 0xED ? 0x9F : 0xBF;
    return within(byte(1), low, high) && tail(2) ? 3 : 0;
  }
  if (within(first, 0xF0, 0xF4)) {
    const unsigned low = first == 0xF0 ? 0x90 : 0x80, high = first == 0xF4 ? 0x8F : 0xBF;
    return within(byte(1), low, high) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::string clean_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && text[plain] != 0 && static_cast<unsigned char>(text[plain]) < 0x80) ++plain;
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    const std::size_t size = valid_sequence(text);
    out.append(size > 0 ? text.substr(0, size) : std::string_view("\xEF\xBF\xBD"));
    text.remove_prefix(size > 0 ? size : 1);
  }
  return out;
}

}  // namespace evigraft
