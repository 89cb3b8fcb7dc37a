// core/extract/open_arms.cpp: words become names by where they stand: before "group", after "treated with", in the
// title.
#include "extract/open_arms.h"

#include <algorithm>

#include "extract/plain_words.h"

namespace evigraft {
namespace {

/// "insulin-treated", "VEGF-loaded microspheres"
bool applied(const Token& token) {
  return token.is_one_of({"treated", "pretreated", "loaded", "injected", "supplemented", "preconditioned", "enriched",
                          "primed", "laden", "coated", "releasing", "containing", "conditioned", "fed"});
}

/// "the scleroderma group": whom, not what they were given
bool disease(std::string_view word) {
  for (const std::string_view ending : {"derma", "osis", "itis", "emia", "trophy", "pathy", "traumatic"})
    if (word.ends_with(ending)) return true;
  return false;
}

/// "pretreated with insulin", "fat plus insulin"
bool gives(const Passage& passage, int i) {
  const Token& here = passage.at(i);
  if (here.kind == TokenKind::mark) return here.is('+');
  if (here.is_one_of({"plus", "received", "receiving", "given", "administered", "fed"})) return true;
  if (i == 0) return false;
  const Token& before = passage.at(i - 1);
  if (here.is("with"))
    return before.is_one_of(
        {"treated",  "pretreated", "preconditioned",  "irradiated", "mixed",        "supplemented", "injected",
         "combined", "incubated",  "preconditioning", "treatment",  "pretreatment", "loaded",       "together",
         "soaked",   "enriched",   "infiltrated",     "fat",        "graft",        "grafts"});
  if (here.is("of"))
    return before.is_one_of({"injection", "injections", "units", "addition", "administration", "mg", "ml"});
  if (here.is("in")) return before.is_one_of({"incubated", "soaked", "bathed"});
  return here.is("by") && before.is_one_of({"immobilization", "immobilisation", "pretreatment"});
}

/// What stands behind it is given to nobody by a word before it.
bool ends_a_gift(const Token& token) {
  if (token.kind == TokenKind::mark) return token.is(',') || token.is(';') || token.is('(') || token.is(':');
  return token.is_one_of({"and", "or", "for", "into", "on"});
}

/// "HA+", "HA(+)", "HA-", "HA(-)": the sign behind a word as part of its name, and one past it.
struct SignedName {
  char sign = 0;
  int last = 0;
};
SignedName signed_at(const Passage& passage, int i) {
  for (const char sign : {'+', '-'}) {
    if (passage.is(i + 1, '(') && passage.is(i + 2, sign) && passage.is(i + 3, ')')) return {sign, i + 4};
    if (signed_name(passage, i + 1, sign)) return {sign, i + 2};
  }
  return {};
}

constexpr int kListed = 14;  ///< tokens that a list of groups may take

/// "the insulin and PRP groups", "divided into laser, PRP and control groups": a name in a list of groups that also
/// names one of the topic
bool listed_as_group(const Passage& passage, const std::vector<char>& within, int i) {
  if (!passage.is(i + 1, {",", "and", "or", "versus", "vs"})) return false;
  bool known = false;
  int words = 0;
  for (int k = i + 1; k < std::min(i + kListed, passage.size); ++k) {
    if (passage.is(k, {"groups", "arms"})) return known;
    if (within[static_cast<std::size_t>(k)] != 0) {
      known = true;
    } else if (passage.is(k, {",", "and", "or", "versus", "vs", "-", "+"})) {
      words = 0;
    } else if (passage.at(k).kind != TokenKind::word || plain_word(passage.at(k)) || ++words > 2) {
      return false;
    }
  }
  return false;
}

/// "either agonist (n = 9) or vehicle": what stands beside a comparator as its alternative
bool beside_comparator(const ArmLexicon& lexicon, const Passage& passage, const std::vector<ArmPhrase>& phrases,
                       int i) {
  constexpr int kBracket = 8;  // tokens
  int k = i + 1;
  if (passage.is(k, '('))
    for (const int open = k++; k < open + kBracket && !passage.is(k - 1, ')');) ++k;
  if (!passage.is(k, {"or", "versus", "vs"})) return false;
  for (++k; passage.is(k, {"a", "the", "an", "with", "normal"});) ++k;
  const auto found = std::lower_bound(phrases.begin(), phrases.end(), k,
                                      [](const ArmPhrase& phrase, int at) { return phrase.first < at; });
  return found != phrases.end() && found->first == k && found->kind == ArmPhrase::Kind::label &&
         lexicon.entries[static_cast<std::size_t>(found->entry)].role == ArmLexicon::Role::reference &&
         !lexicon.entries[static_cast<std::size_t>(found->entry)].processing;
}

/// "with fibrin on the right side and with saline on the left": beside a comparator on the other side
bool on_one_side(const ArmLexicon& lexicon, const Passage& passage, const std::vector<ArmPhrase>& phrases, int i) {
  if (!passage.is(i - 1, {"with"}) || !passage.is(i + 1, {"on", "in", "into"}) || !passage.is(i + 2, {"the", "one"}) ||
      !passage.is(i + 3, {"left", "right", "side", "cheek", "breast", "flank"}))
    return false;
  constexpr int kReach = 16;  // tokens
  const auto found = std::lower_bound(phrases.begin(), phrases.end(), i + 4,
                                      [](const ArmPhrase& phrase, int at) { return phrase.first < at; });
  return found != phrases.end() && found->first < i + kReach && found->kind == ArmPhrase::Kind::label &&
         lexicon.entries[static_cast<std::size_t>(found->entry)].role == ArmLexicon::Role::reference &&
         passage.is(found->last, {"on", "in", "into"}) && passage.is(found->last + 2, {"left", "right", "other"});
}

/// "53 ± 9% (vehicle) and 66 ± 8% (deferoxamine)": a bracket behind a value, as another that holds an arm
bool legend_of_value(const Passage& passage, const std::vector<char>& within, int i) {
  if (!passage.is(i - 2, {"%", "percent"}) || !(passage.is(i + 1, ')') || passage.is(i + 1, '+'))) return false;
  constexpr int kReach = 25;  // tokens
  for (int k = std::max(1, i - kReach); k < std::min(i + kReach, passage.size - 1); ++k)
    if (passage.is(k, '(') && passage.is(k - 1, {"%", "percent"}) && within[static_cast<std::size_t>(k + 1)] != 0)
      return true;
  return false;
}

/// For each token whether the last phrase that begins there or before it covers it.
std::vector<char> covered_by(const std::vector<ArmPhrase>& phrases, std::size_t tokens) {
  std::vector<char> covered(tokens, false);
  for (std::size_t k = 0; k < phrases.size(); ++k) {
    const int next = k + 1 < phrases.size() ? phrases[k + 1].first : static_cast<int>(tokens);
    for (int i = phrases[k].first; i < std::min(phrases[k].last, next); ++i)
      covered[static_cast<std::size_t>(i)] = true;
  }
  return covered;
}

}  // namespace

void OpenNames::learn(const ArmLexicon& lexicon, const Passage& passage, const std::vector<ArmPhrase>& phrases) {
  const int count = passage.size;
  const bool title = passage.field == "title";
  const std::vector<char> within = covered_by(phrases, passage.tokens.size());
  const auto covered = [&](int i) { return within[static_cast<std::size_t>(i)] != 0; };
  const auto nameable = [&](int i) {
    const Token& token = passage.at(i);
    return token.kind == TokenKind::word && token.text.size() >= 3 && !token.spelled && !covered(i) &&
           lexicon.heads.longest(passage.tokens, i, count).entry < 0 &&
           lexicon.labels.longest(passage.tokens, i, count).entry < 0 && !plain_word(token) && !disease(token.stem) &&
           !names_a_group(token);
  };
  const auto cue = [&](int i) { return i >= 0 && i < count && lexicon.gifts.may_begin(passage.at(i).begins); };
  const auto is_group = [&](int i) { return i < count && lexicon.groups.longest(passage.tokens, i, count).entry >= 0; };
  // "68% with insulin"
  const auto behind_value = [&](int i) {
    if (!cue(i - 1)) return false;
    if (passage.is(i - 2, {"%", ")", "percent"})) return passage.is(i - 1, {"with", "in", "for", "after", "by"});
    return passage.is(i - 1, {"underwent"});
  };
  // "insulin raised retention", "insulin pretreatment"
  const auto before_effect = [&](int i) {
    constexpr std::size_t kShortest = 6;  // "raised"
    return cue(i + 1) && passage.at(i + 1).text.size() >= kShortest &&
           passage.is(i + 1, {"raised", "increased", "improved", "enhanced", "preserved", "lowered", "reduced",
                              "pretreatment", "administration", "supplementation", "preconditioning"});
  };
  // where the last of each kind stood; none of them stands behind the word
  constexpr int kNever = -100, kReach = 6;
  int giver = kNever, dose = kNever, stop = kNever;
  int next_group = kNever;  // the next word for a group
  for (int i = 0; i < count; ++i) {
    if (const int k = i - 1; k >= 0) {
      if (passage.at(k).number() && passage.is(i, {"mg", "ug", "ng", "iu", "units"})) dose = k;
      if (covered(k)) stop = k;
      if (passage.at(k).kind == TokenKind::mark || cue(k)) {
        if (gives(passage, k)) giver = k;
        // "mixed with fat for nasolabial folds": where it went
        if (ends_a_gift(passage.at(k))) stop = k;
      }
    }
    if (passage.at(i).kind != TokenKind::word) continue;
    if (const SignedName name = passage.at(i).upper && i + 1 < count ? signed_at(passage, i) : SignedName{};
        name.sign != 0) {
      (name.sign == '+' ? plus_ : minus_).insert(passage.at(i).stem);
      if (lexicon.heads.longest(passage.tokens, name.last, count).entry >= 0) signed_.insert(passage.at(i).stem);
      continue;
    }
    const bool given = giver >= i - kReach && giver >= stop;
    const bool opened = passage.is(i - 1, '(');
    // "the insulin and PRP groups"
    if (next_group < i + 1) next_group = lexicon.groups.candidate(passage.tokens, i + 1, count);
    const bool listed = next_group < i + kListed && listed_as_group(passage, within, i);
    const bool placed = opened || listed || passage.is(i + 1, {"alone", "only", "+"}) || passage.is(i - 1, {"group"}) ||
                        passage.is(i + 1, '-') || passage.is(i + 1, '(') || is_group(i + 1) || is_group(i + 2) ||
                        passage.is(i - 1, {"with", "either"}) || behind_value(i) || before_effect(i);
    if (!title && !given && !placed) continue;
    if (!nameable(i)) continue;
    // "lipo-PRP" is an arm of the topic
    if (passage.is(i + 1, '-') && i + 2 < count && lexicon.labels.longest(passage.tokens, i + 2, count).entry >= 0 &&
        !applied(passage.at(i + 2)))
      continue;
    const std::string_view stem = passage.at(i).stem;
    // "autologous ASCs (auto group)" names an arm of the topic
    if (opened && passage.is(i + 2, ')') && std::any_of(phrases.begin(), phrases.end(), [&](const ArmPhrase& phrase) {
          return phrase.last <= i - 1 && phrase.last >= i - 4;
        }))
      defined_.insert(stem);
    // "AFG alone", "AFG + PRF": a short name of fat grafting, unlike "VEGF"
    if (passage.at(i).upper && stem.find('f') != std::string_view::npos && !stem.ends_with("gf") &&
        passage.is(i + 1, {"alone", "only", "+"}))
      defined_.insert(stem);
    // "fat with ASCs (group HA)"
    if (passage.at(i).upper && passage.is(i - 1, {"group"}) && passage.is(i - 2, '(') && passage.is(i + 1, ')') &&
        i > 2 && covered(i - 3))
      defined_.insert(stem);
    // "conventional fat grafting (CFG)", "traditional fat grafting (TFG group, n = 49)"
    if (passage.at(i).upper && opened && (passage.is(i + 1, {")", ",", ";"}) || is_group(i + 1))) {
      int behind = i - 2;
      while (behind > i - 4 && behind > 0 && !covered(behind) &&
             lexicon.heads.longest(passage.tokens, behind, i).entry >= 0)
        --behind;
      if (behind >= 0 && covered(behind)) defined_.insert(stem);
    }
    if (title) titled_.insert(stem);
    if (listed) named_.insert(stem);
    if ((given || passage.is(i - 1, {"either"})) && beside_comparator(lexicon, passage, phrases, i))
      named_.insert(stem);
    // "the insulin group", "insulin-treated grafts", "the BoNT-A side"
    int next = i + 1;
    if (passage.is(next, '-')) ++next;
    const bool lettered = next == i + 2 && next < count && passage.at(next).text.size() == 1;
    if (lettered) ++next;
    if (lettered && passage.is(next, {"side", "sides"})) named_.insert(stem);
    // "the vitamin E group"
    if (next == i + 1 && next < count && names_a_group(passage.at(i + 1)) && !passage.at(i + 1).number() &&
        passage.is(i + 2, {"group", "groups", "arm"}) &&
        !passage.is(i, {"treatment", "protocol", "type", "regimen", "phase", "method", "technique", "device", "stage"}))
      ++next;
    if (on_one_side(lexicon, passage, phrases, i)) named_.insert(stem);
    if (opened && legend_of_value(passage, within, i)) named_.insert(stem);
    if (next < count && ((is_group(next) && (stem.size() > 3 || passage.at(i).upper) &&
                          !passage.is(next, {"series", "cohort", "half", "side", "sides"}) &&
                          !passage.at(i).text.ends_with("ed") && !passage.at(i).text.ends_with("er")) ||
                         (next == i + 2 && !lettered && applied(passage.at(next)))))
      named_.insert(stem);
    // "treated with 5 mg/kg insulin", "fat plus regular insulin"
    if (given) {
      given_.insert(stem);
      if (dose > giver) named_.insert(stem);
    }
    if (behind_value(i) || before_effect(i)) given_.insert(stem);
    if (i + 2 < count && passage.is(i + 1, '(') && passage.at(i + 2).upper && passage.is(i + 3, ')'))
      short_forms_.emplace_back(stem, passage.at(i + 2).stem);
  }
}

void OpenNames::settle() {
  // the two forms of a name are one name
  for (const auto& [full, brief] : short_forms_)
    for (Words* words : {&named_, &given_, &titled_})
      if (words->contains(full) || words->contains(brief)) {
        words->insert(full);
        words->insert(brief);
      }
  for (const std::string_view word : defined_) {
    named_.erase(word);
    given_.erase(word);
  }
  // "CD34+ cells" are no arm
  std::erase_if(signed_, [&](std::string_view word) {
    return !plus_.contains(word) || !minus_.contains(word) || word.starts_with("cd");
  });
  for (const std::string_view word : given_)
    if (titled_.empty() || titled_.contains(word)) named_.insert(word);
}

void OpenNames::add(const ArmLexicon& lexicon, const Passage& passage, const Sentence& sentence,
                    std::vector<ArmPhrase>& phrases) const {
  const std::size_t known = phrases.size();
  for (int i = sentence.first; i < sentence.last; ++i) {
    const Token& token = passage.at(i);
    if (token.kind != TokenKind::word) continue;
    const SignedName name = signed_.contains(token.stem) ? signed_at(passage, i) : SignedName{};
    if (name.sign == 0 && !named_.contains(token.stem)) continue;
    ArmPhrase* before = nullptr;
    bool inside = false;
    for (std::size_t k = 0; k < phrases.size(); ++k) {
      inside = inside || (i >= phrases[k].first && i < phrases[k].last && phrases[k].kind != ArmPhrase::Kind::unknown);
      const int gap = i - phrases[k].last;
      if (gap == 0 || (gap == 1 && passage.is(i - 1, '-')) ||
          (gap == 2 && passage.is(i - 2, '-') && applied(passage.at(i - 1))))
        before = &phrases[k];
    }
    if (inside) continue;
    if (before) {  // "exosome-hydrogel", "SVF-loaded hydrogel"
      before->last = i + 1;
      continue;
    }
    ArmPhrase phrase;
    phrase.kind = ArmPhrase::Kind::open;
    phrase.first = i;
    phrase.last = i + 1;
    if (name.sign != 0) {
      phrase.last = name.last;
      if (name.sign == '-') phrase.kind = ArmPhrase::Kind::without;
      phrases.push_back(phrase);
      continue;
    }
    if (passage.is(phrase.last, '-') && phrase.last + 1 < sentence.last && passage.at(phrase.last + 1).text.size() == 1)
      phrase.last += 2;  // "BoNT-A"
    if (passage.is(phrase.last, '-') && phrase.last + 1 < sentence.last && applied(passage.at(phrase.last + 1)))
      phrase.last += 2;
    // "hydrogel-SVF": the arm of the topic behind it says more; "melatonin-treated": the name says more
    bool led = false, absorbed = false;
    for (std::size_t k = 0; k < known; ++k) {
      ArmPhrase& other = phrases[k];
      const int gap = other.first - i - 1;
      if (other.kind != ArmPhrase::Kind::label || gap < 0 || gap > 1) continue;
      if (gap == 1 && !passage.is(i + 1, '-') && !passage.is(i + 1, '+')) continue;
      const ArmLexicon::Entry& entry = lexicon.entries[static_cast<std::size_t>(other.entry)];
      if (entry.role == ArmLexicon::Role::generic && entry.need == ArmLexicon::Need::head) {
        other.first = i;
        other.kind = ArmPhrase::Kind::open;
        absorbed = true;
      } else if (entry.role != ArmLexicon::Role::reference) {
        led = true;
      }
    }
    if (absorbed) continue;
    if (led) continue;
    for (int k = i - 1; k >= sentence.first && i - k <= 2; --k)
      if (passage.is(k, {"without", "no", "non"})) phrase.kind = ArmPhrase::Kind::without;
    std::erase_if(phrases, [&](const ArmPhrase& other) {
      return other.kind == ArmPhrase::Kind::unknown && other.first <= i && i < other.last;
    });
    phrases.push_back(phrase);
  }
  std::sort(phrases.begin(), phrases.end(), [](const ArmPhrase& a, const ArmPhrase& b) { return a.first < b.first; });
}

}  // namespace evigraft
