// core/extract/read.cpp: the page to read first in this room. A text goes through the stages in order: folded to one
// spelling, tokens, sentences, what kind of text it is, arms, then per sentence measurements, nouns and links; repeats
// are merged.
#include "extract/read.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "extract/arms.h"
#include "extract/comparisons.h"
#include "extract/counts.h"
#include "extract/counts_beside.h"
#include "extract/describe.h"
#include "extract/follow_ups.h"
#include "extract/gates.h"
#include "extract/inherited_arms.h"
#include "extract/link.h"
#include "extract/nouns.h"
#include "extract/occurrences.h"
#include "extract/passage.h"
#include "extract/subgroups.h"
#include "extract/terms.h"
#include "extract/text_subject.h"
#include "extract/topic_words.h"

namespace evigraft {

struct OutcomeReader::Patterns {
  explicit Patterns(const Topic& topic)
      : arms(topic, vocabulary),
        nouns(topic, vocabulary),
        gates(vocabulary),
        describe(topic, vocabulary),
        counts(vocabulary),
        tests(vocabulary),
        statements(statement_words(vocabulary)),
        measure(topic.outcome.measure),
        terms(topic.terms) {}
  Vocabulary vocabulary;  // first: the others number their words in it
  ArmLexicon arms;
  NounLexicon nouns;
  GateLexicon gates;
  DescribeLexicon describe;
  CountLexicon counts;
  TestLexicon tests;
  Lexicon statements;
  std::string measure;
  std::vector<std::string> terms;
};

namespace {

class Reader {
 public:
  Reader(const Passage& passage, const std::vector<Measured>& measured, const TextSubject& subject,
         const ArmDictionary& arms, const Statements& statements, const DescribeLexicon& lexicon,
         const Description& description, const Counts& counts, const CountLexicon& heads, const NounLexicon& nouns,
         const GateLexicon& gates, const std::string& measure, std::vector<Outcome> known, Trace* trace)
      : passage_(passage),
        measured_(measured),
        subject_(subject),
        arms_(arms),
        statements_(statements),
        lexicon_(lexicon),
        description_(description),
        counts_(counts),
        heads_(heads),
        subgroups_(arms.comparative() ? std::vector<Subgroup>() : find_subgroups(heads, passage)),
        nouns_(nouns),
        gates_(gates),
        measure_(measure),
        title_(passage.field == "title"),
        trace_(trace),
        outcomes_(std::move(known)) {
    for (std::size_t k = 0; k < outcomes_.size(); ++k) by_value_.emplace(Same(outcomes_[k]), k);
  }

  std::vector<Outcome> run() {
    Clock clock = read_follow_ups(passage_, measured_);
    read_short_nouns();
    Before before;
    Section section = Section::none;
    std::size_t end = measured_.size();  // behind the last value nothing counts
    while (end > 0 && measured_[end - 1].values.empty()) --end;
    for (std::size_t i = 0; i < end; ++i) {
      const Sentence& sentence = passage_.sentences[i];
      if (sentence.section != section) {
        clock.last.reset();
        clock.list.clear();
        before.polarity.reset();
        section = sentence.section;
      }
      sentence_start_ = sentence.first < sentence.last ? passage_.at(sentence.first).start : 0;
      sentence_outcomes_ = outcomes_.size();
      const std::vector<TimeMention>& times = measured_[i].times;
      Scene scene{passage_, subject_, sentence, {}, {}, {}};
      if (!measured_[i].values.empty()) scene.measured = measured_[i];
      std::optional<double> said;
      for (const TimeMention& time : times)
        if (time.months.size() == 1 && (!time.spread || time.follow_up)) said = time.months[0];
      if (said && tells_of_an_event(sentence)) said.reset();
      LinkedSentence linked;
      const std::vector<Mark> subjects = keep_own(scene);
      if (!scene.measured.values.empty()) {
        sessions_in_turn_ = names_sessions_in_turn(sentence);
        of_some_ = !arms_.comparative() && speaks_of_some(sentence);
        scene.arms = arms_.find(passage_, sentence);
        add_subjects(scene, subjects);
        const std::span<const Mark> nouns = passage_.nouns_of(sentence);
        scene.nouns.assign(nouns.begin(), nouns.end());
        add_short_nouns(scene);
        add_adjectives(scene);
        // "36.8% (standard error 2.7%)": words inside a value govern none
        std::erase_if(scene.nouns, [&](const Mark& noun) {
          return std::any_of(scene.measured.values.begin(), scene.measured.values.end(),
                             [&](const Value& value) { return noun.first >= value.core && noun.last <= value.last; });
        });
        linked = link(scene, nouns_, before);
        zip_times(linked.outcomes, clock.list);
        if (scene.measured.times.empty()) by_schedule(linked.outcomes, clock.schedule, scene);
        const std::vector<std::optional<int>> beside = counted_at(linked.outcomes, sentence);
        for (std::size_t k = 0; k < linked.outcomes.size(); ++k) add(linked.outcomes[k], beside[k], scene, clock);
        for (const Refused& one : linked.refused) note(one.value, one.why);
      }
      before.polarity = polarity_said(scene, linked, sentence);
      if (sentence.section == Section::background)
        before.arm.reset();
      else
        remember_arms(linked, arms_.find(passage_, sentence), before);
      if (said) clock.last = said;
      clock.list.clear();
      // "66.9% at 6 months and 64.2% at 12 months. The values in controls were 50.3% and 44.8%."
      for (const Linked& one : linked.outcomes)
        if (one.months && (clock.list.empty() || *one.months > clock.list.back())) clock.list.push_back(*one.months);
      for (const TimeMention& time : times)
        if (time.months.size() > 1) clock.list = time.months;
      if (linked.outcomes.empty() && sentence.section != Section::background)
        for (const TimeMention& time : times)
          if (time.months.size() > 1) clock.schedule = time.months;
    }
    if (trace_)
      std::stable_sort(trace_->values.begin(), trace_->values.end(),
                       [](const TracedValue& a, const TracedValue& b) { return a.span.start < b.span.start; });
    count_occurrences(passage_.folded.printed, outcomes_, printed_at_);
    return std::move(outcomes_);
  }

