// core/extract/contrast_phrases.cpp: English for what an arm is compared with ("without", "alone", "the other side"),
// arms by their dose, groups that the topic does not know.
#include <algorithm>

#include "extract/phrase_words.h"

namespace evigraft {
namespace {

using Role = ArmLexicon::Role;
using Kind = ArmPhrase::Kind;

class ContrastFinder : private PhraseWords {
 public:
  ContrastFinder(const ArmLexicon& lexicon, const Passage& passage, const Sentence& sentence,
                 std::vector<ArmPhrase>& found)
      : PhraseWords(lexicon, passage, sentence), found_(found) {}

  void run() {
    compared_with();
    base_names();
    dosed_values();
    unknown_groups();
  }

 private:
  [[nodiscard]] bool covered(int i) const {
    return std::any_of(found_.begin(), found_.end(),
                       [&](const ArmPhrase& phrase) { return i >= phrase.first && i < phrase.last; });
  }
  void add(int first, int last, Kind kind) {
    for (int k = first; k < last; ++k)
      if (covered(k)) return;
    ArmPhrase phrase;
    phrase.first = first;
    phrase.last = last;
    phrase.kind = kind;
    found_.push_back(phrase);
  }

  void add_unlisted(int without, int named) {
    add(without, without + 1, Kind::without);
    found_.back().names_more = !is(named, {"it", "them", "these", "this", "any", "enrichment", "and", "at", "after"});
  }

  [[nodiscard]] bool active_before(int i) const {
    return std::any_of(found_.begin(), found_.end(), [&](const ArmPhrase& phrase) {
      return phrase.last <= i && phrase.kind == Kind::label && entry(phrase.entry).role != Role::reference;
    });
  }

  /// "55% for fat + SVF, 44% for fat"; "group I (fat with SVF) and group II (fat, n = 12)": beside an intervention the
  /// tissue with nothing to it.
  [[nodiscard]] bool bare_graft(int i) const {
    if (found_.empty() || covered(i)) return false;
    if (inside(i + 1) && passage_.at(i + 1).kind != TokenKind::mark &&
        !is(i + 1, {"and", "at", "versus", "vs", "was", "were"}))
      return false;
    // "allocated to fat (F), fat with PRP (F+P) or fat with SVF (F+S)"
    if (is(i - 1, {"plus", "with", "of"}) && is(i + 1, '(')) return false;
    if (is(i + 1, '(') && inside(i + 2) && names_a_group(passage_.at(i + 2)) && is(i + 3, ')')) return true;
    if (is(i + 1, '+') || is(i + 1, '-') || is(i + 1, '/') || is(i + 1, '%') || is(i + 1, '(')) return false;
    if (is(i - 1, '(') && (is(i + 1, ')') || (is(i + 1, ',') && is(i + 2, {"n"}))))
      return inside(i - 2) && (names_a_group(passage_.at(i - 2)) || passage_.at(i - 2).is('%'));
    if (is(i - 1, {"got", "received", "receiving", "given"}) && (is(i + 1, ',') || is(i + 1, ';'))) return true;
    const bool behind_value = is(i - 2, '%') || is(i - 2, {"percent", "cent"});
    if (is(i - 1, {"and"}) && covered(i - 2) && is(i + 1, {"was", "were"}))
      return true;  // "for fat + SVF and fat were"
    // "41 ± 8 per cent in SVF-gel and 33 ± 9 per cent in fat"
    if (is(i - 1, {"in"}) && behind_value && (!inside(i + 1) || is(i + 1, '.') || is(i + 1, ',') || is(i + 1, '(')))
      return true;
    return is(i - 1, {"for", "with"}) && (behind_value || (is(i - 2, ')') && !is(i + 1, {"and"})));
  }

