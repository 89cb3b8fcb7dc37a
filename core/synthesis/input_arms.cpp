// Rules about one arm's mean, spread and size.
#include <cmath>

#include "synthesis/input_rules.h"
#include "synthesis/whole_numbers.h"

namespace evigraft {
namespace {

bool whole(const TypedNumber& number) { return std::abs(number.value - std::round(number.value)) < 1e-9; }

void check_size(const AuditedRow& row, std::size_t at, const TypedNumber& n, Findings& out) {
  if (whole(n)) return;
  out.push_back({"n_not_whole",
                 {at},
                 {n.column},
                 row.name + ": " + words(n) +
                     " is no number of participants or events. A control group shared by two rows "
                     "may be halved; else another column has slipped in.",
                 Sureness::possible});
}

struct Bounds {
  double low = 0, high = 0;
  std::string words, source;
  Sureness sure = Sureness::certain;
  std::vector<std::string> columns;
};

/// Bhatia & Davis (2000), Am Math Mon 107:353-357: the variance of values between a and b with mean m is at most
/// (m - a)(b - m); with the divisor n - 1 of a sample times n/(n - 1). The mean that rounding allows and that bounds
/// least.
std::optional<double> largest_sd(const TypedNumber& mean, double n, double a, double b) {
  const double middle = a / 2 + b / 2;
  const double m = mean.low() > middle ? mean.low() : mean.high() < middle ? mean.high() : middle;
  if (!(m >= a && m <= b)) return std::nullopt;
  return std::sqrt((m - a) * (b - m) * n / (n - 1));
}

void check_range(const AuditedRow& row, std::size_t at, const AuditedArm& arm, Findings& out) {
  if (!arm.minimum || !arm.maximum) return;
  const TypedNumber &low = *arm.minimum, &high = *arm.maximum;
  const std::string range = "the range " + words(low) + " to " + words(high);
  if (arm.mean && (arm.mean->high() < low.low() || arm.mean->low() > high.high())) {
    out.push_back({"mean_outside_range",
                   {at},
                   {arm.mean->column, low.column, high.column},
                   row.name + ": the mean " + words(*arm.mean) + " lies outside " + range + ".",
                   Sureness::certain});
    return;
  }
  if (arm.spread_is_se || !arm.spread || !arm.n || !(arm.n->value >= 2)) return;
  const double n = arm.n->value;
  const double least = std::max(0.0, high.low() - low.high()) / std::sqrt(2 * (n - 1));
  double most = (high.high() - low.low()) / 2 * std::sqrt(n / (n - 1));
  if (arm.mean)
    if (const auto by_mean = largest_sd(*arm.mean, n, low.low(), high.high())) most = std::min(most, *by_mean);
  const bool too_small = arm.spread->high()<least*(1 - 1e-9), too_large = arm.spread->low()> most * (1 + 1e-9);
  if (!too_small && !too_large) return;
  out.push_back({"sd_beyond_range",
                 {at},
                 {arm.spread->column, low.column, high.column, arm.n->column},
                 row.name + ": " + words(*arm.spread) + " cannot be the SD of " + words(*arm.n) + " values with " +
                     range + ", whose SD is " +
                     (too_small ? "at least " + words(least) + ". A standard error?" : "at most " + words(most) + "."),
                 Sureness::certain});
}

void check_percent(const AuditedRow& row, std::size_t at, const AuditedArm& arm, Findings& out) {
  if (!row.percent || arm.spread_is_se || !arm.mean || !arm.spread) return;
  const double n = arm.n && arm.n->value >= 2 ? arm.n->value : 2;
  const auto most = largest_sd(*arm.mean, n, 0, 100);
  if (!most || arm.spread->low() <= *most * (1 + 1e-9)) return;
  out.push_back({"sd_beyond_range",
                 {at},
                 {arm.mean->column, arm.spread->column},
                 row.name + ": percentages between 0 and 100 with a mean of " + words(*arm.mean) +
                     " have an SD of at most " + words(*most) + ", not " + words(*arm.spread) + ".",
                 Sureness::likely});
}

void check_granularity(const AuditedRow& row, std::size_t at, const AuditedArm& arm, Findings& out) {
  if (!row.whole_numbers || !arm.mean || !arm.n || !whole(*arm.n) || !(arm.n->value >= 2)) return;
  const double n = arm.n->value;
  if (n >= std::pow(10.0, arm.mean->decimals)) return;  // every mean with so few digits can be had
  if (!mean_of_whole_numbers(*arm.mean, n)) {
    out.push_back({"mean_granularity",
                   {at},
                   {arm.mean->column, arm.n->column},
                   row.name + ": no " + words(*arm.n) + " whole numbers have the mean " + words(*arm.mean) +
                       "; the nearest are " +
                       words({{std::floor(arm.mean->value * n) / n, arm.mean->decimals + 1}, ""}) + " and " +
                       words({{std::ceil(arm.mean->value * n) / n, arm.mean->decimals + 1}, ""}) + ".",
                   Sureness::certain});
    return;
  }
  if (arm.spread_is_se || !arm.spread || !(arm.spread->value > 0)) return;
  if (sd_of_whole_numbers(*arm.mean, n, std::fmax(0, arm.spread->low()), arm.spread->high())) return;
  out.push_back({"sd_granularity",
                 {at},
                 {arm.spread->column, arm.mean->column, arm.n->column},
                 row.name + ": no " + words(*arm.n) + " whole numbers with the mean " + words(*arm.mean) +
                     " have the SD " + words(*arm.spread) + ".",
                 Sureness::likely});
}

}  // namespace

void check_arms(const AuditedRow& row, std::size_t at, Findings& out) {
  for (const AuditedArm& arm : row.arms) {
    if (arm.n) check_size(row, at, *arm.n, out);
    if (arm.spread && arm.spread->value == 0 && (!arm.n || arm.n->value > 1)) {
      out.push_back({"sd_zero",
                     {at},
                     {arm.spread->column},
                     row.name + ": a spread of " + words(*arm.spread) + " says that " +
                         (arm.n ? words(*arm.n) : "all") +
                         " participants had the same value. Missing, or rounded away?",
                     row.whole_numbers ? Sureness::possible : Sureness::likely});
      continue;
    }
    check_range(row, at, arm, out);
    check_percent(row, at, arm, out);
    check_granularity(row, at, arm, out);
  }
  for (const TypedNumber& count : row.counts) check_size(row, at, count, out);
}

}  // namespace evigraft
