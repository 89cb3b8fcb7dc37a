// plugins/csljson/item.h: one CSL-JSON item into a Record.
// Fields: https://docs.citationstyles.org/en/stable/specification.html (appendix IV), csl-data.json
#pragma once
#include <evigraft/record.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace evigraft::csljson {

/// Why an item cannot be used.
struct UnusableItem : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct ReadItem {
  Record record;
  std::vector<std::string> warnings;  ///< what was left out, and why
};

/// Throws UnusableItem.
ReadItem read_item(std::string_view json);

/// Lower case and bare ("https://doi.org/10.1000/ABC" -> "10.1000/abc"); empty when it is no DOI.
std::string normal_doi(std::string_view text);

}  // namespace evigraft::csljson
