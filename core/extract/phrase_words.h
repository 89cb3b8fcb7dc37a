// core/extract/phrase_words.h: what the finders of arm phrases ask of the words of a sentence.
#pragma once
#include "extract/arm_phrases.h"

namespace evigraft {

class PhraseWords {
 public:
  /// All three must outlive it.
  PhraseWords(const ArmLexicon& lexicon, const Passage& passage, const Sentence& sentence)
      : lexicon_(lexicon), passage_(passage), sentence_(sentence) {}

 protected:
  static bool preposition(const Token& token);  ///< "in", "with", "after"
  static bool verb(const Token& token);         ///< "was", "received", "who"
  static bool joiner(const Token& token);       ///< a comma, "and", "versus"
  [[nodiscard]] bool inside(int i) const { return i >= sentence_.first && i < sentence_.last; }
  [[nodiscard]] bool is(int i, WordList list) const { return inside(i) && passage_.at(i).is_one_of(list); }
  [[nodiscard]] bool is(int i, char sign) const { return inside(i) && passage_.at(i).is(sign); }
  [[nodiscard]] const ArmLexicon::Entry& entry(int index) const {
    return lexicon_.entries[static_cast<std::size_t>(index)];
  }
  [[nodiscard]] int head(int i) const {
    return inside(i) ? lexicon_.heads.longest(passage_.tokens, i, sentence_.last).last : 0;
  }
  [[nodiscard]] bool is_head(int i) const { return head(i) > i; }
  [[nodiscard]] bool is_label(int i) const {
    return lexicon_.labels.longest(passage_.tokens, i, sentence_.last).entry >= 0;
  }

  const ArmLexicon& lexicon_;
  const Passage& passage_;
  const Sentence& sentence_;
};

/// The labels of the topic in a sentence, joined to phrases: "stromal vascular fraction (SVF)-enriched fat" is one.
std::vector<ArmPhrase> find_label_phrases(const ArmLexicon& lexicon, const Passage& passage, const Sentence& sentence,
                                          const std::vector<Mark>& labels);

/// Adds what English names without a label of the topic: "without", "alone", "the other side", doses, unknown groups.
void add_contrast_phrases(const ArmLexicon& lexicon, const Passage& passage, const Sentence& sentence,
                          std::vector<ArmPhrase>& found);

}  // namespace evigraft
