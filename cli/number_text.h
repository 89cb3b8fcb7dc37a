// cli/number_text.h: numbers as the lines for people write them; JSON keeps them whole.
#pragma once
#include <string>

namespace evigraft::cli {

/// Two decimals; "n/a" for NaN.
std::string shown(double value);

/// Three decimals, or an exponent for a small or large number that they would hide; "n/a" for NaN.
std::string shown_finely(double value);

/// The shortest digits that read back as the same number.
std::string exact_text(double value);

/// A P value: three decimals, or that it is below them.
std::string shown_p(double p);

/// A level as it was given: "95%", "97.5%".
std::string shown_percent(double level);

}  // namespace evigraft::cli
