#include "extract/trial_arms.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <set>

#include "extract/tokens.h"

namespace evigraft {
namespace {

constexpr auto kControl = std::to_array<std::string_view>(
    {"control", "controls", "placebo", "placbeo", "usual", "sham", "untreated", "waitlist", "waiting", "conventional",
     "standard", "routine", "tau", "vehicle", "cg", "ctrl", "ctl", "pbo"});
// an arm named only by its part in the trial
constexpr auto kTreated = std::to_array<std::string_view>(
    {"intervention", "treatment", "treated", "experimental", "experiment", "active",  "study",      "trial",
     "program",      "drug",      "test",    "case",         "cases",      "exposed", "supplement", "supplementation",
     "observation",  "observed",  "interv",  "exp",          "ig",         "eg",      "tg"});
// words that say nothing of the arm
constexpr auto kEmpty =
    std::to_array<std::string_view>({"group", "arm", "patients", "participants", "subjects", "received", "receiving",
                                     "mean", "sd", "care", "condition", "cohort", "assigned", "administered"});

/// Whether a stem is that of a word of the list; stems are made once.
template <const auto& List>
bool is_in(std::string_view stem) {
  static const std::set<std::string, std::less<>> stems = [] {
    std::set<std::string, std::less<>> out;
    for (const std::string_view word : List) out.insert(stem_of(std::string(word)));
    return out;
  }();
  return stems.contains(stem);
}

bool is_number(const std::string& stem) {
  return !stem.empty() && stem[0] >= '0' && stem[0] <= '9' &&
         stem.find_first_not_of("0123456789.") == std::string::npos;
}

}  // namespace

bool is_control_word(std::string_view stem) { return is_in<kControl>(stem); }

namespace {

/// "zinc gluconate (ZG) 20 mg (twice a day)": without brackets that hold more than a short form.
std::string head_of(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = text.find('(', at);
    if (open == std::string::npos) return out + text.substr(at);
    const std::size_t close = text.find(')', open);
    const std::size_t end = close == std::string::npos ? text.size() : close + 1;
    const std::string inside = text.substr(open + 1, end - open - 1);
    out += text.substr(at, open - at) + " ";
    if (inside.find(' ') == std::string::npos && inside.size() <= 12) out += inside + " ";
    at = end;
  }
  return out;
}

/// "no treatment", "without supplement", "diet alone": what tables call control.
bool is_absence(const std::string& text) {
  const Folded folded = fold(text);
  const std::vector<Token> tokens = tokenise(folded);
  return std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
    return token.is_one_of({"no",      "non",      "without", "alone",       "only",   "nothing", "absence", "not",
                            "delayed", "wait",     "waiting", "traditional", "normal", "regular", "common",  "ordinary",
                            "current", "existing", "none",    "mock",        "saline", "baseline"});
  });
}

/// A label that says what was not done.
bool is_absence_label(const std::string& text) {
  const Folded folded = fold(text);
  const std::vector<Token> tokens = tokenise(folded);
  return std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
    return token.is_one_of({"no", "non", "without", "not"});
  });
}

/// First letters of the words, without those that initials leave out; empty for one word or many.
std::string initials_of(const std::string& text) {
  const Folded folded = fold(text);
  std::string out;
  for (const Token& token : tokenise(folded)) {
    if (token.kind != TokenKind::word ||
        token.is_one_of({"of", "the", "and", "with", "plus", "in", "for", "a", "group", "to", "or"}))
      continue;
    out += token.text[0];
  }
  return out.size() >= 2 && out.size() <= 5 ? out : std::string();
}

std::vector<LabelWord> with_long_forms(const std::vector<LabelWord>& printed, const Abbreviations& abbreviations) {
  std::vector<LabelWord> out = printed;
  for (const LabelWord& word : spelled_out(printed, abbreviations))
    // "60 µg" in the definition of a short form is no dose of this arm
    if (!holds(out, word.stem) && !is_number(word.stem)) out.push_back(word);
  return out;
}

/// "SD48W": also the number in it.
void add_numbers_inside(std::vector<LabelWord>& words) {
  const std::size_t size = words.size();
  for (std::size_t i = 0; i < size; ++i) {
    const std::string stem = words[i].stem;
    const std::size_t first = stem.find_first_of("0123456789");
    if (first == std::string::npos || first == 0) continue;
    const std::size_t last = stem.find_first_not_of("0123456789", first);
    const std::string number = stem.substr(first, last == std::string::npos ? last : last - first);
    if (number.size() > 1 && !holds(words, number)) words.push_back({number, 1, {}});
  }
}

}  // namespace

ArmPair::ArmPair(const std::string& intervention, const std::string& comparator, const Abbreviations& abbreviations)
    : abbreviations_(abbreviations) {
  std::array<std::vector<LabelWord>, 2> printed = {label_words(head_of(intervention)),
                                                   label_words(head_of(comparator))};
  const auto same = [&] {
    return std::all_of(printed[0].begin(), printed[0].end(),
                       [&](const LabelWord& w) { return holds(printed[1], w.stem); }) &&
           std::all_of(printed[1].begin(), printed[1].end(),
                       [&](const LabelWord& w) { return holds(printed[0], w.stem); });
  };
  // "zinc (20 mg)" against "zinc (40 mg)": only the brackets tell
  if (printed[0].empty() || printed[1].empty() || same())
    printed = {label_words(intervention), label_words(comparator)};
  for (std::size_t i = 0; i < 2; ++i) {
    sides_[i].words = with_long_forms(printed[i], abbreviations);
    // "usual care" is "UC" in many a header, defined or not
    if (const std::string initials = initials_of(head_of(i == 0 ? intervention : comparator)); initials.size() >= 2)
      if (!holds(sides_[i].words, initials)) sides_[i].words.push_back({initials, 0.1, {}});
    for (const LabelWord& word : sides_[i].words) sides_[i].control |= is_control_word(word.stem);
    sides_[i].control |= is_absence(i == 0 ? intervention : comparator);
    sides_[i].negated = is_absence_label(i == 0 ? intervention : comparator);
  }
  if (sides_[0].control && sides_[1].control) {
    // "standard education" against "placebo": neither is the control by its words
    const auto plain = [](const Side& side) {
      return std::any_of(side.words.begin(), side.words.end(),
                         [](const LabelWord& word) { return word.stem == "control" || word.stem == "placebo"; });
    };
    if (plain(sides_[1]) && !plain(sides_[0])) sides_[0].control = false;
  }
}

