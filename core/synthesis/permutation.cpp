#include "synthesis/permutation.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <string>

#include "synthesis/counted_random.h"
#include "synthesis/in_blocks.h"
#include "synthesis/regression.h"

namespace evigraft {
namespace {

constexpr std::uint64_t kMostIterations = 1'000'000;
constexpr std::uint64_t kBlock = 64;

/// What is compared between the data and their arrangements.
struct Statistics {
  std::vector<double> sizes;  ///< |z| or |t| of each coefficient
  double QM = 0;
};

Statistics statistics_of(const Fit& fit) {
  const double size = std::abs(fit.inference.statistic);
  return {{size}, size * size};
}

Statistics statistics_of(const Regression& fit) {
  Statistics statistics;
  for (const Coefficient& one : fit.coefficients) statistics.sizes.push_back(std::abs(one.inference.statistic));
  statistics.QM = fit.moderators.statistic;
  return statistics;
}

/// How many arrangements are at least as far out as the data.
struct Counts {
  explicit Counts(std::size_t coefficients) : as_far(coefficients, 0) {}

  std::uint64_t fitted = 0, QM_as_far = 0;
  std::vector<std::uint64_t> as_far;

  void add(const Statistics& one, const Statistics& data) {
    const double tolerance = std::sqrt(std::numeric_limits<double>::epsilon());  // metafor's, for what is equal
    ++fitted;
    for (std::size_t j = 0; j < as_far.size(); ++j)
      if (one.sizes[j] >= data.sizes[j] - tolerance) ++as_far[j];
    if (one.QM >= data.QM - tolerance) ++QM_as_far;
  }

