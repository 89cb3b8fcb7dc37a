// Rules that compare the rows of a table with each other: units of means and spreads, and SDs among which one looks
// like a standard error.
#include <algorithm>
#include <cmath>

#include "synthesis/input_rules.h"

namespace evigraft {
namespace {

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// Middle and width of most of the values, whatever a few of them are; a normal sample's SD is about `width`.
struct Centre {
  double middle = 0, width = 0;
};

Centre centre_of(const std::vector<double>& values) {
  Centre out{median(values), 0};
  std::vector<double> away;
  away.reserve(values.size());
  for (const double value : values) away.push_back(std::abs(value - out.middle));
  out.width = 1.4826 * median(away);
  return out;
}

bool complete(const AuditedArm& arm) { return arm.mean && arm.spread && arm.spread->value > 0; }

/// Log of spread over mean, averaged over the arms; none where a mean is not positive.
std::optional<double> log_variation(const AuditedRow& row) {
  double sum = 0;
  for (const AuditedArm& arm : row.arms) {
    if (!complete(arm) || !(arm.mean->value > 0)) return std::nullopt;
    sum += std::log(arm.spread->value / arm.mean->value);
  }
  return row.arms.empty() ? std::nullopt : std::optional(sum / static_cast<double>(row.arms.size()));
}

/// Spreads that times 100 would be ordinary beside means of 10 to 100, and as they stand are hardly any spread at all.
bool may_be_fractions(const AuditedRow& row) {
  for (const AuditedArm& arm : row.arms) {
    if (!complete(arm)) return false;
    const double mean = arm.mean->value, spread = arm.spread->value;
    if (!(mean >= 10 && mean <= 100) || !(spread < 1 && spread < 0.02 * mean && spread > 0.0002 * mean)) return false;
    if (100 * spread > 1.2 * std::sqrt(mean * (100 - mean)) + 1e-9) return false;  // Bhatia & Davis (2000)
    // Standard errors of many are small too.
    if (arm.n && arm.n->value > 0 && spread * std::sqrt(arm.n->value) > 0.05 * mean) return false;
  }
  return !row.arms.empty();
}

/// Two means further apart than 20 of their spreads.
bool absurdly_apart(const AuditedRow& row) {
  return row.arms.size() == 2 && std::abs(row.arms[0].mean->value - row.arms[1].mean->value) >
                                     20 * std::max(row.arms[0].spread->value, row.arms[1].spread->value);
}

std::vector<bool> check_fractions(std::span<const AuditedRow> rows, Findings& out) {
  std::vector<bool> found(rows.size(), false);
  std::vector<double> others;  // of rows that are no candidates
  for (const AuditedRow& row : rows)
    if (const auto variation = log_variation(row); variation && !may_be_fractions(row)) others.push_back(*variation);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const AuditedRow& row = rows[i];
    if (!may_be_fractions(row)) continue;
    constexpr std::size_t kOthers = 3;
    const bool stands_out = others.size() >= kOthers && *log_variation(row) < median(others) - std::log(10.0);
    const int evidence = (row.percent ? 1 : 0) + (stands_out ? 1 : 0) + (absurdly_apart(row) ? 1 : 0);
    if (evidence == 0) continue;
    found[i] = true;
    std::vector<std::string> columns;
    std::string figures;
    for (const AuditedArm& arm : row.arms) {
      columns.push_back(arm.mean->column);
      columns.push_back(arm.spread->column);
      figures += (figures.empty() ? "" : " and ") + words(*arm.mean) + " ± " + words(*arm.spread);
    }
    out.push_back({"spread_as_fraction",
                   {i},
                   columns,
                   row.name + ": " + figures + (row.arms.size() > 1 ? " look" : " looks") +
                       " like percentages whose spread is written as a fraction (" + words(*row.arms[0].spread) +
                       " for " + words(100 * row.arms[0].spread->value) + " points).",
                   evidence > 1 ? Sureness::likely : Sureness::possible});
  }
  return found;
}

/// All means of a row within these, and their middle.
std::optional<double> means_within(const AuditedRow& row, double low, double high) {
  double sum = 0;
  for (const AuditedArm& arm : row.arms) {
    if (!arm.mean || !(arm.mean->value > low && arm.mean->value <= high)) return std::nullopt;
    sum += arm.mean->value;
  }
  return row.arms.empty() ? std::nullopt : std::optional(sum / static_cast<double>(row.arms.size()));
}

/// One row of fractions among percentages, or the other way round, where a factor of 100 puts it among the others.
void check_units(std::span<const AuditedRow> rows, Findings& out) {
  std::vector<std::size_t> fractions, percentages;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].arms.empty()) continue;
    if (means_within(rows[i], 0, 1.5))
      fractions.push_back(i);
    else if (means_within(rows[i], 2, 100))
      percentages.push_back(i);
    else
      return;  // something else is measured
  }
  const bool fractions_odd = fractions.size() < percentages.size();
  const auto& odd = fractions_odd ? fractions : percentages;
  const auto& rest = fractions_odd ? percentages : fractions;
  constexpr std::size_t kRest = 3;
  if (odd.empty() || rest.size() < kRest || rest.size() < 3 * odd.size()) return;
  double low = HUGE_VAL, high = 0;
  for (const std::size_t i : rest)
    for (const AuditedArm& arm : rows[i].arms) {
      low = std::min(low, arm.mean->value);
      high = std::max(high, arm.mean->value);
    }
  if (high > 10 * low) return;
  const double factor = fractions_odd ? 100 : 0.01;
  for (const std::size_t i : odd) {
    const double middle = *means_within(rows[i], 0, 100);
    const bool apart = fractions_odd ? middle * 5 < low : middle > high * 5;
    if (!apart || middle * factor < low / 2 || middle * factor > high * 2) continue;
    std::vector<std::string> columns;
    std::string figures;
    for (const AuditedArm& arm : rows[i].arms) {
      columns.push_back(arm.mean->column);
      figures += (figures.empty() ? "" : " and ") + words(*arm.mean);
    }
    out.push_back({"mixed_scale",
                   {i},
                   columns,
                   rows[i].name + ": " + figures + (fractions_odd ? " among means of " : " among means of ") +
                       words(low) + " to " + words(high) + " in the other rows: " +
                       (fractions_odd ? "a fraction among percentages?" : "a percentage among fractions?"),
                   rest.size() >= 5 ? Sureness::likely : Sureness::possible});
  }
}