 private:
  /// "volume retention rate (VRR)"; "ratio of the volume present at 26 weeks to the volume injected"
  void read_short_nouns() {
    const int count = passage_.size;
    for (int i = nouns_.ratio.candidate(passage_.tokens, 0, count); i < count && !ratio_of_volumes_;
         i = nouns_.ratio.candidate(passage_.tokens, i + 1, count)) {
      if (passage_.at(i).stem != "ratio" || !passage_.is(i + 1, {"of", "to"})) continue;
      // "the graft volume ratio to the day of injection"
      const bool to_a_whole = passage_.is(i + 1, {"to"});
      if (to_a_whole && !passage_.is(i - 1, {"volume", "weight", "mass"})) continue;
      bool subject = to_a_whole, to = to_a_whole;
      for (int k = i + 2; k < std::min(i + 18, count) && !passage_.is(k, ';') && !passage_.is(k, '('); ++k) {
        subject = subject || nouns_.subjects.longest(passage_.tokens, k, count).entry >= 0;
        to = to || (subject && passage_.is(k, {"to"}));
        ratio_of_volumes_ = ratio_of_volumes_ ||
                            (to && (nouns_.denominators.longest(passage_.tokens, k, count).entry >= 0 ||
                                    (to_a_whole && (passage_.is(k, {"first"}) ||
                                                    (passage_.is(k, {"day", "time"}) && passage_.is(k + 1, {"of"}))))));
      }
    }
    for (const Mark& noun : passage_.nouns) {
      if (noun.entry != NounLexicon::remaining && noun.entry != NounLexicon::lost) continue;
      int at = noun.last;
      if (passage_.is(at, {"rate", "rates", "ratio", "percentage"})) ++at;
      if (at + 2 < count && passage_.is(at, '(') && passage_.at(at + 1).upper && passage_.is(at + 2, ')'))
        short_nouns_.emplace(passage_.at(at + 1).text, noun.entry);
    }
  }
  void add_short_nouns(Scene& scene) const {
    if (short_nouns_.empty()) return;
    for (int i = scene.sentence.first; i < scene.sentence.last; ++i) {
      const auto found = short_nouns_.find(passage_.at(i).text);
      if (found != short_nouns_.end() && passage_.at(i).upper) scene.nouns.push_back({found->second, i, i + 1});
    }
    std::sort(scene.nouns.begin(), scene.nouns.end(), [](const Mark& a, const Mark& b) { return a.first < b.first; });
  }

  [[nodiscard]] bool preposition_or_verb(int i) const {
    return passage_.is(i, {"was", "were", "had", "fell", "decreased", "declined", "dropped", "averaged", "in", "of",
                           "at", "after", "with", "for", "on", "amounted", "reached"});
  }

