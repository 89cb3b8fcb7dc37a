// core/extract/link.cpp: lists by order ("48%, 31% and 22% in the A, B and C groups"), brackets to the arm before them,
// everything else to the arm that follows behind a preposition or else stands before.
#include "extract/link.h"

#include <algorithm>

#include "extract/shared_nouns.h"

namespace evigraft {

bool joins_arms(const Token& token) {
  if (token.capital && token.text.size() == 1) return true;  // "A (ASC), B (SVF)"
  return token.is(',') || token.is('-') || token.is('(') || token.is(')') || token.is('=') || token.number() ||
         token.is_one_of(
             {"and",   "or",          "the",      "in",       "with",          "for",      "versus",       "vs",
              "v",     "than",        "to",       "compared", "group",         "groups",   "side",         "sides",
              "arm",   "arms",        "fat",      "graft",    "grafts",        "grafting", "after",        "alone",
              "only",  "those",       "on",       "as",       "against",       "between",  "of",           "patients",
              "given", "receiving",   "treated",  "n",        "from",          "at",       "breasts",      "women",
              "cells", "lipofilling", "mice",     "rats",     "significantly", "lower",    "higher",       "enriched",
              "by",    "who",         "received", "a",        "that",          "when",     "lipotransfer", "animals"});
}

namespace {

bool takes_an_arm(const Token& token) {
  return token.is_one_of({"in", "for", "with", "after", "of", "among", "by", "on", "under", "from", "using", "when",
                          "following", "at", "without"}) ||
         token.is('(');
}

bool turns_away(const Token& token) {
  return token.is(';') ||
         token.is_one_of({"whereas", "while", "than", "compared", "versus", "vs", "v", "against", "but", "opposed"});
}

class Linker {
 public:
  Linker(const Scene& scene, std::vector<Linked>& outcomes)
      : scene_(scene), passage_(scene.passage), outcomes_(outcomes) {}

  void run() {
    if (outcomes_.empty()) return;
    arms();
    series_with_one_arm();
    times();
    repeated_series();
  }

 private:
  using Arms = std::vector<const ArmMention*>;
  struct Group {
    std::size_t first = 0, last = 0;  ///< outcomes [first, last) of one list
    [[nodiscard]] std::size_t size() const { return last - first; }
  };

  [[nodiscard]] const Token& token(int i) const { return passage_.at(i); }

  [[nodiscard]] std::vector<Group> groups() const {
    std::vector<Group> result;
    for (std::size_t i = 0; i < outcomes_.size(); ++i) {
      if (result.empty() || outcomes_[i].value.list != outcomes_[i - 1].value.list)
        result.push_back({i, i + 1});
      else
        result.back().last = i + 1;
    }
    return result;
  }

  /// The arms of one list, mentions [i, ...) as long as only joining words stand between.
  [[nodiscard]] Arms run_from(std::size_t i, int end) const {
    Arms run;
    for (; i < scene_.arms.size() && scene_.arms[i].first < end; ++i) {
      if (!run.empty() && !joined(run.back()->last, scene_.arms[i].first)) break;
      run.push_back(&scene_.arms[i]);
    }
    return run;
  }
  [[nodiscard]] Arms run_before(int at, int begin) const {
    Arms run;
    for (auto arm = scene_.arms.rbegin(); arm != scene_.arms.rend(); ++arm) {
      if (arm->last > at || arm->first < begin || is_taken(&*arm)) continue;
      if (!run.empty() && !joined(arm->last, run.back()->first)) break;
      run.push_back(&*arm);
    }
    std::reverse(run.begin(), run.end());
    return run;
  }
  [[nodiscard]] bool joined(int first, int last) const {
    if (last - first > 12) return false;
    for (int k = first; k < last; ++k)
      if (!joins_arms(token(k)) || in_value(k)) return false;
    return true;
  }
  [[nodiscard]] bool in_value(int k) const {
    return std::any_of(outcomes_.begin(), outcomes_.end(),
                       [&](const Linked& o) { return k >= o.value.first && k < o.value.last; });
  }

  [[nodiscard]] Arms run_after(int at, int end) const {
    for (std::size_t i = 0; i < scene_.arms.size(); ++i) {
      if (scene_.arms[i].first < at) continue;
      if (scene_.arms[i].first >= end) return {};
      for (int k = at; k < scene_.arms[i].first; ++k)
        if (token(k).is(';')) return {};
      return run_from(i, end);
    }
    return {};
  }

