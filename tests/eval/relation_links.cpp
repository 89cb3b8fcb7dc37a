// The linking stages of the topic reader on spans that somebody else has marked, for any topic: which arm and which
// outcome each measure goes to. One sentence a line on standard input, a line of links for each on standard output:
//   {"text": "...", "arms": [[0, 8]], "outcomes": [[20, 29]], "measures": [[34, 38]]}   code points [start, end)
//   [{"arm": 0, "outcomes": [0], "refused": null}]   null: none; refused: why no noun governs the measure
// A marked outcome that is a time ("at 3 years") is linked by the rules for times.
#include <algorithm>
#include <array>
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "extract/arm_links.h"
#include "extract/linked.h"
#include "extract/passage.h"
#include "extract/shared_nouns.h"
#include "extract/time_links.h"

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
  if (found.first == found.last) throw std::invalid_argument("a mark covers no word: " + span.dump());
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

/// "3 years", "12 weeks of therapy": the time that a mark consists of, none where it says more.
const TimeMention* time_of(const Passage& passage, const std::vector<TimeMention>& times, Tokens mark) {
  for (const TimeMention& time : times)
    if (time.first <= mark.first + 1 && time.last > mark.first && time.last <= mark.last &&
        (time.last == mark.last || passage.is(time.last, {"after", "of", "from", "since"})))
      return &time;
  return nullptr;
}

/// Which noun of the scene governs each value, -1 for none: the one whose polarity turns the value's.
std::vector<int> governing_nouns(Scene& scene, const NounLexicon& lexicon) {
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
  std::vector<std::size_t> nouns;                               // the outcome of each noun of the scene
  std::vector<std::pair<std::size_t, TimeMention>> time_marks;  // outcomes that are times
  for (std::size_t o = 0; o < given.at("outcomes").size(); ++o) {
    const Tokens at = tokens_of(passage, given.at("outcomes")[o]);
    if (const TimeMention* time = time_of(passage, scene.measured.times, at)) {
      time_marks.emplace_back(o, *time);
      continue;
    }
    scene.nouns.push_back({NounLexicon::remaining, at.first, at.last});
    nouns.push_back(o);
  }
  std::vector<Linked> linked;
  for (const Value& value : scene.measured.values) {
    Linked one;
    one.value = value;
    linked.push_back(one);
  }
  link_arms(scene, {}, linked);
  link_times(scene, linked);
  const std::vector<int> governing = governing_nouns(scene, lexicon);
  const std::vector<Governed> governed = govern_all(scene, lexicon, std::nullopt);
  Json links = Json::array();
  for (std::size_t v = 0; v < linked.size(); ++v) {
    Json link = {{"arm", nullptr}, {"outcomes", Json::array()}, {"refused", nullptr}};
    if (!governed[v].polarity) link["refused"] = id(governed[v].why);
    for (std::size_t a = 0; a < scene.arms.size(); ++a)
      if (linked[v].arm && linked[v].arm->first == scene.arms[a].first) link["arm"] = a;
    if (governing[v] >= 0) link["outcomes"].push_back(nouns[static_cast<std::size_t>(governing[v])]);
    for (const auto& [o, time] : time_marks)
      if (linked[v].months && std::find(time.months.begin(), time.months.end(), *linked[v].months) != time.months.end())
        link["outcomes"].push_back(o);
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