  /// "the residual lipograft volume", "the persisting graft", "the normalised graft volume": an adjective and what is
  /// left
  void add_adjectives(Scene& scene) const {
    const std::size_t known = scene.nouns.size();
    for (int i = scene.sentence.first; i < scene.sentence.last; ++i) {
      const bool relative = passage_.is(i, {"relative", "normalized", "normalised"});
      if (!relative && !passage_.is(i, {"residual", "persisting", "persistent"})) continue;
      for (int k = i + 1; k < std::min(i + 4, scene.sentence.last) && passage_.at(k).kind == TokenKind::word; ++k) {
        const auto subject = nouns_.subjects.longest(passage_.tokens, k, scene.sentence.last);
        if (subject.entry < 0) continue;
        // "the relative volume change" is no volume
        if (relative && !(passage_.is(subject.last - 1, {"volume", "weight"}) &&
                          (preposition_or_verb(subject.last) || passage_.is(subject.last, '('))))
          continue;
        scene.nouns.push_back({NounLexicon::remaining, i, subject.last});
        break;
      }
    }
    // "the mean ratio was 0.52", where the text says that it is one of volumes; "waist to hip ratio" is another
    for (int i = scene.sentence.first; ratio_of_volumes_ && i < scene.sentence.last; ++i)
      if (passage_.at(i).stem == "ratio" &&
          (i == scene.sentence.first ||
           passage_.is(i - 1, {";", ":", "the", "this", "that", "these", "mean", "average", "median", "overall",
                               "final", "resulting", "volume", "weight"})) &&
          passage_.is(i + 1, {"was", "were", "averaged", "amounted", "came", "in", "at", "for", "to", "had", "fell"}))
        scene.nouns.push_back({NounLexicon::remaining, i, i + 1});
    if (scene.nouns.size() == known) return;
    // the longer of two at one place
    std::sort(scene.nouns.begin(), scene.nouns.end(),
              [](const Mark& a, const Mark& b) { return a.first != b.first ? a.first < b.first : a.last > b.last; });
    scene.nouns.erase(std::unique(scene.nouns.begin(), scene.nouns.end(),
                                  [](const Mark& a, const Mark& b) { return b.first < a.last; }),
                      scene.nouns.end());
  }

  /// Drops the values of background sections and of clauses about other people's figures or other things; the tissue
  /// that takes over from another thing: "the DIEP flaps kept 93% and fat grafts 52%".
  std::vector<Mark> keep_own(Scene& scene) {
    std::vector<Value> own;
    std::vector<Mark> subjects;
    if (scene.measured.values.empty()) return subjects;
    const bool another = subject_of(scene.sentence).another;
    const bool others = may_speak_of_others(gates_, passage_, scene.sentence);
    for (Value& value : scene.measured.values) {
      if (scene.sentence.section == Section::background)
        note(value, Refusal::background);
      else if (title_ && passage_.printed_question())
        note(value, Refusal::not_own);
      else if (const std::optional<Mark> subject = another ? tissue_of(scene, value) : Mark{}; !subject)
        note(value, Refusal::said_of_other);
      else if (others && speaks_of_others(gates_, passage_, scene.sentence, value.first, value.last))
        note(value, Refusal::not_own);
      else {
        own.push_back(value);
        if (another && (subjects.empty() || subjects.back().first != subject->first)) subjects.push_back(*subject);
      }
    }
    scene.measured.values = std::move(own);
    return subjects;
  }

  /// The tissue that a later clause of a sentence about another thing is about.
  [[nodiscard]] std::optional<Mark> tissue_of(const Scene& scene, const Value& value) const {
    std::optional<Mark> found;
    bool behind_a_value = false;
    for (int i = scene.sentence.first; i < value.first; ++i) {
      behind_a_value = behind_a_value ||
                       std::any_of(scene.measured.values.begin(), scene.measured.values.end(),
                                   [&](const Value& other) { return other.last == i && other.first < value.first; });
      if (!behind_a_value || !passage_.is(i, {";", ",", "and", "while", "whereas", "but"})) continue;
      for (int k = i + 1; k < std::min(i + 4, value.first) && passage_.at(k).kind == TokenKind::word; ++k)
        if (const auto tissue = nouns_.tissue.longest(passage_.tokens, k, value.first); tissue.entry >= 0) {
          found = Mark{tissue.entry, k, tissue.last};
          break;
        }
    }
    return found;
  }

