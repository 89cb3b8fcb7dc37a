#include "cli/number_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace evigraft::cli {

std::string shown(double value) {
  if (std::isnan(value)) return "n/a";
  std::array<char, 40> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.2f", value);
  return {text.data(), static_cast<std::size_t>(size)};
}

std::string shown_p(double p) {
  if (std::isnan(p)) return "n/a";
  if (p < 0.001) return "< 0.001";
  std::array<char, 40> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.3f", p);
  return {text.data(), static_cast<std::size_t>(size)};
}

std::string shown_percent(double level) {
  std::array<char, 40> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), level).ptr;
  return std::string(text.data(), end) + "%";
}

}  // namespace evigraft::cli
