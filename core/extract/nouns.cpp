// core/extract/nouns.cpp: the noun or verb that a percentage belongs to.
#include "extract/nouns.h"

#include <algorithm>

#include "extract/denominators.h"
#include "extract/gates.h"
#include "extract/noun_sense.h"
#include "extract/noun_words.h"
#include "extract/other_measures.h"
#include "extract/text_subject.h"

namespace evigraft {
namespace {

class Governor {
 public:
  Governor(const Scene& scene, const Value& value, const NounLexicon& lexicon, std::optional<Polarity> before)
      : scene_(scene), passage_(scene.passage), value_(value), lexicon_(lexicon), before_(before) {}

  Governed run() {
    if (const auto why = refuse_value(scene_, value_)) return refused(*why);
    if (part_of_another_property(scene_, value_, lexicon_)) return refused(Refusal::other_measure);
    if (part_of_something_else()) return refused(Refusal::share_of_other);
    const Governed governed = by_neighbours();
    // "the explants weighed 71% of the implanted weight": the whole tells what it is a part of
    if (!governed.polarity && (governed.why == Refusal::no_noun || governed.why == Refusal::new_subject) &&
        part_of_what_was_grafted(scene_, value_, lexicon_))
      return accepted(Polarity::remaining, NounRule::denominator);
    if (!governed.polarity && governed.why == Refusal::no_noun)
      if (const Mark* heading = closing_heading()) return judged(*heading, NounRule::after);
    return governed;
  }

 private:
  Governed by_neighbours() {
    // "In lean patients (body mass index below 18.5) it was 57%"; a noun that has had its number in this sentence is
    // nearer
    if (before_ && pronoun_is() && !said_already()) return accepted(*before_, NounRule::carried);
    // "At 12 weeks the grafts had stabilized at 65%"
    if (before_ && passage_.is(value_.first - 1, {"at"}) &&
        passage_.is(value_.first - 2, {"stabilized", "stabilised", "settled", "levelled", "leveled"}))
      return accepted(*before_, NounRule::carried);
    // "79% was present at 1 month", "90%, 80% and 74% were measured", where the sentence before told of what
    if (before_ && passage_.is(value_.last, {"was", "were"}) &&
        (tells_presence(passage_, value_.last + 1) ||
         (passage_.is(value_.last + 1, {"measured", "recorded", "obtained", "calculated"}) && !nearest_left())))
      return accepted(Polarity::remaining, NounRule::carried);
    const Mark* left = nearest_left();
    // "lost 12% by day 15, with 79% present on day 60"
    if (!(left && left->entry == NounLexicon::false_friend) && (left || before_) && value_present())
      return accepted(Polarity::remaining, NounRule::after);
    const bool adjacent = left && left->last >= value_.first - 3 && clear(left->last, value_.first);
    if (adjacent && left->entry != NounLexicon::false_friend && !own_verb_follows()) return from_left(*left);
    if (const auto right = from_right()) return *right;
    if (left) return from_left(*left);
    if (before_ && pronoun_before() && !new_subject(scene_.sentence.first, value_.first) && !of_something_new()) {
      return accepted(*before_, NounRule::carried);
    }
    if (const auto later = from_later()) return *later;
    // "At 3 months there was no difference (54% vs 51%)", where the sentence before told of what
    if (before_ && bare_comparison()) return accepted(*before_, NounRule::carried);
    return refused(Refusal::no_noun);
  }

  /// "with 79% present", "leaving 61% still visible"
  [[nodiscard]] bool value_present() const {
    int i = value_.last;
    while (passage_.is(i, {"still", "yet", "being"})) ++i;
    if (!passage_.is(i,
                     {"present", "detectable", "visible", "measurable", "demonstrable", "identifiable", "traceable"}))
      return false;
    int k = value_.first - 1;
    while (passage_.is(k, {"only", "about", "some", "still", "a", "mean", "approximately"})) --k;
    return passage_.is(k, {"with", "leaving"});
  }

  /// "Retention was 80% in the SVF group; in the control group it was 75%": the pronoun stands for the sentence's own
  /// noun.
  [[nodiscard]] bool said_already() const {
    return std::any_of(scene_.nouns.begin(), scene_.nouns.end(), [&](const Mark& noun) {
      return noun.entry <= NounLexicon::lost && !said_of_something_else(noun) &&
             std::any_of(scene_.measured.values.begin(), scene_.measured.values.end(),
                         [&](const Value& value) { return value.first >= noun.last && value.first < value_.first; });
    });
  }