  /// Subjects that the text does not define as arms: what carries the fat, and the tissue beside another thing.
  void add_subjects(Scene& scene, const std::vector<Mark>& tissues) const {
    const auto named = [&](int first, int last) {
      return std::any_of(scene.arms.begin(), scene.arms.end(),
                         [&](const ArmMention& arm) { return arm.first < last && arm.last > first; });
    };
    const auto add_arm = [&](int first, int last, ArmClass arm, ArmLexicon::Role role) {
      scene.arms.push_back({first, last, arm, role, false, passage_.words(first, last)});
    };
    if (!tissues.empty())
      std::erase_if(scene.arms, [&](const ArmMention& arm) {
        return arm.arm == ArmClass::other && arm.last <= tissues.front().first;
      });
    for (const Mark& tissue : tissues)
      if (!named(tissue.first, std::min(tissue.last + 3, scene.sentence.last)))
        add_arm(tissue.first, tissue.last, arms_.reference(), ArmLexicon::Role::reference);
    const std::optional<Mark> group = subject_of(scene.sentence).group;
    if (group && !named(group->first, group->last))
      add_arm(group->first, group->last, ArmClass::other, ArmLexicon::Role::active);
    std::sort(scene.arms.begin(), scene.arms.end(),
              [](const ArmMention& a, const ArmMention& b) { return a.first < b.first; });
  }

  struct Subject {
    bool another = false;       ///< "The DIEP flaps kept 93%", "Filler persistence was 74%"
    std::optional<Mark> group;  ///< "The hydrogel grafts", "the scaffold side": named after what carries the fat
  };
  /// The first noun phrase of a sentence.
  [[nodiscard]] Subject subject_of(const Sentence& sentence) const {
    Subject subject;
    for (int i = sentence.first; i < sentence.last; ++i) {
      const Token& token = passage_.at(i);
      if (token.kind == TokenKind::number || (token.kind == TokenKind::mark && !token.is('-')) ||
          token.is_one_of({"in", "of", "for", "with", "after", "on", "at", "and", "was", "were", "had", "without",
                           "wrapped", "placed", "showed", "kept", "retained"}))
        break;
      const auto found = nouns_.other_things.longest(passage_.tokens, i, sentence.last);
      const auto own = nouns_.tissue.longest(passage_.tokens, i, sentence.last);
      if (own.entry >= 0) return {};
      if (found.entry < 0) continue;
      // "cartilage graft" is an entry itself
      if (passage_.is(found.last, {"graft", "grafts", "group", "groups", "side", "sides", "arm"}) &&
          found.last < sentence.last) {
        subject.group = Mark{found.entry, i, found.last + 1};
        subject.another = false;
        break;
      }
      // the gel of "SVF-gel" is none, and a flap may be an arm beside fat
      for (const ArmMention& arm : arms_.find(passage_, sentence))
        if (arm.first <= i && i < arm.last && (arm.arm != ArmClass::other || arms_.comparative())) return {};
      subject.another = true;
    }
    return subject;
  }

  [[nodiscard]] Span span_of(int first, int last) const {
    Span span;
    span.field = passage_.field;
    span.start = passage_.at(first).start;
    span.end = passage_.at(last - 1).end;
    span.text = std::string(printed(passage_.folded, span.start, span.end));
    return span;
  }

  void note(const Value& value, Refusal why) {
    if (trace_) trace_->values.push_back({span_of(value.first, value.last), why, -1, {}, {}, {}});
  }
  void note(const Linked& linked, const Outcome& outcome, ArmRule arm, TimeRule time) {
    if (trace_)
      trace_->values.push_back(
          {outcome.span, std::nullopt, static_cast<int>(outcomes_.size()), linked.noun_rule, arm, time});
  }

  /// "At the final scan retention averaged 71%."
  [[nodiscard]] bool at_the_end(const Sentence& sentence) const {
    for (int i = sentence.first; i < sentence.last; ++i)
      if (last_visit(passage_, sentence, i) > 0) return true;
    return false;
  }

  /// People counted beside the values, else those of the subgroups that the sentence names.
  [[nodiscard]] std::vector<std::optional<int>> counted_at(const std::vector<Linked>& outcomes,
                                                           const Sentence& sentence) const {
    const bool of_all = description_.pairing == Pairing::within_person;
    std::vector<std::optional<int>> n = counted_beside(heads_, passage_, sentence, outcomes, of_all);
    if (arms_.comparative()) return n;
    const std::vector<std::optional<int>> parts = counts_of_subgroups(subgroups_, passage_, sentence, outcomes);
    for (std::size_t k = 0; k < n.size(); ++k)
      if (!n[k]) n[k] = parts[k];
    return n;
  }

