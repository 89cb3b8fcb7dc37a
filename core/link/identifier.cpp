#include "link/identifier.h"

#include <algorithm>
#include <array>

namespace evigraft::link {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool take_prefix(std::string_view& text, std::string_view lower_case_prefix) {
  if (text.size() < lower_case_prefix.size()) return false;
  for (std::size_t i = 0; i < lower_case_prefix.size(); ++i)
    if (lower(text[i]) != lower_case_prefix[i]) return false;
  text.remove_prefix(lower_case_prefix.size());
  return true;
}

int hex(char c) {
  if (is_digit(c)) return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0;
    out += escape ? static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2])) : text[i];
    if (escape) i += 2;
  }
  return out;
}

}  // namespace

std::string plain_doi(std::string_view printed) {
  std::string_view text = trimmed(printed);
  const bool address = take_prefix(text, "https://") || take_prefix(text, "http://");
  if (take_prefix(text, "dx.doi.org/") || take_prefix(text, "www.doi.org/") || take_prefix(text, "doi.org/")) {
  } else if (!address && take_prefix(text, "doi:")) {
    text = trimmed(text);
  }
  std::string doi = address ? percent_decoded(text) : std::string(text);
  while (!doi.empty() && (doi.back() == '.' || doi.back() == ',' || doi.back() == ';')) doi.pop_back();
  const auto slash = doi.find('/');
  if (!doi.starts_with("10.") || slash == std::string::npos || slash + 1 == doi.size()) return {};
  if (std::any_of(doi.begin(), doi.end(), is_blank)) return {};
  std::transform(doi.begin(), doi.end(), doi.begin(), lower);
  return doi;
}

std::string plain_pmid(std::string_view printed) {
  std::string_view text = trimmed(printed);
  if (take_prefix(text, "pmid:") || take_prefix(text, "pmid")) text = trimmed(text);
  while (!text.empty() && text.front() == '0') text.remove_prefix(1);
  return all_digits(text) && text.size() <= 12 ? std::string(text) : std::string();
}

std::string plain_pmcid(std::string_view printed) {
  std::string_view text = trimmed(printed);
  if (take_prefix(text, "pmcid:")) text = trimmed(text);
  if (!take_prefix(text, "pmc")) return {};
  text = text.substr(0, text.find('.'));
  return all_digits(text) && text.size() <= 12 ? "PMC" + std::string(text) : std::string();
}

std::string plain_registration(std::string_view printed) {
  // Primary registries of the WHO network and ClinicalTrials.gov, as their numbers begin.
  static constexpr std::array<std::string_view, 20> kRegisters = {
      "NCT", "ISRCTN", "CHICTR", "ACTRN", "DRKS", "UMIN",  "JPRN",  "JRCT", "JAPICCTI", "CTRI",
      "KCT", "IRCT",   "PACTR",  "TCTR",  "RBR",  "SLCTR", "RPCEC", "NTR",  "LBCTR",    "ITMCTR"};
  std::string text;
  for (const char c : printed)
    if (is_digit(c) || is_letter(c) || c == '-' || c == '/') text += upper(c);
  std::string_view number = text;
  for (const std::string_view label : {"EUDRACTNUMBER", "EUDRACT", "EUCTR", "EUCT"})
    if (number.starts_with(label)) {
      number.remove_prefix(label.size());
      break;
    }
  // YYYY-NNNNNN-NN, perhaps with a country: "2010-023006-12-DK".
  if (number.size() >= 14 && all_digits(number.substr(0, 4)) && number[4] == '-' && all_digits(number.substr(5, 6)) &&
      number[11] == '-' && all_digits(number.substr(12, 2)))
    return "EUDRACT" + std::string(number.substr(0, 14));
  const auto digits = std::count_if(text.begin(), text.end(), is_digit);
  for (const std::string_view label : kRegisters) {
    if (!text.starts_with(label)) continue;
    if (label == "RBR" ? text.size() >= 8 : digits >= 4) return text;
  }
  return {};
}

std::string plain_year(std::string_view printed) {
  const std::string_view year = trimmed(printed).substr(0, 4);
  return year.size() == 4 && all_digits(year) ? std::string(year) : std::string();
}

std::string first_page(std::string_view printed) {
  std::string page;
  for (const char c : trimmed(printed)) {
    if (!is_digit(c) && !is_letter(c)) break;
    page += lower(c);
  }
  return page;
}

}  // namespace evigraft::link
