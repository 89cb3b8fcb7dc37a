// core/extract/arm_aliases.cpp: where a sentence uses what the text has defined.
#include "extract/arm_aliases.h"

#include <algorithm>
#include <utility>

#include "extract/group_names.h"

namespace evigraft {

/// The first definition counts.
void ArmAliases::define(std::string key, const ArmMention& mention) {
  initials_.set(static_cast<unsigned char>(key[0]));
  known_.emplace(std::move(key), mention);
}

/// "M and M+N", "A versus B": the letter of a group and that of another.
bool ArmAliases::paired(const Passage& passage, int i, int last) const {
  if (i + 2 >= last || !passage.is(i + 1, {"and", "or", ",", "versus", "vs"})) return false;
  const Token& other = passage.at(i + 2);
  if (!other.capital || other.kind != TokenKind::word || other.text.size() > 1) return false;
  const bool joined = i + 4 < last && (passage.is(i + 3, '+') || passage.is(i + 3, '-'));
  return joined ? known_.contains(std::string(other.text) + std::string(passage.at(i + 3).text) +
                                  std::string(passage.at(i + 4).stem))
                : other.key != passage.at(i).key && known_.contains(group_key(other));
}

/// Most words are no alias: no key begins like them, and they are no letter of a group.
bool ArmAliases::may_be_known(const Token& token) const {
  if (token.capital || token.number() || group_word(token)) return true;
  return initials_.test(static_cast<unsigned char>(token.stem[0]));
}

void ArmAliases::add(const Passage& passage, const Sentence& sentence, std::vector<ArmMention>& mentions) const {
  if (known_.empty()) return;
  const std::size_t own = mentions.size();
  for (int i = sentence.first; i < sentence.last; ++i) {
    const Token& token = passage.at(i);
    if (token.kind == TokenKind::mark || !may_be_known(token)) continue;
    std::string key(token.stem);
    int last = i + 1;
    if (passage.is(last, '.') && token.is("gr")) ++last;
    if (group_word(token) && last < sentence.last && names_a_group(passage.at(last)))
      key = group_key(passage.at(last++));
    auto alias = key.size() == 1 && !token.capital ? known_.end() : known_.find(key);
    if (alias == known_.end() && token.capital && i > sentence.first) alias = known_.find("capital " + key);
    if (token.capital && (token.text.size() == 1 || token.upper) &&
        (passage.is(i + 1, '-') || passage.is(i + 1, '+')) && i + 2 < sentence.last) {
      const auto joined = known_.find(key + std::string(passage.at(i + 1).text) + std::string(passage.at(i + 2).stem));
      if (joined != known_.end()) {
        alias = joined;
        last = i + 3;
      }
    }
    if (alias == known_.end() && passage.is(i + 1, '-') && passage.is(i + 3, {"group", "groups", "arm"})) {
      alias = known_.find(std::string(token.text) + "-" + std::string(passage.at(i + 2).text) + " group");
      if (alias != known_.end()) last = i + 4;
    }
    if (alias == known_.end() && passage.is(i + 1, {"group", "grafts", "arm", "animals"})) {
      alias = known_.find(key + " group");
      if (alias != known_.end()) last = i + 2;
    }
    // "the NF, PP and F groups"
    if (alias == known_.end() && token.capital && known_.contains(key + " group")) {
      int k = i + 1;
      while (
          k < sentence.last && k < i + 12 &&
          (passage.is(k, ',') || passage.is(k, {"and"}) || (passage.at(k).capital && passage.at(k).text.size() <= 6)))
        ++k;
      if (passage.is(k, {"groups", "group", "arms"})) alias = known_.find(key + " group");
    }
    if (alias == known_.end() && names_a_group(token) && (i > sentence.first || paired(passage, i, sentence.last))) {
      // "groups B, C and D"; "G I"
      alias = known_.find(group_key(token));
      bool listed = false;
      for (int k = i - 1; k >= std::max(sentence.first, i - 24) && !listed; --k) {
        // "groups I (fat), II (fat with SVF) and III (fat with ASCs)"
        if (passage.is(k, ')'))
          while (k > std::max(sentence.first, i - 40) && !passage.is(k, '(')) --k;
        else if (passage.is(k, {"group", "groups", "g", "arms", "arm", "sites", "cohorts"}))
          listed = true;
        else if (!passage.is(k, {",", "and", "or", "versus", "vs", "v", "to", "-", "than"}) &&
                 !names_a_group(passage.at(k)))
          break;
      }
      // "44% for C, 55% for N"; a letter of a list in "in F, F+P and F+S"
      const bool lettered = numbered_name(token) ||
                            (token.text.size() == 1 && token.capital && !passage.is(i + 1, {"<", "=", ">", "-", "+"}) &&
                             (paired(passage, i, sentence.last) || passage.is(i - 1, {"for", "in", "with"}) ||
                              (passage.is(i - 1, '(') && passage.is(i + 1, ')')) ||
                              (mentions.size() > own && mentions.back().last == i - 1 &&
                               passage.is(i - 1, {",", "and", "or", "versus", "vs"}))));
      // "group A retained 40%, B 52% and C 63%"
      const bool continued = mentions.size() > own && !token.number() && passage.is(i - 1, {",", "and", ";"}) &&
                             i + 1 < sentence.last && passage.at(i + 1).number();
      if (!listed && !lettered && !continued) alias = known_.end();
    }
    if (alias == known_.end()) continue;
    // "the left fold", but "69% was left"
    if ((key == "left" || key == "right") && !side_noun(passage, i + 1) && !side_noun(passage, i + 2) &&
        !passage.is(i - 1, {"the"}) && !(passage.is(i - 1, '(') && passage.is(i + 1, ')')))
      continue;
    // "SVF in the right ear": the place of an arm named just before
    if ((key == "left" || key == "right") &&
        std::any_of(mentions.begin(), mentions.begin() + static_cast<std::ptrdiff_t>(own), [&](const ArmMention& m) {
          return m.last <= i && i - m.last <= 3 && m.arm == alias->second.arm &&
                 passage.is(m.last, {"in", "on", "to", "into"});
        }))
      continue;
    const bool covered = std::any_of(mentions.begin(), mentions.begin() + static_cast<std::ptrdiff_t>(own),
                                     [&](const ArmMention& m) { return i < m.last && last > m.first; });
    if (covered) continue;
    ArmMention mention = alias->second;
    mention.first = i;
    mention.last = last;
    mentions.push_back(mention);
    i = last - 1;
    // "groups 1 to 4": those between, too
    const bool ranged = (passage.is(last, {"to"}) || passage.is(last, '-')) && last + 1 < sentence.last &&
                        names_a_group(passage.at(last - 1)) && names_a_group(passage.at(last + 1));
    if (!ranged) continue;
    for (const std::string& group : groups_between(passage.at(last - 1), passage.at(last + 1))) {
      const auto between = known_.find(group);
      if (between == known_.end()) continue;
      mention = between->second;
      mention.first = last;
      mention.last = last + 1;
      mentions.push_back(mention);
    }
  }
}

}  // namespace evigraft
