// core/publish/exports/robvis.h: risk of bias as the R package robvis reads it (rob_traffic_light, rob_summary).
#pragma once
#include <string>
#include <vector>

#include "publish/judgements.h"

namespace evigraft::publish {

struct RobvisTable {
  std::vector<std::string> columns;  ///< Study, D1 ... D5 or D7, Overall
  std::vector<std::vector<std::string>> rows;
  std::vector<std::size_t> of;        ///< place of each row in the table it was made of
  std::vector<std::string> left_out;  ///< rows that are not complete, one sentence each
};

/// robvis reads an empty cell as a judgement of its own, and "No information" is a judgement, too: a row with a domain
/// that nobody judged is left out and named. Throws Error (usage) for an instrument that robvis has no template for.
RobvisTable robvis_table(const RiskTable& table);

}  // namespace evigraft::publish
