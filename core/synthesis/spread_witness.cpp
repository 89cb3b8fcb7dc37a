#include "synthesis/spread_witness.h"

#include <cmath>

#include "synthesis/distributions.h"
#include "synthesis/spread_words.h"
#include "synthesis/whole_numbers.h"

namespace evigraft {
namespace {

struct Span {
  double low = 0, high = 0;
  [[nodiscard]] bool meets(const Span& other) const { return low <= other.high && other.low <= high; }
};

/// The standard deviations that rounding allows.
Span sd_of(const JudgedValue& value, PrintedSpread reading) {
  const double factor = reading == PrintedSpread::sd ? 1 : std::sqrt(static_cast<double>(*value.n));
  return {std::fmax(0, value.spread.low()) * factor, value.spread.high() * factor};
}

Span width_of(const PrintedPair& pair) { return {pair[1].low() - pair[0].high(), pair[1].high() - pair[0].low()}; }

bool usable(const JudgedValue& value) { return value.n && *value.n >= 2 && value.spread.value > 0; }

/// Adds what `fits` says of the two readings.
template <class Fits>
void hear(std::vector<Witness>& out, const std::string& what, const std::string& whose, Fits fits) {
  const bool sd = fits(PrintedSpread::sd), se = fits(PrintedSpread::se);
  if (sd && se) return;
  if (!sd && !se) {
    out.push_back({std::nullopt, what + " fits " + whose + " neither as SD nor as SE"});
    return;
  }
  const PrintedSpread only = sd ? PrintedSpread::sd : PrintedSpread::se;
  out.push_back({only, what + " fits " + whose + " only as " + name(only)});
}

void hear_range(std::vector<Witness>& out, const JudgedValue& value) {
  const double n = *value.n;
  const Span width = width_of(*value.range);
  const Span possible{width.low / std::sqrt(2 * (n - 1)), width.high / 2 * std::sqrt(n / (n - 1))};
  hear(out, "the range " + shown((*value.range)[0]) + " to " + shown((*value.range)[1]), shown(value.spread),
       [&](PrintedSpread reading) { return sd_of(value, reading).meets(possible); });
}

/// Half of the interval is t or 1.96 standard errors.
bool wide_as(const PrintedPair& interval, const Span& error, int df) {
  const Span width = width_of(interval);
  for (const double quantile : {t_quantile(0.025, df), normal_quantile(0.025)})
    if (Span{2 * quantile * error.low, 2 * quantile * error.high}.meets(width)) return true;
  return false;
}

void hear_interval(std::vector<Witness>& out, const JudgedValue& value) {
  const double root = std::sqrt(static_cast<double>(*value.n));
  hear(out, "the confidence interval " + shown((*value.ci95)[0]) + " to " + shown((*value.ci95)[1]),
       shown(value.spread), [&](PrintedSpread reading) {
         const Span sd = sd_of(value, reading);
         return wide_as(*value.ci95, {sd.low / root, sd.high / root}, *value.n - 1);
       });
}

void hear_difference(std::vector<Witness>& out, const PrintedP& p, const JudgedValue& a, const JudgedValue& b) {
  const double na = *a.n, nb = *b.n;
  const auto pooled = [&](double sa, double sb) {
    const double square = ((na - 1) * sa * sa + (nb - 1) * sb * sb) / (na + nb - 2);
    return std::sqrt(square * (1 / na + 1 / nb));
  };
  const auto separate = [&](double sa, double sb) { return std::sqrt(sa * sa / na + sb * sb / nb); };
  hear(out, "the confidence interval of the difference, " + shown((*p.ci95)[0]) + " to " + shown((*p.ci95)[1]) + ",",
       shown(a.spread) + " and " + shown(b.spread), [&](PrintedSpread reading) {
         const Span sa = sd_of(a, reading), sb = sd_of(b, reading);
         const int df = *a.n + *b.n - 2;
         return wide_as(*p.ci95, {pooled(sa.low, sb.low), pooled(sa.high, sb.high)}, df) ||
                wide_as(*p.ci95, {separate(sa.low, sb.low), separate(sa.high, sb.high)}, df);
       });
}

void hear_granularity(std::vector<Witness>& out, const std::vector<JudgedValue>& values) {
  double by_chance = 1;  // that means of other numbers would all look so
  std::string spreads;
  for (const JudgedValue& value : values) {
    if (!usable(value)) return;
    if (!mean_of_whole_numbers(value.mean, *value.n)) return;
    by_chance *= std::fmin(1, *value.n * std::pow(10.0, -value.mean.decimals));
    spreads += (spreads.empty() ? "" : ", ") + shown(value.spread);
  }
  if (values.empty() || by_chance > 0.01) return;
  hear(out, "the granularity of the means, whole numbers over n,", spreads, [&](PrintedSpread reading) {
    for (const JudgedValue& value : values) {
      const Span sd = sd_of(value, reading);
      if (!sd_of_whole_numbers(value.mean, *value.n, sd.low, sd.high)) return false;
    }
    return true;
  });
}

}  // namespace

std::vector<Witness> witnesses(const SpreadQuestion& question) {
  std::vector<Witness> out;
  for (const JudgedValue& value : question.values) {
    if (!usable(value)) continue;
    if (value.range) hear_range(out, value);
    if (value.ci95) hear_interval(out, value);
  }
  if (!question.within_person)
    for (const PrintedP& p : question.p_values) {
      if (!p.ci95 || p.values.size() != 2) continue;
      const JudgedValue &a = question.values[p.values[0]], &b = question.values[p.values[1]];
      if (usable(a) && usable(b)) hear_difference(out, p, a, b);
    }
  hear_granularity(out, question.values);
  return out;
}

}  // namespace evigraft
