// core/extract/comparisons.cpp: "48% in the ASC and 29% in the control group (P = .004, Student's t test)", "mean
// difference 12.4 percentage points (95% CI 3.2 to 21.6)".
#include "extract/comparisons.h"

#include <algorithm>
#include <array>
#include <optional>

#include "extract/compared_arms.h"
#include "extract/gates.h"

namespace evigraft {
namespace {

bool speaks_of_outcome(std::span<const Mark> nouns) {
  bool outcome = false;
  for (const Mark& noun : nouns)
    outcome = outcome || noun.entry == NounLexicon::remaining || noun.entry == NounLexicon::lost;
  return outcome;
}

/// "It was 37% with fat alone (P = .02 versus SVF)". Sentences and outcomes come in the order of the text; `next` is
/// the first outcome not behind the sentence's beginning.
bool holds_outcome(const Passage& passage, const Sentence& sentence, const std::vector<Outcome>& outcomes,
                   std::size_t& next) {
  while (next < outcomes.size() && outcomes[next].span.start < passage.at(sentence.first).start) ++next;
  return next < outcomes.size() && outcomes[next].span.start < passage.at(sentence.last - 1).end;
}

/// "SVF in turn performed better than conventional grafting (P = .03)": a sentence of arms and such words only goes on
/// from the one before.
bool goes_on(const Passage& passage, const Sentence& sentence, const std::vector<ArmMention>& mentions) {
  if (mentions.size() < 2) return false;
  for (int i = sentence.first; i < sentence.last; ++i) {
    const auto mention =
        std::find_if(mentions.begin(), mentions.end(), [i](const ArmMention& m) { return i >= m.first && i < m.last; });
    if (mention != mentions.end() || passage.at(i).kind != TokenKind::word) continue;
    if (!passage.is(i, {"the",           "a",           "in",           "turn",     "also",
                        "and",           "or",          "performed",    "did",      "was",
                        "were",          "proved",      "fared",        "better",   "worse",
                        "best",          "superior",    "inferior",     "equal",    "similar",
                        "comparable",    "alike",       "equivalent",   "not",      "no",
                        "differ",        "differed",    "different",    "than",     "to",
                        "from",          "with",        "versus",       "vs",       "between",
                        "each",          "other",       "higher",       "lower",    "significantly",
                        "statistically", "significant", "outperformed", "exceeded", "surpassed",
                        "group",         "groups",      "grafting",     "grafts",   "graft",
                        "difference",    "there",       "but",          "whereas",  "p",
                        "value",         "arm",         "arms",         "itself",   "as",
                        "well",          "both",        "still",        "again",    "however",
                        "compared",      "did"}))
      return false;
  }
  return true;
}

struct Difference {
  int first = 0, last = 0;
  double value = 0;
  std::optional<std::array<double, 2>> ci95;
};

/// A number with its sign: the minus stands alone before it, behind a blank, bracket or word.
std::optional<double> signed_number(const Passage& passage, int i) {
  if (!passage.at(i).number()) return std::nullopt;
  const bool minus = passage.is(i - 1, '-') && !passage.at(i).space &&
                     (passage.at(i - 1).space || passage.is(i - 2, '(') || passage.is(i - 2, ','));
  return minus ? -passage.at(i).value : passage.at(i).value;
}

/// "(95% CI, 3.2 to 21.6", "[95% confidence interval -1.0, 4.0]": from the "95".
std::optional<std::array<double, 2>> interval_at(const Passage& passage, int i, int end, int& last) {
  if (i + 3 >= end || !passage.at(i).number() || passage.at(i).value != 95 || !passage.is(i + 1, '%'))
    return std::nullopt;
  if (!passage.is(i + 2, {"ci", "confidence"})) return std::nullopt;
  std::array<double, 2> limits{};
  std::size_t count = 0;
  for (int k = i + 3; k < std::min(end, i + 16) && count < 2; ++k) {
    if (const auto value = signed_number(passage, k)) {
      limits[count++] = *value;
      last = k + 1;
    } else if (passage.at(k).kind == TokenKind::word &&
               !passage.is(k, {"interval", "intervals", "limits", "to", "from", "between", "and", "percentage",
                               "points", "point", "percent", "pp"})) {
      return std::nullopt;
    }
  }
  if (count < 2 || limits[0] > limits[1]) return std::nullopt;
  return limits;
}

/// "mean difference, 12.4% (95% CI 3.2% to 21.6%)", "a difference of 12.4 percentage points".
std::vector<Difference> differences(const Passage& passage, const Sentence& sentence) {
  std::vector<Difference> found;
  for (int i = sentence.first; i < sentence.last; ++i) {
    if (!passage.is(i, {"difference", "differences"}) || passage.is(i - 1, {"standardized", "standardised"}) ||
        passage.is(i - 2, {"standardized", "standardised"}))
      continue;
    std::optional<Difference> one;
    for (int k = i + 1; k < std::min(sentence.last, i + 12) && !one; ++k) {
      if (passage.is(k, {"p", "n", ";"}) || passage.is(k, '.')) break;
      const auto value = signed_number(passage, k);
      if (!value) continue;
      int last = 0;
      // "the difference between groups (95% CI 1 to 3)" prints no difference, "between the two groups" counts groups
      if (interval_at(passage, k, sentence.last, last) || passage.at(k).spelled) continue;
      const bool unit = passage.is(k + 1, '%') || passage.is(k + 1, {"percent", "percentage", "per", "pp", "points"});
      const bool stated = passage.is(k - 1, {"of", "was", "is", ":", "=", ",", "(", "-", "by"});
      if (!unit && !stated) break;
      // "4 weeks", "12 patients" are no difference
      if (!unit && k + 1 < sentence.last && passage.at(k + 1).kind == TokenKind::word) break;
      one = Difference{i, k + 1, *value, std::nullopt};
    }
    if (!one) continue;
    for (int k = one->last; k < std::min(sentence.last, one->last + 8); ++k) {
      int last = 0;
      if (passage.is(k, {"p"})) break;
      if (const auto limits = interval_at(passage, k, sentence.last, last)) {
        // of this difference only: it lies inside
        if ((*limits)[0] <= one->value && one->value <= (*limits)[1]) {
          one->ci95 = limits;
          one->last = last;
        }
        break;
      }
    }
    found.push_back(*one);
  }
  return found;
}

Span span_of(const Passage& passage, int first, int last) {
  Span span;
  span.field = passage.field;
  span.start = passage.at(first).start;
  span.end = passage.at(last - 1).end;
  span.text = std::string(printed(passage.folded, span.start, span.end));
  return span;
}

}  // namespace

std::vector<Comparison> read_comparisons(const Passage& abstract, const std::vector<Measured>& measurements,
                                         const ArmDictionary& arms, const TestLexicon& tests,
                                         const std::vector<Outcome>& outcomes) {
  std::vector<Comparison> comparisons;
  std::optional<NamedAnalysis> of_text;  // most texts compare nothing
  std::size_t next = 0;
  bool before = false;  // the sentence before gave a comparison of the outcome
  for (std::size_t s = 0; s < abstract.sentences.size(); ++s) {
    const Sentence& sentence = abstract.sentences[s];
    if (sentence.section == Section::background) continue;
    if (!contains(tests.results, abstract, sentence)) {
      before = false;
      continue;
    }
    const Measured& measured = measurements[s];
    const std::vector<Difference> reported = differences(abstract, sentence);
    if (measured.p_values.empty() && reported.empty()) {
      before = false;
      continue;
    }
    const std::span<const Mark> said = abstract.nouns_of(sentence);
    const bool outcome = speaks_of_outcome(said) || holds_outcome(abstract, sentence, outcomes, next) ||
                         (before && said.empty() && measured.values.empty() &&
                          goes_on(abstract, sentence, arms.find(abstract, sentence)));
    before = outcome;
    if (!outcome) continue;
    if (!of_text) of_text = analysis_of_text(tests, abstract);
    const std::vector<PList> lists = p_lists(abstract, sentence, measured.p_values);
    std::vector<bool> used(reported.size(), false);
    const auto complete = [&](Comparison& comparison, int first, int last) {
      const NamedAnalysis analysis = analysis_of(tests, abstract, first, last, *of_text);
      comparison.test = analysis.test;
      comparison.adjustment = analysis.adjustment;
      comparison.paired = analysis.paired;
      comparison.sides = analysis.sides;
    };
    int from = sentence.first;
    for (const Compared& compared : compared_arms(abstract, sentence, arms, lists)) {
      Comparison comparison;
      comparison.arms = compared.arms;
      comparison.p = compared.p.value;
      comparison.p_relation = std::string(1, compared.p.relation);
      complete(comparison, sentence.first, sentence.last);
      // the difference printed before this P value and behind the one before
      for (std::size_t i = 0; i < reported.size(); ++i) {
        if (used[i] || reported[i].first < from || reported[i].last > compared.p.first) continue;
        comparison.difference = reported[i].value;
        comparison.ci95 = reported[i].ci95;
        used[i] = true;
      }
      from = std::max(from, compared.p.last);
      comparison.span = span_of(abstract, compared.p.first, compared.p.last);
      comparisons.push_back(std::move(comparison));
    }
    // a difference with its interval and no P value
    for (std::size_t i = 0; i < reported.size(); ++i) {
      if (used[i] || !reported[i].ci95) continue;
      Comparison comparison;
      const PValue nothing{reported[i].last, reported[i].last, '=', 0};
      comparison.arms =
          compared_arms(abstract, sentence, arms, {{nothing.first, nothing.last, {nothing}}}).front().arms;
      comparison.difference = reported[i].value;
      comparison.ci95 = reported[i].ci95;
      complete(comparison, sentence.first, sentence.last);
      comparison.span = span_of(abstract, reported[i].first, reported[i].last);
      comparisons.push_back(std::move(comparison));
    }
  }
  return comparisons;
}

}  // namespace evigraft
