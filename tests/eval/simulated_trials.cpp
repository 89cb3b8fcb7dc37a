#include "tests/eval/simulated_trials.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "synthesis/distributions.h"
#include "synthesis/group_tests.h"

namespace evigraft {
namespace {

using Random = std::mt19937_64;
using Sample = std::vector<double>;

double uniform(Random& random, double low, double high) {
  return std::uniform_real_distribution<double>(low, high)(random);
}
int whole(Random& random, int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); }
bool chance(Random& random, double p) { return uniform(random, 0, 1) < p; }

GroupSummary summary(const Sample& sample) {
  const double n = static_cast<double>(sample.size());
  const double mean = std::accumulate(sample.begin(), sample.end(), 0.0) / n;
  double squares = 0;
  for (const double x : sample) squares += (x - mean) * (x - mean);
  return {mean, std::sqrt(squares / (n - 1)), n};
}

PrintedNumber rounded(double value, int decimals) {
  const double unit = std::pow(10.0, decimals);
  return {std::round(value * unit) / unit, decimals};
}

/// The arms of one visit.
std::vector<Sample> visit(const Scenario& scenario, Random& random, int arms) {
  const int n = whole(random, 4, 40);
  const bool equal = chance(random, 0.6);
  const double base = uniform(random, 25, 60), sd = uniform(random, 3, 15);
  const double apart = chance(random, 0.2) ? 0 : uniform(random, 0, 3) * sd / std::sqrt(n / 4.0);
  std::vector<double> person(64);
  for (double& x : person) x = std::normal_distribution<double>()(random);
  const double shared = scenario.test == SimulatedTest::paired ? uniform(random, 0.2, 0.9) : 0;
  std::vector<Sample> samples;
  for (int arm = 0; arm < arms; ++arm) {
    const int size =
        equal || scenario.test == SimulatedTest::paired ? n : std::max(4, n + whole(random, -n / 4, n / 4));
    const double mean = base + apart * uniform(random, -1, 1);
    const double own_sd = sd * (chance(random, 0.5) ? 1 : uniform(random, 0.6, 1.6));
    Sample sample;
    for (int i = 0; i < size; ++i) {
      const double z = std::sqrt(shared) * person[static_cast<std::size_t>(i)] +
                       std::sqrt(1 - shared) * std::normal_distribution<double>()(random);
      if (scenario.skewed) {
        const double log_variance = std::log1p(own_sd * own_sd / (mean * mean)) * 2;
        sample.push_back(mean * std::exp(std::sqrt(log_variance) * z - log_variance / 2));
      } else {
        sample.push_back(std::max(0.5, mean + own_sd * z));
      }
    }
    samples.push_back(std::move(sample));
  }
  return samples;
}

double mann_whitney_p(const Sample& a, const Sample& b) {
  double u = 0;
  for (const double x : a)
    for (const double y : b) u += x > y ? 1 : x < y ? 0 : 0.5;
  const double na = static_cast<double>(a.size()), nb = static_cast<double>(b.size());
  const double z = (std::abs(u - na * nb / 2) - 0.5) / std::sqrt(na * nb * (na + nb + 1) / 12);
  return std::min(1.0, two_sided_p(std::max(0.0, z), std::nullopt));
}

Sample logs(const Sample& sample) {
  Sample out;
  out.reserve(sample.size());
  for (const double x : sample) out.push_back(std::log(x));
  return out;
}

/// The P value of a pair before adjustments that need all pairs.
double pair_p(const Scenario& scenario, const std::vector<Sample>& samples, std::size_t i, std::size_t j,
              double hidden) {
  std::vector<GroupSummary> groups;
  for (const Sample& sample : samples) groups.push_back(summary(sample));
  const double pairs = static_cast<double>(groups.size() * (groups.size() - 1)) / 2;
  switch (scenario.test) {
    case SimulatedTest::one_sided:
      return student_p(groups[i], groups[j]) / 2;
    case SimulatedTest::welch:
      return welch_p(groups[i], groups[j]);
    case SimulatedTest::anova:
      return anova_pair_p(groups, i, j);
    case SimulatedTest::bonferroni:
      return std::min(1.0, pairs * anova_pair_p(groups, i, j));
    case SimulatedTest::tukey:
      return tukey_p(groups, i, j);
    case SimulatedTest::mann_whitney:
      return mann_whitney_p(samples[i], samples[j]);
    case SimulatedTest::log_scale:
      return student_p(summary(logs(samples[i])), summary(logs(samples[j])));
    case SimulatedTest::sidak:
      return 1 - std::pow(1 - anova_pair_p(groups, i, j), static_cast<double>(groups.size() - 1));
    case SimulatedTest::covariate:
      for (GroupSummary& group : groups) group.sd *= hidden;
      return student_p(groups[i], groups[j]);
    case SimulatedTest::paired: {
      Sample difference;
      for (std::size_t k = 0; k < samples[i].size(); ++k) difference.push_back(samples[i][k] - samples[j][k]);
      const GroupSummary d = summary(difference);
      return two_sided_p(d.mean / (d.sd / std::sqrt(d.n)), static_cast<int>(d.n) - 1);
    }
    case SimulatedTest::student:
    case SimulatedTest::holm:
    case SimulatedTest::other_n:
    case SimulatedTest::other_outcome:
      break;
  }
  return student_p(groups[i], groups[j]);
}

void adjust_by_holm(std::vector<double>& p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  double before = 0;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    double& value = p[order[rank]];
    before = value = std::min(1.0, std::max(before, value * static_cast<double>(p.size() - rank)));
  }
}

