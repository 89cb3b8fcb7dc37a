#include "pipeline/exports.h"

#include <algorithm>
#include <cctype>

#include "store/evidence.h"

namespace evigraft {
namespace {

/// "reason, n; reason, n" as the store joins it. A reason may hold both marks: an item ends at its count.
std::vector<publish::Count> counts_of(const std::string& detail) {
  std::vector<publish::Count> counts;
  for (std::size_t from = 0, at = 0; at < detail.size();) {
    std::size_t end = detail.find("; ", at);
    if (end == std::string::npos) end = detail.size();
    const std::string item = detail.substr(from, end - from);
    const std::size_t comma = item.rfind(", ");
    const bool counted = comma != std::string::npos && comma + 2 < item.size() && item.size() - comma <= 18 &&
                         std::all_of(item.begin() + static_cast<std::ptrdiff_t>(comma) + 2, item.end(),
                                     [](unsigned char letter) { return std::isdigit(letter) != 0; });
    at = end + 2;
    if (!counted) continue;
    counts.push_back({item.substr(0, comma), std::stoll(item.substr(comma + 2))});
    from = at;
  }
  return counts;
}

}  // namespace

publish::Prisma prisma_flow(const Store& store) {
  publish::Prisma flow;
  for (const PrismaView& view : prisma_views(store)) flow[view.box] = {view.n, counts_of(view.detail)};
  return flow;
}

}  // namespace evigraft
