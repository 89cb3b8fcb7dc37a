// core/source/utf8.h: text from outside becomes valid UTF-8 before anything else sees it.
#pragma once
#include <string>
#include <string_view>

namespace evigraft {

/// `text` with each invalid sequence (overlong forms and surrogates too) and each NUL replaced by U+FFFD; `repaired` is
/// set when there was one and left alone otherwise.
std::string repair_utf8(std::string_view text, bool& repaired);

}  // namespace evigraft