  [[nodiscard]] bool pronoun_is() const {
    int i = value_.first - 1;
    while (passage_.is(i, {"still", "about", "only", "approximately"})) --i;
    if (!passage_.is(i, {"was", "were", "averaged", "reached"}) || i - 1 < scene_.sentence.first) return false;
    if (passage_.is(i - 1, {"it", "they", "this"})) return true;
    // "One patient had been lost to follow-up and the rates were 48% and 66%"
    return passage_.is(i - 1, {"rates", "values", "figures", "estimates", "percentages"}) &&
           passage_.is(i - 2, {"the"}) && std::all_of(scene_.nouns.begin(), scene_.nouns.end(), [&](const Mark& noun) {
             return noun.first > i || noun.entry != NounLexicon::false_friend ||
                    passage_.is(noun.first, {"lost", "loss", "losses"});
           });
  }

  /// "SVF: 65%; PRP: 56% (retention at 9 months)": a bracket that closes the sentence names what all its values are.
  [[nodiscard]] const Mark* closing_heading() const {
    int close = scene_.sentence.last - 1;
    while (close > value_.first && passage_.is(close, '.')) --close;
    if (!passage_.is(close, ')') || scene_.nouns.empty()) return nullptr;
    int open = close;
    while (open > value_.first && !passage_.is(open, '(')) --open;
    const Mark* heading = nullptr;
    for (const Mark& noun : scene_.nouns) {
      if (noun.first < open || noun.entry > NounLexicon::lost) return nullptr;
      heading = &noun;
    }
    for (int k = open; k < close; ++k)
      if (in_value(k)) return nullptr;
    return heading && !said_of_something_else(*heading) ? heading : nullptr;
  }

  /// A bracket with values of two arms, behind words that say no more than that and when they were alike or not.
  [[nodiscard]] bool bare_comparison() const {
    if (!value_.in_bracket) return false;
    const auto of_list = [&](const Value& other) { return other.list == value_.list; };
    const auto& values = scene_.measured.values;
    if (std::count_if(values.begin(), values.end(), of_list) != 2) return false;
    const int open = std::find_if(values.begin(), values.end(), of_list)->first - 1;
    if (!passage_.is(open, '(')) return false;
    bool comparison = false;
    for (int k = scene_.sentence.first; k < open; ++k) {
      const Token& here = token(k);
      comparison = comparison || here.is_one_of({"difference", "differences", "differ", "differed", "similar",
                                                 "comparable", "equal", "alike", "significant", "same"});
      if (here.kind == TokenKind::mark || known(k) || in_time(k) || neutral(here) || preposition(here) ||
          copula(here) ||
          here.is_one_of({"difference",    "differences", "differ",      "differed",     "similar",       "comparable",
                          "equal",         "alike",       "significant", "significance", "significantly", "statistical",
                          "statistically", "no",          "not",         "nor",          "did",           "already",
                          "yet",           "still",       "any",         "longer",       "two",           "be",
                          "been",          "being",       "found",       "seen",         "observed",      "detected",
                          "even",          "however",     "but",         "and",          "treatments",    "treatment",
                          "detectable",    "noted",       "present",     "smaller",      "later",         "earlier",
                          "first",         "last",        "visit"}))
        continue;
      return false;
    }
    return comparison;
  }

  static Governed refused(Refusal why) { return {std::nullopt, NounRule::before, why}; }
  static Governed accepted(Polarity polarity, NounRule rule) { return {polarity, rule, Refusal::no_noun}; }

  [[nodiscard]] const Token& token(int i) const { return passage_.at(i); }
  [[nodiscard]] bool inside(int i) const { return i >= scene_.sentence.first && i < scene_.sentence.last; }

  /// "60.7% (n = 20) of SG patients", "12% of ASCs were retained", "Of the cells labelled with DiI, 9%"
  [[nodiscard]] bool part_of_something_else() const {
    int i = value_.last;
    while (inside(i) && passage_.is(i, '(')) {  // a bracket that says something else about it
      while (inside(i) && !passage_.is(i, ')')) ++i;
      ++i;
    }
    if (inside(i) && passage_.is(i, {"of"}) && false_phrase(i + 1)) return true;
    const int first = scene_.sentence.first;
    if (passage_.is(first, {"of"}) && value_.first - first < 20 && passage_.is(value_.first - 1, ',') &&
        false_phrase(first + 1))
      return true;
    return false;
  }

  [[nodiscard]] bool false_phrase(int i) const {
    return about_another(lexicon_, passage_, i, std::min(i + 7, scene_.sentence.last));
  }