  void add(const Linked& linked, std::optional<int> beside, const Scene& scene, const Clock& clock) {
    const Value& value = linked.value;
    const double scale = value.fraction && !value.percent ? 100 : 1;
    const bool lost = linked.polarity == Polarity::lost;
    const auto kept = [&](double x) { return lost ? 100 - x * scale : x * scale; };
    Outcome outcome;
    outcome.measure = measure_;
    outcome.value = tidy(kept(value.value));
    // what is left of a graft is no negative share, and hardly ever twice the graft
    if (outcome.value < 0 || outcome.value > 200) return note(value, Refusal::out_of_range);
    outcome.polarity_flipped = lost;
    if (value.spread) {
      outcome.spread = tidy(*value.spread * scale);
      outcome.spread_kind = value.spread_kind.value_or(kind_stated());
    }
    const auto interval_kind = value.interval_kind ? value.interval_kind : last_interval_kind_;
    if (value.interval && interval_kind) {
      outcome.interval = {tidy(kept((*value.interval)[0])), tidy(kept((*value.interval)[1]))};
      if (lost) std::swap((*outcome.interval)[0], (*outcome.interval)[1]);
      outcome.interval_kind = interval_kind;
      last_interval_kind_ = interval_kind;
    }
    outcome.statistic = statistic(value, outcome, scene);
    if (linked.arm) {
      outcome.arm = linked.arm->arm;
      outcome.arm_label = std::string(linked.arm->label);
      if (linked.arm_rule == ArmRule::inherited) outcome.flags.emplace_back("arm_from_other_sentence");
      if (linked.arm->class_unknown) outcome.flags.emplace_back("isolation_unknown");
    } else if (linked.unnamed_comparator) {
      outcome.arm = arms_.reference();
      outcome.flags.emplace_back("comparator_unnamed");
    } else {
      outcome.arm = arms_.whole_text();
      outcome.flags.emplace_back("arm_from_text");
    }
    outcome.months = linked.months;
    TimeRule time_rule = linked.time_rule;
    if (!outcome.months) {
      const bool end = at_the_end(scene.sentence);
      const bool before = clock.last && !end;
      outcome.months = before ? clock.last : end ? clock.end() : clock.only();
      time_rule = before ? TimeRule::sentence_before : outcome.months ? TimeRule::follow_up : TimeRule::none;
      if (outcome.months) outcome.flags.emplace_back("time_from_other_sentence");
    }
    if (time_rule == TimeRule::list_before) outcome.flags.emplace_back("time_from_other_sentence");
    if (outcome.months) outcome.months = std::round(*outcome.months * 100) / 100;  // 121 days are 3.98 months
    if (linked.noun_carried) outcome.flags.emplace_back("noun_from_other_sentence");
    if (scene.sentence.cut) outcome.flags.emplace_back("sentence_cut");
    outcome.method = description_.method;
    outcome.definition = definition_in(lexicon_, passage_, scene.sentence);
    if (outcome.definition.empty()) outcome.definition = description_.definition;
    const bool whole = !linked.arm && !linked.unnamed_comparator;
    const std::optional<int> own = value.n ? value.n : beside;
    outcome.n =
        own ? own : counts_.at(outcome.months, whole ? std::nullopt : std::optional(outcome.arm), outcome.arm_label);
    if (!title_ && !own && counts_.took(value.number)) outcome.n.reset();  // "57 in the SVF and 41 in the plain group"
    place(outcome, value);
    outcome.confidence = std::max(0.3, 0.95 - 0.1 * static_cast<double>(outcome.flags.size()));
    if (repeated(outcome, title_ ? Section::conclusion : scene.sentence.section)) return note(value, Refusal::repeated);
    part_n(outcome, own.has_value());
    note(linked, outcome, whole ? ArmRule::whole : linked.arm_rule, time_rule);
    by_value_.emplace(Same(outcome), outcomes_.size());
    printed_at_.push_back(passage_.folded.offsets[static_cast<std::size_t>(passage_.at(value.number).start)]);
    if (own) own_n_.insert(outcomes_.size());
    outcomes_.push_back(std::move(outcome));
  }

  /// "41% after the first session and 59% after the second": the same people
  [[nodiscard]] bool names_sessions_in_turn(const Sentence& sentence) const {
    bool first = false, second = false, session = false;
    for (int i = sentence.first; i < sentence.last; ++i) {
      first = first || passage_.is(i, {"first"});
      second = second || passage_.is(i, {"second"});
      session = session || passage_.is(i, {"session", "sessions"});
    }
    return first && second && session;
  }

