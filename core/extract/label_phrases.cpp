// core/extract/label_phrases.cpp: labels of the topic as they stand in a sentence: negated, in need of a head, no arm
// at all, joined.
#include <algorithm>

#include "extract/phrase_words.h"

namespace evigraft {
namespace {

using Role = ArmLexicon::Role;
using Need = ArmLexicon::Need;
using Kind = ArmPhrase::Kind;

/// Words that join two phrases into one arm: "microfat enriched with SVF", "exosomes from ADSCs".
bool glue(const Token& token) {
  return token.is('-') || token.is('/') || token.is('+') ||
         token.is_one_of({"enriched", "enhanced",    "assisted",     "supplemented", "treated",   "mixed",  "combined",
                          "with",     "by",          "of",           "the",          "fat",       "graft",  "grafts",
                          "grafting", "lipofilling", "lipotransfer", "autologous",   "human",     "plus",   "derived",
                          "from",     "containing",  "their",        "own",          "harvested", "topped", "loaded",
                          "released", "added",       "such",         "blended",      "prepared"});
}

/// How strongly a phrase claims the mention it is part of.
int strength(const ArmLexicon::Entry& entry) {
  if (entry.role == Role::separate) return 5;
  if (entry.role == Role::active) return entry.certain ? 4 : 3;
  return entry.role == Role::generic ? 2 : 1;
}

class LabelFinder : private PhraseWords {
 public:
  using PhraseWords::PhraseWords;

  std::vector<ArmPhrase> run(const std::vector<Mark>& labels) {
    read(labels);
    join();
    return std::move(found_);
  }

 private:
  struct Raw {
    int first = 0, last = 0;
    int entry = 0;
    bool negated = false;
    bool bare = false;  ///< a way of handling with no word for the fat
  };
  /// "enriched grafts", "enriched and control grafts", "the plain, 48%": a head follows, or the noun phrase ends.
  [[nodiscard]] bool headed(int first, int last, bool generic) const {
    int words = 0, reach = last + 9;
    bool listed = false;
    for (int k = last; k < reach && inside(k); ++k) {
      const Token& here = passage_.at(k);
      if (is_head(k) || processing_noun(k)) return true;
      if (here.is('-')) continue;
      if (joiner(here)) {
        // "the enriched and control ...", but "entered the treatment, and 7 were excluded"
        listed = listed || (inside(k + 1) && is_label(k + 1));
        words = 0;
        continue;
      }
      // "after treatment the groups ..."
      if (!listed && is(k, {"the", "a", "an", "all", "both", "each", "these", "those"})) break;
      // "between manual (51%) and machine (53%) centrifugation"
      if (k == last && here.is('(')) {
        while (inside(k) && k < last + 12 && !is(k, ')')) ++k;
        reach = k + 5;
        continue;
      }
      if (here.kind != TokenKind::word || preposition(here) || verb(here) || ++words > 2) break;
    }
    if (listed && is(first - 1, {"the"})) return true;
    if (is(first - 1, {"the"}) && is(last, {"one", "ones"})) return true;
    // "62% in the experimental and 43% in the control group"
    if (is(first - 1, {"the"}) && is(first - 2, {"in", "for"}) && is(last, {"and", "versus", "vs", "but"}) &&
        inside(last + 1) && passage_.at(last + 1).number())
      return true;
    // "the enriched" may stand alone, "the study" may not
    if (generic && !passage_.at(last - 1).text.ends_with("ed")) return false;
    // "81% in enriched and 16% in control boluses": the head stands at the last
    if (is(first - 1, {"in", "for"}) && (is(first - 2, '%') || is(first - 2, ')')) && inside(last) &&
        joiner(passage_.at(last)))
      return true;
    // "69% after enriched and 54% after conventional lipofilling"
    if (is(first - 1, {"in", "for", "after", "with"}) && is(last, {"and", "versus", "vs"}) && inside(last + 1) &&
        passage_.at(last + 1).number())
      return true;
    const bool ends = !inside(last) || passage_.at(last).kind != TokenKind::word || joiner(passage_.at(last)) ||
                      verb(passage_.at(last));
    // "intervention 61%, control 50%"
    if (inside(last) && passage_.at(last).number() && (is(first - 1, ':') || is(first - 1, ',') || is(first - 1, ';')))
      return true;
    return ends && !is(last, '-') &&
           (is(first - 1, {"the", "versus", "vs", "than"}) || (is(first - 1, '(') && is(last, ')')) ||
            (is(last, '(') && is(first - 1, {"and", "in", "for"})));
  }

