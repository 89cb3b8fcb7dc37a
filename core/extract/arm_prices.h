// core/extract/arm_prices.h: stage 7a. What stands between a number and an arm, as the price of tying them. Prices are
// in steps of about one doubtful word. Only their order matters: words beside a number are cheap, a comma or "and"
// before the arm costs more, another clause or another number most; a number without arm costs kNoArm.
#pragma once
#include <cstddef>
#include <vector>

#include "extract/linked.h"

namespace evigraft {

class ArmPrices {
 public:
  static constexpr int kFarthest = 300;  ///< tokens between an arm and its number; longer than any honest sentence
  static constexpr double kNoArm = 6.5;
  static constexpr double kClause = 5;      ///< "whereas", "than", ";"
  static constexpr double kComma = 2.5;     ///< between a number and the arm behind it
  static constexpr double kOtherValue = 2;  ///< a number between a number and its arm
  static constexpr double kOtherArm = 1.5;  ///< an arm between a number and its arm
  static constexpr double kUsedArm = 2.5;   ///< the arm has the number before already
  static constexpr double kBackwards = 2;   ///< the arm stands before that of the number before
  static constexpr double kRemark = 0.5;    ///< a bracket with the same in other units between
  static constexpr double kWord = 0.05;     ///< any word between

  /// Both must outlive it.
  ArmPrices(const Scene& scene, const std::vector<Linked>& values);

  /// Of an arm beside the numbers of tokens [begin, end); infinite where it stands among them.
  [[nodiscard]] double price(int arm, int begin, int end, bool bracketed) const;
  /// Of an arm that stands before a number or a list that begins at `at`.
  [[nodiscard]] double left_price(int arm, int at, bool bracketed) const;
  /// Of an arm that follows a number or a list that ends at `at`.
  [[nodiscard]] double right_price(int arm, int at) const;

  [[nodiscard]] const Token& token(int i) const { return passage_.at(i); }
  [[nodiscard]] const ArmMention& arm(int a) const { return scene_.arms[static_cast<std::size_t>(a)]; }
  [[nodiscard]] int arm_count() const { return static_cast<int>(scene_.arms.size()); }
  [[nodiscard]] bool in_value(int k) const {
    return k >= scene_.sentence.first && k < scene_.sentence.last && in_values_[place(k)];
  }
  [[nodiscard]] bool in_time(int k) const {
    return k >= scene_.sentence.first && k < scene_.sentence.last && !in_times_.empty() && in_times_[place(k)];
  }
  /// The opening bracket a value stands in, -1 when in none.
  [[nodiscard]] int bracket_of(const Value& value) const;
  /// One past the bracket that closes the one at `open`.
  [[nodiscard]] int closing(int open) const;
  /// Values in the bracket from `open` to before `close`.
  [[nodiscard]] std::ptrdiff_t values_in(int open, int close) const;
  [[nodiscard]] bool any_between(int first, int last, bool (*test)(const Token&)) const;
  /// "retention was 60%, compared with controls": an arm named only to compare with is a poor owner.
  [[nodiscard]] bool only_compared(int arm) const;
  /// "(SVF)"
  [[nodiscard]] bool alone_in_bracket(int arm) const;
  /// One past the number that stands directly before the bracket of an arm alone, -1 for none.
  [[nodiscard]] int number_before(int arm) const;

  static bool takes_an_arm(const Token& token);  ///< "48% in controls"
  static bool turns(const Token& token);         ///< "whereas", "than"
  static bool compares(const Token& token);      ///< "versus", "compared"

 protected:
  const Scene& scene_;
  const Passage& passage_;

 private:
  [[nodiscard]] bool in_p_bracket(int arm) const;
  [[nodiscard]] std::size_t place(int k) const { return static_cast<std::size_t>(k - scene_.sentence.first); }
  void mark(std::vector<bool>& tokens, int first, int last) const;

  const std::vector<Linked>& values_;
  std::vector<bool> in_values_, in_times_;  ///< by token of the sentence
};

}  // namespace evigraft