  /// "Breasts that received the largest grafts kept 51%", "patients on statins kept 49% and those not on statins 46%"
  [[nodiscard]] bool speaks_of_some(const Sentence& sentence) const {
    for (int i = sentence.first; i + 1 < sentence.last; ++i) {
      if (passage_.is(i, {"largest", "smallest", "highest", "lowest", "tertile", "quartile", "quintile", "tier"}))
        return true;
      if (passage_.is(i, {"those"}) && passage_.is(i + 1, {"not", "without", "who", "whose", "on", "aged", "under"}))
        return true;
    }
    return false;
  }

  /// "45.2% after one session, 50.5% after two": parts of one arm, the arm's n is not theirs.
  void part_n(Outcome& outcome, bool own) {
    if (of_some_ && !own) return outcome.n.reset();
    if (description_.pairing == Pairing::within_person && !counts_.of_part(outcome.arm, outcome.arm_label)) return;
    if (arms_.comparative() && !outcome.arm_label.empty()) return;
    if (sessions_in_turn_) return;
    for (std::size_t k = sentence_outcomes_; k < outcomes_.size(); ++k) {
      Outcome& other = outcomes_[k];
      if (other.arm != outcome.arm || other.months != outcome.months || other.span.start < sentence_start_) continue;
      // "57% for gauze and 51% for filtration" are counted apart where the text does
      const bool alike = other.arm_label == outcome.arm_label;
      const auto part = [&](const Outcome& one) {
        const std::optional<int> labelled = alike ? std::nullopt : counts_.of_label(one.arm, one.arm_label);
        return labelled ? labelled : counts_.of_part(one.arm, one.arm_label);
      };
      if (!own) outcome.n = part(outcome);
      if (!own_n_.contains(k)) other.n = part(other);
    }
  }

  /// "One rabbit was lost on day 4": when somebody left is no visit
  [[nodiscard]] bool tells_of_an_event(const Sentence& sentence) const {
    bool event = tells_of_treatment(passage_, sentence);
    for (int i = sentence.first; i < sentence.last; ++i) {
      if (passage_.is(i, '%')) return false;
      event = event || passage_.is(i, {"died", "dead", "death", "deaths", "lost", "excluded", "replaced", "withdrew"});
    }
    return event;
  }

  /// "The volume at 1 week served as reference", "The first volume was set to 100%": what follows is a part of it.
  [[nodiscard]] bool sets_the_whole(const Sentence& sentence) const {
    bool volume = false;
    if (!nouns_.subjects.may_begin(sentence.begins)) return false;
    for (int i = sentence.first; i < sentence.last; ++i) {
      volume = volume || passage_.is(i, {"volume", "volumes", "weight", "weights"});
      if (!volume || !passage_.is(i, {"served", "taken", "used", "set", "regarded", "considered"})) continue;
      int k = i + 1;
      while (passage_.is(k, {"as", "to", "at", "the", "our"})) ++k;
      if (k > i + 1 && k < sentence.last &&
          (passage_.is(k, {"reference", "baseline", "denominator"}) ||
           (passage_.at(k).number() && passage_.at(k).value == 100)))
        return true;
    }
    return false;
  }

  /// What "it" means in the next sentence: the last outcome, else the outcome noun the sentence was about.
  [[nodiscard]] std::optional<Polarity> polarity_said(const Scene& scene, const LinkedSentence& linked,
                                                      const Sentence& sentence) const {
    if (!linked.outcomes.empty()) return linked.outcomes.back().polarity;
    if (sets_the_whole(sentence)) return Polarity::remaining;
    std::optional<Polarity> said;
    for (const Mark& noun : passage_.nouns_of(sentence)) {
      if (noun.entry == NounLexicon::false_friend) return std::nullopt;
      if (noun.entry == NounLexicon::remaining) said = Polarity::remaining;
      if (noun.entry == NounLexicon::lost) said = Polarity::lost;
    }
    return scene.measured.values.empty() ? said : std::nullopt;
  }

  /// 100 - 28.4 prints as 71.6, not 71.59999999999999.
  static double tidy(double x) { return std::round(x * 1e6) / 1e6; }

  [[nodiscard]] SpreadKind kind_stated() const {
    if (statements_.sd == statements_.se) return SpreadKind::unknown;
    return statements_.sd ? SpreadKind::sd : SpreadKind::se;
  }

