// cli/meta_diagnostics_text.h: what --subgroup and --diagnostics asked for, as tables for people. The same figures as
// in the JSON, of which the text of small-study tests shows those of the chosen method.
#pragma once
#include "cli/meta_model.h"
#include "cli/output.h"

namespace evigraft::cli {

/// A part that is refused is a line with the reason. Ratios are shown as such (exp of the pooled logarithms); standard
/// errors, residuals and tau² stay on the scale of the effects.
void print_diagnostics(Output& out, const MetaResult& result);

/// Regression tests on the standard error and, where sizes are known, on their square root; rank test; trim and fill;
/// fail-safe numbers; PET-PEESE.
void print_small_study(Output& out, const MetaResult& result);

/// Mantel-Haenszel and Peto, the tests of equal odds ratios, Harbord's and Peters'.
void print_binary(Output& out, const MetaResult& result);

}  // namespace evigraft::cli
