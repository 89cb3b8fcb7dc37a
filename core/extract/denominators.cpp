// core/extract/denominators.cpp: the whole that a percentage is a part of tells what it is, where no noun does.
#include "extract/denominators.h"

#include <algorithm>

namespace evigraft {
namespace {

class Denominators {
 public:
  Denominators(const Scene& scene, const Value& value, const NounLexicon& lexicon)
      : scene_(scene), passage_(scene.passage), value_(value), lexicon_(lexicon) {}

  [[nodiscard]] bool any() const { return part_of_the_graft() || percent_of_a_weight() || percent_of_a_volume(); }

 private:
  [[nodiscard]] const Token& token(int i) const { return passage_.at(i); }
  [[nodiscard]] bool inside(int i) const { return i >= scene_.sentence.first && i < scene_.sentence.last; }
  [[nodiscard]] bool in_time(int i) const {
    return std::any_of(scene_.measured.times.begin(), scene_.measured.times.end(),
                       [&](const TimeMention& time) { return i >= time.first && i < time.last; });
  }

  /// "of the injected volume", "of the 0.5 mL injected", "of what had been grafted"
  [[nodiscard]] bool part_of_the_graft() const {
    // "mean volume, relative to that at 24 hours, was 57%"; "the mass of explants divided by that of implants was 0.8"
    bool subject = false;
    for (int k = scene_.sentence.first; k < value_.first; ++k) {
      subject = subject || lexicon_.subjects.longest(passage_.tokens, k, value_.first).entry >= 0;
      if (passage_.is(k, {"divided"}) && passage_.is(k + 1, {"by"}) &&
          (subject || passage_.is(k - 1, {"explants", "grafts"})))
        return true;
      if (passage_.is(k, {"ratio"}) && passage_.is(k + 1, {"of"}) &&
          passage_.is(k + 2, {"final", "remaining", "retrieved", "explanted"}) && passage_.is(k + 3, {"to"}))
        return true;
      if (subject && ((passage_.is(k, {"relative", "respect"}) && passage_.is(k + 1, {"to"})) ||
                      (passage_.is(k, {"percentage", "proportion", "percent", "cent"}) && passage_.is(k + 1, {"of"}))))
        return true;
    }
    if (subject && (scale_of_hundred() || whole_behind_the_list())) return true;
    // "Of that volume 61% was present at 6 months", "Compared with the volume injected, 61% was found"
    const int first = scene_.sentence.first;
    const bool compared = passage_.is(first, {"compared", "relative"}) && passage_.is(first + 1, {"with", "to"});
    const int whole_at = first + (compared ? 2 : 1);
    if ((compared || passage_.is(first, {"of"})) && (subject || passage_.is(whole_at, {"this", "it"})) &&
        passage_.is(whole_at, {"this", "that", "it", "the", "which"}) &&
        passage_.is(value_.last, {"was", "were", "could", "can"})) {
      int verb = value_.last + 1;
      while (passage_.is(verb, {"still", "be", "again"})) ++verb;
      if (tells_presence(passage_, verb)) return true;
    }
    int i = value_.last;
    // "54% (nothing added) of the fat was seen"
    while (inside(i) && (passage_.is(i, ',') || passage_.is(i, {"respectively"}) || passage_.is(i, '('))) {
      if (passage_.is(i, '('))
        while (inside(i) && !passage_.is(i, ')')) ++i;
      ++i;
    }
    if (!inside(i) || !passage_.is(i, {"of"})) return false;
    if (seen_again(i + 1) || found_of_it(i + 1)) return true;
    // "the weight at explantation was 77% of that at implantation"
    if (subject && passage_.is(i + 1, {"that", "those"}) && passage_.is(i + 2, {"at", "on", "injected", "before"}))
      return true;
    // "PRP made up 25% of the injected volume": what was put in
    if (!subject &&
        passage_.is(value_.first - 1, {"up", "constituted", "comprised", "formed", "contributed", "contained"}))
      return false;
    bool whole = false;
    for (const int begin = ++i; inside(i) && i < begin + 8; ++i) {
      const Token& here = token(i);
      if (here.kind == TokenKind::mark && !here.is('-')) return false;
      // "of the volume seen on day 7"
      if (i > begin + 1 && passage_.is(i, {"seen", "placed", "put"})) return true;
      // "of the injected volume"; "98% of baseline" is only of a graft where one is named
      subject = subject || lexicon_.subjects.longest(passage_.tokens, i, scene_.sentence.last).entry >= 0;
      whole = whole || lexicon_.denominators.longest(passage_.tokens, i, scene_.sentence.last).entry >= 0;
      if (whole && (subject || !passage_.is(i, {"baseline", "initial", "original", "starting"}))) return true;
    }
    return false;
  }

