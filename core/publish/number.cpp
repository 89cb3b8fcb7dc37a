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

std::string p_value(double p) {
  if (std::isnan(p)) return "P not estimable";
  if (p < 0.001) return "P < 0.001";
  return "P = " + fixed(p, p < 0.1 ? 3 : 2);
}

}  // namespace evigraft::publish