  [[nodiscard]] const Mark* nearest_left() const {
    const Mark* remark = nullptr;
    for (auto mark = scene_.nouns.rbegin(); mark != scene_.nouns.rend(); ++mark) {
      if (mark->last > value_.first || !usable(*mark)) continue;
      // "retention was 61% (39% lost) and ..."; what a bracket says of another measure stays the nearest
      if (in_closed_bracket(*mark) && (!remark || remark->entry < NounLexicon::change)) {
        if (!remark) remark = &*mark;
        continue;
      }
      const Mark* nearest = remark && remark->entry >= NounLexicon::change ? remark : &*mark;
      return in_leading_clause(*nearest) ? nullptr : nearest;
    }
    return remark;
  }
  [[nodiscard]] bool in_closed_bracket(const Mark& mark) const {
    for (int i = mark.last; i < value_.first; ++i) {
      if (passage_.is(i, '(')) return false;
      if (passage_.is(i, ')')) return true;
    }
    return false;
  }
  /// "After resorption had ended, 61% of the fat with PRP and 44% without remained": what was before.
  [[nodiscard]] bool in_leading_clause(const Mark& mark) const {
    const int first = scene_.sentence.first;
    if (!passage_.is(first, {"after", "once", "because", "owing", "due", "despite", "although", "though", "since"}))
      return false;
    for (int i = first; i < value_.first; ++i) {
      if (in_value(i)) return false;
      if (passage_.is(i, ',')) return mark.last <= i;
    }
    return false;
  }
  /// "39% was lost and 61% retained", "resorption was such that 61% remained": a verb of its own right behind it.
  [[nodiscard]] bool own_verb_follows() const {
    if (passage_.is(value_.first - 1, {"of"})) return false;
    int i = value_.last;
    while (passage_.is(i, {"was", "were", "had", "been", "still", "is"})) ++i;
    return passage_.is(i, {"remained", "retained", "survived", "persisted", "lost", "resorbed", "absorbed",
                           "reabsorbed", "preserved", "kept", "maintained", "disappeared", "vanished", "left"}) &&
           std::any_of(scene_.nouns.begin(), scene_.nouns.end(), [&](const Mark& noun) { return noun.first == i; });
  }

  /// No other number and no new clause between two places.
  [[nodiscard]] bool clear(int first, int last) const {
    for (int i = first; i < last; ++i)
      if (token(i).is(';') || token(i).is(',') || token(i).is(':')) return false;
    return true;
  }

  /// "took place", "to take part": not the take of a graft
  [[nodiscard]] bool usable(const Mark& mark) const {
    // "survival, the inverse of resorption, was 61%"
    if (passage_.is(mark.first - 1, {"of"}) &&
        passage_.is(mark.first - 2, {"inverse", "opposite", "converse", "complement", "reciprocal"}))
      return false;
    if (mark.entry == NounLexicon::false_friend && mark.last < value_.first && only_says_which(mark)) return false;
    if (mark.last == mark.first + 1 && token(mark.first).stem == "take") {
      if (passage_.is(mark.first - 1, {"to", "may", "can", "that", "which", "not"}) ||
          passage_.is(mark.last, {"place", "part", "into", "up"}))
        return false;
    }
    return true;
  }

  /// "Those with a loss of weight kept 30%", "retention in women with fibrosis was 61%"; but "the share of women with
  /// fibrosis was 12%", "women with fibrosis: 12%"
  [[nodiscard]] bool only_says_which(const Mark& mark) const {
    const int people = people_told_apart(passage_, scene_.sentence, mark);
    if (people < 0 || token(mark.last).kind != TokenKind::word || passage_.is(mark.last, {"of", "rate", "rates"}))
      return false;
    if (!copula(token(mark.last)) && !passage_.is(mark.last, {"in"})) return true;
    int before = people - 1;
    while (passage_.is(before, {"the", "all", "our"})) --before;
    return passage_.is(before, {"in", "of", "among", "for"}) &&
           std::any_of(scene_.nouns.begin(), scene_.nouns.end(), [&](const Mark& noun) {
             return noun.entry <= NounLexicon::lost &&
                    (noun.last == before || (noun.last == before - 1 && passage_.is(noun.last, {"rate", "rates"})));
           });
  }

  [[nodiscard]] bool negated(const Mark& mark) const {
    // "was not retained", "had not been resorbed"; "did not improve retention" denies another verb
    int i = mark.first - 1;
    while (inside(i) && passage_.is(i, {"been", "be", "longer", "yet", "fully"})) --i;
    // "failed to survive"
    if (inside(i) && passage_.is(i, {"to"}) && passage_.is(i - 1, {"failed", "fails"})) return true;
    // "escaped resorption", "was spared from resorption"
    if (mark.entry == NounLexicon::lost && inside(i) &&
        (passage_.is(i, {"escaped", "resisted", "withstood", "avoided"}) ||
         (passage_.is(i, {"from"}) && passage_.is(i - 1, {"spared", "saved", "protected"}))))
      return true;
    return inside(i) && (passage_.is(i, {"not"}) || (passage_.is(i, {"no"}) && passage_.is(i + 1, {"longer"})));
  }

