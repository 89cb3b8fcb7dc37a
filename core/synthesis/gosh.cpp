// core/synthesis/gosh.cpp: subsets in blocks of fixed size over all cores; each block's sums are added in the blocks'
// order, so that the number of threads changes nothing.
#include "synthesis/gosh.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "synthesis/counted_random.h"
#include "synthesis/in_blocks.h"
#include "synthesis/moments.h"
#include "synthesis/tau2.h"

namespace evigraft {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint64_t kMostSubsets = 10'000'000;
constexpr std::uint64_t kBlock = 4096;

using Members = std::vector<std::size_t>;

/// Common effect and DerSimonian-Laird in closed form; `effects` are centred at the common effect of all studies.
SubsetFit closed_form(std::span<const Effect> effects, const Members& members, FitMethod method) {
  double sum_w = 0, sum_w2 = 0, sum_wy = 0;
  for (const std::size_t i : members) {
    const double w = 1 / effects[i].vi;
    sum_w += w;
    sum_w2 += w * w;
    sum_wy += w * effects[i].yi;
  }
  SubsetFit fit{static_cast<int>(members.size()), sum_wy / sum_w, 0, 0, 0};
  if (members.size() < 2) return fit;
  const double df = fit.k - 1;
  for (const std::size_t i : members)
    fit.Q += (effects[i].yi - fit.estimate) * (effects[i].yi - fit.estimate) / effects[i].vi;
  fit.I2 = fit.Q > df ? 100 * (fit.Q - df) / fit.Q : 0;
  if (method == FitMethod::ee || fit.Q <= df) return fit;
  fit.tau2 = (fit.Q - df) / (sum_w - sum_w2 / sum_w);
  sum_w = sum_wy = 0;
  for (const std::size_t i : members) {
    const double w = 1 / (effects[i].vi + fit.tau2);
    sum_w += w;
    sum_wy += w * effects[i].yi;
  }
  fit.estimate = sum_wy / sum_w;
  return fit;
}

SubsetFit by_search(std::span<const Effect> effects, const Members& members, FitMethod method) {
  std::vector<Effect> chosen;
  chosen.reserve(members.size());
  for (const std::size_t i : members) chosen.push_back(effects[i]);
  SubsetFit result{static_cast<int>(members.size()), kMissing, kMissing, kMissing, kMissing};
  try {
    const Sample sample = make_sample(chosen);
    const double tau2 = estimate_tau2(sample, method).value;
    if (sample.zero_variance && tau2 == 0) return result;
    result.estimate = sample.shift + sample.unit * score_moments_at(sample, tau2).mean;
    result.tau2 = tau2 * sample.unit * sample.unit;
    if (sample.zero_variance) return result;
    const ScoreMoments common = score_moments_at(sample, 0);
    result.Q = result.k < 2 ? 0 : common.q;
    result.I2 = result.k < 2 || tau2 == 0 ? 0 : 100 * tau2 / (tau2 + (result.k - 1) / common.tr_p);
  } catch (const Error& error) {
    if (error.kind() == Error::Kind::usage) throw;
  }
  return result;
}

/// Which subset has which number: the bits of number + 1 where all are looked at; else every study is in or out with
/// even odds, the empty subset drawn again, which is metafor's way of sampling.
class Subsets {
 public:
  Subsets(std::size_t k, const GoshOptions& options) : k_(k), seed_(options.seed) {
    constexpr std::size_t most = 63;
    all = k < most && (std::uint64_t{1} << k) - 1 <= options.subsets;
    count = all ? (std::uint64_t{1} << k) - 1 : options.subsets;
  }

  void members(std::uint64_t number, Members& out) const {
    out.clear();
    if (all) {
      for (std::size_t i = 0; i < k_; ++i)
        if (((number + 1) >> i & 1) != 0) out.push_back(i);
      return;
    }
    CountedRandom random(seed_, number);
    while (out.empty()) {
      std::uint64_t bits = 0;
      for (std::size_t i = 0; i < k_; ++i, bits >>= 1) {
        if (i % 64 == 0) bits = random();
        if ((bits & 1) != 0) out.push_back(i);
      }
    }
  }

  bool all = false;
  std::uint64_t count = 0;

 private:
  std::size_t k_;
  std::uint64_t seed_;
};

/// Sums of one block of subsets.
struct Sums {
  explicit Sums(std::size_t k) : with(k, 0), estimate_with(k, 0), I2_with(k, 0) {}

  std::uint64_t counted = 0;
  double estimate = 0, tau2 = 0, I2 = 0;
  std::vector<std::uint64_t> with;
  std::vector<double> estimate_with, I2_with;

  void add(const SubsetFit& fit, const Members& members) {
    ++counted;
    estimate += fit.estimate;
    tau2 += fit.tau2;
    I2 += fit.I2;
    for (const std::size_t i : members) {
      ++with[i];
      estimate_with[i] += fit.estimate;
      I2_with[i] += fit.I2;
    }
  }