  /// "Group 1: 1 cc fat graft.", "group A (n = 10) received fat, group B ...": a group that is given fat and nothing
  /// else.
  [[nodiscard]] bool group_of_fat(int i) const {
    int last = i + 1;
    while (is(last, {"graft", "grafts", "grafting", "injection", "injections", "tissue", "transfer"})) ++last;
    const bool ends = !inside(last) || is(last, ';') || is(last, '.') ||
                      ((is(last, ',') || is(last, {"and", "while", "whereas"})) &&
                       (is(last + 1, {"group", "cohort", "arm", "and", "while", "whereas"})));
    if (!ends) return false;
    int first = i - 1;
    // "cohort A fat with SVF, cohort B fat"
    const auto name = [&](int k) {
      return inside(k) && names_a_group(passage_.at(k)) && is(k - 1, {"group", "arm", "cohort"});
    };
    if (name(first)) return true;
    while (inside(first) && (passage_.at(first).number() ||
                             is(first, {"autologous", "of", "human", "a", "the", "only", "cc", "ml", "g", "mg",
                                        "centrifuged", "washed", "purified", "inguinal", "plain", "minced"})))
      --first;
    if (!is(first, ':') && !is(first, '=') && !is(first, {"received", "got", "underwent", "had", "given"}))
      return false;
    for (int k = first - 1; k > first - 12 && inside(k) && !is(k, ';') && !is(k, ','); --k)
      if (name(k)) return true;
    return false;
  }

  /// "those who received only fat", "with only lipoaspirate"
  [[nodiscard]] bool only_fat(int i) const {
    if (!is(i + 1, {"fat", "lipoaspirate", "lipofilling", "lipotransfer", "microfat"}) || covered(i + 1)) return false;
    if (!is(i - 1, {"received", "receiving", "with", "got", "had", "given", "of", "underwent", "injected", "grafted",
                    "contained", "containing"}))
      return false;
    return !inside(i + 2) || passage_.at(i + 2).kind == TokenKind::mark || verb(passage_.at(i + 2)) ||
           is(i + 2, {"and", "at", "after", "in", "on"});
  }

