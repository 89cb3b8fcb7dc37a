// plugins/pubmed/inline_text.h: the words of an element with mixed content (i, b, sup, sub, MathML), in their order.
#pragma once
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace evigraft::pubmed {

/// How a record is parsed: white space between inline elements counts ("<i>E.</i> <i>coli</i>"); the first text of an
/// element is its value, which halves the nodes.
inline constexpr unsigned kParseFlags =
    pugi::parse_escapes | pugi::parse_cdata | pugi::parse_ws_pcdata | pugi::parse_embed_pcdata;

/// All text of `node`, nothing put between its parts. Layout is not text: a run of white space with a line break or a
/// tab in it becomes one blank, the ends are trimmed; other blanks stay as printed.
std::string inline_text(pugi::xml_node node);

/// The same for an attribute or an already decoded string.
std::string tidy(std::string_view text);

}  // namespace evigraft::pubmed