  [[nodiscard]] bool said_of_something_else(const Mark& mark) const {
    if (said_of_another(lexicon_, passage_, scene_.sentence, mark)) return true;
    const auto& others = scene_.subject.other_nouns;
    const bool doubtful =
        mark.last == mark.first + 1 && std::find(others.begin(), others.end(), token(mark.first).word) != others.end();
    if (!doubtful && !scene_.subject.other_grafts) return false;
    if (said_of_the_topic(lexicon_, passage_, scene_.sentence, mark, scene_.subject)) return false;
    return doubtful || said_of_grafts(mark);
  }
  [[nodiscard]] bool said_of_grafts(const Mark& mark) const {
    return token(mark.first).stem == "graft" || (inside(mark.first - 1) && token(mark.first - 1).stem == "graft");
  }

  Governed from_left(const Mark& mark) {
    if (mark.entry == NounLexicon::false_friend) return refused(Refusal::other_measure);
    if (new_subject(mark.last, value_.first)) return refused(Refusal::new_subject);
    if (mark.entry == NounLexicon::change) return from_change(mark);
    if (said_of_something_else(mark)) return refused(Refusal::said_of_other);
    // "hair graft survival", "skin graft take"
    for (const Mark& other : scene_.nouns)
      if (other.entry == NounLexicon::false_friend && other.last == mark.first && !only_says_which(other))
        return refused(Refusal::said_of_other);
    // "70% of the fat was kept for transplantation": how the graft was made
    if (set_aside(mark)) return refused(Refusal::other_quantity);
    // "rippling was retained in 12%": a share of people
    if (passage_.is(value_.first - 1, {"in"}) && value_.first - 1 == mark.last &&
        passage_.is(mark.last - 1, {"retained", "maintained", "kept", "preserved", "present", "remained", "persisted",
                                    "disappeared", "vanished", "gone", "resorbed", "lost", "left", "survived"}))
      return refused(Refusal::share_of_other);
    // "arthroplasty was carried out in 5 patients (survival 92%)": of what was not replaced
    if (in_bracket_of_an_event(scene_, value_, mark)) return refused(Refusal::share_of_other);
    // "resorption that led to another session was recorded in 15%": what is recorded in a share is counted by cases
    if (passage_.is(value_.first - 1, {"in"}) &&
        passage_.is(value_.first - 2, {"recorded", "seen", "found", "noted", "observed", "reported", "occurred",
                                       "needed", "necessary", "noticed"}))
      return refused(Refusal::share_of_other);
    // "loss of volume was the reason for a second session in 42%"; "resulted in 57% survival" has its noun behind it
    if (passage_.is(value_.first - 1, {"in"}) && !passage_.is(value_.last, {"of"}) && !results_in())
      return refused(Refusal::share_of_other);
    if (verb_of_another(scene_, lexicon_, mark) || adjective_of_another(scene_, value_, lexicon_, mark))
      return refused(Refusal::said_of_other);
    // "the lipoaspirate lost 42% of its volume on centrifugation"
    if (passage_.is(mark.first - 1, {"lipoaspirate", "aspirate"}) && made_smaller(scene_))
      return refused(Refusal::other_quantity);
    // "increased retention by 20%" is a contrast
    if (passage_.is(value_.first - 1, {"by"}) && (!passage_.is(mark.last, {"by"}) || improved(mark)))
      return refused(Refusal::contrast);
    // "shrinkage to 62%"; "PRP limited shrinkage to 38%" is a loss
    if (mark.entry == NounLexicon::lost && mark.last == value_.first - 1 && passage_.is(mark.last, {"to"}) &&
        passage_.is(mark.last - 1, {"shrinkage", "atrophy"}) && !improved(mark) &&
        !passage_.is(mark.first - 1, {"limited", "kept", "brought", "held", "decreased", "limits", "of", "the"}))
      return accepted(Polarity::remaining, NounRule::change);
    return judged(mark, NounRule::before);
  }

  [[nodiscard]] bool results_in() const {
    for (int k = scene_.sentence.first; k < value_.first; ++k)
      if (passage_.is(k, {"resulted", "resulting", "results", "result", "ended", "ending"})) return true;
    return false;
  }

  [[nodiscard]] bool set_aside(const Mark& mark) const {
    return passage_.is(mark.first, {"kept", "left", "retained", "preserved", "reserved"}) &&
           passage_.is(mark.last, {"for"}) &&
           passage_.is(mark.last + 1, {"transplantation", "grafting", "injection", "isolation", "digestion", "later",
                                       "use", "culture", "analysis", "histology", "processing"});
  }

