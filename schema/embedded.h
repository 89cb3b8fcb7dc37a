// schema/embedded.h: the files of schema/, compiled in.
#pragma once
#include <string_view>
#include <vector>

namespace evigraft {

struct EmbeddedFile {
  std::string_view name;  ///< file name without its ending: "0001_records", "lipotransfer"
  std::string_view text;
};

std::vector<EmbeddedFile> embedded_migrations();  ///< in order of their numbers
std::vector<EmbeddedFile> embedded_topics();      ///< in order of their names
std::vector<EmbeddedFile> embedded_reviews();     ///< pooled results of published reviews, JSON, by topic

}  // namespace evigraft
