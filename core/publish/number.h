// core/publish/number.h: numbers as a page prints them: point as decimal sign, U+2212 as minus, same bytes everywhere.
#pragma once
#include <string>

namespace evigraft::publish {

/// Fixed decimals; never "−0.0". Infinite: "∞" or "−∞"; not a number: "not estimable".
std::string fixed(double value, int decimals = 1);

/// As few digits as read back to the same number: 49.83, 6, 0.0004.
std::string shortest(double value);

/// The same with as few digits as hold `digits` significant ones: 0.0123, 12.3, 1.23e9; whole up to 10^7: 2078.
std::string significant(double value, int digits = 3);

/// "P < 0.001", "P = 0.035", "P = 0.41".
std::string p_value(double p);

}  // namespace evigraft::publish
