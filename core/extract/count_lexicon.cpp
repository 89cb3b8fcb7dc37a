// core/extract/count_lexicon.cpp: words of counting: who is counted, and what says who was analysed, lost or killed.
#include <algorithm>

#include "extract/head_counts.h"

namespace evigraft {

CountLexicon::CountLexicon(Vocabulary& vocabulary)
    : analysed(phrases(vocabulary, {"completed",
                                    "analysed",
                                    "analyzed",
                                    "valid scan",
                                    "evaluable",
                                    "were evaluated",
                                    "available for analysis",
                                    "finished",
                                    "could be evaluated",
                                    "available for follow up",
                                    "included in the analysis",
                                    "included into the analysis",
                                    "remained for analysis",
                                    "returned",
                                    "reached",
                                    "came",
                                    "agreed",
                                    "attended",
                                    "accepted",
                                    "survived",
                                    "were scanned",
                                    "was scanned",
                                    "were followed to",
                                    "both scans",
                                    "all scans",
                                    "were available",
                                    "was available",
                                    "available in",
                                    "available for control",
                                    "primary outcome",
                                    "last visit",
                                    "final visit",
                                    "was measured in",
                                    "were measured in",
                                    "was assessed in",
                                    "were assessed in",
                                    "were seen at",
                                    "were assessed",
                                    "were re examined",
                                    "follow up was complete",
                                    "complete follow up",
                                    "scanned",
                                    "had mri",
                                    "had ct",
                                    "underwent mri",
                                    "underwent ct",
                                    "were imaged",
                                    "were followed"})),
      per_group(phrases(vocabulary, {"per group",
                                     "per arm",
                                     "in each group",
                                     "in each arm",
                                     "each group",
                                     "for each group",
                                     "each",
                                     "in every group",
                                     "per treatment",
                                     "to each group",
                                     "to each arm",
                                     "of each group",
                                     "of each arm",
                                     "of either group",
                                     "in either group",
                                     "from each group",
                                     "from each arm",
                                     "per dose",
                                     "per condition",
                                     "per cohort",
                                     "per treatment group",
                                     "in each cohort",
                                     "in both groups",
                                     "in both arms",
                                     "in all groups",
                                     "from every group",
                                     "of every group",
                                     "for each kind",
                                     "for each type",
                                     "of each kind",
                                     "for each treatment",
                                     "per type",
                                     "per subgroup",
                                     "in each subgroup",
                                     "per technique",
                                     "per method",
                                     "per preparation",
                                     "per product",
                                     "per study arm",
                                     "per study group",
                                     "in each set",
                                     "per material",
                                     "per formulation",
                                     "per intervention"})),
      killed(phrases(vocabulary, {"killed", "sacrificed", "euthanised", "euthanized", "culled"})),
      lost(phrases(vocabulary, {"excluded",
                                "was lost",
                                "were lost",
                                "been lost",
                                "lost to",
                                "did not return",
                                "withdrew",
                                "dropped out",
                                "died",
                                "missed",
                                "did not attend",
                                "did not come",
                                "did not appear",
                                "was withdrawn",
                                "were withdrawn",
                                "discontinued",
                                "declined",
                                "was not analysed",
                                "was not analyzed",
                                "were not analysed",
                                "were not analyzed",
                                "failed to attend",
                                "failed to return",
                                "failed to complete",
                                "did not complete",
                                "did not finish",
                                "left the study",
                                "refused",
                                "moved away",
                                "could not be reached",
                                "was not available",
                                "were not available",
                                "was removed",
                                "were removed",
                                "was dropped",
                                "were dropped",
                                "was missing",
                                "were missing",
                                "no follow up"})),
      parts(phrases(vocabulary,
                    {"breast", "side",  "cheek",   "face",    "hemiface", "defect",  "site",      "temple",  "hand",
                     "lobe",   "ear",   "eye",     "eyelid",  "scar",     "pocket",  "sample",    "buttock", "flank",
                     "wound",  "bolus", "deposit", "implant", "region",   "session", "procedure", "specimen"})),
      equal(phrases(vocabulary, {"in equal numbers", "equal groups", "equally", "equal numbers", "equal parts",
                                 "groups of equal size", "equal size", "evenly"})) {
  for (const std::string_view noun : {"patient", "woman", "women", "man", "men", "volunteer", "participant", "people",
                                      "person", "chart", "child", "children", "girl", "boy", "adolescent"})
    people.add(vocabulary, noun, kHumans);
  for (const std::string_view noun :
       {"mouse", "mice", "rat", "rabbit", "pig", "minipig", "animal", "dog", "sheep", "sow", "goat", "subject", "adult",
        "female", "male", "individual", "case", "recipient"})
    people.add(vocabulary, noun, kAny);
}

bool counts_heads(const Token& token) {
  return token.number() && token.decimals == 0 && token.value >= 1 && token.value < 100000;
}

bool parts_counted(const CountLexicon& lexicon, const Passage& passage, const Sentence& sentence, int at) {
  int open = at - 1;
  while (open > sentence.first && at - open < 8 && !passage.is(open, '(')) --open;
  if (!passage.is(open, '(')) return false;
  // "breasts that had not been irradiated (n = 51)"
  for (int noun = open - 1; noun >= std::max(sentence.first, open - 7); --noun) {
    if (passage.at(noun).number() || passage.at(noun).kind == TokenKind::mark) return false;
    const bool said_of = noun + 1 == open || passage.is(noun + 1, {"that", "which"});
    if (said_of && lexicon.parts.longest(passage.tokens, noun, sentence.last).entry >= 0) return true;
  }
  return false;
}

}  // namespace evigraft
