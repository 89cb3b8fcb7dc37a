// Rules about estimates with their intervals, errors and P values.
#include <algorithm>
#include <array>
#include <cmath>

#include "synthesis/distributions.h"
#include "synthesis/input_rules.h"
#include "synthesis/spread_words.h"

namespace evigraft {
namespace {

struct Span {
  double low = 0, high = 0;
};

/// What a number may be on a scale; the logarithm of what may be 0 has no lower end.
Span on_scale(const TypedNumber& number, bool log) {
  if (!log) return {number.low(), number.high()};
  return {number.low() > 0 ? std::log(number.low()) : -HUGE_VAL, std::log(number.high())};
}

/// How far an interval is from lying evenly about its estimate, whatever rounding hides.
struct Evenness {
  double gap = 0;   ///< least |upper + lower - 2 estimate|, as a share of the width; 0: even within rounding
  double blur = 0;  ///< what rounding may hide, as a share of the width
  double ratio() const { return (1 + gap) / (1 - gap); }  ///< of the longer half to the shorter
};

Evenness evenness(const AuditedEstimate& given, bool log) {
  const Span estimate = on_scale(*given.estimate, log), lower = on_scale(*given.lower, log),
             upper = on_scale(*given.upper, log);
  const double width =
      log ? std::log(given.upper->value / given.lower->value) : given.upper->value - given.lower->value;
  const double least = upper.low + lower.low - 2 * estimate.high, most = upper.high + lower.high - 2 * estimate.low;
  const double far = std::max({0.0, least, -most});
  const double arithmetic = 1e-9 * (std::abs(upper.high) + std::abs(estimate.high) + width);
  return {std::isfinite(far) && far > arithmetic ? std::min(far / width, 0.999) : 0, (most - least) / width};
}

std::string interval_words(const AuditedEstimate& given) {
  return words(*given.estimate) + " (" + words(*given.lower) + " to " + words(*given.upper) + ")";
}

std::vector<std::string> interval_columns(const AuditedEstimate& given) {
  return {given.estimate->column, given.lower->column, given.upper->column};
}

bool has_interval(const AuditedEstimate& given) { return given.estimate && given.lower && given.upper; }

/// False where the row says no more about its interval.
bool check_order(const AuditedRow& row, std::size_t at, Findings& out) {
  const AuditedEstimate& given = row.estimate;
  if (!has_interval(given)) return false;
  if (given.lower->low() > given.estimate->high() || given.upper->high() < given.estimate->low()) {
    out.push_back({"interval_order",
                   {at},
                   interval_columns(given),
                   row.name + ": the estimate " + words(*given.estimate) + " lies outside its interval, " +
                       words(*given.lower) + " to " + words(*given.upper) + ".",
                   Sureness::certain});
    return false;
  }
  return given.upper->value > given.lower->value;
}

/// Even on the identity scale, uneven on its own: the difference of two means under the name of a ratio.
bool check_difference_as_ratio(const AuditedRow& row, std::size_t at, Findings& out) {
  const AuditedEstimate& given = row.estimate;
  if (given.scale != EstimateScale::ratio || !(given.lower->low() > 0)) return false;
  const Evenness plain = evenness(given, false), log = evenness(given, true);
  // Few digits may look even on either scale.
  constexpr double kBlur = 0.05, kBeyond = 0.01;
  if (plain.gap > 0 || plain.blur > kBlur || log.gap < kBeyond) return false;
  const double low = std::log(given.estimate->value / given.lower->value),
               high = std::log(given.upper->value / given.estimate->value);
  out.push_back({"ratio_is_difference",
                 {at},
                 interval_columns(given),
                 row.name + ": " + given.measure + " " + interval_words(given) +
                     " lies in the middle of its interval, as a difference does; the logarithms of a ratio would, and "
                     "these are " +
                     words(low) + " below and " + words(high) + " above. A difference printed as a ratio?",
                 log.gap > 0.1 || given.estimate->value > 10 ? Sureness::likely : Sureness::possible});
  return true;
}

/// What methods other than estimate ± quantile × error leave uneven: exact and likelihood intervals of ratios,
/// intervals of standardised differences by the noncentral t distribution.
double tolerated(EstimateScale scale) {
  switch (scale) {
    case EstimateScale::difference:
      return 0.01;
    case EstimateScale::standardised:
      return 0.07;
    default:
      return 0.05;
  }
}

bool check_evenness(const AuditedRow& row, std::size_t at, Findings& out) {
  const AuditedEstimate& given = row.estimate;
  // Intervals of shares and the like come of transformations that only their own scale would show.
  if (given.scale == EstimateScale::none) return false;
  const bool log = given.scale == EstimateScale::ratio;
  if (log && !(given.lower->high() > 0 && given.estimate->low() > 0)) return false;
  if (log && !(given.lower->value > 0)) return false;
  const Evenness own = evenness(given, log);
  if (own.gap <= tolerated(given.scale)) return false;
  const double large = given.scale == EstimateScale::difference ? 0.1 : 0.2;
  out.push_back({"interval_asymmetric",
                 {at},
                 interval_columns(given),
                 row.name + ": the interval of " + (given.measure.empty() ? "" : given.measure + " ") +
                     interval_words(given) + " is not symmetric " + (log ? "on the log scale" : "about the estimate") +
                     ": one half is at least " + words(own.ratio()) +
                     " times the other, rounding allowed for. A misprint, or an interval of another "
                     "kind?",
                 own.gap > large ? Sureness::likely : Sureness::possible});
  return true;
}

/// Half the width of the interval over the quantile, on the scale of logarithms for ratios.
std::optional<double> error_of(const AuditedEstimate& given) {
  const bool log = given.scale == EstimateScale::ratio;
  if (has_interval(given) && (!log || given.lower->value > 0)) {
    const double width =
        log ? std::log(given.upper->value / given.lower->value) : given.upper->value - given.lower->value;
    return width / 2 / normal_quantile((100 - given.level) / 200);
  }
  if (given.scale == EstimateScale::ratio) return std::nullopt;
  if (given.se) return given.se->value;
  if (given.variance && given.variance->value >= 0) return std::sqrt(given.variance->value);
  return std::nullopt;
}

void check_size_of_ratio(const AuditedRow& row, std::size_t at, Findings& out) {
  const AuditedEstimate& given = row.estimate;
  const bool log = given.scale == EstimateScale::log_ratio;
  if ((!log && given.scale != EstimateScale::ratio) || !given.estimate) return;
  if (!log && !(given.estimate->value > 0)) return;
  // The nearest to 1 that rounds to it: 0.01 may be 0.015.
  const TypedNumber& number = *given.estimate;
  const double size = log ? number.value : std::log(number.value > 1 ? number.low() : number.high());
  const auto error = error_of(given);
  // Sparse tables give such ratios with errors of 1 and more; no table gives exp(10).
  constexpr double kLarge = 4.6, kPrecise = 0.5, kAbsurd = 10;
  if (std::abs(size) < kLarge || (error && *error > kPrecise && std::abs(size) < kAbsurd)) return;
  const std::string figure =
      log ? "exp(" + words(*given.estimate) + ") = " + words(std::exp(number.value)) : words(*given.estimate);
  out.push_back({"ratio_implausible",
                 {at},
                 {given.estimate->column},
                 row.name + ": " + (given.measure.empty() ? "a ratio" : given.measure) + " of " + figure +
                     (error ? " with a standard error of " + words(*error) + " on the log scale" : "") +
                     " is beyond what trials show. A slipped decimal point, a difference, or a number that is " +
                     (log ? "not a logarithm?" : "a logarithm?"),
                 std::abs(size) > kAbsurd ? Sureness::likely : Sureness::possible});
}

std::string p_words(const AuditedP& p) {
  return std::string("P ") + (p.relation == '=' ? "=" : std::string(1, p.relation)) + " " + words(p.p);
}

/// The |z| whose two-sided P is p.
double z_of(double p) { return normal_quantile(std::clamp(p, 1e-300, 1.0) / 2); }

/// |z| of estimate over error: what rounding allows, and where `df_from` is given, what a t distribution with so many
/// degrees of freedom or more makes of it.
Span z_of_interval(const AuditedEstimate& given, std::optional<int> df_from) {
  const bool log = given.scale == EstimateScale::ratio;
  const Span estimate = on_scale(*given.estimate, log), lower = on_scale(*given.lower, log),
             upper = on_scale(*given.upper, log);
  const double tail = (100 - given.level) / 200;
  const double least = estimate.low > 0 ? estimate.low : estimate.high < 0 ? -estimate.high : 0;
  const double most = std::max(std::abs(estimate.low), std::abs(estimate.high));
  const double narrow = std::max((upper.low - lower.high) / 2, 1e-300), wide = (upper.high - lower.low) / 2;
  const Span quantiles{least / wide, most / narrow};  // in units of the quantile of the interval
  const double z = normal_quantile(tail);
  Span out{quantiles.low * z, quantiles.high * z};
  if (df_from) {
    const double t = t_quantile(tail, *df_from);
    for (const double times : {quantiles.low, quantiles.high}) {
      const double as_z = z_of(two_sided_p(times * t, df_from));
      out.low = std::min(out.low, as_z);
      out.high = std::max(out.high, as_z);
    }
  }
  return out;
}

Span z_of_error(const AuditedEstimate& given) {
  const double error = *error_of(given);
  const double half = given.se ? (given.se->high() - given.se->low()) / 2 : 0;
  const double least =
      std::max(0.0, std::abs(given.estimate->value) - (given.estimate->high() - given.estimate->value));
  const double most = std::abs(given.estimate->value) + (given.estimate->high() - given.estimate->value);
  return {least / (error + half), most / std::max(error - half, 1e-300)};
}

void check_p(const AuditedRow& row, std::size_t at, bool interval_sound, Findings& out) {
  const AuditedEstimate& given = row.estimate;
  if (!given.p || !given.estimate || given.scale == EstimateScale::none) return;
  const bool by_interval = interval_sound && has_interval(given);
  if (!by_interval && (has_interval(given) || !error_of(given) || !(*error_of(given) > 0))) return;
  if (by_interval && given.scale == EstimateScale::ratio && !(given.lower->low() > 0)) return;
  // Of t tests with few degrees of freedom no more is known than that both figures come of the same one.
  const Span z = by_interval ? z_of_interval(given, 4) : z_of_error(given);
  const AuditedP& p = *given.p;
  Span printed{z_of(std::min(1.0, p.p.high())), p.p.low() > 0 ? z_of(p.p.low()) : HUGE_VAL};
  if (p.relation == '<') printed = {printed.low, HUGE_VAL};
  if (p.relation == '>') printed = {0, z_of(std::max(p.p.low(), 1e-300))};
  const double gap = std::max({0.0, z.low - printed.high, printed.low - z.high});
  const double z_level = normal_quantile((100 - given.level) / 200);
  // Other tests than the one behind the interval move |z| by a few tenths; across the level that already says another
  // thing.
  const bool verdicts_differ =
      (z.low > z_level && printed.high < z_level) || (z.high < z_level && printed.low > z_level);
  if (gap <= (verdicts_differ ? 0.5 : 1.0)) return;
  std::vector<std::string> columns = {p.p.column, given.estimate->column};
  std::string source;
  if (by_interval) {
    columns.push_back(given.lower->column);
    columns.push_back(given.upper->column);
    source = interval_words(given);
  } else {
    const TypedNumber& error = given.se ? *given.se : *given.variance;
    columns.push_back(error.column);
    source = words(*given.estimate) + (given.se ? " with a standard error of " : " with a variance of ") + words(error);
  }
  out.push_back({"p_contradicts",
                 {at},
                 columns,
                 row.name + ": " + p_words(p) + " does not belong to " + source + ", from which P is about " +
                     shown_p(two_sided_p((z.low + std::min(z.high, z.low + 40)) / 2, std::nullopt), 2) + ".",
                 gap > 1.5 ? Sureness::likely : Sureness::possible});
}

}  // namespace

void check_estimate(const AuditedRow& row, std::size_t at, Findings& out) {
  const AuditedEstimate& given = row.estimate;
  if (given.scale == EstimateScale::ratio)
    for (const auto* number : {&given.estimate, &given.lower, &given.upper})
      if (*number && (*number)->high() < 0) {
        out.push_back({"ratio_not_positive",
                       {at},
                       {(*number)->column},
                       row.name + ": " + words(**number) + " cannot belong to " +
                           (given.measure.empty() ? "a ratio" : given.measure) +
                           ", which is above 0. A difference, or a logarithm?",
                       Sureness::certain});
        return;
      }
  bool sound = check_order(row, at, out);
  if (has_interval(given) && !sound) return;
  bool explained = false;
  if (sound) {
    explained = check_difference_as_ratio(row, at, out);
    sound = !explained && !check_evenness(row, at, out);
  }
  if (!explained) check_size_of_ratio(row, at, out);
  check_p(row, at, sound, out);
}

}  // namespace evigraft
