// core/extract/link.cpp: what governs each value, then arms, then times.
#include "extract/link.h"

#include "extract/arm_links.h"
#include "extract/shared_nouns.h"
#include "extract/time_links.h"

namespace evigraft {

bool joins_arms(const Token& token) {
  if (names_a_group(token)) return true;  // "A (ASC), B (SVF)"
  return token.is(',') || token.is('-') || token.is('(') || token.is(')') || token.is('=') || token.number() ||
         token.is_one_of(
             {"and",      "or",          "the",      "in",       "with",          "for",      "versus",  "vs",
              "v",        "than",        "to",       "compared", "group",         "groups",   "side",    "sides",
              "arm",      "arms",        "fat",      "graft",    "grafts",        "grafting", "after",   "alone",
              "only",     "those",       "on",       "as",       "against",       "between",  "of",      "patients",
              "given",    "receiving",   "treated",  "n",        "from",          "at",       "breasts", "women",
              "cells",    "lipofilling", "mice",     "rats",     "significantly", "lower",    "higher",  "enriched",
              "flank",    "flanks",      "hemiface", "ear",      "ears",          "cheek",    "temple",  "half",
              "rabbits",  "breast",      "boluses",  "hand",     "eyelid",        "lobe",     "by",      "who",
              "received", "a",           "that",     "when",     "lipotransfer",  "animals",  "cohort",  "cohorts"});
}

std::vector<ValueGroup> groups_of(const std::vector<Linked>& outcomes) {
  std::vector<ValueGroup> groups;
  groups.reserve(outcomes.size());
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (groups.empty() || outcomes[i].value.list != outcomes[i - 1].value.list)
      groups.push_back({i, i + 1});
    else
      groups.back().last = i + 1;
  }
  return groups;
}

LinkedSentence link(const Scene& scene, const NounLexicon& lexicon, const Before& before) {
  LinkedSentence result;
  std::vector<Governed> all = govern_all(scene, lexicon, before.polarity);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Value& value = scene.measured.values[i];
    const Governed& governed = all[i];
    if (!governed.polarity) {
      result.refused.push_back({value, governed.why});
      continue;
    }
    Linked linked;
    linked.value = value;
    linked.polarity = *governed.polarity;
    linked.noun_rule = governed.rule;
    linked.noun_carried = governed.rule == NounRule::carried;
    result.outcomes.push_back(linked);
  }
  link_arms(scene, before, result.outcomes);
  link_times(scene, result.outcomes);
  return result;
}

}  // namespace evigraft