/// A spread on the log scale, with the log of √n, by which an SD is larger than its SE.
struct LogSpread {
  double sd = 0, root = 0;
};

/// A row's spreads, averaged over its arms and each.
struct Spreads : LogSpread {
  std::size_t row = 0;
  std::vector<LogSpread> arms;
  std::optional<double> variation;
};

/// Lower than the others by `far` widths, and nearer than `near` once it is times √n.
bool is_se_among(double value, double root, const Centre& others, double far, double near = 1.5) {
  constexpr double kLeastWidth = 0.3;  // SDs of one outcome differ by a third from trial to trial
  const double width = std::max(others.width, kLeastWidth);
  return value < others.middle - far * width && std::abs(value + root - others.middle) < near * width;
}

void check_standard_errors(std::span<const AuditedRow> rows, const std::vector<bool>& explained, Findings& out) {
  std::vector<Spreads> all;
  bool positive = true;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Spreads spreads;
    spreads.row = i;
    for (const AuditedArm& arm : rows[i].arms) {
      if (arm.spread_is_se || !arm.spread || !(arm.spread->value > 0) || !arm.n || !(arm.n->value >= 4)) continue;
      const LogSpread& one =
          spreads.arms.emplace_back(LogSpread{std::log(arm.spread->value), std::log(arm.n->value) / 2});
      spreads.sd += one.sd;
      spreads.root += one.root;
    }
    if (spreads.arms.empty() || explained[i]) continue;
    const auto arms = static_cast<double>(spreads.arms.size());
    spreads.sd /= arms;
    spreads.root /= arms;
    spreads.variation = log_variation(rows[i]);
    positive = positive && spreads.variation;
    all.push_back(spreads);
  }
  constexpr std::size_t kRows = 6;
  if (all.size() < kRows) return;
  std::vector<double> sds, variations;
  for (const Spreads& one : all) {
    sds.push_back(one.sd);
    if (positive) variations.push_back(*one.variation);
  }
  const Centre sd = centre_of(sds), variation = positive ? centre_of(variations) : Centre{};
  constexpr double kFar = 3.5, kVeryFar = 5, kLeastRoot = 0.9;  // n of 6 and more
  for (const Spreads& one : all) {
    const auto looks = [&](double far) {
      return is_se_among(one.sd, one.root, sd, far) &&
             std::all_of(one.arms.begin(), one.arms.end(),
                         [&](const LogSpread& arm) { return is_se_among(arm.sd, arm.root, sd, 2, 2); }) &&
             (!positive || is_se_among(*one.variation, one.root, variation, far));
    };
    if (one.root < kLeastRoot || !looks(kFar)) continue;
    std::vector<std::string> columns;
    std::string figures;
    for (const AuditedArm& arm : rows[one.row].arms) {
      if (!arm.spread || !(arm.spread->value > 0) || !arm.n) continue;
      columns.push_back(arm.spread->column);
      columns.push_back(arm.n->column);
      figures += (figures.empty() ? "" : ", ") + words(*arm.spread) + " × √" + words(*arm.n) + " = " +
                 words(arm.spread->value * std::sqrt(arm.n->value));
    }
    out.push_back({"sd_looks_like_se",
                   {one.row},
                   columns,
                   rows[one.row].name + ": the spread is far below those of the other rows, about " +
                       words(std::exp(sd.middle)) + ", and among them as a standard error (" + figures + ").",
                   looks(kVeryFar) ? Sureness::likely : Sureness::possible});
  }
}

}  // namespace

void check_scales(std::span<const AuditedRow> rows, const InputAuditOptions& options, Findings& out) {
  const std::vector<bool> fractions = check_fractions(rows, out);
  if (options.one_scale) check_units(rows, out);
  check_standard_errors(rows, fractions, out);
}

}  // namespace evigraft
