// core/extract/arm_phrases.cpp: labels of the topic, joined to phrases; then English words for what is compared with.
#include "extract/arm_phrases.h"

#include <algorithm>

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

bool preposition(const Token& token) {
  return token.is_one_of({"in", "of", "for", "with", "after", "on", "at", "among", "within", "during", "from", "by",
                          "to", "than", "into", "under", "between", "without"});
}

bool verb(const Token& token) {
  return token.is_one_of({"was", "were", "is", "are", "had", "has", "have", "showed", "retained", "kept", "received",
                          "gave", "did", "lost", "maintained", "who", "which", "that"});
}

bool joiner(const Token& token) {
  return token.is(',') || token.is('/') || token.is_one_of({"and", "or", "versus", "vs", "v"});
}

/// How strongly a phrase claims the mention it is part of.
int strength(const ArmLexicon::Entry& entry) {
  if (entry.role == Role::separate) return 5;
  if (entry.role == Role::active) return entry.certain ? 4 : 3;
  return entry.role == Role::generic ? 2 : 1;
}

class PhraseFinder {
 public:
  PhraseFinder(const ArmLexicon& lexicon, const Passage& passage, const Sentence& sentence)
      : lexicon_(lexicon), passage_(passage), sentence_(sentence) {}

  std::vector<ArmPhrase> run(const std::vector<Mark>& labels) {
    read(labels);
    join();
    if (!found_.empty() || contains(lexicon_.heads, passage_, sentence_)) {
      compared_with();
      base_names();
      dosed_values();
      unknown_groups();
    }
    std::sort(found_.begin(), found_.end(), [](const ArmPhrase& a, const ArmPhrase& b) { return a.first < b.first; });
    return std::move(found_);
  }

 private:
  struct Raw {
    int first = 0, last = 0;
    int entry = 0;
    bool negated = false;
    bool bare = false;  ///< a way of handling with no word for the fat
  };

  [[nodiscard]] bool inside(int i) const { return i >= sentence_.first && i < sentence_.last; }
  [[nodiscard]] bool is(int i, WordList list) const { return inside(i) && passage_.at(i).is_one_of(list); }
  [[nodiscard]] bool is(int i, char sign) const { return inside(i) && passage_.at(i).is(sign); }
  [[nodiscard]] const ArmLexicon::Entry& entry(int index) const {
    return lexicon_.entries[static_cast<std::size_t>(index)];
  }
  [[nodiscard]] int head(int i) const {
    return inside(i) ? lexicon_.heads.longest(passage_.tokens, i, sentence_.last).last : 0;
  }
  [[nodiscard]] bool is_head(int i) const { return head(i) > i; }
  [[nodiscard]] bool covered(int i) const {
    return std::any_of(found_.begin(), found_.end(),
                       [&](const ArmPhrase& phrase) { return i >= phrase.first && i < phrase.last; });
  }

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

  [[nodiscard]] bool is_label(int i) const {
    return lexicon_.labels.longest(passage_.tokens, i, sentence_.last).entry >= 0;
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
        if (!is(before, '-') && !is(before, {"any", "added", "adding", "the", "addition", "of", "additional",
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
        // "the volume at 2 weeks served as the reference"
        if (passage_.at(mark.first).is("reference") && (is(mark.first - 1, {"as"}) || is(mark.first - 2, {"as"})))
          continue;
        // "to control", "under control", "quality control"
        if (passage_.at(mark.first).stem == "control" &&
            (is(mark.first - 1, {"to", "under", "quality", "volume", "weight", "pain", "self", "better"}) ||
             is(mark.last, {"of", "over"}) || visit(mark)))
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
      } else if (here.is("not") && is(i + 1, {"given", "receiving", "treated"}) && active_before(i) &&
                 (!inside(i + 2) || passage_.at(i + 2).kind == TokenKind::mark || is(i + 2, {"it", "them", "any"}))) {
        add(i, i + 2, Kind::without);  // "the 17 not given it"
      } else if (here.is_one_of({"otherwise", "elsewhere", "neither"}) && active_before(i) &&
                 (ends || is(i - 1, {"with"}))) {
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

  const ArmLexicon& lexicon_;
  const Passage& passage_;
  const Sentence& sentence_;
  std::vector<Raw> raws_;
  std::vector<ArmPhrase> found_;
};

}  // namespace

bool signed_name(const Passage& passage, int at, char sign) {
  if (!passage.is(at, sign) || passage.at(at).space) return false;
  return at + 1 >= passage.size || passage.at(at + 1).space || passage.at(at + 1).newline ||
         passage.is(at + 1, {")", ",", ";", "."});
}

bool names_a_group(const Token& token) {
  if (token.number()) return token.decimals == 0 && token.value <= 20;
  if (token.kind != TokenKind::word || !token.capital) return false;
  if (token.text.size() == 1) return true;
  if (token.is_one_of({"ii", "iii", "iv", "vi"})) return true;
  // "A1", "S0.5"
  return token.text.find_first_not_of("0123456789.", 1) == std::string_view::npos;
}

std::vector<ArmPhrase> find_arm_phrases(const ArmLexicon& lexicon, const Passage& passage, const Sentence& sentence,
                                        const std::vector<Mark>& labels) {
  return PhraseFinder(lexicon, passage, sentence).run(labels);
}

}  // namespace evigraft
