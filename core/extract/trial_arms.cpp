#include "extract/trial_arms.h"

#include <algorithm>
#include <array>

namespace evigraft {
namespace {

constexpr std::array<std::string_view, 14> kControl = {"control", "placebo", "usu",   "sham",    "untreat", "waitlist", "wait",
                                                       "convent", "convention", "standard", "routin", "tau", "vehicl", "usual"};
// an arm named only by its part in the trial; also words that say nothing of the arm
constexpr std::array<std::string_view, 12> kTreated = {"interven", "intervent", "treat", "experiment", "experi", "activ",
                                                       "study", "trial", "program", "drug", "treatment", "case"};
constexpr std::array<std::string_view, 12> kEmpty = {"group", "arm", "patient", "participant", "subject", "received", "receiv",
                                                     "mean", "sd", "care", "condition", "cohort"};

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_number(const std::string& stem) {
  return !stem.empty() && stem[0] >= '0' && stem[0] <= '9' &&
         stem.find_first_not_of("0123456789.") == std::string::npos;
}

}  // namespace

bool is_control_word(std::string_view stem) { return is_in(kControl, stem); }

ArmPair::ArmPair(const std::string& intervention, const std::string& comparator, const Abbreviations& abbreviations)
    : abbreviations_(abbreviations) {
  const std::array<const std::string*, 2> texts = {&intervention, &comparator};
  for (std::size_t i = 0; i < 2; ++i) {
    const std::vector<LabelWord> printed = label_words(*texts[i]);
    sides_[i].words = spelled_out(printed, abbreviations);
    for (const LabelWord& word : printed)
      if (!holds(sides_[i].words, word.stem)) sides_[i].words.push_back(word);
    for (const LabelWord& word : sides_[i].words) sides_[i].control |= is_control_word(word.stem);
  }
  if (sides_[0].control && sides_[1].control) {
    // "standard education" against "placebo": neither is the control by its words
    const auto plain = [](const Side& side) {
      return std::any_of(side.words.begin(), side.words.end(), [](const LabelWord& word) {
        return word.stem == "control" || word.stem == "placebo";
      });
    };
    if (plain(sides_[1]) && !plain(sides_[0])) sides_[0].control = false;
  }
}

int ArmPair::speaks_for(const std::string& stem) const {
  if (is_in(kEmpty, stem)) return -1;
  const bool first = holds(sides_[0].words, stem), second = holds(sides_[1].words, stem);
  if (first != second) return first ? 0 : 1;
  if (!first && is_control_word(stem) && sides_[1].control && !sides_[0].control) return 1;
  return -1;
}

std::array<double, 2> ArmPair::affinity(std::string_view label) const {
  const std::vector<LabelWord> printed = label_words(label);
  const std::vector<LabelWord> words = spelled_out(printed, abbreviations_);
  std::array<double, 2> out{};
  double all = 0, generic_treated = 0, named = 0;
  bool control_word = false;
  for (const LabelWord& word : words) {
    if (is_in(kEmpty, word.stem)) continue;
    if (is_in(kTreated, word.stem)) {
      generic_treated = 1;
      all += 0.3;
      continue;
    }
    all += std::max(word.weight, 0.3);
    named += word.weight;
    control_word |= is_control_word(word.stem);
  }
  if (all <= 0) return out;
  for (std::size_t side = 0; side < 2; ++side) {
    const Side& own = sides_[side];
    const Side& other = sides_[1 - side];
    double matched = 0, own_all = 0, own_found = 0;
    bool distinct = false, wrong_number = false;
    for (const LabelWord& word : words) {
      if (is_in(kEmpty, word.stem) || is_in(kTreated, word.stem)) continue;
      const bool here = holds(own.words, word.stem), there = holds(other.words, word.stem);
      if (here) matched += std::max(word.weight, 0.3);
      if (here && !there && word.weight > 0.5) distinct = true;
      if (!here && is_number(word.stem)) wrong_number = true;
    }
    for (const LabelWord& word : own.words) {
      const double weight = holds(other.words, word.stem) ? 0.2 : word.weight;
      own_all += weight;
      if (holds(words, word.stem)) own_found += weight;
    }
    // a short form as the label: "GV" is what the question has in brackets
    for (const LabelWord& word : printed)
      if (holds(own.words, word.stem) && !holds(other.words, word.stem) && word.weight > 0.5) distinct = true;
    double score = 0.7 * matched / all + 0.3 * (own_all > 0 ? own_found / own_all : 0);
    if (!distinct) {
      // the label names all words both arms share and nothing else: the arm without additions ("X" against "X plus Y")
      const bool bare = own.words.size() < other.words.size();
      score *= bare ? 0.6 : 0.25;
    }
    if (wrong_number) score *= 0.5;
    out[side] = score;
  }
  const std::size_t control = sides_[1].control ? 1 : 0;
  const bool one_control = sides_[0].control != sides_[1].control;
  if (one_control) {
    if (control_word) out[control] = std::max(out[control], named <= 1.3 ? 0.8 : 0.5);
    if (generic_treated > 0 && named < 0.6 && !control_word) out[1 - control] = std::max(out[1 - control], 0.6);
  } else if (generic_treated > 0 && named < 0.6 && !control_word) {
    out[0] = std::max(out[0], 0.5);
  } else if (control_word && named <= 1.3) {
    out[1] = std::max(out[1], 0.5);
  }
  return out;
}

}  // namespace evigraft
