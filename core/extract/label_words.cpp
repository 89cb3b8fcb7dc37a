#include "extract/label_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "extract/fold.h"

namespace evigraft {
namespace {

constexpr std::array<std::string_view, 52> kFunction = {
    "the", "a",   "an",   "of",   "in",    "on",   "at",  "to",  "for",  "and",  "or",    "with", "by",
    "as",  "was", "were", "is",   "are",   "from", "who", "per", "than", "not",  "did",   "had",  "that",
    "its", "it",  "this", "each", "which", "be",   "has", "vs",  "no",   "also", "their", "all",  "when",
    "if",  "do",  "end",  "s",    "p",     "non",  "via", "any", "into", "only", "other", "onto", "both"};

// stems
constexpr std::array<std::string_view, 55> kGeneric = {
    "mean",  "averag", "score",   "scor",  "rate",    "level",   "total",   "number",  "patient", "participant", "subject",
    "group", "arm",    "treat",   "chang", "valu",    "measur",  "outcom",  "index",   "scale",   "test",        "baselin",
    "post",  "pre",    "follow",  "up",    "day",     "week",    "month",   "year",    "hour",    "minut",       "min",
    "h",     "time",   "period",  "after", "before",  "percent", "proport", "frequen", "incid",   "increas",     "decreas",
    "reduc", "improv", "differ",  "during", "sd",     "se",      "median",  "unit",    "count",   "result",      "effect"};

/// Different words for one thing in trial reports; the first one stands for all.
constexpr std::array<std::array<std::string_view, 4>, 6> kSynonyms = {{
    {"death", "mortal", "died", "dead"},
    {"advers", "side", "", ""},
    {"event", "occurr", "episod", ""},
    {"hospital", "inpatient", "", ""},
    {"pain", "ach", "", ""},
    {"placebo", "sham", "dummy", ""},
}};

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

/// "(n = 52)", "n=52", "N: 52" taken out.
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
    while (last < out.size() && (out[last] == ' ' || (out[last] >= '0' && out[last] <= '9') || out[last] == ',')) ++last;
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
  for (const std::string_view end : {"ion", "ive", "ing", "ity", "ial", "ence", "ance", "ent", "ant", "ed", "al", "ic", "ly",
                                     "or", "er", "e", "y"})
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
    while (end < line.size() && (word_char(line[end]) || (line[end] == '.' && end > at && end + 1 < line.size() &&
                                                          line[end - 1] >= '0' && line[end - 1] <= '9' &&
                                                          line[end + 1] >= '0' && line[end + 1] <= '9')))
      ++end;
    std::string word = line.substr(at, end - at);
    at = end;
    if (is_in(kFunction, word)) continue;
    std::string stem = stem_of(std::move(word));
    for (const auto& group : kSynonyms)
      if (is_in(group, stem)) stem = group[0];
    if (holds(out, stem)) continue;
    const double weight = is_in(kGeneric, stem) ? 0.25 : 1;
    out.push_back({std::move(stem), weight});
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
    const std::string& long_form = abbreviations.long_form(word.stem);
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

double coverage(const std::vector<LabelWord>& wanted, const std::vector<LabelWord>& label) {
  double all = 0, found = 0;
  for (const LabelWord& word : wanted) {
    all += word.weight;
    if (holds(label, word.stem)) found += word.weight;
  }
  return all > 0 ? found / all : 0;
}

}  // namespace evigraft
