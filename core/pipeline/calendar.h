// core/pipeline/calendar.h: days as YYYY-MM-DD.
#pragma once
#include <string>

namespace evigraft {

/// The day before; throws Error::usage when the text is no day.
std::string day_before(const std::string& day);
/// True for an existing day written YYYY-MM-DD.
bool is_day(const std::string& text);

}  // namespace evigraft