bool ArmPair::shared(const std::string& stem) const {
  return holds(sides_[0].words, stem) && holds(sides_[1].words, stem);
}

int ArmPair::bare_side() const {
  for (std::size_t side = 0; side < 2; ++side) {
    bool own = false;
    for (const LabelWord& word : sides_[side].words)
      own |= word.weight > 0.5 && !is_in<kEmpty>(word.stem) && !holds(sides_[1 - side].words, word);
    if (!own) return static_cast<int>(side);
  }
  return -1;
}

int ArmPair::speaks_for(const std::string& stem) const {
  if (is_in<kEmpty>(stem)) return -1;
  const LabelWord word{stem, 1, {}};
  const bool first = holds(sides_[0].words, word), second = holds(sides_[1].words, word);
  if (first != second) return first ? 0 : 1;
  if (!first && is_control_word(stem) && sides_[1].control && !sides_[0].control) return 1;
  return -1;
}

std::array<double, 2> ArmPair::affinity(std::string_view label) const {
  const auto learnt = learnt_.find(std::string(label));
  return learnt == learnt_.end() ? own_affinity(label) : learnt->second;
}

std::array<double, 2> ArmPair::own_affinity(std::string_view label) const {
  std::vector<LabelWord> printed = label_words(label);
  add_numbers_inside(printed);
  // a short form that the question uses itself stays; others are spelled out
  std::vector<LabelWord> words;
  for (const LabelWord& word : printed) {
    const bool known = holds(sides_[0].words, word) || holds(sides_[1].words, word);
    // "Zinc, mean change": what any header has
    const bool role = is_in<kTreated>(word.stem) || is_in<kEmpty>(word.stem) || is_control_word(word.stem);
    if (!known && !role && word.weight < 0.3) continue;
    for (const LabelWord& part : known || role ? std::vector<LabelWord>{word} : spelled_out({word}, abbreviations_))
      if (!holds(words, part.stem)) words.push_back(part);
  }
  std::array<double, 2> out{};
  double all = 0, generic_treated = 0, named = 0;
  bool control_word = false;
  for (const LabelWord& word : words) {
    if (is_in<kEmpty>(word.stem)) continue;
    if (is_in<kTreated>(word.stem)) {
      generic_treated = 1;
      all += 0.3;
      continue;
    }
    all += std::max(word.weight, 0.3);
    named += word.weight;
    control_word |= is_control_word(word.stem) || (printed.size() == 1 && word.stem == "con");
  }
  // "no treatment", "unvaccinated"
  bool absent = is_absence_label(std::string(label));
  for (const LabelWord& word : printed)
    if (word.stem.starts_with("un") && word.stem.size() > 5)
      for (const Side& side : sides_) absent |= holds(side.words, LabelWord{stem_of(word.stem.substr(2)), 1, {}});
  // "non-invasive ventilation" is no absence where an arm of that name is not the control
  for (const Side& side : sides_) absent &= side.control || !side.negated;
  if (sides_[0].control && sides_[0].negated) absent = false;
  control_word |= absent;
  if (absent && all <= 0) all = 1;
  if (all <= 0) return out;
  for (std::size_t side = 0; side < 2; ++side) {
    const Side& own = sides_[side];
    const Side& other = sides_[1 - side];
    double matched = 0, own_all = 0, own_found = 0;
    bool distinct = false, wrong_number = false;
    for (const LabelWord& word : words) {
      if (is_in<kEmpty>(word.stem) || is_in<kTreated>(word.stem)) continue;
      const bool here = holds(own.words, word), there = holds(other.words, word);
      if (here) matched += std::max(word.weight, 0.3);
      if (here && !there && word.weight > 0.5) distinct = true;
      if (!here && is_number(word.stem)) wrong_number = true;
    }
    for (const LabelWord& word : own.words) {
      const double weight = holds(other.words, word) ? 0.2 : word.weight;
      own_all += weight;
      if (holds(words, word)) own_found += weight;
    }
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
  if (one_control && !control_word && named > 0.5 && (sides_[control].negated || std::abs(out[0] - out[1]) < 0.05)) {
    // "vaccine" against "no vaccine": the same words, and nothing of absence in the label
    const auto& of_control = sides_[control].words;
    const bool all_shared = std::all_of(of_control.begin(), of_control.end(), [&](const LabelWord& word) {
      return word.weight < 0.5 || holds(sides_[1 - control].words, word);
    });
    if (all_shared && out[control] > 0.1) {
      out[1 - control] = std::max(out[1 - control], 0.6);
      out[control] = std::min(out[control], 0.1);
    }
  }
  if (one_control) {
    if (absent) out[1 - control] = 0;
    if (control_word) out[control] = std::max(out[control], named <= 1.3 ? 0.8 : 0.5);
    if (generic_treated > 0 && named < 0.6 && !control_word) out[1 - control] = std::max(out[1 - control], 0.6);
  } else if (generic_treated > 0 && named < 0.6 && !control_word) {
    out[0] = std::max(out[0], 0.35);
  }
  return out;
}

}  // namespace evigraft
