#include "extract/topic_words.h"

#include <algorithm>
#include <initializer_list>

namespace evigraft {
namespace {

bool holds_any(const Lexicon& lexicon, std::initializer_list<const Passage*> passages) {
  return std::any_of(passages.begin(), passages.end(),
                     [&](const Passage* passage) { return contains(lexicon, *passage); });
}

/// "retention of intact fat", "residual fat volume": an outcome noun and the tissue in one noun phrase.
bool outcome_of_the_tissue(const NounLexicon& nouns, const Passage& passage) {
  for (const Mark& mark : passage.nouns) {
    if (mark.entry != NounLexicon::remaining) continue;
    if (contains(nouns.tissue, passage.tokens, std::max(0, mark.first - 3), mark.first)) return true;
    if (passage.is(mark.last, {"of", "rate"}) &&
        contains(nouns.tissue, passage.tokens, mark.last, std::min(passage.size, mark.last + 6)))
      return true;
  }
  return false;
}

}  // namespace

bool titled_otherwise(const NounLexicon& nouns, const ArmDictionary& arms, const Passage& title) {
  if (!title.may_hold(nouns.other_things) || holds_any(nouns.tissue, {&title})) return false;
  for (const Sentence& sentence : title.sentences)
    for (const Mark& mark : find_all(nouns.other_things, title, sentence)) {
      const std::vector<ArmMention>& named = arms.find(title, sentence);
      // the gel of "SVF-gel" is none
      if (std::none_of(named.begin(), named.end(), [&](const ArmMention& arm) {
            return arm.arm != ArmClass::other && arm.first <= mark.first && mark.first < arm.last;
          }))
        return true;
    }
  return false;
}

bool names_the_topic(const ArmDictionary& arms, const NounLexicon& nouns, const Passage& title,
                     const Passage& abstract) {
  if (!holds_any(nouns.tissue, {&title, &abstract})) return false;
  if (arms.names_an_intervention()) return true;
  // "Survival of fat in the cheek"; "retention of intact fat" beside fat in the title
  if (outcome_of_the_tissue(nouns, title)) return true;
  if (holds_any(nouns.tissue, {&title}) && outcome_of_the_tissue(nouns, abstract)) return true;
  return holds_any(nouns.denominators, {&title, &abstract}) &&
         (outcome_of_the_tissue(nouns, title) || outcome_of_the_tissue(nouns, abstract));
}

}  // namespace evigraft
