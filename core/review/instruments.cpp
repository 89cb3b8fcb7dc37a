#include "review/instruments.h"

#include <evigraft/error.h>

#include <algorithm>

namespace evigraft::review {
namespace {

const std::vector<std::string> kRob2 = {"Low", "Some concerns", "High"};
const std::vector<std::string> kRobinsI = {"Low", "Moderate", "Serious", "Critical", "No information"};
const std::vector<std::string> kStar = {"1", "0"};
const std::vector<std::string> kDown = {"not serious", "serious", "very serious"};
const std::vector<std::string> kYes = {"no", "yes"};
const std::vector<std::string> kCertainty = {"high", "moderate", "low", "very low"};
const std::vector<std::string> kDowngrades = {"risk_of_bias", "inconsistency", "indirectness", "imprecision",
                                              "publication_bias"};
const std::vector<std::string> kUpgrades = {"large_effect", "dose_response", "plausible_confounding"};

Instrument rob2() {
  return {"rob2",
          "RoB 2",
          {Target::outcome, Target::report},
          {{"D1", "randomization process", kRob2},
           {"D2", "deviations from the intended interventions", kRob2},
           {"D3", "missing outcome data", kRob2},
           {"D4", "measurement of the outcome", kRob2},
           {"D5", "selection of the reported result", kRob2},
           {"overall", "overall", kRob2}}};
}

Instrument robins_i() {
  return {"robins-i",
          "ROBINS-I",
          {Target::outcome, Target::report},
          {{"D1", "confounding", kRobinsI},
           {"D2", "selection of participants", kRobinsI},
           {"D3", "classification of interventions", kRobinsI},
           {"D4", "deviations from the intended interventions", kRobinsI},
           {"D5", "missing data", kRobinsI},
           {"D6", "measurement of outcomes", kRobinsI},
           {"D7", "selection of the reported result", kRobinsI},
           {"overall", "overall", kRobinsI}}};
}

Instrument newcastle_ottawa() {
  return {"nos",
          "Newcastle-Ottawa, cohort studies",
          {Target::report},
          {{"S1", "representativeness of the exposed cohort", kStar},
           {"S2", "selection of the non-exposed cohort", kStar},
           {"S3", "ascertainment of exposure", kStar},
           {"S4", "outcome not present at start", kStar},
           {"C1", "comparability of cohorts", {"2", "1", "0"}},
           {"O1", "assessment of outcome", kStar},
           {"O2", "follow-up long enough", kStar},
           {"O3", "adequacy of follow-up", kStar}}};
}

Instrument grade() {
  return {"grade",
          "GRADE",
          {Target::question},
          {{"start", "level before rating down or up", {"high", "low"}},
           {"risk_of_bias", "risk of bias", kDown},
           {"inconsistency", "inconsistency", kDown},
           {"indirectness", "indirectness", kDown},
           {"imprecision", "imprecision", kDown},
           {"publication_bias", "publication bias", kDown},
           {"large_effect", "large effect", {"no", "large", "very large"}},
           {"dose_response", "dose-response gradient", kYes},
           {"plausible_confounding", "plausible confounding would lessen the effect", kYes},
           {"certainty", "certainty of the evidence", kCertainty}}};
}

/// Letters and digits in small letters: "RoB 2", "rob-2" and "rob2" are one word.
std::string folded(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    if (letter == ' ' || letter == '-' || letter == '_') continue;
    out += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return out;
}

/// Place of a word in its domain's list: how many steps below the best.
int steps(const std::vector<std::string>& words, const std::string& word) {
  return static_cast<int>(std::find(words.begin(), words.end(), word) - words.begin());
}

/// Words without a rank ("No information") are no worst domain.
void check_overall(const Instrument& instrument, const Values& judged, std::vector<std::string>& out) {
  const std::string& overall = value_of(judged, "overall");
  if (overall.empty()) return;
  const std::vector<std::string>& words = instrument.domains.back().words;
  const Domain* worst = nullptr;
  bool unknown = false;
  int concerns = 0;
  for (const Domain& each : instrument.domains) {
    const std::string& word = value_of(judged, each.id);
    if (each.id == "overall" || word.empty()) continue;
    if (word == "Some concerns") ++concerns;
    if (word == "No information")
      unknown = true;
    else if (worst == nullptr || steps(words, word) > steps(words, value_of(judged, worst->id)))
      worst = &each;
  }
  const std::string said = instrument.name + ": overall is '" + overall + "'";
  const std::string& bad = worst == nullptr ? overall : value_of(judged, worst->id);
  const bool better = worst != nullptr && (overall == "No information" ? bad == "Serious" || bad == "Critical"
                                                                       : steps(words, overall) < steps(words, bad));
  const std::vector<std::string> open = open_domains(instrument, judged);
  if (better)
    out.push_back(said + " while " + worst->id + " is '" + bad +
                  "'; by the instrument's rule overall is at least as bad as the worst domain.");
  else if (unknown && (overall == "Low" || overall == "Moderate"))
    out.push_back(said +
                  " while a domain has no information; by the instrument's rule that needs every domain judged.");
  else if (!open.empty() && overall != "High" && overall != "Critical")  // for these one domain is enough
    out.push_back(said + ", but not judged yet: " + list_of(open, ", ") + ".");
  else if (open.empty() && instrument.id == "rob2" && overall != bad && (overall != "High" || concerns < 2))
    out.push_back(said + " while no domain is worse than '" + bad +
                  "'; by the instrument's rule only some concerns in several domains make it worse.");
}

void check_certainty(const Instrument& instrument, const Values& judged, std::vector<std::string>& out) {
  const std::string& start = value_of(judged, "start");
  int up = 0, down = 0;
  std::string raised;
  for (const std::string& id : kUpgrades)
    if (const std::string& word = value_of(judged, id); !word.empty() && word != "no") {
      up += std::max(1, steps(domain(instrument, id).words, word));
      raised += (raised.empty() ? "" : ", ") + id;
    }
  if (up > 0 && start == "high")
    out.push_back("GRADE: rated up for " + raised + ", which is for evidence that starts low.");
  const std::string& certainty = value_of(judged, "certainty");
  if (certainty.empty()) return;
  if (const std::vector<std::string> open = open_domains(instrument, judged); !open.empty()) {
    out.push_back("GRADE: a certainty is given, but not judged yet: " + list_of(open, ", ") + ".");
    return;
  }
  for (const std::string& id : kDowngrades) down += steps(kDown, value_of(judged, id));
  const int expected = std::clamp(steps(kCertainty, start) + down - up, 0, 3);
  if (expected != steps(kCertainty, certainty))
    out.push_back("GRADE: certainty is '" + certainty + "'; starting " + start + ", down " + std::to_string(down) +
                  " and up " + std::to_string(up) + " is '" + kCertainty[static_cast<std::size_t>(expected)] + "'.");
}

}  // namespace

const std::vector<Instrument>& instruments() {
  static const std::vector<Instrument> all = {rob2(), robins_i(), newcastle_ottawa(), grade()};
  return all;
}

const Instrument& instrument(std::string_view name) {
  std::vector<std::string> ids;
  for (const Instrument& each : instruments()) {
    if (folded(each.id) == folded(name)) return each;
    ids.push_back(each.id);
  }
  throw Error(Error::Kind::usage,
              "'" + std::string(name) + "' is no instrument; there are " + list_of(ids, " and ") + ".");
}

const Domain& domain(const Instrument& instrument, std::string_view id) {
  std::vector<std::string> ids;
  for (const Domain& each : instrument.domains) {
    if (folded(each.id) == folded(id)) return each;
    ids.push_back(each.id);
  }
  throw Error(Error::Kind::usage, "'" + std::string(id) + "' is no domain of " + instrument.name + "; there are " +
                                      list_of(ids, " and ") + ".");
}

std::string checked_judgement(const Domain& domain, std::string_view given) {
  for (const std::string& word : domain.words)
    if (folded(word) == folded(given)) return word;
  throw Error(Error::Kind::usage, domain.id + " (" + domain.name + ") takes " + list_of(domain.words, " or ") +
                                      ", not '" + std::string(given) + "'.");
}

std::vector<std::string> disagreements(const Instrument& instrument, const Values& judged) {
  std::vector<std::string> out;
  if (instrument.id == "grade")
    check_certainty(instrument, judged, out);
  else
    check_overall(instrument, judged, out);
  return out;
}

std::vector<std::string> open_domains(const Instrument& instrument, const Values& judged) {
  std::vector<std::string> out;
  for (const Domain& each : instrument.domains) {
    const bool optional = std::find(kUpgrades.begin(), kUpgrades.end(), each.id) != kUpgrades.end();
    if (!optional && value_of(judged, each.id).empty()) out.push_back(each.id);
  }
  return out;
}

std::optional<int> stars(const Instrument& instrument, const Values& judged) {
  if (instrument.id != "nos") return std::nullopt;
  int total = 0;
  for (const auto& [id, word] : judged) total += word == "2" ? 2 : word == "1" ? 1 : 0;
  return total;
}

}  // namespace evigraft::review
