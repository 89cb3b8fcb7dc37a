// core/extract/passage.cpp: stages 1 to 3 in a row.
#include "extract/passage.h"

#include "extract/noun_sense.h"

namespace evigraft {

Matches find_all(const Lexicon& lexicon, const Passage& passage, const Sentence& sentence) {
  if (!lexicon.may_begin(sentence.begins)) return {};
  return find_all(lexicon, passage.tokens, sentence.first, sentence.last);
}

bool contains(const Lexicon& lexicon, const Passage& passage, const Sentence& sentence) {
  return lexicon.may_begin(sentence.begins) && contains(lexicon, passage.tokens, sentence.first, sentence.last);
}

bool contains(const Lexicon& lexicon, const Passage& passage) {
  return passage.may_hold(lexicon) && contains(lexicon, passage.tokens, 0, passage.size);
}

Passage make_passage(std::string field, std::string_view text, const Vocabulary& vocabulary) {
  Passage passage;
  passage.field = std::move(field);
  passage.folded = fold(text);
  passage.tokens = tokenise(passage.folded);
  passage.size = static_cast<int>(passage.tokens.size());
  vocabulary.number(passage.tokens);
  for (const Token& token : passage.tokens) passage.begins |= token.begins;
  passage.sentences = split_sentences(passage.tokens);
  for (Sentence& sentence : passage.sentences)
    for (int i = sentence.first; i < sentence.last; ++i) sentence.begins |= passage.at(i).begins;
  return passage;
}

void mark_nouns(Passage& passage, const Lexicon& nouns) {
  for (Sentence& sentence : passage.sentences) {
    sentence.first_noun = passage.nouns.size();
    for (const Mark& noun : find_all(nouns, passage, sentence))
      if (!in_another_sense(passage, sentence, noun)) passage.nouns.push_back(noun);
    sentence.last_noun = passage.nouns.size();
  }
}

}  // namespace evigraft
