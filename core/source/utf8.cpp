#include "source/utf8.h"

#include <cstddef>

namespace evigraft {
namespace {

/// Length of the well-formed sequence at the front (Unicode 15, table 3-7), or 0.
std::size_t well_formed(std::string_view text) {
  const auto at = [text](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto between = [&at](std::size_t i, unsigned low, unsigned high) { return at(i) >= low && at(i) <= high; };
  const auto tail = [&between](std::size_t i) { return between(i, 0x80, 0xBF); };
  const unsigned lead = at(0);
  if (lead > 0 && lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool second = lead == 0xE0 ? between(1, 0xA0, 0xBF) : lead == 0xED ? between(1, 0x80, 0x9F) : tail(1);
    return second && tail(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool second = lead == 0xF0 ? between(1, 0x90, 0xBF) : lead == 0xF4 ? between(1, 0x80, 0x8F) : tail(1);
    return second && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::string repair_utf8(std::string_view text, bool& repaired) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = well_formed(text);
    if (length == 0) {
      repaired = true;
      out += "\xEF\xBF\xBD";
      text.remove_prefix(1);
    } else {
      out.append(text.substr(0, length));
      text.remove_prefix(length);
    }
  }
  return out;
}

}  // namespace evigraft
