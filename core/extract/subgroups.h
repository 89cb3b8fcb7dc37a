// core/extract/subgroups.h: stage 9d. Two parts of one arm that a text counts and tells apart by a word and its
// contrary: "27 had been irradiated and 37 had not", "19 smokers and 64 non-smokers".
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "extract/head_counts.h"
#include "extract/linked.h"

namespace evigraft {

struct Subgroup {
  std::string word;  ///< without "non" and plural
  bool without = false;
  int n = 0;
};

/// Always in pairs: the word and its contrary are both counted.
std::vector<Subgroup> find_subgroups(const CountLexicon& lexicon, const Passage& abstract);

/// By outcome: n of the subgroup that the sentence names at it.
std::vector<std::optional<int>> counts_of_subgroups(const std::vector<Subgroup>& subgroups, const Passage& passage,
                                                    const Sentence& sentence, const std::vector<Linked>& outcomes);

}  // namespace evigraft
