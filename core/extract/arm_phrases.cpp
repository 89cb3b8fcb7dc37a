// core/extract/arm_phrases.cpp: labels of the topic, joined to phrases; then English words for what is compared with.
#include "extract/arm_phrases.h"

#include <algorithm>

#include "extract/phrase_words.h"

namespace evigraft {

bool PhraseWords::preposition(const Token& token) {
  return token.is_one_of({"in", "of", "for", "with", "after", "on", "at", "among", "within", "during", "from", "by",
                          "to", "than", "into", "under", "between", "without"});
}

bool PhraseWords::verb(const Token& token) {
  return token.is_one_of({"was", "were", "is", "are", "had", "has", "have", "showed", "retained", "kept", "received",
                          "gave", "did", "lost", "maintained", "who", "which", "that"});
}

bool PhraseWords::joiner(const Token& token) {
  return token.is(',') || token.is('/') || token.is_one_of({"and", "or", "versus", "vs", "v"});
}

bool signed_name(const Passage& passage, int at, char sign) {
  if (!passage.is(at, sign) || passage.at(at).space) return false;
  return at + 1 >= passage.size || passage.at(at + 1).space || passage.at(at + 1).newline ||
         passage.is(at + 1, {")", ",", ";", "."});
}

bool names_a_group(const Token& token) {
  if (token.number()) return token.decimals == 0 && token.value <= 20;
  if (token.kind != TokenKind::word || !token.capital) return false;
  if (token.text.size() == 1) return true;
  if (token.is_one_of({"ii", "iii", "iv", "vi"})) return true;
  // "A1", "S0.5"
  return token.text.find_first_not_of("0123456789.", 1) == std::string_view::npos;
}

std::vector<ArmPhrase> find_arm_phrases(const ArmLexicon& lexicon, const Passage& passage, const Sentence& sentence,
                                        const std::vector<Mark>& labels) {
  std::vector<ArmPhrase> found = find_label_phrases(lexicon, passage, sentence, labels);
  if (!found.empty() || contains(lexicon.heads, passage, sentence))
    add_contrast_phrases(lexicon, passage, sentence, found);
  std::sort(found.begin(), found.end(), [](const ArmPhrase& a, const ArmPhrase& b) { return a.first < b.first; });
  return found;
}

}  // namespace evigraft