PrintedP printed(std::vector<std::size_t> values, double p, bool equality, int decimals) {
  PrintedP out;
  out.values = std::move(values);
  const double least = std::pow(10.0, -decimals);
  if (equality && p >= least) {
    out.p = rounded(p, decimals);
    return out;
  }
  out.relation = '<';
  out.p = {0.05, 2};
  if (p >= 0.05) out.relation = '>';
  if (p < 0.01) out.p = {0.01, 2};
  if (p < 0.001) out.p = {0.001, 3};
  if (p < 0.0001 && decimals > 3) out.p = {0.0001, 4};
  return out;
}

std::optional<NamedTest> truthful_name(SimulatedTest test) {
  switch (test) {
    case SimulatedTest::student:
      return NamedTest{TestFamily::t, Adjustment::unstated, std::nullopt, "t test"};
    case SimulatedTest::one_sided:
      return NamedTest{TestFamily::student, Adjustment::unstated, 1, "one-sided t test"};
    case SimulatedTest::welch:
      return NamedTest{TestFamily::welch, Adjustment::unstated, std::nullopt, "Welch"};
    case SimulatedTest::anova:
      return NamedTest{TestFamily::anova, Adjustment::unstated, std::nullopt, "ANOVA"};
    case SimulatedTest::bonferroni:
      return NamedTest{TestFamily::anova, Adjustment::bonferroni, std::nullopt, "Bonferroni"};
    case SimulatedTest::tukey:
      return NamedTest{TestFamily::anova, Adjustment::tukey, std::nullopt, "Tukey"};
    default:
      return std::nullopt;
  }
}

}  // namespace

const std::vector<Scenario>& scenarios() {
  static const std::vector<Scenario> list = {
      {"Student", SimulatedTest::student, false},
      {"Student, lognormal data", SimulatedTest::student, true},
      {"Student, one-sided", SimulatedTest::one_sided, false},
      {"Welch", SimulatedTest::welch, false},
      {"ANOVA, no adjustment", SimulatedTest::anova, false},
      {"ANOVA, Bonferroni", SimulatedTest::bonferroni, false},
      {"ANOVA, Tukey", SimulatedTest::tukey, false},
      {"Tukey, lognormal data", SimulatedTest::tukey, true},
      {"Mann-Whitney", SimulatedTest::mann_whitney, false},
      {"Mann-Whitney, lognormal data", SimulatedTest::mann_whitney, true},
      {"Student on logarithms", SimulatedTest::log_scale, true},
      {"Holm", SimulatedTest::holm, false},
      {"Sidak", SimulatedTest::sidak, false},
      {"with a covariate", SimulatedTest::covariate, false},
      {"paired, not said", SimulatedTest::paired, false},
      {"n analysed not printed", SimulatedTest::other_n, false},
      {"P of another outcome", SimulatedTest::other_outcome, false},
  };
  return list;
}

