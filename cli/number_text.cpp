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

std::string shown_finely(double value) {
  if (std::isnan(value)) return "n/a";
  if (std::isinf(value)) return value > 0 ? "Inf" : "-Inf";
  const double size = std::abs(value);
  std::array<char, 40> text{};
  const char* format = value == 0 || (size >= 0.0005 && size < 1e7) ? "%.3f" : "%.2e";
  const int length = std::snprintf(text.data(), text.size(), format, value);
  return {text.data(), static_cast<std::size_t>(length)};
}

std::string exact_text(double value) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return {digits.data(), end};
}

std::string shown_p(double p) {
  if (std::isnan(p)) return "n/a";
  if (p < 0.001) return "< 0.001";
  std::array<char, 40> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.3f", p);
  return {text.data(), static_cast<std::size_t>(size)};
}

std::string shown_percent(double level) { return exact_text(level) + "%"; }

}  // namespace evigraft::cli
