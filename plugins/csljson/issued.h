// plugins/csljson/issued.h: a CSL date variable.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace evigraft::csljson {

struct Issued {
  std::string iso;      ///< YYYY, YYYY-MM or YYYY-MM-DD: the part that a span of dates shares
  std::string printed;  ///< where it is no plain date
  int year = 0;         ///< 0 when unknown
};

/// "date-parts" (numbers or strings, one date or two), "raw", "literal" or a bare string. What cannot be read is
/// unknown.
Issued read_issued(const nlohmann::json& date);

}  // namespace evigraft::csljson
