// core/publish/text.h: foreign text made fit for a page: repaired, without characters that draw elsewhere, escaped.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace evigraft::publish {

/// One code point of a text and the bytes it was read from. A byte that starts no valid UTF-8 is one U+FFFD.
struct CodePoint {
  char32_t value = 0;
  std::string_view bytes;
};
std::vector<CodePoint> code_points(std::string_view text);

/// Valid UTF-8: broken bytes become U+FFFD, tabs and carriage returns a space, line feeds stay; other control
/// characters, non-characters and bidirectional overrides (U+202A..202E, U+2066..2069, which could reorder a number)
/// are left out.
std::string clean(std::string_view text);

/// clean(), then the five characters with a meaning in HTML and SVG as entities; safe in text and in quoted attributes.
std::string escaped(std::string_view text);

/// At most `columns` code points of clean(text); a cut one ends in "…".
std::string shortened(std::string_view text, std::size_t columns);

}  // namespace evigraft::publish
