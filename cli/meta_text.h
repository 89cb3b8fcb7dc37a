// cli/meta_text.h: pooled results in lines for people.
#pragma once
#include <string>

#include "cli/meta_model.h"
#include "cli/output.h"

namespace evigraft::cli {

/// One line: "ASC vs conventional: k = 3, MD 12.10, 95% CI 3.20 to 21.00; tau² ..."; with `what` was pooled before it.
std::string meta_sentence(const MetaResult& result, const std::string& what);

/// A meta-regression: its fit, then one line a coefficient.
void print_regression(Output& out, const MetaResult& result, const std::string& what);

/// Warnings, then the summary or the regression, with `what` was pooled.
void print_meta(Output& out, const MetaResult& result, const std::string& what);

/// 0 with a result or with nothing to pool, 1 when the figures were refused.
int exit_code(const MetaResult& result);

}  // namespace evigraft::cli
