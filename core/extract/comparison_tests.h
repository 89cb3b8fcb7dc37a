// core/extract/comparison_tests.h: stage 10a. The statistical tests that a text names, as short standard terms
// (docs/extraction.md lists them), and what it says of pairing and sides.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "extract/lexicon.h"
#include "extract/passage.h"

namespace evigraft {

struct TestLexicon {
  explicit TestLexicon(Vocabulary& vocabulary);
  Lexicon results;  ///< P value, difference: without one a sentence reports no comparison
  Lexicon names;    ///< -> index into the table of tests
  Lexicon pairing;
  Lexicon sides;
};

/// How a P value was computed, as far as the text says.
struct NamedAnalysis {
  std::string test;        ///< "Student t"; several alternatives joined by " or "; empty when none is named
  std::string adjustment;  ///< "Tukey", "Bonferroni" ...; empty when none is named
  std::optional<bool> paired;
  std::optional<int> sides;
};

/// What the text's own parts say once for all P values: "groups were compared with one-way ANOVA and Tukey's test".
/// Tests of other things (counts, correlation, time to event) are left to the sentences that name them.
NamedAnalysis analysis_of_text(const TestLexicon& lexicon, const Passage& passage);

/// What [first, last) says of a P value, completed by `of_text`.
NamedAnalysis analysis_of(const TestLexicon& lexicon, const Passage& passage, int first, int last,
                          const NamedAnalysis& of_text);

}  // namespace evigraft
