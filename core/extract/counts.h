// core/extract/counts.h: stage 9b. How many people or animals: in all, per arm and at a time, stated or certain.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "extract/describe.h"
#include "extract/head_counts.h"
#include "extract/measurements.h"

namespace evigraft {

class Counts {
 public:
  Counts(const CountLexicon& lexicon, const Passage& abstract, const std::vector<Measured>& measured,
         const ArmDictionary& arms, const Description& description);  ///< `measured` by sentence

  [[nodiscard]] std::optional<int> total() const { return total_; }
  /// n of an arm; the label tells arms of one class apart where it can.
  [[nodiscard]] std::optional<int> of(ArmClass arm, const std::string& label, std::optional<double> months = {}) const;
  /// n where the text counts the arm under this label, or one that shares a word with it.
  [[nodiscard]] std::optional<int> of_label(ArmClass arm, const std::string& label) const;
  /// The same of those seen at a time, where the text counts them; without an arm of all.
  [[nodiscard]] std::optional<int> at(std::optional<double> months, std::optional<ArmClass> arm,
                                      const std::string& label) const;
  /// n of one of several groups that no arm tells apart.
  [[nodiscard]] std::optional<int> of_part(ArmClass arm, const std::string& label) const;
  /// Whether the number at a token of the abstract was taken for a count.
  [[nodiscard]] bool took(int token) const;
  [[nodiscard]] const std::vector<Arm>& arms() const { return arms_; }

 private:
  void settle(const ArmDictionary& arms, const Description& description);
  void settle_rest(const ArmDictionary& arms);
  void settle_other(const ArmDictionary& arms);
  void settle_total();
  [[nodiscard]] std::optional<int> described_as(const std::string& label) const;
  [[nodiscard]] int left_of(int n, ArmClass arm, const std::string& label, int counted_at,
                            std::optional<double> months = {}) const;
  [[nodiscard]] bool lost_of_an_unknown_arm(ArmClass arm) const;
  [[nodiscard]] int left_by_name(int n, ArmClass arm, const std::string& label) const;

  HeadCounts heads_;
  bool within_person_ = false, comparative_ = false;
  ArmClass only_arm_ = ArmClass::all;
  std::optional<int> total_;
  std::vector<Arm> arms_;
};

}  // namespace evigraft
