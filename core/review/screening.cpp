#include "review/screening.h"

#include <evigraft/error.h>

#include <algorithm>

namespace evigraft::review {
namespace {

constexpr std::size_t kLongestCategory = 80;  // bytes: it heads a line of the PRISMA flow

[[noreturn]] void refuse(const std::string& sentence) { throw Error(Error::Kind::usage, sentence); }

/// Without blanks at its ends and with single ones within: reports are counted by it.
std::string one_spaced(const std::string& text) {
  std::string out;
  for (const char letter : text)
    if (letter != ' ')
      out += letter;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

/// Lists of the flow read "reason, n; reason, n".
void check_category(const std::string& category) {
  const bool plain = std::none_of(category.begin(), category.end(),
                                  [](unsigned char letter) { return letter < 0x20 || letter == ';'; });
  if (!plain || category.size() > kLongestCategory)
    refuse("A category is one line of at most " + std::to_string(kLongestCategory) +
           " bytes without ';', such as \"wrong comparator\"; the particulars belong to --why.");
}

}  // namespace

Values checked_screening(const Values& given) {
  const std::string& verdict = value_of(given, "verdict");
  const std::string& stage = value_of(given, "stage");
  const std::string category = one_spaced(value_of(given, "category"));
  const auto one_of = [&](std::initializer_list<const char*> words) {
    return std::find(words.begin(), words.end(), verdict) != words.end();
  };
  if (stage.empty() || stage == "title_abstract") {
    if (!one_of({"include", "exclude", "unsure"}))
      refuse("Screening takes include, exclude or unsure, not '" + verdict +
             "'; with --stage full_text also sought, not_retrieved and assessed.");
    if (!category.empty()) refuse("A category is the reason for an exclusion at full text: add --stage full_text.");
    return {{"verdict", verdict}};
  }
  if (stage != kFullText) refuse("A stage is title_abstract or full_text, not '" + stage + "'.");
  if (!one_of({"sought", "not_retrieved", "assessed", "include", "exclude"}))
    refuse("At full text a report is sought, not_retrieved, assessed, include or exclude, not '" + verdict + "'.");
  if ((verdict == "exclude") == category.empty())
    refuse(category.empty() ? "An exclusion at full text needs a reason to count by: --category \"wrong comparator\"."
                            : "Only an exclusion at full text has a category.");
  if (verdict != "exclude") return {{"verdict", verdict}, {"stage", stage}};
  check_category(category);
  return {{"verdict", verdict}, {"stage", stage}, {"category", category}};
}

}  // namespace evigraft::review