  [[nodiscard]] bool improved(const Mark& mark) const {
    for (int k = std::max(scene_.sentence.first, mark.first - 4); k < mark.first; ++k)
      if (passage_.is(k, {"improved", "increased", "enhanced", "raised", "improves", "boosted", "better", "lowered",
                          "lowers", "reduced", "reduces", "raises", "increases", "diminished", "changed", "altered",
                          "cut", "affected", "worsened"}))
        return true;
    return false;
  }

  Governed judged(const Mark& mark, NounRule rule) {
    const bool lost = (mark.entry == NounLexicon::lost) != negated(mark);
    return accepted(lost ? Polarity::lost : Polarity::remaining, rule);
  }

  /// "Volume decreased by 40%" is a loss, "had decreased to 71%" is what is left; "the odds fell by 62%" is neither.
  Governed from_change(const Mark& mark) {
    int i = value_.first - 1;
    while (inside(i) && passage_.is(i, {"about", "approximately", "only", "just", "some", "around", "nearly", "a",
                                        "mean", "an", "average"}))
      --i;
    // "had shrunk to 0.71 mL (71%)"
    if (passage_.is(i, '(') && inside(i - 3) && token(i - 2).number() && token(i - 1).kind == TokenKind::word) i -= 3;
    const bool by = passage_.is(i, {"by", "of"}), to = passage_.is(i, {"to", "from"});
    if (!by && !to && decrease_of_the_volume(mark, i)) return accepted(Polarity::lost, NounRule::change);
    if (!by && !to && course_told(mark))
      if (const auto polarity = what_changed(mark)) return accepted(*polarity, NounRule::change);
    if (!by && !to) return refused(Refusal::change_without_measure);
    const Mark* noun = nullptr;
    for (const Mark& other : scene_.nouns)
      if (other.entry != NounLexicon::false_friend && other.last <= mark.first && said_of_something_else(other))
        return refused(Refusal::said_of_other);
    for (const Mark& other : scene_.nouns)
      if (other.last <= mark.first || (by && other.first >= mark.last && other.last <= value_.first)) noun = &other;
    int subject = -1;
    const int reach = std::min(value_.first, mark.last + 4);  // "a decrease in volume of 40%"
    for (int k = scene_.sentence.first; k < reach; ++k)
      if (lexicon_.subjects.longest(passage_.tokens, k, value_.first).entry >= 0) subject = k;
    // "a reduction of 47% in graft volume was seen with saline and of 33% with cells"
    for (int k = mark.last; subject < 0 && by && k + 2 < scene_.sentence.last; ++k)
      if (passage_.is(k, {"in"}) && lexicon_.subjects.longest(passage_.tokens, k + 1, scene_.sentence.last).entry >= 0)
        return accepted(Polarity::lost, NounRule::change);
    // "retention in the grafts of mice fell to 71%": the graft is only where; but "the signal from the grafts fell to
    // 62%": light is taken for what gives it
    if (noun && noun != &mark &&
        (noun->first >= subject || (one_phrase(noun->last, subject) && !passage_.is(noun->first, {"signal"})))) {
      if (noun->entry == NounLexicon::false_friend) return refused(Refusal::other_measure);
      if (noun->entry == NounLexicon::remaining && to) return accepted(Polarity::remaining, NounRule::change);
      if (noun->entry == NounLexicon::lost && to) return accepted(Polarity::lost, NounRule::change);
      if (noun->entry == NounLexicon::remaining || noun->entry == NounLexicon::lost) return refused(Refusal::contrast);
    }
    if (subject < 0 && before_ && to && pronoun_before()) return accepted(*before_, NounRule::carried);
    // "a reduction to 56% of the initial graft volume"
    if (subject < 0 && to && part_of_what_was_grafted(scene_, value_, lexicon_))
      return accepted(Polarity::remaining, NounRule::denominator);
    if (subject < 0 || measured_in(scene_, lexicon_, subject)) return refused(Refusal::change_of_other);
    if (of_what_was_taken_away(scene_, lexicon_) || made_smaller(scene_)) return refused(Refusal::change_of_other);
    // "the volume of the flap decreased by 15%"; grafts of mice are grafts
    const int of = lexicon_.subjects.longest(passage_.tokens, subject, value_.first).last;
    if (of < mark.first && token(of - 1).stem != "graft" && passage_.is(of, {"of"}) && false_phrase(of + 1))
      return refused(Refusal::change_of_other);
    return accepted(to ? Polarity::remaining : Polarity::lost, NounRule::change);
  }

  [[nodiscard]] bool one_phrase(int first, int last) const {
    if (first >= last || !preposition(token(first))) return false;
    for (int k = first; k < last; ++k)
      if (separator(token(k)) || copula(token(k)) || in_value(k)) return false;
    return true;
  }

