#include "review/key.h"

#include <vector>

namespace evigraft::review {

std::string to_text(const OutcomeKey& key) {
  std::string out;
  for (const std::string* part :
       {&key.report, &key.field, &key.as_printed, &key.occurrence, &key.arm_label, &key.months, &key.repeat}) {
    if (part != &key.report) out += '|';
    for (const char letter : *part) {
      if (letter == '|')
        out += "\\p";
      else if (letter == '\\')
        out += "\\\\";
      else
        out += letter;
    }
  }
  return out;
}

std::optional<OutcomeKey> parse_outcome_key(std::string_view text) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '|') {
      parts.emplace_back();
    } else if (text[i] == '\\' && i + 1 < text.size()) {
      parts.back() += text[++i] == 'p' ? '|' : '\\';
    } else {
      parts.back() += text[i];
    }
  }
  if (parts.size() != 7) return std::nullopt;
  return OutcomeKey{parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]};
}

}  // namespace evigraft::review
