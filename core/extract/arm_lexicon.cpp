// core/extract/arm_lexicon.cpp: the topic's arm phrases, and the words of English that the rules on arms look for.
#include "extract/arm_phrases.h"

namespace evigraft {
namespace {

using Role = ArmLexicon::Role;
using Need = ArmLexicon::Need;

Role role_named(const std::string& name) {
  if (name == "reference") return Role::reference;
  if (name == "generic") return Role::generic;
  if (name == "separate") return Role::separate;
  return Role::active;
}

}  // namespace

ArmLexicon::ArmLexicon(const Topic& topic, Vocabulary& vocabulary) {
  for (const Topic::ArmTerms& terms : topic.arms) {
    Entry entry;
    entry.arm_class = arm_class_named(terms.arm_class).value_or(ArmClass::other);
    entry.role = role_named(terms.role);
    if (entry.role == Role::reference) reference = entry.arm_class;
    if (entry.role == Role::generic) generic = entry.arm_class;
    const auto add = [&](const std::vector<std::string>& list, bool certain, bool modifier) {
      for (const std::string& phrase : list) {
        entry.certain = certain;
        // a generic word also names what is counted and dosed: "cells"
        entry.need = modifier                                                               ? Need::head
                     : entry.role == Role::generic && phrase.find(' ') == std::string::npos ? Need::introduction
                                                                                            : Need::nothing;
        entries.push_back(entry);
        labels.add(vocabulary, phrase, static_cast<int>(entries.size()) - 1);
      }
    };
    add(terms.certain, true, false);
    add(terms.labels, false, false);
    add(terms.modifiers, true, true);
    entry.processing = true;
    add(terms.processing, true, true);
    entry.processing = false;
    isolation.add(vocabulary, terms.words, static_cast<int>(entry.arm_class));
  }
  for (const char* word : {"group", "arm", "side", "cohort", "series", "half", "halves"}) {
    groups.add(vocabulary, word, 0);
    heads.add(vocabulary, word, 0);
  }
  for (const char* word : {"patient", "participant", "woman",     "women",       "men",      "volunteer", "subject",
                           "child",   "children",    "animal",    "mouse",       "mice",     "rat",       "rabbit",
                           "pig",     "case",        "recipient", "counterpart", "specimen", "sample"})
    heads.add(vocabulary, word, 0);
  heads.add(vocabulary, topic.arm_heads, 0);
  for (const char* word :
       {"without",   "with",          "after",     "not",     "none",      "nothing",      "otherwise",
        "elsewhere", "neither",       "alone",     "only",    "fat",       "presence",     "absence",
        "zero",      "included",      "added",     "used",    "given",     "lipoaspirate", "other",
        "opposite",  "contralateral", "remaining", "treated", "receiving", "received",     "injected",
        "grafted",   "counterpart",   "dose",      "just",    "solely",    "merely",       "medium"})
    cues.add(vocabulary, word, 0);
  for (const char* word : {"group", "arm", "site", "side", "cohort", "treatment", "gr", "g", "left", "right",
                           "intervention", "adjuvant", "additive", "supplement", "case"})
    definers.add(vocabulary, word, 0);
  for (const char* word : {"earlier", "previous", "prior", "past", "failed", "unsuccessful", "fails", "fail", "another",
                           "other", "reported", "described", "published"})
    before.add(vocabulary, word, 0);
  for (const char* word : {"those", "former", "latter", "second", "this group", "this arm", "this cohort"})
    back.add(vocabulary, word, 0);
  for (const char* word : {"plus",
                           "received",
                           "receiving",
                           "given",
                           "administered",
                           "fed",
                           "with",
                           "of",
                           "in",
                           "by",
                           "and",
                           "or",
                           "for",
                           "into",
                           "on",
                           "after",
                           "underwent",
                           "raised",
                           "increased",
                           "improved",
                           "enhanced",
                           "preserved",
                           "lowered",
                           "reduced",
                           "pretreatment",
                           "administration",
                           "supplementation",
                           "preconditioning"})
    gifts.add(vocabulary, word, 0);
}

}  // namespace evigraft
