// core/extract/text_subject.cpp: counts, noun by noun, whether the text says it of the topic's subjects or of others.
#include "extract/text_subject.h"

#include <algorithm>
#include <map>

namespace evigraft {
namespace {

/// The outcome noun inside a phrase that names another measure: "urinary retention", "retention of urine"; its word.
int outcome_word(const NounLexicon& lexicon, const Passage& passage, const Mark& phrase) {
  for (int k = phrase.first; k < phrase.last; ++k) {
    const auto noun = lexicon.nouns.longest(passage.tokens, k, k + 1);
    if (noun.entry == NounLexicon::remaining || noun.entry == NounLexicon::lost) return passage.at(k).word;
  }
  return -1;
}

}  // namespace

bool said_of_the_topic(const NounLexicon& lexicon, const Passage& passage, const Sentence& sentence, const Mark& mark,
                       const TextSubject& subject) {
  const auto own = [&](int from, int to) {
    for (int k = from; k < to; ++k) {
      const auto found = lexicon.subjects.longest(passage.tokens, k, to);
      if (found.entry >= 0 && !(subject.other_grafts && passage.at(k).stem == "graft")) return true;
    }
    return false;
  };
  int from = mark.first;
  while (from > std::max(sentence.first, mark.first - 4) &&
         (passage.at(from - 1).kind == TokenKind::word || passage.is(from - 1, '-')) &&
         !passage.is(from - 1, {"in", "of", "and", "on", "for", "was", "were", "with"}))
    --from;
  if (own(from, mark.first)) return true;
  int to = mark.last;
  if (passage.is(to, {"rate", "rates", "ratio", "percentage"})) ++to;
  return to < sentence.last && passage.is(to, {"of", "in"}) && own(to + 1, std::min(to + 6, sentence.last));
}

TextSubject read_subject(const NounLexicon& lexicon, const std::vector<const Passage*>& passages) {
  TextSubject subject;
  struct Seen {
    bool topic = false, other = false;
  };
  std::map<int, Seen> seen;
  // "Feasibility of recruiting to a trial": retention and adherence are of participants
  const auto said = [&](const Lexicon& words) {
    return std::any_of(passages.begin(), passages.end(),
                       [&](const Passage* passage) { return contains(words, *passage); });
  };
  const bool of_people = said(lexicon.feasibility) && said(lexicon.recruitment);
  for (const Passage* passage : passages)
    for (const Sentence& sentence : passage->sentences)
      for (const Mark& mark : passage->nouns_of(sentence)) {
        if (mark.entry == NounLexicon::false_friend) {
          if (const int word = outcome_word(lexicon, *passage, mark); word >= 0) seen[word].other = true;
          if (passage->field == "title" && passage->at(mark.last - 1).stem == "graft") subject.other_grafts = true;
        } else if (mark.last == mark.first + 1 &&
                   (mark.entry == NounLexicon::remaining || mark.entry == NounLexicon::lost)) {
          Seen& noun = seen[passage->at(mark.first).word];
          if (of_people) noun.other = true;
          if (said_of_the_topic(lexicon, *passage, sentence, mark, subject))
            noun.topic = true;
          else if (said_of_another(lexicon, *passage, sentence, mark))
            noun.other = true;
        }
      }
  for (const auto& [word, noun] : seen)
    if (noun.other && (!noun.topic || of_people)) subject.other_nouns.push_back(word);
  return subject;
}

}  // namespace evigraft
