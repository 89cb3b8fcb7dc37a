// core/store/utf8.h: what enters the file is UTF-8 without NUL, whatever a source sent.
#pragma once
#include <string>
#include <string_view>

namespace evigraft {

/// Each byte that is no part of valid UTF-8, and each NUL, becomes U+FFFD. SQLite's own functions stop at a NUL.
std::string clean_text(std::string_view text);

}  // namespace evigraft