  [[nodiscard]] bool processing_noun(int i) const {
    const auto found = lexicon_.labels.longest(passage_.tokens, i, sentence_.last);
    return found.entry >= 0 && entry(found.entry).processing && passage_.at(found.last - 1).text.ends_with("tion");
  }

  /// "after centrifugation", "processed by sedimentation, washing and Telfa rolling", "centrifuged at 3000 rpm": how
  /// plain fat was handled, with no word for the fat behind it.
  [[nodiscard]] bool handled(int first, int last) const {
    if (is(last, {"at"}) && inside(last + 1) && passage_.at(last + 1).number()) return true;
    // "breasts pre-expanded with a device", "fat washed twice"
    if (inside(first - 1) && is_head(first - 1) && passage_.at(last - 1).text.ends_with("ed")) return true;
    // "whether the fat was washed (52%), centrifuged (50%) or filtered (55%)"
    if (is(first - 1, {"was", "were"}) && is(last, '(') && passage_.at(last - 1).text.ends_with("ed")) return true;
    // "fat that was strained", "fresh fat", "our filtration device"
    if (is(first - 1, {"was", "were"}) && is(first - 2, {"that", "which"})) return true;
    if (is_head(last - 1) || is(last, {"device", "system", "technique", "method"})) return true;
    // "low-speed centrifugation gave 54%"
    if (is(last, {"gave", "yielded", "led", "resulted", "kept", "retained", "preserved", "maintained", "left", "lost",
                  "saved", "achieved", "provided", "produced", "showed"}))
      return true;
    int before = first - 1;
    for (int words = 0; words < 2 && inside(before) && passage_.at(before).kind == TokenKind::word &&
                        !preposition(passage_.at(before)) && !joiner(passage_.at(before)) && !is(before, {"using"}) &&
                        !verb(passage_.at(before));
         ++words)
      --before;
    if (is(before, {"after", "with", "by", "for", "using", "following", "through", "between", "than", "versus", "vs"}))
      return true;
    // a member of such a list: "... and washing 52%"
    return inside(before) && joiner(passage_.at(before)) && !raws_.empty() && entry(raws_.back().entry).processing &&
           (before - raws_.back().last <= 1 || (inside(last) && passage_.at(last).number()) || is(last, '('));
  }

  /// "low-dose CT" doses no arm
  [[nodiscard]] bool dose_of_other(int last) const {
    if (passage_.at(last - 1).stem != "dose") return false;
    const int next = is(last, '-') ? last + 1 : last;
    return inside(next) && passage_.at(next).kind == TokenKind::word && !is_head(next) && !is_label(next) &&
           !preposition(passage_.at(next)) && !joiner(passage_.at(next)) && !verb(passage_.at(next));
  }

  /// "with cells", "50 million cells", "1 x 105 cells", "the expanded cells group"
  [[nodiscard]] bool introduced(int first, int last) const {
    if (is(last, {"group", "groups", "arm", "side", "sides", "fat", "graft", "grafts", "breast", "cheek", "temple"}))
      return true;
    if (is(first - 1, '-') && is(first - 2, {"expanded", "cultured", "uncultured", "fresh", "added"})) return true;
    int adjective = first;
    while (adjective > first - 3 && is(adjective - 1, {"expanded", "cultured", "fresh", "added", "more", "autologous",
                                                       "such", "allogeneic", "human", "xenogeneic", "syngeneic"}))
      --adjective;
    // "2 x 10^6 cultured cells per mL"
    if (adjective < first && (is(adjective - 1, {"with", "receiving", "received", "of", "plus", "given"}) ||
                              (inside(adjective - 1) && passage_.at(adjective - 1).number())))
      return true;
    return is(first - 1, {"with", "plus", "million", "receiving", "received", "more", "expanded", "chosen", "chose",
                          "grown", "given"}) ||
           (inside(first - 1) && passage_.at(first - 1).number());
  }

  /// "at the same control", "at the 6-month control": a visit
  [[nodiscard]] bool visit(const Mark& mark) const {
    const bool ends = !inside(mark.last) || passage_.at(mark.last).kind == TokenKind::mark;
    return ends && !is(mark.last, '(') && passage_.at(mark.first).text == "control" &&
           is(mark.first - 1, {"same", "final", "last", "month", "months", "year", "week", "clinical", "radiological"});
  }