  /// "The volume was 88% at week 4 and 71% at week 16 of that measured immediately after injection"
  [[nodiscard]] bool whole_behind_the_list() const {
    for (int k = value_.last; k + 2 < scene_.sentence.last; ++k) {
      if (passage_.is(k, ';')) return false;
      if (!passage_.is(k, {"of"}) || !passage_.is(k + 1, {"that", "those"})) continue;
      const int next = k + (passage_.is(k + 2, {"measured", "seen", "recorded", "found"}) ? 3 : 2);
      return passage_.is(next, {"immediately", "directly", "at", "on", "injected", "before", "right"}) &&
             std::none_of(scene_.nouns.begin(), scene_.nouns.end(),
                          [&](const Mark& noun) { return noun.first >= value_.last && noun.first < k; });
    }
    return false;
  }

  /// "With the first scan taken as 100%, the volume was 66% at three months"
  [[nodiscard]] bool scale_of_hundred() const {
    return value_.value != 100 &&
           std::any_of(scene_.measured.values.begin(), scene_.measured.values.end(), [&](const Value& other) {
             return other.value == 100 && other.last <= value_.first &&
                    passage_.is(other.first - 1, {"as", "at", "to", "=", "("});
           });
  }

  /// "64% of the fat was found", "51% of the graft could be detected": what is there has stayed, whatever the verb.
  [[nodiscard]] bool seen_again(int i) const {
    bool subject = passage_.is(i, {"it", "them"}) && subject_before(), verb = false;
    for (const int begin = i; inside(i) && i < begin + 12; ++i) {
      if (token(i).kind == TokenKind::mark && !passage_.is(i, '-')) return false;
      if (token(i).number() && !in_time(i)) return false;
      subject = subject || lexicon_.subjects.longest(passage_.tokens, i, scene_.sentence.last).entry >= 0;
      verb = verb || passage_.is(i, {"was", "were", "is", "are", "be", "been", "still"});
      if (subject && verb && tells_presence(passage_, i)) return !passage_.is(i + 1, {"to", "for"});
    }
    return false;
  }
  /// "MRI detected 65% of the graft", "we recovered 65% of the fat"; "found 12% of the graft to be fibrotic" is another
  /// share.
  [[nodiscard]] bool found_of_it(int i) const {
    int verb = value_.first - 1;
    while (passage_.is(verb, {"only", "about", "still", "some", "a", "mean", "of"})) --verb;
    if (!passage_.is(verb, {"found", "recovered", "retrieved", "detected", "traced"})) return false;
    bool subject = false;
    for (const int begin = i; inside(i) && i < begin + 8 && token(i).kind == TokenKind::word; ++i) {
      if (passage_.is(i, {"to", "were", "was", "as", "necrotic", "fibrotic", "viable"})) return false;
      subject = subject || lexicon_.subjects.longest(passage_.tokens, i, scene_.sentence.last).entry >= 0;
    }
    return subject;
  }
  /// "The mean volume of the graft was 148 mL. After 6 months 68% of it was found"
  [[nodiscard]] bool subject_before() const {
    constexpr int kReach = 40;  // tokens; "it" does not stand for more distant things
    for (int k = std::max(0, scene_.sentence.first - kReach); k < value_.first; ++k)
      if (lexicon_.subjects.longest(passage_.tokens, k, value_.first).entry >= 0) return true;
    return false;
  }

  /// "The graft weighed 0.42 g (52.5 ± 7.5%)": of what was put in.
  [[nodiscard]] bool percent_of_a_weight() const {
    if (!value_.percent || !value_.in_bracket || !passage_.is(value_.first - 1, '(') ||
        !passage_.is(value_.first - 2, {"g", "mg", "gram", "grams"}))
      return false;
    bool graft = false;
    for (int k = scene_.sentence.first; k < value_.first; ++k) {
      if (lexicon_.denominators.longest(passage_.tokens, k, value_.first).entry >= 0) return false;
      graft = graft || token(k).stem == "graft" || token(k).stem == "explant" ||
              lexicon_.tissue.longest(passage_.tokens, k, value_.first).entry >= 0;
    }
    return graft;
  }

  /// "Of 215 mL injected, 142 mL (66%) could be found": what is found of it has stayed.
  [[nodiscard]] bool percent_of_a_volume() const {
    if (!value_.percent || !value_.in_bracket || !passage_.is(value_.first - 1, '(') ||
        !passage_.is(value_.first - 2, {"ml", "cc", "cm", "cm3"}))
      return false;
    bool whole = false;
    for (int k = scene_.sentence.first; k < value_.first; ++k)
      whole = whole || lexicon_.denominators.longest(passage_.tokens, k, value_.first).entry >= 0;
    int i = value_.last;
    while (inside(i) && (passage_.is(i, ')') || passage_.is(i, {"could", "can", "was", "were", "be", "still"}))) ++i;
    return whole && tells_presence(passage_, i);
  }

  const Scene& scene_;
  const Passage& passage_;
  const Value& value_;
  const NounLexicon& lexicon_;
};

}  // namespace

bool part_of_what_was_grafted(const Scene& scene, const Value& value, const NounLexicon& lexicon) {
  return Denominators(scene, value, lexicon).any();
}

bool tells_presence(const Passage& passage, int i) {
  return passage.is(
      i, {"seen", "found", "there", "present", "detected", "detectable", "visible", "demonstrated", "demonstrable",
          "identified", "identifiable", "traceable", "measurable", "accounted", "recovered", "traced", "retrieved"});
}

}  // namespace evigraft
