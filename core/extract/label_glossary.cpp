#include "extract/label_glossary.h"

#include <algorithm>
#include <set>

namespace evigraft {
namespace {

constexpr std::size_t kMostLabels = 24;
constexpr int kMostMentions = 40;  // of one label
constexpr int kReach = 14;         // tokens of explanation after a label

struct Spoken {
  std::vector<const std::string*> labels;  ///< "Basic", "Basic n=459"
  std::vector<std::string> words;
  std::array<double, 2> votes{};
  int mentions = 0;
};

int match(const FoldedParagraph& paragraph, int at, const std::vector<std::string>& words) {
  int i = at;
  for (const std::string& word : words) {
    while (i > at && i < static_cast<int>(paragraph.tokens.size()) && paragraph.at(i).kind == TokenKind::mark &&
           i < at + 3)
      ++i;
    if (i >= static_cast<int>(paragraph.tokens.size()) || paragraph.at(i).text != word) return -1;
    ++i;
  }
  return i;
}

/// "Group A", "arm 2", "NNBT"
bool names_a_group(const std::string& label) {
  const auto capitals = std::count_if(label.begin(), label.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return capitals > 1 || label.find("roup") != std::string::npos || label.find("rm ") != std::string::npos ||
         label.size() <= 2;
}

}  // namespace

std::vector<std::string> spoken_words(const std::string& label) {
  const std::string head = label.substr(0, label.find_first_of("(,;"));
  const Folded folded = fold(head);
  std::vector<std::string> out;
  for (const Token& token : tokenise(folded)) {
    if (token.is("n") && !out.empty()) break;
    if (token.kind == TokenKind::mark) continue;
    out.emplace_back(token.text);
  }
  // "Basic group": the sentence may say "the basic condition"
  if (out.size() == 2 && (out[1] == "group" || out[1] == "arm")) out.pop_back();
  // a column "A" is "group A" in sentences; "a" alone is an article
  if (out.size() == 1 && out[0].size() == 1) out.insert(out.begin(), "group");
  return out;
}

std::vector<std::string> lettered_groups(const std::vector<std::unique_ptr<FoldedParagraph>>& article) {
  std::set<std::string> found;
  for (const auto& paragraph : article)
    for (std::size_t i = 0; i + 1 < paragraph->tokens.size(); ++i) {
      if (!paragraph->tokens[i].is_one_of({"group", "arm"})) continue;
      const Token& next = paragraph->tokens[i + 1];
      const bool numeral = next.is_one_of({"i", "ii", "iii", "iv"});
      const bool capital = next.kind == TokenKind::word && next.text.size() == 1 && next.capital;
      const bool number = next.number() && !next.spelled && next.decimals == 0 && next.value >= 1 && next.value <= 6;
      if (numeral || capital || number)
        found.insert(std::string(paragraph->tokens[i].text) + " " + std::string(next.text));
    }
  return {found.begin(), found.end()};
}

std::map<std::string, std::array<double, 2>> explain_labels(
    const std::vector<std::string>& labels, const std::vector<std::unique_ptr<FoldedParagraph>>& article,
    const ArmPair& arms) {
  std::vector<Spoken> siblings;
  std::set<std::string, std::less<>> firsts;
  for (const std::string& label : labels) {
    Spoken one{{&label}, spoken_words(label), {}, 0};
    const auto known =
        std::find_if(siblings.begin(), siblings.end(), [&](const Spoken& other) { return other.words == one.words; });
    if (known != siblings.end()) {
      known->labels.push_back(&label);
      continue;
    }
    if (one.words.empty() || one.words.size() > 4 || siblings.size() >= kMostLabels) continue;
    firsts.insert(one.words.front());
    siblings.push_back(std::move(one));
  }
  std::map<std::string, int, std::less<>> speaks;  // words repeat
  const auto speaks_for = [&](const Token& token) {
    if (token.kind != TokenKind::word) return -1;
    const auto known = speaks.find(token.text);
    if (known != speaks.end()) return known->second;
    const std::vector<LabelWord> words = label_words(token.text);
    const int arm = words.size() == 1 && words[0].weight > 0.5 ? arms.speaks_for(words[0].stem) : -1;
    speaks.emplace(std::string(token.text), arm);
    return arm;
  };
  for (const auto& paragraph : article)
    for (const Sentence& sentence : paragraph->sentences) {
      struct Mention {
        int first = 0, last = 0;
        Spoken* label = nullptr;
      };
      std::vector<Mention> mentions;
      for (int i = sentence.first; i < sentence.last; ++i) {
        if (!firsts.contains(paragraph->at(i).text)) continue;
        for (Spoken& one : siblings)
          if (const int end = match(*paragraph, i, one.words); end > 0 && end <= sentence.last) {
            mentions.push_back({i, end, &one});
            i = end - 1;
            break;
          }
      }
      for (std::size_t m = 0; m < mentions.size(); ++m) {
        const Mention& mention = mentions[m];
        if (++mention.label->mentions > kMostMentions) continue;
        // "gelatin sponge (group C)": explained by what stands before its bracket
        const bool inside = mention.first > sentence.first && paragraph->at(mention.first - 1).is_one_of({"(", "["});
        int from = mention.last, to = std::min(sentence.last, mention.last + kReach);
        if (m + 1 < mentions.size()) to = std::min(to, mentions[m + 1].first);
        if (inside) {
          to = mention.first;
          from = std::max(sentence.first, mention.first - 12);
          if (m > 0) from = std::max(from, mentions[m - 1].last);
        }
        std::set<std::string_view> seen;
        for (int i = from; i < to; ++i) {
          if (!inside && paragraph->at(i).is(";")) break;
          const int arm = speaks_for(paragraph->at(i));
          if (arm >= 0 && seen.insert(paragraph->at(i).stem).second)
            mention.label->votes[static_cast<std::size_t>(arm)] += 1;
        }
      }
    }
  std::map<std::string, std::array<double, 2>> out;
  for (const Spoken& one : siblings) {
    const double all = one.votes[0] + one.votes[1];
    // a single word beside a label that may be any word of the language is chance
    if (all < (names_a_group(*one.labels.front()) ? 1 : 2)) continue;
    std::array<double, 2> clear{};
    for (std::size_t i = 0; i < 2; ++i)
      // one word more than the other arm's is chance
      if (one.votes[i] >= 2 * one.votes[1 - i]) clear[i] = 0.8 * (one.votes[i] - one.votes[1 - i]) / (all + 0.5);
    for (const std::string* label : one.labels) out[*label] = clear;
  }
  return out;
}

}  // namespace evigraft