  /// "those not given PRP", "patients who did not receive SVF": the place of "not", -1 for none
  [[nodiscard]] int not_given(int first) const {
    int i = first - 1;
    if (is(i, {"with"}) && is(i - 1, {"treated", "enriched", "enhanced", "supplemented", "mixed"})) --i;
    if (!is(i, {"given", "receiving", "receive", "received", "treated", "enriched", "enhanced", "supplemented", "mixed",
                "have", "get", "undergo", "contain"}))
      return -1;
    return is(i - 1, {"not", "never"}) ? i - 1 : -1;
  }

  /// "cells expanded for 14 days in human platelet lysate": what cells were grown in is given to nobody
  [[nodiscard]] bool grown_in(int first) const {
    int i = first - 1;
    while (is(i, {"human", "pooled", "allogeneic", "autologous", "lysed"}) || is(i, '%') ||
           (inside(i) && passage_.at(i).number()))
      --i;
    if (!is(i, {"in"})) return false;
    for (int k = i - 1; k > i - 7 && inside(k) && (passage_.at(k).kind != TokenKind::mark || is(k, '-')); --k)
      if (is(k, {"expanded", "cultured", "grown", "cultivated", "propagated", "culture", "expansion"})) return true;
    return false;
  }

  void read(const std::vector<Mark>& labels) {
    raws_.reserve(labels.size());
    found_.reserve(2 * labels.size());
    for (const Mark& mark : labels) {
      Raw raw{mark.first, mark.last, mark.entry, false};
      // "fat without SVF", "non-enriched", "no added cells", "FG-ne-ASCs", "unaccompanied by"
      int before = mark.first - 1;
      for (int skipped = 0; skipped < 3; ++skipped) {
        if (!is(before, '-') && !is(before, {"any", "a", "added", "adding", "the", "addition", "of", "additional",
                                             "supplemental", "such", "further", "autologous"}))
          break;
        --before;
      }
      // "without co-grafted SVF"
      for (int k = before, steps = 0; steps < 3 && inside(k) && passage_.at(k).kind != TokenKind::number; --k, ++steps)
        if (is(k - 1, {"without"}) && !is(k, ',') && !preposition(passage_.at(k)) && !joiner(passage_.at(k)) &&
            !verb(passage_.at(k)))
          before = k - 1;
      if (is(mark.first - 1, {"of"}) && is(mark.first - 2, {"absence"})) before = mark.first - 2;
      if (const int giver = not_given(mark.first); giver >= 0) {
        raw.negated = true;
        raw.first = giver;
      }
      if (is(before, ')')) {  // "with (n = 10) and without (n = 10) PRP"
        int open = before;
        while (open > before - 7 && inside(open) && !is(open, '(')) --open;
        if (is(open - 1, {"without"})) before = open - 1;
      }
      if (is(before, ',') && is(before - 1, {"without"})) --before;  // "with, and 96 min without, enrichment"
      if (is(before, {"without", "no", "non", "minus", "lacking", "ne", "neither", "omitting", "absence"})) {
        raw.negated = true;
        raw.first = before;
      }
      // "ASC(-)", "SVF-negative", "PRP-free"
      if (is(mark.last, '(') && is(mark.last + 1, '-') && is(mark.last + 2, ')')) {
        raw.negated = true;
        raw.last = mark.last + 3;
      } else if (is(mark.last, '(') && is(mark.last + 1, '+') && is(mark.last + 2, ')')) {
        raw.last = mark.last + 3;
      } else if (signed_name(passage_, mark.last, '-') && inside(mark.last + 1) &&
                 (is_head(mark.last + 1) || is(mark.last + 1, ')') || is(mark.last + 1, ',') ||
                  verb(passage_.at(mark.last + 1)) || preposition(passage_.at(mark.last + 1)))) {
        raw.negated = true;  // "PRF- cheeks", "(PRF-)"
        raw.last = mark.last + 1;
      } else if (signed_name(passage_, mark.last, '+')) {
        raw.last = mark.last + 1;  // "PRF+ cheeks"
      } else if (is(mark.last, {"was", "were"}) &&
                 is(mark.last + 1, {"omitted", "withheld", "left", "lacking", "absent"}) &&
                 (!is(mark.last + 1, {"left"}) || is(mark.last + 2, {"out"}))) {
        raw.negated = true;  // "49% when SVF was omitted"
        raw.last = mark.last + 2;
      } else if (is(mark.last, '-') && is(mark.last + 1, {"negative", "free"})) {
        raw.negated = true;
        raw.last = mark.last + 2;
      }
      const ArmLexicon::Entry& found = entry(mark.entry);
      if (!raw.negated && found.role == Role::active && grown_in(mark.first)) continue;
      if (!raw.negated) {
        const bool generic = found.role == Role::generic;
        if (found.need == Need::head && !headed(mark.first, mark.last, generic)) {
          if (!found.processing || !handled(mark.first, mark.last)) continue;
          raw.bare = true;
        }
        if (generic && dose_of_other(mark.last)) continue;
        // "cell viability before grafting", "stem cell counts": a property of cells
        if (generic && is(mark.last, {"viability", "yield", "yields", "count", "counts", "number", "numbers", "density",
                                      "proliferation", "surface", "marker", "markers", "death", "culture", "content"}))
          continue;
        if (found.need == Need::introduction && !introduced(mark.first, mark.last) &&
            !(passage_.at(mark.first).text == passage_.at(mark.first).stem && headed(mark.first, mark.last, generic)))
          continue;
        // "the study groups 1 and 2" are the groups of a study
        if (found.need == Need::head && is(mark.last - 1, {"study", "treatment", "experimental", "test"}) &&
            is(mark.last, {"group", "groups", "arm", "arms"}) && inside(mark.last + 1) &&
            names_a_group(passage_.at(mark.last + 1)) && !is(mark.last + 2, '%'))
          continue;
        // "sham-irradiated mice" say nothing of the graft
        if (passage_.at(mark.first).is("sham") &&
            is(is(mark.last, '-') ? mark.last + 1 : mark.last, {"irradiated", "irradiation"}))
          continue;
        // "the volume at 2 weeks served as the reference"
        if (passage_.at(mark.first).is("reference") && (is(mark.first - 1, {"as"}) || is(mark.first - 2, {"as"})))
          continue;
        // "to control", "under control", "quality control"
        // "Controls were not available"
        if (passage_.at(mark.first).stem == "control" && is(mark.last, {"was", "were"}) && is(mark.last + 1, {"not"}) &&
            is(mark.last + 2, {"available", "included", "used", "studied", "enrolled", "recruited"}))
          continue;
        const bool to_control = is(mark.first - 1, {"to"}) && passage_.at(mark.first).text == "control" &&
                                !is(mark.first - 2, {"compared", "comparison", "relative", "contrast", "opposed",
                                                     "similar", "equal", "superior", "inferior"});
        if (passage_.at(mark.first).stem == "control" &&
            (to_control || is(mark.first - 1, {"under", "quality", "volume", "weight", "pain", "self", "better"}) ||
             (is(mark.last, {"of", "over"}) && !(inside(mark.last + 1) && passage_.at(mark.last + 1).number())) ||
             visit(mark)))
          continue;
      }
      raws_.push_back(raw);
    }
  }

