#include "source.h"

#include <algorithm>
#include <array>

#include "item.h"
#include "items.h"

namespace evigraft::csljson {

unsigned CslJson::sniff(std::string_view head) const {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const std::size_t begin = head.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || (head[begin] != '[' && head[begin] != '{')) return 0;
  // Names that only CSL uses, and those it shares with other JSON.
  constexpr std::array<std::string_view, 5> own = {"\"container-title\"", "\"date-parts\"", "\"article-journal\"",
                                                   "\"non-dropping-particle\"", "\"paper-conference\""};
  constexpr std::array<std::string_view, 4> shared = {"\"id\"", "\"title\"", "\"DOI\"", "\"author\""};
  const auto count = [&](const auto& names) {
    return std::count_if(names.begin(), names.end(),
                         [&](auto name) { return head.find(name) != std::string_view::npos; });
  };
  if (count(own) > 0) return 90;
  return count(shared) >= 2 ? 40 : head.substr(begin).find_first_not_of("[ \t\r\n]") == std::string_view::npos ? 20 : 0;
}

void CslJson::read_file(FileStream& stream, Sink& sink) const {
  const std::string text = stream.read_all(kLargestFile);
  for_each_item(text, [&](const Item& item) {
    const std::string where = "item " + std::to_string(item.index) + ", byte " + std::to_string(item.offset);
    if (item.too_deep) return sink.reject({}, where, "it is nested deeper than " + std::to_string(kDeepest));
    try {
      ReadItem read = read_item(item.text);
      for (const std::string& warning : read.warnings) sink.warn(where + ": " + warning);
      read.record.source_text.assign(item.text);
      read.record.source_offset = item.offset;
      sink.emit(read.record);
    } catch (const UnusableItem& problem) {
      sink.reject({}, where, problem.what());
    }
  });
}

}  // namespace evigraft::csljson
