// core/extract/trial_arms.h: which arm of a question a header, a row label or a phrase names.
#pragma once
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/abbreviations.h"
#include "extract/label_words.h"

namespace evigraft {

/// 0 is the intervention, 1 the comparator.
class ArmPair {
 public:
  ArmPair(const std::string& intervention, const std::string& comparator, const Abbreviations& abbreviations);

  /// How well a label names each arm, 0 to 1. Words that both arms share tell nothing; "control" names a placebo arm,
  /// "treatment group" the other one.
  [[nodiscard]] std::array<double, 2> affinity(std::string_view label) const;
  /// The same by the label's own words only.
  [[nodiscard]] std::array<double, 2> own_affinity(std::string_view label) const;
  /// What an article's sentences say of a label that its own words leave open (label_glossary.h).
  void learn(std::map<std::string, std::array<double, 2>> labels) { learnt_ = std::move(labels); }
  [[nodiscard]] const std::map<std::string, std::array<double, 2>>& learnt() const { return learnt_; }
  /// Whether a word tells the arms apart, and for which it speaks: 0, 1, or -1.
  [[nodiscard]] int speaks_for(const std::string& stem) const;
  /// A word of both arms: "weeks" in "24 weeks" against "48 weeks".
  [[nodiscard]] bool shared(const std::string& stem) const;
  /// The arm without words of its own: "gemcitabine" against "gemcitabine plus X"; -1 when both have some.
  [[nodiscard]] int bare_side() const;
  [[nodiscard]] const Abbreviations& abbreviations() const { return abbreviations_; }

 private:
  struct Side {
    std::vector<LabelWord> words;
    bool control = false;
    bool negated = false;  ///< "no treatment", but also "non-invasive ventilation"
  };
  const Abbreviations& abbreviations_;
  std::array<Side, 2> sides_;
  std::map<std::string, std::array<double, 2>> learnt_;
};

/// Stems that name a control arm: "placebo", "usual", "sham" ...
bool is_control_word(std::string_view stem);

}  // namespace evigraft
