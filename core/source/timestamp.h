// core/source/timestamp.h: moments as ISO 8601 text and as numbers, and the moment a server asks us to wait for.
#pragma once
#include <cstdint>
#include <evigraft/source.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace evigraft {

/// Milliseconds since 1970-01-01 UTC on the wall clock.
std::int64_t wall_milliseconds();

/// "2026-09-01T12:00:00.250Z".
std::string iso_utc(std::int64_t milliseconds);

/// Reads "2026-09-01T12:00[:00[.25]](Z|+02:00|-0500)" or a bare day; none when it is no such moment.
std::optional<std::int64_t> parse_iso(std::string_view text);

/// Retry-After of RFC 9110 10.2.3, as seconds or as an HTTP date (counted from the answer's own Date header, so that
/// a wrong clock on either side does no harm; from `now_milliseconds` without one). Never below 0.
std::optional<std::int64_t> retry_after_seconds(const Pairs& headers, std::int64_t now_milliseconds);

}  // namespace evigraft
