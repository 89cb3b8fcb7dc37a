// core/extract/label_glossary.h: what an article says its own labels stand for: "Group A (sponge) and Group B
// (gelatin)", "in the basic condition, participants received ...".
#pragma once
#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "extract/article_sentences.h"
#include "extract/trial_arms.h"

namespace evigraft {

/// For each label that no word ties to an arm: how clearly the sentences around its mentions speak for either arm, 0
/// to 1. `labels` are siblings: what is said of one ends where another is named.
std::map<std::string, std::array<double, 2>> explain_labels(
    const std::vector<std::string>& labels, const std::vector<std::unique_ptr<FoldedParagraph>>& article,
    const ArmPair& arms);

/// "group a", "group 2", "arm b", "group ii" as the article's sentences name them.
std::vector<std::string> lettered_groups(const std::vector<std::unique_ptr<FoldedParagraph>>& article);

/// The words of a label that a sentence would repeat: "Group A (n = 30)" is "group", "a".
std::vector<std::string> spoken_words(const std::string& label);

}  // namespace evigraft
