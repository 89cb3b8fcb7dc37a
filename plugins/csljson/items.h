// plugins/csljson/items.h: the text of a JSON array cut into its elements, so that each keeps its own bytes and place
// and a broken one does not take the others with it.
#pragma once
#include <cstddef>
#include <functional>
#include <string_view>

namespace evigraft::csljson {

/// Nesting beyond this is no reference; a parser must not be led deeper.
inline constexpr std::size_t kDeepest = 64;

struct Item {
  std::size_t index = 0;   ///< from 0
  std::size_t offset = 0;  ///< of its first byte in the text
  std::string_view text;
  bool too_deep = false;
};

/// Hands over each element of the array that is `text`, or of its member "items" (Zotero's web form), or the one object
/// that `text` is. Throws BadPayload when it is neither, or ends too early, after the elements before that.
void for_each_item(std::string_view text, const std::function<void(const Item&)>& take);

}  // namespace evigraft::csljson