  void compared_with() {
    for (int i = lexicon_.cues.candidate(passage_.tokens, sentence_.first, sentence_.last); i < sentence_.last;
         i = lexicon_.cues.candidate(passage_.tokens, i + 1, sentence_.last)) {
      const Token& here = passage_.at(i);
      const bool ends = !inside(i + 1) || passage_.at(i + 1).kind == TokenKind::mark;
      if (here.is("without")) {
        if (inside(i + 1) && passage_.at(i + 1).number() && !passage_.at(i + 1).spelled && active_before(i))
          add(i, i + 1, Kind::without);  // "grafts without 48%"
        // "higher with SVF than without", "without any additive", "with, and 96 without, enrichment"
        if (ends ||
            is(i + 1, {"it", "them", "and", "was", "were", "had", "at", "after", "by", "on", "in", "to", "survived",
                       "remained", "retained", "kept", "lost", "persisted"}) ||
            (is(i + 1, {"any", "additive", "additives", "addition", "supplement"}) && !covered(i)))
          add(i, i + 1, Kind::without);
      } else if (here.is_one_of({"fat", "lipoaspirate"}) &&
                 (is(i - 1, ',') || is(i - 1, ':') || is(i - 1, '=') || is(i - 1, '(')) &&
                 (is(i + 1, ';') || is(i + 1, ',') || is(i + 1, ')')) &&
                 (is(i - 1, '(') || (inside(i - 2) && names_a_group(passage_.at(i - 2))))) {
        add(i, i + 1, Kind::alone);  // the legend "(group I, fat; group II, fat + PRP)"
      } else if (here.is_one_of({"fat", "lipoaspirate"}) && (bare_graft(i) || group_of_fat(i))) {
        add(i, i + 1, Kind::alone);
      } else if (here.is("medium") && (is(i - 1, '+') || is(i - 1, {"plus"})) && !covered(i)) {
        add(i - 1, i + 1, Kind::alone);  // "Group B: fat + medium"
      } else if (here.is_one_of({"with", "after"})) {
        // "with and without enrichment", "in patients with, and in patients without, ADSCs"
        const bool bare = ends || is(i + 1, {"and", "or", "versus", "vs"});
        int later = i + 1;
        while (later < sentence_.last && !is(later, {"without"})) ++later;
        // "patients with and without diabetes"
        const bool people = is(i - 1, {"patient", "patients", "women", "men", "people", "subjects", "participants"}) &&
                            inside(later + 1) && passage_.at(later + 1).kind == TokenKind::word && !covered(later) &&
                            !is_label(later + 1);
        if (bare && later < sentence_.last && !people) {
          add(i, i + 1, Kind::with);
          // "40% with and 37% without hyperbaric oxygen", not "photographed after, without flash"
          bool one = here.is("with") && later - i <= 14;
          for (int k = i + 1; k < later && one; ++k) one = !is(k, ';') && !verb(passage_.at(k));
          // "with (HA+) and without (HA-) hyaluronidase"
          int named = later + 1;
          if (is(named, '('))
            while (named < later + 6 && inside(named) && !is(named - 1, ')')) ++named;
          if (one && !covered(later) && inside(named) && passage_.at(named).kind == TokenKind::word)
            add_unlisted(later, named);
        }
      } else if (here.is("not") && is(i - 1, {"did", "was", "were", "had"}) &&
                 (ends || is(i + 1, {"it", "this", "they"})) && active_before(i)) {
        add(i - 1, i + 1, Kind::without);  // "60.2% when it was not"
      } else if (here.is("not") && is(i - 1, {"had", "have", "was", "were"}) && active_before(i) &&
                 is(is(i + 1, {"been"}) ? i + 2 : i + 1, {"enriched", "supplemented", "added", "given", "mixed"})) {
        add(i - 1, is(i + 1, {"been"}) ? i + 3 : i + 2, Kind::without);  // "grafts that had not been enriched"
      } else if (here.is("not") && is(i + 1, {"given", "receiving", "treated", "receive", "received"}) &&
                 active_before(i) &&
                 (!inside(i + 2) || passage_.at(i + 2).kind == TokenKind::mark || is(i + 2, {"it", "them", "any"}))) {
        add(i, i + 2, Kind::without);  // "the 17 not given it"
      } else if (here.is_one_of({"otherwise", "elsewhere", "neither"}) && active_before(i) &&
                 (ends || is(i - 1, {"with"}) || (here.is("neither") && passage_.at(i + 1).number()))) {
        add(i, i + 1, Kind::without);  // "43% was lost otherwise"
      } else if (here.is("zero") && is(i - 1, {"at", "of", "with"}) && ends && active_before(i)) {
        add(i, i + 1, Kind::without);  // "61% at one million cells, 46% at zero"
      } else if (here.is_one_of({"included", "added", "used", "given"}) && is(i - 1, {"was", "were"}) &&
                 is(i - 2, {"it", "they", "one"}) && is(i - 3, {"when", "where", "if", "and"})) {
        add(i - 2, i + 1, Kind::given);  // "49% when SVF was omitted and 62% when it was added"
      } else if (here.is_one_of({"presence", "absence"}) && is(i - 1, {"its", "their"})) {
        add(i - 1, i + 1, here.is("presence") ? Kind::given : Kind::without);
      } else if (here.is("nothing") && is(i + 1, {"but"}) && is(i + 2, {"fat", "lipoaspirate"})) {
        add(i, i + 3, Kind::alone);
      } else if (here.is_one_of({"none", "nothing"}) && active_before(i) &&
                 (is(i + 1, {"in", "on", "at", "to", "had", "was", "into"}) || ends || is(i - 1, {"with"}))) {
        add(i, i + 1, Kind::without);
      } else if (here.is_one_of({"alone", "only", "just", "solely", "merely"}) && !is(i - 1, {"but", "was", "were"})) {
        if (!here.is("alone") && only_fat(i)) {
          add(i, i + 2, Kind::alone);
          continue;
        }
        if (!here.is_one_of({"alone", "only"})) continue;
        // "fat alone", "grafts injected alone"; "but only 19%" is no arm
        if (inside(i + 1) && (passage_.at(i + 1).number() || is(i + 1, {"by", "a", "in", "after"})) && here.is("only"))
          continue;
        // "with SVF (group S) or alone (group F)"
        if (here.is("alone") && ends && is(i - 1, {"or", "and"}) && active_before(i)) add(i, i + 1, Kind::alone);
        for (int k = i - 1; k >= i - 3 && inside(k); --k) {
          if (covered(k) || passage_.at(k).kind != TokenKind::word || preposition(passage_.at(k))) break;
          if (passage_.at(k).is_one_of({"delivered", "injected", "grafted", "transplanted", "given", "fat", "graft",
                                        "grafts", "lipoaspirate", "lipofilling", "lipograft", "microfat",
                                        "lipotransfer", "grafting", "injection"}) ||
              (is_head(k) && !is(k - 1, {"left", "right", "one", "same", "other"}) &&
               lexicon_.groups.longest(passage_.tokens, k, sentence_.last).entry < 0)) {
            add(k, i + 1, Kind::alone);
            break;
          }
        }
      } else if (here.is_one_of({"other", "opposite", "contralateral", "remaining"}) && is_head(i + 1) &&
                 is(i - 1, {"the", "their", "its", "his", "her", "an", "on", "in", "and"})) {
        if (passage_.at(i + 1).stem == "half" && !is(i + 2, {"of"}) && !is(i + 2, {"face"})) continue;
        if (!here.is("remaining") || lexicon_.groups.longest(passage_.tokens, i + 1, sentence_.last).entry >= 0)
          add(i, head(i + 1), Kind::other);
      } else if (here.is_one_of({"injected", "grafted", "used"}) && is(i + 1, {"as"}) && is(i + 2, {"such"})) {
        add(i + 1, i + 3, Kind::alone);  // "fat was grafted as such, with SVF, or with PRP"
      } else if (here.is_one_of({"injected", "grafted", "given", "used"}) && active_before(i) &&
                 is(i + 1, {"pure", "plain", "unmixed", "neat"}) && !is_head(i + 2) && !covered(i + 1)) {
        add(i, i + 2, Kind::alone);  // "mixed with SVF for 33 patients and injected pure for 35"
      } else if (here.is_one_of({"treated", "receiving", "received", "injected", "grafted"}) && !found_.empty()) {
        // "the group treated with fat grafts and the group treated with stem cell-enriched grafts"
        int k = i + 1;
        while (is(k, {"with", "autologous", "a", "the"})) ++k;
        int last = k;
        while (is(last, {"fat", "graft", "grafts", "grafting", "lipofilling", "lipotransfer"})) ++last;
        if (k > i + 1 && last > k && is(k, {"fat", "lipofilling", "lipotransfer"}) &&
            (!inside(last) || passage_.at(last).kind == TokenKind::mark || is(last, {"and", "or", "versus", "vs"})) &&
            !is(last, '-') && !is(last, '+'))
          add(i, last, Kind::unknown);
      } else if (here.stem == "dose") {
        numbers_of_doses(i);
      } else if (here.stem == "counterpart" && active_before(i)) {
        add(i, i + 1, Kind::other);
      } else if (here.stem == "other" && is(i - 1, {"the"}) &&
                 (ends ||
                  (here.is("others") && (active_before(i) || (inside(i + 1) && passage_.at(i + 1).number()))))) {
        add(i, i + 1, Kind::other);
      }
    }
  }