  /// "vitamin E-treated", "laser-treated": by something that the topic does not know
  [[nodiscard]] bool given_by_name(int first, std::size_t raw) const {
    if (raws_[raw].first != first || entry(raws_[raw].entry).need != Need::head ||
        entry(raws_[raw].entry).role != Role::generic || !passage_.at(first).text.ends_with("ed"))
      return false;
    if (!is(first - 1, '-') || passage_.at(first - 1).space || !inside(first - 2)) return false;
    const Token& name = passage_.at(first - 2);
    return name.kind == TokenKind::word && !joiner(name) && !preposition(name) &&
           !name.is_one_of({"pre", "post", "co", "non", "re", "cell", "cells", "well", "previously", "surgically",
                            "fat", "graft", "stem", "progenitor", "stroma", "stromal"});
  }

  /// "No controls were studied": what is compared with, said to be missing.
  [[nodiscard]] bool no_comparator(const Raw& raw) const {
    return raw.negated && passage_.is(raw.last - 1, {"control", "controls", "placebo", "comparator", "comparators"});
  }

  /// "comparing fat mixed with nanofat with fat alone": two arms, though "with" stands between
  [[nodiscard]] bool comparing(std::size_t second, int with) const {
    if (!is(with, {"with"}) || is(with - 1, {"mixed", "combined", "treated", "diluted"})) return false;
    if ((entry(raws_[second].entry).role == Role::reference) ==
        (entry(raws_[second - 1].entry).role == Role::reference))
      return false;
    for (int k = raws_[second - 1].first - 1; k > raws_[second - 1].first - 9 && inside(k); --k)
      if (is(k, {"comparing", "compared", "compares", "compare", "comparison"})) return true;
    return false;
  }

