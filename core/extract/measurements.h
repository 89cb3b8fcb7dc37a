// core/extract/measurements.h: stage 4b. Numbers with all that is printed at them: spread, interval, unit, n, P.
// Nothing is linked here; a value that no later stage can link is dropped there.
#pragma once
#include <array>
#include <optional>
#include <vector>

#include "extract/lexicon.h"
#include "extract/outcome.h"
#include "extract/sentences.h"
#include "extract/times.h"
#include "extract/tokens.h"

namespace evigraft {

/// "49.8 ± 3.6%", "0.58 (SD 0.09)", "54.0% (95% CI, 30.4%-77.6%; n = 10)".
struct Value {
  int number = 0;           ///< its token
  int first = 0, last = 0;  ///< tokens [first, last) with spread, unit and brackets that belong to it
  int core = 0;             ///< one past number, spread and unit
  double value = 0;         ///< as printed
  int decimals = 0;
  bool percent = false;   ///< a unit was printed, here or at the end of its list
  bool fraction = false;  ///< no unit, between 0 and 1.5, with decimals
  bool in_bracket = false;
  std::optional<double> spread;
  std::optional<SpreadKind> spread_kind;  ///< as labelled at the number
  std::optional<std::array<double, 2>> interval;
  std::optional<IntervalKind> interval_kind;
  bool unlabelled_interval = false;   ///< "(34.0-49.6)": takes the last label printed
  bool mean = false, median = false;  ///< said inside its own bracket
  std::optional<int> n;
  int list = -1;  ///< values joined by commas, and, versus share a number
};

struct Count {
  int first = 0, last = 0;
  int n = 0;
};

struct PValue {
  int first = 0, last = 0;
  char relation = '=';  ///< '=', '<', '>'
  double value = 0;
};

struct Measured {
  std::vector<Value> values;  ///< percent values and fractions, in order
  std::vector<TimeMention> times;
  std::vector<Count> counts;  ///< "n = 10"
  std::vector<PValue> p_values;
};

Measured measure(const std::vector<Token>& tokens, const Sentence& sentence);

/// Gives values in order of the text their list numbers; a list has a token or two between its values.
void number_lists(const std::vector<Token>& tokens, std::vector<Value>& values);

/// What a text says once about its numbers: "values are mean ± SD", "95% CI".
struct Statements {
  bool sd = false, se = false;  ///< named away from a number
  bool mean_header = false;     ///< "mean (SD)", "mean ± SD": means are what is printed
  bool median_header = false;
  std::optional<IntervalKind> interval;  ///< the first kind labelled anywhere
};
/// The words that such a statement begins with.
Lexicon statement_words(Vocabulary& vocabulary);
Statements read_statements(const Lexicon& words, const std::vector<Token>& tokens);

}  // namespace evigraft
