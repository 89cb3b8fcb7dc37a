#include "synthesis/group_tests.h"

#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "synthesis/studentized_range.h"

namespace evigraft {
namespace {
namespace math = boost::math;
using Policy = math::policies::policy<math::policies::overflow_error<math::policies::ignore_error>,
                                      math::policies::underflow_error<math::policies::ignore_error>>;

double square(double x) { return x * x; }

/// P(|T| > |difference / error|), degrees of freedom not always whole.
double t_p(double difference, double error, double df) {
  if (!(error > 0)) return difference == 0 ? 1 : 0;
  const math::students_t_distribution<double, Policy> t(df);
  return 2 * math::cdf(math::complement(t, std::abs(difference) / error));
}

struct Within {
  double mean_square = 0, df = 0;
};

Within within(std::span<const GroupSummary> groups) {
  double squares = 0, df = 0;
  for (const GroupSummary& group : groups) {
    squares += (group.n - 1) * square(group.sd);
    df += group.n - 1;
  }
  return {squares / df, df};
}

}  // namespace

double student_p(const GroupSummary& a, const GroupSummary& b) {
  const GroupSummary both[] = {a, b};
  return anova_pair_p(both, 0, 1);
}

double welch_p(const GroupSummary& a, const GroupSummary& b) {
  const double va = square(a.sd) / a.n, vb = square(b.sd) / b.n;
  if (!(va + vb > 0)) return t_p(a.mean - b.mean, 0, 1);
  const double df = square(va + vb) / (square(va) / (a.n - 1) + square(vb) / (b.n - 1));
  return t_p(a.mean - b.mean, std::sqrt(va + vb), df);
}

double paired_p(const GroupSummary& a, const GroupSummary& b, double correlation) {
  const double variance = square(a.sd) + square(b.sd) - 2 * correlation * a.sd * b.sd;
  return t_p(a.mean - b.mean, std::sqrt(std::fmax(0, variance) / a.n), a.n - 1);
}

double anova_p(std::span<const GroupSummary> groups) {
  double n = 0, sum = 0;
  for (const GroupSummary& group : groups) {
    n += group.n;
    sum += group.n * group.mean;
  }
  double between = 0;
  for (const GroupSummary& group : groups) between += group.n * square(group.mean - sum / n);
  const Within error = within(groups);
  if (!(error.mean_square > 0)) return between > 0 ? 0 : 1;
  const double df = static_cast<double>(groups.size() - 1);
  return math::cdf(
      math::complement(math::fisher_f_distribution<double, Policy>(df, error.df), between / df / error.mean_square));
}

double anova_pair_p(std::span<const GroupSummary> groups, std::size_t i, std::size_t j) {
  const Within error = within(groups);
  return t_p(groups[i].mean - groups[j].mean, std::sqrt(error.mean_square * (1 / groups[i].n + 1 / groups[j].n)),
             error.df);
}

double tukey_p(std::span<const GroupSummary> groups, std::size_t i, std::size_t j) {
  const Within error = within(groups);
  const double difference = std::abs(groups[i].mean - groups[j].mean);
  const double se = std::sqrt(error.mean_square / 2 * (1 / groups[i].n + 1 / groups[j].n));
  if (!(se > 0)) return difference == 0 ? 1 : 0;
  return studentized_range_p(difference / se, static_cast<int>(groups.size()), error.df);
}

}  // namespace evigraft
