// cli/text_width.h: how many columns of a terminal a text takes.
#pragma once
#include <algorithm>
#include <string_view>

namespace evigraft::cli {

/// Code points, as an approximation of columns; wide scripts are rare in what is printed.
inline std::size_t text_width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace evigraft::cli
