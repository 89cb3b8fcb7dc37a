// core/extract/pairing.cpp: phrases that say so, then sentences that give several grafts to everyone.
#include "extract/pairing.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace evigraft {
namespace {

/// "on the other side"; not "in the other 13", "in the other patients"
bool pairs_within(const DescribeLexicon& lexicon, const Passage& passage, bool own_parts) {
  if (!passage.may_hold(lexicon.within_person)) return false;
  for (const Sentence& sentence : passage.sentences) {
    if (own_parts && (sentence.section == Section::background || sentence.section == Section::conclusion)) continue;
    for (const Mark& mark : find_all(lexicon.within_person, passage, sentence)) {
      const bool others = passage.is(mark.last - 1, {"other"}) && mark.last < sentence.last &&
                          (passage.at(mark.last).number() ||
                           lexicon.human.longest(passage.tokens, mark.last, sentence.last).entry >= 0 ||
                           lexicon.animal.longest(passage.tokens, mark.last, sentence.last).entry >= 0 ||
                           passage.is(mark.last, {"group", "groups", "arm"}) ||
                           (passage.is(mark.last, {"hand"}) && passage.is(mark.last + 1, ',')));
      if (!others) return true;
    }
  }
  return false;
}

std::size_t distinct_classes(const std::vector<ArmMention>& mentions) {
  std::vector<ArmClass> classes;
  for (const ArmMention& arm : mentions)
    if (std::find(classes.begin(), classes.end(), arm.arm) == classes.end()) classes.push_back(arm.arm);
  return classes.size();
}

/// The words at which the rules below begin to look; most are none of them.
bool tells_of_parts(const Token& token) {
  static const WordSet words(std::array<std::string_view, 29>{
      "groups", "arms",  "per",  "each",  "n",       "sites",    "pockets", "points",  "places", "locations",
      "same",   "two",   "left", "right", "divided", "received", "had",     "carried", "got",    "buttock",
      "breast", "cheek", "hand", "ear",   "temple",  "flank",    "thigh",   "eyelid",  "groin"});
  return words.contains(token.key);
}

/// "the left groin had fat and the right groin fat with nanofat", "six minipigs each received eight boluses", "each pig
/// received all three": everyone has every arm, unless there are groups.
bool several_grafts_each(const DescribeLexicon& lexicon, const Passage& abstract, const ArmDictionary& arms) {
  if (!abstract.may_hold(lexicon.everyone)) return false;
  bool several = false;
  for (const Sentence& sentence : abstract.sentences) {
    if (sentence.section == Section::background || sentence.section == Section::conclusion) continue;
    const auto someone = [&](int i) {
      if (i < sentence.first || i >= sentence.last) return i;
      const auto found = lexicon.animal.longest(abstract.tokens, i, sentence.last);
      const auto person = lexicon.human.longest(abstract.tokens, i, sentence.last);
      return found.entry >= 0 ? found.last : person.entry >= 0 ? person.last : i;
    };
    const auto many = [&](int i) {
      return i >= sentence.first && i < sentence.last &&
             ((abstract.at(i).number() && abstract.at(i).value >= 2 && abstract.at(i).decimals == 0) ||
              abstract.is(i, {"all", "both"}));
    };
    // "each animal received fat with SVF and fat alone"
    const auto names_both = [&](int from) {
      const ArmMention* first = nullptr;
      for (const ArmMention& arm : arms.find(abstract, sentence)) {
        if (arm.first < from) continue;
        if (!first) {
          first = &arm;
          continue;
        }
        bool both = false;
        for (int i = first->last; i < arm.first; ++i) {
          if (abstract.is(i, {"or"})) return false;
          both = both || abstract.is(i, {"and"});
        }
        return both && arm.arm != first->arm;
      }
      return false;
    };
    const auto someone_near = [&](int i) {
      return someone(i) > i || (i + 1 < sentence.last && someone(i + 1) > i + 1);
    };
    bool left = false, right = false;
    for (int i = sentence.first; i < sentence.last; ++i) {
      if (!tells_of_parts(abstract.at(i))) continue;
      if (abstract.is(i, {"groups", "arms"}) && i > sentence.first && abstract.at(i - 1).number()) return false;
      if (abstract.is(i, {"per", "each"}) && abstract.is(i + 1, {"group", "arm"})) return false;
      if (abstract.is(i, {"n"}) && abstract.is(i + 1, '=') && i - 1 > sentence.first && abstract.is(i - 1, '(') &&
          someone(i - 2) == i - 2)
        return false;
      // "in eight sheep fat was injected at four sites: fat alone, with SVF, with PRP and with both"
      if (abstract.is(i, {"sites", "pockets", "points", "places", "locations"}) && many(i - 1) &&
          abstract.at(i - 1).value <= 8 && abstract.is(sentence.first, {"in"}) &&
          distinct_classes(arms.find(abstract, sentence)) > 1)
        for (int k = sentence.first + 1; k < i; ++k) several = several || (many(k) && someone_near(k + 1));
      // "all three were implanted under the skin of the same animal"
      if (abstract.is(i, {"same"}) && someone(i + 1) > i + 1)
        for (int k = std::max(sentence.first, i - 15); k < i; ++k)
          several = several || (abstract.is(k, {"all", "both"}) && (many(k + 1) || abstract.is(k + 1, {"were"})));
      // "the right ear", "in right hands"
      const bool of_a_body = abstract.is(i - 1, {"the", "their", "its", "his", "her"}) ||
                             (abstract.is(i - 1, {"in", "on", "of"}) &&
                              abstract.is(i + 1, {"hand", "hands", "breast", "breasts", "cheek", "cheeks", "ear",
                                                  "ears", "flank", "flanks", "side", "sides", "thigh", "thighs",
                                                  "temple", "temples", "eyelid", "eyelids"}));
      // "into the two flanks of ten mice"
      if (abstract.is(i, {"two"}) && abstract.is(i - 1, {"the"}) &&
          abstract.is(i + 1,
                      {"flanks", "sides", "ears", "hands", "cheeks", "breasts", "temples", "thighs", "groins"}) &&
          abstract.is(i + 2, {"of"}) && many(i + 3))
        several = true;
      left = left || (abstract.is(i, {"left"}) && of_a_body);
      right = right || (abstract.is(i, {"right"}) && of_a_body);
      // "the pad was divided in two fragments, one with PRP, the other without"
      if (abstract.is(i, {"divided"}) && abstract.is(i + 1, {"in", "into"}) && abstract.is(i + 2, {"two"}) &&
          (abstract.is(i + 3, {"parts", "halves", "fragments", "portions", "pieces"}) ||
           abstract.is(i + 4, {"parts", "halves", "fragments", "portions", "pieces"})))
        for (int k = i; k < sentence.last; ++k) several = several || abstract.is(k, {"other"});
      // "eighteen rats carried three grafts each: with SVF, with ASCs and with medium"
      if (abstract.is(i, {"received", "had", "carried", "got"}) && many(i + 1) && someone(i - 1) == i &&
          arms.find(abstract, sentence).size() > 1)
        for (int k = i + 2; k < std::min(i + 9, sentence.last); ++k) several = several || abstract.is(k, {"each"});
      // "each buttock received fat; one with cells and the other with placebo"
      if (abstract.is(i, {"buttock", "breast", "cheek", "hand", "ear", "temple", "flank", "thigh", "eyelid"}) &&
          abstract.is(i - 1, {"each", "either"}))
        for (int k = i; k + 2 < sentence.last; ++k)
          several = several || (abstract.is(k, {"the"}) && abstract.is(k + 1, {"other"}) &&
                                abstract.is(k + 2, {"to", "with", "by", "received", "was"}));
      // "one ear was grafted with PRP and the other with saline"
      if (abstract.is(i,
                      {"buttock", "breast", "cheek", "hand", "ear", "temple", "flank", "thigh", "eyelid", "groin"}) &&
          abstract.is(i - 1, {"one"}) && distinct_classes(arms.find(abstract, sentence)) > 1)
        for (int k = i; k + 2 < sentence.last; ++k)
          several = several || (abstract.is(k, {"the"}) && abstract.is(k + 1, {"other"}) && someone(k + 2) == k + 2 &&
                                !abstract.at(k + 2).number());
      if (!abstract.is(i, {"each"})) continue;
      const int behind = someone(i + 1);
      const bool before = someone(i - 1) == i;
      if ((before || behind > i + 1) && behind < sentence.last &&
          abstract.is(behind, {"received", "had", "carried", "got", "underwent"}) &&
          (many(behind + 1) || names_both(behind)))
        several = true;
      if (behind > i + 1 && behind < sentence.last && abstract.is(behind, {"was", "were"})) {
        several = several || names_both(behind);
        for (int k = behind + 2; k < std::min(behind + 5, sentence.last); ++k)  // "was injected at two points"
          several = several || (many(k) && arms.find(abstract, sentence).size() > 1);
      }
      if (behind > i + 1 && abstract.is(i - 1, {"on", "in"}))  // "on each animal, six sites were grafted"
        several = several || many(abstract.is(behind, ',') ? behind + 1 : behind);
      if (behind > i + 1 && abstract.is(i - 1, {"of", "in"}))  // "four dorsal pockets of each animal"
        for (int k = std::max(sentence.first, i - 7); k < i - 1; ++k) several = several || many(k);
    }
    if (left && right && arms.find(abstract, sentence).size() > 1) several = true;
  }
  return several;
}

}  // namespace

bool has_all_arms(const DescribeLexicon& lexicon, const Passage& title, const Passage& abstract,
                  const ArmDictionary& arms) {
  return pairs_within(lexicon, title, false) || pairs_within(lexicon, abstract, true) ||
         several_grafts_each(lexicon, abstract, arms);
}

bool matched_with_others(const DescribeLexicon& lexicon, const Passage& abstract) {
  constexpr int kReach = 6;  // "matched for age and sex with"
  for (const Sentence& sentence : abstract.sentences) {
    if (sentence.section == Section::background || sentence.section == Section::conclusion) continue;
    for (int i = sentence.first; i < sentence.last; ++i)
      for (int k = i + 1; abstract.is(i, {"matched"}) && k + 1 < std::min(i + kReach, sentence.last); ++k)
        if (abstract.is(k, {"with", "to"}) && ((abstract.at(k + 1).number() && !abstract.is(k + 2, {":"})) ||
                                               lexicon.human.longest(abstract.tokens, k + 1, sentence.last).entry >= 0))
          return true;
  }
  return false;
}

}  // namespace evigraft
