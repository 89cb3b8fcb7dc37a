#include "extract/table_labels.h"

#include <algorithm>

#include "extract/tokens.h"

namespace evigraft {
namespace {

constexpr double kLeastAffinity = 0.3;  // of a label to an arm, from 0 to 1

bool counts_people(const std::string& text, const StatisticHints& hints) {
  static const std::set<std::string> people = {"n",
                                               stem_of("number"),
                                               stem_of("patients"),
                                               stem_of("participants"),
                                               stem_of("subjects"),
                                               stem_of("randomised"),
                                               stem_of("analysed"),
                                               stem_of("analyzed"),
                                               stem_of("cases"),
                                               stem_of("sample"),
                                               stem_of("size"),
                                               "no"};
  const std::vector<LabelWord> words = label_words(text);
  if (text.size() > 40 || hints.percent) return false;
  if (words.empty()) return hints.only_statistics && hints.count;
  return std::all_of(words.begin(), words.end(), [&](const LabelWord& word) { return people.contains(word.stem); });
}

}  // namespace

namespace {

bool has_own_word(const std::vector<LabelWord>& words) {
  return std::any_of(words.begin(), words.end(), [](const LabelWord& word) {
    return word.weight >= 0.5 && word.stem.size() > 1 && !(word.stem[0] >= '0' && word.stem[0] <= '9');
  });
}

/// A word for treatment as such, right behind one of time.
bool names_a_course(const std::string& text) {
  const Folded folded = fold(text.substr(0, std::min<std::size_t>(text.size(), 200)));
  const std::vector<Token> tokens = tokenise(folded);
  bool time = false;
  for (const Token& token : tokens) {
    if (token.is_one_of({"group", "arm", "patients", "subjects"})) return false;
    time |= token.is_one_of({"post", "pre", "after", "before", "end", "during", "of", "follow", "baseline"});
    if (time &&
        (token.text.starts_with("treat") || token.text.starts_with("interven") || token.text.starts_with("test") ||
         token.text.starts_with("trial") || token.text.starts_with("study") || token.text.starts_with("program") ||
         token.text.starts_with("experiment") || token.text.starts_with("suppl")))
      return true;
    if (token.text.starts_with("posttreat") || token.text.starts_with("posttest") ||
        token.text.starts_with("postinterv") || token.text.starts_with("pretreat") ||
        token.text.starts_with("pretest") || token.text.starts_with("preinterv"))
      return true;
  }
  return false;
}

/// What stands in brackets, and what does not.
std::array<std::string, 2> split_at_brackets(const std::string& text) {
  std::array<std::string, 2> out;
  int depth = 0;
  for (const char c : text) {
    if (c == '(' || c == '[') ++depth;
    out[depth > 0 ? 0 : 1] += c;
    if ((c == ')' || c == ']') && depth > 0) --depth;
  }
  return out;
}

/// Without the words of its time.
std::string timeless(const std::string& text, const HeaderTime& time) {
  const std::size_t at = text.find(time.text);
  return at == std::string::npos ? text : text.substr(0, at) + text.substr(at + time.text.size());
}

}  // namespace

std::vector<Part> parts_of(const DataCell& cell) {
  std::vector<Part> out;
  for (std::size_t i = 0; i < cell.columns.size(); ++i)
    out.push_back({&cell.columns[i], static_cast<int>(i)});  // at most 8
  for (std::size_t i = 0; i < cell.sections.size(); ++i) out.push_back({&cell.sections[i], 100 + static_cast<int>(i)});
  for (std::size_t i = 0; i < cell.stubs.size(); ++i) out.push_back({&cell.stubs[i], 200 + static_cast<int>(i)});
  return out;
}

const PartFacts& Facts::of(const std::string& text) {
  const auto found = known_.find(text);
  if (found != known_.end()) return found->second;
  PartFacts facts;
  facts.hints = read_hints(text);
  facts.time = read_time(text);
  facts.n = stated_n(text);
  facts.words = spelled_out(label_words(text), abbreviations_);
  const auto [inside, outside] = split_at_brackets(text);
  const std::vector<LabelWord> head = spelled_out(label_words(outside), abbreviations_);
  if (!head.empty())
    for (const LabelWord& word : facts.words)
      if (!holds(head, word.stem)) facts.aside.push_back(word);
  // "SD48W" is a name, "Mean (SD)" is none
  const bool statistic = facts.hints.only_statistics && !has_own_word(facts.words);
  if (!facts.hints.contrast && !facts.hints.p_value && !statistic) {
    facts.affinity = arms_.affinity(text);
    // "Zinc, week 12" names the arm as well as "Zinc" does
    // "post-treatment", "after the intervention", "end of treatment" are times, not the treated arm
    if (facts.time && names_a_course(text)) {
      facts.affinity = {};
    } else if (facts.time) {
      const auto of_rest = arms_.affinity(timeless(text, *facts.time));
      for (std::size_t i = 0; i < 2; ++i) facts.affinity[i] = std::max(facts.affinity[i], of_rest[i]);
    }
  }
  facts.code = !facts.time && !has_own_word(head.empty() ? facts.words : head);
  facts.only_time = facts.time && !has_own_word(label_words(timeless(text, *facts.time)));
  facts.counts_people = counts_people(text, facts.hints);
  facts.size_column = text == "N" || text == "No. analyzed" || text == "No. analysed" || text == "Sample size";
  const std::vector<LabelWord> bare = label_words(text);
  facts.total = !bare.empty() && (bare[0].stem == "total" || bare[0].stem == "overal" || bare[0].stem == "overall" ||
                                  bare[0].stem == "combin" || text.starts_with("All") || text.starts_with("all"));
  return known_.emplace(text, std::move(facts)).first->second;
}

std::optional<HeaderTime> counted_time(const DataCell& cell) {
  if (cell.stubs.empty() || cell.corner.empty() || cell.corner.size() > 30) return std::nullopt;
  const std::string& number = cell.stubs.front();
  if (number.empty() || number.size() > 3 || number.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  std::string unit;
  for (const std::string_view name : {"min", "hour", "day", "week", "month", "year"})
    if (holds(label_words(cell.corner), stem_of(std::string(name)))) unit = name;
  if (unit.empty()) return std::nullopt;
  auto time = read_time(number + " " + unit);
  if (time && time->days <= 0) {
    time->days = -1;
    time->baseline = true;
  }
  return time;
}

std::string key_of(const std::string& text) {
  std::string out;
  for (const LabelWord& word : label_words(text)) out += word.stem + " ";
  for (const std::string_view sign : {"<", ">", "≤", "≥", "+", "%"})
    if (text.find(sign) != std::string::npos) out += sign;
  return out.empty() ? text : out;
}

namespace {

/// "Treatment group" over the columns of all arms names none of them.
void leave_out_spanning(const ReadTable& table, Facts& facts, std::map<std::string, int>& axis_of) {
  std::map<std::string, int> cells;
  std::set<std::pair<std::string, std::string>> together;  // a label and one of the other arm in the same path
  for (const DataCell& cell : table.cells) {
    const std::vector<Part> parts = parts_of(cell);
    for (const Part& part : parts) ++cells[*part.text];
    for (const Part& a : parts)
      for (const Part& b : parts) {
        if (a.axis == b.axis || a.axis / 100 != b.axis / 100 || together.size() > 64) continue;
        const auto &of_a = facts.of(*a.text).affinity, &of_b = facts.of(*b.text).affinity;
        for (std::size_t i = 0; i < 2; ++i)
          if (of_a[i] >= kLeastAffinity && of_a[i] > of_a[1 - i] && of_b[1 - i] >= kLeastAffinity &&
              of_b[1 - i] > of_b[i] && of_a[i] < of_b[1 - i])
            together.emplace(*a.text, *b.text);
      }
  }
  for (const auto& [a, b] : together)
    if (cells[a] > cells[b]) axis_of.erase(a);
}

}  // namespace

ArmLabels find_labels(const ReadTable& table, Facts& facts) {
  ArmLabels out;
  std::map<std::string, int> axis_of;
  for (const DataCell& cell : table.cells)
    for (const Part& part : parts_of(cell)) axis_of.emplace(*part.text, part.axis);
  leave_out_spanning(table, facts, axis_of);
  // columns, sections or rows: where both arms are named best
  std::array<std::array<double, 2>, 3> best{};
  for (const auto& [text, axis] : axis_of) {
    const auto& affinity = facts.of(text).affinity;
    for (std::size_t i = 0; i < 2; ++i)
      if (affinity[i] > affinity[1 - i] && affinity[i] >= kLeastAffinity) {
        double& top = best[static_cast<std::size_t>(axis / 100)][i];
        top = std::max(top, affinity[i]);
      }
  }
  const auto worth = [](const std::array<double, 2>& top) {
    return top[0] + top[1] + (top[0] > 0 && top[1] > 0 ? 1 : 0);
  };
  std::size_t chosen = 0;
  for (std::size_t i = 1; i < best.size(); ++i)
    if (worth(best[i]) > worth(best[chosen])) chosen = i;
  for (const auto& [text, axis] : axis_of) {
    if (static_cast<std::size_t>(axis / 100) != chosen) continue;
    const auto& affinity = facts.of(text).affinity;
    for (std::size_t i = 0; i < 2; ++i)
      if (affinity[i] > affinity[1 - i] && affinity[i] >= kLeastAffinity && affinity[i] < best[chosen][i] - 0.05)
        out.rivals[i].insert(key_of(text));
  }
  // one label alone among the rows is more likely an outcome ("Water and sanitation")
  if (chosen > 0 && (best[chosen][0] <= 0 || best[chosen][1] <= 0)) return out;
  out.in_columns = chosen == 0;
  // labels of one arm say the same: "Zinc, week 4" and "Zinc, week 8", but not "Basic" and "Plus"
  std::array<std::optional<std::set<std::string>>, 2> names;
  const auto name_of = [&](const std::string& text) {
    std::set<std::string> stems;
    for (const LabelWord& word : facts.of(text).words)
      if (word.weight > 0.5 && word.stem.find_first_of("0123456789") == std::string::npos) stems.insert(word.stem);
    return stems;
  };
  for (const auto& [text, axis] : axis_of) {
    if (static_cast<std::size_t>(axis / 100) != chosen) continue;
    const auto& affinity = facts.of(text).affinity;
    for (std::size_t i = 0; i < 2; ++i)
      if (!names[i] && best[chosen][i] > 0 && affinity[i] > affinity[1 - i] && affinity[i] >= best[chosen][i])
        names[i] = name_of(text);
  }
  std::array<int, 2> axis_found = {-1, -1};
  for (const auto& [text, axis] : axis_of) {
    if (static_cast<std::size_t>(axis / 100) != chosen) continue;
    const auto& affinity = facts.of(text).affinity;
    for (std::size_t i = 0; i < 2; ++i)
      if (best[chosen][i] > 0 && affinity[i] > affinity[1 - i] && affinity[i] >= best[chosen][i] - 0.02 &&
          names[i] == name_of(text)) {
        out.labels[i].insert(text);
        axis_found[i] = axis;
      }
  }
  // two columns of which one is named: the other one is the other arm
  for (std::size_t i = 0; i < 2; ++i) {
    if (!out.labels[i].empty() || out.labels[1 - i].empty()) continue;
    std::set<std::string> siblings;
    for (const auto& [text, axis] : axis_of) {
      if (axis != axis_found[1 - i] || out.labels[1 - i].contains(text)) continue;
      const PartFacts& known = facts.of(text);
      if (known.hints.p_value || known.hints.contrast || known.hints.only_statistics || known.total || known.time)
        continue;
      siblings.insert(text);
    }
    // "EP group (n = 19)" is beside "CACP group (n = 23)", not beside "Items"
    const std::string& named = *out.labels[1 - i].begin();
    const bool counted = facts.of(named).n.has_value(), group = named.find("roup") != std::string::npos;
    if (siblings.size() > 1)
      std::erase_if(siblings, [&](const std::string& other) {
        return (counted && !facts.of(other).n) || (group && other.find("roup") == std::string::npos);
      });
    // one label printed with and without statistics
    std::set<std::string> spelled;
    for (const std::string& other : siblings) spelled.insert(key_of(other.substr(0, other.find('('))));
    if (spelled.size() == 1) {
      out.labels[i] = siblings;
      out.guessed = true;
    }
  }
  return out;
}

std::vector<ArmLabels> find_labels(const std::vector<ReadTable>& tables, Facts& facts) {
  std::vector<ArmLabels> out;
  std::array<std::set<std::string>, 2> rivals;
  for (const ReadTable& table : tables) {
    out.push_back(find_labels(table, facts));
    for (std::size_t i = 0; i < 2; ++i) rivals[i].insert(out.back().rivals[i].begin(), out.back().rivals[i].end());
  }
  for (ArmLabels& labels : out)
    for (std::size_t i = 0; i < 2; ++i)
      std::erase_if(labels.labels[i], [&](const std::string& label) { return rivals[i].contains(key_of(label)); });
  return out;
}

}  // namespace evigraft
