#include "extract/label_words.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "extract/fold.h"

namespace evigraft {
namespace {

constexpr auto kFunction = std::to_array<std::string_view>(
    {"the",  "a",    "an",    "of",  "in",   "on",   "at",   "to",    "for",   "and",  "or",   "with", "by",  "as",
     "was",  "were", "is",    "are", "from", "who",  "per",  "than",  "not",   "did",  "had",  "that", "its", "it",
     "this", "each", "which", "be",  "has",  "vs",   "no",   "also",  "their", "all",  "when", "if",   "do",  "end",
     "s",    "p",    "non",   "via", "any",  "into", "only", "other", "onto",  "both", "n"});

constexpr auto kGeneric = std::to_array<std::string_view>(
    {"mean",        "average",     "score",     "rate",      "level",     "total",    "number",    "patient",
     "participant", "subject",     "group",     "arm",       "treatment", "treated",  "change",    "value",
     "measure",     "measurement", "outcome",   "index",     "scale",     "test",     "baseline",  "post",
     "pre",         "follow",      "up",        "day",       "week",      "month",    "year",      "hour",
     "minute",      "min",         "h",         "time",      "period",    "after",    "before",    "percent",
     "percentage",  "proportion",  "frequency", "incidence", "increase",  "decrease", "reduction", "improvement",
     "difference",  "during",      "sd",        "se",        "median",    "unit",     "count",     "result",
     "effect",      "occurrence",  "observed",  "reported",  "people",    "women",    "men",       "children",
     "adult",       "standard",    "deviation", "between",   "kg",        "m2",       "mg",        "ml",
     "mmol",        "l",           "dl",        "g",         "cm",        "mm",       "mmhg",      "iu",
     "kcal",        "those",       "among",     "using",     "based",     "versus",   "compared",  "given",
     "grams",       "gram",        "pieces",    "points",    "units",     "patients", "who",       "status",
     "data",        "ng",          "pg",        "ug",        "mcg",       "umol",     "nmol",      "pmol",
     "mol",         "miu",         "mu",        "kj",        "watt",      "bpm",      "hz",        "sec",
     "second",      "mm3",         "cm2",       "cm3",       "ul",        "kpa",      "pts",       "point"});

/// The generic words as stems.
bool is_generic(const std::string& stem) {
  static const std::set<std::string> stems = [] {
    std::set<std::string> out;
    for (const std::string_view word : kGeneric) out.insert(stem_of(std::string(word)));
    return out;
  }();
  return stems.contains(stem);
}

/// Different words for one thing in trial reports; the first one stands for all.
constexpr std::array<std::array<std::string_view, 4>, 16> kSynonyms = {{
    {"death", "mortality", "died", "dead"},
    {"adverse", "side", "unwanted", ""},
    {"event", "occurrence", "episode", "reaction"},
    {"withdrawal", "discontinuation", "dropout", ""},
    {"intake", "consumption", "", ""},
    {"placebo", "dummy", "", ""},
    {"surgery", "operation", "operative", "surgical"},
    {"duration", "length", "", ""},
    {"stay", "hospitalization", "hospitalisation", ""},
    {"adherence", "compliance", "", ""},
    {"glucose", "sugar", "glycemia", "glycaemia"},
    {"bleeding", "hemorrhage", "haemorrhage", ""},
    {"triglyceride", "triacylglycerol", "triglycerid", "triacylglyceride"},
    {"pruritus", "itching", "itch", ""},
    {"fever", "pyrexia", "", ""},
    {"vomiting", "emesis", "", ""},
}};

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

/// Words that are often left out of headers: "fruit intake" is "Fruit (pieces)".
constexpr auto kHalfGeneric = std::to_array<std::string_view>(
    {"intake", "concentration", "serum", "plasma", "expression", "duration", "length", "quality", "mild", "rating",
     "symptoms", "severity", "function", "overall", "ratio"});
bool is_half_generic(const std::string& stem) {
  static const std::set<std::string> stems = [] {
    std::set<std::string> out;
    for (const std::string_view word : kHalfGeneric) out.insert(stem_of(std::string(word)));
    return out;
  }();
  return stems.contains(stem);
}

/// Short forms that few articles still define.
std::string everyday_form(std::string_view stem) {
  static constexpr std::array<std::array<std::string_view, 2>, 34> kForms = {{
      {"bmi", "body mass index"},
      {"bp", "blood pressure"},
      {"sbp", "systolic blood pressure"},
      {"dbp", "diastolic blood pressure"},
      {"map", "mean arterial pressure"},
      {"hr", "heart rate"},
      {"vas", "visual analogue scale"},
      {"nrs", "numeric rating scale"},
      {"qol", "quality of life"},
      {"hrqol", "health related quality of life"},
      {"ae", "adverse events"},
      {"sae", "serious adverse events"},
      {"crp", "c reactive protein"},
      {"icu", "intensive care unit"},
      {"bw", "body weight"},
      {"wc", "waist circumference"},
      {"los", "length of stay"},
      {"hdl", "high density lipoprotein"},
      {"ldl", "low density lipoprotein"},
      {"tg", "triglyceride"},
      {"hb", "hemoglobin"},
      {"hgb", "hemoglobin"},
      {"fpg", "fasting plasma glucose"},
      {"fbg", "fasting blood glucose"},
      {"fbs", "fasting blood sugar"},
      {"homa", "homeostasis model assessment insulin resistance"},
      {"il", "interleukin"},
      {"tnf", "tumor necrosis factor"},
      {"alt", "alanine aminotransferase"},
      {"ast", "aspartate aminotransferase"},
      {"egfr", "estimated glomerular filtration rate"},
      {"lvef", "left ventricular ejection fraction"},
      {"bdi", "beck depression inventory"},
      {"ponv", "postoperative nausea vomiting"},
  }};
  for (const auto& [form, words] : kForms)
    if (form == stem) return std::string(words);
  return {};
}

/// "anaemia", "oedema", "tumour", "randomised" as "anemia", "edema", "tumor", "randomized".
std::string american(std::string word) {
  for (const std::string_view pair : {"ae", "oe"})
    if (const std::size_t at = word.find(pair); at != std::string::npos && word.size() > 5) word.erase(at, 1);
  if (const std::size_t at = word.find("our"); at != std::string::npos && at > 1 && word.size() > 5)
    word.erase(at + 1, 1);
  if (const std::size_t at = word.find("is"); at != std::string::npos && at > 2)
    for (const std::string_view end : {"ise", "ised", "ises", "ising", "isation", "isations"})
      if (word.ends_with(end) && word.size() > end.size() + 3) word[word.size() - end.size() + 1] = 'z';
  return word;
}

/// The stem of the hyphenated word that [first, last) is part of; empty when there is no hyphen at it.
std::string joined_at(const std::string& line, std::size_t first, std::size_t last) {
  const auto letter = [&](std::size_t i) { return i < line.size() && line[i] >= 'a' && line[i] <= 'z'; };
  if (last < line.size() && line[last] == '-' && letter(last - 1) && letter(last + 1)) {
    std::size_t end = last + 1;
    while (letter(end)) ++end;
    return stem_of(line.substr(first, last - first) + line.substr(last + 1, end - last - 1));
  }
  // "GDM 1" is "GDM1"
  const auto digit = [&](std::size_t i) { return i < line.size() && line[i] >= '0' && line[i] <= '9'; };
  if (last + 1 < line.size() && line[last] == ' ' && letter(last - 1) && digit(last + 1) && last - first <= 5) {
    std::size_t end = last + 1;
    while (digit(end)) ++end;
    return line.substr(first, last - first) + line.substr(last + 1, end - last - 1);
  }
  if (first > 1 && line[first - 1] == ' ' && digit(first) && letter(first - 2)) {
    std::size_t begin = first - 1;
    while (begin > 0 && letter(begin - 1)) --begin;
    if (first - 1 - begin <= 5) return line.substr(begin, first - 1 - begin) + line.substr(first, last - first);
  }
  if (first > 1 && line[first - 1] == '-' && letter(first) && letter(first - 2)) {
    std::size_t begin = first - 1;
    while (begin > 0 && letter(begin - 1)) --begin;
    return stem_of(line.substr(begin, first - 1 - begin) + line.substr(first, last - first));
  }
  // "birth weight" is "birthweight", "VO2 max" is "VO2max"
  if (last + 1 < line.size() && line[last] == ' ' && word_char(line[last + 1])) {
    std::size_t end = last + 1;
    while (end < line.size() && word_char(line[end])) ++end;
    return stem_of(american(line.substr(first, last - first) + line.substr(last + 1, end - last - 1)));
  }
  if (first > 1 && line[first - 1] == ' ' && word_char(line[first - 2])) {
    std::size_t begin = first - 1;
    while (begin > 0 && word_char(line[begin - 1])) --begin;
    return stem_of(american(line.substr(begin, first - 1 - begin) + line.substr(first, last - first)));
  }
  return {};
}

/// "(n = 52)", "n=52", "N: 52" taken out, with the bracket that begins so: "(N = 20, 59% men)".
std::string without_counts(const std::string& text) {
  std::string out = text;
  for (std::size_t at = out.find('='); at != std::string::npos; at = out.find('=', at)) {
    std::size_t first = at;
    while (first > 0 && out[first - 1] == ' ') --first;
    if (first == 0 || out[first - 1] != 'n' || (first > 1 && word_char(out[first - 2]))) {
      ++at;
      continue;
    }
    std::size_t last = at + 1;
    while (last < out.size() && (out[last] == ' ' || (out[last] >= '0' && out[last] <= '9') || out[last] == ','))
      ++last;
    std::size_t open = first - 1;
    while (open > 0 && out[open - 1] == ' ') --open;
    if (open > 0 && out[open - 1] == '(')
      if (const std::size_t close = out.find(')', last); close != std::string::npos) last = close + 1;
    out.replace(first - 1, last - first + 1, " ");
    at = first - 1;
  }
  return out;
}

}  // namespace

std::string stem_of(std::string word) {
  const auto cut = [&](std::string_view end, std::size_t least) {
    if (word.size() < end.size() + least || !std::string_view(word).ends_with(end)) return false;
    word.resize(word.size() - end.size());
    return true;
  };
  if (word.size() < 4) return word;
  if (word.ends_with("ies") && word.size() > 5) {
    word.replace(word.size() - 3, 3, "y");
  } else if (word.ends_with("s") && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is")) {
    word.pop_back();
  }
  for (const std::string_view end : {"ational", "ation", "ative", "ition", "ments", "ment", "ness", "ality", "ivity"})
    if (cut(end, 4)) return word;
  for (const std::string_view end :
       {"ion", "ive", "ing", "ity", "ial", "ence", "ance", "ent", "ant", "ed", "al", "ic", "ly", "or", "er", "e", "y"})
    if (cut(end, 4)) break;
  return word;
}

std::vector<LabelWord> label_words(std::string_view text) {
  const Folded folded = fold(text.substr(0, std::min<std::size_t>(text.size(), 1200)));
  const std::string line = without_counts(std::string(folded.text.begin(), folded.text.end()));
  std::vector<LabelWord> out;
  for (std::size_t at = 0; at < line.size();) {
    if (!word_char(line[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    // "0.5" and "1.5%" are one word
    while (end < line.size() &&
           (word_char(line[end]) || (line[end] == '.' && end > at && end + 1 < line.size() && line[end - 1] >= '0' &&
                                     line[end - 1] <= '9' && line[end + 1] >= '0' && line[end + 1] <= '9')))
      ++end;
    std::string word = line.substr(at, end - at);
    const std::string joined = joined_at(line, at, end);
    at = end;
    if (is_in(kFunction, word)) continue;
    std::string stem = stem_of(american(std::move(word)));
    for (const auto& group : kSynonyms)
      for (const std::string_view other : group)
        if (!other.empty() && stem == stem_of(std::string(other))) stem = stem_of(std::string(group[0]));
    if (holds(out, stem)) continue;
    const double weight = is_generic(stem) ? 0.25 : is_half_generic(stem) ? 0.5 : 1;
    out.push_back({std::move(stem), weight, joined});
    if (out.size() > 60) break;
  }
  return out;
}

std::vector<LabelWord> spelled_out(const std::vector<LabelWord>& words, const Abbreviations& abbreviations) {
  std::vector<LabelWord> out;
  const auto add = [&](const LabelWord& word) {
    if (!holds(out, word.stem)) out.push_back(word);
  };
  for (const LabelWord& word : words) {
    std::string long_form = abbreviations.long_form(word.stem);
    if (long_form.empty()) long_form = everyday_form(word.stem);
    if (long_form.empty()) {
      add(word);
      continue;
    }
    for (const LabelWord& part : label_words(long_form)) add(part);
  }
  return out;
}

bool holds(const std::vector<LabelWord>& words, std::string_view stem) {
  return std::any_of(words.begin(), words.end(), [&](const LabelWord& word) { return word.stem == stem; });
}

namespace {
/// "placbeo": two neighbouring letters changed places
bool swapped(const std::string& a, const std::string& b) {
  if (a.size() != b.size() || a.size() < 6) return false;
  const auto at = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
  return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] && a.compare(at + 2, a.npos, b, at + 2) == 0;
}
}  // namespace

bool holds(const std::vector<LabelWord>& words, const LabelWord& word) {
  return std::any_of(words.begin(), words.end(), [&](const LabelWord& other) {
    if (other.stem == word.stem) return true;
    if (!word.joined.empty() && (other.stem == word.joined || other.joined == word.joined)) return true;
    if (!other.joined.empty() && other.joined == word.stem) return true;
    const std::string& shorter = other.stem.size() < word.stem.size() ? other.stem : word.stem;
    const std::string& longer = other.stem.size() < word.stem.size() ? word.stem : other.stem;
    if (swapped(other.stem, word.stem)) return true;
    return shorter.size() >= 6 && longer.size() - shorter.size() <= 2 && longer.starts_with(shorter);
  });
}

double coverage(const std::vector<LabelWord>& wanted, const std::vector<LabelWord>& label) {
  double all = 0, found = 0;
  for (const LabelWord& word : wanted) {
    all += word.weight;
    if (holds(label, word)) found += word.weight;
  }
  return all > 0 ? found / all : 0;
}

}  // namespace evigraft
