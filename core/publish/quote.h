// core/publish/quote.h: a text cut around one number, so that the page can mark it.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace evigraft::publish {

/// Three parts of a text; put together they are the text.
struct Quote {
  std::string before, marked, after;
};

/// Cuts at [start, end), counted in Unicode code points. None when the offsets do not lie in the text, mark nothing,
/// or `words` is given and is not what stands there.
std::optional<Quote> cut(std::string_view text, int start, int end, std::string_view words);

/// The same with at most `columns` code points kept on each side, cut at blanks, "…" where something is left out.
Quote snippet(const Quote& quote, std::size_t columns);

}  // namespace evigraft::publish
