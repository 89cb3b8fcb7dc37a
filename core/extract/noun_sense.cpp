// core/extract/noun_sense.cpp: decided by the neighbours of the word.
#include "extract/noun_sense.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace evigraft {
namespace {

constexpr int kNear = 12;  // tokens; left and right of one comparison stand together

bool body_part(const Passage& passage, int i) {
  static const WordSet parts(std::array<std::string_view, 33>{
      "side", "half",  "halves", "cheek",   "breast", "temple", "face",  "hemiface", "hand",    "arm",  "ear",
      "lip",  "flank", "fold",   "buttock", "eyelid", "lid",    "groin", "pad",      "leg",     "foot", "scar",
      "hip",  "thigh", "knee",   "eye",     "orbit",  "limb",   "chest", "finger",   "forearm", "lobe", "hindlimb"});
  return i < passage.size && parts.contains(word_key(passage.at(i).stem));
}

/// "the left ear", "on the right and left", "(left, 61%; right, 52%)", "left cheeks"
bool side(const Passage& passage, const Sentence& sentence, int i) {
  const int before = i - 1;
  if (before >= sentence.first &&
      passage.is(before, {"the", "right", "on", "each", "every", "her", "his", "their", "our", "a"}))
    return true;
  if (before >= sentence.first && passage.is(before, {"and", "or", "versus", "vs", "than", "/", "-"}) &&
      passage.is(before - 1, {"right"}))
    return true;
  if (body_part(passage, i + 1)) return true;
  if (passage.is(i + 1, {"and", "or", "versus", "vs", "/", "-"}) && passage.is(i + 2, {"right"})) return true;
  // "39% right (PRP) and 56% left (saline)"
  if (!passage.is(before, {"was", "were", "is", "are", "been", "be", "volume", "fat", "graft", "still"}))
    for (int k = std::max(sentence.first, i - kNear); k < std::min(sentence.last, i + kNear); ++k)
      if (passage.is(k, {"right"})) return true;
  // "left, 61%; right, 52%"
  const bool opens = before < sentence.first || passage.is(before, '(') || passage.is(before, ';') ||
                     passage.is(before, ',') || passage.is(before, ':');
  return opens && (passage.is(i + 1, ',') || passage.is(i + 1, ':') || passage.is(i + 1, ')') ||
                   passage.is(i + 1, {"and", "versus", "vs"}));
}

}  // namespace

bool in_another_sense(const Passage& passage, const Sentence& sentence, const Mark& noun) {
  if (noun.last != noun.first + 1) return false;
  // "12% were lost to review"
  if (passage.is(noun.first, {"lost", "loss", "losses"}) && passage.is(noun.last, {"to"}))
    return passage.is(noun.last + 1, {"review", "observation", "contact", "recall", "study", "trial", "control", "us",
                                      "examination", "later", "further", "final"});
  if (!passage.is(noun.first, {"left"})) return false;
  if (side(passage, sentence, noun.first)) return true;
  // "92% left the hospital on the first day", "two left the study"
  int place = noun.last;
  if (passage.is(place, {"the", "our", "their"})) ++place;
  if (passage.is(place, {"hospital", "clinic", "ward", "unit", "department", "study", "trial", "country", "operating",
                         "recovery", "practice", "centre", "center"}))
    return true;
  // "the other half was left untreated"
  return passage.is(noun.last, {"out", "untreated", "open", "alone", "blank", "unanswered", "ungrafted", "untouched",
                                "undisturbed", "unoperated", "uninjected"});
}

int subject_of_passive(const Passage& passage, const Sentence& sentence, const Mark& verb) {
  int i = verb.first - 1;
  if (!passage.is(i, {"was", "were", "been"})) return -1;
  while (i > sentence.first && passage.is(i, {"was", "were", "been", "had", "have", "has"})) --i;
  if (passage.is(i, ')')) {
    while (i > sentence.first && !passage.is(i, '(')) --i;
    --i;
  }
  if (i < sentence.first || passage.at(i).kind != TokenKind::word) return -1;
  // "12% of the animals", "the graft in two patients": the verb is said of what stands before
  for (int k = i - 1; k >= std::max(sentence.first, i - 5); --k) {
    if (passage.at(k).kind == TokenKind::mark && !passage.is(k, '-')) break;
    if (passage.is(k, {"of", "in", "from", "for", "among", "with", "on", "into", "onto", "to", "by", "at", "under"}))
      return -1;
  }
  return i;
}

int people_told_apart(const Passage& passage, const Sentence& sentence, const Mark& noun) {
  constexpr int kReach = 5;
  int i = noun.first - 1;
  const int begin = std::max(sentence.first, noun.first - kReach);
  while (i >= begin && passage.at(i).kind == TokenKind::word && !passage.is(i, {"with", "without", "having", "who"}))
    --i;
  if (i <= sentence.first || !passage.is(i, {"with", "without", "having", "who"})) return -1;
  return passage.is(i - 1, {"those", "patients", "women", "men", "people", "participants", "subjects", "individuals",
                            "cases", "mice", "rats", "rabbits", "animals", "smokers", "ones"})
             ? i - 1
             : -1;
}

}  // namespace evigraft
