// core/extract/counts.h: stage 9. How many people or animals: in all and per arm, stated or certain.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "extract/arms.h"
#include "extract/describe.h"
#include "extract/outcome.h"
#include "extract/passage.h"

namespace evigraft {

struct CountLexicon {
  explicit CountLexicon(Vocabulary& vocabulary);
  Lexicon people;     ///< who is counted: patients, mice
  Lexicon analysed;   ///< "completed the study", "were analysed"
  Lexicon per_group;  ///< "per group", "in each group"
  Lexicon killed;     ///< those killed at one time were measured at it
  Lexicon lost;       ///< "did not return"
  Lexicon equal;      ///< "in equal numbers", "equal groups"
};

class Counts {
 public:
  Counts(const CountLexicon& lexicon, const Passage& abstract, const ArmDictionary& arms,
         const Description& description);

  [[nodiscard]] std::optional<int> total() const { return total_; }
  /// n of an arm; the label tells arms of one class apart where it can.
  [[nodiscard]] std::optional<int> of(ArmClass arm, const std::string& label) const;
  [[nodiscard]] const std::vector<Arm>& arms() const { return arms_; }

 private:
  struct Stated {
    ArmClass arm = ArmClass::all;
    std::string label;
    int n = 0;
    bool analysed = false;
    int sentence = 0;  ///< its first token
  };
  void read(const Passage& passage, const Sentence& sentence, const ArmDictionary& arms);
  void add(const Passage& passage, const Sentence& sentence, const ArmMention& arm, int n, bool analysed);
  void read_losses(const Passage& passage, const Sentence& sentence, const std::vector<ArmMention>& mentions);
  void settle(const ArmDictionary& arms, const Description& description);

  const CountLexicon& lexicon_;
  std::vector<Stated> stated_;
  std::vector<Stated> lost_;  ///< `all`: of each arm
  std::optional<int> enrolled_, analysed_, per_group_;
  bool per_group_analysed_ = false, equal_ = false;
  int groups_ = 0;
  int per_group_at_ = 0;  ///< its token
  bool within_person_ = false;
  ArmClass only_arm_ = ArmClass::all;
  std::optional<int> total_;
  std::vector<Arm> arms_;
};

}  // namespace evigraft
