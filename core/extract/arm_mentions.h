// core/extract/arm_mentions.h: where a sentence names the arms of a question.
#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "extract/article_sentences.h"
#include "extract/trial_arms.h"

namespace evigraft {

struct TrialArmMention {
  int first = 0, last = 0;  ///< tokens [first, last)
  int arm = -1;             ///< 0 intervention, 1 comparator
};

/// Which of `size` values belong to two arms of a list, first mention first: "zinc, iron and placebo" with three values
/// are the first and the third. None when the list does not have that many members.
std::optional<std::array<int, 2>> places_in_list(const FoldedParagraph& paragraph, const TrialArmMention& first,
                                                 const TrialArmMention& second, int size);

/// Remembers what each word says about the arms; words repeat through an article.
class MentionFinder {
 public:
  explicit MentionFinder(const ArmPair& arms);
  [[nodiscard]] std::vector<TrialArmMention> find(const FoldedParagraph& paragraph, const Sentence& sentence);
  [[nodiscard]] const ArmPair& arms() const { return arms_; }

 private:
  int arm_of(const Token& token);
  /// "group A" where the article explains it; the tokens it has, 0 when none stands here.
  [[nodiscard]] int labelled(const FoldedParagraph& paragraph, const Sentence& sentence, int at, int& arm) const;

  struct Label {
    std::vector<std::string> words;
    int arm = -1;
  };
  const ArmPair& arms_;
  int bare_ = -1;
  std::vector<Label> labels_;
  std::map<std::string, int, std::less<>> known_;
};

}  // namespace evigraft