  /// "Retention fell with time (3 months, 59%; 6 months, 52%)", "fell: 59% at 3 months": what follows are values with
  /// their times.
  [[nodiscard]] bool course_told(const Mark& verb) const {
    int open = value_.first, close = value_.last;
    while (open > verb.last && !passage_.is(open, value_.in_bracket ? '(' : ':')) --open;
    if (open == verb.last && !passage_.is(open, ':') && !passage_.is(open, '(')) return false;
    while (close < scene_.sentence.last && !(value_.in_bracket && passage_.is(close, ')'))) ++close;
    const auto inside_it = [&](const auto& list) {
      return std::count_if(list.begin(), list.end(),
                           [&](const auto& one) { return one.first > open && one.last <= close; });
    };
    return inside_it(scene_.measured.times) > 0 && inside_it(scene_.measured.values) > 0 &&
           std::none_of(scene_.nouns.begin(), scene_.nouns.end(),
                        [&](const Mark& noun) { return noun.first > open && noun.last <= value_.first; });
  }
  /// The noun that is the subject of a verb of change.
  [[nodiscard]] std::optional<Polarity> what_changed(const Mark& verb) const {
    for (auto noun = scene_.nouns.rbegin(); noun != scene_.nouns.rend(); ++noun) {
      if (noun->last > verb.first) continue;
      if (noun->entry > NounLexicon::lost || said_of_something_else(*noun)) return std::nullopt;
      return noun->entry == NounLexicon::lost ? Polarity::lost : Polarity::remaining;
    }
    return std::nullopt;
  }

  /// "The decrease of the injected volume was 37%"
  [[nodiscard]] bool decrease_of_the_volume(const Mark& mark, int verb) const {
    if (!passage_.is(verb, {"was", "were", "averaged", "amounted"}) || !passage_.is(mark.last, {"of", "in"}) ||
        !passage_.is(mark.first, {"decrease", "reduction", "decline", "drop"}))
      return false;
    for (int k = mark.last + 1; k < std::min(mark.last + 6, verb); ++k)
      if (const auto found = lexicon_.subjects.longest(passage_.tokens, k, verb); found.entry >= 0)
        return !(passage_.is(found.last, {"of"}) && false_phrase(found.last + 1));
    return false;
  }

  /// "86% survival", "63% of the injected volume remained", "sixty-three percent ... had been retained"
  [[nodiscard]] std::optional<Governed> from_right() {
    int i = value_.last;
    // "one-half of the graft (50.4%) was gone": the bracket holds this value only
    if (value_.in_bracket && passage_.is(value_.first - 1, '(') && inside(i) && token(i).is(')')) ++i;
    for (int steps = 0; inside(i) && steps < 16; ++steps) {
      const Token& here = token(i);
      if (here.is('(') && i != value_.last - 1) {
        const int open = i;
        while (inside(i) && !passage_.is(i, ')') && i < open + 30) ++i;
        ++i;
        continue;
      }
      const Mark* mark = nullptr;
      for (const Mark& noun : scene_.nouns)
        if (noun.first == i && usable(noun)) mark = &noun;
      if (mark) {
        if (mark->entry == NounLexicon::false_friend) return refused(Refusal::other_measure);
        if (mark->entry == NounLexicon::change) {
          // "a 40% decrease in volume", but "a 20% reduction in resorption" is a contrast
          if (i > value_.last + 1) return std::nullopt;
          int k = mark->last;
          while (passage_.is(k, {"in", "of", "the", "graft", "mean"}) && inside(k)) {
            if (lexicon_.subjects.longest(passage_.tokens, k, scene_.sentence.last).entry >= 0) break;
            ++k;
          }
          // "a 30% reduction in graft resorption"
          if (std::any_of(scene_.nouns.begin(), scene_.nouns.end(), [&](const Mark& noun) {
                return noun.entry <= NounLexicon::lost && noun.first > mark->first && noun.first <= k + 2;
              }))
            return refused(Refusal::contrast);
          if (inside(k) && lexicon_.subjects.longest(passage_.tokens, k, scene_.sentence.last).entry >= 0)
            return accepted(Polarity::lost, NounRule::change);
          return refused(Refusal::change_of_other);
        }
        if (said_of_something_else(*mark)) return refused(Refusal::said_of_other);
        if (set_aside(*mark)) return refused(Refusal::other_quantity);
        return judged(*mark, NounRule::after);
      }
      if (here.is(';') || here.is(')') || here.is('.') ||
          here.is_one_of({"and", "whereas", "while", "but", "versus", "vs", "compared", "against", "than"}))
        break;
      // "68% and 45% of the volume, respectively, remained"
      if (here.is(',') && passage_.is(i + 1, {"respectively"}) && passage_.is(i + 2, ',')) {
        i += 3;
        continue;
      }
      if (here.is(',')) break;
      // "23% of the SVF group had a second session because of resorption"
      if (here.is_one_of({"because", "due", "judged", "considered", "requested", "asked", "needed", "underwent",
                          "wished", "experienced", "reported", "developed", "wanted", "rated"}) ||
          (here.is("had") && passage_.is(i + 1, {"a", "an", "no", "the", "at"})))
        break;
      // "71% of the 2-week volume remained"
      if (here.number() && passage_.is(i + 1, '-') && passage_.is(i + 2, {"day", "week", "month", "year"})) {
        i += 3;
        continue;
      }
      if (here.number()) break;
      ++i;
    }
    return std::nullopt;
  }

