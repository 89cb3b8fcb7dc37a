#include "identifiers.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "inline_text.h"

namespace evigraft::pubmed {
namespace {
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool begins_with_any_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), text.begin(), [](char a, char b) {
           return a == static_cast<char>(std::tolower(static_cast<unsigned char>(b)));
         });
}
}  // namespace

bool is_pmid(std::string_view text) {
  return !text.empty() && text.size() <= 8 && text[0] != '0' && std::all_of(text.begin(), text.end(), is_digit);
}

std::string bare_doi(std::string_view text) {
  std::string doi = tidy(text);
  constexpr std::array<std::string_view, 5> prefixes = {"https://", "http://", "dx.doi.org/", "doi.org/", "doi:"};
  for (const std::string_view prefix : prefixes)
    if (begins_with_any_case(doi, prefix)) doi = tidy(std::string_view(doi).substr(prefix.size()));
  const bool is_doi = doi.starts_with("10.") && doi.find('/') != std::string::npos &&
                      doi.find_first_of(" \t\n") == std::string::npos && doi.back() != '/';
  return is_doi ? doi : std::string();
}

std::string pmcid(std::string_view text) {
  for (std::size_t at = text.find("PMC"); at != std::string_view::npos; at = text.find("PMC", at + 3)) {
    std::size_t end = at + 3;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end > at + 3) return std::string(text.substr(at, end - at));
  }
  return {};
}

std::string orcid(std::string_view text) {
  std::string digits;
  const std::size_t slash = text.rfind('/');
  for (const char c : slash == std::string_view::npos ? text : text.substr(slash + 1)) {
    if (is_digit(c))
      digits += c;
    else if (c == 'X' || c == 'x')
      digits += 'X';
    else if (c != '-' && c != ' ' && c != '\t' && c != '\n' && c != '\r')
      return {};
  }
  if (digits.size() != 16 || digits.find('X') < 15) return {};
  int total = 0;
  for (std::size_t i = 0; i < 15; ++i) total = (total + (digits[i] - '0')) * 2 % 11;
  const int check = (12 - total) % 11;
  if (digits[15] != (check == 10 ? 'X' : static_cast<char>('0' + check))) return {};
  return digits.substr(0, 4) + "-" + digits.substr(4, 4) + "-" + digits.substr(8, 4) + "-" + digits.substr(12);
}

}  // namespace evigraft::pubmed
