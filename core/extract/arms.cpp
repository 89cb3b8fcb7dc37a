// core/extract/arms.cpp: raw phrases -> mentions -> classes; then the aliases a text defines for itself.
#include "extract/arms.h"

#include <algorithm>

namespace evigraft {
namespace {

using Role = ArmLexicon::Role;

Role role_named(const std::string& name) {
  if (name == "reference") return Role::reference;
  if (name == "generic") return Role::generic;
  if (name == "separate") return Role::separate;
  return Role::active;
}

bool holds(const std::vector<ArmClass>& list, ArmClass value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}
void add_once(std::vector<ArmClass>& list, ArmClass value) {
  if (!holds(list, value)) list.push_back(value);
}

/// Words that join two phrases into one arm: "microfat enriched with SVF", "exosomes from ADSCs".
bool glue(const Token& token) {
  return token.is('-') || token.is('/') || token.is('+') ||
         token.is_one_of({"enriched", "enhanced",    "assisted",     "supplemented", "treated",   "mixed",  "combined",
                          "with",     "by",          "of",           "the",          "fat",       "graft",  "grafts",
                          "grafting", "lipofilling", "lipotransfer", "autologous",   "human",     "plus",   "derived",
                          "from",     "containing",  "their",        "own",          "harvested", "topped", "loaded",
                          "released", "added",       "such"});
}

/// How strongly a phrase claims the mention it is part of.
int strength(const ArmLexicon::Entry& entry) {
  if (entry.role == Role::separate) return 5;
  if (entry.role == Role::active) return entry.certain ? 4 : 3;
  return entry.role == Role::generic ? 2 : 1;
}

std::string group_key(const Token& token) {
  std::string key = "group ";
  key += token.text;
  return key;
}

bool roman_or_letter(const Token& token) {
  if (token.number()) return token.decimals == 0 && token.value <= 20;
  if (token.kind != TokenKind::word || !token.capital) return false;
  if (token.text.size() == 1) return true;
  return token.is_one_of({"ii", "iii", "iv", "vi"});
}

}  // namespace

ArmLexicon::ArmLexicon(const Topic& topic, Vocabulary& vocabulary) {
  for (const Topic::ArmTerms& terms : topic.arms) {
    Entry entry;
    entry.arm_class = arm_class_named(terms.arm_class).value_or(ArmClass::other);
    entry.role = role_named(terms.role);
    if (entry.role == Role::reference) reference = entry.arm_class;
    if (entry.role == Role::generic) generic = entry.arm_class;
    const auto add = [&](const std::vector<std::string>& list, bool certain) {
      for (const std::string& phrase : list) {
        entry.certain = certain;
        // one word that also names what is grafted, counted or dosed
        entry.weak = entry.role == Role::generic && phrase.find(' ') == std::string::npos;
        entries.push_back(entry);
        labels.add(vocabulary, phrase, static_cast<int>(entries.size()) - 1);
      }
    };
    add(terms.certain, true);
    add(terms.labels, false);
    isolation.add(vocabulary, terms.words, static_cast<int>(entry.arm_class));
  }
}

struct ArmDictionary::Raw {
  int first = 0, last = 0;
  int entry = 0;
  bool negated = false;
};

ArmDictionary::ArmDictionary(const ArmLexicon& lexicon, const std::vector<const Passage*>& passages)
    : lexicon_(lexicon) {
  find_isolation(passages);
  for (const Passage* passage : passages)
    for (const Sentence& sentence : passage->sentences) find_aliases(*passage, sentence);
  find_whole_text(passages);
}

void ArmDictionary::find_isolation(const std::vector<const Passage*>& passages) {
  for (const Passage* passage : passages) {
    const auto count = static_cast<int>(passage->tokens.size());
    for (const Mark& mark : find_all(lexicon_.isolation, passage->tokens, 0, count)) {
      // "cells were counted and cultured": a laboratory test of samples is no isolation
      if (passage->is(mark.first - 1, {"and"}) && passage->is(mark.first, {"cultured"})) continue;
      if (passage->is(mark.last, {"medium", "media", "dish", "plate"})) continue;
      auto arm = static_cast<ArmClass>(mark.entry);
      add_once(isolated_, arm);
    }
    for (const Mark& mark : find_all(lexicon_.labels, passage->tokens, 0, count)) {
      const ArmLexicon::Entry& entry = lexicon_.entries[static_cast<std::size_t>(mark.entry)];
      if (entry.role == Role::active) add_once(named_, entry.arm_class);
    }
  }
}

/// Words on isolation beat labels; without any, the label's own class; a generic label takes the only active class.
ArmClass ArmDictionary::resolve(const ArmLexicon::Entry& entry, std::optional<ArmClass> local, bool& unknown) const {
  unknown = false;
  if (entry.role == Role::separate || entry.role == Role::reference || (entry.certain && entry.role == Role::active))
    return entry.arm_class;
  if (local) return *local;
  if (entry.role == Role::active) {
    const bool own = holds(isolated_, entry.arm_class);
    if (!own && isolated_.size() == 1) return isolated_.front();
    return entry.arm_class;
  }
  std::vector<ArmClass> candidates;
  for (const ArmClass arm : named_) {
    ArmLexicon::Entry named;
    named.arm_class = arm;
    bool ignored = false;
    add_once(candidates, resolve(named, std::nullopt, ignored));
  }
  if (candidates.size() == 1) return candidates.front();
  if (isolated_.size() == 1 && (candidates.empty() || holds(candidates, isolated_.front()))) return isolated_.front();
  unknown = true;
  return entry.arm_class;
}

std::vector<ArmDictionary::Raw> ArmDictionary::raw_mentions(const Passage& passage, const Sentence& sentence) const {
  std::vector<Raw> raws;
  for (const Mark& mark : find_all(lexicon_.labels, passage.tokens, sentence.first, sentence.last)) {
    const ArmLexicon::Entry& entry = lexicon_.entries[static_cast<std::size_t>(mark.entry)];
    Raw raw{mark.first, mark.last, mark.entry, false};
    // "fat without SVF", "non-enriched", "no added cells", "FG-ne-ASCs"
    int before = mark.first - 1;
    for (int skipped = 0; skipped < 3 && before >= sentence.first; ++skipped) {
      if (passage.is(before, '-') ||
          passage.is(before, {"any", "added", "adding", "the", "addition", "of", "additional"}))
        --before;
      else
        break;
    }
    if (before >= sentence.first &&
        passage.is(before, {"without", "no", "non", "minus", "lacking", "ne", "neither", "omitting"})) {
      raw.negated = true;
      raw.first = before;
    }
    if (entry.weak && !raw.negated) {
      // "with cells", "with expanded cells", "50 million cells", "1 x 105 cells"
      const int at =
          passage.is(mark.first - 2, {"with", "receiving", "received", "of"}) &&
                  passage.at(mark.first - 1).kind == TokenKind::word &&
                  passage.is(mark.first - 1, {"expanded", "cultured", "fresh", "added", "more", "autologous", "such"})
              ? mark.first - 1
              : mark.first;
      const bool introduced =
          mark.first > sentence.first &&
          (at != mark.first ||
           passage.is(mark.first - 1, {"with", "plus", "million", "receiving", "more", "the", "expanded"}) ||
           passage.at(mark.first - 1).number());
      const bool group = passage.is(mark.last, {"group", "groups", "arm", "side", "sides", "fat", "graft", "grafts",
                                                "breast", "cheek", "temple"});
      const bool only_the = passage.is(mark.first - 1, {"the"});
      if (!(group || (introduced && !only_the))) continue;
    }
    raws.push_back(raw);
  }
  return raws;
}

std::vector<ArmMention> ArmDictionary::find(const Passage& passage, const Sentence& sentence) const {
  const std::vector<Raw> raws = raw_mentions(passage, sentence);
  std::vector<ArmMention> mentions;
  for (std::size_t i = 0; i < raws.size();) {
    std::size_t strongest = i, end = i + 1;
    bool negated = raws[i].negated;
    for (; end < raws.size(); ++end) {
      const int gap_first = raws[end - 1].last, gap_last = raws[end].first;
      bool joined = gap_last - gap_first <= 7;
      for (int k = gap_first; joined && k < gap_last; ++k) {
        const bool bracket =
            passage.is(k, '(') && k == gap_last - 1 && !raws[end].negated;  // "stromal vascular fraction (SVF)"
        joined = bracket || glue(passage.at(k));
      }
      // "fat with placebo" joins, "controls with cells" does not begin with its own group word
      if (!joined || (raws[end].negated && gap_first == gap_last)) break;
      if (raws[end].negated) negated = true;
      if (strength(lexicon_.entries[static_cast<std::size_t>(raws[end].entry)]) >
          strength(lexicon_.entries[static_cast<std::size_t>(raws[strongest].entry)]))
        strongest = end;
    }
    ArmMention mention;
    mention.first = raws[i].first;
    mention.last = raws[end - 1].last;
    const ArmLexicon::Entry& entry = lexicon_.entries[static_cast<std::size_t>(raws[strongest].entry)];
    if (negated) {
      mention.arm = lexicon_.reference;
      mention.role = Role::reference;
    } else {
      std::optional<ArmClass> local;
      const int from = std::max(sentence.first, mention.first - 4), to = std::min(sentence.last, mention.last + 3);
      for (const Mark& mark : find_all(lexicon_.isolation, passage.tokens, from, to)) {
        bool near = true;
        for (int k = mark.last; k < mention.first; ++k)
          near &= glue(passage.at(k)) || passage.at(k).kind == TokenKind::word;
        if (near && mark.first < mention.last) local = static_cast<ArmClass>(mark.entry);
      }
      mention.arm = resolve(entry, local, mention.class_unknown);
      mention.role = entry.role;
    }
    mentions.push_back(mention);
    i = end;
  }
  // what the text defined for itself
  for (int i = sentence.first; i < sentence.last; ++i) {
    const Token& token = passage.at(i);
    if (token.kind == TokenKind::mark || aliases_.empty()) continue;
    std::string key(token.stem);
    int last = i + 1;
    if (key == "group" && last < sentence.last && roman_or_letter(passage.at(last)))
      key = group_key(passage.at(last++));
    auto alias = aliases_.find(key);
    if (alias == aliases_.end() && i > sentence.first && roman_or_letter(token)) {
      // "groups B, C and D"; "G I"
      alias = aliases_.find(group_key(token));
      bool listed = false;
      for (int k = i - 1; k >= std::max(sentence.first, i - 6) && !listed; --k) {
        if (passage.is(k, {"group", "groups", "g"}))
          listed = true;
        else if (!passage.is(k, {",", "and", "or", "versus", "vs", "v"}) && !roman_or_letter(passage.at(k)))
          break;
      }
      if (!listed) alias = aliases_.end();
    }
    if (alias == aliases_.end()) continue;
    const bool covered = std::any_of(mentions.begin(), mentions.end(),
                                     [&](const ArmMention& m) { return i < m.last && last > m.first; });
    if (covered) continue;
    ArmMention mention = alias->second;
    mention.first = i;
    mention.last = last;
    mentions.push_back(mention);
    i = last - 1;
  }
  // "patients receiving many cells ...; those receiving fewer"
  for (int i = sentence.first; i + 1 < sentence.last && !mentions.empty(); ++i) {
    if (!passage.is(i, {"those"}) || !passage.is(i + 1, {"receiving", "given", "treated", "who", "with"})) continue;
    const ArmMention* earlier = nullptr;
    bool named = false;
    for (const ArmMention& mention : mentions) {
      if (mention.last <= i) earlier = &mention;
      named = named || (mention.first > i && mention.first <= i + 6);
    }
    if (!earlier || named) continue;
    ArmMention same = *earlier;
    same.first = i;
    same.last = i + 3 <= sentence.last ? i + 3 : i + 2;
    mentions.push_back(same);
  }
  // "higher with SVF than without"
  for (int i = sentence.first; i < sentence.last; ++i) {
    if (!passage.is(i, {"without"})) continue;
    const bool bare = i + 1 >= sentence.last || passage.at(i + 1).kind == TokenKind::mark;
    const bool covered =
        std::any_of(mentions.begin(), mentions.end(), [&](const ArmMention& m) { return i < m.last && i >= m.first; });
    if (bare && !covered) mentions.push_back({i, i + 1, lexicon_.reference, Role::reference, false});
  }
  std::sort(mentions.begin(), mentions.end(),
            [](const ArmMention& a, const ArmMention& b) { return a.first < b.first; });
  // "group A (ASC)" is one arm
  for (std::size_t i = 0; i + 1 < mentions.size();) {
    const ArmMention& next = mentions[i + 1];
    if (next.first == mentions[i].last + 1 && passage.is(mentions[i].last, '(') && passage.is(next.last, ')') &&
        next.arm == mentions[i].arm) {
      mentions[i].last = next.last + 1;
      mentions.erase(mentions.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    } else {
      ++i;
    }
  }
  return mentions;
}

/// "fat alone (FG)", "a study group (SG)", "group A received PRP", "SVF on the left side and plain fat on the right".
void ArmDictionary::find_aliases(const Passage& passage, const Sentence& sentence) {
  const std::vector<ArmMention> mentions = find(passage, sentence);
  if (mentions.empty()) return;
  const auto define = [&](std::string key, const ArmMention& mention) { aliases_.emplace(std::move(key), mention); };
  const auto before = [&](int i, int reach) -> const ArmMention* {
    for (auto m = mentions.rbegin(); m != mentions.rend(); ++m)
      if (m->last <= i && i - m->last <= reach) return &*m;
    return nullptr;
  };
  const auto after = [&](int i) -> const ArmMention* {
    for (const ArmMention& m : mentions)
      if (m.first >= i) return &m;
    return nullptr;
  };
  std::vector<const ArmMention*> sided;  // an arm has one side
  for (int i = sentence.first; i < sentence.last; ++i) {
    const Token& token = passage.at(i);
    if (token.stem == "group" || (token.is("g") && passage.is(i - 1, '('))) {
      std::vector<std::string> keys;
      int last = i + 1;
      while (last < sentence.last &&
             (roman_or_letter(passage.at(last)) || (last > i + 1 && passage.is(last, {",", "and", "or"})))) {
        if (!roman_or_letter(passage.at(last))) {
          ++last;
          continue;
        }
        const std::string key = group_key(passage.at(last));
        ++last;
        // "groups A (ASC), B (SVF)": the bracket defines the letter before it
        const ArmMention* inside = passage.is(last, '(') ? after(last) : nullptr;
        if (inside && inside->first <= last + 2) {
          define(key, *inside);
          while (last < sentence.last && !passage.is(last, ')')) ++last;
          ++last;
        } else {
          keys.push_back(key);
        }
      }
      const bool bracketed = i > sentence.first && passage.is(i - 1, '(');
      const ArmMention* mention = keys.empty() ? nullptr : bracketed ? before(i - 1, 6) : nullptr;
      if (!keys.empty() && !mention) mention = after(last);
      if (!keys.empty() && !mention) mention = before(i, 40);
      if (mention)
        for (std::string& key : keys) define(std::move(key), *mention);
      if (last > i + 1) i = last - 1;
      continue;
    }
    // an abbreviation in brackets directly behind an arm
    if (token.is('(') && i + 1 < sentence.last && passage.at(i + 1).upper && passage.at(i + 1).text.size() <= 6 &&
        (passage.is(i + 2, ')') || passage.is(i + 2, {",", ";"}))) {
      const std::string key(passage.at(i + 1).stem);
      const bool known = lexicon_.labels.longest(passage.tokens, i + 1, i + 2).entry >= 0;
      const ArmMention* mention = before(i, 3);
      if (!known && mention) define(key, *mention);
      continue;
    }
    if (token.is("left") || token.is("right")) {
      if (!passage.is(i + 1, {"side", "half", "cheek", "breast", "temple", "hemiface", "face", "hand", "arm", "ear",
                              "flank", "buttock", ","}) &&
          !passage.is(i - 1, {"the"}))
        continue;
      if (passage.is(i - 1, {"were", "was", "had"})) continue;
      const ArmMention* mention = before(i, 12);
      if (passage.is(i + 1, ',') || !mention) mention = after(i);
      if (!mention || std::find(sided.begin(), sided.end(), mention) != sided.end()) continue;
      sided.push_back(mention);
      define(std::string(token.text), *mention);
    }
  }
  // the other side is what it is compared with
  for (const auto& [side, other] : {std::pair("left", "right"), std::pair("right", "left")}) {
    const auto known = aliases_.find(side);
    if (known != aliases_.end() && known->second.role != Role::reference && !aliases_.contains(other))
      aliases_.emplace(other, ArmMention{0, 0, lexicon_.reference, Role::reference, false});
  }
}

void ArmDictionary::find_whole_text(const std::vector<const Passage*>& passages) {
  bool reference = false;
  std::size_t sentences = 0;
  std::vector<ArmClass> active;
  for (const Passage* passage : passages)
    for (const Sentence& sentence : passage->sentences) {
      ++sentences;
      if (sentence.section == Section::background || sentence.section == Section::conclusion) continue;
      for (const ArmMention& mention : find(*passage, sentence)) {
        if (!mention.class_unknown || named_.empty()) add_once(classes_, mention.arm);
        if (mention.role == Role::reference)
          reference = true;
        else
          add_once(active, mention.arm);
      }
    }
  comparative_ = active.size() + (reference ? 1 : 0) > 1;
  if (active.size() == 1 && !reference)
    whole_text_ = active.front();
  else if (active.empty() && (reference || sentences >= 3))
    whole_text_ = lexicon_.reference;
  else
    whole_text_ = ArmClass::all;
}

}  // namespace evigraft
