// plugins/pubmed/well_formed.h: what pugixml lets pass and XML forbids, so that nothing invalid is read silently.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace evigraft::pubmed {

struct Flaw {
  std::size_t position = 0;  ///< byte in the text given
  std::string reason;
};

/// The first byte that is not UTF-8 or a control character, or the first reference that is neither one of XML's five
/// entities nor a permitted character (the DTD is never read, so no other entity has a meaning).
std::optional<Flaw> find_flaw(std::string_view xml);

}  // namespace evigraft::pubmed
