// core/pipeline/topics.cpp: a topic by its name or file.
#include <evigraft/error.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "pipeline.h"
#include "schema/embedded.h"
#include "store/digest.h"

namespace evigraft {

std::vector<std::string> built_in_topics() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : embedded_topics()) names.emplace_back(file.name);
  return names;
}

Topic topic_from(const std::string& toml, const std::string& origin) {
  Topic topic = parse_topic(toml, origin);
  topic.fingerprint = sha256_hex(toml).substr(0, 12);
  return topic;
}

std::string published_reviews(const std::string& topic) {
  for (const EmbeddedFile& file : embedded_reviews())
    if (file.name == topic) return std::string(file.text);
  return {};
}

NamedTopic find_topic(const std::string& name_or_file) {
  for (const EmbeddedFile& file : embedded_topics())
    if (file.name == name_or_file) {
      std::string text(file.text);
      Topic topic = topic_from(text, "built-in topic " + name_or_file);
      return {std::move(text), std::move(topic)};
    }
  std::error_code ignored;
  const bool looks_like_file = name_or_file.find('/') != std::string::npos || name_or_file.ends_with(".toml");
  if (!std::filesystem::is_regular_file(name_or_file, ignored)) {
    std::string names;
    for (const std::string& name : built_in_topics()) names += (names.empty() ? "" : ", ") + name;
    throw Error(Error::Kind::configuration, looks_like_file
                                                ? "The topic file " + name_or_file + " does not exist; check --topic."
                                                : "There is no topic '" + name_or_file + "'; built in: " + names +
                                                      ". Or give a TOML file by its path.");
  }
  std::ifstream in(name_or_file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  if (!in) throw Error(Error::Kind::configuration, "The topic file " + name_or_file + " cannot be read.");
  return {text.str(), topic_from(text.str(), name_or_file)};
}

}  // namespace evigraft
