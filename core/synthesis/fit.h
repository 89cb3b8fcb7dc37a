// core/synthesis/fit.h: effects in, one pooled result out, with everything needed to draw, print and question it.
// Definitions are those of metafor's rma() (Viechtbauer 2010, J Stat Softw 36(3)) for a model without moderators;
// formulas and citations: docs/methods.md. No I/O, no state.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "synthesis/effect.h"
#include "synthesis/fit_statistics.h"

namespace evigraft {

/// How the between-study variance tau2 is estimated. `ee`: one common effect, tau2 = 0 (also called FE).
enum class FitMethod { ee, dl, he, hs, sj, ml, reml, eb, pm };

/// How the summary is tested. `knha`: Hartung-Knapp-Sidik-Jonkman; `adhoc`: the same, never narrower than Wald.
enum class Test { z, t, knha, adhoc };

std::string_view name(FitMethod value);         ///< "REML" ...
std::string_view name(Test value);              ///< "knha" ...
FitMethod parse_method(std::string_view name);  ///< Error::usage lists those offered; "FE" and "EE" are the same
Test parse_test(std::string_view name);         ///< Error::usage lists those offered

struct FitOptions {
  FitMethod method = FitMethod::reml;
  Test test = Test::knha;
  double level = 95;      ///< of every interval, percent, above 0 and below 100
  bool intervals = true;  ///< of tau2, and the fit statistics; refits that need none are faster without
};

struct Interval {
  double lower = 0, upper = 0;
};

/// What a test says about the summary effect.
struct Inference {
  double se = 0;         ///< scale of the effects
  double statistic = 0;  ///< estimate / se; +-infinity when se is 0
  double p = 0;          ///< two-sided; NaN without degrees of freedom, as are the limits
  Interval ci;
};

/// An estimate of one heterogeneity figure with the limits that the Q-profile interval of tau2 gives it.
struct Profiled {
  double estimate = 0, lower = 0, upper = 0;
};

/// Viechtbauer (2007), Stat Med 26:37-52. I2 in percent, from tau2 and the typical sampling variance.
struct QProfile {
  Profiled tau2, tau, I2, H2;
  bool empty = false;  ///< Q is below both critical values: the set of tau2 is empty, limits are given as 0
};

/// Test-based figures from Q alone, as RevMan 5 and meta print them: Higgins & Thompson (2002), Stat Med 21:1539-1558.
struct QBased {
  double Q = 0;
  int df = 0;
  std::optional<double> I2, H;  ///< absent for one study; I2 in percent, H truncated at 1
  std::optional<Interval> I2_ci, H_ci;
};

/// Where the effect of a new study would lie. The rules differ in the quantile only; `standard` is metafor's default:
/// normal for test z, t with k - 1 degrees of freedom for t, knha and adhoc.
struct Prediction {
  Interval standard;
  Interval t_km1;  ///< t with max(1, k - 1) degrees of freedom
  Interval t_km2;  ///< t with max(1, k - 2): Higgins, Thompson & Spiegelhalter (2009), JRSS A 172:137-159
  int km2_df = 1;
};

/// What a fit says besides its coefficients, with or without moderators; p coefficients, 1 without.
struct ModelFigures {
  FitMethod method = FitMethod::reml;
  Test test = Test::knha;            ///< the one used: z when k is 1
  Test requested_test = Test::knha;  ///< the one asked for
  double level = 95;                 ///< percent

  int k = 0;              ///< effects pooled
  std::optional<int> df;  ///< k - p, of the t distribution; absent for test z
  double s2w = 1;         ///< factor on the Wald variance that knha or adhoc used, else 1

  double tau2 = 0;                             ///< between-study variance, scale squared, >= 0
  std::optional<double> se_tau2;               ///< absent for EE and for one study
  std::optional<QProfile> q_profile;           ///< absent for EE, one study, or a sampling variance of 0: see refusal
  std::string q_profile_refusal;               ///< why `q_profile` is absent, one sentence; else empty
  std::optional<Interval> profile_likelihood;  ///< of tau2, ML and REML only; lower is NaN where it is not defined

  // Absent where a sampling variance is 0: Q and what follows from it divide by the variances.
  std::optional<double> Q, Q_p;
  int Q_df = 0;
  std::optional<double> I2;  ///< percent of total variance that is between studies, from tau2
  std::optional<double> H2;
  std::optional<double> typical_variance;  ///< Higgins & Thompson (2002), equation 9
  std::optional<QBased> q_based;

  std::optional<FitStatistics> statistics;  ///< absent where FitOptions::intervals is off

  std::vector<double> weights_percent;  ///< as the effects came, sum 100
  std::vector<std::string> warnings;    ///< sentences for the reader, in order
};

/// One summary of all effects.
struct Fit : ModelFigures {
  double estimate = 0;                   ///< on the measure's scale
  Inference inference;                   ///< by `test`
  Inference wald;                        ///< by test z, for comparison
  std::optional<Inference> adhoc;        ///< present where the knha standard error is below the Wald one; lead with it
  std::optional<Prediction> prediction;  ///< absent for EE; pages show it from k = 3
  std::optional<Prediction> adhoc_prediction;  ///< with `adhoc`: the one to show beside its interval, never inside it
};

/// Pools effects. Throws Error::data on no effects, a value that is not finite, a negative variance, or a variance of
/// 0 where the method divides by it; Error::usage on a level outside (0, 100); Error::failed when an iteration does not
/// converge. One effect comes back as it is with tau2 = 0 and test z, with a warning when another test was asked for.
Fit fit(std::span<const Effect> effects, const FitOptions& options = {});

/// The interval of `fit` at another level, by the same test.
Interval interval_at(const Fit& fit, double level);

/// A study's own interval as a forest plot draws it: normal quantile times sqrt(vi); of no width where vi is 0.
Interval study_interval(const Effect& effect, double level = 95);

}  // namespace evigraft
