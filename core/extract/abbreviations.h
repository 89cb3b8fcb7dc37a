// core/extract/abbreviations.h: short forms that an article defines: "body mass index (BMI)", "BMI (body mass index)",
// "TAU = treatment as usual", "SD: standard deviation" in footnotes.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extract/jats_document.h"

namespace evigraft {

/// Schwartz & Hearst (2003), Pacific Symposium on Biocomputing 8:451-462, extended to one letter, digits ("GDM1") and
/// lists of footnotes.
class Abbreviations {
 public:
  void read(std::string_view text);
  /// Lists of footnotes without signs: "BMI body mass index, SD standard deviation".
  void read_list(std::string_view note);
  /// Spells out short forms in long forms: "VAT = visceral AT" beside "AT = adipose tissue".
  void unfold();
  /// Lower case. "AEs" is "AE". Empty when the article defines no such short form.
  [[nodiscard]] const std::string& long_form(const std::string& short_form) const;
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& all() const { return forms_; }

 private:
  void add(std::string_view short_form, std::string_view long_form);
  void read_brackets(std::string_view text);
  void read_definitions(std::string_view text);
  std::map<std::string, std::string, std::less<>> forms_;
};

Abbreviations read_abbreviations(const Article& article);

}  // namespace evigraft
