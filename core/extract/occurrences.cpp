// core/extract/occurrences.cpp: for each length, a window of that length slides over the text once.
#include "extract/occurrences.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace evigraft {

void count_occurrences(std::string_view text, std::vector<Outcome>& outcomes, const std::vector<int>& printed_at) {
  const std::size_t first = outcomes.size() - printed_at.size();
  std::vector<std::size_t> lengths;
  for (std::size_t i = first; i < outcomes.size(); ++i) lengths.push_back(outcomes[i].as_printed.size());
  std::sort(lengths.begin(), lengths.end());
  lengths.erase(std::unique(lengths.begin(), lengths.end()), lengths.end());
  for (const std::size_t length : lengths) {
    std::unordered_map<std::string_view, int> found;
    std::array<bool, 256> begins{}, ends{};  // most places hold none of them
    for (std::size_t i = first; i < outcomes.size(); ++i)
      if (const std::string& number = outcomes[i].as_printed; number.size() == length) {
        found.emplace(number, 0);
        begins[static_cast<unsigned char>(number.front())] = ends[static_cast<unsigned char>(number.back())] = true;
      }
    std::size_t at = 0;
    for (std::size_t i = first; i < outcomes.size(); ++i) {
      if (outcomes[i].as_printed.size() != length) continue;
      for (const auto end = static_cast<std::size_t>(printed_at[i - first]); at < end; ++at)
        if (begins[static_cast<unsigned char>(text[at])] && ends[static_cast<unsigned char>(text[at + length - 1])])
          if (const auto same = found.find(text.substr(at, length)); same != found.end()) ++same->second;
      outcomes[i].occurrence = found.at(outcomes[i].as_printed);
    }
  }
}

}  // namespace evigraft