bool recomputed_by_judge(SimulatedTest test) { return truthful_name(test).has_value(); }

SimulatedTrial simulate(const Scenario& scenario, Random& random) {
  SimulatedTrial trial;
  trial.truth = chance(random, 0.5) ? PrintedSpread::sd : PrintedSpread::se;
  SpreadQuestion& question = trial.question;
  const bool multiple = scenario.test == SimulatedTest::anova || scenario.test == SimulatedTest::bonferroni ||
                        scenario.test == SimulatedTest::tukey || scenario.test == SimulatedTest::holm ||
                        scenario.test == SimulatedTest::sidak;
  const int arms = multiple ? whole(random, 3, 4) : whole(random, 2, 4);
  const int visits = arms == 2 ? whole(random, 1, 2) : 1;
  const int decimals = whole(random, 0, 2), p_decimals = whole(random, 2, 4);
  const double equalities = uniform(random, 0.4, 1);
  const double hidden = uniform(random, 0.4, 0.9);
  const bool ranges = chance(random, 0.2), intervals = !ranges && chance(random, 0.2);
  const bool against_first = chance(random, 0.5), omnibus = arms > 2 && chance(random, 0.3);
  for (int v = 0; v < visits; ++v) {
    const std::vector<Sample> samples = visit(scenario, random, arms);
    const std::size_t first = question.values.size();
    std::vector<GroupSummary> groups;
    for (const Sample& sample : samples) {
      const GroupSummary group = groups.emplace_back(summary(sample));
      JudgedValue value;
      value.mean = rounded(group.mean, decimals);
      value.spread = rounded(trial.truth == PrintedSpread::sd ? group.sd : group.sd / std::sqrt(group.n), decimals);
      value.n = static_cast<int>(group.n);
      value.visit = v;
      const auto [least, most] = std::minmax_element(sample.begin(), sample.end());
      if (ranges) value.range = PrintedPair{rounded(*least, decimals), rounded(*most, decimals)};
      const double half = t_quantile(0.025, *value.n - 1) * group.sd / std::sqrt(group.n);
      if (intervals)
        value.ci95 = PrintedPair{rounded(group.mean - half, decimals), rounded(group.mean + half, decimals)};
      if (scenario.test == SimulatedTest::other_n) value.n = *value.n + whole(random, 1, 3);
      question.values.push_back(value);
    }
    const std::vector<Sample> tested =
        scenario.test == SimulatedTest::other_outcome ? visit(scenario, random, arms) : samples;
    std::vector<std::vector<std::size_t>> pairs;
    std::vector<double> p;
    for (std::size_t i = 0; i < samples.size(); ++i)
      for (std::size_t j = i + 1; j < samples.size(); ++j) {
        if (against_first && i > 0) continue;
        pairs.push_back({first + i, first + j});
        p.push_back(pair_p(scenario, tested, i, j, hidden));
      }
    if (scenario.test == SimulatedTest::holm) adjust_by_holm(p);
    if (omnibus) {
      std::vector<std::size_t> all(samples.size());
      std::iota(all.begin(), all.end(), first);
      question.p_values.push_back(printed(all, anova_p(groups), chance(random, equalities), p_decimals));
    }
    for (std::size_t i = 0; i < p.size(); ++i)
      question.p_values.push_back(printed(pairs[i], p[i], chance(random, equalities), p_decimals));
  }
  const std::optional<NamedTest> named = truthful_name(scenario.test);
  if (named && chance(random, 0.5)) question.tests.push_back(*named);
  return trial;
}

Tally judge_simulated(const Scenario& scenario, int trials, Random& random) {
  Tally tally;
  for (; tally.trials < trials; ++tally.trials) {
    const SimulatedTrial trial = simulate(scenario, random);
    const SpreadJudgement judged = judge_spread(trial.question);
    if (!judged.verdict) continue;
    ++(*judged.verdict == trial.truth ? tally.right : tally.wrong);
  }
  return tally;
}

}  // namespace evigraft