  /// "stromal vascular fraction (SVF)-enriched fat" is one phrase.
  void join() {
    std::erase_if(raws_, [&](const Raw& raw) { return no_comparator(raw); });
    for (std::size_t i = 0; i < raws_.size();) {
      std::size_t strongest = i, end = i + 1;
      bool negated = raws_[i].negated;
      for (; end < raws_.size(); ++end) {
        const int gap_first = raws_[end - 1].last, gap_last = raws_[end].first;
        bool joined = gap_last - gap_first <= 7;
        for (int k = gap_first; joined && k < gap_last; ++k) {
          const bool bracket =
              passage_.is(k, '(') && k == gap_last - 1 && !raws_[end].negated;  // "stromal vascular fraction (SVF)"
          // "exosomes from hypoxic ASCs"
          const bool source = k == gap_last - 1 && k > gap_first && passage_.is(k - 1, {"from", "of"}) &&
                              passage_.at(k).kind == TokenKind::word &&
                              entry(raws_[end - 1].entry).role == Role::separate;
          // "ASCs in saline": what an intervention is given in
          const bool vehicle = passage_.is(k, {"in"}) && entry(raws_[end].entry).role == Role::reference &&
                               entry(raws_[end - 1].entry).role != Role::reference &&
                               passage_.is(raws_[end].first, {"saline", "pbs", "medium", "vehicle", "physiological",
                                                              "phosphate", "culture", "ringer"});
          // "stem cells (ASCs) in saline"
          const bool closed = passage_.is(k, ')') && passage_.is(raws_[end - 1].first - 1, '(');
          joined = bracket || source || vehicle || closed || (glue(passage_.at(k)) && !comparing(end, k));
        }
        // "fat with placebo" joins, "controls with cells" does not begin with its own group word
        if (!joined || (raws_[end].negated && gap_first == gap_last)) break;
        if (raws_[end].negated) negated = true;
        // "vehicle-treated", "saline treated": what they were treated with
        const bool participle = entry(raws_[end - 1].entry).role == Role::reference &&
                                entry(raws_[end].entry).role == Role::generic && gap_last - gap_first <= 1 &&
                                passage_.at(raws_[end].first).text.ends_with("ed") &&
                                (gap_first == gap_last || passage_.is(gap_first, '-'));
        // "fat+ASC+PRP": of two additives the first names the arm
        const bool added = gap_last > gap_first && (is(gap_first, '+') || is(gap_first, {"plus"})) &&
                           entry(raws_[strongest].entry).role == Role::active &&
                           entry(raws_[end].entry).role == Role::active;
        if (!participle && !added && strength(entry(raws_[end].entry)) > strength(entry(raws_[strongest].entry)))
          strongest = end;
      }
      ArmPhrase phrase;
      phrase.first = raws_[i].first;
      phrase.last = raws_[end - 1].last;
      phrase.entry = raws_[strongest].entry;
      if (negated) {
        phrase.kind = Kind::without;
      } else if (raws_[strongest].bare) {
        phrase.kind = Kind::handled;
      } else if (given_by_name(phrase.first, strongest)) {
        phrase.kind = Kind::open;
        phrase.first -= 2;
      } else {
        // "the treated temples", but "the treated side" has another
        phrase.role_only =
            passage_.is(raws_[strongest].first, {"treated", "study", "treatment", "test", "experimental",
                                                 "intervention", "observation", "verum"}) &&
            !(inside(phrase.last) && lexicon_.groups.longest(passage_.tokens, phrase.last, sentence_.last).entry >= 0);
        const int from = std::max(sentence_.first, phrase.first - 4), to = std::min(sentence_.last, phrase.last + 3);
        for (const Mark& mark : find_all(lexicon_.isolation, passage_.tokens, from, to)) {
          bool near = true;
          for (int k = mark.last; k < phrase.first; ++k)
            near &= glue(passage_.at(k)) || (passage_.at(k).kind == TokenKind::word && !joiner(passage_.at(k)));
          for (int k = phrase.last; k < mark.first; ++k) near &= passage_.at(k).kind == TokenKind::word;
          if (near) phrase.local = static_cast<ArmClass>(mark.entry);
        }
      }
      found_.push_back(phrase);
      i = end;
    }
  }

  std::vector<Raw> raws_;
  std::vector<ArmPhrase> found_;
};

}  // namespace

std::vector<ArmPhrase> find_label_phrases(const ArmLexicon& lexicon, const Passage& passage, const Sentence& sentence,
                                          const std::vector<Mark>& labels) {
  return LabelFinder(lexicon, passage, sentence).run(labels);
}

}  // namespace evigraft
