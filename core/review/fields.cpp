#include "review/fields.h"

#include <evigraft/error.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace evigraft::review {
namespace {

enum class Type { number, whole, words, text };

struct Field {
  const char* name;
  Type type;
  bool may_be_unknown;
  double least, most;              ///< numbers
  std::vector<std::string> words;  ///< of the machine interface
};

const std::vector<Field>& fields() {
  static const std::vector<Field> all = {
      {"value", Type::number, false, 0, 300, {}},  // percent; a graft may weigh more than what was put in
      {"spread", Type::number, true, 0, 300, {}},
      {"spread_kind", Type::words, true, 0, 0, {"sd", "se", "unknown"}},
      {"n", Type::whole, true, 1, 1e6, {}},
      {"months", Type::number, true, 0, 600, {}},
      {"method",
       Type::words,
       true,
       0,
       0,
       {"MRI", "CT", "micro-CT", "3D", "ultrasound", "weight", "volume_displacement", "bioluminescence"}},
      {"definition", Type::text, true, 0, 0, {}},
      {"statistic", Type::words, false, 0, 0, {"mean", "median", "unknown"}},
      {"arm_class",
       Type::words,
       false,
       0,
       0,
       {"ASC", "SVF", "conventional", "PRP", "nanofat", "cell_enriched", "other", "all"}},
  };
  return all;
}

const Field& field_of(std::string_view name) {
  for (const Field& field : fields())
    if (name == field.name) return field;
  throw Error(Error::Kind::usage, "'" + std::string(name) + "' is no field of an outcome; there are " +
                                      list_of(outcome_fields(), " and ") + ".");
}

std::string trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return std::string(text);
}

[[noreturn]] void refuse(const Field& field, std::string_view text) {
  throw Error(Error::Kind::usage,
              std::string(field.name) + " takes " + allowed_words(field.name) + ", not '" + std::string(text) + "'.");
}

std::string checked_number(const Field& field, std::string text) {
  const std::string given = text;
  if ((std::string_view(field.name) == "value" || std::string_view(field.name) == "spread") && text.ends_with('%'))
    text = trimmed(text.substr(0, text.size() - 1));
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number) || number < field.least ||
      number > field.most || (field.type == Type::whole && number != std::floor(number)))
    refuse(field, given);
  return number_text(number + 0.0);
}

}  // namespace

std::string list_of(const std::vector<std::string>& words, const char* last) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) out += (i == 0 ? "" : i + 1 == words.size() ? last : ", ") + words[i];
  return out;
}

const std::vector<std::string>& outcome_fields() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out;
    for (const Field& field : fields()) out.emplace_back(field.name);
    return out;
  }();
  return names;
}

std::string allowed_words(std::string_view name) {
  const Field& field = field_of(name);
  std::string out;
  switch (field.type) {
    case Type::words:
      out = list_of(field.words, " or ");
      break;
    case Type::whole:
      out = "a whole number from 1";
      break;
    case Type::number:
      out = name == "months" ? "months since grafting, 0 to 600" : "a percentage, 0 to " + number_text(field.most);
      break;
    case Type::text:
      out = "words";
      break;
  }
  return field.may_be_unknown ? out + ", or none" : out;
}

std::string checked_value(std::string_view name, std::string_view given) {
  const Field& field = field_of(name);
  std::string text = trimmed(given);
  if (text == "none" || text.empty()) {
    if (!field.may_be_unknown) refuse(field, given);
    return {};
  }
  if (field.type == Type::number || field.type == Type::whole) return checked_number(field, text);
  if (field.type == Type::words && std::find(field.words.begin(), field.words.end(), text) == field.words.end())
    refuse(field, given);
  return text;
}

const std::vector<std::string>& words_of(std::string_view name) { return field_of(name).words; }

bool takes_number(std::string_view name) {
  const Type type = field_of(name).type;
  return type == Type::number || type == Type::whole;
}

bool takes_whole_number(std::string_view name) { return field_of(name).type == Type::whole; }

bool may_be_unknown(std::string_view name) { return field_of(name).may_be_unknown; }

Values consistent(Values values) {
  if (values["spread"].empty())
    values["spread_kind"].clear();
  else if (values["spread_kind"].empty())
    values["spread_kind"] = "unknown";
  return values;
}

std::string number_text(double number) {
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, number).ptr};
}

const std::string& value_of(const Values& values, const std::string& field) {
  static const std::string none;
  const auto found = values.find(field);
  return found == values.end() ? none : found->second;
}

bool is_stated(std::string_view value) { return !value.empty() && value != "unknown"; }

}  // namespace evigraft::review