  void set(std::size_t i, const ArmMention& arm) { outcomes_[i].arm = arm; }

  void arms() {
    const std::vector<Group> all = groups();
    for (std::size_t g = 0; g < all.size(); ++g) {
      const Group& group = all[g];
      const int begin = g == 0 ? scene_.sentence.first : outcomes_[all[g - 1].last - 1].value.core;
      const int end = g + 1 < all.size() ? outcomes_[all[g + 1].first].value.first : scene_.sentence.last;
      const Value& first = outcomes_[group.first].value;
      const Value& last = outcomes_[group.last - 1].value;
      if (group.size() > 1 && !series(group.size()) && list(group, begin, end)) continue;
      if (group.size() > 1 && series(group.size())) {
        if (const ArmMention* arm = single(first, last, begin, end))
          for (std::size_t i = group.first; i < group.last; ++i) set(i, *arm);
        continue;
      }
      for (std::size_t i = group.first; i < group.last; ++i) {
        const int from = i == group.first ? begin : outcomes_[i - 1].value.core;
        const int to = i + 1 < group.last ? outcomes_[i + 1].value.first : end;
        one(i, from, to);
      }
    }
  }

  /// "55% at 3 months, 50% at 6 months and 48% at 12 months in the PRP group": the arm behind a series is that of all
  /// of it
  void series_with_one_arm() {
    for (std::size_t i = outcomes_.size(); i-- > 1;) {
      if (outcomes_[i - 1].arm || outcomes_[i - 1].unnamed_comparator || !outcomes_[i].arm ||
          outcomes_[i].arm->first < outcomes_[i].value.first)
        continue;
      bool chained = true;
      for (int k = outcomes_[i - 1].value.last; k < outcomes_[i].value.first && chained; ++k)
        chained = in_time(k) || token(k).is(',') || token(k).is('(') || token(k).is(')') ||
                  token(k).is_one_of({"and", "at", "after", "on", "by", "postoperatively"});
      if (chained) outcomes_[i - 1].arm = outcomes_[i].arm;
    }
  }
  [[nodiscard]] bool in_time(int k) const {
    return std::any_of(scene_.measured.times.begin(), scene_.measured.times.end(),
                       [&](const TimeMention& t) { return k >= t.first && k < t.last; });
  }

  /// As many values as the sentence has times: "81%, 70% and 66% in the SVF group" at three months.
  [[nodiscard]] bool series(std::size_t size) const {
    return std::any_of(scene_.measured.times.begin(), scene_.measured.times.end(),
                       [&](const TimeMention& time) { return time.months.size() == size; });
  }

  /// A list of values against a list of arms of the same length, behind or before it.
  bool list(const Group& group, int begin, int end) {
    const int open = bracket_of(outcomes_[group.first].value);
    const Arms after = run_after(open >= 0 ? closing(open) : outcomes_[group.last - 1].value.last, end);
    const Arms before =
        run_before(open >= 0 ? open : outcomes_[group.first].value.first, open >= 0 ? scene_.sentence.first : begin);
    const Arms* chosen = nullptr;
    if (open >= 0 && before.size() == group.size())
      chosen = &before;
    else if (after.size() == group.size())
      chosen = &after;
    else if (before.size() == group.size())
      chosen = &before;
    if (chosen) {
      // "Compared with controls, SVF gave more (58% vs 45%)": the comparator was named first but comes last
      const bool reversed =
          chosen == &before && group.size() == 2 && versus_between(group) && compared_first(*before[0]);
      if (reversed) {
        set(group.first, *before[1]);
        set(group.first + 1, *before[0]);
        return true;
      }
      for (std::size_t k = 0; k < group.size(); ++k) set(group.first + k, *(*chosen)[k]);
      return true;
    }
    // the arms stand apart: "A boluses measured 23 mL and B boluses 5 mL, so that 81% and 16% were retained,
    // respectively"
    if (open >= 0 || respectively_after(outcomes_[group.last - 1].value.last)) {
      Arms apart;
      for (const ArmMention& arm : scene_.arms)
        if (arm.last <= (open >= 0 ? open : outcomes_[group.first].value.first)) apart.push_back(&arm);
      if (apart.size() >= group.size()) {
        for (std::size_t k = 0; k < group.size(); ++k) set(group.first + k, *apart[apart.size() - group.size() + k]);
        return true;
      }
    }
    const bool versus = versus_between(group);
    if (group.size() == 2 && before.size() == 1 && after.empty() && versus) {
      set(group.first, *before[0]);
      outcomes_[group.first + 1].unnamed_comparator = before[0]->role != ArmLexicon::Role::reference;
      return true;
    }
    // one arm for all: "with SVF at ratios 1:2, 1:4 and 1:8 it was 71%, 63% and 52%"
    if (!versus && before.size() + after.size() == 1) {
      for (std::size_t k = 0; k < group.size(); ++k) set(group.first + k, before.empty() ? *after[0] : *before[0]);
      return true;
    }
    return false;
  }

