// core/publish/prisma.h: the PRISMA 2020 flow as HTML: boxes that wrap on a phone and read in order aloud.
// Page MJ et al. The PRISMA 2020 statement. BMJ 2021;372:n71.
#pragma once
#include <string>
#include <vector>

#include "publish/page.h"

namespace evigraft::publish {

/// The row keys of the R package PRISMA2020 1.1, in its order.
const std::vector<std::string>& prisma_keys();

/// The flow. Boxes without a count are left out; without any count the result is empty.
/// Throws Error (data) on a key that is none of prisma_keys().
std::string prisma_html(const Prisma& prisma);

/// The sums that do not hold, one sentence each: identified = removed + screened; screened = excluded + sought;
/// sought = not retrieved + assessed; assessed = excluded + included. Only where the total of a line is given.
std::vector<std::string> prisma_discrepancies(const Prisma& prisma);

}  // namespace evigraft::publish
