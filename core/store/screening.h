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

/// What a person says instead of the rules.
struct OverrulingRow {
  std::int64_t report_id = 0;
  std::string verdict, reason;
};
/// Puts these verdicts in the place of the rules', which are kept beside, and the rules' back where no person says
/// anything any more. Returns the reports whose rows it touched.
std::vector<std::int64_t> overrule_screening(Store& store, std::int64_t run, const std::vector<OverrulingRow>& rows);

/// What a person says of a report at full text: sought, not_retrieved, assessed, include, or exclude with a category.
struct FullTextRow {
  std::int64_t report_id = 0;
  std::string fate, category;
  std::int64_t decision = 0;
  std::string who, why;  ///< where two readers agreed, both
};
void replace_full_text(Store& store, const std::vector<FullTextRow>& rows);

/// What counts for a report now, and what the rules say of it.
struct ScreeningState {
  std::vector<ScreeningRule> standing, rules;
};
ScreeningState screening_of(const Store& store, std::int64_t report);

}  // namespace evigraft
