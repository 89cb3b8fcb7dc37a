// cli/commands/extract_jats.cpp: files and JSON around read_jats, read_article and answer.
#include "cli/commands/extract_jats.h"

#include <evigraft/error.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/extract_jsonl.h"

namespace evigraft {
namespace {

using Json = nlohmann::ordered_json;

/// 80, not 80.0.
Json number(double value) {
  if (std::abs(value) < 1e15 && value == std::floor(value)) return static_cast<long long>(value);
  return value;
}

Json number_json(const std::optional<AnsweredNumber>& found) {
  if (!found) return nullptr;
  Json json = {{"value", number(found->value)},
               {"derived", found->derived.empty() ? Json(nullptr) : Json(found->derived)},
               {"span", {{"where", found->where}, {"text", found->text}}}};
  if (!found->evidence.empty()) json["evidence"] = found->evidence;
  return json;
}

Json arm_json(const ArmAnswer& arm) {
  return {{"label", arm.label.empty() ? Json(nullptr) : Json(arm.label)},
          {"mean", number_json(arm.mean)},
          {"sd", number_json(arm.sd)},
          {"n", number_json(arm.n)},
          {"events", number_json(arm.events)}};
}

std::string type_name(OutcomeType type) {
  return type == OutcomeType::binary ? "binary" : type == OutcomeType::continuous ? "continuous" : "";
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

std::string arm_text(const std::string& side, const ArmAnswer& arm) {
  std::string out = side + (arm.label.empty() ? "" : " (" + arm.label + ")") + ":";
  const auto add = [&](const char* name, const std::optional<AnsweredNumber>& found) {
    out += std::string("\n  ") + name + " ";
    if (!found) {
      out += "not reported";
      return;
    }
    out += number(found->value).dump();
    if (!found->derived.empty()) out += " = " + found->derived;
    out += "  [" + found->where + ": " + found->text + "]";
    if (!found->evidence.empty()) out += " (" + found->evidence + ")";
  };
  if (arm.events || (!arm.mean && !arm.sd)) add("events", arm.events);
  if (arm.mean || arm.sd || !arm.events) {
    add("mean", arm.mean);
    add("sd", arm.sd);
  }
  add("n", arm.n);
  return out;
}

/// What names the article: PMCID, PMID or DOI, else the file.
std::string id_of(const Article& article, const std::string& file) {
  if (!article.pmcid.empty()) return article.pmcid.starts_with("PMC") ? article.pmcid : "PMC" + article.pmcid;
  if (!article.pmid.empty()) return article.pmid;
  if (!article.doi.empty()) return article.doi;
  return std::filesystem::path(file).filename().string();
}

}  // namespace

nlohmann::ordered_json to_json(const TrialAnswer& answer) {
  return {{"type", text_or_null(type_name(answer.type))},
          {"time", text_or_null(answer.time)},
          {"intervention", arm_json(answer.intervention)},
          {"comparator", arm_json(answer.comparator)}};
}

std::string to_text(const TrialAnswer& answer) {
  std::string out = answer.type == OutcomeType::unknown ? "Nothing reported for this outcome" : type_name(answer.type);
  if (!answer.time.empty()) out += ", " + answer.time;
  return out + "\n" + arm_text("intervention", answer.intervention) + "\n" + arm_text("comparator", answer.comparator);
}

Article read_jats_file(const std::string& file) {
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  std::error_code none;
  if (!in || std::filesystem::is_directory(file, none))
    throw Error(Error::Kind::data, file + ": the file cannot be opened; check that it exists and may be read.");
  const auto size = static_cast<std::size_t>(std::max<std::streamoff>(in.tellg(), 0));
  // one byte more than is read tells the limit from a file that is just as large
  std::string bytes(std::min(size, kLargestArticle + 1), '\0');
  in.seekg(0);
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  return read_jats(bytes, file);
}

int extract_jats(const std::vector<std::string>& files, std::ostream& out, std::ostream& errors,
                 const OutcomeReader& reader, const Topic& topic) {
  std::size_t failed = 0;
  for (const std::string& file : files) {
    try {
      const Article article = read_jats_file(file);
      Json line;
      line["id"] = id_of(article, file);
      line["file"] = file;
      line["pmid"] = text_or_null(article.pmid);
      line["doi"] = text_or_null(article.doi);
      line.update(to_json(read_article(reader, topic, article)));
      out << line.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
    } catch (const Error& error) {
      errors << error.what() << '\n';
      ++failed;
    }
  }
  return failed == 0 ? 0 : failed < files.size() ? 4 : 1;
}

}  // namespace evigraft
