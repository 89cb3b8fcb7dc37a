// core/extract/sentences.cpp: full stops that end something, and the labels of structured abstracts.
#include "extract/sentences.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace evigraft {
namespace {

struct Label {
  constexpr Label(std::string_view all, Section its)
      : words(all), section(its), first_word(word_key(all.substr(0, all.find(' ')))) {}
  std::string_view words;
  Section section;
  std::uint64_t first_word;
};

constexpr auto kLabels = [] {
  std::array<Label, 92> labels = {{
      {"background and objectives", Section::background},
      {"background and objective", Section::background},
      {"background and aims", Section::background},
      {"background and aim", Section::background},
      {"background and purpose", Section::background},
      {"background", Section::background},
      {"introduction", Section::background},
      {"context", Section::background},
      {"rationale", Section::background},
      {"objectives", Section::background},
      {"objective", Section::background},
      {"aims", Section::background},
      {"aim of the study", Section::background},
      {"aim", Section::background},
      {"purpose", Section::background},
      {"hypothesis", Section::background},
      {"importance", Section::background},
      {"summary background data", Section::background},
      {"goals", Section::background},
      {"purposes", Section::background},
      {"materials and methods", Section::methods},
      {"material and methods", Section::methods},
      {"patients and methods", Section::methods},
      {"patients & methods", Section::methods},
      {"patient and methods", Section::methods},
      {"patient and method", Section::methods},
      {"patients and materials", Section::methods},
      {"participants and methods", Section::methods},
      {"patients / methods", Section::methods},
      {"materials / methods", Section::methods},
      {"patients , materials and methods", Section::methods},
      {"patients , materials , and methods", Section::methods},
      {"women and methods", Section::methods},
      {"study population", Section::methods},
      {"procedures", Section::methods},
      {"methods and results", Section::results},
      {"methods / results", Section::results},
      {"materials & methods", Section::methods},
      {"material & methods", Section::methods},
      {"subjects & methods", Section::methods},
      {"subjects and methods", Section::methods},
      {"material and method", Section::methods},
      {"materials and method", Section::methods},
      {"patients and method", Section::methods},
      {"methods and materials", Section::methods},
      {"methods and analysis", Section::methods},
      {"study design", Section::methods},
      {"methods", Section::methods},
      {"method", Section::methods},
      {"methodology", Section::methods},
      {"design", Section::methods},
      {"setting", Section::methods},
      {"design , setting , and participants", Section::methods},
      {"design , setting and participants", Section::methods},
      {"design , setting , and patients", Section::methods},
      {"design , setting , participants", Section::methods},
      {"design and setting", Section::methods},
      {"design and participants", Section::methods},
      {"setting and participants", Section::methods},
      {"exposures", Section::methods},
      {"exposure", Section::methods},
      {"patients", Section::methods},
      {"participants", Section::methods},
      {"interventions", Section::methods},
      {"intervention", Section::methods},
      {"main outcome measures", Section::methods},
      {"main outcome measure", Section::methods},
      {"main outcomes and measures", Section::methods},
      {"outcome measures", Section::methods},
      {"approach", Section::methods},
      {"experimental design", Section::methods},
      {"animals and methods", Section::methods},
      {"results and discussion", Section::results},
      {"results", Section::results},
      {"result", Section::results},
      {"findings", Section::results},
      {"main results", Section::results},
      {"observations", Section::results},
      {"case presentation", Section::results},
      {"case description", Section::results},
      {"case report", Section::results},
      {"case", Section::results},
      {"outcomes", Section::results},
      {"outcome", Section::results},
      {"conclusions and relevance", Section::conclusion},
      {"conclusion and relevance", Section::conclusion},
      {"conclusions", Section::conclusion},
      {"conclusion", Section::conclusion},
      {"interpretation", Section::conclusion},
      {"discussion", Section::conclusion},
      {"clinical relevance", Section::conclusion},
      {"significance", Section::conclusion},
  }};
  // by first word, the longest first
  std::sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) {
    return a.first_word != b.first_word ? a.first_word < b.first_word : a.words.size() > b.words.size();
  });
  return labels;
}();

/// "Methods SVF was isolated": these words begin no sentence; "Case II", "Patients A and B" do.
bool heads_nothing_else(std::string_view words) {
  return words.ends_with("methods") || words == "results" || words == "conclusions" || words == "conclusion" ||
         words == "objective" || words == "background" || words == "purpose";
}

struct Found {
  Section section;
  int after;  ///< first token behind the label and its colon
};