  [[nodiscard]] bool compared_first(const ArmMention& arm) const {
    for (int k = std::max(scene_.sentence.first, arm.first - 5); k < arm.first; ++k)
      if (token(k).is_one_of({"compared", "comparison", "relative", "contrast"})) return k <= scene_.sentence.first + 1;
    return false;
  }

  [[nodiscard]] bool versus_between(const Group& group) const {
    for (std::size_t i = group.first + 1; i < group.last; ++i)
      for (int k = outcomes_[i - 1].value.last; k < outcomes_[i].value.first; ++k)
        if (token(k).is_one_of({"versus", "vs", "v", "compared", "against"})) return true;
    return false;
  }

  /// The opening bracket that a value stands in, -1 when in none.
  [[nodiscard]] int bracket_of(const Value& value) const {
    if (!value.in_bracket) return -1;
    int depth = 0;
    for (int k = value.first - 1; k >= scene_.sentence.first; --k) {
      if (token(k).is(')') || token(k).is(']')) ++depth;
      if ((token(k).is('(') || token(k).is('[')) && depth-- == 0) return k;
    }
    return -1;
  }

  [[nodiscard]] int closing(int open) const {
    int depth = 0;
    for (int k = open; k < scene_.sentence.last; ++k) {
      if (token(k).is('(') || token(k).is('[')) ++depth;
      if ((token(k).is(')') || token(k).is(']')) && --depth == 0) return k + 1;
    }
    return scene_.sentence.last;
  }

  [[nodiscard]] bool respectively_after(int at) const {
    for (int k = at; k < std::min(at + 40, scene_.sentence.last); ++k)
      if (token(k).is("respectively")) return true;
    return false;
  }

  void one(std::size_t i, int begin, int end) {
    Linked& outcome = outcomes_[i];
    if (const ArmMention* arm = single(outcome.value, outcome.value, begin, end)) {
      outcome.arm = *arm;
      return;
    }
    // "86% survival versus 55%": what an intervention is compared with
    const ArmMention* left = nearest_left(outcome.value.first, scene_.sentence.first);
    const bool compared = std::any_of(&token(begin), &token(outcome.value.first), [](const Token& t) {
      return t.is_one_of({"versus", "vs", "v", "compared", "against", "opposed"});
    });
    if (left && i > 0 && compared && outcomes_[i - 1].arm && left->role != ArmLexicon::Role::reference) {
      outcome.unnamed_comparator = true;
      return;
    }
    if (left) {
      outcome.arm = *left;
      return;
    }
    // nothing before: an arm later in the sentence, before the next value
    for (int k = outcome.value.last; k < end; ++k)
      if (token(k).is(';')) end = k;
    for (const ArmMention& arm : scene_.arms)
      if (arm.first >= outcome.value.last && arm.first < end) {
        outcome.arm = arm;
        return;
      }
  }

  /// The arm tied to a value or a series: its bracket, what follows behind a preposition, what stands before.
  [[nodiscard]] const ArmMention* single(const Value& first, const Value& last, int begin, int end) {
    const int open = bracket_of(first);
    if (open >= 0)
      for (auto arm = scene_.arms.rbegin(); arm != scene_.arms.rend(); ++arm)
        if (arm->last <= open && open - arm->last <= 4 && arm->first >= begin - 1) return &*arm;
    if (const ArmMention* arm = right(last, end)) {
      taken_.push_back(arm);
      return arm;
    }
    return nearest_left(first.first, begin);
  }

