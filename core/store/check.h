// core/store/check.h: is the file sound? What `doctor` prints about it.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "store/store.h"

namespace evigraft {

struct Finding {
  std::string check;  ///< integrity, foreign keys, text index, schema, lock, spans, payloads
  bool sound = true;
  std::string detail;  ///< in words: what was found, and what to do when it is not sound
};

/// Reads the whole file. Never throws for what it finds; a file that cannot be opened is one finding.
std::vector<Finding> check_file(const std::filesystem::path& file);

}  // namespace evigraft
