// core/extract/arm_aliases.h: stage 5b. What a text defines for itself: "fat alone (FG)", "group A received PRP",
// "(A, ASC; B, fat only)", "SVF on the left side".
#pragma once
#include <bitset>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extract/arm_phrases.h"

namespace evigraft {

struct ArmMention {
  int first = 0, last = 0;  ///< tokens [first, last)
  ArmClass arm = ArmClass::all;
  ArmLexicon::Role role = ArmLexicon::Role::active;
  bool class_unknown = false;  ///< nothing tells which cells these were
  std::string_view label;      ///< as printed, in the passage
  bool processing = false;     ///< only how plain fat was handled
};

class ArmAliases {
 public:
  /// Learns from a sentence whose arms are known by their own phrases.
  void learn(const ArmLexicon& lexicon, const Passage& passage, const Sentence& sentence,
             const std::vector<ArmMention>& mentions);
  /// Adds the mentions that the aliases give, where no other stands.
  void add(const Passage& passage, const Sentence& sentence, std::vector<ArmMention>& mentions) const;
  [[nodiscard]] std::size_t size() const { return known_.size(); }  ///< never shrinks

 private:
  class Learner;
  [[nodiscard]] bool paired(const Passage& passage, int i, int last) const;
  [[nodiscard]] bool may_be_known(const Token& token) const;
  void define(std::string key, const ArmMention& mention);
  std::map<std::string, ArmMention, std::less<>> known_;  ///< "sg", "group a", "left"
  std::bitset<256> initials_;                             ///< first bytes of the keys
};

}  // namespace evigraft
