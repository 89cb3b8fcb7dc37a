#include "publish/number.h"

#include <array>
#include <charconv>
#include <cmath>

namespace evigraft::publish {
namespace {

constexpr const char* kMinus = "−";

std::string with_sign(std::string digits) {
  if (digits.empty() || digits[0] != '-') return digits;
  digits.erase(0, 1);
  return digits.find_first_of("123456789") == std::string::npos ? digits : kMinus + digits;
}

std::string not_finite(double value) {
  if (std::isnan(value)) return "not estimable";
  return value > 0 ? "∞" : std::string(kMinus) + "∞";
}

}  // namespace

std::string fixed(double value, int decimals) {
  if (!std::isfinite(value)) return not_finite(value);
  std::array<char, 512> buffer{};  // a double has at most 309 digits before the point
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
  return with_sign(std::string(buffer.data(), end.ptr));
}

std::string shortest(double value) {
  if (!std::isfinite(value)) return not_finite(value);
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return with_sign(std::string(buffer.data(), end.ptr));
}

std::string significant(double value, int digits) {
  if (!std::isfinite(value)) return not_finite(value);
  if (std::abs(value) >= std::pow(10, digits) && std::abs(value) < 1e7) return fixed(value, 0);
  std::array<char, 64> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, digits);
  std::string text(buffer.data(), end.ptr);
  if (const std::size_t exponent = text.find('e'); exponent != std::string::npos) {
    // "1.23e+09" -> "1.23e9", and with a minus as long as the digits are wide
    std::size_t first = exponent + 1;
    const bool negative = text[first] == '-';
    first = text.find_first_not_of("+-0", first);
    text = text.substr(0, exponent) + "e" + (negative ? kMinus : "") + text.substr(first);
  }
  if (text[0] != '-') return text;
  return text == "-0" ? "0" : kMinus + text.substr(1);
}

std::string p_value(double p) {
  if (std::isnan(p)) return "P not estimable";
  if (p < 0.001) return "P < 0.001";
  return "P = " + fixed(p, p < 0.1 ? 3 : 2);
}

}  // namespace evigraft::publish
