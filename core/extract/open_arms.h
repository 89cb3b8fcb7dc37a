// core/extract/open_arms.h: stage 5c. Arms by an additive, drug, carrier or device that the topic does not know:
// "the insulin group", "VEGF-loaded microspheres", "fat plus hydrogel". Such a name counts only in a text that also has
// what it is compared with.
#pragma once
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/arm_phrases.h"

namespace evigraft {

/// Stems of the words by which one text names such arms; its passages must outlive them.
class OpenNames {
 public:
  /// Looks through one passage; `phrases` are what is known of it already, left to right.
  void learn(const ArmLexicon& lexicon, const Passage& passage, const std::vector<ArmPhrase>& phrases);
  /// Keeps the names that are confirmed; to be called once, after all passages.
  void settle();
  [[nodiscard]] bool empty() const { return named_.empty() && signed_.empty(); }
  /// Adds phrases of kind `open` where no other stands; one that touches an arm of the topic by a hyphen joins it.
  void add(const ArmLexicon& lexicon, const Passage& passage, const Sentence& sentence,
           std::vector<ArmPhrase>& phrases) const;

 private:
  using Words = std::set<std::string_view>;
  Words named_;                  ///< "the insulin group", "insulin-treated": enough by themselves
  Words given_;                  ///< "treated with insulin", "fat plus insulin": only if the title says so, too
  Words defined_;                ///< "autologous ASCs (auto group)": short for an arm of the topic
  Words titled_;                 ///< words of the title
  Words plus_, minus_, signed_;  ///< "HA+", "HA-"; "HA+ grafts": those of a pair
  std::vector<std::pair<std::string_view, std::string_view>> short_forms_;  ///< "deferoxamine (DFO)"
};

}  // namespace evigraft
