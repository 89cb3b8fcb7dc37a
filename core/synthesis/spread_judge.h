// core/synthesis/spread_judge.h: is a printed "49.8 ± 3.6" a standard deviation or a standard error? Judged from the
// numbers printed beside it. Numbers in, verdict out; docs/synthesis.md says how, and how often it is wrong.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace evigraft {

enum class PrintedSpread { sd, se };

/// A number as printed: it stands for all that rounds to it.
struct PrintedNumber {
  double value = 0;
  int decimals = 0;  ///< digits printed after the point

  [[nodiscard]] double low() const;
  [[nodiscard]] double high() const;
};

using PrintedPair = std::array<PrintedNumber, 2>;  ///< lower, upper

/// A mean with the spread printed at it.
struct JudgedValue {
  PrintedNumber mean, spread;
  std::optional<int> n;
  int visit = 0;                     ///< values of one visit are the groups of one analysis
  std::optional<PrintedPair> range;  ///< lowest and highest single value
  std::optional<PrintedPair> ci95;   ///< of this mean
};

/// A P value with the values it compares.
struct PrintedP {
  std::vector<std::size_t> values;  ///< two: this pair; more: all of them at once
  char relation = '=';              ///< '=', '<', '>'
  PrintedNumber p;
  std::optional<PrintedPair> ci95;  ///< of the difference of the pair
};

enum class TestFamily { t, student, welch, paired, anova, unsupported };  ///< t: Student's or Welch's
enum class Adjustment { unstated, bonferroni, tukey, unsupported };

/// A test as the text names it.
struct NamedTest {
  TestFamily family = TestFamily::unsupported;
  Adjustment adjustment = Adjustment::unstated;
  std::optional<int> sides;
  std::string words;  ///< as named, for the reason of a refusal
};

struct SpreadQuestion {
  std::optional<PrintedSpread> stated;  ///< the text says which
  std::vector<JudgedValue> values;
  std::vector<PrintedP> p_values;     ///< every one that compares these values
  std::vector<NamedTest> tests;       ///< in the order of the text; empty: none is named
  bool within_person = false;         ///< the values come from the same people
  std::optional<double> correlation;  ///< between the values of one person
};

struct SpreadJudgement {
  std::optional<PrintedSpread> verdict;
  std::string evidence;  ///< why, in one sentence; empty without a verdict
  std::string reason;    ///< why there is no verdict, in one sentence; empty with one
  int tests_tried = 0;
};

/// What the text states; else the only reading under which one admissible test gives every printed P value. No verdict
/// unless n is known for every value compared, at least one P is an equality with two significant digits, and a single
/// P has a second witness (range, confidence interval, granularity of means); nor where the printed digits are so few
/// that some test was likely to agree.
SpreadJudgement judge_spread(const SpreadQuestion& question);

}  // namespace evigraft
