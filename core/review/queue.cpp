#include "review/queue.h"

#include <evigraft/error.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace evigraft::review {
namespace {
constexpr std::array<std::pair<Need, std::string_view>, 11> kNeeds = {{{Need::disagreement, "disagreement"},
                                                                       {Need::pending, "pending"},
                                                                       {Need::spread, "spread"},
                                                                       {Need::arm_class, "class"},
                                                                       {Need::n, "n"},
                                                                       {Need::months, "time"},
                                                                       {Need::screening, "screening"},
                                                                       {Need::confidence, "confidence"},
                                                                       {Need::duplicate, "duplicate"},
                                                                       {Need::conflict, "conflict"},
                                                                       {Need::lost, "lost"}}};
}  // namespace

std::string_view name(Need need) {
  for (const auto& [each, word] : kNeeds)
    if (each == need) return word;
  return {};
}

Need parse_need(std::string_view text) {
  std::string list;
  for (const auto& [each, word] : kNeeds) {
    if (word == text) return each;
    list += (list.empty() ? "" : ", ") + std::string(word);
  }
  throw Error(Error::Kind::usage, "'" + std::string(text) + "' is no kind of the queue; there are " + list + ".");
}

std::string_view name(Reach reach) {
  switch (reach) {
    case Reach::comparison:
      return "comparison";
    case Reach::arm:
      return "arm";
    case Reach::nothing:
      return "nothing";
  }
  return {};
}

void rank(std::vector<Item>& items) {
  const auto order = [](const Item& item) {
    return std::tuple(item.need, item.reach, item.missing.size(), -item.n, item.confidence, item.study, item.report,
                      item.outcome, item.decision);
  };
  std::stable_sort(items.begin(), items.end(), [&](const Item& a, const Item& b) { return order(a) < order(b); });
}

}  // namespace evigraft::review
