#include "extract/group_names.h"

#include <algorithm>
#include <array>

#include "extract/arm_phrases.h"

namespace evigraft {

std::string group_key(const Token& token) { return "group " + std::string(token.text); }

bool group_word(const Token& token) {
  return token.is_one_of({"group", "groups", "arm", "arms", "site", "sites", "side", "sides", "cohort", "cohorts",
                          "treatment", "treatments", "gr"});
}

bool numbered_name(const Token& token) {
  return token.kind == TokenKind::word && token.text.size() > 1 && names_a_group(token) &&
         token.text.find_first_of("0123456789") != std::string_view::npos;
}

std::vector<std::string> groups_between(const Token& from, const Token& to) {
  static constexpr std::array<std::string_view, 6> kRoman = {"i", "ii", "iii", "iv", "v", "vi"};
  std::vector<std::string> keys;
  const auto last_roman = std::find(kRoman.begin(), kRoman.end(), to.text);
  if (from.number() && to.number()) {
    for (int k = static_cast<int>(from.value) + 1; k < std::min(static_cast<int>(to.value), 20); ++k)
      keys.push_back("group " + std::to_string(k));
  } else if (const auto roman = std::find(kRoman.begin(), last_roman, from.text);
             last_roman != kRoman.end() && roman != last_roman) {
    for (auto k = roman + 1; k < last_roman; ++k) keys.push_back("group " + std::string(*k));
  } else if (from.text.size() == 1 && to.text.size() == 1) {
    for (char c = static_cast<char>(from.text[0] + 1); c < to.text[0]; ++c)
      keys.push_back("group " + std::string(1, c));
  }
  return keys;
}

bool side_noun(const Passage& passage, int i) {
  return passage.is(i, {"side",   "half",  "cheek",   "breast", "temple", "hemiface", "face",    "hand",    "arm",
                        "ear",    "flank", "buttock", "fold",   "eyelid", "lid",      "groin",   "pad",     "leg",
                        "foot",   "lip",   "scar",    "sides",  "halves", "cheeks",   "breasts", "temples", "hemifaces",
                        "faces",  "hands", "arms",    "ears",   "flanks", "buttocks", "folds",   "eyelids", "lids",
                        "groins", "pads",  "legs",    "feet",   "hip",    "hips",     "thigh",   "thighs"});
}

}  // namespace evigraft
