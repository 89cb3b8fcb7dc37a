// core/source/base64.h: bytes as text, RFC 4648 section 4.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace evigraft {

std::string to_base64(std::string_view bytes);
/// None on anything but whole groups of the alphabet; line breaks are passed over.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace evigraft