/// "Results: ", "RESULTS At 6 months", "Findings Between March": a label is followed by a colon, or is printed in
/// capitals, or (title case) is followed by a capital.
std::optional<Found> label_at(const std::vector<Token>& tokens, int at) {
  const auto count = static_cast<int>(tokens.size());
  if (!tokens[static_cast<std::size_t>(at)].capital) return std::nullopt;
  const std::uint64_t first_word = tokens[static_cast<std::size_t>(at)].key;
  const auto* label = std::lower_bound(kLabels.begin(), kLabels.end(), first_word,
                                       [](const Label& one, std::uint64_t word) { return one.first_word < word; });
  for (; label != kLabels.end() && label->first_word == first_word; ++label) {
    int i = at;
    bool all_upper = true;
    std::string_view rest = label->words;
    while (!rest.empty() && i < count) {
      const auto blank = rest.find(' ');
      const Token& token = tokens[static_cast<std::size_t>(i)];
      if (!token.is(rest.substr(0, blank))) break;
      all_upper &= token.upper;
      rest = blank == std::string_view::npos ? std::string_view() : rest.substr(blank + 1);
      ++i;
    }
    if (!rest.empty()) continue;
    if (i < count && tokens[static_cast<std::size_t>(i)].is(':')) return Found{label->section, i + 1};
    if (i < count && tokens[static_cast<std::size_t>(i)].is('-') && all_upper) return Found{label->section, i + 1};
    // "Results. All patients returned.", "Methods. 40 rats were"
    if (i + 1 < count && tokens[static_cast<std::size_t>(i)].is('.') &&
        (tokens[static_cast<std::size_t>(i) + 1].capital || tokens[static_cast<std::size_t>(i) + 1].number()))
      return Found{label->section, i + 1};
    if (all_upper && i < count) return Found{label->section, i};
    if (i < count && tokens[static_cast<std::size_t>(i)].capital &&
        (tokens[static_cast<std::size_t>(i)].kind == TokenKind::word || tokens[static_cast<std::size_t>(i)].spelled) &&
        (!tokens[static_cast<std::size_t>(i)].upper || heads_nothing_else(label->words)))
      return Found{label->section, i};
    return std::nullopt;
  }
  return std::nullopt;
}

/// "vs. 44%", "Fig. 2", "et al. showed", "P <. 0001" do not end a sentence.
bool ends_here(const std::vector<Token>& tokens, int stop) {
  const Token& mark = tokens[static_cast<std::size_t>(stop)];
  if (!mark.is('.') && !mark.is('!') && !mark.is('?')) return false;
  if (stop + 1 >= static_cast<int>(tokens.size())) return true;
  const Token& next = tokens[static_cast<std::size_t>(stop) + 1];
  if (!next.space) return next.is(')') || next.is(']') ? false : next.capital && next.kind == TokenKind::word;
  if (stop > 0) {
    const Token& before = tokens[static_cast<std::size_t>(stop) - 1];
    if (before.is('<') || before.is('>') || before.is('=')) return false;
    if (before.is_one_of({"vs", "fig", "al", "ca", "approx", "resp", "incl", "dr", "prof", "eg", "ie", "cf"}))
      return false;
    if ((before.is("no") || before.is("gr")) && next.number()) return false;
  }
  if (next.newline) return true;
  // "... on day 90. i-PRF sites were superior"
  if (next.text.size() == 1 && next.kind == TokenKind::word && stop + 3 < static_cast<int>(tokens.size()) &&
      tokens[static_cast<std::size_t>(stop) + 2].is('-') && tokens[static_cast<std::size_t>(stop) + 3].upper)
    return true;
  return next.capital || next.number() || next.is('(') || next.is('[') || next.is('"') ||
         (next.kind == TokenKind::word && static_cast<unsigned char>(next.text[0]) >= 0x80);
}

}  // namespace

std::vector<Sentence> split_sentences(const std::vector<Token>& tokens) {
  std::vector<Sentence> sentences;
  sentences.reserve(tokens.size() / 16 + 1);
  const auto count = static_cast<int>(tokens.size());
  Section section = Section::none;
  int first = 0;
  bool fresh = true;                        // a sentence begins at i
  bool further = false;                     // a label of another section than the background
  std::vector<std::size_t> behind_a_label;  // sentences
  const auto close = [&](int last) {
    const bool cut = last - first > kLongest;
    for (; last - first > kLongest; first += kLongest) sentences.push_back({first, first + kLongest, section, cut});
    if (last > first) sentences.push_back({first, last, section, cut});
    first = last;
  };
  for (int i = 0; i < count; ++i) {
    const Token& token = tokens[static_cast<std::size_t>(i)];
    if (token.newline && i > first) {
      const Token& before = tokens[static_cast<std::size_t>(i) - 1];
      const bool ended = before.is('.') || before.is('?') || before.is('!') || before.is(':') || before.is(')');
      if (ended || label_at(tokens, i)) {
        close(i);
        fresh = true;
      }
    }
    if (fresh) {
      fresh = false;
      if (const auto found = label_at(tokens, i)) {
        section = found->section;
        further = further || section != Section::background;
        behind_a_label.push_back(sentences.size());
        first = found->after;
        i = found->after - 1;
        continue;
      }
    }
    if (token.kind == TokenKind::mark && ends_here(tokens, i)) {
      close(i + 1);
      fresh = true;
    }
  }
  close(count);
  // "Aim: to compare ..." as the only label: it stands for its own sentence
  if (!further)
    for (std::size_t i = 0; i < sentences.size(); ++i)
      if (!std::binary_search(behind_a_label.begin(), behind_a_label.end(), i)) sentences[i].section = Section::none;
  return sentences;
}

}  // namespace evigraft
