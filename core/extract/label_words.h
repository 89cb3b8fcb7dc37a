// core/extract/label_words.h: the words of a header, an arm or an outcome, made comparable: folded, stemmed, generic
// words weighted down, short forms spelled out.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "extract/abbreviations.h"

namespace evigraft {

struct LabelWord {
  std::string stem;
  double weight = 1;   ///< 0.25 for words that any header has ("mean", "score", "group"), 1 for the others
  std::string joined;  ///< stem of what it makes with its neighbour: "sero-conversion", "birth weight", "GDM 1"
};

/// Words without function words; "(n = 52)" is left out.
std::vector<LabelWord> label_words(std::string_view text);

/// `words` with short forms replaced by what they stand for (unless nothing defines them), each stem once.
std::vector<LabelWord> spelled_out(const std::vector<LabelWord>& words, const Abbreviations& abbreviations);

/// "vegetables" and "vegetable", "depression" and "depressive" have one stem.
std::string stem_of(std::string word);

bool holds(const std::vector<LabelWord>& words, std::string_view stem);
/// Also when one of them is written with a hyphen and the other in one word, or cut short: "checklis" is "checklist".
bool holds(const std::vector<LabelWord>& words, const LabelWord& word);

/// Weight of the words of `wanted` that `label` holds, over the weight of all of `wanted`; 0 when it has none.
double coverage(const std::vector<LabelWord>& wanted, const std::vector<LabelWord>& label);

}  // namespace evigraft
