#include "synthesis/distributions.h"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace evigraft {
namespace {
namespace math = boost::math;
// Overflow and underflow are answers here (infinity and 0), not errors; a bad argument still throws. In double
// throughout: long double inside costs six times the time and changes the last digit at most.
using Policy = math::policies::policy<math::policies::overflow_error<math::policies::ignore_error>,
                                      math::policies::underflow_error<math::policies::ignore_error>,
                                      math::policies::promote_double<false>>;
using Normal = math::normal_distribution<double, Policy>;
using StudentsT = math::students_t_distribution<double, Policy>;
using FisherF = math::fisher_f_distribution<double, Policy>;
using ChiSquared = math::chi_squared_distribution<double, Policy>;
}  // namespace

double normal_quantile(double upper_tail) { return math::quantile(math::complement(Normal(), upper_tail)); }

double t_quantile(double upper_tail, double df) { return math::quantile(math::complement(StudentsT(df), upper_tail)); }

double chi_squared_quantile(double upper_tail, int df) {
  return math::quantile(math::complement(ChiSquared(df), upper_tail));
}

double two_sided_p(double statistic, std::optional<double> df) {
  const double x = std::abs(statistic);
  if (std::isnan(x) || (df && !(*df > 0))) return std::nan("");
  if (std::isinf(x)) return 0;
  return 2 * (df ? math::cdf(math::complement(StudentsT(*df), x)) : math::cdf(math::complement(Normal(), x)));
}

double chi_squared_p(double x, int df) {
  if (df == 0) return 1;
  if (std::isnan(x)) return x;
  if (std::isinf(x)) return 0;
  return math::cdf(math::complement(ChiSquared(df), x));
}

double f_p(double x, int df1, int df2) {
  if (std::isnan(x) || df1 < 1 || df2 < 1) return std::nan("");
  if (std::isinf(x)) return 0;
  return math::cdf(math::complement(FisherF(df1, df2), x));
}

double normal_p(double x) { return math::cdf(math::complement(Normal(), x)); }

}  // namespace evigraft
