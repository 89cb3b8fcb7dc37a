// core/publish/exports/prisma2020.h: the PRISMA 2020 flow as the table that the R package PRISMA2020 (1.1) reads.
#pragma once
#include <string>
#include <vector>

#include "publish/page.h"

namespace evigraft::publish {

/// A row of the table, by its columns. "NA" stands where the package's template has nothing; `n` is empty where no
/// count is known, which leaves the box out of the drawing.
struct PrismaRow {
  std::string data;  ///< one of prisma_keys(); of the three labels at the side their own name; of a title "NA"
  std::string node, box, description, boxtext, tooltips, url;
  std::string n;  ///< digits, or "Reason, n; Reason, n"
};

/// Every row, counted or not. Lists are written for the boxes that the package takes lists for: reasons without commas
/// and semicolons, and "Other" for what a list leaves of its count.
/// Throws Error::data with the numbers when a sum of the flow does not hold (prisma_discrepancies).
std::vector<PrismaRow> prisma2020_rows(const Prisma& prisma);

}  // namespace evigraft::publish