  [[nodiscard]] const ArmMention* right(const Value& value, int end) const {
    bool tied = false;
    for (int k = value.last; k < end && k < value.last + 24; ++k) {
      const Token& here = token(k);
      if (turns_away(here)) return nullptr;
      for (const ArmMention& arm : scene_.arms)
        if (arm.first == k) return tied || takes_an_arm(here) ? &arm : nullptr;
      tied |= takes_an_arm(here);
      // a new clause: "of their weight, ASC grafts ..."
      if (here.is(',')) return nullptr;
      if (here.is("and") && !tied) return nullptr;
    }
    return nullptr;
  }

  [[nodiscard]] const ArmMention* nearest_left(int at, int begin) const {
    const ArmMention* nearest = nullptr;
    for (const ArmMention& arm : scene_.arms)
      if (arm.last <= at && arm.first >= begin && (!is_taken(&arm) || begin == scene_.sentence.first)) nearest = &arm;
    return nearest;
  }
  /// An arm that already has the value before it: "38% in controls and 47% with SVF"
  [[nodiscard]] bool is_taken(const ArmMention* arm) const {
    return std::find(taken_.begin(), taken_.end(), arm) != taken_.end();
  }

  void times() {
    const auto& times = scene_.measured.times;
    if (times.empty()) return;
    const auto all = groups();
    for (const Group& group : all)
      for (const TimeMention& time : times)
        if (group.size() > 1 && time.months.size() == group.size())
          for (std::size_t k = 0; k < group.size(); ++k) outcomes_[group.first + k].months = time.months[k];
    // points stand before the first value: each value has the last point before it; else the first one after it
    const TimeMention* first_point = nullptr;
    for (const TimeMention& time : times)
      if (time.months.size() == 1) {
        first_point = &time;
        break;
      }
    if (!first_point) return;
    const bool leads = first_point->first < outcomes_.front().value.first;
    for (Linked& outcome : outcomes_) {
      if (outcome.months) continue;
      const TimeMention* before = nullptr;
      const TimeMention* after = nullptr;
      for (const TimeMention& time : times) {
        if (time.months.size() != 1) continue;
        if (time.first < outcome.value.first) before = &time;
        if (time.first >= outcome.value.core && !after) after = &time;
      }
      const bool tied = after && after->first - outcome.value.last <= 3 && close_by(outcome.value.core, after->first);
      const TimeMention* chosen = tied ? after : leads ? before : after;
      if (!chosen) chosen = before ? before : after;
      if (chosen) outcome.months = chosen->months[0];
    }
  }

  /// "55% at 3, 50% at 6 and 48% at 12 months, compared with 46%, 40% and 39%": the second list has the times of the
  /// first
  void repeated_series() {
    for (const Group& group : groups()) {
      const std::size_t size = group.size();
      if (size < 2 || group.first < size) continue;
      bool rising = true, told = false;
      for (std::size_t k = 1; k < size; ++k) {
        const auto& a = outcomes_[group.first - size + k - 1].months;
        const auto& b = outcomes_[group.first - size + k].months;
        rising = rising && a && b && *a < *b;
      }
      for (const TimeMention& time : scene_.measured.times)
        told = told || time.first > outcomes_[group.first].value.first;
      if (!rising || told) continue;
      for (std::size_t k = 0; k < size; ++k)
        outcomes_[group.first + k].months = outcomes_[group.first - size + k].months;
    }
  }

  /// "71.8% at 6 months", "87.5 percent (7 days)"
  [[nodiscard]] bool close_by(int first, int last) const {
    for (int k = first; k < last; ++k)
      if (token(k).is(',') || token(k).is(';') || token(k).is("and") || token(k).is("versus") || token(k).is("vs"))
        return false;
    return true;
  }

  const Scene& scene_;
  const Passage& passage_;
  std::vector<Linked>& outcomes_;
  std::vector<const ArmMention*> taken_;
};

}  // namespace

LinkedSentence link(const Scene& scene, const NounLexicon& lexicon, std::optional<Polarity> before) {
  LinkedSentence result;
  std::vector<Governed> all = govern_all(scene, lexicon, before);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Value& value = scene.measured.values[i];
    Governed& governed = all[i];
    if (!governed.polarity) {
      result.refused.push_back({value, std::move(governed.reason)});
      continue;
    }
    Linked linked;
    linked.value = value;
    linked.polarity = *governed.polarity;
    linked.noun_carried = governed.carried;
    result.outcomes.push_back(std::move(linked));
  }
  Linker(scene, result.outcomes).run();
  return result;
}

}  // namespace evigraft