  [[nodiscard]] Statistic statistic(const Value& value, const Outcome& outcome, const Scene& scene) const {
    if (value.median || outcome.interval_kind == IntervalKind::iqr) return Statistic::median;
    if (value.mean) return Statistic::mean;
    for (int i = value.first - 1; i >= scene.sentence.first; --i) {
      if (passage_.is(i, {"median"})) return Statistic::median;
      const bool of_time = passage_.is(i + 1, {"follow", "age", "of"}) && !passage_.is(i + 2, {"the"});
      if (passage_.is(i, {"mean", "average", "averaged"}) && !of_time) return Statistic::mean;
    }
    if (value.spread || (value.interval && outcome.interval_kind.value_or(IntervalKind::ci95) == IntervalKind::ci95))
      return Statistic::mean;
    return Statistic::unknown;
  }

  void place(Outcome& outcome, const Value& value) {
    const Token& number = passage_.at(value.number);
    outcome.as_printed = std::string(printed(passage_.folded, number.start, number.end));
    outcome.span = span_of(value.first, value.last);
  }

  [[nodiscard]] bool hedged(const Outcome& outcome) const {
    if (outcome.spread || std::floor(outcome.value) != outcome.value) return false;
    const auto token = std::lower_bound(passage_.tokens.begin(), passage_.tokens.end(), outcome.span.start,
                                        [](const Token& one, int start) { return one.start < start; });
    const auto at = static_cast<int>(token - passage_.tokens.begin());
    return passage_.is(at - 1, {"about", "around", "approximately", "roughly", "nearly", "almost", "some"});
  }

  /// The conclusion's "51.4 per cent retention" is the result said again.
  [[nodiscard]] bool repeated(const Outcome& outcome, Section section) const {
    if (section != Section::conclusion && outcome.spread) return false;
    // rounding, and a little; "about 70%" of 70.8%
    const double reach = section != Section::conclusion ? 0.06 : hedged(outcome) ? 2.5 : 0.6;
    // "it was thus best with this dose (63.2%)": no time of its own
    const bool borrowed_time =
        std::floor(outcome.value) != outcome.value &&
        std::find(outcome.flags.begin(), outcome.flags.end(), "time_from_other_sentence") != outcome.flags.end();
    auto near = by_value_.lower_bound(Same(outcome.value - reach));
    for (; near != by_value_.end() && near->first.value <= outcome.value + reach; ++near) {
      const Outcome& other = outcomes_[near->second];
      const bool same_value = std::abs(other.value - outcome.value) < 0.05;
      const bool rounded = section == Section::conclusion && std::abs(std::round(other.value) - outcome.value) < 0.05;
      const bool near_value = same_value || rounded;
      if (!near_value && reach < 2) continue;
      // "a loss of 38% (SVF) and 53% (control), i.e. survival of 62% and 47%"
      if (same_value && other.polarity_flipped != outcome.polarity_flipped && other.arm == outcome.arm &&
          other.months == outcome.months)
        return true;
      const bool other_sentence = other.span.field != passage_.field || other.span.end < sentence_start_;
      // "about 70% with SVF, about 72% with PRP": a number that is only near is the same of the same arm
      const bool same_arm = other.arm == outcome.arm || outcome.arm == ArmClass::all ||
                            (section == Section::conclusion && near_value && other_sentence);
      const bool same_time = !outcome.months || !other.months || std::abs(*outcome.months - *other.months) < 0.15 ||
                             section == Section::conclusion || (borrowed_time && same_value);
      if (same_arm && same_time && (section == Section::conclusion || other_sentence)) return true;
    }
    return false;
  }

