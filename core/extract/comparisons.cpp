// core/extract/comparisons.cpp: "48% in the ASC and 29% in the control group (P = .004)": two arms of the sentence, or
// the last two named before the P value.
#include "extract/comparisons.h"

#include "extract/gates.h"

namespace evigraft {
namespace {

bool speaks_of_outcome(const std::vector<Mark>& nouns) {
  bool outcome = false;
  for (const Mark& noun : nouns)
    outcome = outcome || noun.entry == NounLexicon::remaining || noun.entry == NounLexicon::lost;
  return outcome;
}

/// Most sentences print no P value.
bool names_p(const Passage& passage, const Sentence& sentence) {
  for (int i = sentence.first; i < sentence.last; ++i)
    if (passage.at(i).is('p')) return true;
  return false;
}

/// The different arms named before the P value, the nearest last.
std::vector<ArmClass> arms_before(const std::vector<ArmMention>& mentions, int at) {
  std::vector<ArmClass> classes;
  for (const ArmMention& mention : mentions)
    if (mention.last <= at && (classes.empty() || classes.back() != mention.arm)) classes.push_back(mention.arm);
  if (classes.size() > 2) {
    // "A ..., compared with B (P = .01) and C (P < .001)": the first against the one just named
    const ArmClass first = classes.front(), last = classes.back();
    if (first == last) return {};
    return {first, last};
  }
  return classes.size() == 2 && classes[0] != classes[1] ? classes : std::vector<ArmClass>{};
}

}  // namespace

std::vector<Comparison> read_comparisons(const Passage& abstract, const ArmDictionary& arms, const NounLexicon& nouns) {
  std::vector<Comparison> comparisons;
  for (const Sentence& sentence : abstract.sentences) {
    if (sentence.section == Section::background) continue;
    if (!names_p(abstract, sentence)) continue;
    const Measured measured = measure(abstract.tokens, sentence);
    if (measured.p_values.empty()) continue;
    if (!speaks_of_outcome(find_all(nouns.nouns, abstract.tokens, sentence.first, sentence.last))) continue;
    const std::vector<ArmMention>& mentions = arms.find(abstract, sentence);
    for (const PValue& p : measured.p_values) {
      Comparison comparison;
      comparison.arms = arms_before(mentions, p.first);
      comparison.p = p.value;
      comparison.p_relation = std::string(1, p.relation);
      comparison.span.field = abstract.field;
      comparison.span.start = abstract.at(p.first).start;
      comparison.span.end = abstract.at(p.last - 1).end;
      comparison.span.text = std::string(printed(abstract.folded, comparison.span.start, comparison.span.end));
      comparisons.push_back(std::move(comparison));
    }
  }
  return comparisons;
}

}  // namespace evigraft
