#include "publish/address.h"

#include <algorithm>

namespace evigraft::publish {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

// DOI Handbook 2.2: "10." registrant "/" suffix. Suffixes of the 1990s hold < > ; ( ), so those are encoded, not
// refused.
std::string doi_address(std::string_view doi) {
  const std::size_t slash = doi.find('/');
  if (doi.size() > 300 || !doi.starts_with("10.") || slash == std::string_view::npos || slash + 1 == doi.size())
    return {};
  const std::string_view registrant = doi.substr(3, slash - 3);
  if (registrant.size() < 4 ||
      !std::all_of(registrant.begin(), registrant.end(), [](char c) { return is_digit(c) || c == '.'; }))
    return {};
  std::string address = "https://doi.org/";
  for (const char c : doi) {
    if (c <= ' ' || c > '~') return {};  // also every byte past ASCII where char is signed or not
    if (is_digit(c) || is_letter(c) || std::string_view("-._~/:;()").find(c) != std::string_view::npos) {
      address += c;
    } else {
      constexpr std::string_view hex = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      address += {'%', hex[byte >> 4], hex[byte & 15]};
    }
  }
  return address;
}

std::string pubmed_address(std::string_view pmid) {
  if (pmid.empty() || pmid.size() > 9 || !std::all_of(pmid.begin(), pmid.end(), is_digit)) return {};
  return "https://pubmed.ncbi.nlm.nih.gov/" + std::string(pmid) + "/";
}

}  // namespace evigraft::publish
