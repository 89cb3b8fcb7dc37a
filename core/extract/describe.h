// core/extract/describe.h: stage 8. What kind of publication a text is: species, design, pairing, methods, site.
#pragma once
#include <string>
#include <vector>

#include "extract/arms.h"
#include "extract/outcome.h"
#include "extract/passage.h"
#include "extract/read.h"

namespace evigraft {

struct DescribeLexicon {
  DescribeLexicon(const Topic& topic, Vocabulary& vocabulary);
  Lexicon methods, sites;  ///< -> index of the names below
  std::vector<std::string> method_names, site_names;
  Lexicon animal, human, in_vitro;
  Lexicon randomised, quasi_random, wished, groups, comparative, single, case_report, protocol, review, meta_analysis,
      notice, within_person;
};

struct Description {
  Species species = Species::none;
  Design design = Design::other;
  Pairing pairing = Pairing::unclear;
  std::string method, site;
  bool yields_nothing = false;  ///< reviews, meta-analyses, protocols, letters, notices
};

Description describe(const DescribeLexicon& lexicon, const Text& text, const Passage& title, const Passage& abstract,
                     const ArmDictionary& arms);

}  // namespace evigraft
