// core/source/har_match.h: when a recorded request is the one that is asked now.
#pragma once
#include <cstddef>
#include <evigraft/source.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evigraft {

/// A request as it is compared: what it asks, without who asks.
struct AskedFor {
  std::string method, host, path;  ///< path percent-decoded
  Pairs parameters;                ///< of the query and of a form body, decoded, sorted
  std::string body;                ///< when it is no form
};

/// `url` and `body` with placeholders for secrets; a body without a content type is taken for a form.
AskedFor asked_for(std::string method, std::string_view url, std::string_view body, std::string_view body_type);

/// How well two requests match; none when they differ. The same host counts most, then the longer common path.
/// Paths match when equal or when one is the tail of the other ("/entrez/eutils/esearch.fcgi", "/esearch.fcgi"), so
/// that a recording serves another base address. Parameters match in any order; `tool`, `email`, `api_key` and those
/// whose value is a placeholder "${NAME}" on either side are left out.
std::optional<std::pair<bool, std::size_t>> match(const AskedFor& asked, const AskedFor& recorded);

/// What keeps them apart, one clause each, and how far apart they are.
struct Difference {
  unsigned distance = 0;
  std::vector<std::string> clauses;
};
Difference difference(const AskedFor& asked, const AskedFor& recorded);

}  // namespace evigraft
