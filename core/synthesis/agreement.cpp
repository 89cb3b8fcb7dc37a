#include "synthesis/agreement.h"

#include <algorithm>
#include <cmath>

#include "synthesis/distributions.h"

namespace evigraft {
namespace {

/// What rounding leaves where the formula of a variance gives 0: sums of shares, each at most 1.
constexpr double kRounding = 1e-13;

/// The table as proportions, with its margins.
struct Shares {
  std::vector<std::vector<double>> p;
  std::vector<double> row, column;
  double observed = 0;  ///< the diagonal's sum
  double n = 0;

  explicit Shares(const std::vector<std::vector<int>>& table)
      : p(table.size(), std::vector<double>(table.size())), row(table.size()), column(table.size()) {
    for (std::size_t i = 0; i < table.size(); ++i) {
      for (const int count : table[i]) n += count;
      observed += table[i][i];
    }
    observed /= n;
    for (std::size_t i = 0; i < table.size(); ++i)
      for (std::size_t j = 0; j < table.size(); ++j) {
        p[i][j] = table[i][j] / n;
        row[i] += p[i][j];
        column[j] += p[i][j];
      }
  }
};

double square(double x) { return x * x; }

/// The variance is `spread` / `size`.
AgreementCoefficient with_interval(double estimate, double spread, double size) {
  AgreementCoefficient out;
  out.estimate = estimate;
  if (!(spread > kRounding)) return out;
  out.std_error = std::sqrt(spread / size);
  const double half = normal_quantile(0.025) * *out.std_error;
  out.ci = {std::max(-1.0, estimate - half), std::min(1.0, estimate + half)};
  return out;
}

AgreementCoefficient kappa_of(const Shares& s) {
  double chance = 0;
  for (std::size_t i = 0; i < s.p.size(); ++i) chance += s.row[i] * s.column[i];
  const double kappa = (s.observed - chance) / (1 - chance);
  double sum = 0;
  for (std::size_t i = 0; i < s.p.size(); ++i)
    for (std::size_t j = 0; j < s.p.size(); ++j)
      sum += i == j ? s.p[i][i] * square(1 - (s.row[i] + s.column[i]) * (1 - kappa))
                    : s.p[i][j] * square((s.column[i] + s.row[j]) * (1 - kappa));
  return with_interval(kappa, sum - square(kappa - chance * (1 - kappa)), s.n * square(1 - chance));
}

AgreementCoefficient ac1_of(const Shares& s) {
  const std::size_t q = s.p.size();
  std::vector<double> mean(q);
  double chance = 0;
  for (std::size_t i = 0; i < q; ++i) {
    mean[i] = (s.row[i] + s.column[i]) / 2;
    chance += mean[i] * (1 - mean[i]);
  }
  const auto others = static_cast<double>(q - 1);
  chance /= others;
  const double ac1 = (s.observed - chance) / (1 - chance);
  double diagonal = 0, all = 0;
  for (std::size_t i = 0; i < q; ++i) {
    diagonal += s.p[i][i] * (1 - mean[i]) / others;
    for (std::size_t j = 0; j < q; ++j) all += s.p[i][j] * square((1 - (mean[i] + mean[j]) / 2) / others);
  }
  const double spread = s.observed * (1 - s.observed) - 4 * (1 - ac1) * (diagonal - s.observed * chance) +
                        4 * square(1 - ac1) * (all - square(chance));
  return with_interval(ac1, spread, s.n * square(1 - chance));
}

/// Without the categories that neither reader used.
std::vector<std::vector<int>> used_part(const std::vector<std::vector<int>>& table) {
  std::vector<std::size_t> used;
  for (std::size_t i = 0; i < table.size(); ++i) {
    int count = 0;
    for (std::size_t j = 0; j < table.size(); ++j) count += table[i][j] + table[j][i];
    if (count > 0) used.push_back(i);
  }
  std::vector<std::vector<int>> out;
  for (const std::size_t i : used) {
    std::vector<int>& row = out.emplace_back();
    for (const std::size_t j : used) row.push_back(table[i][j]);
  }
  return out;
}

}  // namespace

Agreement agreement(const std::vector<std::vector<int>>& table) {
  Agreement out;
  for (std::size_t i = 0; i < table.size(); ++i)
    for (std::size_t j = 0; j < table.size(); ++j) {
      out.pairs += table[i][j];
      if (i == j) out.agreed += table[i][j];
    }
  if (out.pairs > 0) {
    const double n = out.pairs, z2 = square(normal_quantile(0.025)), p = out.agreed / n;
    const double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
    const double half = std::sqrt(z2 * (p * (1 - p) / n + z2 / (4 * n * n))) / (1 + z2 / n);
    out.observed = p;
    out.ci = {std::max(0.0, middle - half), std::min(1.0, middle + half)};
  }
  if (out.pairs < 2) {
    out.reason = "fewer than two pairs";
    return out;
  }
  const std::vector<std::vector<int>> part = used_part(table);
  if (part.size() < 2) {
    out.reason = "all in one category";
    return out;
  }
  const Shares shares(part);
  out.kappa = kappa_of(shares);
  out.ac1 = ac1_of(shares);
  return out;
}

}  // namespace evigraft
