// core/extract/group_names.h: the words by which texts name their groups and sides.
#pragma once
#include <string>
#include <vector>

#include "extract/passage.h"

namespace evigraft {

std::string group_key(const Token& token);      ///< "group b" of the letter B
bool group_word(const Token& token);            ///< "group", "arm", "site": words whose letter or number names an arm
bool side_noun(const Passage& passage, int i);  ///< "cheek", "hands": what has a left and a right

/// The groups between two: 2 and 3 of "1 to 4", B of "A to C", II of "I to III".
std::vector<std::string> groups_between(const Token& from, const Token& to);

/// "G1", "T2": a name that stands for nothing else.
bool numbered_name(const Token& token);

}  // namespace evigraft
