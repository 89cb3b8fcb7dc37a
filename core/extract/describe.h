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
  Lexicon methods, sites, definitions;  ///< -> index of the names below
  std::vector<std::string> method_names, site_names, definition_names;
  Lexicon animal, human, in_vitro;
  Lexicon randomised, quasi_random, wished, groups, everyone, comparative, single, case_report, protocol, review,
      meta_analysis, notice, opinions, laboratory, grafted, within_person;
  Lexicon asked, searched;  ///< -> kind of sign that opinions were asked for, that studies were looked for
};

struct Description {
  Species species = Species::none;
  Design design = Design::other;
  Pairing pairing = Pairing::unclear;
  std::string method, site;
  std::string definition;       ///< which volume is the whole, when the text names one only
  bool yields_nothing = false;  ///< reviews, meta-analyses, protocols, letters, notices
};

/// The one definition that a sentence names, empty when it names none or several.
std::string definition_in(const DescribeLexicon& lexicon, const Passage& passage, const Sentence& sentence);

Description describe(const DescribeLexicon& lexicon, const Text& text, const Passage& title, const Passage& abstract,
                     const ArmDictionary& arms);

}  // namespace evigraft
