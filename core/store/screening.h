// core/store/screening.h: what each rule said about each report.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "store/store.h"

namespace evigraft {

struct ScreeningRule {
  std::string rule, verdict, reason;  ///< verdict: include, exclude, unsure
};
struct ScreeningRows {
  std::int64_t report_id = 0;
  std::vector<ScreeningRule> rules;  ///< in the rules' order
};

/// Replaces all screening in one transaction.
void replace_screening(Store& store, std::int64_t run, const std::vector<ScreeningRows>& rows);

}  // namespace evigraft