  void add(const Sums& other) {
    counted += other.counted;
    estimate += other.estimate;
    tau2 += other.tau2;
    I2 += other.I2;
    for (std::size_t i = 0; i < with.size(); ++i) {
      with[i] += other.with[i];
      estimate_with[i] += other.estimate_with[i];
      I2_with[i] += other.I2_with[i];
    }
  }
};

/// `values` come in any order and leave in another.
Distribution distribution(std::vector<double>& values, double mean) {
  if (values.empty()) return {kMissing, kMissing, kMissing, kMissing, kMissing, kMissing, kMissing, kMissing};
  auto sorted_until = values.begin();
  const auto at = [&](std::size_t rank) {
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(rank);
    if (place >= sorted_until) {
      std::nth_element(sorted_until, place, values.end());
      sorted_until = place + 1;
    }
    return *place;
  };
  const auto quantile = [&](double probability) {
    const double position = probability * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const double low = at(below), part = position - static_cast<double>(below);
    return part == 0 ? low : low + part * (at(below + 1) - low);
  };
  Distribution result;
  result.mean = mean;
  result.minimum = quantile(0);
  result.q2_5 = quantile(0.025);
  result.q25 = quantile(0.25);
  result.median = quantile(0.5);
  result.q75 = quantile(0.75);
  result.q97_5 = quantile(0.975);
  result.maximum = quantile(1);
  return result;
}

double over(double sum, std::uint64_t count) { return count == 0 ? kMissing : sum / static_cast<double>(count); }

/// One subset of each of `points` equal stretches, at random within it: an even stride would take the same studies
/// again and again, for the numbers of all subsets are their bits.
std::uint64_t point_number(std::uint64_t point, std::uint64_t points, std::uint64_t subsets, std::uint64_t seed) {
  const std::uint64_t begin = subsets / points * point + std::min(point, subsets % points);
  const std::uint64_t length = subsets / points + (point < subsets % points ? 1 : 0);
  return begin + CountedRandom(~seed, point).below(length);
}

}  // namespace

Gosh gosh(std::span<const Effect> effects, const GoshOptions& options) {
  if (effects.size() < 2) throw Error(Error::Kind::data, "GOSH needs at least two studies");
  if (options.subsets < 2 || options.subsets > kMostSubsets)
    throw Error(Error::Kind::usage, "GOSH looks at 2 to " + std::to_string(kMostSubsets) + " subsets");
  const Fit whole = fit(effects, {options.method, Test::z, 95, false});  // refuses what cannot be pooled

  const bool closed = options.method == FitMethod::ee || options.method == FitMethod::dl;
  const double centre = closed ? whole.estimate : 0;
  std::vector<Effect> centred(effects.begin(), effects.end());
  for (Effect& effect : centred) effect.yi -= centre;
  const auto fit_subset = [&](const Members& members) {
    SubsetFit one =
        closed ? closed_form(centred, members, options.method) : by_search(centred, members, options.method);
    one.estimate += centre;
    return one;
  };

  const Subsets subsets(effects.size(), options);
  const auto blocks = static_cast<std::size_t>((subsets.count + kBlock - 1) / kBlock);
  std::vector<double> estimates(subsets.count), tau2s(subsets.count), I2s(subsets.count);
  std::vector<Sums> sums(blocks, Sums(effects.size()));
  in_blocks(blocks, options.threads, [&](std::size_t block) {
    Members members;
    for (std::uint64_t number = block * kBlock; number < std::min(subsets.count, (block + 1) * kBlock); ++number) {
      subsets.members(number, members);
      const SubsetFit one = fit_subset(members);
      estimates[number] = one.estimate;
      tau2s[number] = one.tau2;
      I2s[number] = one.I2;
      if (!std::isnan(one.I2)) sums[block].add(one, members);
    }
  });

  Gosh result;
  result.all = subsets.all;
  result.subsets = subsets.count;
  Sums total(effects.size());
  for (const Sums& block : sums) total.add(block);
  result.refused = subsets.count - total.counted;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const std::uint64_t with = total.with[i], without = total.counted - with;
    result.studies.push_back({with, over(total.estimate_with[i], with),
                              over(total.estimate - total.estimate_with[i], without), over(total.I2_with[i], with),
                              over(total.I2 - total.I2_with[i], without)});
  }
  const std::uint64_t points = std::min<std::uint64_t>(options.points, subsets.count);
  for (std::uint64_t point = 0; point < points; ++point) {
    Members members;
    subsets.members(point_number(point, points, subsets.count, options.seed), members);
    result.points.push_back(fit_subset(members));
  }
  // What was refused is left out of all three alike.
  const auto described = [&](std::vector<double>& values, double sum) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
      if (!std::isnan(I2s[i])) values[kept++] = values[i];
    values.resize(kept);
    return distribution(values, over(sum, total.counted));
  };
  result.estimate = described(estimates, total.estimate);
  result.tau2 = described(tau2s, total.tau2);
  std::erase_if(I2s, [](double value) { return std::isnan(value); });
  result.I2 = distribution(I2s, over(total.I2, total.counted));
  return result;
}

}  // namespace evigraft
