// core/extract/screen.cpp: one function per rule, in the order of the rows.
#include "extract/screen.h"

#include <algorithm>

#include "extract/terms.h"

namespace evigraft {
namespace {

std::string joined(const std::vector<std::string>& list) {
  std::string text;
  for (std::size_t i = 0; i < list.size(); ++i) text += (i == 0 ? "" : i + 1 == list.size() ? " or " : ", ") + list[i];
  return text;
}

bool holds(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::string spoken(std::string_view word) {
  std::string text(word);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

Screened publication_type(const Topic& topic, const Text& text) {
  for (const std::string& type : text.publication_types)
    if (holds(topic.eligibility.excluded_publication_types, type))
      return {"publication_type", Verdict::exclude, "the publication type is " + type};
  return {"publication_type", Verdict::include, "no publication type of the report is excluded"};
}

Screened retraction(bool retracted) {
  if (retracted) return {"retraction", Verdict::exclude, "the report has been retracted"};
  return {"retraction", Verdict::include, "no retraction is known"};
}

Screened abstract_present(const Text& text) {
  if (text.abstract.find_first_not_of(" \t\r\n") == std::string::npos)
    return {"abstract", Verdict::unsure, "the source has no abstract; a person has to look at the report"};
  return {"abstract", Verdict::include, "an abstract is present"};
}

Screened topic_terms(const Topic& topic, const Text& text) {
  for (const std::vector<std::string>& group : topic.eligibility.required_terms) {
    if (holds_term(group, text.title) || holds_term(group, text.abstract)) continue;
    const std::vector<std::string> shown(
        group.begin(), group.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(group.size(), 3)));
    return {"topic_terms", Verdict::exclude,
            "title and abstract name none of the topic's terms such as " + joined(shown)};
  }
  return {"topic_terms", Verdict::include, "title or abstract name the topic's terms"};
}

Screened species(const Topic& topic, const Reading& reading) {
  const std::string_view found = name(reading.species);
  if (topic.eligibility.species.empty() || holds(topic.eligibility.species, found))
    return {"species", Verdict::include, "the species is " + spoken(found)};
  if (reading.species == Species::none)
    return {"species", Verdict::exclude, "it reports on no participants of its own"};
  return {"species", Verdict::exclude,
          "the species is " + spoken(found) + ", wanted is " + joined(topic.eligibility.species)};
}

Screened design(const Topic& topic, const Reading& reading) {
  const std::string_view found = name(reading.design);
  const bool comparison = holds(topic.eligibility.comparison_designs, found);
  const bool single = holds(topic.eligibility.single_arm_designs, found);
  if (comparison || single ||
      (topic.eligibility.comparison_designs.empty() && topic.eligibility.single_arm_designs.empty()))
    return {"design", Verdict::include,
            "the design reads as " + spoken(found) +
                (comparison ? ", good for comparisons" : ", good for single-arm summaries")};
  if (reading.design == Design::other)
    return {"design", Verdict::unsure, "the design could not be read from the abstract"};
  return {"design", Verdict::exclude, "the design reads as " + spoken(found)};
}

}  // namespace

std::string_view name(Verdict value) {
  switch (value) {
    case Verdict::include:
      return "include";
    case Verdict::exclude:
      return "exclude";
    case Verdict::unsure:
      break;
  }
  return "unsure";
}

std::vector<Screened> screen(const Topic& topic, const Text& text, const Reading& reading, bool retracted) {
  return {publication_type(topic, text), retraction(retracted),   abstract_present(text),
          topic_terms(topic, text),      species(topic, reading), design(topic, reading)};
}

Screened overall(const std::vector<Screened>& rows) {
  for (const Verdict verdict : {Verdict::exclude, Verdict::unsure})
    for (const Screened& row : rows)
      if (row.verdict == verdict) return row;
  return {"all", Verdict::include, "every rule is met"};
}

}  // namespace evigraft
