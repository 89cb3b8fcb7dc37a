// core/extract/measurement_brackets.h: what stands in the bracket behind a value, or behind a comma.
#pragma once
#include <optional>
#include <vector>

#include "extract/measurements.h"

namespace evigraft {

/// Tokens that a percent sign takes at i: "%", "percent", "per cent"; 0 when there is none.
int percent_length(const std::vector<Token>& tokens, int i, int end);

/// Two numbers that span something: "55-67", "30.4%-77.6%", "55.2; 67.8", "9 to 24".
struct Pair {
  double low = 0, high = 0;
  int second = 0;       ///< token of the second number
  int last = 0;         ///< one past the pair and its unit
  bool dashed = false;  ///< joined by a dash or "to", not by a comma
  bool percent = false;
};
std::optional<Pair> read_pair(const std::vector<Token>& tokens, int i, int end);

/// Takes a bracket into a value when every number in it is understood.
class BracketReader {
 public:
  BracketReader(const std::vector<Token>& tokens, int end, const std::vector<Count>& counts,
                const std::vector<TimeMention>& times, const std::vector<PValue>& p_values)
      : tokens_(tokens), end_(end), counts_(counts), times_(times), p_values_(p_values) {}

  /// Reads at token `at`; returns one past what belongs to the value, `at` when nothing does.
  [[nodiscard]] int read(Value& value, int at) const;

 private:
  enum class Kind { none, sd, se, ci, iqr, range };
  struct Part;

  [[nodiscard]] const Token& token(int i) const { return tokens_[static_cast<std::size_t>(i)]; }
  [[nodiscard]] bool is(int i, WordList list) const { return i < end_ && token(i).is_one_of(list); }
  [[nodiscard]] Kind label(int i, int& after) const;
  [[nodiscard]] int skip_known(Value& value, int i) const;
  [[nodiscard]] bool read_parts(Value& value, int first, int last) const;
  [[nodiscard]] bool starts_number(int i) const;  ///< one below zero begins with its sign
  [[nodiscard]] bool numbers_for(Value& value, Kind kind, int& i, int last) const;

  const std::vector<Token>& tokens_;
  int end_;
  const std::vector<Count>& counts_;
  const std::vector<TimeMention>& times_;
  const std::vector<PValue>& p_values_;
};

}  // namespace evigraft
