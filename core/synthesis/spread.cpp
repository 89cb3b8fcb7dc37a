#include "synthesis/spread.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>

#include "synthesis/distributions.h"

namespace evigraft {
namespace {

/// Six significant digits, as people read them.
std::string text(double value) {
  std::array<char, 32> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, 6).ptr;
  return {buffer.data(), end};
}

DerivedSd refused(std::string reason) { return {std::nullopt, {}, std::move(reason)}; }

/// Why this n gives no standard deviation; empty when it does.
std::string refusal_of_n(std::optional<double> n, const std::string& from) {
  if (!n) return "the arm's n is not reported, so " + from + " gives no standard deviation";
  if (!(*n >= 2) || !std::isfinite(*n)) return "an arm of " + text(*n) + " participants has no standard deviation";
  return {};
}

/// Half a unit of the last printed digit.
double rounding(int decimals) { return 0.5 * std::pow(10.0, -decimals); }

}  // namespace

DerivedSd sd_from_se(double se, std::optional<double> n) {
  if (std::string reason = refusal_of_n(n, "its standard error"); !reason.empty()) return refused(std::move(reason));
  if (!(se >= 0) || !std::isfinite(se)) return refused("the standard error is not a number of 0 or more");
  const double sd = se * std::sqrt(*n);
  return {sd, "SD = SE × √n = " + text(se) + " × √" + text(*n) + " = " + text(sd), {}};
}

DerivedSd sd_from_interval(const PrintedInterval& interval, std::optional<double> n) {
  const auto& [mean, lower, upper, level, mean_decimals, interval_decimals] = interval;
  if (std::string reason = refusal_of_n(n, "its confidence interval"); !reason.empty())
    return refused(std::move(reason));
  if (!std::isfinite(mean) || !std::isfinite(lower) || !std::isfinite(upper) || !(lower < upper))
    return refused("the confidence interval does not run from a lower to a higher number");
  if (!(level > 0 && level < 100)) return refused("the level of the confidence interval is not a percentage");
  const double off_centre = std::abs(mean - (lower / 2 + upper / 2));
  const double allowed = rounding(mean_decimals) + rounding(interval_decimals);
  const double arithmetic = 8 * std::numeric_limits<double>::epsilon() * std::max(std::abs(lower), std::abs(upper));
  if (off_centre > allowed + arithmetic)
    return refused("the interval " + text(lower) + " to " + text(upper) + " is not symmetric about the mean " +
                   text(mean) + ", so it is not a plain interval of that mean");
  const double t = t_quantile((100 - level) / 200, static_cast<int>(std::lround(*n)) - 1);
  const double sd = std::sqrt(*n) * (upper - lower) / (2 * t);
  return {sd,
          "SD = √n × (upper − lower) / (2 × t) = √" + text(*n) + " × (" + text(upper) + " − " + text(lower) +
              ") / (2 × " + text(t) + ") = " + text(sd),
          {}};
}

int decimals_of(const std::string& as_printed) {
  std::size_t point = as_printed.find('.');
  std::size_t width = 1;
  if (constexpr std::string_view kMiddleDot = "\u00B7"; point == std::string::npos) {
    point = as_printed.find(kMiddleDot);
    width = kMiddleDot.size();
  }
  if (point == std::string::npos) return 0;
  int digits = 0;
  for (std::size_t i = point + width; i < as_printed.size() && as_printed[i] >= '0' && as_printed[i] <= '9'; ++i)
    ++digits;
  return digits;
}

}  // namespace evigraft