  /// "Lipo+SVF grafts ... and the Lipo grafts": what something is added to, by the text's own name
  void base_names() {
    const std::size_t labels = found_.size();
    for (std::size_t k = 0; k < labels; ++k) {
      const int plus = found_[k].first - 1;
      if (found_[k].kind != Kind::label || !is(plus, '+') || !inside(plus - 1)) continue;
      const Token& name = passage_.at(plus - 1);
      if (name.kind != TokenKind::word || !name.capital || is_label(plus - 1)) continue;
      for (int i = sentence_.first; i < sentence_.last; ++i)
        if (passage_.at(i).key == name.key && passage_.at(i).capital && is_head(i + 1))
          add(i, head(i + 1), Kind::alone);
    }
  }

  [[nodiscard]] bool of_power(int i) const {
    return inside(i) && (passage_.at(i).number() || is(i, '^') || is(i, kTimes) || is(i, {"x"}));
  }
  [[nodiscard]] bool is_power(int first, int last) const {
    bool times = false;
    for (int k = first; k < last; ++k) times = times || is(k, kTimes) || is(k, '^') || is(k, {"x"});
    return last - first >= 3 && times && passage_.at(first).number();
  }

  /// "in the 1 x 10^6 group": an arm by the number of its cells.
  void cell_doses(int group) {
    int last = group;
    while (is(last - 1, {"cell", "cells", "ml", "cc"}) || is(last - 1, '/') || is(last - 1, '-')) --last;
    // "the 0, 1 x 10^5 and 1 x 10^6 ASC groups"
    const bool labelled = covered(last - 1);
    while (covered(last - 1)) --last;
    for (bool nearest = true; inside(last - 1); nearest = false) {
      int first = last;
      while (first > last - 5 && of_power(first - 1)) --first;
      const bool none = !nearest && first == last - 1 && passage_.at(first).number() && passage_.at(first).value == 0;
      if (!none && !is_power(first, last)) return;
      for (ArmPhrase& phrase : found_)
        if (nearest && labelled && phrase.first == last) phrase.first = first;
      if (!nearest || !labelled) add(first, nearest ? group + 1 : last, none ? Kind::without : Kind::dosed);
      last = first;
      while (inside(last - 1) && joiner(passage_.at(last - 1))) --last;
      if (last == first) return;
    }
  }

