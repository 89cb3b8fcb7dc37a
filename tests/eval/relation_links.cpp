// The linking stages of the topic reader on spans that somebody else has marked, for any topic: which arm and which
// outcome each measure goes to. One sentence a line on standard input, a line of links for each on standard output:
//   {"text": "...", "arms": [[0, 8]], "outcomes": [[20, 29]], "measures": [[34, 38]]}   code points [start, end)
//   [{"arm": 0, "outcome": 0}]                                                          null: none
#include <algorithm>
#include <array>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "extract/arm_links.h"
#include "extract/linked.h"
#include "extract/passage.h"
#include "extract/shared_nouns.h"

namespace evigraft {
namespace {

using Json = nlohmann::json;

struct Tokens {
  int first = 0, last = 0;
};

Tokens tokens_of(const Passage& passage, const Json& span) {
  const int start = span.at(0).get<int>(), end = span.at(1).get<int>();
  Tokens found;
  const auto count = static_cast<int>(passage.tokens.size());
  while (found.first < count && passage.at(found.first).end <= start) ++found.first;
  found.last = found.first;
  while (found.last < count && passage.at(found.last).start < end) ++found.last;
  return found;
}

/// "the placebo group", "sham treatment"
bool reference(const Passage& passage, Tokens words) {
  for (int i = words.first; i < words.last; ++i)
    if (passage.is(i, {"placebo", "control", "controls", "sham", "vehicle", "untreated", "usual", "standard"}))
      return true;
  return false;
}

/// What names the arm, so that "SVF" and "the SVF group" are one.
std::vector<std::string_view> name_of(const Passage& passage, Tokens words) {
  std::vector<std::string_view> name;
  for (int i = words.first; i < words.last; ++i)
    if (passage.at(i).kind != TokenKind::mark &&
        !passage.is(i, {"the", "group", "groups", "arm", "arms", "patients", "patient", "subjects", "treated",
                        "treatment", "therapy"}))
      name.push_back(passage.at(i).stem);
  return name;
}

/// The classes do nothing but tell arms apart.
std::vector<ArmMention> arms_of(const Passage& passage, const Json& spans) {
  constexpr std::array classes = {ArmClass::asc,     ArmClass::svf,           ArmClass::conventional, ArmClass::prp,
                                  ArmClass::nanofat, ArmClass::cell_enriched, ArmClass::other};
  std::vector<std::vector<std::string_view>> names;
  std::vector<ArmMention> arms;
  for (const Json& span : spans) {
    const Tokens at = tokens_of(passage, span);
    const std::vector<std::string_view> name = name_of(passage, at);
    const auto known = std::find(names.begin(), names.end(), name);
    const auto number = static_cast<std::size_t>(known - names.begin());
    if (known == names.end()) names.push_back(name);
    arms.push_back({at.first, at.last, classes[number % classes.size()],
                    reference(passage, at) ? ArmLexicon::Role::reference : ArmLexicon::Role::active, false,
                    passage.words(at.first, at.last)});
  }
  return arms;
}

std::vector<Value> values_of(const Passage& passage, const Json& spans) {
  std::vector<Value> values;
  for (const Json& span : spans) {
    const Tokens at = tokens_of(passage, span);
    Value value;
    value.first = value.number = at.first;
    value.last = value.core = at.last;
    for (int i = at.last; i-- > at.first;)
      if (passage.at(i).number()) value.number = i;
    value.value = passage.at(value.number).value;
    value.decimals = passage.at(value.number).decimals;
    value.percent = true;
    int depth = 0;
    for (int i = 0; i < at.first; ++i) {
      depth += passage.is(i, '(') || passage.is(i, '[');
      if ((passage.is(i, ')') || passage.is(i, ']')) && depth > 0) --depth;
    }
    value.in_bracket = depth > 0;
    values.push_back(value);
  }
  number_lists(passage.tokens, values);
  return values;
}

/// Which outcome governs each value: the one whose polarity turns the value's.
std::vector<int> outcomes_of(Scene& scene, const NounLexicon& lexicon) {
  const auto polarities = [&] {
    std::vector<std::optional<Polarity>> out;
    for (const Governed& governed : govern_all(scene, lexicon, std::nullopt)) out.push_back(governed.polarity);
    return out;
  };
  const std::vector<std::optional<Polarity>> plain = polarities();
  std::vector<int> governing(plain.size(), -1);
  for (std::size_t o = 0; o < scene.nouns.size(); ++o) {
    scene.nouns[o].entry = NounLexicon::lost;
    const std::vector<std::optional<Polarity>> turned = polarities();
    scene.nouns[o].entry = NounLexicon::remaining;
    for (std::size_t v = 0; v < plain.size(); ++v)
      if (plain[v] != turned[v]) governing[v] = static_cast<int>(o);
  }
  return governing;
}

Json links_of(const Json& given, const Vocabulary& vocabulary, const NounLexicon& lexicon) {
  const Passage passage = make_passage("abstract", given.at("text").get<std::string>(), vocabulary);
  Sentence whole;
  whole.last = static_cast<int>(passage.tokens.size());
  const TextSubject subject;
  Scene scene{passage, subject, whole, measure(passage.tokens, whole), arms_of(passage, given.at("arms")), {}};
  scene.measured.values = values_of(passage, given.at("measures"));
  std::erase_if(scene.measured.times, [&](const TimeMention& time) {
    return std::any_of(scene.measured.values.begin(), scene.measured.values.end(),
                       [&](const Value& value) { return time.first < value.last && time.last > value.first; });
  });
  for (const Json& span : given.at("outcomes")) {
    const Tokens at = tokens_of(passage, span);
    scene.nouns.push_back({NounLexicon::remaining, at.first, at.last});
  }
  std::vector<Linked> linked;
  for (const Value& value : scene.measured.values) {
    Linked one;
    one.value = value;
    linked.push_back(one);
  }
  link_arms(scene, {}, linked);
  const std::vector<int> governing = outcomes_of(scene, lexicon);
  Json links = Json::array();
  for (std::size_t v = 0; v < linked.size(); ++v) {
    Json link = {{"arm", nullptr}, {"outcome", nullptr}, {"rule", id(linked[v].arm_rule)}};
    for (std::size_t a = 0; a < scene.arms.size(); ++a)
      if (linked[v].arm && linked[v].arm->first == scene.arms[a].first) link["arm"] = a;
    if (governing[v] >= 0) link["outcome"] = governing[v];
    links.push_back(link);
  }
  return links;
}

}  // namespace
}  // namespace evigraft

int main() {
  using namespace evigraft;
  try {
    Vocabulary vocabulary;
    const NounLexicon lexicon(Topic(), vocabulary);
    for (std::string line; std::getline(std::cin, line);)
      std::cout << links_of(Json::parse(line), vocabulary, lexicon).dump() << '\n';
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "relation_links: " << error.what() << '\n';
    return 1;
  }
}