  /// "Compared with controls (38.0%), nanofat raised retention to 52.5%": a bracket may come before the noun.
  [[nodiscard]] std::optional<Governed> from_later() {
    if (!value_.in_bracket && !leading_contrast()) return std::nullopt;
    // "Neither at 3 months (63% vs 62%) nor at 12 months (53% vs 52%) did retention differ"
    const bool leads = std::none_of(scene_.nouns.begin(), scene_.nouns.end(),
                                    [&](const Mark& noun) { return noun.first < value_.first; });
    if (!leads && (leading_contrast() || !passage_.is(value_.first - 1, '('))) return std::nullopt;
    const bool at_arm = leads || std::any_of(scene_.arms.begin(), scene_.arms.end(), [&](const ArmMention& arm) {
                          return arm.last <= value_.first - 1 && value_.first - 1 - arm.last <= 2;
                        });
    if (!at_arm) return std::nullopt;
    for (const Mark& noun : scene_.nouns) {
      if (noun.first < value_.last || !usable(noun)) continue;
      if (noun.entry == NounLexicon::false_friend || noun.entry == NounLexicon::change) return std::nullopt;
      return said_of_something_else(noun) ? std::optional<Governed>() : judged(noun, NounRule::later);
    }
    return std::nullopt;
  }

  /// "In contrast to the 31.6% seen with fat alone, the volume still present was 58.2%"
  [[nodiscard]] bool leading_contrast() const {
    int i = value_.first - 1;
    while (passage_.is(i, {"the", "a", "mean"})) --i;
    // "With 65% versus 49%, the PRP group kept more volume"
    if (i == scene_.sentence.first && passage_.is(i, {"with", "at"})) return true;
    return (passage_.is(i, {"to"}) && passage_.is(i - 1, {"contrast", "opposed", "compared", "relation"}) &&
            i - scene_.sentence.first <= 2) ||
           (passage_.is(i, {"with"}) && passage_.is(i - 1, {"compared", "contrasted"}) &&
            i - 1 == scene_.sentence.first);
  }

  /// "women who chose it again": no subject
  [[nodiscard]] bool object_at(int i) const {
    if (i == scene_.sentence.first || !passage_.is(i, {"it"}) || copula(token(i + 1))) return false;
    const Token& before = token(i - 1);
    return before.kind == TokenKind::word && !separator(before) && !preposition(before) && !neutral(before) &&
           !in_time(i - 1) && !known(i - 1) &&
           !before.is_one_of({"when", "where", "because", "as", "if", "since", "until", "which"});
  }

  /// "These grafts contained 46% and 31% of living cells", "showed 46% intact adipocytes", "of which 46% was for cells"
  [[nodiscard]] bool of_something_new() const {
    if (passage_.is(value_.first - 1, {"by", "which"})) return true;
    int verb = value_.first - 1, i = value_.last;
    for (const Value& other : scene_.measured.values)
      if (other.list == value_.list) verb = std::min(verb, other.first - 1), i = std::max(i, other.last);
    if (!inside(i) || token(i).kind != TokenKind::word) return false;
    if (!passage_.is(i, {"of"}))
      return passage_.is(verb, {"showed", "contained", "had"}) && !known(i) && !neutral(token(i)) &&
             !preposition(token(i)) && !separator(token(i)) &&
             !passage_.is(i, {"when", "without", "if", "versus", "vs"});
    if (!passage_.is(verb, {"showed", "contained", "had", "covered", "included"})) return false;
    for (++i; inside(i) && token(i).kind == TokenKind::word && !preposition(token(i)) && !copula(token(i)); ++i)
      if (known(i) || lexicon_.tissue.longest(passage_.tokens, i, scene_.sentence.last).entry >= 0 ||
          lexicon_.denominators.longest(passage_.tokens, i, scene_.sentence.last).entry >= 0 ||
          passage_.is(i, {"it", "its", "that", "what", "weight", "mass"}))
        return false;
    return true;
  }

