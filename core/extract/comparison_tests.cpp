#include "extract/comparison_tests.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace evigraft {
namespace {

enum class Kind { test, adjustment, other_matter };

struct Known {
  std::string_view name;
  Kind kind = Kind::test;
  std::optional<bool> paired;
  std::vector<std::string_view> phrases;
};

/// Longer phrases win, so "paired t test" is not a "t test". The possessive s is gone before phrases are looked up.
const std::array kTests = {
    Known{"Student t", Kind::test, {}, {"student t test", "student test", "student t"}},
    Known{"t test", Kind::test, {}, {"t test", "t statistic"}},
    Known{"t test",
          Kind::test,
          false,
          {"unpaired t test", "independent t test", "independent samples t test", "independent sample t test",
           "two sample t test", "2 sample t test", "unpaired two tailed t test", "unpaired two sided t test"}},
    Known{"Student t",
          Kind::test,
          false,
          {"unpaired student t test", "independent student t test", "two sample student t test",
           "student unpaired t test", "student independent t test", "student t test for independent samples"}},
    Known{"Welch", Kind::test, false, {"welch t test", "welch test", "welch", "unequal variance t test"}},
    Known{"paired t",
          Kind::test,
          true,
          {"paired t test", "paired student t test", "student paired t test", "paired samples t test",
           "paired sample t test", "paired two tailed t test", "paired two sided t test", "matched pairs t test",
           "student t test for paired samples", "paired test"}},
    Known{"ANOVA",
          Kind::test,
          {},
          {"anova", "one way anova", "two way anova", "1 way anova", "analysis of variance",
           "one way analysis of variance", "f test"}},
    Known{"repeated-measures ANOVA",
          Kind::test,
          true,
          {"repeated measures anova", "repeated measure anova", "anova for repeated measures",
           "repeated measures analysis of variance", "anova with repeated measures",
           "analysis of variance for repeated measures"}},
    Known{"ANCOVA", Kind::test, {}, {"ancova", "analysis of covariance"}},
    Known{"Mann-Whitney",
          Kind::test,
          false,
          {"mann whitney", "mann whitney u", "wilcoxon rank sum", "wilcoxon mann whitney", "rank sum test"}},
    Known{"Wilcoxon", Kind::test, {}, {"wilcoxon", "wilcoxon test"}},
    Known{"Wilcoxon signed-rank",
          Kind::test,
          true,
          {"wilcoxon signed rank", "wilcoxon signed ranks", "signed rank test", "wilcoxon matched pairs",
           "wilcoxon matched pairs signed rank", "paired wilcoxon"}},
    Known{"Kruskal-Wallis", Kind::test, false, {"kruskal wallis"}},
    Known{"Friedman", Kind::test, true, {"friedman", "friedman test"}},
    Known{"mixed model",
          Kind::test,
          {},
          {"mixed model", "mixed effect model", "mixed effects model", "linear mixed model", "mixed linear model",
           "mixed effects regression", "multilevel model", "hierarchical model"}},
    Known{"GEE", Kind::test, {}, {"generalized estimating equation", "generalised estimating equation", "gee"}},
    Known{"regression",
          Kind::other_matter,
          {},
          {"linear regression", "multiple regression", "regression analysis", "multivariate regression",
           "multivariable regression", "logistic regression"}},
    Known{"permutation", Kind::test, {}, {"permutation test", "randomization test", "randomisation test"}},
    Known{
        "chi-squared", Kind::other_matter, {}, {"chi square", "chi squared", "chi 2", "x2 test", "pearson chi square"}},
    Known{"Fisher exact", Kind::other_matter, {}, {"fisher exact"}},
    Known{"McNemar", Kind::other_matter, true, {"mcnemar"}},
    Known{"log-rank", Kind::other_matter, {}, {"log rank", "logrank"}},
    Known{"correlation",
          Kind::other_matter,
          {},
          {"pearson correlation", "spearman correlation", "spearman rho", "pearson r", "spearman rank correlation",
           "spearman", "correlation coefficient"}},
    Known{"Tukey",
          Kind::adjustment,
          {},
          {"tukey", "tukey hsd", "tukey kramer", "tukey honestly significant difference",
           "tukey honest significant difference"}},
    Known{"Bonferroni", Kind::adjustment, {}, {"bonferroni", "bonferroni dunn"}},
    Known{"Holm", Kind::adjustment, {}, {"holm", "holm bonferroni", "bonferroni holm", "holm sidak"}},
    Known{"Dunnett", Kind::adjustment, {}, {"dunnett", "dunnett t3"}},
    Known{"Sidak", Kind::adjustment, {}, {"sidak", "šidák", "sidák"}},
    Known{"Scheffe", Kind::adjustment, {}, {"scheffe", "scheffé"}},
    Known{"Dunn", Kind::adjustment, {}, {"dunn test", "dunn post hoc", "dunn multiple comparison", "dunn"}},
    Known{"Games-Howell", Kind::adjustment, {}, {"games howell"}},
    Known{"Newman-Keuls", Kind::adjustment, {}, {"newman keuls", "student newman keuls", "snk"}},
    Known{"LSD", Kind::adjustment, {}, {"least significant difference", "fisher lsd", "lsd test", "lsd"}},
    Known{"Duncan", Kind::adjustment, {}, {"duncan", "duncan multiple range"}},
    Known{"Benjamini-Hochberg", Kind::adjustment, {}, {"benjamini hochberg", "false discovery rate", "fdr"}},
};

enum Pairing : int { paired, unpaired };

void add_once(std::vector<std::size_t>& list, std::size_t item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

/// Tests as entries of the table, in the order in which they are named.
std::vector<std::size_t> named(const TestLexicon& lexicon, const Passage& passage, int first, int last) {
  std::vector<std::size_t> entries;
  for (const Mark& mark : find_all(lexicon.names, passage.tokens, first, last))
    add_once(entries, static_cast<std::size_t>(mark.entry));
  return entries;
}

NamedAnalysis in_words(const std::vector<std::size_t>& entries, bool all_matters) {
  NamedAnalysis analysis;
  std::vector<std::string_view> tests;
  bool all_paired = true, all_unpaired = true;
  for (const std::size_t entry : entries) {
    const Known& known = kTests[entry];
    if (known.kind == Kind::adjustment) {
      if (analysis.adjustment.empty()) analysis.adjustment = known.name;
      continue;
    }
    if (known.kind == Kind::other_matter && !all_matters) continue;
    all_paired = all_paired && known.paired == true;
    all_unpaired = all_unpaired && known.paired == false;
    if (std::find(tests.begin(), tests.end(), known.name) != tests.end()) continue;
    tests.push_back(known.name);
    analysis.test += (analysis.test.empty() ? "" : " or ") + std::string(known.name);
  }
  if (!tests.empty() && all_paired) analysis.paired = true;
  if (!tests.empty() && all_unpaired) analysis.paired = false;
  return analysis;
}

/// "paired comparison", "unpaired samples"; "two-sided", "one-tailed".
void read_qualities(const TestLexicon& lexicon, const Passage& passage, int first, int last, NamedAnalysis& analysis) {
  if (!analysis.paired) {
    std::optional<bool> said;
    bool both = false;
    for (const Mark& mark : find_all(lexicon.pairing, passage.tokens, first, last)) {
      both = both || (said && *said != (mark.entry == paired));
      said = mark.entry == paired;
    }
    if (said && !both) analysis.paired = said;
  }
  if (!analysis.sides)
    for (const Mark& mark : find_all(lexicon.sides, passage.tokens, first, last)) analysis.sides = mark.entry;
}

}  // namespace

TestLexicon::TestLexicon(Vocabulary& vocabulary) {
  for (const char* word : {"p", "difference"}) results.add(vocabulary, word, 0);
  for (std::size_t i = 0; i < kTests.size(); ++i)
    for (const std::string_view phrase : kTests[i].phrases) names.add(vocabulary, phrase, static_cast<int>(i));
  for (const std::string_view phrase :
       {"paired comparison", "paired analysis", "paired samples", "paired data", "pairwise within patients"})
    pairing.add(vocabulary, phrase, paired);
  for (const std::string_view phrase :
       {"unpaired comparison", "unpaired analysis", "unpaired samples", "independent samples"})
    pairing.add(vocabulary, phrase, unpaired);
  for (const std::string_view phrase :
       {"one sided", "one tailed", "1 sided", "1 tailed", "single sided", "single tailed"})
    sides.add(vocabulary, phrase, 1);
  for (const std::string_view phrase : {"two sided", "two tailed", "2 sided", "2 tailed"})
    sides.add(vocabulary, phrase, 2);
}

NamedAnalysis analysis_of_text(const TestLexicon& lexicon, const Passage& passage) {
  std::vector<std::size_t> entries;
  NamedAnalysis analysis;
  for (const Sentence& sentence : passage.sentences) {
    if (sentence.section == Section::background) continue;
    // a test named beside its own P value is that P value's: "higher with SVF (P = .02, Mann-Whitney test)"
    bool own = false;
    for (int i = sentence.first; i + 1 < sentence.last && !own; ++i)
      own = passage.is(i, {"p"}) && (passage.is(i + 1, '=') || passage.is(i + 1, '<') || passage.is(i + 1, '>'));
    const bool level = passage.is(sentence.first, {"p"});  // "P < .05 by Student's t test was significant"
    if (!own || level)
      for (const std::size_t entry : named(lexicon, passage, sentence.first, sentence.last)) add_once(entries, entry);
    read_qualities(lexicon, passage, sentence.first, sentence.last, analysis);
  }
  NamedAnalysis tests = in_words(entries, false);
  if (tests.paired) analysis.paired = tests.paired;
  analysis.test = std::move(tests.test);
  analysis.adjustment = std::move(tests.adjustment);
  return analysis;
}

NamedAnalysis analysis_of(const TestLexicon& lexicon, const Passage& passage, int first, int last,
                          const NamedAnalysis& of_text) {
  NamedAnalysis analysis = in_words(named(lexicon, passage, first, last), true);
  const bool own = !analysis.test.empty();
  read_qualities(lexicon, passage, first, last, analysis);
  if (!own) {
    analysis.test = of_text.test;
    if (!analysis.paired) analysis.paired = of_text.paired;
  }
  if (analysis.adjustment.empty() && !own) analysis.adjustment = of_text.adjustment;
  if (!analysis.sides) analysis.sides = of_text.sides;
  return analysis;
}

}  // namespace evigraft
