// core/synthesis/agreement.h: how far two people who read the same things independently said the same.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace evigraft {

/// A coefficient with its large-sample 95% interval, cut to -1 and 1.
struct AgreementCoefficient {
  double estimate = 0;
  std::optional<double>
      std_error;  ///< none where the formula gives 0: in full agreement, or where one reader said one thing only
  std::optional<std::array<double, 2>> ci;  ///< none without a standard error
};

struct Agreement {
  int pairs = 0;                   ///< things that both have read
  int agreed = 0;                  ///< of them read alike
  std::optional<double> observed;  ///< agreed / pairs; none without pairs
  std::optional<std::array<double, 2>>
      ci;  ///< 95%, Wilson (1927), Journal of the American Statistical Association 22:209-212
  std::optional<AgreementCoefficient> kappa;  ///< Cohen (1960), Educational and Psychological Measurement 20:37-46
  std::optional<AgreementCoefficient>
      ac1;             ///< Gwet (2008), British Journal of Mathematical and Statistical Psychology 61:29-48
  std::string reason;  ///< why there are no coefficients, in words; empty when there are
};

/// `table[i][j]`: how many things the first reader put in category i and the second in category j; square, none
/// negative. The standard error of kappa is that of Fleiss, Cohen & Everitt (1969), Psychological Bulletin 72:323-327;
/// that of AC1 is Gwet's (2008) for a large population of things and these two readers. Both coefficients need two
/// pairs and two categories: within one, agreement by chance is complete. Kappa falls towards 0 where one category
/// holds nearly everything, however often the two agree; AC1 does not.
Agreement agreement(const std::vector<std::vector<int>>& table);

}  // namespace evigraft
