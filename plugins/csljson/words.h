// plugins/csljson/words.h: text of JSON members made plain.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace evigraft::csljson {

/// Markup out (JATS, HTML, CSL's own), blocks apart from each other by a blank, runs of blanks with a line break
/// joined.
std::string plain(std::string_view markup);

/// Parts between any of `separators`, trimmed, empty ones left out.
std::vector<std::string> split(std::string_view text, std::string_view separators);

std::string trimmed(std::string_view text);
std::string lower(std::string_view text);

}  // namespace evigraft::csljson
