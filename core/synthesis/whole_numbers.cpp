#include "synthesis/whole_numbers.h"

#include <cmath>
#include <cstdint>

namespace evigraft {

bool mean_of_whole_numbers(const PrintedNumber& mean, double n) {
  const double sum = std::round(mean.value * n);
  return sum >= mean.low() * n - 1e-9 && sum <= mean.high() * n + 1e-9;
}

bool sd_of_whole_numbers(const PrintedNumber& mean, double n, double low, double high) {
  const double first = std::ceil(mean.low() * n - 1e-9), last = mean.high() * n + 1e-9;
  for (std::int64_t step = 0; first + static_cast<double>(step) <= last; ++step) {
    const double sum = first + static_cast<double>(step);
    const double least = (n - 1) * low * low + sum * sum / n;
    const double most = (n - 1) * high * high + sum * sum / n;
    double squares = std::ceil(least - 1e-6);
    if (std::fmod(std::abs(squares - sum), 2) > 0.5) ++squares;
    if (squares <= most + 1e-6) return true;
  }
  return false;
}

}  // namespace evigraft
