// cli/effect_text.h: effects, intervals and refusals as the tables for people write them.
#pragma once
#include <evigraft/error.h>

#include <string>

#include "cli/meta_model.h"
#include "cli/output.h"

namespace evigraft::cli {

/// What an effect is read as: "MD", "RR", "mean", "proportion".
std::string effect_title(const Measure& measure);

/// An estimate as it is read: a logarithm as the ratio, a logit or a double arcsine as the proportion.
double as_read(const MetaResult& result, double estimate);
std::string effect_text(const MetaResult& result, double estimate);

/// "0.340 to 0.700", as it is read; "n/a" where a limit is missing.
std::string interval_text(const MetaResult& result, const Interval& interval);

/// "χ² 12.34 on 3 df, p 0.006".
std::string difference_text(double statistic, int df, double p);

/// `print`, or one line with what it is of and why it is refused. A usage error is the caller's and passes.
template <class Print>
void print_or_refusal(Output& out, const std::string& what, Print print) {
  try {
    print();
  } catch (const Error& error) {
    if (error.kind() == Error::Kind::usage) throw;
    out.line(what + ": " + error.what());
  }
}

}  // namespace evigraft::cli