  void add(const Counts& other) {
    fitted += other.fitted;
    QM_as_far += other.QM_as_far;
    for (std::size_t j = 0; j < as_far.size(); ++j) as_far[j] += other.as_far[j];
  }
};

/// `arrangement(number)` gives the statistics of one, or nothing where the model is refused.
template <class Arrangement>
Counts count(std::uint64_t arrangements, const Statistics& data, unsigned threads, Arrangement arrangement) {
  const auto blocks = static_cast<std::size_t>((arrangements + kBlock - 1) / kBlock);
  std::vector<Counts> counts(blocks, Counts(data.sizes.size()));
  in_blocks(blocks, threads, [&](std::size_t block) {
    for (std::uint64_t number = block * kBlock; number < std::min(arrangements, (block + 1) * kBlock); ++number)
      if (const auto one = arrangement(number)) counts[block].add(*one, data);
  });
  Counts total(data.sizes.size());
  for (const Counts& block : counts) total.add(block);
  return total;
}

/// nullopt where the model cannot be fitted.
template <class Compute>
std::optional<Statistics> unless_refused(Compute compute) {
  try {
    return statistics_of(compute());
  } catch (const Error& error) {
    if (error.kind() == Error::Kind::usage) throw;
    return std::nullopt;
  }
}

PermutationTest result_of(Counts counts, std::uint64_t arrangements, bool exact, const Statistics& data) {
  if (!exact) counts.add(data, data);
  PermutationTest result;
  result.exact = exact;
  result.iterations = arrangements + (exact ? 0 : 1);
  result.refused = result.iterations - counts.fitted;
  const auto share = [&](std::uint64_t count) {
    return static_cast<double>(count) / static_cast<double>(counts.fitted);
  };
  for (const std::uint64_t count : counts.as_far) result.p.push_back(share(count));
  result.QM_p = share(counts.QM_as_far);
  return result;
}

PermutationTest flip_signs(std::span<const Effect> effects, const PermutationOptions& options) {
  const Statistics data = statistics_of(fit(effects, options.fit));
  const std::size_t k = effects.size();
  const bool exact = k < 63 && (std::uint64_t{1} << k) <= options.iterations;
  // The last study keeps its sign where all are looked at: the other half is their mirror image, with the same sizes.
  const std::uint64_t arrangements = exact ? std::uint64_t{1} << (k - 1) : options.iterations - 1;
  const Counts counts = count(arrangements, data, options.threads, [&](std::uint64_t number) {
    std::vector<Effect> flipped(effects.begin(), effects.end());
    CountedRandom random(options.seed, number);
    std::uint64_t bits = number;
    for (std::size_t i = 0; i < k; ++i, bits >>= 1) {
      if (!exact && i % 64 == 0) bits = random();
      if ((bits & 1) != 0) flipped[i].yi = -flipped[i].yi;
    }
    return unless_refused([&] { return fit(flipped, options.fit); });
  });
  PermutationTest result = result_of(counts, arrangements, exact, data);
  if (exact) {
    result.iterations *= 2;
    result.refused *= 2;
  }
  return result;
}

/// For each row the first row that is equal to it.
std::vector<std::size_t> first_equal(const DesignMatrix& design, std::size_t rows) {
  std::vector<std::size_t> first(rows);
  for (std::size_t i = 0; i < rows; ++i)
    for (first[i] = 0; first[i] < i; ++first[i])
      if (std::all_of(design.columns.begin(), design.columns.end(),
                      [&](const auto& column) { return column[i] == column[first[i]]; }))
        break;
  return first;
}

/// k! over the factorials of how often each row stands there; nullopt above `limit`.
std::optional<std::uint64_t> distinct_permutations(const std::vector<std::size_t>& first, std::uint64_t limit) {
  std::vector<std::uint64_t> times(first.size(), 0);
  std::uint64_t product = 1;
  for (std::size_t i = 0; i < first.size(); ++i) {  // each factor is a binomial coefficient's: the division is exact
    product = product * (i + 1) / ++times[first[i]];
    if (product > limit * first.size()) return std::nullopt;
  }
  return product > limit ? std::nullopt : std::optional(product);
}

PermutationTest permute_rows(std::span<const Effect> effects, const DesignMatrix& design,
                             const PermutationOptions& options) {
  const Statistics data = statistics_of(fit_regression(effects, design, options.fit));
  const std::size_t k = effects.size();
  std::vector<std::size_t> order = first_equal(design, k);
  const auto all = distinct_permutations(order, options.iterations);
  std::vector<std::vector<std::size_t>> listed;
  if (all) {
    std::sort(order.begin(), order.end());
    do listed.push_back(order);
    while (std::next_permutation(order.begin(), order.end()));
  }
  const std::uint64_t arrangements = all ? listed.size() : options.iterations - 1;
  const Counts counts = count(arrangements, data, options.threads, [&](std::uint64_t number) {
    std::vector<std::size_t> rows;
    if (all) {
      rows = listed[number];
    } else {
      rows.resize(k);
      std::iota(rows.begin(), rows.end(), std::size_t{0});
      CountedRandom random(options.seed, number);
      for (std::size_t i = k; i > 1; --i) std::swap(rows[i - 1], rows[random.below(i)]);
    }
    DesignMatrix permuted = design;
    for (std::size_t j = 0; j < design.columns.size(); ++j)
      for (std::size_t i = 0; i < k; ++i) permuted.columns[j][i] = design.columns[j][rows[i]];
    return unless_refused([&] { return fit_regression(effects, permuted, options.fit); });
  });
  return result_of(counts, arrangements, all.has_value(), data);
}

}  // namespace

PermutationTest permutation_test(std::span<const Effect> effects, const DesignMatrix& design,
                                 const PermutationOptions& given) {
  if (given.iterations < 2 || given.iterations > kMostIterations)
    throw Error(Error::Kind::usage, "a permutation test takes 2 to " + std::to_string(kMostIterations) + " iterations");
  PermutationOptions options = given;
  options.fit.intervals = false;
  return design.columns.empty() ? flip_signs(effects, options) : permute_rows(effects, design, options);
}

}  // namespace evigraft