  [[nodiscard]] bool pronoun_before() const {
    for (int i = scene_.sentence.first; i < value_.first; ++i) {
      if (passage_.is(i, {"it", "this", "these", "those", "they", "corresponding", "respective"}) && !object_at(i))
        return true;
      // "at the same time 70% were satisfied"
      if (passage_.is(i, {"same"}) &&
          !passage_.is(i + 1, {"time", "times", "day", "period", "interval", "visit", "patients", "women", "animals"}))
        return true;
      if (passage_.is(i, {"weights", "volumes"}) && passage_.is(i + 1, {"were", "had"})) return true;
      // "After 3 years the mean had decreased to 71%"
      if (passage_.is(i, {"mean", "average", "median"}) && passage_.is(i - 1, {"the"}) &&
          passage_.is(i + 1, {"had", "was", "fell", "decreased", "declined", "dropped", "remained"}))
        return true;
      if (passage_.is(i, {"that"}) && passage_.is(i + 1, {"of", "in", "for", "with", "was"})) return true;
      // "the proportion of crown-like structures" is no value of the sentence before
      if (passage_.is(i, {"value", "values", "rate", "rates", "figure", "figures", "percentage", "percentages",
                          "proportion", "estimate", "estimates", "means", "medians", "averages", "measurements"}) &&
          !passage_.is(i + 1, {"of"}))
        return true;
    }
    return false;
  }

  /// "retention was 60% and necrosis was 12%": between noun and number another subject takes over.
  [[nodiscard]] bool new_subject(int first, int last) const {
    for (int i = last - 1; i >= first; --i) {
      if (!copula(token(i))) continue;
      int begin = i;
      while (begin > first && !(separator(token(begin - 1)) && !in_time(begin - 1)) && !in_value(begin - 1)) --begin;
      if (begin == first && first != scene_.sentence.first) return false;  // the noun's own verb
      // "73% when a concentrate was added": a clause of its own
      bool subordinate = false;
      for (int k = begin; k < i; ++k)
        subordinate = subordinate || token(k).is_one_of({"when", "where", "which", "who", "that", "if", "as"});
      if (subordinate) {
        i = begin;
        continue;
      }
      if (begin > first && first != scene_.sentence.first && listed(first, begin)) return false;
      for (int k = begin; k < i; ++k) {
        if (preposition(token(k))) break;
        if (neutral(token(k)) || known(k) || names_a_group(token(k))) continue;  // "in the NF, PP, and F groups were"
        return true;
      }
      return false;
    }
    return false;
  }

  /// "retention in the lip, chin and temple was": what stands behind the comma belongs to the preposition.
  [[nodiscard]] bool listed(int first, int begin) const {
    if (!passage_.is(begin - 1, {"and", "or"}) && !passage_.is(begin - 1, ',')) return false;
    int items = 1;
    for (int k = begin - 1; k >= first; --k) {
      if (preposition(token(k))) return items > 1;
      if (copula(token(k)) || in_value(k) || token(k).is(';') || token(k).is(')')) return false;
      items += passage_.is(k, {"and", "or"}) || passage_.is(k, ',') ? 1 : 0;
    }
    return false;
  }

  [[nodiscard]] bool in_value(int i) const { return evigraft::in_value(scene_, i); }
  [[nodiscard]] bool in_time(int i) const { return evigraft::in_time(scene_, i); }
  [[nodiscard]] bool known(int i) const { return evigraft::known(scene_, lexicon_, i); }

  const Scene& scene_;
  const Passage& passage_;
  const Value& value_;
  const NounLexicon& lexicon_;
  std::optional<Polarity> before_;
};

}  // namespace

NounLexicon::NounLexicon(const Topic& topic, Vocabulary& vocabulary) {
  nouns.add(vocabulary, topic.outcome.false_friends, false_friend);
  nouns.add(vocabulary, topic.outcome.remaining, remaining);
  nouns.add(vocabulary, topic.outcome.lost, lost);
  nouns.add(vocabulary, topic.outcome.change, change);
  subjects.add(vocabulary, topic.outcome.subjects, subject);
  false_subjects.add(vocabulary, topic.outcome.false_subjects, false_subject);
  tissue.add(vocabulary, topic.outcome.tissue, 0);
  other_things.add(vocabulary, topic.outcome.other_things, 0);
  denominators.add(vocabulary, topic.outcome.denominators, 0);
  ratio.add(vocabulary, "ratio", 0);
  for (const char* word : {"feasibility", "feasible"}) feasibility.add(vocabulary, word, 0);
  for (const char* word : {"recruitment", "recruiting", "eligible", "adherence", "attrition"})
    recruitment.add(vocabulary, word, 0);
}

Governed govern(const Scene& scene, const Value& value, const NounLexicon& lexicon, std::optional<Polarity> before) {
  return Governor(scene, value, lexicon, before).run();
}

}  // namespace evigraft
