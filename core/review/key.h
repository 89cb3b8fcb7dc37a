// core/review/key.h: the natural key of an outcome as one line of text, so that a decision finds it again after the
// text was read anew.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace evigraft::review {

struct OutcomeKey {
  std::string report;      ///< key of its report then: the smallest record key, "pubmed:34101387"
  std::string field;       ///< title or abstract
  std::string as_printed;  ///< the number as the text has it
  std::string occurrence;  ///< of it in the field, from 0
  std::string arm_label;   ///< as printed
  std::string months;      ///< shortest round trip; empty: not stated
  std::string repeat;      ///< same key again, from 0

  bool operator==(const OutcomeKey&) const = default;
};

/// The seven parts joined by "|"; "|" and "\" in a part are written "\p" and "\\".
std::string to_text(const OutcomeKey& key);
/// None when the text has not seven parts.
std::optional<OutcomeKey> parse_outcome_key(std::string_view text);

}  // namespace evigraft::review