  const Passage& passage_;
  const std::vector<Measured>& measured_;  ///< by sentence
  const TextSubject& subject_;
  const ArmDictionary& arms_;
  const Statements& statements_;
  const DescribeLexicon& lexicon_;
  const Description& description_;
  const Counts& counts_;
  const CountLexicon& heads_;
  const std::vector<Subgroup> subgroups_;
  const NounLexicon& nouns_;
  const GateLexicon& gates_;
  const std::string& measure_;
  const bool title_;  ///< a title sums up: what the abstract says too is no second outcome
  Trace* const trace_;
  std::optional<IntervalKind> last_interval_kind_ = statements_.interval;
  int sentence_start_ = 0;
  std::size_t sentence_outcomes_ = 0;  ///< the first outcome of the sentence
  bool sessions_in_turn_ = false;
  bool of_some_ = false;         ///< the sentence tells some of the people from the others
  std::set<std::size_t> own_n_;  ///< outcomes that are counted at their value
  /// What makes one outcome the repeat of another; of several alike the first is as good as all.
  struct Same {
    explicit Same(double number) : value(number) {}
    explicit Same(const Outcome& outcome) : value(outcome.value), months(outcome.months), arm(outcome.arm) {}
    double value = 0;
    std::optional<double> months;  // none comes before any
    ArmClass arm{};
    auto operator<=>(const Same&) const = default;  // NOLINT(modernize-use-nullptr): the compiler's own 0
  };
  std::map<Same, std::size_t> by_value_;  ///< the outcomes so far
  std::vector<int> printed_at_;           ///< of the outcomes of this passage: byte of the number
  bool ratio_of_volumes_ = false;
  std::map<std::string_view, int> short_nouns_;  ///< abbreviations of outcome nouns
  std::vector<Outcome> outcomes_;
};

void trace_arms(const ArmDictionary& arms, std::initializer_list<const Passage*> passages, Trace& trace) {
  for (const Passage* passage : passages)
    for (const Sentence& sentence : passage->sentences)
      for (const ArmMention& mention : arms.find(*passage, sentence)) {
        const int start = passage->at(mention.first).start, end = passage->at(mention.last - 1).end;
        trace.arms.push_back({{passage->field, start, end, std::string(printed(passage->folded, start, end))},
                              mention.arm,
                              mention.class_unknown});
      }
}

}  // namespace

OutcomeReader::OutcomeReader(const Topic& topic) : patterns_(std::make_unique<const Patterns>(topic)) {}
OutcomeReader::~OutcomeReader() = default;

Reading OutcomeReader::read(const Text& text) const { return read(text, nullptr); }

Reading OutcomeReader::read(const Text& text, Trace& trace) const {
  trace = Trace{};
  return read(text, &trace);
}

Reading OutcomeReader::read(const Text& text, Trace* trace) const {
  Passage title = make_passage("title", text.title, patterns_->vocabulary);
  Passage abstract = make_passage("abstract", text.abstract, patterns_->vocabulary);
  const ArmDictionary arms(patterns_->arms, {&title, &abstract});
  const Description description = describe(patterns_->describe, text, title, abstract, arms);
  Reading reading;
  reading.species = description.species;
  reading.design = description.design;
  reading.pairing = description.pairing;
  reading.site = description.site;
  const auto measure_all = [](const Passage& passage) {
    std::vector<Measured> measured;
    measured.reserve(passage.sentences.size());
    for (const Sentence& sentence : passage.sentences) measured.push_back(measure(passage.tokens, sentence));
    return measured;
  };
  const std::vector<Measured> in_abstract = measure_all(abstract);
  const Counts counts(patterns_->counts, abstract, in_abstract, arms, description);
  reading.n_total = counts.total();
  reading.arms = counts.arms();
  if (trace) trace_arms(arms, {&title, &abstract}, *trace);
  if (description.yields_nothing) {
    if (trace) trace->text = Refusal::publication_kind;
    return reading;
  }
  for (Passage* passage : {&title, &abstract}) mark_nouns(*passage, patterns_->nouns.nouns);
  // an article that never names what the topic is about: "34.4% and 44.4%" of a drug trial; a lone sentence may leave
  // it out
  const bool article = !text.title.empty() && abstract.sentences.size() >= 3;
  const bool other = titled_otherwise(patterns_->nouns, arms, title) && !holds_term(patterns_->terms, title.folded);
  if (article &&
      (other || (!names_the_topic(arms, patterns_->nouns, title, abstract) &&
                 !holds_term(patterns_->terms, title.folded) && !holds_term(patterns_->terms, abstract.folded)))) {
    if (trace) trace->text = Refusal::off_topic;
    return reading;
  }
  const Statements statements = read_statements(patterns_->statements, abstract.tokens);
  const TextSubject subject = read_subject(patterns_->nouns, {&title, &abstract});
  const std::vector<Measured> in_title = measure_all(title);
  for (const Passage* passage : {&abstract, &title}) {
    const std::vector<Measured>& measured = passage == &title ? in_title : in_abstract;
    if (std::all_of(measured.begin(), measured.end(), [](const Measured& one) { return one.values.empty(); })) continue;
    reading.outcomes = Reader(*passage, measured, subject, arms, statements, patterns_->describe, description, counts,
                              patterns_->counts, patterns_->nouns, patterns_->gates, patterns_->measure,
                              std::move(reading.outcomes), trace)
                           .run();
  }
  reading.comparisons = read_comparisons(abstract, in_abstract, arms, patterns_->tests, reading.outcomes);
  return reading;
}

}  // namespace evigraft