  /// "38% at 2 x 10^5 and 51% at 1 x 10^6 cells per mL"
  void dosed_values() {
    for (int i = sentence_.first + 2; i < sentence_.last; ++i) {
      if (!passage_.at(i).number() || !is(i - 1, {"at", "with", "for"}) || !is(i - 2, {"%", ")", "percent"})) continue;
      int last = i;
      while (last < i + 5 && of_power(last)) ++last;
      if (is_power(i, last)) add(i, last, Kind::dosed);
    }
  }

  /// "in mice with one dose and 64% in those given two doses": an arm by how often it was given
  void numbers_of_doses(int dose) {
    if (is(dose + 1, {"of"}) || covered(dose)) return;
    if (!is(dose - 1, {"single", "double", "triple", "repeated", "further"}) &&
        !(inside(dose - 1) && passage_.at(dose - 1).number()))
      return;
    const int first = is(dose - 2, {"a", "the"}) ? dose - 2 : dose - 1;
    if (is(first - 1, {"with", "after", "receiving", "given", "received", "for"}) &&
        (is(first - 2, '%') || is(first - 2, ')') || is(first - 2, {"those", "percent"}) || is_head(first - 2)))
      add(first, dose + 1, Kind::dosed);
  }

  /// "in the 0%, 10% and 20% groups": an arm by its dose; none of it is what the others are compared with.
  void doses(int group) {
    for (int i = group - 1; inside(i - 1) && (is(i, '%') || is(i, {"percent"})) && passage_.at(i - 1).number();) {
      add(i - 1, i == group - 1 ? group + 1 : i + 1, passage_.at(i - 1).value == 0 ? Kind::without : Kind::dosed);
      i -= 2;
      while (is(i, ',') || is(i, {"and", "or", "versus", "vs"})) --i;
    }
  }

  /// "the Ringer arm", "the lean group": what stands before "arm" or "group" is not in the topic.
  void unknown_groups() {
    for (int i = sentence_.first + 1; i < sentence_.last; ++i) {
      // "unlaced fat", "unfiltered fat" beside the laced
      const Token& here = passage_.at(i);
      if (here.text.size() > 5 && here.text.starts_with("un") && here.text.ends_with("ed") &&
          (is_head(i + 1) || is(i + 1, {"one", "ones"})) && !covered(i)) {
        add(i, is_head(i + 1) ? head(i + 1) : i + 2, Kind::unknown);
        continue;
      }
      if (lexicon_.groups.longest(passage_.tokens, i, sentence_.last).entry < 0 || covered(i)) continue;
      doses(i);
      cell_doses(i);
      int first = i;
      while (first > i - 3 && inside(first - 1) && passage_.at(first - 1).kind == TokenKind::word &&
             !preposition(passage_.at(first - 1)) && !joiner(passage_.at(first - 1)) && !verb(passage_.at(first - 1)) &&
             !covered(first - 1) &&
             !is(first - 1, {"the", "a", "an", "each", "this", "that", "these", "those", "both"}))
        --first;
      if (first == i || !is(first - 1, {"the"})) continue;
      if (is(first, {"two",     "three",  "four",      "same",          "whole",    "entire",  "study",
                     "other",   "age",    "first",     "second",        "third",    "last",    "present",
                     "lateral", "medial", "recipient", "donor",         "injected", "grafted", "former",
                     "latter",  "left",   "right",     "corresponding", "affected", "healthy", "respective"}) ||
          names_a_group(passage_.at(first)))
        continue;
      add(first, i + 1, Kind::unknown);
    }
  }

  std::vector<ArmPhrase>& found_;
};

}  // namespace

void add_contrast_phrases(const ArmLexicon& lexicon, const Passage& passage, const Sentence& sentence,
                          std::vector<ArmPhrase>& found) {
  ContrastFinder(lexicon, passage, sentence, found).run();
}

}  // namespace evigraft
