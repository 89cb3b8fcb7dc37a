// cli/number_text.h: numbers as the lines for people write them; JSON keeps them whole.
#pragma once
#include <string>

namespace evigraft::cli {

/// Two decimals; "n/a" for NaN.
std::string shown(double value);

/// A P value: three decimals, or that it is below them.
std::string shown_p(double p);

/// A level as it was given: "95%", "97.5%".
std::string shown_percent(double level);

}  // namespace evigraft::cli
