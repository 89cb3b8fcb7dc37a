#include "synthesis/two_by_two.h"

#include <evigraft/error.h>

#include <array>
#include <cmath>
#include <string>
#include <utility>

namespace evigraft {
namespace {

using To = ZeroCells::To;
constexpr std::array<std::pair<std::string_view, To>, 4> kTo = {
    {{"only0", To::only0}, {"all", To::all}, {"if0all", To::if0all}, {"none", To::none}}};

double non_events(double events, double rest, double size, const char* group) {
  if (events < 0 || rest < 0) throw Error(Error::Kind::data, "a count is negative");
  if (size < 0) throw Error(Error::Kind::data, "a group size is negative");
  if (events > size)
    throw Error(Error::Kind::data, "there are more events than participants in the " + std::string(group) + " group");
  if (std::isnan(rest)) return size - events;
  if (std::abs(events + rest - size) > 1e-9 * size)
    throw Error(Error::Kind::data,
                "events and non-events of the " + std::string(group) + " group do not add up to its size");
  return rest;
}

}  // namespace

std::string_view name(To value) {
  for (const auto& [known, to] : kTo)
    if (to == value) return known;
  return {};
}

To parse_zero_cells(std::string_view name) {
  std::string offered;
  for (const auto& [known, to] : kTo) {
    if (known == name) return to;
    offered += (offered.empty() ? "" : ", ") + std::string(known);
  }
  throw Error(Error::Kind::usage, "--to \"" + std::string(name) + "\" is not offered; use one of " + offered);
}

TwoByTwo two_by_two(std::span<const double> cells) {
  return {cells[0], non_events(cells[0], cells[1], cells[2], "first"), cells[3],
          non_events(cells[3], cells[4], cells[5], "second")};
}

TwoByTwo with_added(const TwoByTwo& table, double add, To to) {
  if (to == To::none || (to == To::only0 && !table.has_zero())) return table;
  return {table.a + add, table.b + add, table.c + add, table.d + add};
}

}  // namespace evigraft
