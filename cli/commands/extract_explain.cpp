// cli/commands/extract_explain.cpp: prints the trace that the engine wrote; decides nothing itself.
#include "cli/commands/extract_explain.h"

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "cli/commands/extract_jsonl.h"

namespace evigraft {
namespace {

using Json = nlohmann::ordered_json;

Json span_json(const Span& span) {
  return {{"field", span.field}, {"start", span.start}, {"end", span.end}, {"text", span.text}};
}

template <typename Rule>
Json rule_json(Rule rule) {
  return {{"rule", id(rule)}, {"because", sentence(rule)}};
}

Json to_json(const TracedValue& value) {
  Json json;
  json["span"] = span_json(value.span);
  if (value.why) {
    json["outcome"] = nullptr;
    json["dropped"] = rule_json(*value.why);
    return json;
  }
  json["outcome"] = value.outcome;
  json["noun"] = rule_json(value.noun);
  json["arm"] = rule_json(value.arm);
  json["time"] = rule_json(value.time);
  return json;
}

Json to_json(const Trace& trace) {
  Json json;
  json["text"] = trace.text ? rule_json(*trace.text) : Json(nullptr);
  json["arms"] = Json::array();
  for (const TracedArm& arm : trace.arms)
    json["arms"].push_back(
        {{"class", name(arm.arm)}, {"class_unknown", arm.class_unknown}, {"span", span_json(arm.span)}});
  json["values"] = Json::array();
  for (const TracedValue& value : trace.values) json["values"].push_back(to_json(value));
  return json;
}

std::string number(double value) {
  std::string text = Json(value).dump();
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

std::string place(const Span& span) {
  return span.field + " " + std::to_string(span.start) + "-" + std::to_string(span.end) + ": " + span.text;
}

void print(std::ostream& out, const Reading& reading, const TracedValue& value) {
  out << "  " << place(value.span) << '\n';
  if (value.why) {
    out << "    left out (" << id(*value.why) << "): " << sentence(*value.why) << '\n';
    return;
  }
  const Outcome& outcome = reading.outcomes[static_cast<std::size_t>(value.outcome)];
  out << "    " << number(outcome.value) << "% for " << name(outcome.arm);
  if (!outcome.arm_label.empty()) out << " (" << outcome.arm_label << ")";
  if (outcome.months) out << " at " << number(*outcome.months) << " months";
  out << '\n';
  out << "    outcome (" << id(value.noun) << "): " << sentence(value.noun) << '\n';
  out << "    arm (" << id(value.arm) << "): " << sentence(value.arm) << '\n';
  out << "    time (" << id(value.time) << "): " << sentence(value.time) << '\n';
}

void print(std::ostream& out, const std::string& id_of_text, const Reading& reading, const Trace& trace) {
  out << "Text " << id_of_text << ": " << name(reading.species) << ", " << name(reading.design) << ", "
      << name(reading.pairing) << '\n';
  if (trace.text) out << "Nothing of it counts (" << id(*trace.text) << "): " << sentence(*trace.text) << '\n';
  out << "Arms\n";
  for (const TracedArm& arm : trace.arms)
    out << "  " << name(arm.arm) << (arm.class_unknown ? " (isolation unknown)" : "") << ", " << place(arm.span)
        << '\n';
  out << "Values\n";
  for (const TracedValue& value : trace.values) print(out, reading, value);
  out << '\n';
}

}  // namespace

int extract_explain(std::istream& in, std::ostream& out, std::ostream& errors, const OutcomeReader& reader,
                    bool as_json) {
  return for_each_text(in, errors, [&](const Json& line, const Text& text) {
    Trace trace;
    const Reading reading = reader.read(text, trace);
    const Json id_of_text = line.contains("id") ? line.at("id") : Json(nullptr);
    if (!as_json) {
      print(out, id_of_text.is_string() ? id_of_text.get<std::string>() : id_of_text.dump(), reading, trace);
      return;
    }
    Json answer;
    answer["id"] = id_of_text;
    answer.update(to_json(reading));
    answer["explain"] = to_json(trace);
    out << answer.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  });
}

}  // namespace evigraft
