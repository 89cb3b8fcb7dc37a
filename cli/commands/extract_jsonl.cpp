// cli/commands/extract_jsonl.cpp: JSON lines around OutcomeReader.
#include "cli/commands/extract_jsonl.h"

#include <istream>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "pipeline/spread_kinds.h"

namespace evigraft {
namespace {

using Json = nlohmann::ordered_json;

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

/// 80, not 80.0: whole numbers are written as such, the others as short as they read back.
Json number(double value) {
  if (value == static_cast<double>(static_cast<long long>(value)) && value > -1e15 && value < 1e15)
    return static_cast<long long>(value);
  return value;
}
Json number(const std::optional<double>& value) { return value ? number(*value) : Json(nullptr); }

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json span_json(const Span& span) {
  return {{"field", span.field}, {"start", span.start}, {"end", span.end}, {"text", span.text}};
}

Json outcome_json(const Outcome& outcome, const InferredSpread& inferred) {
  Json json;
  json["arm"] = name(outcome.arm);
  json["arm_label"] = outcome.arm_label;
  json["measure"] = outcome.measure;
  json["value"] = number(outcome.value);
  json["unit"] = outcome.unit;
  json["spread"] = number(outcome.spread);
  json["spread_kind"] = outcome.spread_kind ? Json(name(*outcome.spread_kind)) : Json(nullptr);
  json["spread_inferred"] = inferred.kind ? Json(name(*inferred.kind)) : Json(nullptr);
  json["spread_evidence"] = text_or_null(inferred.evidence);
  json["interval"] =
      outcome.interval ? Json::array({number((*outcome.interval)[0]), number((*outcome.interval)[1])}) : Json(nullptr);
  json["interval_kind"] = outcome.interval_kind ? Json(name(*outcome.interval_kind)) : Json(nullptr);
  json["statistic"] = name(outcome.statistic);
  json["n"] = or_null(outcome.n);
  json["months"] = number(outcome.months);
  json["method"] = text_or_null(outcome.method);
  json["definition"] = text_or_null(outcome.definition);
  json["polarity_flipped"] = outcome.polarity_flipped;
  json["as_printed"] = outcome.as_printed;
  json["span"] = span_json(outcome.span);
  json["confidence"] = number(outcome.confidence);
  json["flags"] = outcome.flags;
  return json;
}

Json comparison_json(const Comparison& comparison) {
  Json json;
  json["arms"] = Json::array();
  for (const ArmClass arm : comparison.arms) json["arms"].push_back(name(arm));
  json["p"] = number(comparison.p);
  json["p_relation"] = text_or_null(comparison.p_relation);
  json["test"] = text_or_null(comparison.test);
  json["adjustment"] = text_or_null(comparison.adjustment);
  json["paired"] = or_null(comparison.paired);
  json["sides"] = or_null(comparison.sides);
  json["difference"] = number(comparison.difference);
  json["ci95"] =
      comparison.ci95 ? Json::array({number((*comparison.ci95)[0]), number((*comparison.ci95)[1])}) : Json(nullptr);
  json["span"] = span_json(comparison.span);
  return json;
}

std::string text_of(const Json& line, const char* key) {
  const auto found = line.find(key);
  if (found == line.end() || found->is_null()) return {};
  if (!found->is_string()) throw std::runtime_error(std::string(key) + " is no text");
  return found->get<std::string>();
}

Text read_text(const Json& line) {
  Text text;
  text.title = text_of(line, "title");
  text.abstract = text_of(line, "abstract");
  if (const auto types = line.find("publication_types"); types != line.end() && !types->is_null()) try {
      text.publication_types = types->get<std::vector<std::string>>();
    } catch (const Json::exception&) {
      throw std::runtime_error("publication_types is no list of texts");
    }
  return text;
}

}  // namespace

nlohmann::ordered_json to_json(const Reading& reading) {
  Json json;
  json["species"] = name(reading.species);
  json["design"] = name(reading.design);
  json["pairing"] = name(reading.pairing);
  json["n_total"] = or_null(reading.n_total);
  json["site"] = text_or_null(reading.site);
  json["arms"] = Json::array();
  for (const Arm& arm : reading.arms)
    json["arms"].push_back({{"class", name(arm.arm_class)}, {"label", arm.label}, {"n", or_null(arm.n)}});
  json["outcomes"] = Json::array();
  const std::vector<InferredSpread> inferred = infer_spreads(reading);
  for (std::size_t i = 0; i < reading.outcomes.size(); ++i)
    json["outcomes"].push_back(outcome_json(reading.outcomes[i], inferred[i]));
  json["comparisons"] = Json::array();
  for (const Comparison& comparison : reading.comparisons) json["comparisons"].push_back(comparison_json(comparison));
  return json;
}

int for_each_text(std::istream& in, std::ostream& errors,
                  const std::function<void(const Json& line, const Text& text)>& read) {
  constexpr long kNamed = 20;  // as long as nothing could be read: a file of another kind has thousands of lines
  long number_of_line = 0, done = 0, failed = 0, unnamed = 0;
  const auto set_aside = [&](const std::string& why) {
    if (++failed <= kNamed || done > 0)
      errors << "line " << number_of_line << ": cannot be read: " << why << '\n';
    else
      ++unnamed;
  };
  for (std::string line; std::getline(in, line);) {
    ++number_of_line;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    try {
      const Json input = Json::parse(line);
      if (!input.is_object()) throw std::runtime_error("not a JSON object");
      read(input, read_text(input));
      ++done;
    } catch (const Json::parse_error& error) {
      set_aside("not JSON at byte " + std::to_string(error.byte) +
                R"(; each line is one object such as {"title": "...", "abstract": "..."})");
    } catch (const std::exception& error) {
      set_aside(error.what());
    }
  }
  if (unnamed > 0) errors << unnamed << " more lines cannot be read; check that this is a file of JSON lines\n";
  return failed == 0 ? 0 : done > 0 ? 4 : 1;
}

int extract_jsonl(std::istream& in, std::ostream& out, std::ostream& errors, const OutcomeReader& reader) {
  return for_each_text(in, errors, [&](const Json& line, const Text& text) {
    Json answer;
    answer["id"] = line.contains("id") ? line.at("id") : Json(nullptr);
    answer.update(to_json(reader.read(text)));
    out << answer.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  });
}

}  // namespace evigraft
