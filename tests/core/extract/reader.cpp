#include "reader.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>

#include "schema/embedded.h"

namespace evigraft {
namespace {
std::string short_number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", std::round(value * 100) / 100);
  return text;
}
}  // namespace

const Topic& lipotransfer() {
  static const Topic topic = [] {
    for (const EmbeddedFile& file : embedded_topics())
      if (file.name == "lipotransfer") return parse_topic(file.text, "built-in topic lipotransfer");
    throw std::logic_error("the built-in topic is missing");
  }();
  return topic;
}

const OutcomeReader& reader() {
  static const OutcomeReader one(lipotransfer());
  return one;
}

Reading read_abstract(const std::string& abstract, const std::string& title,
                      const std::vector<std::string>& publication_types) {
  return reader().read({title, abstract, publication_types});
}

std::string shown(const Reading& reading) {
  std::vector<std::string> parts;
  for (const Outcome& outcome : reading.outcomes) {
    std::string part = std::string(name(outcome.arm)) + " " + short_number(outcome.value);
    if (outcome.spread) part += "±" + short_number(*outcome.spread);
    if (outcome.months) part += "@" + short_number(*outcome.months);
    parts.push_back(part);
  }
  std::sort(parts.begin(), parts.end());
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "; ") + part;
  return text.empty() ? "-" : text;
}

}  // namespace evigraft
