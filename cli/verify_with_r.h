// cli/verify_with_r.h: `meta --verify-with R`: the very model again, in R metafor, and how far the two lie apart.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "cli/meta_table.h"

namespace evigraft::cli {

/// One figure of both. NaN where one has none; it is then not compared.
struct Compared {
  std::string kind;      ///< coefficients, standard errors, tau2 ...: the kind of quantity
  std::string quantity;  ///< "beta 1", "tau2": its name in the JSON, with the number of the coefficient
  double ours = 0, theirs = 0;
  double difference = 0;  ///< as a part of `theirs`, or of the figure's natural size where that is larger
};

struct Verification {
  std::string r_version, metafor_version;
  std::string refusal;  ///< what metafor said instead of an answer; else empty
  std::vector<Compared> figures;
  std::string note;  ///< what makes figures differ for a known reason; else empty

  [[nodiscard]] bool agrees() const;  ///< an answer, and every difference at most one millionth
};

/// Runs Rscript without a shell; numbers go to it as hexadecimal ones, which lose no bit, on its standard input.
/// Error::configuration when R or metafor is not there; Error::failed after `seconds`, or when R breaks off or answers
/// nothing; Error::interrupted with R stopped; Error::data for more effects than metafor has memory for.
Verification verify_with_r(const MetaResult& result, double seconds = 300);

nlohmann::ordered_json verification_json(const Verification& verification);
std::vector<std::string> verification_lines(const Verification& verification);

}  // namespace evigraft::cli
